"""What may be said to the database while a transaction or a snapshot is open, one statement at a time."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from asyncpg import Record

from domain.actor import Actor, Deed

if TYPE_CHECKING:
    from asyncpg import Connection
    from asyncpg.pool import PoolConnectionProxy

    Line = Connection[Record] | PoolConnectionProxy[Record]

ANSWER_MARGIN = 5.0  # seconds that the network may add before a silent server counts as lost


class TransactionEnded(RuntimeError):
    """A statement came after the end of its transaction: a task outlived the block that started it."""


class Reading:
    """Reads on one connection.

    Tasks started inside share the connection, and PostgreSQL answers one question at a time on it: their
    statements wait for each other here instead of failing with "another operation is in progress".
    """

    def __init__(self, connection: "Line", timeout: float) -> None:
        self.connection = connection
        self.timeout = timeout
        self.ended = False
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def turn(self) -> AsyncIterator["Line"]:
        """This task's turn on the connection. Raises TransactionEnded."""
        async with self._turn:
            if self.ended:
                raise TransactionEnded("the transaction in which this task was started has ended")
            yield self.connection

    async def end(self) -> None:
        """Let the running statement finish and take no more."""
        async with self._turn:
            self.ended = True

    @property
    def patience(self) -> float:
        """Seconds after which a statement is given up even when the server says nothing."""
        return self.timeout + ANSWER_MARGIN

    async def rows(self, sql: str, *args: object) -> list[Record]:
        async with self.turn() as connection:
            return await connection.fetch(sql, *args, timeout=self.patience)

    async def row(self, sql: str, *args: object) -> Record | None:
        async with self.turn() as connection:
            return await connection.fetchrow(sql, *args, timeout=self.patience)

    async def value(self, sql: str, *args: object) -> Any:
        async with self.turn() as connection:
            return await connection.fetchval(sql, *args, timeout=self.patience)


class Snapshot(Reading):
    """Several reads that see the same moment."""


class Transaction(Reading):
    """One deed of one actor: everything in it happens, or nothing."""

    def __init__(self, connection: "Line", timeout: float, *, actor: Actor, deed: Deed, now: datetime) -> None:
        super().__init__(connection, timeout)
        self.actor = actor
        self.deed = deed
        self.now = now

    async def execute(self, sql: str, *args: object) -> int:
        """Run a statement; the number of rows that it touched."""
        async with self.turn() as connection:
            tag = await connection.execute(sql, *args, timeout=self.patience)
        count = tag.rpartition(" ")[2]
        return int(count) if count.isdigit() else 0

    async def execute_many(self, sql: str, args: Iterable[Sequence[object]]) -> None:
        """Run one statement for many rows in one round trip."""
        async with self.turn() as connection:
            await connection.executemany(sql, args, timeout=self.patience)

    async def copy(self, table: str, columns: Sequence[str], records: Iterable[Sequence[object]]) -> int:
        """Write many rows by COPY, the fastest way in; the number of rows. Give every required column."""
        async with self.turn() as connection:
            tag = await connection.copy_records_to_table(
                table, columns=list(columns), records=records, timeout=max(self.patience, 60.0)
            )
        return int(tag.rpartition(" ")[2])

    async def lock(self, *key: object) -> None:
        """Wait for this name and hold it until the end: whoever locks the same name waits.

        Lock in one fixed order (lists before requests before teams), or two deeds wait for each other.
        """
        name = ":".join(str(part) for part in key)
        await self.value("select pg_advisory_xact_lock(hashtextextended($1, 0))", name)
