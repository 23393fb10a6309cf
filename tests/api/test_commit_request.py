"""commitRequest over HTTP: the owner freezes the promise, and nobody else."""

from api.app import Mandate
from tests.support.builders.decisions import clash, count, reloaded
from tests.support.graphql import asked, codes, data
from tests.support.personas import Company, anonymous

COMMIT = """mutation ($request: ID!, $version: Int!) {
  commitRequest(request: $request, expectedVersion: $version) {
    ... on PromisePayload {
      promise { id version startMonth finishMonth effortDays cost { amount } oneOffCost { amount }
        runCostPerMonth { amount } value { amount } scopeShare dataVersion committedAt committedBy { name }
        actedFor { name } request { key }
        benefits { metric unitOfMeasure baseline target moneyPerMonth { likely { amount } } startMonth endMonth
          value { amount } benefit { number } } }
      request { state version promise { id } promises { version } } }
    ... on Problem { code message rule violations { path message } } } }"""
NODE = "query ($id: ID!) { node(id: $id) { id ... on Promise { version } } }"


async def test_the_owner_commits_and_the_promise_is_frozen(app: Mandate, company: Company) -> None:
    it = await clash(company)
    version = (await reloaded(it.own)).version
    async with company.owner_retail.browser(app) as client:
        made = (await data(client, COMMIT, request=it.own.key, version=version))["commitRequest"]
        promise = made["promise"]
        assert (promise["startMonth"], promise["finishMonth"]) == (str(it.first), str(it.first + 11))
        assert (promise["effortDays"], promise["cost"]) == (120, {"amount": "96000.00"})
        assert promise["value"] == {"amount": "216000.00"}
        assert promise["committedBy"] == {"name": "Rita Reed"}
        assert promise["benefits"][0]["startMonth"] == str(it.first + 12)
        assert made["request"]["state"] == "COMMITTED"
        assert made["request"]["version"] > version
        assert made["request"]["promise"] == {"id": promise["id"]}
        assert (await data(client, NODE, id=promise["id"]))["node"] == {"id": promise["id"], "version": 1}
        again = (await data(client, COMMIT, request=it.own.key, version=version))["commitRequest"]
        assert again["code"] == "CONFLICT"


async def test_nobody_else_commits(app: Mandate, company: Company) -> None:
    it = await clash(company)
    version = (await reloaded(it.own)).version
    for name, persona in company.personas.items():
        if name != "owner_retail":
            async with persona.browser(app) as client:
                problem = (await data(client, COMMIT, request=it.own.key, version=version))["commitRequest"]
            assert problem["code"] == "FORBIDDEN", name
    async with anonymous(app) as client:
        assert codes(await asked(client, COMMIT, request=it.own.key, version=version)) == ["UNAUTHENTICATED"]
    assert await count("promise") == 0


async def test_what_does_not_fit_points_to_the_priority_question(app: Mandate, company: Company) -> None:
    it = await clash(company)
    version = (await reloaded(it.crowded)).version
    async with company.owner_retail.browser(app) as client:
        problem = (await data(client, COMMIT, request=it.crowded.key, version=version))["commitRequest"]
    assert (problem["code"], problem["rule"]) == ("RULE_VIOLATION", "in_the_plan")
    assert "Raise a priority question" in problem["message"]
