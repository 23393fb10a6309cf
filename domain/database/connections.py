"""The connections: a pool that writes, a pool that can only read, and their return whatever happens."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import asyncpg
import orjson
from asyncpg import Record
from piccolo.engine.postgres import PostgresEngine
from piccolo.querystring import QueryString

from domain.database.statements import Reading

if TYPE_CHECKING:
    from asyncpg.pool import Pool, PoolConnectionProxy

    from domain.database.statements import Line

    Proxy = PoolConnectionProxy[Record]

logger = logging.getLogger(__name__)
T = TypeVar("T")

READ_ROLE = "mandate_read"
STATEMENT_TIMEOUT = 5.0  # seconds
LOCK_TIMEOUT = 2.0
IDLE_TIMEOUT = 10.0
ACQUIRE_TIMEOUT = 2.0
FINISH_TIMEOUT = 10.0  # seconds for COMMIT or ROLLBACK before the connection is given up

BROKEN = (
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.InternalClientError,  # a statement met the server's farewell on the line
    ConnectionError,
)
# Everything that a statement can raise.
FAILURES = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)


class Unavailable(Exception):
    """The database cannot be reached or has no free connection: nothing was done, try again soon."""


class Engine(PostgresEngine):
    """Piccolo's engine without two surprises: it connects only when told to, and owns no transaction."""

    reads: "Pool[Record] | None"

    def __init__(self) -> None:
        super().__init__(config={})
        self.reads = None
        self.statement_timeout = STATEMENT_TIMEOUT

    async def check_version(self) -> None:
        """Nothing: the constructor must not connect."""

    async def prep_database(self) -> None:
        """Nothing: extensions are the migrations' business."""

    def transaction(self, allow_nested: bool = True) -> NoReturn:
        raise RuntimeError("open transactions with domain.database.engine.transaction(actor, deed)")

    def atomic(self) -> NoReturn:
        raise RuntimeError("open transactions with domain.database.engine.transaction(actor, deed)")

    async def batch(self, *args: object, **kwargs: object) -> NoReturn:
        raise RuntimeError("page by key instead of holding a cursor open")

    async def run_querystring(self, querystring: QueryString, in_pool: bool = True) -> list[Record]:
        """Piccolo's queries: on the open transaction's connection, else on the pool that only reads."""
        sql, args = querystring.compile_string(engine_type=self.engine_type)
        return await read(lambda reading: reading.rows(sql, *args))

    async def run_ddl(self, ddl: str, in_pool: bool = True) -> NoReturn:
        raise RuntimeError("tables are made by the migrations")


DB = Engine()


def current() -> Reading | None:
    """The transaction or snapshot in which this task runs."""
    # Piccolo types the variable for its own transactions, which never exist here.
    reading: Any = DB.current_transaction.get()
    return reading if isinstance(reading, Reading) else None


def _document(value: object) -> str:
    # Piccolo sends documents already written as text; a plain string is therefore taken for JSON.
    if isinstance(value, str):
        return value
    return orjson.dumps(value, default=str, option=orjson.OPT_NON_STR_KEYS).decode()


async def _prepare(connection: "asyncpg.Connection[Record] | Proxy") -> None:
    for kind in ("json", "jsonb"):
        await connection.set_type_codec(
            kind, schema="pg_catalog", encoder=_document, decoder=orjson.loads, format="text"
        )


async def _left_as_found(connection: object) -> None:
    """Nothing to reset after a read that succeeded: a reading connection changes no setting."""


def _milliseconds(seconds: float) -> str:
    return str(int(seconds * 1000))


@asynccontextmanager
async def connected(
    url: str,
    *,
    size: int = 10,
    read_size: int = 10,
    statement_timeout: float = STATEMENT_TIMEOUT,
    lock_timeout: float = LOCK_TIMEOUT,
    read_role: str = READ_ROLE,
) -> AsyncIterator[Engine]:
    """Connect for as long as the block runs: `size` connections to write, `read_size` to read.

    Every connection starts as a role that may only read; a transaction takes the role of its deed and gives
    it back. Raises Unavailable.
    """
    if DB.pool is not None:
        raise RuntimeError("already connected")
    settings = {
        "role": read_role,
        "application_name": "mandate",
        "jit": "off",
        "timezone": "UTC",
        "statement_timeout": _milliseconds(statement_timeout),
        "lock_timeout": _milliseconds(lock_timeout),
        "idle_in_transaction_session_timeout": _milliseconds(IDLE_TIMEOUT),
    }
    readonly = {**settings, "default_transaction_read_only": "on"}
    writers = asyncpg.create_pool(url, min_size=1, max_size=size, init=_prepare, server_settings=settings)
    readers = asyncpg.create_pool(
        url, min_size=1, max_size=read_size, init=_prepare, server_settings=readonly, reset=_left_as_found
    )
    try:
        try:
            await writers
            await readers
        except (*BROKEN, OSError) as error:
            raise Unavailable(f"the database cannot be reached: {error}") from error
        DB.pool, DB.reads, DB.statement_timeout = writers, readers, statement_timeout
        yield DB
    finally:
        DB.pool = DB.reads = None
        await uninterrupted(_closed(writers, readers))


