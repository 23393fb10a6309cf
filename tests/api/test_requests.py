"""requests, request, node, similarRequests and categories over HTTP."""

from typing import Any

import pytest

from api.app import Mandate
from domain.database.statements import Reading
from domain.demand.commands_conversation import comment, follow
from tests.support.builders.demand import submitted
from tests.support.builders.estimation import estimated
from tests.support.builders.value import new_benefit
from tests.support.graphql import asked, browser, codes, data
from tests.support.personas import Company

LIST = """query ($filter: RequestFilter, $orderBy: RequestOrder! = NEWEST, $first: Int! = 50, $after: String) {
  requests(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage hasPreviousPage endCursor } edges { cursor node { title } } } }"""


async def test_requests_come_in_pages(app: Mandate, company: Company) -> None:
    for title in ("One", "Two", "Three"):
        await submitted(company, title=title)
    async with browser(app, company.outsider) as client:
        first = (await data(client, LIST, first=2))["requests"]
        assert [edge["node"]["title"] for edge in first["edges"]] == ["Three", "Two"]
        assert (first["totalCount"], first["pageInfo"]["hasNextPage"]) == (3, True)
        await submitted(company, title="Four")
        rest = (await data(client, LIST, first=2, after=first["pageInfo"]["endCursor"]))["requests"]
        assert [edge["node"]["title"] for edge in rest["edges"]] == ["One"]
        assert (rest["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasPreviousPage"]) == (False, True)
        refusals = (({"first": 101}, "TOO_MUCH"), ({"first": 0}, "BAD_INPUT"), ({"after": "nonsense"}, "BAD_INPUT"))
        for wrong, code in refusals:
            assert codes(await asked(client, LIST, **wrong)) == [code]


async def test_requests_are_narrowed_and_ordered(app: Mandate, company: Company) -> None:
    low = await submitted(company, title="Low", benefits=[new_benefit(duration_months=1)])
    high = await submitted(company, title="High", benefits=[new_benefit()])
    none = await submitted(company, title="None", unit="logistics")
    await estimated(company, high)
    await follow(await company.outsider.as_actor(), low.id)

    async with browser(app, company.outsider) as client:

        async def titles(order: str = "KEY", **narrowed: object) -> list[str]:
            page = (await data(client, LIST, orderBy=order, filter=narrowed))["requests"]
            return [edge["node"]["title"] for edge in page["edges"]]

        assert await titles("VALUE") == ["High", "Low", "None"]
        assert await titles("PLACE") == await titles("NEXT_UPDATE") == ["None", "High", "Low"]
        assert await titles("TITLE") == ["High", "Low", "None"]
        assert await titles(needsEstimate=True) == ["Low", "None"]
        assert await titles(team="platform") == ["High"]
        assert await titles(team="platform", needsEstimate=True) == ["Low", "None"]
        assert await titles(unit="logistics") == ["None"]
        assert await titles(states=["ESTIMATED"]) == ["High"]
        assert await titles(followed=True) == ["Low"]
        assert await titles(mine=True) == []
        assert await titles(text=none.key) == ["None"]


async def test_one_request_is_found_by_key_and_by_id(app: Mandate, company: Company) -> None:
    request = await submitted(company)
    one = "query ($key: String!) { request(key: $key) { id key } }"
    async with browser(app, company.outsider) as client:
        for ref in (request.key, str(request.id)):
            assert (await data(client, one, key=ref))["request"] == {"id": str(request.id), "key": request.key}
        assert (await data(client, one, key="REQ-999999"))["request"] is None
        node = "query ($id: ID!) { node(id: $id) { __typename ... on Request { key } } }"
        assert (await data(client, node, id=str(request.id)))["node"] == {"__typename": "Request", "key": request.key}
    async with browser(app) as nobody:
        assert codes(await asked(nobody, one, key=request.key)) == ["UNAUTHENTICATED"]


async def test_similar_requests_appear_while_somebody_types(app: Mandate, company: Company) -> None:
    request = await submitted(company)
    await submitted(company, title="Invoices", problem="Suppliers post paper.", outcome="None.", category="finance")
    document = "query ($text: String!) { similarRequests(text: $text) { id score request { key nextStep { text } } } }"
    async with browser(app, company.outsider) as client:
        near = (await data(client, document, text="a paper form for returns"))["similarRequests"]
        assert [one["request"]["key"] for one in near] == [request.key]
        assert 0.25 <= near[0]["score"] <= 1
        assert (await data(client, "{ categories }"))["categories"] == ["customer service", "finance"]


EVERYTHING = """{ requests { edges { node {
  key unit { name owners { name } } submitter { name } sponsor { name } clarification { question askedBy { name } }
  dependsOn { key } neededBy { key } followerCount followed comments { author { name } }
  nextStep { text waitsFor { name } }
  benefits { owner { name } promisedValue { amount } } estimates { team { code } by { name } } estimateHistory { id }
  effortDays { expected } oneOffCost { amount } cost { amount } promisedValue { amount } valueToCost paybackMonths
  may { rank whoDecides estimateAs { code } } similar { score } } } } }"""


async def test_a_longer_list_costs_no_more_questions_to_the_database(
    app: Mandate, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_for: list[str] = []
    for name in ("rows", "row", "value"):
        ask = getattr(Reading, name)

        async def counted(self: Reading, sql: str, *args: object, ask: Any = ask) -> Any:
            asked_for.append(sql)
            return await ask(self, sql, *args)

        monkeypatch.setattr(Reading, name, counted)

    async def questions() -> int:
        async with browser(app, company.it_platform) as client:
            asked_for.clear()
            await data(client, EVERYTHING)
            return len(asked_for)

    async def one_more(title: str) -> None:
        request = await submitted(company, title=title, benefits=[new_benefit()])
        await estimated(company, request)
        await comment(await company.outsider.as_actor(), request.id, text="Seen.")

    for title in ("One", "Two"):
        await one_more(title)
    few = await questions()
    for title in ("Three", "Four", "Five", "Six", "Seven"):
        await one_more(title)
    # A batch may fall into two moments now and then; five more requests must not cost one more each.
    assert await questions() < few + 5
