"""estimateRequest over HTTP."""

from typing import Any

from api.app import Mandate
from tests.support.builders.demand import submitted
from tests.support.documents import mutation
from tests.support.graphql import browser, data
from tests.support.personas import Company

ESTIMATE = mutation(
    "estimateRequest",
    "request: ID!, team: ID!, input: EstimateInput!",
    """... on EstimatePayload {
      estimate { id version effortDays { low likely high expected } oneOffCost { amount } runCostPerMonth { amount }
        confidence assumptions by { name } team { code } current imported request { key } }
      request { state effortDays { expected } cost { amount } runCostOverValuation { amount } oneOffCost { amount }
        estimates { version } estimateHistory { version current } } }""",
)


def given(**changes: Any) -> dict[str, Any]:
    """A usable estimate, but for what the test changes."""
    return {
        "effortDays": {"low": 10, "likely": 20.5, "high": 40},
        "oneOffCost": "5000",
        "runCostPerMonth": "200.00",
        "confidence": "MEDIUM",
        "assumptions": "The tills stay.",
    } | changes


async def test_it_staff_of_the_team_estimate_and_versions_are_kept(app: Mandate, company: Company) -> None:
    request = await submitted(company)
    async with browser(app, company.it_platform) as client:
        made = (await data(client, ESTIMATE, request=request.key, team="platform", input=given()))["estimateRequest"]
        assert made["estimate"] | {"id": ""} == {
            "id": "",
            "version": 1,
            "effortDays": {"low": 10.0, "likely": 20.5, "high": 40.0, "expected": 22.0},
            "oneOffCost": {"amount": "5000.00"},
            "runCostPerMonth": {"amount": "200.00"},
            "confidence": "MEDIUM",
            "assumptions": "The tills stay.",
            "by": {"name": "Ivo Plath"},
            "team": {"code": "platform"},
            "current": True,
            "imported": False,
            "request": {"key": request.key},
        }
        # 22 days at 800 and 5,000 once; 200 a month for 36 months.
        assert made["request"]["cost"] == {"amount": "22600.00"}
        assert made["request"]["runCostOverValuation"] == {"amount": "7200.00"}
        assert made["request"]["state"] == "ESTIMATED"
        again = await data(client, ESTIMATE, request=request.key, team=str(company.platform), input=given())
        assert again["estimateRequest"]["request"]["estimateHistory"] == [
            {"version": 2, "current": True},
            {"version": 1, "current": False},
        ]
        node = "query ($id: ID!) { node(id: $id) { ... on Estimate { version current } } }"
        assert (await data(client, node, id=made["estimate"]["id"]))["node"] == {"version": 1, "current": False}


async def test_nobody_else_estimates_for_a_team(app: Mandate, company: Company) -> None:
    request = await submitted(company)
    for persona in (company.it_data, company.owner_retail, company.board, company.admin, company.requester):
        async with browser(app, persona) as client:
            problem = await data(client, ESTIMATE, request=request.key, team="platform", input=given())
        assert problem["estimateRequest"]["code"] == "FORBIDDEN"
        assert "IT staff of" in problem["estimateRequest"]["message"]


async def test_points_out_of_order_are_refused_by_their_place(app: Mandate, company: Company) -> None:
    request = await submitted(company)
    wrong = given(effortDays={"low": 30, "likely": 20, "high": 10}, oneOffCost="-1")
    async with browser(app, company.it_platform) as client:
        problem = (await data(client, ESTIMATE, request=request.key, team="platform", input=wrong))["estimateRequest"]
    assert [one["path"] for one in problem["violations"]] == ["effortDays.low", "effortDays.high", "oneOffCost"]
