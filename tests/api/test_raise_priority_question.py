"""raisePriorityQuestion over HTTP: IT and the owner put a conflict to the business, with every fact to decide it."""

from api.app import Mandate
from tests.support.builders.decisions import WHY, clash, count
from tests.support.graphql import asked, codes, data
from tests.support.personas import Company, anonymous

RAISE = """mutation ($request: ID!, $reason: String!, $wanted: Month) {
  raisePriorityQuestion(request: $request, reason: $reason, wantedMonth: $wanted) {
    ... on QuestionPayload { question { ...Whole } }
    ... on Problem { code message rule violations { path message } } } }
fragment Whole on PriorityQuestion {
  id number sentence shortSentence reason cause wantedMonth status raisedSide
  raisedAt dueAt escalatedAt closedAt dataVersion
  request { id key questions { id } } raisedBy { name } outcome { id }
  binding { team { code } month shortDays shortAmount { amount } text }
  bindingSets { startMonth sentence short { team { code } shortDays } }
  options { id number kind consent title why price { amount currency } valueAtStake { amount }
    displaced { request { key } fromMonth toMonth deferredValue { amount } }
    extraCapacity { team { code } month days price { amount } }
    earliestMonth finishMonth scopeShare route asks { code } asksBoard mayChoose }
  asked { id unit { code } board people { name } answer { id } because }
  answers { id } ifNobodyAnswers mayAnswer whoDecides }"""


async def test_it_raises_a_question_that_says_everything(app: Mandate, company: Company) -> None:
    it = await clash(company)
    async with company.it_platform.browser(app) as client:
        question = (await data(client, RAISE, request=it.crowded.key, reason=WHY))["raisePriorityQuestion"]["question"]
    assert question["sentence"].startswith(f"{it.crowded.key} Returns portal cannot start in ")
    assert question["sentence"].endswith(": Platform is short of 10 days. What gives way?")
    assert question["shortSentence"].startswith("Cannot start in ")
    assert question["binding"][0]["text"].startswith("Platform has 0 of 20 days left in ")
    assert (question["status"], question["raisedSide"], question["cause"]) == ("OPEN", "IT", "NEW_REQUEST")
    assert question["request"]["questions"] == [{"id": question["id"]}]
    assert question["raisedBy"] == {"name": "Ivo Plath"}
    assert {one["kind"] for one in question["options"]} == {"DISPLACE", "FUND", "WAIT", "REROUTE"}
    assert question["binding"][0]["shortDays"] == 10
    (alone,) = question["bindingSets"]  # at every start Platform is short, and nobody else
    assert {one["team"]["code"] for one in alone["short"]} == {"platform"}
    assert alone["sentence"].startswith("A start in ")
    assert " lacks only 10 days of Platform in " in alone["sentence"]
    theirs = next(one for one in question["options"] if one["consent"] == "THEIRS")
    assert [one["request"]["key"] for one in theirs["displaced"]] == [it.theirs.key]
    assert theirs["asks"] == [{"code": "logistics"}]
    fund = next(one for one in question["options"] if one["kind"] == "FUND")
    assert fund["price"] == {"amount": "16000.00", "currency": "EUR"}
    reroute = next(one for one in question["options"] if one["kind"] == "REROUTE")
    assert reroute["price"] is None
    assert [one["unit"]["code"] for one in question["asked"]] == ["retail", "logistics"]
    assert question["asked"][0]["people"] == [{"name": "Rita Reed"}]
    assert "governance board is asked to decide" in question["ifNobodyAnswers"]
    assert "IT does not decide" in question["whoDecides"]
    # IT supplies the facts and chooses nothing.
    assert question["mayAnswer"] is False
    assert not any(one["mayChoose"] for one in question["options"])


async def test_the_owner_may_raise_and_may_answer_what_she_raised(app: Mandate, company: Company) -> None:
    it = await clash(company)
    async with company.owner_retail.browser(app) as client:
        question = (await data(client, RAISE, request=str(it.crowded.id), reason=WHY, wanted=str(it.first + 2)))[
            "raisePriorityQuestion"
        ]["question"]
    assert question["wantedMonth"] == str(it.first + 2)
    assert (question["raisedSide"], question["mayAnswer"]) == ("BUSINESS", True)
    assert all(one["mayChoose"] for one in question["options"])


async def test_everybody_else_is_refused(app: Mandate, company: Company) -> None:
    it = await clash(company)
    for name in ("owner_logistics", "board", "admin", "requester", "outsider"):
        async with company.personas[name].browser(app) as client:
            problem = (await data(client, RAISE, request=it.crowded.key, reason=WHY))["raisePriorityQuestion"]
        assert problem["code"] == "FORBIDDEN", name
    async with anonymous(app) as client:
        assert codes(await asked(client, RAISE, request=it.crowded.key, reason=WHY)) == ["UNAUTHENTICATED"]
    assert await count("priority_question") == 0


async def test_a_request_that_fits_is_answered_by_when(app: Mandate, company: Company) -> None:
    it = await clash(company)
    async with company.it_data.browser(app) as client:
        problem = (await data(client, RAISE, request=it.own.key, reason=WHY))["raisePriorityQuestion"]
        assert (problem["code"], problem["rule"]) == ("RULE_VIOLATION", "needs_no_question")
        assert "fits: it starts in" in problem["message"]
        problem = (await data(client, RAISE, request="REQ-99999", reason=WHY))["raisePriorityQuestion"]
        assert problem["code"] == "NOT_FOUND"
        problem = (await data(client, RAISE, request=it.crowded.key, reason=" "))["raisePriorityQuestion"]
        assert problem["violations"][0]["path"] == "reason"
        await data(client, RAISE, request=it.crowded.key, reason=WHY)
        problem = (await data(client, RAISE, request=it.crowded.key, reason=WHY))["raisePriorityQuestion"]
        assert problem["code"] == "CONFLICT"
