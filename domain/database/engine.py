"""The one owner of transactions: a deed is checked, runs as the database role that it needs, and is done or
undone whole.

Piccolo's own `transaction()` is not used anywhere: it loses its connection and keeps its state when a
COMMIT or a ROLLBACK fails, so that later "committed" work is never seen; a nested one silently does
nothing. Here the connection always goes back, nesting is refused, constraints are checked before COMMIT,
and COMMIT cannot be cancelled.

Statements outside a transaction go to a pool that can only read.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from random import uniform
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import asyncpg
from asyncpg import Record

from domain.actor import Actor, Deed, check, database_role
from domain.database import clock
from domain.database.connections import (
    ACQUIRE_TIMEOUT,
    DB,
    FAILURES,
    FINISH_TIMEOUT,
    Unavailable,
    acquired,
    connected,
    current,
    give_up,
    gone,
    lost,
    read,
    released,
    uninterrupted,
)
from domain.database.refusals import RETRYABLE, refused
from domain.database.statements import Reading, Snapshot, Transaction

if TYPE_CHECKING:
    from asyncpg.pool import Pool, PoolConnectionProxy

    Proxy = PoolConnectionProxy[Record]

__all__ = [
    "DB",
    "NestedTransaction",
    "OutcomeUnknown",
    "Transaction",
    "Unavailable",
    "connected",
    "open_transaction",
    "retried",
    "row",
    "rows",
    "snapshot",
    "transaction",
    "value",
]

T = TypeVar("T")
Isolation = Literal["read committed", "repeatable read", "serializable"]


class OutcomeUnknown(Exception):
    """The connection broke while COMMIT was on its way: look before trying again."""


class NestedTransaction(RuntimeError):
    """A deed was begun inside another, or in a task that one started: split off `submit(tx, …)`."""


def open_transaction() -> Transaction:
    """The transaction in which this code runs. Raises RuntimeError outside one."""
    reading = current()
    if not isinstance(reading, Transaction):
        raise RuntimeError("no transaction is open")
    return reading


@asynccontextmanager
async def _on(pool: "Pool[Record] | None", begin: "Callable[[Proxy], Awaitable[Reading]]") -> AsyncIterator[Reading]:
    """A connection on which `begin` succeeded, made current, and given back whatever happens.

    A connection that died while it was idle shows it at `begin`: nothing has been done, so another one is
    taken.
    """
    attempts = pool.get_max_size() + 1 if pool is not None else 1
    for attempt in range(attempts):
        connection = await acquired(pool)
        assert pool is not None
        try:
            try:
                reading = await begin(connection)
            except FAILURES as error:
                if isinstance(error, TimeoutError) or attempt + 1 == attempts:
                    give_up(connection)
                    raise Unavailable("the database does not answer") from error
                if lost(error, connection):
                    give_up(connection)
                    continue
                raise
            DB.current_transaction.set(reading)  # type: ignore[arg-type]
            try:
                yield reading
            finally:
                DB.current_transaction.set(None)
            return
        finally:
            await uninterrupted(released(pool, connection))


async def _rolled_back(reading: Reading) -> None:
    await reading.end()
    try:
        if not gone(reading.connection) and reading.connection.is_in_transaction():
            await reading.connection.execute("ROLLBACK", timeout=FINISH_TIMEOUT)
    except Exception:
        # A closed connection is a rollback too, and nobody else may get this one.
        give_up(reading.connection)


async def _committed(tx: Transaction) -> None:
    await tx.end()
    try:
        # Deferred constraints speak while the transaction can still be undone and reported.
        await tx.connection.execute("SET CONSTRAINTS ALL IMMEDIATE", timeout=tx.patience)
    except BaseException:
        await _rolled_back(tx)
        raise
    try:
        outcome = await tx.connection.execute("COMMIT", timeout=FINISH_TIMEOUT)
    except FAILURES as error:
        await _rolled_back(tx)
        if isinstance(error, TimeoutError) or lost(error, tx.connection):
            raise OutcomeUnknown("the connection broke during COMMIT") from error
        raise
    if outcome != "COMMIT":
        raise RuntimeError("a failed statement was caught inside the transaction, which therefore did nothing")


@asynccontextmanager
async def transaction(
    actor: Actor,
    deed: Deed,
    *,
    isolation: Isolation = "read committed",
    statement_timeout: float | None = None,
) -> AsyncIterator[Transaction]:
    """Do one deed, whole or not at all.

    Refuses what the permission matrix does not allow; then everything runs as the database role of the
    deed, attributed to the actor. What a constraint or a grant refuses becomes the domain error that
    `domain.database.refusals` knows. Raises Forbidden, NestedTransaction, Unavailable (nothing was done),
    OutcomeUnknown (COMMIT was lost).
    """
    check(actor, deed)
    if current() is not None:
        raise NestedTransaction(f"{deed} was begun inside another transaction or snapshot")
    timeout = statement_timeout or DB.statement_timeout

    line: Proxy | None = None

    async def begin(connection: "Proxy") -> Transaction:
        nonlocal line
        line = connection
        await connection.execute(f"BEGIN ISOLATION LEVEL {isolation.upper()} READ WRITE", timeout=ACQUIRE_TIMEOUT)
        told = clock.told()
        database_now = await connection.fetchval(
            "select now(), set_config('role', $1, true), set_config('mandate.actor', $2, true),"
            " set_config('mandate.clock', $3, true), set_config('statement_timeout', $4, true)",
            database_role(actor, deed),
            str(actor.person_id),
            told.isoformat() if told else "",
            str(int(timeout * 1000)),
            timeout=ACQUIRE_TIMEOUT,
        )
        return Transaction(connection, timeout, actor=actor, deed=deed, now=told or database_now)

    try:
        async with _on(DB.pool, begin) as tx:
            assert isinstance(tx, Transaction)
            try:
                yield tx
            except BaseException:
                await uninterrupted(_rolled_back(tx))
                raise
            await uninterrupted(_committed(tx))
    except FAILURES as error:
        if line is not None and lost(error, line):
            raise Unavailable("the database went away; nothing was done") from error
        refusal = refused(error, deed) if isinstance(error, asyncpg.PostgresError) else None
        if refusal is None:
            raise
        raise refusal from error


@asynccontextmanager
async def snapshot() -> AsyncIterator[Reading]:
    """Let several reads see the same moment. Inside a transaction the reads simply belong to that."""
    outer = current()
    if outer is not None:
        yield outer
        return

    async def begin(connection: "Proxy") -> Snapshot:
        await connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", timeout=ACQUIRE_TIMEOUT)
        return Snapshot(connection, DB.statement_timeout)

    async with _on(DB.reads, begin) as view:
        try:
            yield view
        finally:
            await uninterrupted(_rolled_back(view))


async def retried(deed: Callable[[], Awaitable[T]], *, attempts: int = 5) -> T:
    """Do a whole deed again when it met another at the same moment (serialization failure, deadlock).

    `deed` opens the transaction itself, each time anew. Raises what the last attempt raised.
    """
    for attempt in range(1, attempts + 1):
        try:
            return await deed()
        except Exception as error:
            met = isinstance(error, RETRYABLE) or isinstance(error.__cause__, RETRYABLE)
            if not met or attempt == attempts:
                raise
        await asyncio.sleep(uniform(0, 0.01 * 2**attempt))
    raise AssertionError("unreachable")


async def rows(sql: str, *args: object) -> list[Record]:
    """All rows of a query."""
    return await read(lambda reading: reading.rows(sql, *args))


async def row(sql: str, *args: object) -> Record | None:
    """The first row of a query, or None."""
    return await read(lambda reading: reading.row(sql, *args))


async def value(sql: str, *args: object) -> Any:
    """The first column of the first row, or None."""
    return await read(lambda reading: reading.value(sql, *args))
