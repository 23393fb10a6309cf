"""recordMeasurement and closeValueReview: owners measure, the board judges, IT does neither."""

import pytest

from api.app import Mandate
from domain.realisation.commands import open_due_reviews
from tests.support.builders.delivery import in_month
from tests.support.builders.realisation import live, measured, review_of
from tests.support.graphql import browser, data
from tests.support.personas import SYSTEM, Company

RECORD = """
mutation Record($benefit: ID!, $month: Month!, $amount: Decimal!, $evidence: String!) {
  recordMeasurement(benefit: $benefit, month: $month, amount: $amount, evidence: $evidence) {
    __typename
    ... on MeasurementPayload {
      measurement {
        month amount { amount currency } evidence verified superseded supersedes by { name } actedFor { name }
      }
      benefit { realised { amount } measurements { id superseded } request { state } }
    }
    ... on Problem { code message rule violations { path } }
  }
}
"""
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
REVIEWS = """
query Reviews($status: ReviewStatus, $first: Int, $after: String) {
  valueReviews(status: $status, first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    edges {
      node {
        id checkpointMonths dueOn through status overdue note whoDecides mayClose mayMeasure ratio
        promised { amount } realised { amount } unverified { amount } measuredShare
        request { key reviews { id } calibration { factor tooFew sample text } calibratedValue { amount } }
        benefits { monthsDue monthsMeasured promised { amount } promisedLow { amount } promisedHigh { amount }
          realised { amount } benefit { metric } }
      }
    }
  }
}
"""
REVIEW = "query Review($id: ID!) { valueReview(id: $id) { id status } node(id: $id) { __typename id } }"
RECORD_OF = """
query Records($by: TrackRecordBy!) {
  trackRecord(by: $by) { label sample tooFew text measuredShare promised { amount } realised { amount } ratio
    unit { code } person { name } }
}
"""


async def test_an_owner_records_and_corrects_a_measurement(app: Mandate, company: Company) -> None:
    it = await live(company)
    with in_month(it.since + 2):
        async with browser(app, company.owner_retail) as client:
            sent = {"benefit": str(it.benefit.id), "month": str(it.since + 1), "evidence": "Ledger."}
            made = (await data(client, RECORD, amount="812.50", **sent))["recordMeasurement"]
            assert made["measurement"] == {
                "month": str(it.since + 1),
                "amount": {"amount": "812.50", "currency": "EUR"},
                "evidence": "Ledger.",
                "verified": False,
                "superseded": False,
                "supersedes": None,
                "by": {"name": "Rita Reed"},
                "actedFor": None,
            }
            assert made["benefit"]["request"] == {"state": "IN_REVIEW"}
            again = (await data(client, RECORD, amount="700", **sent))["recordMeasurement"]
            assert again["benefit"]["realised"] == {"amount": "700.00"}
            assert [each["superseded"] for each in again["benefit"]["measurements"]] == [True, False]
            refused = (await data(client, RECORD, amount="1", **sent | {"month": str(it.since + 9)}))[
                "recordMeasurement"
            ]
            assert (refused["code"], refused["rule"]) == ("RULE_VIOLATION", "measured_by_now")
            assert refused["violations"] == [{"path": "month"}]


@pytest.mark.parametrize("who", ["it_platform", "it_data", "owner_logistics", "board", "admin", "requester"])
async def test_nobody_else_records_one_least_of_all_it(app: Mandate, company: Company, who: str) -> None:
    it = await live(company)
    with in_month(it.since + 2):
        async with browser(app, company.personas[who]) as client:
            refused = await data(
                client, RECORD, benefit=str(it.benefit.id), month=str(it.since + 1), amount="1", evidence="Mine."
            )
    assert refused["recordMeasurement"]["code"] == "FORBIDDEN"
    assert "owner" in refused["recordMeasurement"]["message"]


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


async def test_reviews_come_in_pages(app: Mandate, company: Company) -> None:
    await live(company, "One")
    await live(company, "Two", room=False)
    async with browser(app, company.requester) as client:
        seen, after = [], None
        while True:
            page = (await data(client, REVIEWS, first=1, after=after))["valueReviews"]
            seen += [edge["node"]["id"] for edge in page["edges"]]
            after = page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                break
    assert len(seen) == len(set(seen)) == 4


async def test_records_stand_by_name_and_owners_see_their_own(app: Mandate, company: Company) -> None:
    it = await live(company)
    await measured(company, it, 50_000)
    with in_month(it.since + 3):
        async with browser(app, company.owner_retail) as client:
            (unit,) = (await data(client, RECORD_OF, by="UNIT"))["trackRecord"]
            assert (unit["label"], unit["unit"], unit["person"]) == ("Retail", {"code": "retail"}, None)
            assert (unit["sample"], unit["tooFew"], unit["ratio"]) == (1, True, None)
            assert (unit["promised"], unit["realised"]) == ({"amount": "1000.00"}, {"amount": "500.00"})
            (owner,) = (await data(client, RECORD_OF, by="OWNER"))["trackRecord"]
            assert owner["person"] == {"name": "Rita Reed"}
        async with browser(app, company.it_platform) as client:
            assert (await data(client, RECORD_OF, by="OWNER"))["trackRecord"] == []
            assert len((await data(client, RECORD_OF, by="ROUTE"))["trackRecord"]) == 1
