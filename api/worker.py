"""The work beside the requests: what jobs call, and what the clock asks for, spelled out."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from domain.actor import Actor
from domain.jobs.worker import Handler, Scheduled, Worker

# Name of a job → what does it, with the job's payload.
HANDLERS: dict[str, Handler] = {}

EVERY_MINUTE = "* * * * *"


def _as_system(deed: Callable[[Actor], Awaitable[object]]) -> Callable[[], Awaitable[None]]:
    async def call() -> None:
        await deed(Actor.system())

    return call


SCHEDULE: tuple[Scheduled, ...] = ()


def worker(url: str) -> Worker:
    """The worker of this product on a database, as the login that serves."""
    return Worker(url, HANDLERS, SCHEDULE)


@asynccontextmanager
async def working(url: str) -> AsyncIterator[None]:
    """Work beside the block; at its end the jobs in hand are finished."""
    made = worker(url)
    running = asyncio.create_task(made.run(), name="worker")
    try:
        yield
    finally:
        made.stop()
        await running
