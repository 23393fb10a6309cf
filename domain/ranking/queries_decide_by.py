"""Until when each undecided request is to be decided, and the owners' word that it still matters.

Promises and priority questions stand further down the line, so their tables are read by name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from asyncpg import Record

from domain.actor import Actor
from domain.audit.tables import CAME_BACK
from domain.database import clock
from domain.database.engine import rows
from domain.database.grouping import grouped
from domain.demand.rules import IN_ORDER
from domain.governance.queries import policy_now
from domain.quantities import Month
from domain.ranking import decide_by as rules

_UNDECIDED = ", ".join(f"'{state}'" for state in sorted(state.value for state in IN_ORDER))

# The day from which each undecided request's months count: when it came into this installation or came back into the
# order, was confirmed last, or a priority question about it was decided; the month until which a decision lets it wait.
# Nothing counts for what law or regulator require, and for what a decision holds months for.
COUNTED_FROM = f"""
select r.id as request, r.unit,
       greatest((greatest(r.submitted_at, b.at, c.at, q.at) at time zone 'UTC')::date, w.not_before) as counted_from
from request r
left join (select request, max(at) as at from audit_event where {CAME_BACK} group by request) b on b.request = r.id
left join (select request, max(at) as at from confirmation group by request) c on c.request = r.id
left join (select request, max(closed_at) as at from priority_question where outcome is not null group by request) q
  on q.request = r.id
left join (select distinct on (request) request, not_before from deferral order by request, at desc, id desc) w
  on w.request = r.id
where r.state in ({_UNDECIDED}) and r.lane <> 'mandatory'
  and not exists (select from slot s where s.request = r.id and r.state = 'ranked' and s.held_at >= r.state_since)
"""
_TO_DECIDE = f"select t.request, t.unit, t.counted_from from ({COUNTED_FROM}) t"


@dataclass(frozen=True, slots=True)
class DecideBy:
    """The last day to decide an undecided request or to confirm it, and whether that has passed."""

    request: UUID
    unit: UUID
    by: date
    too_long: bool


@dataclass(frozen=True, slots=True)
class ConfirmationRow:
    """The last time that an owner confirmed that a request still matters."""

    id: UUID
    request: UUID
    reason: str
    confirmed_by: UUID
    acts_for: UUID | None
    at: datetime


async def decide_by_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, DecideBy]:
    """The last day of each request that is to be decided; nothing for those that are, or need not be."""
    months = (await policy_now()).settings.decide_by_months
    found = await rows(f"{_TO_DECIDE} where t.request = any($1)", list(ids))
    return {each["request"]: _decide_by(each, months) for each in found}


async def undecided_too_long_by_unit(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, tuple[UUID, ...]]:
    """Each unit's requests that lost their place in the order and the plan, the longest waiting first."""
    found = await to_decide(actor, ids, until=Month.of(clock.now().date()) + -1)
    return grouped(((one.unit, one.request) for one in found), ids)


async def to_decide(actor: Actor, units: Sequence[UUID], *, until: Month) -> tuple[DecideBy, ...]:
    """The undecided requests of some units whose last day is in a month or before, the longest waiting first."""
    months = (await policy_now()).settings.decide_by_months
    found = await rows(
        f"{_TO_DECIDE} where t.unit = any($1) and t.counted_from < $2 order by t.counted_from, t.request",
        list(units),
        (until + 1 + -months).first,
    )
    return tuple(_decide_by(each, months) for each in found)


def _decide_by(read: Record, months: int) -> DecideBy:
    today = Month.of(clock.now().date())
    return DecideBy(
        read["request"],
        read["unit"],
        rules.decide_by(read["counted_from"], months),
        rules.undecided_too_long(read["counted_from"], months, today),
    )


async def confirmation_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, ConfirmationRow]:
    """The last confirmation of each request that has one."""
    found = await rows(
        "select distinct on (c.request) c.id, c.request, c.reason, c.confirmed_by, a.acts_for, c.at"
        " from confirmation c join assignment a on a.id = c.assignment"
        " where c.request = any($1) order by c.request, c.at desc, c.id desc",
        list(ids),
    )
    return {each["request"]: ConfirmationRow(**each) for each in found}
