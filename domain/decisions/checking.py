"""What binds a request, and whether an option still does what it says. Pure: a problem, its plan, an answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.decisions.attempts import Attempt
from domain.decisions.conflict import Conflict
from domain.decisions.consequences import with_option
from domain.decisions.kinds import OptionKind
from domain.decisions.rules import Option
from domain.planning.explain import minimal
from domain.planning.replan import kept, shifted
from domain.planning.rules import Plan, Problem
from domain.planning.timetable import Timetable


@dataclass(frozen=True, slots=True)
class Short:
    """What a team (None: the budget) lacks in a period for a start at `start`: it has `left` of `net` and needs `short`
    more.

    Decidays, or cents for the budget.
    """

    team: str | None
    period: int
    start: int
    short: int
    left: int
    net: int


def shortage(conflict: Conflict, ways: Sequence[Attempt], wanted: int | None) -> tuple[Short, ...]:
    """Everything that is short at the start that is asked for; without a wanted start at the one that costs least to
    make possible. Nothing when capacity is not what holds the request back.
    """
    lacking = [way for way in ways if way.needs]
    if wanted is not None:
        lacking = [way for way in lacking if way.t == lacking[-1].t]
    return shorts(conflict, min(lacking, key=lambda way: hardness(conflict, way))) if lacking else ()


def shortages(conflict: Conflict, ways: Sequence[Attempt]) -> tuple[tuple[Short, ...], ...]:
    """The smallest sets of teams (the budget counts as one) that are short together over all starts, each at the start
    that costs least to make possible.

    At every start one of the sets is short in full, so somebody must help all of its members.
    """
    lacking: dict[frozenset[str | None], Attempt] = {}
    for way in sorted((way for way in ways if way.needs), key=lambda way: hardness(conflict, way)):
        lacking.setdefault(frozenset(conflict.name(row) for row, _ in way.needs), way)
    return tuple(shorts(conflict, lacking[frozenset(names)]) for names in minimal(lacking))


def hardness(conflict: Conflict, way: Attempt) -> tuple[int, int, int]:
    return conflict.price(way.needs), len(way.needs), way.t


def shorts(conflict: Conflict, way: Attempt) -> tuple[Short, ...]:
    """What is short for one way to start, by month."""
    budget = conflict.problem.budget or ()
    found = []
    for (row, period), amount in way.needs.items():
        team = conflict.name(row)
        net = budget[period] if team is None else conflict.problem.teams[row].net[period]
        found.append(Short(team, period, way.t, amount, max(0, conflict.table.free[row][period]), net))
    return tuple(sorted(found, key=lambda one: (one.period, one.team or "")))


def flaw(problem: Problem, plan: Plan, option: Option, *, like: Timetable | None = None) -> str | None:
    """What about an option does not hold in this plan, as a clause; None while all of it holds.

    It holds when the request needs it and starts as it says, nobody moves back but those whom it names, nobody is
    planned beyond capacity by it, and money buys what it bought. `like` spares time: a timetable of the same problem.
    """
    return _outdated(problem, plan, option) or _failed(problem, plan, option, like)


def _outdated(problem: Problem, plan: Plan, option: Option) -> str | None:
    """What has changed about the facts that the option names."""
    works = {work.request: work for work in problem.works}
    if option.request not in works:
        return "the request is no longer in the portfolio order"
    if option.kind is OptionKind.REROUTE:
        return None
    earliest, planned = option.earliest, plan.starts.get(option.request)
    if earliest is not None and earliest < 0:
        return "the month in which it was to start has passed"
    loose = works[option.request].fixed is None  # what holds months may hold more than there is
    sooner = earliest if option.kind is OptionKind.WAIT or earliest is None else earliest + 1
    if loose and planned is not None and sooner is not None and planned < sooner:
        return "the request fits without it"
    for gone in option.displaced:
        if plan.starts.get(gone.request) != gone.start:
            return "a request that was to give way has moved"
        if works[gone.request].underway:
            return "a request that was to give way is in delivery"
    rates = {team.team: team.day_rate for team in problem.teams}
    price = sum(
        one.amount if one.team is None else -(-one.amount * rates.get(one.team, 0) // 10)
        for one in option.extra_capacity
    )
    if option.kind in (OptionKind.FUND, OptionKind.COMBINE) and price != option.price:
        return "the price of the days has changed"
    return None


def _failed(problem: Problem, plan: Plan, option: Option, like: Timetable | None) -> str | None:
    """What goes wrong when the option is tried out, by the same stable replan that follows a decision."""
    if option.kind is OptionKind.REROUTE:
        return None
    after = kept(with_option(problem, option), plan, like)
    shifted(after, range(len(after.works)))
    starts = {work.request: start for work, start in zip(after.works, after.start, strict=True)}
    latest = min(problem.horizon - 1, problem.periods - (option.duration or 1))
    if option.earliest is not None and option.earliest <= latest and starts.get(option.request) != option.earliest:
        return "the request would not start in that month any more"
    named = {one.request: one.to for one in option.displaced}
    for request, before in plan.starts.items():
        start = starts.get(request)
        is_later = start is None or start > before
        if is_later and request != option.request and named.get(request, -1) != start:
            return "a request that the option does not name would move back"
    if option.kind is not OptionKind.WAIT and _overloaded(plan, after):
        return "a team or the budget has less left than the option takes"
    return None


def _overloaded(before: Plan, after: Timetable) -> bool:
    """Whether some cell is planned beyond what there is, and further than it was already."""
    loads = (*before.loads, *([before.budget] if before.budget else []))
    for load, free in zip(loads, after.free, strict=True):
        for was, had, left in zip(load.planned, load.net, free, strict=True):
            if left < 0 and -left > max(0, was - had):
                return True
    return False
