"""The options of a priority question, each with its price and its consequences.

Everybody else stays in place unless an option names them, so every figure is exact for the plan it was made from. The
families are displace, fund, combine, shrink, wait and reroute; waiting and another route are always there, so there are
two at least. Each one is tried out by planning with it applied: what would not work is not offered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from domain.decisions.attempts import attempts
from domain.decisions.checking import flaw
from domain.decisions.combining import combinations
from domain.decisions.conflict import Conflict, conflict_of
from domain.decisions.displacing import displacements
from domain.decisions.funding import fundings
from domain.decisions.kinds import OptionKind
from domain.decisions.pools import own_pools, pools
from domain.decisions.rules import Option, consent_for
from domain.decisions.shrinking import shrinkings
from domain.decisions.waiting import waiting
from domain.decisions.wording import Wording
from domain.planning.rules import Plan, Problem


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
    names: Mapping[str, str] | None = None,
    promised: Mapping[str, int] | None = None,
) -> tuple[Option, ...]:
    """All options for a request that does not fit, or fits later than wanted, the best of each family
    first.

    wanted: the latest start that would do (period); without it, any start before the present one. months, names (of
    requests) and promised (cents a month, before calibration) serve the sentences only. Order: one best per family, by
    net value (what the request gains, less what others lose, less new money), then fewer units and requests affected,
    then ids; the further ones follow in the same order. Raises NotFound when the request is not in the problem.
    """
    conflict = conflict_of(problem, plan, request, wanted)
    say = Wording(problem, months, names, promised)
    ways = attempts(conflict)
    anybody = pools(conflict, ways)
    own = own_pools(conflict, anybody)
    sides = [*displacements(conflict, anybody, own, say), *fundings(conflict, ways, say)]
    found = [
        *sides,
        *(one for one in combinations(conflict, anybody, own, say) if all(one.net > side.net for side in sides)),
        *shrinkings(conflict, say),
        waiting(conflict, say),
        *reroutings(conflict, routes, say),
    ]
    found = [replace(one, duration=conflict.shape.duration) for one in found]
    found = [one for one in found if not flaw(problem, plan, one, like=conflict.table)]
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
