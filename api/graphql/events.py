"""`events(since)`: the trail as it grows, for screens that follow it."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import datetime
from typing import Any

import strawberry
from graphql import GraphQLError

from api.graphql.context import Info
from domain.audit.listener import Cursor, EventListener, LiveEvent

RECHECK_SECONDS = 4.0  # how long a stream can outlive its session or an ended role


@strawberry.type(description="That something happened: enough to know what to read again.")
class Event:
    id: strawberry.ID = strawberry.field(description="The id: the event's id in the audit trail after `event:`.")
    cursor: str = strawberry.field(description="The event's place in the order of commits, for `since`.")
    number: int = strawberry.field(description="The event's number in the audit trail.")
    kind: str = strawberry.field(description="What happened, as subject.happened: request.ranked, question.raised …")
    subject_kind: str = strawberry.field(description="What kind of thing it happened to: request, question, team …")
    subject: strawberry.ID = strawberry.field(description="The id of what it happened to.")
    request: strawberry.ID | None = strawberry.field(description="The id of the request that it concerns, if any.")
    at: datetime = strawberry.field(description="When it happened.")


def _event(live: LiveEvent) -> Event:
    return Event(
        id=strawberry.ID(f"event:{live.id}"),
        cursor=str(live.cursor),
        number=live.cursor.number,
        kind=live.action.value,
        subject_kind=live.subject_kind,
        subject=strawberry.ID(str(live.subject)),
        request=strawberry.ID(str(live.request)) if live.request else None,
        at=live.at,
    )


@strawberry.type
class EventsSubscription:
    @strawberry.subscription(
        description="What happens from now on, or after the cursor `since`; nothing is missed and nothing repeated."
        " Ends when the session ends or the roles change; begin again from the last cursor."
    )
    async def events(self, info: Info, since: str | None = None) -> AsyncGenerator[Event, None]:
        place = Cursor.parse(since) if since is not None else None
        if since is not None and place is None:
            raise GraphQLError("`since` is the cursor of an event.", extensions={"code": "BAD_INPUT"})
        listener: EventListener = info.context.events
        actor = info.context.actor
        stream = listener.follow(actor, place)
        upcoming: asyncio.Future[LiveEvent] | None = None
        try:
            checked = asyncio.get_running_loop().time()
            while True:
                upcoming = upcoming or asyncio.ensure_future(anext(stream))
                await asyncio.wait({upcoming}, timeout=RECHECK_SECONDS)
                # Looked at on every turn, so that a busy stream does not outlive its session either.
                if asyncio.get_running_loop().time() - checked >= RECHECK_SECONDS:
                    if not await _unchanged(info):
                        return
                    checked = asyncio.get_running_loop().time()
                if upcoming.done():
                    try:
                        live = upcoming.result()
                    except StopAsyncIteration:
                        return
                    upcoming = None
                    yield _event(live)
        finally:
            if upcoming is not None:
                upcoming.cancel()
                await asyncio.gather(upcoming, return_exceptions=True)
            await stream.aclose()


async def _unchanged(info: Info) -> bool:
    """Whether who asked is still signed in with the same roles; the authentication left the way to ask in the scope."""
    connection = info.context.websocket or info.context.request
    again: Any = connection.scope.get("actor_again") if connection is not None else None
    return again is None or await again() == info.context.signed_in
