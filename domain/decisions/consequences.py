"""What an option does to the plan once it is chosen: the same function checks it before and applies it
after.
"""

from dataclasses import replace

from domain.decisions.kinds import OptionKind
from domain.decisions.rules import Option
from domain.planning.rules import Problem, Work


def with_option(problem: Problem, option: Option) -> Problem:
    """The problem after an option was chosen; plan it with `replanned`, which keeps everybody else in
    place.

    A decision reserves the place that it found: the request and its prerequisites get a fixed start.
    Displaced requests may not start before their new month, or not within this plan. Bought capacity is
    added without changing how long work takes; combining does both. A smaller scope scales effort, cost and
    value and keeps the duration. Waiting only sets the earliest start; with another route the request leaves
    the plan, and those that wait for it wait for the other route's date instead.
    """
    match option.kind:
        case OptionKind.DISPLACE:
            return with_reserved(deferred(problem, option), option)
        case OptionKind.FUND:
            return with_reserved(funded(problem, option), option)
        case OptionKind.COMBINE:
            return with_reserved(funded(deferred(problem, option), option), option)
        case OptionKind.SHRINK:
            works = tuple(shrunk(one, option) if one.request == option.request else one for one in problem.works)
            return with_reserved(replace(problem, works=works), option)
        case OptionKind.WAIT:
            works = tuple(
                waiting(problem, one, option) if one.request == option.request else one for one in problem.works
            )
            return replace(problem, works=works)
        case OptionKind.REROUTE:
            return rerouted(problem, option)


def with_reserved(problem: Problem, option: Option) -> Problem:
    starts = dict(option.reserved)
    works = tuple(replace(one, fixed=starts[one.request]) if one.request in starts else one for one in problem.works)
    return replace(problem, works=works)


def deferred(problem: Problem, option: Option) -> Problem:
    to = {one.request: problem.periods if one.to is None else one.to for one in option.displaced}
    works = tuple(
        replace(one, fixed=None, earliest=max(one.earliest, to[one.request])) if one.request in to else one
        for one in problem.works
    )
    return replace(problem, works=works)


def funded(problem: Problem, option: Option) -> Problem:
    more = {(one.team, one.period): one.amount for one in option.extra_capacity}
    teams = tuple(
        replace(
            team,
            typical=team.ordinary,
            net=tuple(have + more.get((team.team, period), 0) for period, have in enumerate(team.net)),
        )
        for team in problem.teams
    )
    budget = problem.budget
    if budget is not None:
        budget = tuple(have + more.get((None, period), 0) for period, have in enumerate(budget))
    return replace(problem, teams=teams, budget=budget)


def shrunk(work: Work, option: Option) -> Work:
    """The part of a request that the option delivers; amounts are rounded up, the value down."""
    share = option.scope_share

    def part(amount: int) -> int:
        return -(-amount * share.numerator // share.denominator)

    return replace(
        work,
        effort=tuple((team, part(amount)) for team, amount in work.effort),
        run_effort=tuple((team, part(amount)) for team, amount in work.run_effort),
        one_off_cost=part(work.one_off_cost),
        run_cost=part(work.run_cost),
        value=work.value * share.numerator // share.denominator,
        duration=option.duration,
    )


def waiting(problem: Problem, work: Work, option: Option) -> Work:
    earliest = problem.periods if option.earliest is None else option.earliest
    return replace(
        work,
        fixed=None,
        earliest=max(work.earliest, earliest),
        deadline=None if option.late else work.deadline,
    )


def rerouted(problem: Problem, option: Option) -> Problem:
    ready = 0 if option.earliest is None else option.earliest
    works = tuple(
        replace(
            one,
            after=tuple(other for other in one.after if other != option.request),
            earliest=max(one.earliest, ready),
        )
        if option.request in one.after
        else one
        for one in problem.works
        if one.request != option.request
    )
    return replace(problem, works=works)
