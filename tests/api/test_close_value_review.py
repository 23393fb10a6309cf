"""closeValueReview: the board judges with the figures before it, IT and owners do not."""

import pytest

from api.app import Mandate
from domain.realisation.commands import open_due_reviews
from tests.support.builders.delivery import in_month
from tests.support.builders.realisation import live, measured, review_of
from tests.support.documents import REVIEWS
from tests.support.graphql import browser, data
from tests.support.personas import SYSTEM, Company

CLOSE = """
mutation Close($review: ID!, $verdict: Verdict!, $lesson: String!) {
  closeValueReview(review: $review, verdict: $verdict, lesson: $lesson) {
    __typename
    ... on ReviewPayload {
      review {
        status verdict lesson closedBy { name } promised { amount } realised { amount } unverified { amount }
        measuredShare ratio lost { amount } note mayClose mayMeasure
      }
    }
    ... on Problem { code message rule violations { path } }
  }
}
"""
REVIEW = "query Review($id: ID!) { valueReview(id: $id) { id status } node(id: $id) { __typename id } }"
STEPS = "query Steps($id: ID!) { valueReview(id: $id) { steps { kind months amount { amount } benefit { metric } } } }"


async def test_the_board_closes_a_review(app: Mandate, company: Company) -> None:
    it = await live(company)
    await measured(company, it, 50_000, 100_000)
    with in_month(it.since + 4, 12):
        await open_due_reviews(SYSTEM)
        async with browser(app, company.board) as client:
            listed = (await data(client, REVIEWS, status="DUE"))["valueReviews"]
            assert listed["totalCount"] == 1
            (edge,) = listed["edges"]
            seen = edge["node"]
            assert (seen["status"], seen["overdue"], seen["mayClose"], seen["mayMeasure"]) == (
                "DUE",
                False,
                True,
                False,
            )
            assert (seen["promised"], seen["realised"]) == ({"amount": "3000.00"}, {"amount": "1500.00"})
            assert (seen["unverified"], seen["ratio"]) == ({"amount": "1500.00"}, 0.75)
            assert seen["note"] == "67% of what was due is measured; the rest is unknown, not zero."
            assert seen["whoDecides"].startswith("Owners of Retail measure; the governance board judges")
            assert seen["benefits"][0]["monthsDue"] == 3
            assert seen["benefits"][0]["promisedLow"] == {"amount": "1500.00"}
            assert seen["request"]["calibration"]["tooFew"] is True
            assert seen["request"]["calibration"]["factor"] == 1.0
            sent = {"review": seen["id"], "verdict": "PARTLY"}
            blank = (await data(client, CLOSE, lesson=" ", **sent))["closeValueReview"]
            assert (blank["code"], blank["violations"]) == ("RULE_VIOLATION", [{"path": "lesson"}])
            closed = (await data(client, CLOSE, lesson="Count first.", **sent))["closeValueReview"]["review"]
            assert (closed["status"], closed["verdict"], closed["lesson"]) == ("CLOSED", "PARTLY", "Count first.")
            assert (closed["closedBy"], closed["mayClose"]) == ({"name": "Bo Board"}, False)
            assert (closed["unverified"], closed["lost"]) == ({"amount": "0.00"}, {"amount": "0.00"})
            conflict = (await data(client, CLOSE, lesson="Again.", **sent))["closeValueReview"]
            assert conflict["code"] == "CONFLICT"
            steps = (await data(client, STEPS, id=seen["id"]))["valueReview"]["steps"]
            assert [(step["kind"], step["months"], step["amount"]["amount"]) for step in steps] == [
                ("PROMISED", 0, "3000.00"),
                ("NOT_MEASURED", 1, "-1000.00"),
                ("BENEFIT", 2, "-500.00"),
                ("REALISED", 0, "1500.00"),
            ]
            assert [bool(step["benefit"]) for step in steps] == [False, False, True, False]
            found = await data(client, REVIEW, id=seen["id"])
            assert found["valueReview"] == {"id": seen["id"], "status": "CLOSED"}
            assert found["node"] == {"__typename": "ValueReview", "id": seen["id"]}
            assert (await data(client, '{ valueReview(id: "nothing") { id } }'))["valueReview"] is None


@pytest.mark.parametrize("who", ["it_platform", "it_data", "owner_retail", "admin", "requester"])
async def test_nobody_but_the_board_closes_a_review(app: Mandate, company: Company, who: str) -> None:
    it = await live(company)
    with in_month(it.since + 4, 12):
        await open_due_reviews(SYSTEM)
        review = await review_of(company, it)
        async with browser(app, company.personas[who]) as client:
            sent = {"review": str(review.id), "verdict": "UNMEASURABLE", "lesson": "None."}
            refused = (await data(client, CLOSE, **sent))["closeValueReview"]
    assert refused["code"] == "FORBIDDEN"
    assert "governance board" in refused["message"]
