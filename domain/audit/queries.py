"""Reading the trail: who did what to what, newest first, cut to what the asker may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from asyncpg import Record

from domain.actor import SYSTEM_ID, Actor
from domain.audit.actions import Action
from domain.audit.rules import hidden_from
from domain.audit.sentences import Facts, sentence
from domain.audit.tables import OF_PORTFOLIO
from domain.database.engine import row, rows, value
from domain.database.grouping import grouped

# Names are looked up here, by their tables' names, because the trail stands before the capabilities that own them.
_EVENTS = """
select e.number, e.id, e.at, e.recorded_at, e.actor, e.acts_for, e.action, e.subject_kind, e.subject, e.request,
       e.reason, e.before, e.after, e.trace,
       p.name as actor_name, stood_for.name as acts_for_name,
       r.number as request_number, r.title as request_title, u.name as unit_name,
       coalesce(su.name, st.name, sp.name) as subject_name
from audit_event e
left join person p on p.id = e.actor
left join person stood_for on stood_for.id = e.acts_for
left join request r on r.id = e.request
left join unit u on u.id = r.unit
left join unit su on su.id = e.subject
left join team st on st.id = e.subject
left join person sp on sp.id = e.subject
where (e.actor = $1 or e.subject = $1 or e.action <> all($2::text[]))
"""


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event of the trail with the names that its sentence needs, as they are today."""

    number: int
    id: UUID
    at: datetime
    recorded_at: datetime
    actor: UUID
    acts_for: UUID | None
    action: Action
    subject_kind: str
    subject: UUID
    request: UUID | None
    reason: str | None
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    trace: str | None
    actor_name: str
    text: str

    @property
    def by_system(self) -> bool:
        """Whether the clock did it."""
        return self.actor == SYSTEM_ID


async def audit_trail(
    actor: Actor, *, subject: UUID | None = None, before_number: int | None = None, limit: int
) -> list[EventRow]:
    """The newest events, of everything or of one subject: a request with all that belongs to it, a unit, a person …

    `before_number` continues a page. The board sees all but what is given in confidence; others see what belongs to
    requests and to the common record, and their own doings.
    """
    found = await rows(
        _EVENTS
        + """
        and ($3::uuid is null or e.subject = $3 or e.request = $3 or e.actor = $3)
        and ($4::bigint is null or e.number < $4)
        order by e.number desc limit $5
        """,
        actor.person_id,
        [each.value for each in hidden_from(actor)],
        subject,
        before_number,
        limit,
    )
    return [_event(each) for each in found]


async def count_of_events(actor: Actor, *, subject: UUID | None = None) -> int:
    """How many events the trail holds for this actor, counted to 10 000 at most."""
    return int(
        await value(
            """
            select count(*) from (
              select 1 from audit_event e
              where (e.actor = $1 or e.subject = $1 or e.action <> all($2::text[]))
                and ($3::uuid is null or e.subject = $3 or e.request = $3 or e.actor = $3)
              limit 10000) counted
            """,
            actor.person_id,
            [each.value for each in hidden_from(actor)],
            subject,
        )
    )


async def timelines(actor: Actor, requests: Sequence[UUID]) -> Mapping[UUID, tuple[EventRow, ...]]:
    """What happened to each request, newest first, 100 events each at most."""
    found = await rows(
        f"""
        select told.* from unnest($3::uuid[]) as asked(id),
        lateral ({_EVENTS} and e.request = asked.id order by e.number desc limit 100) told
        """,
        actor.person_id,
        [each.value for each in hidden_from(actor)],
        list(requests),
    )
    return grouped(((record["request"], _event(record)) for record in found), requests)


async def done_by_others(
    actor: Actor, requests: Sequence[UUID], *, since: datetime, actions: Sequence[Action], limit: int
) -> list[EventRow]:
    """What others did to these requests since a moment, of these kinds, the newest first."""
    found = await rows(
        _EVENTS
        + """
        and e.request = any($3::uuid[]) and e.at >= $4 and e.actor <> $1 and e.action = any($5::text[])
        order by e.number desc limit $6
        """,
        actor.person_id,
        [each.value for each in hidden_from(actor)],
        list(requests),
        since,
        [each.value for each in actions],
        limit,
    )
    return [_event(each) for each in found]


@dataclass(frozen=True, slots=True)
class DataVersion:
    """Names a state of the portfolio: another event that changed it gives another one.

    newest: the number of the last such event. recent: how many of the latest numbers are there; events get their
    numbers before they are committed, so the newest could stay the same while an older one becomes visible.
    """

    newest: int
    recent: int


async def data_version() -> DataVersion:
    """The state of the portfolio at this moment, whoever signs in, comments or follows meanwhile."""
    found = await row(
        f"""
        select newest, (select count(*) from audit_event where {OF_PORTFOLIO} and number > newest - 1000) as recent
        from (select coalesce(max(number), 0) as newest from audit_event where {OF_PORTFOLIO}) last
        """
    )
    assert found is not None
    return DataVersion(**found)


def _event(record: Record) -> EventRow:
    action = Action(record["action"])
    number = record["request_number"]
    name = record["actor_name"] or ("Mandate" if record["actor"] == SYSTEM_ID else "Somebody")
    facts = Facts(
        actor=name,
        acts_for=record["acts_for_name"],
        request=f"REQ-{number}" if number is not None else None,
        unit=record["unit_name"],
        subject=record["subject_name"],
        before=record["before"] or {},
        after=record["after"] or {},
        reason=record["reason"],
    )
    return EventRow(
        number=record["number"],
        id=record["id"],
        at=record["at"],
        recorded_at=record["recorded_at"],
        actor=record["actor"],
        acts_for=record["acts_for"],
        action=action,
        subject_kind=record["subject_kind"],
        subject=record["subject"],
        request=record["request"],
        reason=record["reason"],
        before=record["before"],
        after=record["after"],
        trace=record["trace"],
        actor_name=name,
        text=sentence(action, facts),
    )
