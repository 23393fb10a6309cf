"""What acknowledged means: a deed that returned is there, one that raised is not, and no connection is lost.

Every case runs more often than there are connections, so that a single lost one would show; the fixture `whole` then
counts them. The last tests show that Piccolo's own transaction fails the same cases.
"""

import asyncio
from collections.abc import Awaitable, Callable

import asyncpg
import psycopg
import pytest
from piccolo.engine.postgres import PostgresTransaction

from domain.actor import Actor, Deed
from domain.database.engine import DB, Transaction, Unavailable, rows, snapshot, transaction, value
from domain.errors import DomainError, NotFound
from tests.support.database import Database

SYSTEM = Actor.system()
DEED = Deed.ESCALATE_QUESTION
ROUNDS = 12  # three times the pool

pytestmark = pytest.mark.usefixtures("whole")

Ending = Callable[[Transaction], Awaitable[None]]


async def fails_at_commit(tx: Transaction) -> None:
    await tx.execute("insert into bench.child values (1, 404)")


async def shares_the_connection_and_fails(tx: Transaction) -> None:
    await asyncio.gather(*(tx.value("select 1 / ($1::integer - 2)", number) for number in range(5)))


async def is_cancelled(tx: Transaction) -> None:
    asyncio.get_running_loop().call_later(0.01, _this_task().cancel)
    await tx.value("select pg_sleep(10)")


async def runs_out_of_time(tx: Transaction) -> None:
    async with asyncio.timeout(0.01):
        await tx.value("select pg_sleep(10)")


async def runs_out_of_the_servers_time(tx: Transaction) -> None:
    await tx.value("select set_config('statement_timeout', '10', true)")
    await tx.value("select pg_sleep(10)")


async def loses_its_backend(tx: Transaction) -> None:
    await _terminated(await tx.value("select pg_backend_pid()"))
    await tx.value("select 1")


async def loses_its_backend_before_commit(tx: Transaction) -> None:
    await _terminated(await tx.value("select pg_backend_pid()"))


def _this_task() -> "asyncio.Task[object]":
    task = asyncio.current_task()
    assert task is not None
    return task


_OWNER: list[str] = []


@pytest.fixture(autouse=True)
def _owner(bench: Database) -> None:
    _OWNER[:] = [bench.owner_url]


async def _terminated(backend: int) -> None:
    owner = await asyncpg.connect(_OWNER[0])
    try:
        await owner.execute("select pg_terminate_backend($1)", backend)
        while await owner.fetchval("select count(*) from pg_stat_activity where pid = $1", backend):
            await asyncio.sleep(0.001)
    finally:
        await owner.close()


@pytest.mark.parametrize(
    ("ending", "error"),
    [
        (fails_at_commit, NotFound),
        (shares_the_connection_and_fails, asyncpg.DivisionByZeroError),
        (is_cancelled, asyncio.CancelledError),
        (runs_out_of_time, TimeoutError),
        (runs_out_of_the_servers_time, asyncpg.QueryCanceledError),
        (loses_its_backend, Unavailable),
        (loses_its_backend_before_commit, Unavailable),
    ],
)
async def test_whatever_ends_a_deed_early_undoes_it_and_the_next_one_counts(
    ending: Ending, error: type[BaseException]
) -> None:
    async def fail(number: int) -> None:
        async with transaction(SYSTEM, DEED) as tx:
            await tx.execute("insert into bench.parent values ($1)", -number)
            await ending(tx)

    acknowledged = []
    for number in range(1, ROUNDS + 1):
        # In this very task, as a worker's loop would: what a failure leaves in the context would show.
        with pytest.raises(error):
            await fail(number)
        assert DB.current_transaction.get() is None
        _this_task().uncancel()
        async with transaction(SYSTEM, DEED) as tx:
            await tx.execute("insert into bench.parent values ($1)", number)
        acknowledged.append(number)
    await asyncio.sleep(0)
    assert await _visible() == acknowledged


async def _visible() -> list[int]:
    """What everybody else sees, on a connection outside the product's pools."""
    owner = await asyncpg.connect(_OWNER[0])
    try:
        return [record["id"] for record in await owner.fetch("select id from bench.parent order by id")]
    finally:
        await owner.close()


async def test_a_deed_cancelled_during_commit_is_whole() -> None:
    async def slow_commit(number: int) -> None:
        async with transaction(SYSTEM, DEED) as tx:
            await tx.execute("insert into bench.parent values ($1)", number)
            asyncio.get_running_loop().call_soon(_this_task().cancel)

    for number in range(ROUNDS):
        task = asyncio.create_task(slow_commit(number))
        with pytest.raises(asyncio.CancelledError):
            await task
    assert await _visible() == list(range(ROUNDS))


