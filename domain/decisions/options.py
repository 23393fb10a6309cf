"""The options of a priority question, each with its price and its consequences.

Everybody else stays in place unless an option names them, so every figure is exact for the plan it was made
from. The families are displace, fund, shrink, wait and reroute; waiting and another route are always there,
so there are two at least.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from domain.decisions.conflict import Conflict, conflict_of
from domain.decisions.displacing import displacements
from domain.decisions.kinds import Consent, OptionKind
from domain.decisions.rules import ExtraCapacity, Option, consent_for
from domain.decisions.wording import Wording
from domain.planning.rules import Plan, Problem
from domain.planning.schedule import place_with_prerequisites
from domain.planning.timetable import Timetable

SMALLEST_SHARE = Fraction(1, 10)
REACH_PERIODS = 60


@dataclass(frozen=True, slots=True)
class RouteOffer:
    """Another way to meet the request, or none found yet.

    route: None when it is still to be found. price: cents, None when not quoted. ready: the period from
    which it is there, None when unknown.
    """

    route: str | None = None
    price: int | None = None
    ready: int | None = None


def options(
    problem: Problem,
    plan: Plan,
    request: str,
    *,
    wanted: int | None = None,
    routes: Sequence[RouteOffer] = (),
    months: Sequence[str] = (),
    names: dict[str, str] | None = None,
) -> tuple[Option, ...]:
    """All options for a request that does not fit, or fits later than wanted, the best of each family
    first.

    wanted: the latest start that would do (period); without it, any start before the present one. months
    and names (of requests) serve the sentences only. Order: one best per family, by net value (what the
    request gains, less what others lose, less new money), then fewer units and requests affected, then ids;
    the further ones follow in the same order. Raises NotFound when the request is not in the problem.
    """
    conflict = conflict_of(problem, plan, request, wanted)
    say = Wording(problem, months, names or {})
    found = [
        *displacements(conflict, say),
        *fundings(conflict, say),
        *shrinkings(conflict, say),
        waiting(conflict, say),
        *reroutings(conflict, routes, say),
    ]
    found.sort(key=preference)
    best = [next(one for one in found if one.kind is kind) for kind in OptionKind if any(o.kind is kind for o in found)]
    best.sort(key=preference)
    further = [one for one in found if one not in best]
    return tuple(replace(one, key=f"{one.kind}-{number}") for number, one in enumerate([*best, *further], 1))


def preference(option: Option) -> tuple[int, int, int, tuple[str, ...], int, str]:
    """What the options are sorted by."""
    units = {one.unit for one in option.displaced} | {option.unit}
    return (
        -option.net,
        len(units),
        len(option.displaced),
        tuple(one.request for one in option.displaced),
        -1 if option.earliest is None else option.earliest,
        option.route or "",
    )


def binding(problem: Problem, plan: Plan, request: str, *, wanted: int | None = None) -> tuple[ExtraCapacity, ...]:
    """What is missing at the start that lacks least: by team (None: the budget) and period."""
    conflict = conflict_of(problem, plan, request, wanted)
    starts = range(conflict.first, conflict.last + 1)
    needs = [need for t in starts if (need := conflict.needs(t))]
    if not needs:
        return ()
    return extra(conflict, min(needs, key=lambda need: (price_of(conflict, need), len(need))))


def extra(conflict: Conflict, need: dict[tuple[int, int], int]) -> tuple[ExtraCapacity, ...]:
    return tuple(ExtraCapacity(conflict.name(row), period, amount) for (row, period), amount in need.items())


def price_of(conflict: Conflict, need: dict[tuple[int, int], int]) -> int:
    """The price of missing capacity in cents: days at the team's rate, rounded up for each team and period,
    and money as it is.
    """
    total = 0
    for (row, _), amount in need.items():
        if row == conflict.table.budget_row:
            total += amount
        else:
            total += -(-amount * conflict.problem.teams[row].day_rate // 10)
    return total


def reserved(conflict: Conflict, t: int) -> tuple[tuple[str, int], ...]:
    return tuple((conflict.table.works[number].request, start) for number, start in conflict.pieces(t))


def fundings(conflict: Conflict, say: Wording) -> list[Option]:
    """Exactly what is missing, bought: the cheapest start and the earliest one."""
    priced = []
    for t in range(conflict.first, conflict.last + 1):
        need = conflict.needs(t)
        if need:
            priced.append((price_of(conflict, need), t, need))
    chosen = sorted({min(priced)[1], min(priced, key=lambda one: one[1])[1]}) if priced else []
    return [
        Option(
            "",
            OptionKind.FUND,
            conflict.work.request,
            conflict.work.unit,
            Consent.BOARD,
            price,
            0,
            conflict.gained(t),
            t,
            say.fund(conflict.work, t, extra(conflict, need)),
            extra_capacity=extra(conflict, need),
            reserved=reserved(conflict, t),
        )
        for price, t, need in priced
        if t in chosen
    ]


def shrinkings(conflict: Conflict, say: Wording) -> list[Option]:
    """The largest part of the request that fits beside everybody else, with the same duration."""
    if conflict.group is None or conflict.group:
        return []
    best: tuple[Fraction, int] | None = None
    for t in range(conflict.first, conflict.last + 1):
        share = share_that_fits(conflict, t)
        if best is None or share > best[0]:
            best = (share, t)
    if best is None or not SMALLEST_SHARE <= best[0] < 1:
        return []
    share, t = best
    whole = conflict.gained(t)
    part = whole * share.numerator // share.denominator
    work = conflict.work
    return [
        Option(
            "",
            OptionKind.SHRINK,
            work.request,
            work.unit,
            Consent.YOURS,
            0,
            whole - part,
            part,
            t,
            say.shrink(work, t),
            reserved=reserved(conflict, t),
            scope_share=share,
            duration=conflict.shape.duration,
        )
    ]


def share_that_fits(conflict: Conflict, t: int) -> Fraction:
    """The largest share of a request that fits at a start, given what is free there."""
    shape, free = conflict.shape, conflict.table.free
    share = Fraction(1)
    for row, needs in shape.rows:
        whole = sum(needs)
        have = [max(0, free[row][t + offset]) for offset in range(shape.duration)]
        share = min(share, Fraction(largest_amount(have, whole), whole))
    for row, need in shape.tails:
        left = [max(0, one) for one in free[row][t + shape.duration :]]
        share = min(share, Fraction(min(left, default=need), need))
    return share


def largest_amount(have: list[int], whole: int) -> int:
    """The largest amount up to `whole` that, spread evenly with the remainder first, is free in every
    period.
    """
    low, high = 0, whole
    while low < high:
        middle = (low + high + 1) // 2
        each, more = divmod(middle, len(have))
        if all(one >= each + (offset < more) for offset, one in enumerate(have)):
            low = middle
        else:
            high = middle - 1
    return low


def waiting(conflict: Conflict, say: Wording) -> Option:
    """The first month that fits without anybody's help, and what the delay costs."""
    work, shape = conflict.work, conflict.shape
    start = conflict.now if conflict.now is not None else reach(conflict)
    soonest = conflict.first if conflict.group is not None else shape.earliest
    late = start is not None and work.deadline is not None and start + shape.duration - 1 > work.deadline
    gained = 0 if start is None or late else conflict.gained(start)
    cost = max(0, conflict.gained(soonest) - gained)
    return Option(
        "",
        OptionKind.WAIT,
        work.request,
        work.unit,
        Consent.YOURS,
        0,
        cost,
        gained,
        start,
        say.wait(work, soonest, start, cost, late=late),
        late=late,
    )


