"""Whether each unit gets what it is entitled to, in figures, alarms and words."""

from dataclasses import replace
from fractions import Fraction

from domain.actor import Actor
from domain.planning.current import planned
from domain.planning.problem import planning_problem
from domain.portfolio.entitlement import (
    Alarm,
    AlarmKind,
    Entitled,
    Waiting,
    alarms,
    entitled,
    evenness_of,
    record_text,
    usual_wait,
)
from domain.portfolio.queries_entitlement import entitlement_record, waiting_of
from domain.quantities import Month
from domain.ranking.commands_credits import close_period
from domain.ranking.credits import MonthOfUnit
from tests.domain.planning.test_problem import FINANCE, FIRST, RETAIL, TEAM, demand, facts
from tests.support.builders.capacity import logged, split
from tests.support.builders.delivery import committed_request, delivered, in_month, started, this_month
from tests.support.builders.estimation import estimated
from tests.support.builders.ranking import ranked_list
from tests.support.personas import Company

MAY = Month(2026, 5)
SYSTEM = Actor.system()
CALM = Entitled("a", Fraction(1, 2), 5, 100, 100, below=False)


def months(*got: tuple[int, int, bool]) -> dict[Month, list[MonthOfUnit]]:
    """Months of two units of weights 3 and 1: delivered to each, and whether the second one waited."""
    return {
        MAY + at: [MonthOfUnit("a", 3, True, one), MonthOfUnit("b", 1, waited, two)]
        for at, (one, two, waited) in enumerate(got)
    }


def test_months_without_waiting_work_do_not_count() -> None:
    a, b = entitled(months((300, 100, True), (400, 0, True), (500, 200, False)), {"a": 3, "b": 1})
    assert (a.months, a.entitled, a.delivered, a.share) == (3, 300 + 300 + 500, 1200, Fraction(3, 4))
    assert (b.months, b.entitled, b.delivered, b.ratio) == (2, 200, 100, Fraction(1, 2))
    assert evenness_of([a, b]) == (a.ratio + b.ratio) ** 2 / (2 * (a.ratio**2 + b.ratio**2))  # type: ignore[operator]
    assert b.text("Finance", 150) == (
        "In 2 months with work waiting Finance was entitled to 20 days and got 10. It holds 15 days of priority."
    )


def test_too_little_for_two_months_in_a_row_is_an_alarm() -> None:
    weights = {"a": 3, "b": 1}
    assert [one.below for one in entitled(months((300, 70, True), (321, 79, True)), weights)] == [False, True]
    assert [one.below for one in entitled(months((400, 0, True), (300, 100, True)), weights)] == [False, False]
    assert [one.below for one in entitled(months((400, 0, True)), weights)] == [False, False]
    assert [one.below for one in entitled(months((400, 0, True), (400, 0, False)), weights)] == [False, False]


def test_no_month_no_record() -> None:
    (row,) = entitled({}, {"a": 1})
    assert (row.months, row.ratio, evenness_of([row])) == (0, None, None)
    assert row.text("Retail", 0).startswith("Retail had no work waiting")
    assert record_text([], None) == "No month is closed yet: the record begins with the first one."
    assert record_text([MAY], None) == "May 2026: nothing was delivered to units whose work waited all month."
    assert record_text([MAY, MAY + 1], Fraction(9, 10)).startswith("May 2026 to June 2026: entitlements were met with")


