"""An option holds in the plan that it was made from, and what no longer holds is found."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.decisions.checking import flaw, shortage, storable
from domain.decisions.conflict import conflict_of
from domain.decisions.kinds import OptionKind
from domain.decisions.options import options
from domain.decisions.rules import Option
from domain.planning.rules import Plan, Problem, Team
from domain.planning.schedule import scheduled
from tests.domain.planning.problems import alone, problems


def known(*net: int) -> Problem:
    works = (alone("A", 100, value=5, unit="a"), alone("B", 90, value=3, unit="b"), alone("C", 60, value=4, unit="c"))
    return Problem((Team("T", net or (100, 100), day_rate=80_000, name="Data"),), works, horizon=2)


def option_of(problem: Problem, kind: OptionKind) -> tuple[Plan, Option]:
    plan = scheduled(problem)
    found = next(one for one in options(problem, plan, "C") if one.kind is kind)
    return plan, replace(storable(problem, found), duration=1)


@given(problems(dependencies=True), st.data())
def test_every_option_as_it_is_stored_holds_in_its_own_plan(problem: Problem, data: st.DataObject) -> None:
    plan = scheduled(problem)
    request = data.draw(st.sampled_from([work.request for work in problem.works]))
    duration = conflict_of(problem, plan, request, None).shape.duration
    for option in options(problem, plan, request):
        kept = replace(storable(problem, option), duration=duration)
        assert kept.scope_share <= option.scope_share
        assert flaw(problem, plan, kept) is None


@given(st.integers(1, 10_000), st.integers(1, 10_000), st.fractions(Fraction(1, 10), 1))
def test_a_stored_share_rounded_up_takes_no_more_than_what_fits(one: int, other: int, share: Fraction) -> None:
    work = replace(alone("C", one), effort=(("T", one), ("U", other)))
    problem = Problem((), (work,))
    _, option = option_of(known(), OptionKind.SHRINK)
    kept = storable(problem, replace(option, scope_share=share)).scope_share
    for amount in (one, other):
        assert -int(-amount * kept // 1) <= int(amount * share // 1)


@given(st.integers(100, 10_000), st.fractions(Fraction(1, 10), 1).filter(lambda share: share < 1))
def test_a_stored_share_is_the_whole_percent_below_and_promises_the_value_of_no_more(
    effort: int, share: Fraction
) -> None:
    problem = Problem((), (alone("C", effort),))
    _, option = option_of(known(), OptionKind.SHRINK)
    whole = option.gained + option.value_at_stake
    kept = storable(problem, replace(option, scope_share=share, gained=int(whole * share)))
    assert (kept.scope_share * 100).denominator == 1
    assert share - Fraction(2, 100) < kept.scope_share <= share
    assert kept.gained <= whole * kept.scope_share


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


def test_shortage_names_what_is_left_where_it_is_wanted() -> None:
    problem = known()
    plan = scheduled(problem)
    start, short = shortage(conflict_of(problem, plan, "C", None), None)
    assert (start, [(one.team, one.period, one.short, one.left, one.net) for one in short]) == (
        1,
        [("T", 1, 50, 10, 100)],
    )
    start, short = shortage(conflict_of(problem, plan, "C", 0), 0)
    assert (start, short[0].left, short[0].short) == (0, 0, 60)
    assert shortage(conflict_of(problem, plan, "A", None), None) == (None, ())
