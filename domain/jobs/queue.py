"""Enqueue work in the open transaction: no deed without its job, no job without its deed."""

import asyncio
from datetime import timedelta
from typing import Any

import orjson
from pgqueuer.adapters.persistence.queries import Queries
from pgqueuer.core.tm import TaskManager
from pgqueuer.ports.driver import Driver, NotifyCallback

from domain.database.engine import Transaction


class _InTransaction(Driver):
    """PgQueuer's statements on the open transaction, in their turn with all others."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._shutdown = asyncio.Event()

    async def fetch(self, query: str, *args: Any) -> list[dict[str, object]]:
        return [dict(record) for record in await self._tx.rows(query, *args)]

    async def execute(self, query: str, *args: Any) -> str:
        return str(await self._tx.execute(query, *args))

    async def notify(self, channel: str, payload: str) -> None:
        await self._tx.value("select pg_notify($1, $2)", channel, payload)

    async def add_listener(self, channel: str, callback: NotifyCallback) -> None:
        raise NotImplementedError("a transaction does not listen")

    async def remove_listener(self, channel: str, callback: NotifyCallback) -> None:
        raise NotImplementedError("a transaction does not listen")

    @property
    def shutdown(self) -> asyncio.Event:
        return self._shutdown

    @property
    def tm(self) -> TaskManager:
        return TaskManager()

    async def __aenter__(self) -> "_InTransaction":
        return self

    async def __aexit__(self, *_: object) -> None:
        return None


async def enqueue(
    tx: Transaction,
    entrypoint: str,
    payload: dict[str, Any] | None = None,
    *,
    dedupe_key: str | None = None,
    after: timedelta | None = None,
) -> int | None:
    """Have a handler called after COMMIT, at least once; the job's number.

    None when a job with the same `dedupe_key` is already waiting or running: that one will do. Handlers may
    be called twice, so each effect outside the database needs a key of its own.
    """
    document = None if payload is None else orjson.dumps(payload, default=str)
    (job,) = await Queries(_InTransaction(tx)).enqueue(
        [entrypoint], [document], [0], [after], [dedupe_key], on_conflict="skip"
    )
    return job
