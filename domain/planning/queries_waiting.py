"""Reading what waiting costs each request in play, by the plan as it stands. Everyone signed in sees it."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from domain.actor import Actor
from domain.planning.current import CurrentPlan
from domain.planning.facts import Demand
from domain.planning.ordering import kept
from domain.planning.queries import AT_ONCE, current_plan
from domain.planning.timetable import Timetable
from domain.planning.waiting import PriceOfWaiting, Waiting, price_of_waiting
from domain.quantities import Month
from domain.value.queries import benefits_by_request
from domain.value.rules import ThreePoint, promised_value
from domain.wording import month_name


@dataclass(frozen=True, slots=True)
class RequestWaiting:
    """The price of a request's waiting, with the months that it is counted in; None where they are not known."""

    request: UUID
    price: PriceOfWaiting
    soonest: Month | None
    planned: Month | None
    lost_now: Month | None


async def waiting_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, RequestWaiting]:
    """The price of waiting of each request between submission and delivery; none of the others."""
    plan = await current_plan()
    asked = [one for each in ids if (one := plan.demand(each)) is not None]
    benefits = await benefits_by_request(actor, [one.id for one in asked])
    valuation = plan.input.facts.policy.valuation_months
    promised = {one.id: promised_value(benefits[one.id], valuation) for one in asked}
    if len(plan.problem.works) <= AT_ONCE:
        return _priced(plan, asked, promised)
    return await asyncio.to_thread(_priced, plan, asked, promised)


def _priced(
    plan: CurrentPlan, asked: Sequence[Demand], promised: Mapping[UUID, ThreePoint]
) -> Mapping[UUID, RequestWaiting]:
    table = Timetable(plan.input.with_unranked)
    return {one.id: _waiting(plan, table, one, promised[one.id]) for one in asked}


def _waiting(plan: CurrentPlan, table: Timetable, one: Demand, value: ThreePoint) -> RequestWaiting:
    number, entry = table.index.get(one.key), plan.entries.get(one.key)
    soonest = deadline = None
    opens = max((month - plan.months[0] for month in (one.earliest_start,) if month is not None), default=0)
    if number is not None:
        shape = table.shapes[number]
        opens, soonest, deadline = shape.earliest, shape.earliest + shape.duration - 1, table.works[number].deadline
    planned = entry.finish if entry is not None else None
    start = entry.start if entry is not None else None
    price = price_of_waiting(
        Waiting(
            value=value,
            kept=Fraction(one.kept),
            factor=one.value_factor,
            run_cents=kept(one, one.run_cents),
            valuation=plan.input.facts.policy.valuation_months,
            soonest=planned if one.is_held else soonest,
            planned=planned,
            deadline=None if one.is_held else deadline,
            waits=not one.is_held and opens <= 0 and (start is None or start > 0),
            held=one.is_held,
        ),
        month=month_name(plan.months[0]),
    )
    return RequestWaiting(
        one.id,
        price,
        None if one.is_held else plan.input.month(soonest),
        plan.input.month(planned),
        plan.months[0] if price.loses_now else None,
    )
