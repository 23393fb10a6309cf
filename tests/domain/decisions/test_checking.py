"""An option holds in the plan that it was made from, and what no longer holds is found."""

from dataclasses import replace

import pytest

from domain.decisions.attempts import attempts
from domain.decisions.checking import Short, flaw, shortage, shortages
from domain.decisions.conflict import Conflict, conflict_of
from domain.decisions.kinds import OptionKind
from domain.decisions.options import options
from domain.decisions.rules import Option
from domain.planning.rules import Plan, Problem, Team, Work
from domain.planning.schedule import scheduled
from tests.domain.planning.problems import alone


def known(*net: int) -> Problem:
    works = (alone("A", 100, value=5, unit="a"), alone("B", 90, value=3, unit="b"), alone("C", 60, value=4, unit="c"))
    return Problem((Team("T", net or (100, 100), day_rate=80_000, name="Data"),), works, horizon=2)


def option_of(problem: Problem, kind: OptionKind) -> tuple[Plan, Option]:
    plan = scheduled(problem)
    found = next(one for one in options(problem, plan, "C") if one.kind is kind)
    return plan, replace(found, duration=1)


@pytest.mark.parametrize(
    ("kind", "net", "why"),
    [
        (OptionKind.DISPLACE, (100, 200), "the request fits without it"),
        (OptionKind.DISPLACE, (100, 50), "a request that was to give way has moved"),
        (OptionKind.FUND, (100, 80), "the request fits without it"),
        (OptionKind.FUND, (100, 95), "a request that the option does not name would move back"),
        (OptionKind.SHRINK, (100, 90), "a request that the option does not name would move back"),
        (OptionKind.WAIT, (100, 200), "the request fits without it"),
    ],
)
def test_less_or_more_capacity_is_found(kind: OptionKind, net: tuple[int, ...], why: str) -> None:
    _, option = option_of(known(), kind)
    changed = known(*net)
    assert flaw(changed, scheduled(changed), option) == why


def test_nobody_is_planned_beyond_capacity() -> None:
    _, option = option_of(known(), OptionKind.FUND)
    less = known(100, 95)
    held = replace(less, works=tuple(replace(one, fixed=at) for at, one in enumerate(less.works[:2])) + less.works[2:])
    assert flaw(held, scheduled(held), option) == "a team or the budget has less left than the option takes"


def test_what_gives_way_must_still_be_there() -> None:
    problem = known()
    plan, option = option_of(problem, OptionKind.DISPLACE)
    (gone,) = option.displaced
    without = replace(problem, works=tuple(one for one in problem.works if one.request != gone.request))
    assert flaw(without, scheduled(without), option) == "the request fits without it"
    started = replace(
        problem,
        works=tuple(
            replace(one, fixed=gone.start, underway=True) if one.request == gone.request else one
            for one in problem.works
        ),
    )
    assert flaw(started, plan, option) == "a request that was to give way is in delivery"


def test_a_request_that_left_and_a_month_that_passed_are_found() -> None:
    problem = known()
    plan, option = option_of(problem, OptionKind.FUND)
    gone = replace(problem, works=problem.works[:2])
    assert flaw(gone, plan, option) == "the request is no longer in the portfolio order"
    assert flaw(problem, plan, replace(option, earliest=-1)) == "the month in which it was to start has passed"
    dearer = replace(problem, teams=(replace(problem.teams[0], day_rate=90_000),))
    assert flaw(dearer, plan, option) == "the price of the days has changed"


def lacking(problem: Problem, request: str, wanted: int | None = None) -> tuple[Short, ...]:
    conflict = conflict_of(problem, scheduled(problem), request, wanted)
    return shortage(conflict, attempts(conflict), wanted)


def test_shortage_names_what_is_left_where_it_is_wanted() -> None:
    assert lacking(known(), "C") == (Short("T", 1, 1, 50, 10, 100),)
    assert lacking(known(), "C", wanted=0) == (Short("T", 0, 0, 60, 0, 100),)
    assert lacking(known(), "A") == ()


def test_the_smallest_sets_that_are_short_together() -> None:
    works = (
        Work("A", "a", (("T", 9),), duration=1, fixed=0),
        Work("B", "b", (("U", 9),), duration=1, fixed=1),
        Work("C", "c", (("T", 5), ("U", 5), ("V", 1)), duration=1),
    )
    teams = tuple(Team(name, (10, 10, 3 if name == "V" else 4), day_rate=100) for name in "TUV")
    problem = Problem((*teams[:2], replace(teams[2], net=(1, 0, 1))), works, horizon=3)
    conflict: Conflict = conflict_of(problem, scheduled(problem), "C", None)
    sets = shortages(conflict, attempts(conflict))
    # month 0 lacks T alone; month 1 lacks U and V, month 2 lacks T and U, which help nobody who helps T
    assert [[(one.team, one.start, one.short) for one in each] for each in sets] == [
        [("T", 0, 4)],
        [("U", 1, 4), ("V", 1, 1)],
    ]
