"""submitRequest, saveDraft and discardDraft over HTTP."""

from typing import Any

from api.app import Mandate
from tests.support.documents import PROBLEM, mutation
from tests.support.graphql import browser, data
from tests.support.personas import Company

SUBMIT = mutation(
    "submitRequest",
    "input: RequestInput!, draft: ID",
    """... on RequestPayload { request {
        id key number title problem outcome category unit { code } route lane state stateReason stateSince version
        submitter { name } onBehalfOf { name } sponsor { name } submittedAt deadline earliestStart
        clarification { question } dependsOn { key } neededBy { key } followerCount followed comments { text }
        nextStep { text waitsFor { name } team { code } dueAt overdue } similar { score request { key } }
        source { system } estimates { id } estimateHistory { id } effortDays { likely } oneOffCost { amount }
        runCostPerMonth { amount } cost { amount } valuePerMonth { likely { amount currency } } promisedValue { amount }
        valueToCost paybackMonths
        benefits { number metric unitOfMeasure kind baseline target startsAfterMonths durationMonths owner { name }
          moneyPerMonth { low { amount } } promisedValue { amount } }
        may { withdraw declareBenefit answerClarification estimateAs { code } whoDecides }
    } }""",
)
SAVE = mutation("saveDraft", "input: DraftInput!, draft: ID", "... on DraftPayload { draft { id title benefits } }")
DISCARD = mutation("discardDraft", "draft: ID!", "... on DraftDiscarded { draft }")
DRAFTS = "{ me { drafts { id title problem unit { code } route deadline benefits } } }"


def form(**changes: Any) -> dict[str, Any]:
    """A complete form, but for what the test changes."""
    return {
        "title": "Returns without a paper form",
        "problem": "The shop types every form again.",
        "outcome": "A return takes two minutes.",
        "unit": "retail",
        "category": "customer service",
        "deadline": "2099-06-30",
        "earliestStart": "2099-01",
        "benefits": [
            {
                "metric": "Minutes for a return",
                "unitOfMeasure": "minutes",
                "kind": "SAVING",
                "baseline": "9",
                "target": "2",
                "moneyPerMonth": {"low": "3000", "likely": "5000.50", "high": 6000},
                "startsAfterMonths": 1,
                "durationMonths": 24,
            },
            {"metric": "Complaints", "unitOfMeasure": "a month", "kind": "EXPERIENCE", "target": "3"},
        ],
    } | changes


async def test_anyone_submits_a_request_with_what_it_is_to_bring(app: Mandate, company: Company) -> None:
    async with browser(app, company.requester) as client:
        request = (await data(client, SUBMIT, input=form()))["submitRequest"]["request"]
    assert request["key"] == f"REQ-{request['number']}"
    assert (request["state"], request["unit"], request["earliestStart"]) == ("SUBMITTED", {"code": "retail"}, "2099-01")
    assert (request["followed"], request["followerCount"]) == (True, 1)
    assert request["promisedValue"] == {"amount": "120012.00"}
    assert request["valuePerMonth"] == {"likely": {"amount": "5000.50", "currency": "EUR"}}
    assert request["benefits"][0]["moneyPerMonth"] == {"low": {"amount": "3000.00"}}
    assert request["benefits"][1] == {
        "number": 2,
        "metric": "Complaints",
        "unitOfMeasure": "a month",
        "kind": "EXPERIENCE",
        "baseline": None,
        "target": "3.0000",
        "startsAfterMonths": 0,
        "durationMonths": 12,
        "owner": {"name": "Rita Reed"},
        "moneyPerMonth": None,
        "promisedValue": {"amount": "0.00"},
    }
    assert request["cost"] is None
    assert request["may"] == {
        "withdraw": False,
        "declareBenefit": True,
        "answerClarification": False,
        "estimateAs": [],
        "whoDecides": "Rita Reed decides for Retail.",
    }
    assert "estimate" in request["nextStep"]["text"]


async def test_everything_to_change_is_named_by_its_place_in_the_form(app: Mandate, company: Company) -> None:
    benefit = form()["benefits"][0] | {"metric": "", "durationMonths": 0}
    wrong = form(title="", unit="nowhere", onBehalfOf="nobody", deadline="2020-01-01", benefits=[benefit])
    async with browser(app, company.requester) as client:
        problem = (await data(client, SUBMIT, input=wrong))["submitRequest"]
    assert (problem["__typename"], problem["code"]) == ("Problem", "RULE_VIOLATION")
    assert {violation["path"] for violation in problem["violations"]} == {
        "title",
        "unit",
        "onBehalfOf",
        "deadline",
        "earliestStart",
        "benefits.0.metric",
        "benefits.0.durationMonths",
    }


async def test_nobody_submits_without_signing_in(app: Mandate, company: Company) -> None:
    async with browser(app) as client:
        answer = await client.post("/graphql", json={"query": SUBMIT, "variables": {"input": form()}})
    assert answer.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_a_draft_is_kept_for_its_author_until_it_is_submitted(app: Mandate, company: Company) -> None:
    typed = {"title": "Returns", "unit": str(company.retail), "route": "QUICK_WIN", "deadline": "2099-06-30"}
    async with browser(app, company.requester) as client, browser(app, company.outsider) as other:
        draft = (await data(client, SAVE, input=typed))["saveDraft"]["draft"]
        again = await data(client, SAVE, input=typed | {"benefits": [{"metric": "M"}]}, draft=draft["id"])
        assert again["saveDraft"]["draft"] == {"id": draft["id"], "title": "Returns", "benefits": [{"metric": "M"}]}
        kept = (await data(client, DRAFTS))["me"]["drafts"]
        assert kept == [
            {
                "id": draft["id"],
                "title": "Returns",
                "problem": None,
                "unit": {"code": "retail"},
                "route": "QUICK_WIN",
                "deadline": "2099-06-30",
                "benefits": [{"metric": "M"}],
            }
        ]
        assert (await data(other, DRAFTS))["me"]["drafts"] == []
        assert (await data(other, DISCARD, draft=draft["id"]))["discardDraft"]["code"] == "NOT_FOUND"
        await data(client, SUBMIT, input=form(), draft=draft["id"])
        assert (await data(client, DRAFTS))["me"]["drafts"] == []
        second = (await data(client, SAVE, input={}))["saveDraft"]["draft"]
        assert (await data(client, DISCARD, draft=second["id"]))["discardDraft"]["draft"] == second["id"]


async def test_a_problem_is_the_same_shape_everywhere(app: Mandate, company: Company) -> None:
    async with browser(app, company.requester) as client:
        problem = (await data(client, f'mutation {{ discardDraft(draft: "x") {{ {PROBLEM} }} }}'))["discardDraft"]
    assert problem == {"code": "NOT_FOUND", "message": 'There is no draft "x".', "rule": None, "violations": []}
