"""Teams' months and the board's budgets."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.actor import Deed
from domain.capacity import queries
from domain.capacity.commands import log_capacity, set_budget
from domain.capacity.queries import BudgetCell, CapacityCell
from domain.capacity.rules import Split, assumed, split_violations
from domain.database.engine import rows, transaction, value
from domain.errors import Conflict, Forbidden, RuleViolation
from domain.quantities import Month
from tests.support.builders.capacity import logged, split
from tests.support.personas import Company

NOVEMBER = Month(2026, 11)
DAYS = st.integers(-20, 300)
SPLITS = st.builds(Split, DAYS, DAYS, DAYS, DAYS)


@given(SPLITS)
def test_a_month_fits_exactly_when_nothing_is_negative_and_no_more_goes_off_than_there_is(month: Split) -> None:
    parts = (month.gross_decidays, month.run_decidays, month.leave_decidays, month.other_decidays)
    fits = min(parts) >= 0 and sum(parts[1:]) <= parts[0]
    assert fits == (not split_violations(month))


@given(
    st.dictionaries(st.integers(0, 30).map(lambda offset: NOVEMBER + offset), SPLITS, max_size=8),
    st.integers(0, 30),
    st.integers(1, 20),
)
def test_a_month_that_nobody_logged_takes_the_last_one_logged_before_it(
    known: dict[Month, Split], start: int, count: int
) -> None:
    months = [NOVEMBER + start + offset for offset in range(count)]
    filled = assumed(known, months)
    assert list(filled) == months
    for month, (taken, was_logged) in filled.items():
        earlier = [one for one in known if one < month]
        if month in known:
            assert (taken, was_logged) == (known[month], True)
        elif earlier:
            assert (taken, was_logged) == (known[max(earlier)], False)
        elif known:
            assert (taken, was_logged) == (known[min(known)], False)
        else:
            assert (taken, was_logged) == (Split(), False)


async def test_its_staff_logs_a_teams_month(company: Company) -> None:
    cell = await logged(company, NOVEMBER)
    assert (cell.net_decidays, cell.version, cell.logged, cell.logged_by) == (220, 1, True, company.it_platform.id)
    again = await logged(company, NOVEMBER, days=split(run=20))
    assert (again.net_decidays, again.version) == (140, 2)
    events = await rows("select before, after from audit_event where action = 'capacity.logged' order by number")
    assert [event["before"] and event["before"]["run_decidays"] for event in events] == [None, 120]
    assert [event["after"]["run_decidays"] for event in events] == [120, 200]


async def test_more_going_off_than_there_is_says_by_how_much(company: Company) -> None:
    it = await company.it_platform.as_actor()
    with pytest.raises(RuleViolation, match="23 days, 3 more than the 20 gross"):
        await log_capacity(it, "platform", NOVEMBER, split(gross=20, run=15, leave=5, other=3))
    assert await value("select count(*) from capacity") == 0


async def test_nobody_else_logs_a_teams_month(company: Company) -> None:
    for persona in company.personas.values():
        if persona == company.it_platform:
            continue
        with pytest.raises(Forbidden, match=r"IT staff of (the team|team Platform)"):
            await log_capacity(await persona.as_actor(), "platform", NOVEMBER, split())


async def test_a_month_that_changed_meanwhile_is_looked_at_again(company: Company) -> None:
    it = await company.it_platform.as_actor()
    await log_capacity(it, "platform", NOVEMBER, split(), expected_version=0)
    for stale in (0, 2):
        with pytest.raises(Conflict, match="reload"):
            await log_capacity(it, "platform", NOVEMBER, split(run=1), expected_version=stale)
    assert (await log_capacity(it, "platform", NOVEMBER, split(run=1), expected_version=1)).version == 2


@pytest.mark.parametrize("already", [False, True])
async def test_of_several_who_log_the_same_month_at_once_one_succeeds(company: Company, already: bool) -> None:
    it = await company.it_platform.as_actor()
    if already:
        await logged(company, NOVEMBER)
    outcomes = await asyncio.gather(
        *[
            log_capacity(it, "platform", NOVEMBER, split(run=run), expected_version=int(already))
            for run in (1, 2, 3, 4)
        ],
        return_exceptions=True,
    )
    assert sum(isinstance(outcome, CapacityCell) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == 3
    assert await value("select version from capacity") == 1 + already


async def test_months_not_logged_are_told_apart_from_months_without_people(company: Company) -> None:
    await logged(company, NOVEMBER)
    await logged(company, NOVEMBER + 2, days=split(gross=0, run=0, leave=0, other=0))
    actor = await company.outsider.as_actor()
    cells = await queries.capacity(actor, first=NOVEMBER + -1, last=NOVEMBER + 3)
    assert list(cells) == [company.data, company.platform]
    assert [(cell.net_decidays, cell.logged) for cell in cells[company.platform]] == [
        (220, False),
        (220, True),
        (220, False),
        (0, True),
        (0, False),
    ]
    assert [(cell.net_decidays, cell.logged, cell.version) for cell in cells[company.data]] == [(0, False, 0)] * 5
    with pytest.raises(RuleViolation):
        await queries.capacity(actor, first=NOVEMBER, last=NOVEMBER + -1)


async def test_the_board_sets_the_budget_and_nobody_else(company: Company) -> None:
    board = await company.board.as_actor()
    assert (await set_budget(board, NOVEMBER, 5_000_000)).version == 1
    assert (await set_budget(board, NOVEMBER, 6_000_000, expected_version=1)).version == 2
    with pytest.raises(Conflict):
        await set_budget(board, NOVEMBER, 1, expected_version=1)
    with pytest.raises(RuleViolation):
        await set_budget(board, NOVEMBER, -1)
    cells = await queries.budgets(board, first=NOVEMBER, last=NOVEMBER + 1)
    assert [(cell.amount_cents, cell.is_set) for cell in cells] == [(6_000_000, True), (None, False)]
    for persona in (company.it_platform, company.owner_retail, company.admin, company.requester):
        with pytest.raises(Forbidden, match="governance board"):
            await set_budget(await persona.as_actor(), NOVEMBER, 1)
    events = await rows("select before, after from audit_event where action = 'budget.set' order by number")
    assert [(event["before"], event["after"]["amount_cents"]) for event in events] == [
        (None, 5_000_000),
        ({"amount_cents": 5_000_000}, 6_000_000),
    ]


async def test_of_two_budgets_at_once_one_is_set(company: Company) -> None:
    board = await company.board.as_actor()
    outcomes = await asyncio.gather(
        *[set_budget(board, NOVEMBER, amount, expected_version=0) for amount in (1, 2, 3)], return_exceptions=True
    )
    assert sum(isinstance(outcome, BudgetCell) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == 2


async def test_the_database_lets_no_business_hand_touch_capacity_nor_it_a_budget(company: Company) -> None:
    await logged(company, NOVEMBER)
    await set_budget(await company.board.as_actor(), NOVEMBER, 1)
    with pytest.raises(Forbidden):
        async with transaction(await company.board.as_actor(), Deed.SET_BUDGET) as tx:
            await tx.execute("update capacity set gross_decidays = 9999")
    with pytest.raises(Forbidden):
        async with transaction(await company.it_platform.as_actor(), Deed.LOG_CAPACITY) as tx:
            await tx.execute("update budget set amount_cents = 9999")
