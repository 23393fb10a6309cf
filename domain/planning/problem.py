"""From the facts of the portfolio to the problem that the rules plan: one order, and what every request takes.

Requests are called by their keys (REQ-42) in problems and plans, so that every sentence of the rules reads as people
speak; units and teams by their ids. Period 0 is the current month.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date
from decimal import ROUND_CEILING, Decimal
from uuid import UUID

from domain.demand.rules import Lane, RequestState
from domain.planning.facts import FINISHED, WHOLE, Demand, Facts
from domain.planning.rules import LONGEST_PERIODS, Problem, Team, Work
from domain.quantities import Month
from domain.ranking.order import WHOLE_SHARE, Place, Ranked, UnitList, portfolio_order
from domain.wording import month_name

# A virtual unit with an entitlement of its own, so that small work never waits behind all large work.
SMALL_LANE = "quick-win-lane"
SMALL_LANE_NAME = "Quick-win lane"
SMALL_LANE_PERCENT = 12
# A month for which the board has set no budget limits nothing.
UNLIMITED_CENTS = 10**15


@dataclass(frozen=True, slots=True)
class PlanningProblem:
    """The problem with the way back to the portfolio: whose key is whose id, which period is which month.

    order: places of the ranked requests, estimated or not. held: committed and running requests, which hold their
    months, by start. ranked, unranked: those that are planned, in the order of the problem's works after the held
    ones. unestimated: ranked requests that have a place in the order and none in the plan.
    """

    facts: Facts
    problem: Problem
    months: tuple[Month, ...]
    order: tuple[Place, ...]
    demands: Mapping[str, Demand]
    held: tuple[str, ...]
    ranked: tuple[str, ...]
    unranked: tuple[str, ...]
    unestimated: tuple[str, ...]
    own_place: Mapping[str, tuple[int, int]]

    @property
    def month_names(self) -> tuple[str, ...]:
        """How each period is called in sentences: March 2027."""
        return tuple(month_name(month) for month in self.months)

    def month(self, period: int | None) -> Month | None:
        """The month of a period, also before the first and after the last one known."""
        return None if period is None else self.facts.first + period

    def period(self, month: Month) -> int:
        return month - self.facts.first


def planning_problem(facts: Facts) -> PlanningProblem:
    """Put the order and every request's work together. The same facts always give the same problem."""
    months = tuple(facts.first + offset for offset in range(facts.policy.horizon_months))
    demands = {one.key: one for one in facts.demands}
    own_place = _own_places(facts.demands)
    order = _order(facts, own_place)
    held = sorted(
        (one for one in facts.demands if one.is_held),
        key=lambda one: (_held_from(one, facts.first), one.submitted_at, one.number),
    )
    ranked = [demands[place.request] for place in order]
    unranked = [
        one
        for one in facts.demands
        if one.is_estimated and one.route.needs_it and not one.is_held and one.key not in own_place
    ]
    planned = [*held, *(one for one in ranked if one.is_estimated), *unranked]
    problem = Problem(
        teams=_teams(facts, months),
        works=tuple(_work(one, facts) for one in planned),
        budget=_budget(facts),
        horizon=facts.policy.displayed_months,
        longest=min(LONGEST_PERIODS, facts.policy.horizon_months),
        valuation=facts.policy.valuation_months,
    )
    return PlanningProblem(
        facts,
        problem,
        months,
        order,
        demands,
        tuple(one.key for one in held),
        tuple(one.key for one in ranked if one.is_estimated),
        tuple(one.key for one in unranked),
        tuple(one.key for one in ranked if not one.is_estimated),
        own_place,
    )


def _own_places(demands: Iterable[Demand]) -> dict[str, tuple[int, int]]:
    """Each ranked request's place in its unit's list as people count it, and how many there are."""
    lists = _lists(demands)
    return {one.key: (place, len(listed)) for listed in lists.values() for place, one in enumerate(listed, 1)}


def _lists(demands: Iterable[Demand]) -> dict[UUID, list[Demand]]:
    lists: dict[UUID, list[Demand]] = {}
    for one in sorted((one for one in demands if one.is_ranked), key=lambda one: one.rank or 0):
        lists.setdefault(one.unit, []).append(one)
    return lists


def _order(facts: Facts, own_place: Mapping[str, tuple[int, int]]) -> tuple[Place, ...]:
    """The portfolio order by entitlement, with the quick-win lane as one more list.

    In the lane each unit's first small request stands before any unit's second, so nobody fills it alone. A request
    that nobody has estimated counts as one of middling size, or it would cost its unit nothing.
    """
    unknown = _middling([one for one in facts.demands if one.is_estimated], facts.policy.small_item_decidays)
    small_limit = facts.policy.small_item_decidays
    lane: list[tuple[int, Demand]] = []
    lists = []
    by_unit = _lists(facts.demands)
    total = sum(facts.policy.weight(unit.id) for unit in facts.units)
    for unit in facts.units:
        listed = by_unit.get(unit.id, [])
        small = [one for one in listed if one.lane is Lane.SMALL and one.is_estimated and _size(one) <= small_limit]
        lane.extend(enumerate(small))
        taken = {one.number for one in small}
        ranked = tuple(_ranked(one, unknown) for one in listed if one.number not in taken)
        lists.append(
            UnitList(str(unit.id), unit.name, facts.policy.weight(unit.id) * (100 - SMALL_LANE_PERCENT), ranked)
        )
    if lane:
        lane.sort(key=lambda each: (each[0], each[1].submitted_at, each[1].number))
        quick = tuple(_ranked(one, unknown) for _, one in lane)
        lists.append(UnitList(SMALL_LANE, SMALL_LANE_NAME, total * SMALL_LANE_PERCENT, quick))
    places = portfolio_order(lists)
    # Where the lane took some out, the list is still counted as its owner sees it.
    return tuple(
        place
        if place.unit == SMALL_LANE or (place.own_place, place.own_length) == own_place[place.request]
        else replace(place, own_place=own_place[place.request][0], own_length=own_place[place.request][1])
        for place in places
    )