async def test_a_hundred_deeds_at_once_on_four_connections_are_all_there() -> None:
    async def do(number: int) -> None:
        async with transaction(SYSTEM, DEED) as tx:
            await tx.execute("insert into bench.parent values ($1)", number)
            if number % 10 == 3:
                raise NotFound("not this one")

    outcomes = await asyncio.gather(*(do(number) for number in range(100)), return_exceptions=True)
    acknowledged = [number for number, outcome in enumerate(outcomes) if outcome is None]
    assert all(isinstance(outcome, DomainError) for outcome in outcomes if outcome is not None)
    assert len(acknowledged) == 90
    assert await _visible() == acknowledged


async def test_after_all_backends_died_the_next_use_succeeds(bench: Database) -> None:
    await asyncio.gather(*(value("select pg_sleep(0.05)") for _ in range(4)))
    for use in (_read_one, _write_one, _look_one):
        with psycopg.connect(bench.owner_url, autocommit=True) as owner:
            owner.execute(
                "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
                " where application_name = 'mandate' and datname = current_database()"
            )
        # The event loop has had no moment in which to notice.
        await use()


async def _read_one() -> None:
    assert await value("select 1") == 1


async def _write_one() -> None:
    async with transaction(SYSTEM, DEED) as tx:
        assert await tx.value("select 1") == 1


async def _look_one() -> None:
    async with snapshot():
        assert await value("select 1") == 1


async def test_a_full_pool_is_said_within_seconds() -> None:
    started = asyncio.Event()
    release = asyncio.Event()

    async def hold() -> None:
        async with transaction(SYSTEM, DEED):
            started.set()
            await release.wait()

    holders = [asyncio.create_task(hold()) for _ in range(4)]
    await started.wait()
    await asyncio.sleep(0.05)
    with pytest.raises(Unavailable, match="free"):
        async with transaction(SYSTEM, DEED):
            pytest.fail("a fifth connection of four")
    release.set()
    await asyncio.gather(*holders)


async def test_a_read_with_a_wrong_argument_is_a_bug_and_leaves_nothing_open(bench: Database) -> None:
    for _ in range(ROUNDS):
        with pytest.raises(asyncpg.InterfaceError):
            await rows("select $1::integer")
    assert _open_transactions(bench) == 0


async def test_a_read_that_is_cancelled_at_any_moment_leaves_nothing_open(bench: Database) -> None:
    for moment in range(30):
        task = asyncio.create_task(rows("select pg_sleep(0.001)"))
        await asyncio.sleep(moment / 20_000)
        task.cancel()
        await asyncio.wait({task})
    assert _open_transactions(bench) == 0
    assert await value("select 1") == 1


def _open_transactions(bench: Database) -> int:
    open_ones = (
        "select count(*) from pg_stat_activity where application_name = 'mandate'"
        " and datname = current_database() and xact_start is not null"
    )
    with psycopg.connect(bench.owner_url) as owner:
        counted = owner.execute(open_ones).fetchone()
    assert counted is not None
    return int(counted[0])


class Stock:
    """Piccolo's own transaction on a pool of its own, for comparison."""

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]") -> None:
        self.pool = pool
        self.current_transaction = DB.current_transaction

    def transaction(self) -> PostgresTransaction:
        return PostgresTransaction(self)  # type: ignore[arg-type]


async def test_piccolos_own_transaction_loses_its_connection_when_commit_fails(bench: Database) -> None:
    async def compare() -> tuple[int, object]:
        async with asyncpg.create_pool(bench.owner_url, min_size=1, max_size=2) as pool:
            stock = Stock(pool)
            with pytest.raises(asyncpg.ForeignKeyViolationError):
                async with stock.transaction() as tx:
                    await tx.connection.execute("insert into bench.child values (1, 404)")
            left = DB.current_transaction.get()
            idle = pool.get_idle_size()
            pool.terminate()
            return idle, left

    idle, left = await asyncio.create_task(compare())
    assert idle == 0
    assert left is not None


async def fail_beside_a_statement(stock: Stock) -> None:
    """As when one of two resolvers that share a transaction raises while the other's statement still runs."""
    async with stock.transaction() as tx:
        running = asyncio.create_task(tx.connection.execute("select pg_sleep(0.1)"))
        await asyncio.sleep(0.02)
        assert not running.done()
        raise NotFound("no")


async def test_piccolos_own_transaction_loses_acknowledged_work_when_rollback_fails(bench: Database) -> None:
    async def compare() -> tuple[int, int]:
        pool = await asyncpg.create_pool(bench.owner_url, min_size=1, max_size=2)
        stock = Stock(pool)
        with pytest.raises(asyncpg.InterfaceError):
            await fail_beside_a_statement(stock)
        await asyncio.sleep(0.2)  # the statement that went on alone ends
        acknowledged = 0
        for number in range(5):
            async with stock.transaction() as tx:
                await tx.connection.execute("insert into bench.parent values ($1)", number)
            acknowledged += 1
        seen = len(await _visible())
        pool.terminate()
        return acknowledged, seen

    assert await asyncio.create_task(compare()) == (5, 0)
