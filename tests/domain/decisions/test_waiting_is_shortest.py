"""The first month that fits, against a schedule written from its rules; and what fits in no month at all."""

from dataclasses import replace
from random import Random

from domain.decisions.conflict import Conflict, conflict_of
from domain.decisions.kinds import OptionKind
from domain.decisions.options import options
from domain.decisions.waiting import REACH_PERIODS, in_later_years, never_enough, reach, waiting
from domain.decisions.wording import Wording
from domain.planning.rules import Plan, Problem, Team
from domain.planning.schedule import scheduled
from tests.domain.planning.cases import crowded, drawn, with_fixed
from tests.domain.planning.problems import alone
from tests.domain.planning.serial import Serial
from tests.support.cases import CASES, each_case


def waiting_one(chance: Random) -> tuple[Problem, Plan, Conflict]:
    problem = crowded(chance) if chance.random() < 0.5 else drawn(chance, dependencies=True)
    plan = scheduled(problem)
    if chance.random() < 0.4:
        problem = with_fixed(chance, problem, dict(plan.starts))
    out = [work.request for work in problem.works if work.request not in plan.starts]
    request = chance.choice(out or [work.request for work in problem.works])
    return problem, plan, conflict_of(problem, plan, request, None)


def repeated(known: tuple[int, ...]) -> tuple[int, ...]:
    """The known months, then the last twelve of them, or all where there are fewer, over and over."""
    year = known[-12:]
    months = list(known)
    while len(months) < len(known) + REACH_PERIODS:
        months.append(year[(len(months) - len(known)) % len(year)])
    return tuple(months)


# a schedule over five more years is slow when written from its rules: half of the cases
@each_case(510_000, cases=max(1, CASES // 2))
def test_the_request_waits_for_the_first_month_that_fits_after_those_that_rank_better(chance: Random) -> None:
    problem, plan, conflict = waiting_one(chance)
    if conflict.now is not None:
        assert waiting(conflict, Wording(problem, (), {})).earliest == conflict.now
        return
    request = conflict.work.request
    later = Problem(
        tuple(replace(team, typical=team.ordinary, net=repeated(team.net)) for team in problem.teams),
        tuple(replace(one, deadline=None) if one.request == request else one for one in problem.works),
        problem.budget and repeated(problem.budget),
        horizon=problem.periods + REACH_PERIODS,
    )
    alone = Serial(later)
    alone.starts = {name: start for name, start in plan.starts.items() if name != request}
    for work in later.works:
        if work.request not in alone.starts:
            alone.together(work)
        if work.request == request:
            break
    assert reach(conflict) == alone.starts.get(request)


@each_case(520_000)
def test_waiting_costs_what_the_months_would_have_brought(chance: Random) -> None:
    problem, _, conflict = waiting_one(chance)
    option = waiting(conflict, Wording(problem, (), {}))
    work = conflict.work
    months = None if option.earliest is None else max(0, problem.valuation - option.earliest - (work.duration or 1))
    assert option.gained == (0 if months is None or option.late else work.value * months)
    assert option.value_at_stake >= 0
    if option.late:
        assert work.deadline is not None
        assert option.earliest is not None
        assert option.earliest + (work.duration or 1) - 1 > work.deadline


@each_case(530_000)
def test_what_never_fits_fits_in_no_month_of_an_empty_plan(chance: Random) -> None:
    problem, _, conflict = waiting_one(chance)
    sets = never_enough(conflict)
    later = in_later_years(conflict)
    request = conflict.work.request
    staying = {one.request for one in problem.works if one.underway}
    fits = Serial(replace(later, works=tuple(replace(one, deadline=None, after=()) for one in later.works)))
    fits.starts = {name: start for name, start in fits.starts.items() if name in staying and name != request}
    if sets and not conflict.group and not any(one.after for one in problem.works):
        assert fits.first(fits.works[request], fits.starts) is None
        assert reach(conflict) is None
    if not sets and not problem.works[conflict.number].after:
        assert fits.first(fits.works[request], fits.starts) is not None


def test_a_request_larger_than_its_team_is_a_class_of_its_own() -> None:
    works = (alone("A", 90), alone("huge", 150, value=7))
    problem = Problem((Team("T", (100, 100), day_rate=80_000, name="Data"),), works, horizon=2)
    plan = scheduled(problem)
    conflict = conflict_of(problem, plan, "huge", None)
    assert never_enough(conflict) == (("T",),)
    wait = next(one for one in options(problem, plan, "huge") if one.kind is OptionKind.WAIT)
    assert wait.earliest is None
    assert wait.why == ("huge cannot fit at any time with this team size, whoever gives way; too small for it: Data.")
    smaller = replace(problem, works=(works[0], alone("huge", 100, value=7)))
    assert never_enough(conflict_of(smaller, scheduled(smaller), "huge", None)) == ()
