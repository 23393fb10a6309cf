"""An option of a priority question taken as decided: the same consequences as its decision would write. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal
from uuid import UUID

from domain.demand.rules import RequestState, Route
from domain.planning.facts import Demand, Facts
from domain.quantities import Month


@dataclass(frozen=True, slots=True)
class TakenOption:
    """An option as it is kept with its question. `open` tells whether its question still waits for an answer.

    displaced: (request, until when it waits; None for beyond the months known). extra: (team or None for the budget,
    month, decidays, cents). reserved: months in which requests start, by request.
    """

    id: UUID
    question: UUID
    question_number: int
    open: bool
    request: UUID
    kind: str
    title: str
    displaced: tuple[tuple[UUID, Month | None], ...]
    extra: tuple[tuple[UUID | None, Month, int, int], ...]
    reserved: Mapping[UUID, Month]
    earliest: Month | None
    finish: Month | None
    scope_share: Decimal | None
    route: Route | None


# (request) → for how many months it takes its days
Durations = Callable[[Demand], int]


def taken(facts: Facts, option: TakenOption, durations: Durations) -> Facts:
    """The facts after the option was decided."""
    beyond = facts.first + facts.policy.horizon_months
    demands = {one.id: one for one in facts.demands}
    funded, budgets = dict(facts.funded), list(facts.budgets)
    for request, until in option.displaced:
        if (gone := demands.get(request)) is not None:
            demands[request] = _back(gone, until or beyond)
    for team, month, decidays, cents in option.extra:
        if team is not None:
            funded[team, month] = funded.get((team, month), 0) + decidays
        else:
            budgets = [
                replace(cell, amount_cents=cell.amount_cents + cents)
                if cell.month == month and cell.amount_cents is not None
                else cell
                for cell in budgets
            ]
    asking = demands.get(option.request)
    if asking is not None:
        changed = _asking(asking, option, beyond)
        if changed is None:
            del demands[asking.id]
        else:
            demands[asking.id] = changed
    for request, start in option.reserved.items():
        held = demands.get(request)
        if held is None or start < facts.first:
            continue
        last = option.finish if request == option.request else None
        demands[request] = replace(held, slot=(start, last or start + (durations(held) - 1)))
    return replace(facts, demands=tuple(demands.values()), funded=funded, budgets=tuple(budgets))


def _back(one: Demand, until: Month) -> Demand:
    """A displaced request gives its months away; a committed one is no longer committed, and stands in no list."""
    state = RequestState.ESTIMATED if one.is_held else one.state
    return replace(one, slot=None, not_before=until, state=state)


def _asking(one: Demand, option: TakenOption, beyond: Month) -> Demand | None:
    """What becomes of the request that the question is about; None when it goes another way than through IT."""
    match option.kind:
        case "shrink":
            share = option.scope_share or Decimal(1)
            return replace(one, kept=(one.kept * share).quantize(Decimal("0.0001"), ROUND_DOWN))
        case "wait":
            waits = replace(one, not_before=option.earliest or beyond)
            if option.earliest and option.finish and (one.is_held or _late(one, option.finish)):
                return replace(waits, slot=(option.earliest, option.finish))
            return replace(waits, slot=None, state=RequestState.ESTIMATED if one.is_held else one.state)
        case "reroute":
            return None
        case _:
            return one


def _late(one: Demand, finish: Month) -> bool:
    return one.deadline is not None and (finish + 1).first > one.deadline
