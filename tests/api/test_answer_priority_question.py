"""answerPriorityQuestion over HTTP: the owners asked answer, the board what was escalated, IT nothing."""

from api.app import Mandate
from domain.decisions.kinds import OptionKind
from tests.support.builders.decisions import WHY, answered, clash, count, option_of, raised
from tests.support.graphql import asked, codes, data
from tests.support.personas import Company, anonymous

ANSWER = """mutation ($question: ID!, $option: ID!, $reason: String!) {
  answerPriorityQuestion(question: $question, option: $option, reason: $reason) {
    ... on QuestionPayload { question { id status closedAt escalatedAt outcome { id kind title } mayAnswer whoDecides
      ifNobodyAnswers asked { unit { code } board answer { option { id } by { name } actedFor { name } reason board } }
      answers { unit { code } board by { name } reason at option { kind } } request { state } } }
    ... on Problem { code message rule violations { path } } } }"""


async def test_two_owners_agree_and_the_option_becomes_true(app: Mandate, company: Company) -> None:
    it = await clash(company)
    question = await raised(company, it.crowded)
    option = await option_of(question, OptionKind.DISPLACE, displacing=it.theirs)
    given = {"question": str(question.id), "option": str(option.id), "reason": WHY}
    async with company.owner_retail.browser(app) as client:
        first = (await data(client, ANSWER, **given))["answerPriorityQuestion"]["question"]
    assert (first["status"], first["outcome"], first["mayAnswer"]) == ("OPEN", None, True)
    assert [bool(one["answer"]) for one in first["asked"]] == [True, False]
    async with company.owner_logistics.browser(app) as client:
        last = (await data(client, ANSWER, **given))["answerPriorityQuestion"]["question"]
    assert (last["status"], last["outcome"]["id"]) == ("DECIDED", str(option.id))
    assert (last["mayAnswer"], last["ifNobodyAnswers"], last["whoDecides"]) == (False, None, "It is decided.")
    assert [one["by"]["name"] for one in last["answers"]] == ["Rita Reed", "Liam Lowe"]


async def test_the_board_answers_what_was_escalated(app: Mandate, company: Company) -> None:
    it = await clash(company)
    question = await raised(company, it.crowded)
    fund = await option_of(question, OptionKind.FUND)
    given = {"question": str(question.id), "option": str(fund.id), "reason": WHY}
    async with company.board.browser(app) as client:
        problem = (await data(client, ANSWER, **given))["answerPriorityQuestion"]
    assert problem["code"] == "FORBIDDEN"
    assert (await answered(company.owner_retail, question, fund)).escalated_at is not None
    async with company.board.browser(app) as client:
        closed = (await data(client, ANSWER, **given))["answerPriorityQuestion"]["question"]
    assert closed["status"] == "DECIDED"
    assert [(one["unit"], one["board"]) for one in closed["asked"]][-1] == (None, True)
    assert closed["answers"][-1]["board"] is True


async def test_nobody_who_was_not_asked_answers(app: Mandate, company: Company) -> None:
    it = await clash(company)
    question = await raised(company, it.crowded)
    wait = await option_of(question, OptionKind.WAIT)
    given = {"question": str(question.id), "option": str(wait.id), "reason": WHY}
    for name in ("it_platform", "it_data", "owner_finance", "board", "admin", "requester", "outsider"):
        async with company.personas[name].browser(app) as client:
            problem = (await data(client, ANSWER, **given))["answerPriorityQuestion"]
        assert problem["code"] == "FORBIDDEN", name
        assert "owner" in problem["message"]
    async with anonymous(app) as client:
        assert codes(await asked(client, ANSWER, **given)) == ["UNAUTHENTICATED"]
    assert await count("answer") == 0


async def test_what_is_wrong_is_said(app: Mandate, company: Company) -> None:
    it = await clash(company)
    question = await raised(company, it.crowded)
    wait = await option_of(question, OptionKind.WAIT)
    async with company.owner_retail.browser(app) as client:

        async def refused(**changes: str) -> str:
            given = {"question": str(question.id), "option": str(wait.id), "reason": WHY} | changes
            return str((await data(client, ANSWER, **given))["answerPriorityQuestion"]["code"])

        assert await refused(question=str(wait.id)) == "NOT_FOUND"
        assert await refused(option=str(question.id)) == "RULE_VIOLATION"
        assert await refused(option="none") == "NOT_FOUND"
        assert await refused(reason="") == "RULE_VIOLATION"
        await answered(company.owner_retail, question, wait)
        other = await option_of(question, OptionKind.REROUTE)
        assert await refused(option=str(other.id)) == "CONFLICT"
