"""priorityQuestions and priorityQuestion over HTTP: everyone signed in sees them, and each what waits for them."""

from api.app import Mandate
from domain.decisions.kinds import OptionKind
from tests.support.builders.decisions import answered, clash, option_of, planned, raised
from tests.support.graphql import asked, codes, data
from tests.support.personas import Company, anonymous

LIST = """query ($status: QuestionStatus, $mine: Boolean, $first: Int, $after: String) {
  priorityQuestions(status: $status, waitingForMe: $mine, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage hasPreviousPage endCursor }
    edges { cursor node { id number status sentence mayAnswer request { key } } } } }"""
ONE = "query ($id: ID!) { priorityQuestion(id: $id) { id sentence } node(id: $id) { id } }"


async def test_each_sees_what_waits_for_them(app: Mandate, company: Company) -> None:
    it = await clash(company)
    question = await raised(company, it.crowded)

    async def waiting(name: str) -> int:
        async with company.personas[name].browser(app) as client:
            return int((await data(client, LIST, mine=True))["priorityQuestions"]["totalCount"])

    everybody = ("owner_retail", "owner_logistics", "owner_finance", "board", "it_platform")
    assert [await waiting(name) for name in everybody] == [1, 1, 0, 0, 0]
    fund = await option_of(question, OptionKind.FUND)
    await answered(company.owner_logistics, question, fund)
    assert [await waiting(name) for name in everybody] == [1, 0, 0, 0, 0]
    await answered(company.owner_retail, question, fund)
    assert [await waiting(name) for name in everybody] == [0, 0, 0, 1, 0]
    await answered(company.board, question, fund)
    assert [await waiting(name) for name in everybody] == [0, 0, 0, 0, 0]


async def test_questions_come_in_pages_the_newest_first(app: Mandate, company: Company) -> None:
    it = await clash(company)
    retail = await company.owner_retail.as_actor()
    second = await planned(company, retail, company.retail, "Gift cards", days=20, cents=50_000, after=it.crowded)
    old, new = await raised(company, it.crowded), await raised(company, second)
    async with company.requester.browser(app) as client:
        page = (await data(client, LIST, first=1))["priorityQuestions"]
        assert (page["totalCount"], page["pageInfo"]["hasNextPage"]) == (2, True)
        assert [edge["node"]["number"] for edge in page["edges"]] == [new.number]
        page = (await data(client, LIST, first=1, after=page["pageInfo"]["endCursor"]))["priorityQuestions"]
        assert [edge["node"]["number"] for edge in page["edges"]] == [old.number]
        assert (page["pageInfo"]["hasNextPage"], page["pageInfo"]["hasPreviousPage"]) == (False, True)
        await answered(company.owner_retail, old, await option_of(old, OptionKind.WAIT))
        assert (await data(client, LIST, status="DECIDED"))["priorityQuestions"]["totalCount"] == 1
        assert codes(await asked(client, LIST, first=101)) == ["TOO_MUCH"]


async def test_one_question_is_found_by_its_id(app: Mandate, company: Company) -> None:
    it = await clash(company)
    question = await raised(company, it.crowded)
    async with company.outsider.browser(app) as client:
        found = await data(client, ONE, id=str(question.id))
        assert found["priorityQuestion"]["id"] == found["node"]["id"] == str(question.id)
        assert (await data(client, ONE, id=str(it.own.id)))["priorityQuestion"] is None
        assert (await data(client, ONE, id="nothing"))["priorityQuestion"] is None
    async with anonymous(app) as client:
        assert "UNAUTHENTICATED" in codes(await asked(client, ONE, id=str(question.id)))
