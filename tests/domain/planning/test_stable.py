"""The plan inside a cycle, on random portfolios: nobody is later without a cause, and a round owes nobody a place."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random
from uuid import UUID

from domain.audit.queries import DataVersion
from domain.capacity.queries import CapacityCell
from domain.capacity.rules import Split
from domain.demand.rules import RequestState
from domain.planning.causes import causes
from domain.planning.changes import as_documents, changed, counted, from_documents
from domain.planning.current import CurrentPlan, afresh, planned
from domain.planning.facts import Demand, Facts, Need
from domain.planning.overtaking import overtakings
from domain.planning.problem import planning_problem
from domain.planning.rules import plan_value
from domain.planning.since_round import moved
from domain.planning.standing import RoundRow, Standing
from domain.planning.timetable import Timetable
from tests.domain.planning.test_problem import FINANCE, FIRST, RETAIL, START, TEAM, demand, facts
from tests.support.cases import each_case

ROUND = RoundRow(UUID(int=77), 1, FIRST, 7, None, "Anew.", UUID(int=78), START)


def portfolio(chance: Random) -> Facts:
    """Up to nine requests of two units for one team that has too little for them."""
    made = [wish(chance, number) for number in range(1, chance.randint(2, 9) + 1)]
    read = facts(made, horizon_months=6, displayed_months=chance.randint(3, 6), request_share_of_team=0.75)
    return replace(read, capacity=days(chance, read, 20, 140))


def wish(chance: Random, number: int) -> Demand:
    ranked = chance.random() < 0.9
    return demand(
        number,
        unit=chance.choice((RETAIL, FINANCE)),
        effort={TEAM: chance.randint(10, 160)},
        value_cents=chance.randint(1, 9) * 36_000,
        state=RequestState.RANKED if ranked else RequestState.ESTIMATED,
        rank=number if ranked else None,
        deadline=date(2027, chance.randint(1, 4), 28) if chance.random() < 0.15 else None,
        earliest_start=FIRST + 1 if chance.random() < 0.15 else None,
        needs=(Need(f"REQ-{chance.randint(1, number - 1)}", RequestState.RANKED),)
        if number > 1 and chance.random() < 0.15
        else (),
    )


def days(chance: Random, read: Facts, low: int, high: int) -> dict[UUID, tuple[CapacityCell, ...]]:
    """Capacity anew, month by month."""
    return {
        TEAM: tuple(replace(cell, split=Split(chance.randint(low, high))) for cell in read.capacity[TEAM]),
    }


def stands(plan: CurrentPlan) -> Standing:
    """The plan as a round leaves it."""
    return Standing(ROUND, None, plan.months[0], plan.starts, {TEAM: plan.problem.teams[0].ordinary}, {})


def standing(plan: CurrentPlan) -> Facts:
    """The same facts with the plan standing."""
    return replace(plan.input.facts, standing=stands(plan))


def replanned(read: Facts) -> CurrentPlan:
    return planned(planning_problem(read))


def more_days(chance: Random, read: Facts) -> Facts:
    cells = tuple(
        replace(cell, split=Split(cell.net_decidays + chance.choice((0, 0, 30, 90)))) for cell in read.capacity[TEAM]
    )
    return replace(read, capacity={TEAM: cells})


def without_one(chance: Random, read: Facts) -> Facts:
    gone = chance.choice(read.demands)
    waits = [one.key for one in read.demands if any(need.key == gone.key for need in one.needs)]
    return read if waits else replace(read, demands=tuple(one for one in read.demands if one is not gone))


def another_on_top(chance: Random, read: Facts) -> Facts:
    new = replace(wish(chance, 50), state=RequestState.RANKED, rank=0, needs=())
    return replace(read, demands=(*read.demands, new))


def other_order(chance: Random, read: Facts) -> Facts:
    ranks = [one.rank for one in read.demands]
    chance.shuffle(ranks)
    listed = iter(rank for rank in ranks if rank is not None)
    return replace(
        read, demands=tuple(one if one.rank is None else replace(one, rank=next(listed)) for one in read.demands)
    )


HARMLESS: tuple[Callable[[Random, Facts], Facts], ...] = (more_days, without_one, another_on_top, other_order)


@each_case(seed=310_000)
def test_what_takes_nothing_away_makes_nobody_later(chance: Random) -> None:
    before = afresh(portfolio(chance))
    after = replanned(chance.choice(HARMLESS)(chance, standing(before)))
    for one, month in before.starts.items():
        if one in after.keys:
            assert after.starts[one] <= month
    assert replanned(standing(after)).starts == after.starts


@each_case(seed=320_000)
def test_added_days_lose_no_value(chance: Random) -> None:
    before = afresh(portfolio(chance))
    after = replanned(more_days(chance, standing(before)))
    assert plan_value(after.problem, after.plan) >= plan_value(before.problem, before.plan)


def fewer_days(chance: Random, read: Facts) -> Facts:
    cells = tuple(
        replace(cell, split=Split(max(0, cell.net_decidays - chance.choice((0, 30, 60)))))
        for cell in read.capacity[TEAM]
    )
    return replace(read, capacity={TEAM: cells})


def larger(chance: Random, read: Facts) -> Facts:
    one = chance.choice(read.demands)
    grown = replace(one, effort={TEAM: one.effort[TEAM] + chance.randint(10, 120)})
    return replace(read, demands=tuple(grown if each is one else each for each in read.demands))


def later_start(chance: Random, read: Facts) -> Facts:
    one = chance.choice(read.demands)
    waiting = replace(one, not_before=FIRST + chance.randint(1, 5))
    return replace(read, demands=tuple(waiting if each is one else each for each in read.demands))


def committed(chance: Random, read: Facts) -> Facts:
    one = chance.choice(read.demands)
    start = FIRST + chance.randint(0, 4)
    held = replace(one, state=RequestState.COMMITTED, rank=None, slot=(start, start + chance.randint(0, 1)), needs=())
    return replace(read, demands=tuple(held if each is one else each for each in read.demands))


def next_month(chance: Random, read: Facts) -> Facts:
    cells = (*read.capacity[TEAM][1:], read.capacity[TEAM][-1])
    moved_on = replace(read, first=FIRST + 1, capacity={TEAM: cells}, budgets=(*read.budgets[1:], read.budgets[-1]))
    return replace(moved_on, fresh=replace(read.fresh, month=FIRST + 1, version=DataVersion(8, 8)))


HARMFUL: tuple[Callable[[Random, Facts], Facts], ...] = (fewer_days, larger, later_start, committed, next_month)


@each_case(seed=330_000)
def test_whoever_is_later_has_a_named_cause(chance: Random) -> None:
    before = afresh(portfolio(chance))
    read, at_round = standing(before), stands(before)
    for change in chance.sample(HARMFUL, chance.randint(1, 2)):
        read = change(chance, read)
    after = replanned(read)
    assert replanned(replace(read, standing=replace(at_round, starts=after.starts))).starts == after.starts
    later = [
        one
        for one, month in before.starts.items()
        if one in after.keys and ((now := after.starts.get(one)) is None or now > month)
    ]
    named = causes(after, at_round, later, ())
    assert list(named) == later
    assert all(said and all(sentence.endswith(".") for sentence in said) for said in named.values())
    known = replace(read, standing=replace(at_round, moves=named))
    changes = moved(replanned(known), before.starts)
    assert {one.request for one in changes if one.later} == set(later)
    assert all(one.because for one in changes if one.later)


@each_case(seed=340_000)
def test_after_a_round_nobody_owes_anybody_a_place_and_its_changes_add_up(chance: Random) -> None:
    read = standing(afresh(portfolio(chance)))
    for change in chance.sample((*HARMLESS, *HARMFUL), 2):
        read = change(chance, read)
    now, anew = replanned(read), afresh(read)
    changes = changed(now.starts, anew)
    assert from_documents(as_documents(changes)) == changes
    counts = counted(changes)
    assert counts.later + counts.earlier + counts.comes_in + counts.drops_out == len(changes)
    assert {one: month for one, month in now.starts.items() if one not in {each.request for each in changes}} == {
        one: month for one, month in anew.starts.items() if one not in {each.request for each in changes}
    }
    after = replanned(standing(anew))
    assert after.starts == anew.starts
    assert after.plan == anew.plan
    assert not after.debts


@each_case(seed=350_000)
def test_in_a_plan_from_the_order_whoever_goes_ahead_uses_what_nobody_above_can(chance: Random) -> None:
    plan = afresh(portfolio(chance))
    table = Timetable(plan.problem)
    table.keep_fixed()
    for number, work in enumerate(table.works):
        table.start[number] = plan.plan.starts.get(work.request)
    found = overtakings(table, table.effective(), range(len(table.works)))
    told = plan.explanations(plan.entries)
    for several in found.values():
        for one in several:
            said = told[table.works[one.asked].request].goes_ahead
            assert said is not None
            assert "that nobody above it can use: " in said
    assert {table.index[key] for key, one in told.items() if one.goes_ahead} == {
        one.asked for several in found.values() for one in several
    }