def reach(conflict: Conflict) -> int | None:
    """The first start if capacity after the known periods repeats the last twelve, up to 60 periods ahead.

    Requests that rank better and are not planned yet go first. None when it never fits, or waits for a
    request that nobody has ranked.
    """
    problem = conflict.problem
    works = (
        tuple(
            replace(work, deadline=None) if number == conflict.number else work
            for number, work in enumerate(problem.works[: conflict.number + 1])
        )
        + problem.works[conflict.number + 1 :]
    )
    later = replace(
        problem,
        teams=tuple(
            replace(team, typical=team.ordinary, net=repeated(team.net, problem.periods)) for team in problem.teams
        ),
        budget=None if problem.budget is None else repeated(problem.budget, problem.periods),
        works=works,
        horizon=problem.periods + REACH_PERIODS,
    )
    table = Timetable(later)
    for number, start in enumerate(conflict.table.start):
        if start is not None:  # as planned, even where its running cost outgrows the months that are only assumed
            table.put(number, start)
    for number in range(conflict.number + 1):
        if table.start[number] is None:
            place_with_prerequisites(table, number)
    return table.start[conflict.number]


def repeated(known: tuple[int, ...], periods: int) -> tuple[int, ...]:
    """Known periods, followed by the last twelve of them again and again."""
    year = known[max(0, periods - 12) : periods] or (0,)
    return known[:periods] + tuple(year[period % len(year)] for period in range(REACH_PERIODS))


def reroutings(conflict: Conflict, routes: Sequence[RouteOffer], say: Wording) -> list[Option]:
    """The routes proposed, or the open question for one: without IT capacity nobody is displaced."""
    work = conflict.work
    found = []
    for offer in routes or (RouteOffer(),):
        gained = 0 if offer.ready is None else conflict.gained(offer.ready - conflict.shape.duration)
        found.append(
            Option(
                "",
                OptionKind.REROUTE,
                work.request,
                work.unit,
                consent_for(work.unit, (), offer.price),
                offer.price,
                0,
                gained,
                offer.ready,
                say.reroute(work, offer.route, offer.price, offer.ready),
                route=offer.route,
            )
        )
    return found
