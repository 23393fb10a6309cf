"""recordMeasurement: owners measure and correct, nobody else does, least of all IT."""

import pytest

from api.app import Mandate
from tests.support.builders.delivery import in_month
from tests.support.builders.realisation import live
from tests.support.graphql import browser, data
from tests.support.personas import Company

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
