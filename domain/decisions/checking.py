"""What binds a request, and whether an option still does what it says. Pure: a problem, its plan, an answer."""

from dataclasses import dataclass, replace
from fractions import Fraction

from domain.decisions.conflict import Conflict
from domain.decisions.consequences import with_option
from domain.decisions.kinds import OptionKind
from domain.decisions.options import price_of
from domain.decisions.rules import Option
from domain.planning.replan import replanned
from domain.planning.rules import Plan, Problem, difference

WHOLE = 100


@dataclass(frozen=True, slots=True)
class Short:
    """What a team (None: the budget) lacks in a period for a start: it has `left` of `net` and needs `short` more.

    Decidays, or cents for the budget.
    """

    team: str | None
    period: int
    short: int
    left: int
    net: int


def shortage(conflict: Conflict, wanted: int | None) -> tuple[int | None, tuple[Short, ...]]:
    """The start that is asked for, and everything that is short there.

    Without a wanted start it is the one that costs least to make possible. No start and nothing short when capacity is
    not what holds the request back.
    """
    starts = [(t, need) for t in range(conflict.first, conflict.last + 1) if (need := conflict.needs(t))]
    if not starts:
        return None, ()
    if wanted is not None:
        t, need = starts[-1]
    else:
        t, need = min(starts, key=lambda one: (price_of(conflict, one[1]), len(one[1]), one[0]))
    budget = conflict.problem.budget or ()
    found = []
    for (row, period), amount in need.items():
        team = conflict.name(row)
        net = budget[period] if team is None else conflict.problem.teams[row].net[period]
        found.append(Short(team, period, amount, max(0, conflict.table.free[row][period]), net))
    return t, tuple(sorted(found, key=lambda one: (one.period, one.team or "")))


def storable(problem: Problem, option: Option) -> Option:
    """The option with a scope share of whole per cent, rounded down so far that every amount still fits when the plan
    rounds the amounts of a smaller scope up, and with the value that this share brings."""
    share = option.scope_share
    if share == 1:
        return option
    work = next(one for one in problem.works if one.request == option.request)
    amounts = [amount for _, amount in (*work.effort, *work.run_effort)] + [work.one_off_cost, work.run_cost]
    parts = min(
        (amount * share.numerator // share.denominator * WHOLE // amount for amount in amounts if amount),
        default=share.numerator * WHOLE // share.denominator,
    )
    kept = Fraction(parts, WHOLE)
    gained = int(option.gained * kept / share)
    return replace(
        option,
        scope_share=kept,
        gained=gained,
        value_at_stake=option.value_at_stake + option.gained - gained,
    )


def flaw(problem: Problem, plan: Plan, option: Option) -> str | None:
    """What about an option does not hold in this plan, as a clause; None while all of it holds.

    It holds when the request needs it and starts as it says, nobody moves back but those whom it names, nobody is
    planned beyond capacity by it, and money buys what it bought.
    """
    return _outdated(problem, plan, option) or _failed(problem, plan, option)


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
    if option.kind is OptionKind.FUND and price != option.price:
        return "the price of the days has changed"
    return None


def _failed(problem: Problem, plan: Plan, option: Option) -> str | None:
    """What goes wrong when the option is tried out."""
    if option.kind is OptionKind.REROUTE:
        return None
    after = replanned(with_option(problem, option), plan)
    latest = min(problem.horizon - 1, problem.periods - (option.duration or 1))
    if (
        option.earliest is not None
        and option.earliest <= latest
        and after.starts.get(option.request) != option.earliest
    ):
        return "the request would not start in that month any more"
    named = {one.request: one.to for one in option.displaced}
    for change in difference(plan, after):
        if change.later and change.request != option.request and named.get(change.request, -1) != change.after:
            return "a request that the option does not name would move back"
    if option.kind is not OptionKind.WAIT and _overloaded(plan, after):
        return "a team or the budget has less left than the option takes"
    return None


def _overloaded(before: Plan, after: Plan) -> bool:
    """Whether some cell is planned beyond what there is, and further than it was already."""
    old = {load.team: load for load in (*before.loads, *([before.budget] if before.budget else []))}
    for load in (*after.loads, *([after.budget] if after.budget else [])):
        stood = old[load.team]
        for planned, net, was, had in zip(load.planned, load.net, stood.planned, stood.net, strict=True):
            if planned > net and planned - net > max(0, was - had):
                return True
    return False
