"""The record of entitlement over the last closed months, with what looks like starving. Everyone signed in sees it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from domain.actor import Actor
from domain.database import clock
from domain.database.engine import rows
from domain.errors import RuleViolation
from domain.planning.current import CurrentPlan
from domain.planning.ordering import size
from domain.planning.queries import current_plan
from domain.portfolio.entitlement import (
    Alarm,
    Entitled,
    Waiting,
    alarms,
    entitled,
    evenness_of,
    record_text,
    usual_wait,
)
from domain.quantities import Month
from domain.ranking.queries_credits import credit_by_unit, last_closed_month
from domain.ranking.queries_entitlement import months_of_units

MOST_MONTHS = 60


@dataclass(frozen=True, slots=True)
class EntitledRow:
    """A unit's row: its record, the decidays of priority that it holds now, alarms, and all of it in words."""

    unit: UUID
    record: Entitled
    held: int
    alarms: tuple[Alarm, ...]
    text: str


@dataclass(frozen=True, slots=True)
class EntitlementRecord:
    """The months that it is about (none while none is closed), the units by name, Jain's index."""

    months: tuple[Month, ...]
    rows: tuple[EntitledRow, ...]
    evenness: Fraction | None
    text: str


async def entitlement_record(actor: Actor, months: int) -> EntitlementRecord:
    """Delivered beside entitled, unit by unit, over the last so many closed months. Raises RuleViolation."""
    if not 1 <= months <= MOST_MONTHS:
        raise RuleViolation(f"Ask for 1 to {MOST_MONTHS} months.", rule="months_asked", path="months")
    plan = await current_plan()
    facts = plan.input.facts
    span = await _closed(months)
    found = await months_of_units(span[0], span[-1]) if span else {}
    records = entitled(found, {str(unit.id): facts.policy.weight(unit.id) for unit in facts.units})
    held, overtaken = await credit_by_unit(actor), await _overtaken()
    usual = usual_wait(await _waits(), facts.policy.minimum_sample)
    names = {str(unit.id): unit.name for unit in facts.units}
    even = evenness_of(records)
    return EntitlementRecord(
        span,
        tuple(
            EntitledRow(
                UUID(row.unit),
                row,
                held.get(UUID(row.unit), 0),
                alarms(
                    row,
                    names[row.unit],
                    waiting_of(plan, UUID(row.unit), overtaken),
                    usual_wait=usual,
                    team=_holding_up(plan, UUID(row.unit)),
                ),
                row.text(names[row.unit], held.get(UUID(row.unit), 0)),
            )
            for row in records
        ),
        even,
        record_text(span, even),
    )


async def _closed(months: int) -> tuple[Month, ...]:
    """The last closed months, the first one first."""
    last = await last_closed_month()
    if last is None:
        return ()
    first = Month.of((await rows("select min(month) as month from priority_credit where kind = 'accrued'"))[0]["month"])
    begin = max(first, last + -(months - 1))
    return tuple(begin + offset for offset in range(last - begin + 1))


def waiting_of(plan: CurrentPlan, unit: UUID, overtaken: Mapping[UUID, int]) -> tuple[Waiting, ...]:
    """The unit's ranked requests, in the order."""
    today, ahead = clock.now(), 0
    found = []
    for place in plan.input.order:
        one = plan.input.demands[place.request]
        ahead += size(one)
        if one.unit == unit:
            waited = (today - one.submitted_at).days
            found.append(Waiting(one.key, waited, overtaken.get(one.id, 0), _turn(plan, one.key, ahead)))
    return tuple(found)


def _turn(plan: CurrentPlan, key: str, ahead: int) -> Fraction | None:
    """The months to its turn: by the plan; without a month there, when the order up to it is worked off.

    ahead: decidays of the order up to and including it, which all teams together work off at today's capacity.
    """
    start = plan.start_month(key)
    if start is not None:
        return Fraction(start - plan.input.facts.first)
    months = plan.problem.horizon
    net = sum(sum(team.net[:months]) for team in plan.problem.teams)
    return Fraction(ahead * months, net) if net else None


def _holding_up(plan: CurrentPlan, unit: UUID) -> tuple[str, str] | None:
    """The team of which most of the unit's ranked requests are short before their start, with its name."""
    keys = [place.request for place in plan.input.order if plan.input.demands[place.request].unit == unit]
    explained = plan.explanations(keys)
    short = Counter(
        team
        for key in keys
        if key in explained
        for team in sorted({one for group in explained[key].binding for one in group if one is not None})
    )
    if not short:
        return None
    team, _ = min(short.items(), key=lambda each: (-each[1], each[0]))
    return team, next(one.name for one in plan.problem.teams if one.team == team)


async def _overtaken() -> Mapping[UUID, int]:
    """How many later requests of its unit went ahead of each ranked request."""
    found = await rows(
        "select r.id, count(*)::int as later from request r join request o on o.unit = r.unit"
        " and (o.submitted_at, o.id) > (r.submitted_at, r.id)"
        " and o.state in ('committed', 'in_delivery', 'delivered', 'in_review', 'closed')"
        " where r.state = 'ranked' group by r.id"
    )
    return {each["id"]: each["later"] for each in found}


async def _waits() -> Sequence[int]:
    """The days from coming in to the first commitment, of all requests that were committed."""
    found = await rows(
        "select extract(day from min(p.committed_at) - r.submitted_at)::int as days from promise p"
        " join request r on r.id = p.request group by r.id, r.submitted_at order by r.id"
    )
    return [each["days"] for each in found]
