"""What happens when: deeds wait for their moment and are done one after the other, each while the clock shows it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count

from domain.database.clock import clock_at

Deed = Callable[[], Awaitable[None]]
AT_ONCE = 6
SAME_DAY = timedelta(hours=10)


async def together(deeds: Iterable[Awaitable[None]], *, at_once: int = AT_ONCE) -> None:
    """Do some deeds that do not depend on each other, a few at the same time."""
    turns = asyncio.Semaphore(at_once)

    async def one(deed: Awaitable[None]) -> None:
        async with turns:
            await deed

    async with asyncio.TaskGroup() as group:
        for deed in deeds:
            group.create_task(one(deed))


class Agenda:
    """Deeds by their moments. A deed may put further ones on the agenda; what lies after `until` is not told."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        self.done = 0
        self._waiting: list[tuple[datetime, int, bool, Deed]] = []
        self._turn = count()

    def at(self, moment: datetime, deed: Deed) -> None:
        """Put a deed on the agenda; equal moments keep the order in which they were put."""
        self._put(moment, deed, beside=False)

    def beside(self, moment: datetime, deed: Deed) -> None:
        """Put a deed on the agenda that decides nothing: it may be done at the same time as others of its day.

        Whatever it leaves to chance it draws before it waits for anything, so that the story stays the same.
        """
        self._put(moment, deed, beside=True)

    def _put(self, moment: datetime, deed: Deed, *, beside: bool) -> None:
        if moment <= self.until:
            heappush(self._waiting, (moment, next(self._turn), beside, deed))

    async def told(self, progress: Callable[[datetime], None]) -> None:
        """Do everything that is on the agenda, the earliest first."""
        while self._waiting:
            moment, _, beside, deed = heappop(self._waiting)
            progress(moment)
            group = [(moment, deed)]
            while (
                beside
                and len(group) < AT_ONCE
                and self._waiting
                and self._waiting[0][2]
                and self._waiting[0][0] - moment < SAME_DAY
            ):
                following = heappop(self._waiting)
                group.append((following[0], following[3]))
            if len(group) == 1:
                await _done(moment, deed)
            else:
                await together(_done(*one) for one in group)
            self.done += len(group)


async def _done(moment: datetime, deed: Deed) -> None:
    with clock_at(moment):
        await deed()
