"""What a plan gains, and between which requests a plan of most value may choose.

V(plan) = sum over planned requests of value × (valuation − finish − 1) − one-off cost − run cost × the same periods, in
cents (value per period after the finish up to the valuation horizon, science of plans by value). People's days are not
subtracted: the teams are there and paid, and their capacity limits the plan already.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.planning.rules import Plan, Problem, Work, value_from


def gain(problem: Problem, work: Work, finish: int) -> int:
    """What a request gains when it finishes in a period: value until the valuation horizon less its money; cents."""
    periods = max(0, problem.valuation - finish - 1)
    return value_from(problem, work, finish) - work.one_off_cost - work.run_cost * periods


@dataclass(frozen=True, slots=True)
class Choice:
    """A problem in which everything that is not up for choice is held where the owners' plan has it.

    by_order: the starts of that plan, of requests that are up for choice; order_gain: what they gain, in cents.
    """

    problem: Problem
    by_order: Mapping[str, int]
    order_gain: int


def choice(problem: Problem, plan: Plan) -> Choice:
    """Hold committed work, and mandatory work with all that it needs; everything else may be chosen by value.

    Held requests have their months in both plans and count in the value of neither.
    """
    held = _held(problem, plan)
    works = tuple(
        replace(work, fixed=plan.starts[work.request]) if work.fixed is None and work.request in held else work
        for work in problem.works
    )
    free = {work.request: work for work in works if work.fixed is None}
    by_order = {one.request: one.start for one in plan.entries if one.request in free and one.start is not None}
    total = sum(
        gain(problem, free[one.request], one.finish)
        for one in plan.entries
        if one.request in by_order and one.finish is not None
    )
    return Choice(replace(problem, works=works), by_order, total)


def _held(problem: Problem, plan: Plan) -> frozenset[str]:
    """Planned mandatory requests and, directly or not, those that they wait for."""
    needs = {work.request: work.after for work in problem.works}
    stack = [work.request for work in problem.works if work.mandatory and work.request in plan.starts]
    held: set[str] = set()
    while stack:
        one = stack.pop()
        if one not in held and one in plan.starts:
            held.add(one)
            stack.extend(needs.get(one, ()))
    return frozenset(held)
