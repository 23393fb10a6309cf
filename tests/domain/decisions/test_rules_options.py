"""The options of a conflict: known answers."""

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.decisions.candidates import Aim, Candidate, covers, measure
from domain.decisions.conflict import conflict_of
from domain.decisions.displacement import smallest_set
from domain.decisions.kinds import Consent, OptionKind
from domain.decisions.options import RouteOffer, options
from domain.decisions.rules import Option
from domain.decisions.shrinking import share_that_fits
from domain.errors import NotFound
from domain.planning.rules import Problem, Team
from domain.planning.schedule import scheduled
from tests.domain.planning.problems import alone


def known() -> Problem:
    works = (alone("A", 100, value=5, unit="a"), alone("B", 90, value=3, unit="b"), alone("C", 60, value=4, unit="c"))
    return Problem((Team("T", (100, 100), day_rate=80_000, name="Data"),), works, horizon=2)


def of_kind(found: tuple[Option, ...], kind: OptionKind) -> list[Option]:
    return [one for one in found if one.kind is kind]


def test_known_conflict_has_the_known_options() -> None:
    problem = known()
    plan = scheduled(problem)
    found = options(problem, plan, "C", months=("March", "April"))
    assert [one.key for one in found] == [f"{one.kind}-{number}" for number, one in enumerate(found, 1)]

    displace = of_kind(found, OptionKind.DISPLACE)
    assert [[gone.request for gone in one.displaced] for one in displace] == [["B"], ["A"]]
    assert (displace[0].consent, displace[0].earliest, displace[0].value_at_stake) == (Consent.THEIRS, 1, 3 * 34)
    assert displace[0].displaced[0].to is None
    assert displace[0].why == "C starts in April if B leaves this plan (it was to start in April)."

    fund = {one.earliest: one for one in of_kind(found, OptionKind.FUND)}
    assert {t: one.extra_capacity[0].amount for t, one in fund.items()} == {0: 60, 1: 50}
    assert (fund[1].price, fund[1].consent) == (5 * 80_000, Consent.BOARD)
    assert fund[1].why == "C starts in April with 5 days of Data in April; nobody else moves."

    shrink = of_kind(found, OptionKind.SHRINK)
    assert [(one.scope_share, one.earliest, one.consent) for one in shrink] == [(Fraction(16, 100), 1, Consent.YOURS)]
    conflict = conflict_of(problem, plan, "C", None)
    assert [share_that_fits(conflict, t) for t in (0, 1)] == [0, Fraction(1, 6)]

    wait = of_kind(found, OptionKind.WAIT)
    assert [(one.earliest, one.value_at_stake) for one in wait] == [(2, 2 * 4)]
    assert not of_kind(found, OptionKind.COMBINE)


def test_a_request_of_ones_own_needs_nobody_elses_consent() -> None:
    problem = known()
    works = tuple(replace(work, unit="c") for work in problem.works)
    problem = replace(problem, works=works)
    found = of_kind(options(problem, scheduled(problem), "C"), OptionKind.DISPLACE)
    assert {one.consent for one in found} == {Consent.YOURS}


def test_work_under_way_is_never_displaced() -> None:
    problem = known()
    works = tuple(replace(work, fixed=at, underway=True) for at, work in enumerate(problem.works[:2]))
    problem = replace(problem, works=(*works, problem.works[2]))
    assert not of_kind(options(problem, scheduled(problem), "C"), OptionKind.DISPLACE)


def test_a_displaced_request_moves_to_the_next_month_with_room() -> None:
    problem = known()
    problem = replace(problem, teams=(replace(problem.teams[0], net=(100, 100, 95)),), horizon=3)
    works = (problem.works[0], problem.works[1], replace(problem.works[2], deadline=1))
    problem = replace(problem, works=works)
    found = options(problem, scheduled(problem), "C")
    moved = of_kind(found, OptionKind.DISPLACE)[0]
    assert [(one.request, one.start, one.to, one.deferred) for one in moved.displaced] == [("B", 1, 2, 3)]
    wait = of_kind(found, OptionKind.WAIT)[0]
    assert (wait.late, wait.value_at_stake) == (True, 4 * 35)


def test_routes_on_offer_are_priced_and_money_goes_to_the_board() -> None:
    problem = known()
    offers = (RouteOffer("bought_service", 90_000, 1), RouteOffer("self_service"))
    found = of_kind(options(problem, scheduled(problem), "C", routes=offers), OptionKind.REROUTE)
    assert {one.route: (one.consent, one.price) for one in found} == {
        "bought_service": (Consent.BOARD, 90_000),
        "self_service": (Consent.YOURS, None),
    }


def test_what_waits_for_an_unranked_request_can_still_wait_or_be_rerouted() -> None:
    problem = replace(known(), works=(*known().works[:2], alone("C", 1, after=("elsewhere",))))
    kinds = {one.kind for one in options(problem, scheduled(problem), "C")}
    assert kinds == {OptionKind.WAIT, OptionKind.REROUTE}


def test_a_request_outside_the_order_is_not_found() -> None:
    with pytest.raises(NotFound):
        options(known(), scheduled(known()), "D")


@given(
    st.lists(st.integers(1, 12), min_size=1, max_size=3),
    st.lists(st.tuples(st.integers(1, 30), st.lists(st.integers(0, 8), min_size=3, max_size=3)), max_size=7),
    st.sampled_from(list(Aim)),
    st.data(),
)
def test_a_cover_is_as_small_as_brute_force_finds(
    need: list[int], drawn: list[tuple[int, list[int]]], aim: Aim, data: st.DataObject
) -> None:
    needs = {(0, period): amount for period, amount in enumerate(need)}
    pool = {}
    for number, (cost, gains) in enumerate(drawn):
        drags = (
            (data.draw(st.integers(number + 1, len(drawn) - 1)),) if number + 1 < len(drawn) and cost % 3 == 0 else ()
        )
        cover = {(0, period): gain for period, gain in enumerate(gains[: len(need)]) if gain}
        pool[number] = Candidate(number, cost, cover, drags)
    sets = (chosen for size in range(len(pool) + 1) for chosen in combinations(pool.values(), size))
    best = min((measure(chosen, aim) for chosen in sets if covers(needs, chosen)), default=None)
    found = smallest_set(needs, pool, aim)
    if best is None:
        assert found is None
        return
    assert found is not None
    assert covers(needs, (pool[one] for one in found))
    assert measure((pool[one] for one in found), aim) == best
    for one in found:
        assert not covers(needs, (pool[other] for other in found - {one}))
