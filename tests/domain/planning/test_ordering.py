"""Who stands in which list, lane and size: lanes, credits and what nobody decides on."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random
from uuid import UUID

import pytest

from domain.demand.rules import Lane, RequestState
from domain.planning.current import planned
from domain.planning.facts import Demand, Facts
from domain.planning.ordering import SMALL_LANE
from domain.planning.problem import planning_problem
from domain.planning.why import why
from domain.ranking.order import WHOLE_SHARE, OrderRule, Place
from tests.domain.planning.test_problem import FINANCE, FIRST, RETAIL, TEAM, demand, facts
from tests.support.cases import each_case

SMALL = {TEAM: 50}


def order(given: Facts) -> tuple[Place, ...]:
    return planning_problem(given).order


def lane(given: Facts) -> list[str]:
    return [place.request for place in order(given) if place.unit == SMALL_LANE]


def test_each_unit_has_one_small_request_in_the_lane_at_a_time() -> None:
    wishes = [
        demand(1, effort={TEAM: 900}),
        demand(2, lane=Lane.SMALL, effort=SMALL),
        demand(3, lane=Lane.SMALL, effort=SMALL),
        demand(4, unit=FINANCE, rank=2, lane=Lane.SMALL, effort=SMALL),
        demand(6, unit=FINANCE, rank=1, effort={TEAM: 900}),
    ]
    assert lane(facts(wishes)) == ["REQ-2", "REQ-4"]
    places = {place.request: place for place in order(facts(wishes))}
    assert (places["REQ-3"].unit, places["REQ-3"].own_place, places["REQ-3"].own_length) == (str(RETAIL), 3, 3)
    running = [*wishes, demand(5, state=RequestState.IN_DELIVERY, rank=None, lane=Lane.SMALL, effort=SMALL)]
    assert lane(facts(running)) == ["REQ-4"]
    large = [*wishes, demand(5, state=RequestState.IN_DELIVERY, rank=None, lane=Lane.SMALL, effort={TEAM: 900})]
    assert lane(facts(large)) == ["REQ-2", "REQ-4"]


def test_a_small_request_stands_in_the_lane_only_while_the_lane_places_it_earlier() -> None:
    wishes = [
        demand(1, lane=Lane.SMALL, effort={TEAM: 90}),
        *(demand(number, effort={TEAM: 100}) for number in (2, 3, 4)),
        demand(5, unit=FINANCE, rank=1, effort={TEAM: 900}),
        demand(6, unit=FINANCE, rank=2, lane=Lane.SMALL, effort={TEAM: 90}),
    ]
    # The lane's clock would show 90 of 24 for the first in it; Retail's own shows 90 of 88, Finance's 990 of 88.
    assert lane(facts(wishes)) == ["REQ-6"]
    credit = replace(facts(wishes, small_lane_percent=50), credits={RETAIL: 2740})
    assert [place.request for place in order(credit)][:4] == ["REQ-1", "REQ-2", "REQ-3", "REQ-4"]
    assert lane(credit) == ["REQ-6"]
    told = why(planned(planning_problem(credit)), "REQ-1")
    assert told is not None
    assert told.facts[0] == (
        "Retail ranks it 1 of 4. Retail's share is 25%, so its first 9 days stand within the first 274 days of the"
        " portfolio, of which up to 274 days go before by law, credit and what units carry for others. It holds 274"
        " days of priority, which move its requests up."
    )
    (first, *_) = order(credit)
    assert first.raised_by.startswith("It is Retail's first already")
    small = why(planned(planning_problem(credit)), "REQ-6")
    assert small is not None
    assert small.facts[0].endswith(
        " The lane's share is 50%, so its first 9 days stand within the first 292 days of the portfolio, of which up to"
        " 274 days go before by law, credit and what units carry for others."
    )


def test_the_first_of_those_outside_the_lane_is_called_by_its_place_in_its_owners_list() -> None:
    wishes = [demand(1, lane=Lane.SMALL, effort=SMALL), demand(2, effort={TEAM: 900})]
    given = facts([*wishes, demand(3, unit=FINANCE, rank=1)], small_lane_percent=50)
    places = {place.request: place for place in order(given)}
    assert (places["REQ-1"].unit, places["REQ-2"].own_place) == (SMALL_LANE, 2)
    assert places["REQ-2"].text.startswith("Retail ranks it 2 of 2.")
    assert places["REQ-2"].raised_by.startswith("Retail's owner can rank it higher")


def test_what_is_ranked_below_a_small_request_waits_until_the_lane_is_there() -> None:
    wishes = [
        demand(1, lane=Lane.SMALL, effort={TEAM: 45}),
        demand(2, effort={TEAM: 10}),
        demand(3, unit=FINANCE, rank=1, effort={TEAM: 40}),
        demand(4, unit=FINANCE, rank=2, effort={TEAM: 900}),
    ]
    places = order(facts(wishes, small_lane_percent=40))
    assert [(place.request, place.unit) for place in places] == [
        ("REQ-1", SMALL_LANE),
        ("REQ-3", str(FINANCE)),
        ("REQ-2", str(RETAIL)),
        ("REQ-4", str(FINANCE)),
    ]
    # 45 of the lane's 80 is 33.75 of Retail's 60, and Retail's own list would have shown 45.
    by_request = {place.request: place for place in places}
    assert by_request["REQ-2"].charged == 337_500 + 100_000
    assert "Retail's owner can rank it higher" in by_request["REQ-2"].raised_by
    owed = replace(facts(wishes, small_lane_percent=40), credits={RETAIL: 50})
    assert lane(owed) == []
    assert [place.request for place in order(owed)][:2] == ["REQ-1", "REQ-2"]


def test_the_policy_says_how_much_the_lane_has_and_whether_there_is_one() -> None:
    wishes = [demand(1, effort={TEAM: 900}), demand(2, lane=Lane.SMALL, effort=SMALL)]
    assert order(facts(wishes))[0].share == Fraction(12, 100)
    assert order(facts(wishes, small_lane_percent=30))[0].share == Fraction(30, 100)
    none = facts(wishes, small_lane_percent=0)
    assert lane(none) == []
    assert [place.share for place in order(none)] == [Fraction(1, 2)] * 2
    assert lane(facts(wishes, small_item_days=4)) == []


def test_what_law_requires_has_the_weight_of_the_policy_while_there_is_any() -> None:
    wishes = [demand(1), demand(2, lane=Lane.MANDATORY), demand(3, lane=Lane.SMALL, effort=SMALL)]
    first, *rest = order(facts(wishes, mandatory_weight=2))
    assert (first.request, first.rule) == ("REQ-2", OrderRule.MANDATORY)
    assert {place.unit: place.share for place in rest} == {
        SMALL_LANE: Fraction(12, 100),
        str(RETAIL): Fraction(88, 400),
    }
    (only,) = order(facts([demand(1)], mandatory_weight=2))
    assert only.share == Fraction(1, 2)
    plan = planned(planning_problem(facts(wishes, mandatory_weight=2)))
    told = why(plan, "REQ-1")
    assert told is not None
    assert (
        "What law or regulator require counts with a weight of 2 among all weights, Retail's among them." in told.facts
    )


def test_credits_move_a_units_requests_and_say_so() -> None:
    wishes = [demand(1), demand(2), demand(3, unit=FINANCE, rank=1), demand(4, unit=FINANCE, rank=2)]
    assert [place.request for place in order(facts(wishes))] == ["REQ-1", "REQ-3", "REQ-2", "REQ-4"]
    given = replace(facts(wishes), credits={FINANCE: 150, RETAIL: -150})
    assert [place.request for place in order(given)] == ["REQ-3", "REQ-4", "REQ-1", "REQ-2"]
    told = why(planned(planning_problem(given)), "REQ-3")
    assert told is not None
    assert told.facts[0].endswith("It holds 15 days of priority, which move its requests up.")


def test_what_nobody_decides_on_leaves_the_order_and_the_plan() -> None:
    old = demand(1, counted_from=date(2026, 1, 31))
    wishes = [old, demand(2), demand(3, state=RequestState.ESTIMATED, rank=None, counted_from=date(2026, 1, 1))]
    given = planning_problem(facts(wishes))
    assert (given.undecided, [place.request for place in given.order]) == (("REQ-1", "REQ-3"), ["REQ-2"])
    assert [work.request for work in given.problem.works] == ["REQ-2"]
    assert (given.order[0].own_place, given.order[0].own_length) == (2, 2)
    told = why(planned(given), "REQ-1")
    assert told is not None
    assert (told.constraint, told.text) == (
        "undecided for too long",
        "Nobody decided on it or confirmed it by 31 October 2026, so it has no place in the order and the plan.",
    )
    assert planning_problem(facts(wishes, decide_by_months=10)).undecided == ()


@pytest.mark.parametrize(
    "kept",
    [
        {"lane": Lane.MANDATORY},
        {"slot": (FIRST, FIRST)},
        {"state": RequestState.COMMITTED, "slot": (FIRST, FIRST), "rank": None},
        {"counted_from": None},
    ],
)
def test_law_and_decisions_hold_a_place_whatever_the_age(kept: dict[str, object]) -> None:
    one = demand(1, **{"counted_from": date(2020, 1, 1), **kept})
    assert planning_problem(facts([one])).undecided == ()


def drawn(chance: Random) -> Facts:
    """Two units with small and other requests, credits and debts, without support between units."""
    ranks = {RETAIL: 0, FINANCE: 0}
    wishes = []
    for number in range(1, chance.randint(2, 10)):
        unit = chance.choice((RETAIL, FINANCE))
        ranks[unit] += 1
        kind = chance.choice((Lane.SMALL, Lane.SMALL, Lane.NORMAL, Lane.MANDATORY))
        wishes.append(demand(number, unit=unit, rank=ranks[unit], lane=kind, effort={TEAM: chance.randint(1, 150)}))
    made = facts(wishes, small_lane_percent=chance.choice((1, 12, 50)), entitlements={FINANCE: chance.randint(1, 5)})
    return replace(made, credits={unit: chance.choice((0, chance.randint(-500, 500))) for unit in ranks})


@each_case(895_000)
def test_the_lane_puts_no_small_request_later_than_its_units_own_order(chance: Random) -> None:
    """A small request stands before all that its unit ranks below it, no clock shows more, and guarantees hold."""
    given = drawn(chance)
    plain = replace(given, policy=given.policy.model_copy(update={"small_lane_percent": 0}))
    alone = {place.request: place.clock * 100 for place in order(plain)}
    demands = {one.key: one for one in given.demands}
    rest = 100 - given.policy.small_lane_percent
    passed: dict[UUID, int] = {}
    effort = {SMALL_LANE: 0, **{str(unit): 0 for unit in (RETAIL, FINANCE)}}
    total = 0
    for place in order(given):
        one = demands[place.request]
        total += one.effort[TEAM]
        if place.rule is OrderRule.MANDATORY:
            continue
        effort[place.unit] += one.effort[TEAM]
        assert total <= place.within
        assert effort[place.unit] * WHOLE_SHARE <= place.charged
        shown = place.clock * rest
        assert shown < alone[place.request] if place.unit == SMALL_LANE else shown <= alone[place.request]
        if one.lane is Lane.SMALL:
            assert passed.get(one.unit, 0) < (one.rank or 0)
        if place.unit != SMALL_LANE:
            passed[one.unit] = max(passed.get(one.unit, 0), one.rank or 0)


@each_case(890_000)
def test_every_ranked_request_has_one_place_and_units_keep_their_order(chance: Random) -> None:
    """Whatever the lanes, credits and ages: each in the order once, and outside lanes each list in its own order."""
    wishes: list[Demand] = []
    ranks = {RETAIL: 0, FINANCE: 0}
    for number in range(1, chance.randint(1, 9)):
        unit = chance.choice((RETAIL, FINANCE))
        ranks[unit] += 1
        other = FINANCE if unit == RETAIL else RETAIL
        wishes.append(
            demand(
                number,
                unit=unit,
                rank=ranks[unit],
                lane=chance.choice(tuple(Lane)),
                effort={TEAM: chance.randint(0, 300)} if chance.random() < 0.9 else {},
                endorsed=((other, Decimal("0.3")),) if chance.random() < 0.2 else (),
                counted_from=chance.choice((None, date(2026, 1, 1), date(2026, 10, 1))),
            )
        )
    given = facts(wishes, small_lane_percent=chance.choice((0, 12, 50)), mandatory_weight=chance.choice((0, 3)))
    given = replace(given, credits={RETAIL: chance.randint(-500, 500), FINANCE: chance.randint(-500, 500)})
    made = planning_problem(given)
    placed = [place.request for place in made.order]
    assert sorted([*placed, *made.undecided]) == sorted(one.key for one in wishes)
    assert [place.place for place in made.order] == list(range(1, len(placed) + 1))
    for unit in (RETAIL, FINANCE):
        own = [
            place.own_place for place in made.order if place.unit == str(unit) and place.rule is OrderRule.ENTITLEMENT
        ]
        assert own == sorted(own)
    in_lane = [made.demands[place.request].unit for place in made.order if place.unit == SMALL_LANE]
    ruled = [place for place in made.order if place.unit == SMALL_LANE and place.rule is OrderRule.ENTITLEMENT]
    assert len(in_lane) == len(set(in_lane)) == len(ruled)