async def _closed(*pools: "Pool[Record]") -> None:
    for pool in pools:
        try:
            async with asyncio.timeout(FINISH_TIMEOUT):
                await pool.close()
        except (TimeoutError, asyncpg.InterfaceError):
            with suppress(asyncpg.InterfaceError):  # of a pool that never began
                pool.terminate()


async def uninterrupted(work: Coroutine[Any, Any, T]) -> T:
    """Let work come to its end although the caller is cancelled meanwhile; that follows afterwards."""
    task = asyncio.create_task(work)
    interruption: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError as cancelled:
            interruption = cancelled
    if interruption is not None:
        if not task.cancelled() and (failure := task.exception()):
            logger.error("work failed while its caller was cancelled", exc_info=failure)
        raise interruption
    return task.result()


def gone(connection: "Line") -> bool:
    """Whether a connection is closed; asyncpg takes a dead one back by itself and then refuses to speak of it."""
    try:
        return connection.is_closed()
    except asyncpg.InterfaceError:
        return True


def give_up(connection: "Line") -> None:
    """Close a connection without a word to the server, if it is not closed already."""
    if not gone(connection):
        connection.terminate()


def lost(error: BaseException, connection: "Line") -> bool:
    """Whether an error means that the connection is gone, rather than that the statement was wrong."""
    return isinstance(error, BROKEN) or (isinstance(error, asyncpg.InterfaceError) and gone(connection))


async def acquired(pool: "Pool[Record] | None") -> "Proxy":
    if pool is None:
        raise Unavailable("not connected to the database")
    try:
        return await pool.acquire(timeout=ACQUIRE_TIMEOUT)
    except TimeoutError as error:
        raise Unavailable("no database connection became free in time") from error
    except (*BROKEN, OSError) as error:
        raise Unavailable(f"the database cannot be reached: {error}") from error


async def released(pool: "Pool[Record]", connection: "Proxy") -> None:
    """Give a connection back whatever its state; one that is not as it was is closed instead."""
    try:
        if not gone(connection) and connection.is_in_transaction():
            connection.terminate()
        await pool.release(connection, timeout=FINISH_TIMEOUT)
    except Exception:
        # The deed is already decided; a failure to tidy up must not change what its caller is told.
        logger.warning("a database connection was given up", exc_info=True)


async def _released_afresh(pool: "Pool[Record]", connection: "Proxy") -> None:
    """Give back a connection on which a read failed.

    A statement that was prepared and never run (a wrong argument, a cancellation) leaves the server waiting inside an
    implicit transaction; its timeout would later hit somebody else's read.
    """
    try:
        if not gone(connection):
            await connection.reset(timeout=ACQUIRE_TIMEOUT)
    except Exception:
        give_up(connection)
    await released(pool, connection)


async def read(ask: Callable[[Reading], Awaitable[T]]) -> T:
    """Ask inside the open transaction or snapshot, else on a connection that only reads."""
    reading = current()
    if reading is not None:
        return await ask(reading)
    pool = DB.reads
    while True:
        connection = await acquired(pool)
        assert pool is not None
        clean = False
        try:
            answer = await ask(Reading(connection, DB.statement_timeout))
            clean = True
            return answer
        except FAILURES as error:
            # A connection that died while idle shows it here; reading again is harmless, and each round
            # uses one up.
            died_idle = lost(error, connection)
            if died_idle or isinstance(error, TimeoutError):
                give_up(connection)
            if isinstance(error, TimeoutError):
                raise Unavailable("the database does not answer") from error
            if not died_idle:
                raise
        finally:
            if clean:
                await released(pool, connection)
            else:
                await uninterrupted(_released_afresh(pool, connection))
