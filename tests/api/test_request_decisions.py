"""What owners decide about a request over HTTP, and that nobody of IT can: withdrawRequest, parkRequest and so on."""

import pytest

from api.app import Mandate
from tests.support.builders.demand import actions_of, submitted
from tests.support.builders.value import promised
from tests.support.documents import mutation
from tests.support.graphql import browser, data
from tests.support.personas import Company

WITHDRAW = mutation("withdrawRequest", "request: ID!, reason: String!")
PARK = mutation("parkRequest", "request: ID!, reason: String!, lookAgainOn: Date")
RESUME = mutation("resumeRequest", "request: ID!, reason: String!")
ROUTE = mutation("chooseRoute", "request: ID!, route: Route!, reason: String!")
SPONSOR = mutation("sponsorRequest", "request: ID!")
DEPENDENCY = mutation("recordDependency", "request: ID!, needs: ID!")
DECLARE = mutation(
    "declareBenefit",
    "request: ID!, input: BenefitInput!",
    "... on BenefitPayload { benefit { id number } request { version } }",
)
DROP = mutation("dropBenefit", "benefit: ID!, reason: String!")
BENEFIT = {
    "metric": "Minutes",
    "unitOfMeasure": "minutes",
    "kind": "SAVING",
    "moneyPerMonth": {"low": "1", "likely": "2", "high": "3"},
}
DECISIONS = {
    "withdrawRequest": (WITHDRAW, {"reason": "No."}),
    "parkRequest": (PARK, {"reason": "Later."}),
    "resumeRequest": (RESUME, {"reason": "Now."}),
    "chooseRoute": (ROUTE, {"route": "SELF_SERVICE", "reason": "Elsewhere."}),
    "sponsorRequest": (SPONSOR, {}),
    "declareBenefit": (DECLARE, {"input": BENEFIT}),
}


@pytest.mark.parametrize("name", DECISIONS)
async def test_nobody_of_it_decides_about_a_request(app: Mandate, company: Company, name: str) -> None:
    request = await submitted(company, by=company.it_data)
    document, variables = DECISIONS[name]
    for persona in (company.it_platform, company.it_data):
        async with browser(app, persona) as client:
            problem = (await data(client, document, request=request.key, **variables))[name]
        assert problem["code"] == "FORBIDDEN"
        assert "business owner" in problem["message"]
    assert await actions_of(request.id) == ["request.submitted"]


@pytest.mark.parametrize("name", DECISIONS)
async def test_nobody_but_the_owner_decides_about_a_request(app: Mandate, company: Company, name: str) -> None:
    request = await submitted(company)
    document, variables = DECISIONS[name]
    for persona in (company.owner_finance, company.board, company.admin, company.outsider):
        async with browser(app, persona) as client:
            problem = (await data(client, document, request=request.key, **variables))[name]
        assert problem["code"] == "FORBIDDEN"
        assert "owner" in problem["message"]


async def test_the_owner_leads_a_request_aside_and_back(app: Mandate, company: Company) -> None:
    request = await submitted(company)
    async with browser(app, company.owner_retail) as client:
        states = []
        for name, document, variables in (
            ("sponsorRequest", SPONSOR, {}),
            ("parkRequest", PARK, {"reason": "Later.", "lookAgainOn": "2099-01-01"}),
            ("resumeRequest", RESUME, {"reason": "Now."}),
            ("chooseRoute", ROUTE, {"route": "BOUGHT_SERVICE", "reason": "Bought."}),
            ("chooseRoute", ROUTE, {"route": "IT_DELIVERY", "reason": "Built."}),
            ("withdrawRequest", WITHDRAW, {"reason": "No longer."}),
        ):
            states.append((await data(client, document, request=request.key, **variables))[name]["request"]["state"])
        assert states == ["SUBMITTED", "PARKED", "SUBMITTED", "REROUTED", "SUBMITTED", "WITHDRAWN"]
        again = (await data(client, WITHDRAW, request=request.key, reason="Again."))["withdrawRequest"]
        assert again["code"] == "CONFLICT"
        missing = (await data(client, PARK, request="REQ-999999", reason="Where?"))["parkRequest"]
        assert missing["code"] == "NOT_FOUND"
        blank = (await data(client, PARK, request=request.key, reason=" "))["parkRequest"]
        assert (blank["code"], blank["violations"][0]["path"]) == ("RULE_VIOLATION", "reason")


async def test_benefits_are_promised_and_dropped(app: Mandate, company: Company) -> None:
    request = await submitted(company)
    other = await promised(company, request)
    async with browser(app, company.requester) as client:
        made = (await data(client, DECLARE, request=request.key, input=BENEFIT))["declareBenefit"]
        assert made["benefit"]["number"] == 2
        dropped = (await data(client, DROP, benefit=made["benefit"]["id"], reason="Twice."))["dropBenefit"]
        assert dropped["request"]["version"] == made["request"]["version"] + 1
        wrong = BENEFIT | {"moneyPerMonth": {"low": "3", "likely": "2", "high": "1"}}
        refused = (await data(client, DECLARE, request=request.key, input=wrong))["declareBenefit"]
        assert {one["path"] for one in refused["violations"]} == {"moneyPerMonth.low", "moneyPerMonth.high"}
    async with browser(app, company.it_platform) as client:
        problem = (await data(client, DROP, benefit=str(other.id), reason="No."))["dropBenefit"]
        assert problem["code"] == "FORBIDDEN"


async def test_it_records_dependencies(app: Mandate, company: Company) -> None:
    one, other = await submitted(company, title="One"), await submitted(company, title="Other")
    edges = "query ($key: String!) { request(key: $key) { dependsOn { title } neededBy { title } } }"
    async with browser(app, company.it_platform) as client:
        await data(client, DEPENDENCY, request=one.key, needs=other.key)
        assert (await data(client, edges, key=other.key))["request"] == {
            "dependsOn": [],
            "neededBy": [{"title": "One"}],
        }
        circle = (await data(client, DEPENDENCY, request=other.key, needs=one.key))["recordDependency"]
        assert (circle["rule"], circle["violations"][0]["path"]) == ("no_dependency_cycle", "needs")
        assert f"{other.key} needs {one.key} needs {other.key}" in circle["message"]
    async with browser(app, company.owner_retail) as client:
        problem = (await data(client, DEPENDENCY, request=one.key, needs=other.key))["recordDependency"]
        assert problem["code"] == "FORBIDDEN"