def test_each_kind_of_starving_has_its_alarm() -> None:
    row = Entitled("a", Fraction(1, 2), 5, 100, 10, below=True)
    waiting = [
        Waiting("REQ-1", 100, 6, Fraction(25)),
        Waiting("REQ-2", 401, 9, Fraction(24)),
        Waiting("REQ-3", 500, 0, None),
    ]
    found = alarms(row, "Retail", waiting, usual_wait=200, team=("t", "Platform"))
    assert [one.kind for one in found] == list(AlarmKind)
    below, overtaken, long, far = found
    assert below == Alarm(
        AlarmKind.BELOW_ENTITLEMENT,
        "Retail got less than 80% of its entitlement in each of the last two months, while work waited. Most of its"
        " requests wait for days of Platform.",
        team="t",
    )
    assert (overtaken.request, overtaken.text) == (
        "REQ-2",
        "REQ-2 and REQ-1: more than 5 later requests of Retail went ahead.",
    )
    assert (long.request, long.text) == (
        "REQ-3",
        "REQ-3 and REQ-2: waiting for more than twice the 200 days that requests usually wait.",
    )
    assert (far.request, far.text) == ("REQ-1", "REQ-1: at today's capacity the turn comes in more than 24 months.")
    assert alarms(CALM, "Retail", [Waiting("REQ-1", 999, 5, Fraction(24))], usual_wait=None, team=None) == ()


def test_the_usual_wait_needs_enough_commitments() -> None:
    assert usual_wait([10, 30, 20, 40], 4) == 20
    assert usual_wait([10, 30, 20], 4) is None
    assert usual_wait([], 0) is None


def test_the_turn_comes_when_the_plan_says_so_whatever_the_guarantee_allows() -> None:
    """Finance has one part in ten and owes 300 days: a guarantee far off, and a month soon all the same."""
    wishes = [demand(1, effort={TEAM: 900}), demand(2, unit=FINANCE, rank=1), demand(3, effort={TEAM: 9000})]
    given = replace(facts(wishes, entitlements={RETAIL: 9}), credits={FINANCE: -3000})
    plan = planned(planning_problem(given))
    soon = next(place for place in plan.input.order if place.request == "REQ-2")
    assert soon.within > 24 * 200
    (finance,) = waiting_of(plan, FINANCE, {})
    start = plan.start_month("REQ-2")
    assert start is not None
    assert finance.months == start - FIRST < 24
    first, last = waiting_of(plan, RETAIL, {})
    assert (first.request, first.months) == ("REQ-1", Fraction(0))
    assert plan.start_month("REQ-3") is None
    assert (last.request, last.months) == ("REQ-3", Fraction(9900 * 12, 2400))
    assert [one.kind for one in alarms(CALM, "Retail", [first, last], usual_wait=None, team=None)] == [
        AlarmKind.FAR_AWAY
    ]
    assert alarms(CALM, "Finance", [finance], usual_wait=None, team=None) == ()


async def test_the_record_of_the_portfolio_as_it_is(company: Company, owner: Actor) -> None:
    first = this_month()
    await logged(company, first, days=split(400, 0, 0, 0))
    empty = await entitlement_record(owner, 12)
    assert (empty.months, empty.evenness) == ((), None)
    for persona, unit in ((company.owner_retail, company.retail), (company.owner_logistics, company.logistics)):
        (wish,) = await ranked_list(await persona.as_actor(), unit, f"Wish of {persona.name}")
        await estimated(company, wish, days=20)
    work = [await committed_request(company, f"Work {number}", room=False) for number in range(2)]
    for month, one in enumerate(work, 1):
        with in_month(first + month):
            await started(company, one)
            await delivered(company, one, actual_decidays=200)
    with in_month(first + 3, 2):
        await close_period(SYSTEM)
        record = await entitlement_record(owner, 2)
        rows = {row.unit: row for row in record.rows}
    assert record.months == (first + 1, first + 2)
    assert (rows[company.retail].record.entitled, rows[company.retail].record.delivered) == (200, 400)
    assert (rows[company.logistics].record.entitled, rows[company.logistics].record.delivered) == (200, 0)
    assert rows[company.finance].record.months == 0
    assert rows[company.logistics].held > 0 > rows[company.retail].held
    assert [one.kind for one in rows[company.logistics].alarms] == [AlarmKind.BELOW_ENTITLEMENT]
    assert rows[company.retail].alarms == ()
    assert record.evenness == Fraction(1, 2)
