"""portfolio and plan: one order for everybody, with dates, worth and reasons."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from api.app import Mandate
from domain.actor import Actor, Deed
from domain.database import statements
from domain.database.clock import clock_at
from domain.database.engine import DB, transaction
from domain.demand.commands import locked, step
from domain.demand.rows import RequestRow
from domain.demand.rules import RequestState
from domain.quantities import Month
from tests.support.builders.capacity import logged, split
from tests.support.builders.demand import submitted
from tests.support.builders.estimation import estimated
from tests.support.builders.ranking import ranked, ranked_list
from tests.support.builders.value import promised
from tests.support.graphql import asked, browser, data
from tests.support.personas import Company, founded

NOW = datetime(2026, 11, 9, 12, tzinfo=UTC)
FIRST = Month(2026, 11)
PORTFOLIO = """
query Portfolio($first: Int, $after: String, $scenario: ID) {
  portfolio(first: $first, after: $after, scenario: $scenario) {
    totalCount dataVersion
    commitLine { place plannedShare plannedDays rankedDays text }
    pageInfo { hasNextPage endCursor }
    edges { node {
      place unitPlace startMonth finishMonth aboveCommitLine exception fillIn effortDays chance late
      request { key title nextStep { text } may { rank commit } }
      unit { code }
      promisedValue { amount currency } calibratedValue { amount } cost { amount }
      bindingTeams { code }
      why { text constraint facts wouldHelp }
    } }
  }
}
"""
RANKING = """
query Ranking($unit: ID!) {
  ranking(unit: $unit) {
    commitPlace
    commitLine { place plannedDays rankedDays text }
    entries { startMonth effortDays aboveCommitLine }
  }
}
"""
PLAN = """
query Plan($scenario: ID) {
  plan(scenario: $scenario) {
    id dataVersion firstMonth horizonMonths method proved gap
    commitLine { place }
    entries { place request { key } startMonth }
    loads { team { code } month net planned logged share }
    marginalWorth { team { code } month perPersonDay { amount } }
  }
}
"""


@pytest.fixture
async def company(app: Mandate) -> AsyncIterator[Company]:
    with clock_at(NOW):
        company = await founded()
        await logged(company, FIRST, days=split(40, 12, 4, 4))
        yield company


async def committed(owner: Actor, request: RequestRow, start: Month, finish: Month) -> None:
    """The request holds its months."""
    async with transaction(owner, Deed.COMMIT_REQUEST) as tx:
        await step(tx, await locked(tx, request.id), RequestState.COMMITTED)
        await tx.execute(
            "insert into slot (request, start_month, finish_month, held_at) values ($1, $2, $3, $4)",
            request.id,
            start.first,
            finish.first,
            tx.now,
        )


def nodes(answer: dict[str, Any]) -> list[dict[str, Any]]:
    return [edge["node"] for edge in answer["portfolio"]["edges"]]


@pytest.mark.parametrize("who", ["requester", "owner_finance", "it_data", "board", "admin"])
async def test_everybody_sees_who_holds_months_and_then_the_order(
    app: Mandate, company: Company, owner: Actor, who: str
) -> None:
    with clock_at(NOW):
        held, one, two, three, four = await ranked_list(owner, company.retail, "Held", "One", "Two", "Three", "Four")
        for each in (held, one, two, three):
            await estimated(company, each, days=18)
        await promised(company, one)
        await committed(owner, held, FIRST + 2, FIRST + 3)
        async with browser(app, company.personas[who]) as client:
            answer = await data(client, PORTFOLIO, first=100)
    seen = nodes(answer)
    assert [each["request"]["key"] for each in seen] == [each.key for each in (held, one, two, three, four)]
    assert [each["place"] for each in seen] == [0, 1, 2, 3, 4]
    assert [each["unitPlace"] for each in seen] == [0, 1, 2, 3, 4]
    assert [each["startMonth"] for each in seen] == ["2027-01", "2026-11", "2026-11", "2027-01", None]
    assert [each["chance"] for each in seen] == ["COMMITTED", "COMMITTED", "COMMITTED", "COMMITTED", "NOT_IN_PLAN"]
    assert seen[1]["promisedValue"] == {"amount": "120000.00", "currency": "EUR"}
    assert seen[1]["calibratedValue"] == {"amount": "120000.00"}
    assert seen[1]["cost"] == {"amount": "15600.00"}
    assert seen[3]["bindingTeams"] == [{"code": "platform"}]
    assert seen[3]["why"]["constraint"] == "Platform"
    assert seen[4]["why"]["constraint"] == "estimate"
    assert all(each["why"]["text"] and each["why"]["facts"] for each in seen)
    assert "planned to start in November 2026" in seen[1]["request"]["nextStep"]["text"]
    assert not any(each["request"]["may"]["rank"] for each in seen)
    assert answer["portfolio"]["commitLine"]["place"] == 3
    assert answer["portfolio"]["totalCount"] == 5


async def test_what_nobody_has_estimated_is_no_exception_above_the_line(
    app: Mandate, company: Company, owner: Actor
) -> None:
    with clock_at(NOW):
        _unknown, one, two = await ranked_list(owner, company.retail, "Unknown", "One", "Two")
        for each in (one, two):
            await estimated(company, each, days=18)
        async with browser(app, company.owner_retail) as client:
            seen = nodes(await data(client, PORTFOLIO, first=100))
    assert (seen[0]["aboveCommitLine"], seen[0]["exception"], seen[0]["startMonth"]) == (True, False, None)
    assert seen[0]["why"]["text"].startswith("It waits for an estimate")
    assert all(each["aboveCommitLine"] and each["startMonth"] for each in seen[1:])


async def test_a_units_line_stands_in_its_list_where_its_own_days_end(
    app: Mandate, company: Company, owner: Actor
) -> None:
    with clock_at(NOW):
        one, two, large, small = await ranked_list(owner, company.retail, "One", "Two", "Large", "Small")
        for each, days in ((one, 18), (two, 18), (large, 2_000), (small, 18)):
            await estimated(company, each, days=days)
        async with browser(app, company.requester) as client:
            seen = (await data(client, RANKING, unit="retail"))["ranking"]
    assert [each["startMonth"] is not None for each in seen["entries"]] == [True, True, False, True]
    assert seen["commitPlace"] == seen["commitLine"]["place"] == 2
    assert [each["aboveCommitLine"] for each in seen["entries"]] == [True, True, False, False]
    above = sum(each["effortDays"] for each in seen["entries"][:2])
    assert seen["commitLine"]["rankedDays"] == seen["commitLine"]["plannedDays"] == above
    assert "1 below it uses days that nobody above could." in seen["commitLine"]["text"]


async def test_a_deadline_that_has_passed_is_late_whatever_the_plan_says(
    app: Mandate, company: Company, owner: Actor
) -> None:
    with clock_at(NOW - timedelta(days=60)):
        one = await submitted(company, deadline=NOW.date() - timedelta(days=20))
        two = await submitted(company, title="Another", deadline=NOW.date() + timedelta(days=200))
    with clock_at(NOW):
        for each, above in ((one, None), (two, one)):
            await ranked(owner, each, after=above)
            await estimated(company, each, days=18)
        async with browser(app, company.owner_retail) as client:
            seen = nodes(await data(client, PORTFOLIO, first=100))
    assert [(each["chance"], each["late"]) for each in seen] == [("COMMITTED", True), ("COMMITTED", False)]


async def test_pages_neither_repeat_nor_skip(app: Mandate, company: Company, owner: Actor) -> None:
    with clock_at(NOW):
        listed = await ranked_list(owner, company.retail, *"ABCDE")
        async with browser(app, company.requester) as client:
            after, seen = None, []
            while True:
                answer = await data(client, PORTFOLIO, first=2, after=after)
                seen += [each["request"]["key"] for each in nodes(answer)]
                after = answer["portfolio"]["pageInfo"]["endCursor"]
                if not answer["portfolio"]["pageInfo"]["hasNextPage"]:
                    break
            assert seen == [each.key for each in listed]
            refused = await asked(client, PORTFOLIO, first=101)
            assert refused["errors"][0]["extensions"]["code"] == "TOO_MUCH"


async def test_the_plan_tells_loads_and_what_a_day_more_is_worth(app: Mandate, company: Company, owner: Actor) -> None:
    with clock_at(NOW):
        listed = await ranked_list(owner, company.retail, *"ABC")
        for each in listed:
            await estimated(company, each, days=18)
            await promised(company, each)
        async with browser(app, company.it_platform) as client:
            plan = (await data(client, PLAN))["plan"]
    assert (plan["firstMonth"], plan["horizonMonths"], plan["commitLine"]["place"]) == ("2026-11", 18, 3)
    assert (plan["method"], plan["proved"], plan["gap"]) == ("order-respecting schedule", False, None)
    assert [each["startMonth"] for each in plan["entries"]] == ["2026-11", "2026-11", "2027-01"]
    platform = [each for each in plan["loads"] if each["team"]["code"] == "platform"]
    assert platform[0] == {
        "team": {"code": "platform"},
        "month": "2026-11",
        "net": 20.0,
        "planned": 19.6,
        "logged": True,
        "share": 0.98,
    }
    assert not platform[1]["logged"]
    assert len(platform) == 18
    assert all(float(each["perPersonDay"]["amount"]) > 0 for each in plan["marginalWorth"])


@pytest.mark.parametrize("document", [PORTFOLIO, PLAN])
async def test_a_scenario_that_there_is_not_is_said(app: Mandate, company: Company, document: str) -> None:
    async with browser(app, company.board) as client:
        refused = await asked(client, document, scenario="anything")
        assert refused["errors"][0]["extensions"]["code"] == "NOT_FOUND"
        assert refused["errors"][0]["message"] == "There is no such scenario."


async def test_requests_come_in_the_order_of_their_places(app: Mandate, company: Company, owner: Actor) -> None:
    with clock_at(NOW):
        one, two = await ranked_list(owner, company.retail, "One", "Two")
        async with browser(app, company.requester) as client:
            answer = await data(client, "{ requests(orderBy: PLACE) { edges { node { key place { place } } } } }")
    assert [edge["node"] for edge in answer["requests"]["edges"]] == [
        {"key": one.key, "place": {"place": 1}},
        {"key": two.key, "place": {"place": 2}},
    ]


async def test_a_team_month_and_a_budget_show_what_the_plan_takes(app: Mandate, company: Company, owner: Actor) -> None:
    with clock_at(NOW):
        (one,) = await ranked_list(owner, company.retail, "One")
        await estimated(company, one, days=18, one_off_cents=100_000)
        async with browser(app, company.board) as client:
            await data(client, 'mutation { setBudget(month: "2026-11", amount: "5000") { __typename } }')
            answer = await data(
                client,
                '{ capacity(team: "platform", to: "2026-12") { month netDays fundedDays plannedDays }'
                ' budgets(to: "2026-12") { month amount { amount } planned { amount } } }',
            )
    assert [each["plannedDays"] for each in answer["capacity"]] == [9.8, 9.7]
    assert [each["planned"]["amount"] for each in answer["budgets"]] == ["500.00", "500.00"]


async def test_a_full_page_takes_few_statements(
    app: Mandate, company: Company, owner: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = 0
    with clock_at(NOW):
        listed = await ranked_list(owner, company.retail, *(f"Wish {number}" for number in range(12)))
        for each in listed[:6]:
            await estimated(company, each)
        plain = statements.Reading.rows

        async def counted(self: Any, sql: str, *args: object) -> Any:
            nonlocal count
            count += 1
            return await plain(self, sql, *args)

        monkeypatch.setattr(statements.Reading, "rows", counted)
        async with browser(app, company.requester) as client:
            for first in (6, 12):
                await data(client, PORTFOLIO, first=first)
            before, counts = count, []
            for first in (6, 12):
                await data(client, PORTFOLIO, first=first)
                counts.append(count - before)
                before = count
    assert counts[0] == counts[1] <= 30
    assert DB.current_transaction.get() is None
