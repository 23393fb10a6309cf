"""What time it is, in one place: the wall clock, unless a test or the demo company tells another time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_told: ContextVar[datetime | None] = ContextVar("mandate_clock", default=None)


def now() -> datetime:
    """The present, with its zone (UTC)."""
    return _told.get() or datetime.now(UTC)


def told() -> datetime | None:
    """The time that somebody told, or None while the wall clock rules."""
    return _told.get()


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """Let it be `moment` inside the block, for this task and the ones that it starts.

    Transactions opened inside carry it to the database, whose triggers believe it only from a session that
    owns the schema or that may tell the time (`mandate_clock`): the serving process cannot back-date
    evidence.
    """
    if moment.tzinfo is None:
        raise ValueError("a clock needs a time zone")
    token = _told.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _told.reset(token)
