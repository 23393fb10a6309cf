"""The trail as it grows, for live screens: nothing is missed, and a slow reader costs no memory.

PostgreSQL only says that something happened; what happened is read from the trail, in the order (xact, number) and
only below the oldest running transaction, because numbers are given before COMMIT and a later number may appear first.
The last events are kept once for everybody; each reader has just its place among them, and reads the table when it
fell behind.
"""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncGenerator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from random import uniform
from typing import Any, Self
from uuid import UUID

import asyncpg

from domain.actor import Actor
from domain.audit.actions import Action
from domain.audit.rules import sees
from domain.database.connections import READ_ROLE
from domain.database.engine import Unavailable, rows

logger = logging.getLogger(__name__)

CHANNEL = "mandate_events"
KEPT = 1024  # events in memory
BATCH = 500
POLL_SECONDS = 10.0  # a lost notification delays an event by no more than this
UNSETTLED_SECONDS = 0.05  # until the next look while an older transaction runs
LONGEST_PAUSE = 15.0  # seconds between attempts to reach a database that is away

_AFTER = """
select e.xact, e.number, e.id, e.action, e.subject_kind, e.subject, e.request, e.actor, e.at,
       e.xact < pg_snapshot_xmin(pg_current_snapshot())::text::bigint as settled
from audit_event e
where (e.xact, e.number) > ($1, $2)
order by e.xact, e.number
limit $3
"""
_LAST = """
select xact, number from audit_event
where xact < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
order by xact desc, number desc limit 1
"""


@dataclass(frozen=True, slots=True, order=True)
class Cursor:
    """A place in the trail, in the order of commits."""

    xact: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Read "817.42"; None when it is not a cursor."""
        xact, dot, number = text.partition(".")
        whole = dot and len(text) <= 40 and (xact + number).isascii() and xact.isdigit() and number.isdigit()
        place = cls(int(xact), int(number)) if whole else None
        return place if place and max(place.xact, place.number) < 2**63 else None

    def __str__(self) -> str:
        return f"{self.xact}.{self.number}"


START = Cursor(0, 0)


@dataclass(frozen=True, slots=True)
class LiveEvent:
    """That something happened to something: enough to know what to read again."""

    cursor: Cursor
    id: UUID
    action: Action
    subject_kind: str
    subject: UUID
    request: UUID | None
    actor: UUID
    at: datetime


class EventListener:
    """Hears of new events on one connection and hands them to all readers of this process."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._recent: deque[LiveEvent] = deque(maxlen=KEPT)
        self._position: Cursor | None = None
        self._floor = START  # all settled events after this place are in `_recent`
        self._grown: asyncio.Future[None] | None = None
        self._closed = False
        self.readers = 0

    async def run(self) -> None:
        """Listen until cancelled, coming back by itself when the database was away."""
        pause = 0.5
        try:
            while True:
                try:
                    await self._listen()
                except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, Unavailable) as error:
                    logger.warning("live events lost the database (%s); again in %.1f s", error, pause)
                    await asyncio.sleep(pause * uniform(0.75, 1.25))
                    pause = min(pause * 2, LONGEST_PAUSE)
                else:
                    pause = 0.5
        finally:
            self.close()

    def close(self) -> None:
        """End every stream, because the process stops."""
        self._closed = True
        self._tell()

    async def _listen(self) -> None:
        connection = await asyncpg.connect(
            self._url, server_settings={"role": READ_ROLE, "application_name": "mandate-events"}, timeout=5
        )
        woken = asyncio.Event()
        connection.add_termination_listener(lambda _: woken.set())
        try:
            await connection.add_listener(CHANNEL, lambda *_: woken.set())
            while not connection.is_closed():
                settled = await self.catch_up()
                # Not wait_for: before Python 3.12 it loses a cancellation that comes together with the wake-up.
                with suppress(TimeoutError):
                    async with asyncio.timeout(POLL_SECONDS if settled else UNSETTLED_SECONDS):
                        await woken.wait()
                woken.clear()
        finally:
            connection.terminate()

    async def catch_up(self) -> bool:
        """Read what is new and wake the readers. False when newer events wait for an older transaction to end."""
        if self._position is None:
            last = await rows(_LAST)
            self._position = self._floor = Cursor(*last[0]) if last else START
        while True:
            found = await rows(_AFTER, self._position.xact, self._position.number, BATCH)
            fresh = _settled(found)
            for event in fresh:
                if len(self._recent) == KEPT:
                    self._floor = self._recent[0].cursor
                self._recent.append(event)
                self._position = event.cursor
            if fresh:
                self._tell()
            if len(fresh) < len(found):
                return False
            if len(found) < BATCH:
                return True

    async def follow(self, actor: Actor, since: Cursor | None = None) -> AsyncGenerator[LiveEvent, None]:
        """The events after a place (default: from now on) that the actor may see, one by one, until `close`."""
        self.readers += 1
        try:
            place = since or self._position or await _last()
            past = frozenset() if since else await _already(place)
            while not self._closed:
                grown = self._growth()
                batch = await self._after(place)
                for event in batch:
                    place = event.cursor
                    if event.cursor.number not in past and sees(
                        actor, event.action, doer=event.actor, subject=event.subject
                    ):
                        yield event
                if not batch:
                    await asyncio.shield(grown)
        finally:
            self.readers -= 1

    async def _after(self, place: Cursor) -> list[LiveEvent]:
        if self._position is not None and place >= self._floor:
            return [event for event in self._recent if event.cursor > place]
        return _settled(await rows(_AFTER, place.xact, place.number, BATCH))

    def _growth(self) -> asyncio.Future[None]:
        if self._grown is None or self._grown.done():
            self._grown = asyncio.get_running_loop().create_future()
        return self._grown

    def _tell(self) -> None:
        if self._grown is not None and not self._grown.done():
            self._grown.set_result(None)


async def _already(place: Cursor) -> frozenset[int]:
    """The numbers of events after a place that had happened by now, though an older transaction holds them back."""
    found = await rows("select number from audit_event where (xact, number) > ($1, $2)", place.xact, place.number)
    return frozenset(each["number"] for each in found)


async def _last() -> Cursor:
    last = await rows(_LAST)
    return Cursor(*last[0]) if last else START


def _settled(found: list[Any]) -> list[LiveEvent]:
    """The events that no running transaction can still get in front of."""
    events = []
    for each in found:
        if not each["settled"]:
            break
        events.append(
            LiveEvent(
                cursor=Cursor(each["xact"], each["number"]),
                id=each["id"],
                action=Action(each["action"]),
                subject_kind=each["subject_kind"],
                subject=each["subject"],
                request=each["request"],
                actor=each["actor"],
                at=each["at"],
            )
        )
    return events
