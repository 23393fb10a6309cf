"""What happens when: deeds wait for their moment and are done one after the other, each while the clock shows it."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from heapq import heappop, heappush
from itertools import count

from domain.database.clock import clock_at

Deed = Callable[[], Awaitable[None]]


class Agenda:
    """Deeds by their moments. A deed may put further ones on the agenda; what lies after `until` is not told."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        self.done = 0
        self._waiting: list[tuple[datetime, int, Deed]] = []
        self._turn = count()

    def at(self, moment: datetime, deed: Deed) -> None:
        """Put a deed on the agenda; equal moments keep the order in which they were put."""
        if moment <= self.until:
            heappush(self._waiting, (moment, next(self._turn), deed))

    async def told(self, progress: Callable[[datetime], None]) -> None:
        """Do everything that is on the agenda, the earliest first."""
        while self._waiting:
            moment, _, deed = heappop(self._waiting)
            progress(moment)
            with clock_at(moment):
                await deed()
            self.done += 1
