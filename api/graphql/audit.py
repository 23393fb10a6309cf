"""The audit trail: who did what to what, and why, as sentences and as the values before and after."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, cast
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from api.graphql.context import Info
from api.graphql.node import as_uuid
from api.graphql.organisation import Person, person_or_none
from api.graphql.pages import PageInfo, cursor, page_info, page_size, position, trimmed
from api.graphql.request_node import RequestNode
from domain.audit import queries
from domain.audit.queries import EventRow
from domain.demand.queries import request_id, requests_by_id
from domain.errors import NotFound

if TYPE_CHECKING:
    from api.graphql.request import Request


@strawberry.type(description="One event of the audit trail. It is never changed or removed.")
class AuditEvent:
    id: strawberry.ID = strawberry.field(description="The id: unique, stable and without meaning.")
    number: int = strawberry.field(description="The number; later events have higher ones, and some may be missing.")
    at: datetime = strawberry.field(description="When it happened.")
    recorded_at: datetime = strawberry.field(
        description="When the database wrote it; differs from `at` only for the told past of the demo company."
    )
    actor_name: str = strawberry.field(description="Who did it; Mandate is the system itself.")
    action: str = strawberry.field(description="What happened, as subject.happened: request.ranked …")
    subject_kind: str = strawberry.field(description="What kind of thing it happened to: request, benefit, team …")
    subject: strawberry.ID = strawberry.field(description="The id of what it happened to.")
    text: str = strawberry.field(description="The whole event as one sentence in plain English.")
    before: JSON | None = strawberry.field(description="What was there before, by name.")
    after: JSON | None = strawberry.field(description="What is there since, by name.")
    reason: str | None = strawberry.field(description="The reason that was given.")
    row: strawberry.Private[EventRow]

    @classmethod
    def of(cls, row: EventRow) -> "AuditEvent":
        return cls(
            id=strawberry.ID(str(row.id)),
            number=row.number,
            at=row.at,
            recorded_at=row.recorded_at,
            actor_name=row.actor_name,
            action=row.action.value,
            subject_kind=row.subject_kind,
            subject=strawberry.ID(str(row.subject)),
            text=row.text,
            before=cast("JSON | None", row.before),
            after=cast("JSON | None", row.after),
            reason=row.reason,
            row=row,
        )

    @strawberry.field(description="Who did it; null for the system itself.")
    async def actor(self, info: Info) -> Person | None:
        return None if self.row.by_system else await person_or_none(info, self.row.actor)

    @strawberry.field(description="For whom a deputy did it.")
    async def acted_for(self, info: Info) -> Person | None:
        return await person_or_none(info, self.row.acts_for)

    @strawberry.field(description="The request that it concerns, if any.")
    async def request(self, info: Info) -> Annotated["Request", strawberry.lazy("api.graphql.request")] | None:
        from api.graphql.request import Request  # it is made of the classes here

        row = await info.context.load(requests_by_id, self.row.request) if self.row.request else None
        return Request(row=row) if row is not None else None


@strawberry.type(description="An event and its place in the list.")
class AuditEventEdge:
    cursor: str = strawberry.field(description="The place, for `after`.")
    node: AuditEvent = strawberry.field(description="The event.")


@strawberry.type(description="A page of the audit trail, newest first.")
class AuditEventConnection:
    edges: list[AuditEventEdge] = strawberry.field(description="The events of this page.")
    page_info: PageInfo = strawberry.field(description="Where this page stands.")
    subject_id: strawberry.Private[UUID | None]

    @strawberry.field(description="How many events there are, counted to 10 000 at most.")
    async def total_count(self, info: Info) -> int:
        return await queries.count_of_events(info.context.actor, subject=self.subject_id)


@strawberry.type
class AuditQuery:
    @strawberry.field(
        description="What happened, newest first: everything, or what concerns one thing, by its id or a request's key."
        " The board sees all; others see what belongs to requests and to the common record, and their own doings."
    )
    async def audit_trail(
        self, info: Info, subject: strawberry.ID | None = None, first: int = 50, after: str | None = None
    ) -> AuditEventConnection:
        size, place = page_size(first), position(after, int)
        about = await _subject(subject) if subject is not None else None
        found = await queries.audit_trail(
            info.context.actor, subject=about, before_number=place[0] if place else None, limit=size + 1
        )
        rows, more = trimmed(found, size)
        edges = [AuditEventEdge(cursor=cursor(row.number), node=AuditEvent.of(row)) for row in rows]
        return AuditEventConnection(
            edges=edges,
            page_info=page_info([edge.cursor for edge in edges], has_next=more, after=after),
            subject_id=about,
        )


async def _subject(named: str) -> UUID:
    known = as_uuid(named)
    if known is not None:
        return known
    if named.strip().upper().startswith("REQ-"):
        return await request_id(named)
    raise NotFound("Name what it is about by its id or by a request's key.")


@strawberry.type
class AuditOfRequest(RequestNode):
    @strawberry.field(description="What happened to the request, newest first; 100 events at most.")
    async def timeline(self, info: Info, first: int = 30) -> list[AuditEvent]:
        size = page_size(first)
        return [AuditEvent.of(row) for row in (await info.context.load(queries.timelines, self.row.id, ()))[:size]]
