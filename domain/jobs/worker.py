"""The loop that does the enqueued work and what the clock asks for, until it is told to stop."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import asyncpg
import orjson
from pgqueuer import PgQueuer
from pgqueuer.domain.errors import RetryRequested
from pgqueuer.domain.models import Job, Schedule
from pgqueuer.domain.types import QueueExecutionMode

from domain.jobs.schema import WORKER_ROLE

logger = logging.getLogger(__name__)

ATTEMPTS = 8
FIRST_DELAY = timedelta(seconds=5)
LONGEST_DELAY = timedelta(hours=1)
CONNECTIONS = 3
LONGEST_PAUSE = 30.0  # seconds between attempts to reach a database that is away
POLL = timedelta(seconds=10)  # a lost notification delays a job by no more than this

_stop: ContextVar[asyncio.Event | None] = ContextVar("mandate_worker_stop", default=None)


def stopping() -> bool:
    """Whether the worker that does the present job was told to stop: long jobs then leave the rest for later."""
    stop = _stop.get()
    return stop is not None and stop.is_set()


Handler = Callable[[dict[str, Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Scheduled:
    """Something to do whenever the clock says so; one worker of all does it."""

    name: str
    cron: str
    call: Callable[[], Awaitable[None]]


def delay_after(attempts: int) -> timedelta:
    """How long a failed job waits: doubled each time, an hour at most."""
    return min(FIRST_DELAY * (1 << attempts), LONGEST_DELAY)


class Worker:
    """Does jobs on connections of its own, as the worker's database role; handlers call commands as usual.

    A handler that fails is called again after a growing delay; after the last attempt the job is kept as
    failed, with its error in the queue's log. While the database is away the worker waits and comes back by
    itself.
    """

    def __init__(self, url: str, handlers: Mapping[str, Handler], schedule: tuple[Scheduled, ...] = ()) -> None:
        self.url = url
        self.handlers = handlers
        self.schedule = schedule
        self._queuer: PgQueuer | None = None
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Take no more jobs; `run` returns when those in hand are done."""
        self._stopping.set()
        if self._queuer is not None:
            self._queuer.shutdown.set()

    async def run(self) -> None:
        """Work until `stop` is called."""
        pause = 1.0
        while not self._stopping.is_set():
            try:
                await self._work(QueueExecutionMode.continuous)
                pause = 1.0
            except Exception:
                # Whatever it was, jobs must go on; mostly the database is away.
                logger.warning("the worker stopped working; again in %.0f s", pause, exc_info=True)
            if not self._stopping.is_set():
                with suppress(TimeoutError):
                    async with asyncio.timeout(pause):
                        await self._stopping.wait()
                pause = min(pause * 2, LONGEST_PAUSE)

    async def drain(self) -> None:
        """Do all jobs that are due and return; the schedule is left alone."""
        await self._work(QueueExecutionMode.drain)

    async def _work(self, mode: QueueExecutionMode) -> None:
        _stop.set(self._stopping)
        settings = {"role": WORKER_ROLE, "application_name": "mandate-worker", "jit": "off"}
        async with asyncpg.create_pool(self.url, min_size=1, max_size=CONNECTIONS, server_settings=settings) as pool:
            queuer = PgQueuer.from_asyncpg_pool(pool)
            self._register(queuer)
            self._queuer = queuer
            if self._stopping.is_set():
                return
            try:
                if mode is QueueExecutionMode.drain:
                    await queuer.qm.run(mode=mode, dequeue_timeout=timedelta(seconds=0.1))
                else:
                    # A listener that went deaf ends the run, and `run` begins anew.
                    await queuer.run(mode=mode, dequeue_timeout=POLL, shutdown_on_listener_failure=True)
            finally:
                self._queuer = None

    def _register(self, queuer: PgQueuer) -> None:
        for name, handler in self.handlers.items():
            queuer.entrypoint(name, on_failure="hold")(_job(handler))
        for task in self.schedule:
            queuer.schedule(task.name, task.cron, clean_old=True)(_tick(task))


def _job(handler: Handler) -> Callable[[Job], Awaitable[None]]:
    async def call(job: Job) -> None:
        try:
            await handler(orjson.loads(job.payload) if job.payload else {})
        except Exception as error:
            if job.attempts + 1 >= ATTEMPTS:
                raise
            raise RetryRequested(delay_after(job.attempts), reason=repr(error)) from error

    return call


def _tick(task: Scheduled) -> Callable[[Schedule], Awaitable[None]]:
    async def call(_: Schedule) -> None:
        await task.call()

    return call
