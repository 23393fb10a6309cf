"""From the units' lists to the portfolio order: who stands in which list, lane and size, before the clock runs."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from math import ceil
from uuid import UUID

from domain.demand.rules import Lane
from domain.planning.facts import WHOLE, Demand, Facts
from domain.ranking.decide_by import undecided_too_long
from domain.ranking.order import WHOLE_SHARE, Place, Ranked, UnitList, kept_share, portfolio_order

# A virtual unit with an entitlement of its own, so that small work never waits behind all large work.
SMALL_LANE = "quick-win-lane"
SMALL_LANE_NAME = "Quick-win lane"


def own_places(demands: Iterable[Demand]) -> dict[str, tuple[int, int]]:
    """Each ranked request's place in its unit's list as people count it, and how many there are."""
    return {one.key: (place, len(listed)) for listed in _lists(demands).values() for place, one in enumerate(listed, 1)}


def is_undecided_too_long(one: Demand, facts: Facts) -> bool:
    """Whether it lost its place in the order because nobody decided on it or confirmed it in time."""
    return (
        one.counted_from is not None
        and not (one.is_held or one.is_reserved or one.lane is Lane.MANDATORY)
        and undecided_too_long(one.counted_from, facts.policy.decide_by_months, facts.first)
    )


def order(facts: Facts, own_place: Mapping[str, tuple[int, int]], undecided: Collection[str] = ()) -> tuple[Place, ...]:
    """The portfolio order by entitlement, with the quick-win lane as one more list; without the undecided ones.

    Each unit has one small request at a time in the lane: its first, while none of its small requests is committed or
    in delivery, and while the lane places it earlier than its unit's own list would. All others stand in their unit's
    list, so that nobody fills the lane alone. A request that nobody has estimated counts as one of middling size, or
    it would cost its unit nothing. The lane and the mandatory requests have their weight only while there are such
    requests.
    """
    policy = facts.policy
    limit = policy.small_item_decidays if policy.small_lane_percent else -1
    unknown = _middling([one for one in facts.demands if one.is_estimated], policy.small_item_decidays)
    by_unit = _lists(one for one in facts.demands if one.key not in undecided)
    busy = {one.unit for one in facts.demands if one.is_held and is_small(one, limit)}
    small = []
    lists = []
    for unit in facts.units:
        listed = by_unit.get(unit.id, [])
        first = None if unit.id in busy else next((one for one in listed if is_small(one, limit)), None)
        if first is not None:
            small.append(first)
        lists.append(
            UnitList(
                str(unit.id),
                unit.name,
                policy.weight(unit.id) * (100 - policy.small_lane_percent),
                tuple(_ranked(one, unknown) for one in listed),
                facts.credits.get(unit.id, 0),
            )
        )
    required = any(one.lane is Lane.MANDATORY for listed in by_unit.values() for one in listed)
    mandatory = policy.mandatory_weight if required else 0
    others = mandatory * (100 - policy.small_lane_percent)
    places = portfolio_order(lists, mandatory_weight=others)
    if small:
        small.sort(key=lambda one: (one.submitted_at, one.number))
        total = sum(policy.weight(unit.id) for unit in facts.units) + mandatory
        lane = UnitList(
            SMALL_LANE,
            SMALL_LANE_NAME,
            total * policy.small_lane_percent,
            tuple(_ranked(one, unknown) for one in small),
        )
        lane, clocks = sooner(lane, {place.request: place.clock for place in places})
        if lane.ranked:
            lists = [without(one, clocks) for one in lists]
            places = portfolio_order([*lists, lane], mandatory_weight=others)
    # Where the lane took one out, or one is undecided for too long, the list is still counted as its owner sees it.
    return tuple(
        place
        if place.unit == SMALL_LANE or (place.own_place, place.own_length) == own_place[place.request]
        else replace(place, own_place=own_place[place.request][0], own_length=own_place[place.request][1])
        for place in places
    )


def sooner(lane: UnitList, own: Mapping[str, Fraction]) -> tuple[UnitList, Mapping[str, Fraction]]:
    """The lane with those alone that it places earlier than their units' lists do, and its clock at each of them.

    own: the clock of each request in its unit's list. Whoever leaves makes room for those behind and changes nothing
    for those ahead, so one pass from the front settles it.
    """
    charged = 0
    kept_in: list[Ranked] = []
    clocks: dict[str, Fraction] = {}
    for ranked in lane.ranked:
        with_it = charged + ranked.size * kept_share(ranked)
        clock = Fraction(with_it, lane.weight * WHOLE_SHARE)
        if clock < own[ranked.request]:
            charged = with_it
            kept_in.append(ranked)
            clocks[ranked.request] = clock
    return replace(lane, ranked=tuple(kept_in)), clocks


def without(one: UnitList, clocks: Mapping[str, Fraction]) -> UnitList:
    """A unit's list without the request that stands in the lane; what is ranked below it waits until the lane is there.

    Otherwise the lane would put a small request behind what its own unit ranks lower. Waiting costs the unit less than
    placing the request itself would have, because the lane takes only what it places earlier.
    """
    at = next((number for number, ranked in enumerate(one.ranked) if ranked.request in clocks), None)
    if at is None:
        return one
    least = ceil(clocks[one.ranked[at].request] * one.weight * WHOLE_SHARE)
    below = list(one.ranked[at + 1 :])
    following = next((number for number, ranked in enumerate(below) if not ranked.mandatory), None)
    if following is not None:
        below[following] = replace(below[following], clock_from=least)
    return replace(one, ranked=(*one.ranked[:at], *below))


def is_small(one: Demand, limit: int) -> bool:
    """Whether it belongs to the quick-win lane: meant for it, estimated, and of at most so many decidays."""
    return one.lane is Lane.SMALL and one.is_estimated and size(one) <= limit


def size(one: Demand) -> int:
    """The expected decidays of all teams at the scope that decisions left."""
    if one.kept is WHOLE:
        return sum(one.effort.values())
    return sum(kept(one, amount) for amount in one.effort.values())


def kept(one: Demand, amount: int) -> int:
    """An amount at the scope that a decision left, rounded up."""
    return amount if one.kept is WHOLE else int((amount * one.kept).to_integral_value(ROUND_CEILING))


def _lists(demands: Iterable[Demand]) -> dict[UUID, list[Demand]]:
    lists: dict[UUID, list[Demand]] = {}
    for one in sorted((one for one in demands if one.is_ranked), key=lambda one: one.rank or 0):
        lists.setdefault(one.unit, []).append(one)
    return lists


def _ranked(one: Demand, unknown: int) -> Ranked:
    return Ranked(
        one.key,
        max(1, size(one)) if one.is_estimated else unknown,
        one.submitted_at.astimezone(UTC),
        shares_of(one.endorsed),
        one.lane is Lane.MANDATORY,
        one.deadline,
    )


def shares_of(endorsed: Sequence[tuple[UUID, Decimal]]) -> tuple[tuple[str, int], ...]:
    """Other units' shares in parts of 10,000. The own unit keeps one part at least, so that its list holds it."""
    parts = [(str(unit), int(share * WHOLE_SHARE)) for unit, share in endorsed]
    over = sum(part for _, part in parts) - (WHOLE_SHARE - 1)
    if over > 0:
        largest = max(range(len(parts)), key=lambda number: parts[number][1])
        parts[largest] = (parts[largest][0], parts[largest][1] - over)
    return tuple(each for each in parts if each[1] > 0)


def _middling(estimated: Sequence[Demand], otherwise: int) -> int:
    sizes = sorted(size(one) for one in estimated)
    return max(1, sizes[(len(sizes) - 1) // 2] if sizes else otherwise)
