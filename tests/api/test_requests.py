"""requests, request, node, similarRequests and categories over HTTP."""

from api.app import Mandate
from domain.demand.commands_conversation import follow
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
