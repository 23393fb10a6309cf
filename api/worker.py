"""The work beside the requests: what jobs call, and what the clock asks for, spelled out."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

from domain.actor import Actor
from domain.audit.trail import trace
from domain.calculation.commands import CALCULATE
from domain.calculation.running import calculate, keep_forecast
from domain.decisions.commands_clock import escalate_overdue
from domain.delivery.commands import SCHEDULE_REVIEWS
from domain.jobs.worker import Handler, Scheduled, Worker
from domain.planning.queries import current_plan
from domain.ranking.commands_credits import close_period
from domain.realisation.commands import open_due_reviews, schedule_reviews


async def _schedule_reviews(payload: dict[str, Any]) -> None:
    await schedule_reviews(Actor.system(), payload["request"])


async def _calculate(payload: dict[str, Any]) -> None:
    await calculate(UUID(payload["calculation"]))


def _traced(handler: Handler) -> Handler:
    async def call(payload: dict[str, Any]) -> None:
        with_id = trace.set(f"job-{uuid4().hex}")
        try:
            await handler(payload)
        finally:
            trace.reset(with_id)

    return call


def _as_system(deed: Callable[[Actor], Awaitable[object]]) -> Callable[[], Awaitable[None]]:
    async def call() -> None:
        with_id = trace.set(f"clock-{uuid4().hex}")
        try:
            await deed(Actor.system())
        finally:
            trace.reset(with_id)

    return call


async def _keep_plan() -> None:
    """The plan follows each change within a minute even when nobody looks, so that each move has one cause."""
    await current_plan()


# Name of a job → what does it, with the job's payload.
HANDLERS: dict[str, Handler] = {
    SCHEDULE_REVIEWS: _traced(_schedule_reviews),
    CALCULATE: _traced(_calculate),
}

# Deadlines are looked for, not carried by jobs, so that moving one needs no job to be moved.
SCHEDULE: tuple[Scheduled, ...] = (
    Scheduled("escalate_overdue", "* * * * *", _as_system(escalate_overdue)),
    Scheduled("keep_forecast", "* * * * *", _as_system(keep_forecast)),
    Scheduled("open_due_reviews", "*/5 * * * *", _as_system(open_due_reviews)),
    Scheduled("keep_plan", "* * * * *", _keep_plan),
    # At the first minutes of a month; looked for more often, so that a month missed is closed soon.
    Scheduled("close_period", "3-59/10 * * * *", _as_system(close_period)),
)


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