def _ranked(one: Demand, unknown: int) -> Ranked:
    return Ranked(
        one.key,
        max(1, _size(one)) if one.is_estimated else unknown,
        one.submitted_at.astimezone(UTC),
        _shares(one.endorsed),
        one.lane is Lane.MANDATORY,
        one.deadline,
    )


def _shares(endorsed: Sequence[tuple[UUID, Decimal]]) -> tuple[tuple[str, int], ...]:
    """Other units' shares in parts of 10,000. The own unit keeps one part at least, so that its list holds it."""
    parts = [(str(unit), int(share * WHOLE_SHARE)) for unit, share in endorsed]
    over = sum(part for _, part in parts) - (WHOLE_SHARE - 1)
    if over > 0:
        largest = max(range(len(parts)), key=lambda number: parts[number][1])
        parts[largest] = (parts[largest][0], parts[largest][1] - over)
    return tuple(each for each in parts if each[1] > 0)


def _middling(estimated: Sequence[Demand], otherwise: int) -> int:
    sizes = sorted(_size(one) for one in estimated)
    return max(1, sizes[(len(sizes) - 1) // 2] if sizes else otherwise)


def _size(one: Demand) -> int:
    return sum(_kept(one, amount) for amount in one.effort.values())


def _kept(one: Demand, amount: int) -> int:
    """An amount at the scope that a decision left, rounded up."""
    return amount if one.kept is WHOLE else int((amount * one.kept).to_integral_value(ROUND_CEILING))


def _work(one: Demand, facts: Facts) -> Work:
    first = facts.first
    opens = [0, *(month - first for month in (one.earliest_start, one.not_before) if month is not None)]
    fixed: int | None = None
    duration: int | None = None
    if one.is_held or one.is_reserved:
        start = _held_from(one, first)
        fixed = start - first
        if one.slot is not None:
            duration = max(1, _held_until(one, first) - start + 1)
    return Work(
        request=one.key,
        unit=str(one.unit),
        effort=tuple((str(team), _kept(one, amount)) for team, amount in sorted(one.effort.items())),
        one_off_cost=_kept(one, one.one_off_cents),
        value=int(one.value_cents * one.kept) // facts.policy.valuation_months,
        earliest=max(opens),
        deadline=_last_finish(one.deadline, first),
        after=tuple(need.key for need in one.needs if need.state not in FINISHED),
        fixed=fixed,
        underway=one.state is RequestState.IN_DELIVERY,
        mandatory=one.lane is Lane.MANDATORY,
        duration=duration,
    )


def _held_from(one: Demand, first: Month) -> Month:
    """The month from which held work takes its days: when it began; or from now on, when it should have begun."""
    if one.state is RequestState.IN_DELIVERY:
        return one.started or (one.slot[0] if one.slot else first)
    return max(first, one.slot[0]) if one.slot else first


def _held_until(one: Demand, first: Month) -> Month:
    """The month in which held work ends: by IT's forecast, else as committed; what is late still takes its days."""
    assert one.slot is not None
    if one.state is RequestState.IN_DELIVERY:
        return max(first, one.forecast or one.slot[1])
    late = max(0, first - one.slot[0])
    return one.slot[1] + late


def _last_finish(deadline: date | None, first: Month) -> int | None:
    """The last period whose end is not after the deadline. A deadline that has passed no longer binds: it is late."""
    if deadline is None:
        return None
    month = Month.of(deadline)
    whole = deadline.day == monthrange(deadline.year, deadline.month)[1]
    period = month - first - (0 if whole else 1)
    return period if month >= first else None


def _teams(facts: Facts, months: Sequence[Month]) -> tuple[Team, ...]:
    made = []
    for team in facts.teams:
        net = tuple(cell.net_decidays for cell in facts.capacity[team.id])
        # Days that were bought do not change how long work takes.
        typical = Team(str(team.id), net).ordinary
        bought = tuple(have + facts.funded.get((team.id, month), 0) for have, month in zip(net, months, strict=True))
        made.append(Team(str(team.id), bought, typical, team.day_rate_cents, team.name))
    return tuple(made)


def _budget(facts: Facts) -> tuple[int, ...] | None:
    if not any(cell.is_set for cell in facts.budgets):
        return None
    return tuple(UNLIMITED_CENTS if cell.amount_cents is None else cell.amount_cents for cell in facts.budgets)
