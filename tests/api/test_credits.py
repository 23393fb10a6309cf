"""Days of priority over HTTP: everybody sees every ledger, owners lend for their own units."""

import pytest

from api.app import Mandate
from domain.actor import Actor
from domain.ranking.commands_credits import close_period
from tests.support.builders.capacity import logged, split
from tests.support.builders.delivery import this_month
from tests.support.graphql import asked, codes, data
from tests.support.personas import Company, anonymous

LEND = """mutation ($from: ID!, $to: ID!, $days: PersonDays!, $reason: String!) {
  lendPriority(from: $from, to: $to, days: $days, reason: $reason) {
    ... on LendPriorityPayload { credits { id kind days balanceDays month unit { code } otherUnit { code } by { name }
      reason text } ranking { id creditDays unit { code } } }
    ... on Problem { code message rule violations { path } } } }"""
LEDGER = """query ($unit: ID!, $first: Int! = 20, $after: String) {
  priorityCredits(unit: $unit, first: $first, after: $after) { balanceDays limitDays mayLendDays mayLend
    edges { node { days balanceDays kind text } } pageInfo { hasNextPage endCursor } } }"""
RECORD = """{ entitlementRecord { from to evenness text units { unit { code } share monthsWaiting entitledDays
  deliveredDays ratio creditDays text alarms { kind text request { key } team { code } } } } }"""
WHY = "They need the season more than we do."


@pytest.fixture
async def staffed(company: Company) -> None:
    await logged(company, this_month(), days=split(40, 0, 0, 0))


async def test_an_owner_lends_and_both_ledgers_say_so(app: Mandate, company: Company, staffed: None) -> None:
    async with company.owner_retail.browser(app) as client:
        lent = (await data(client, LEND, **{"from": "retail"}, to="logistics", days=2.5, reason=WHY))["lendPriority"]
        mine = (await data(client, LEDGER, unit="retail"))["priorityCredits"]
    gave, got = lent["credits"]
    assert (gave["kind"], gave["days"], gave["unit"]["code"], gave["otherUnit"]["code"]) == (
        "LENT",
        -2.5,
        "retail",
        "logistics",
    )
    assert (got["kind"], got["days"], got["by"]["name"], got["reason"]) == ("BORROWED", 2.5, "Rita Reed", WHY)
    assert lent["ranking"]["creditDays"] == -2.5
    assert (mine["balanceDays"], mine["mayLend"]) == (-2.5, True)
    assert mine["mayLendDays"] == mine["limitDays"] - 2.5
    assert mine["edges"][0]["node"]["text"] == "Lent 2.5 days of priority to Logistics."
    async with company.it_platform.browser(app) as client:
        theirs = (await data(client, LEDGER, unit=str(company.logistics)))["priorityCredits"]
    assert (theirs["balanceDays"], theirs["mayLend"]) == (2.5, False)


async def test_a_ledger_comes_in_pages(app: Mandate, company: Company, staffed: None) -> None:
    async with company.owner_retail.browser(app) as client:
        for days in (1, 2, 3):
            await data(client, LEND, **{"from": "retail"}, to="logistics", days=days, reason=WHY)
        one = (await data(client, LEDGER, unit="retail", first=2))["priorityCredits"]
        two = (await data(client, LEDGER, unit="retail", first=2, after=one["pageInfo"]["endCursor"]))[
            "priorityCredits"
        ]
        wrong = await asked(client, LEDGER, unit="retail", first=0)
    assert [edge["node"]["days"] for edge in one["edges"]] == [-3, -2]
    assert [edge["node"]["balanceDays"] for edge in two["edges"]] == [-1]
    assert (one["pageInfo"]["hasNextPage"], two["pageInfo"]["hasNextPage"]) == (True, False)
    assert codes(wrong) == ["BAD_INPUT"]


@pytest.mark.parametrize("persona", ["it_platform", "it_data", "board", "admin", "requester", "owner_logistics"])
async def test_nobody_else_lends_a_units_priority(app: Mandate, company: Company, staffed: None, persona: str) -> None:
    async with company.personas[persona].browser(app) as client:
        problem = (await data(client, LEND, **{"from": "retail"}, to="finance", days=1, reason=WHY))["lendPriority"]
        assert problem["code"] == "FORBIDDEN"
        assert "business owner" in problem["message"]
        assert (await data(client, LEDGER, unit="retail"))["priorityCredits"]["edges"] == []


async def test_a_refused_loan_says_what_is_possible(app: Mandate, company: Company, staffed: None) -> None:
    async with company.owner_retail.browser(app) as client:
        for days, rule in ((0, "days_to_lend"), (100_000, "loan_within_entitlement")):
            problem = (await data(client, LEND, **{"from": "retail"}, to="finance", days=days, reason=WHY))[
                "lendPriority"
            ]
            assert (problem["code"], problem["rule"]) == ("RULE_VIOLATION", rule)
        nobody = (await data(client, LEND, **{"from": "retail"}, to="nowhere", days=1, reason=WHY))["lendPriority"]
        assert nobody["code"] == "NOT_FOUND"


async def test_the_record_of_entitlement_is_for_everybody(app: Mandate, company: Company) -> None:
    async with company.outsider.browser(app) as client:
        record = (await data(client, RECORD))["entitlementRecord"]
        assert record["text"].startswith("No month is closed yet")
        assert (record["from"], record["evenness"]) == (None, None)
        assert [row["unit"]["code"] for row in record["units"]] == ["finance", "logistics", "retail"]
        assert [(row["ratio"], row["alarms"]) for row in record["units"]] == [(None, [])] * 3
        wrong = await asked(client, "{ entitlementRecord(months: 0) { text } }")
    assert codes(wrong) == ["RULE_VIOLATION"]
    async with anonymous(app) as client:
        assert codes(await asked(client, RECORD)) == ["UNAUTHENTICATED"]
    assert await close_period(Actor.system()) == ()
