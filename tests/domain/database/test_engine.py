"""Transactions: a deed is allowed or refused, done whole or not at all, whatever goes wrong on the way."""

import asyncio
from datetime import UTC, datetime
from uuid import UUID

import psycopg
import pytest

from domain.actor import Actor, Assignment, Deed, Role
from domain.database.clock import clock_at
from domain.database.columns import new_id
from domain.database.engine import (
    DB,
    NestedTransaction,
    connected,
    open_transaction,
    retried,
    row,
    rows,
    snapshot,
    transaction,
    value,
)
from domain.database.refusals import REFUSALS, refuse
from domain.database.statements import TransactionEnded
from domain.errors import Conflict, Forbidden, NotFound, RuleViolation
from tests.support.database import Database

SYSTEM = Actor.system()
DEED = Deed.ESCALATE_QUESTION
PERSON = UUID(int=7)
IT = Actor(PERSON, "Ida", (Assignment(UUID(int=8), Role.IT, team_id=UUID(int=9)),))
OWNER = Actor(PERSON, "Olga", (Assignment(UUID(int=8), Role.OWNER, unit_id=UUID(int=9)),))

pytestmark = pytest.mark.usefixtures("whole")


async def parents() -> list[int]:
    return [record["id"] for record in await rows("select id from bench.parent order by id")]


async def test_a_deed_is_visible_after_its_transaction_and_not_before() -> None:
    async with transaction(SYSTEM, DEED) as tx:
        assert await tx.execute("insert into bench.parent values (1), (2)") == 2
        assert await parents() == [1, 2]
        assert await asyncio.create_task(_elsewhere("select count(*) from bench.parent")) == 0
    assert await parents() == [1, 2]


async def _elsewhere(sql: str) -> object:
    """The answer of another connection, as any other request would get it."""
    assert DB.reads is not None
    return await DB.reads.fetchval(sql)


async def test_a_refusal_undoes_everything() -> None:
    async def break_a_rule() -> None:
        async with transaction(SYSTEM, DEED) as tx:
            await tx.execute("insert into bench.parent values (1)")
            raise RuleViolation("no", rule="a_rule")

    with pytest.raises(RuleViolation):
        await break_a_rule()
    assert await parents() == []


async def test_a_deed_that_the_matrix_does_not_allow_never_begins() -> None:
    with pytest.raises(Forbidden, match="a business owner may"):
        async with transaction(IT, Deed.RANK_REQUEST):
            pytest.fail("the block ran")


@pytest.mark.parametrize(
    ("actor", "deed", "role"),
    [
        (OWNER, Deed.RANK_REQUEST, "mandate_owner"),
        (OWNER, Deed.SUBMIT_REQUEST, "mandate_requester"),
        (IT, Deed.ESTIMATE_REQUEST, "mandate_it"),
        (SYSTEM, DEED, "mandate_worker"),
    ],
)
async def test_a_deed_runs_as_the_role_that_it_needs_and_gives_it_back(actor: Actor, deed: Deed, role: str) -> None:
    async with transaction(actor, deed) as tx:
        found = await row("select current_user::text as role, current_setting('mandate.actor') as actor")
        assert found is not None
        assert (found["role"], found["actor"]) == (role, str(actor.person_id))
        backend = await tx.value("select pg_backend_pid()")
    assert DB.pool is not None
    async with DB.pool.acquire() as connection:
        assert await connection.fetchval("select pg_backend_pid()") == backend
        assert await connection.fetchval("select current_user::text") == "mandate_read"
        assert not await connection.fetchval("select current_setting('mandate.actor', true)")


async def test_outside_a_transaction_nothing_is_written() -> None:
    with pytest.raises(Exception, match="read-only transaction"):
        await rows("insert into bench.parent values (1) returning id")
    assert await value("select current_user::text") == "mandate_read"


async def test_a_transaction_inside_another_is_refused_and_leaves_the_outer_one_whole() -> None:
    async with transaction(SYSTEM, DEED) as tx:
        await tx.execute("insert into bench.parent values (1)")
        with pytest.raises(NestedTransaction):
            async with transaction(SYSTEM, DEED):
                pytest.fail("the block ran")
        assert open_transaction() is tx
    assert await parents() == [1]


async def test_a_task_started_inside_may_not_begin_its_own() -> None:
    async def begin() -> None:
        async with transaction(SYSTEM, DEED):
            pytest.fail("the block ran")

    async with transaction(SYSTEM, DEED):
        with pytest.raises(NestedTransaction):
            await asyncio.create_task(begin())


async def test_statements_of_gathered_tasks_take_turns() -> None:
    async with transaction(SYSTEM, DEED) as tx:
        answers = await asyncio.gather(*(value("select $1::integer", number) for number in range(20)))
        await asyncio.gather(*(tx.execute("insert into bench.parent values ($1)", number) for number in range(5)))
    assert answers == list(range(20))
    assert await parents() == [0, 1, 2, 3, 4]


async def test_a_task_that_outlives_its_transaction_is_told_so() -> None:
    over = asyncio.Event()

    async def late() -> None:
        await over.wait()
        await rows("insert into bench.parent values (1) returning id")

    async with transaction(SYSTEM, DEED):
        task = asyncio.create_task(late())
    over.set()
    with pytest.raises(TransactionEnded):
        await task
    assert await parents() == []


async def test_a_failed_statement_that_was_caught_does_not_pass_for_success() -> None:
    async def carry_on_regardless() -> None:
        async with transaction(SYSTEM, DEED) as tx:
            await tx.execute("insert into bench.parent values (1)")
            with pytest.raises(Exception, match="division by zero"):
                await tx.value("select 1/0")

    with pytest.raises(Exception, match="transaction is aborted"):
        await carry_on_regardless()
    assert await parents() == []


async def test_documents_go_in_and_come_out_as_values() -> None:
    document = {"days": [1, 2.5], "by": str(PERSON), "none": None}
    async with transaction(SYSTEM, DEED) as tx:
        await tx.execute("insert into bench.child values (1, null, $1)", document)
    assert await value("select document from bench.child where id = 1") == document


async def test_many_rows_are_copied_in() -> None:
    async with transaction(SYSTEM, DEED) as tx:
        await tx.value("select set_config('search_path', 'bench', true)")
        assert await tx.copy("parent", ["id"], ((number,) for number in range(2000))) == 2000
        await tx.execute_many("insert into child values ($1, $2)", [(1, 1), (2, 1999)])
    assert await value("select count(*) from bench.parent") == 2000
    assert await value("select array_agg(parent order by id) from bench.child") == [1, 1999]


async def test_several_reads_of_a_snapshot_agree() -> None:
    async with snapshot() as view:
        before = await value("select count(*) from bench.parent")
        await asyncio.create_task(_write_apart())
        assert await value("select count(*) from bench.parent") == before
        async with snapshot() as inner:
            assert inner is view
    assert await parents() == [9]


async def _write_apart() -> None:
    DB.current_transaction.set(None)  # as a request of its own would start
    async with transaction(SYSTEM, DEED) as tx:
        await tx.execute("insert into bench.parent values (9)")


async def test_the_transaction_has_one_time_and_it_can_be_told() -> None:
    async with transaction(SYSTEM, DEED) as tx:
        assert abs((datetime.now(UTC) - tx.now).total_seconds()) < 60
    told = datetime(2024, 2, 29, 12, tzinfo=UTC)
    with clock_at(told):
        async with transaction(SYSTEM, DEED) as tx:
            assert tx.now == told
            assert await value("select mandate_now()") == told


def test_the_serving_login_cannot_tell_the_time(bench: Database) -> None:
    told = datetime(2024, 2, 29, 12, tzinfo=UTC)
    with psycopg.connect(bench.owner_url) as connection:
        connection.execute("select set_config('mandate.clock', %s, true)", [told.isoformat()])
        assert connection.execute("select mandate_now()").fetchone() == (told,)
        connection.execute("set session authorization mandate_app")
        connection.execute("set local role mandate_worker")
        assert connection.execute("select mandate_now() > now() - interval '1 minute'").fetchone() == (True,)


async def test_who_locks_the_same_name_waits() -> None:
    order: list[str] = []

    async def hold(name: str, seconds: float) -> None:
        async with transaction(SYSTEM, DEED) as tx:
            await tx.lock("list", 1)
            order.append(f"{name} in")
            await asyncio.sleep(seconds)
            order.append(f"{name} out")

    first = asyncio.create_task(hold("first", 0.1))
    await asyncio.sleep(0.05)
    await asyncio.gather(first, hold("second", 0))
    assert order == ["first in", "first out", "second in", "second out"]


async def test_who_waits_too_long_for_a_row_is_told_to_try_again() -> None:
    async def change(patience: str, then: float) -> None:
        async with transaction(SYSTEM, DEED) as tx:
            await tx.value("select set_config('lock_timeout', $1, true)", patience)
            await tx.execute("update bench.ledger set number = number + 1 where id = 1")
            await asyncio.sleep(then)

    async with transaction(SYSTEM, DEED) as tx:
        await tx.execute("insert into bench.ledger values (1, 1)")
    first = asyncio.create_task(change("1s", 0.3))
    await asyncio.sleep(0.1)
    with pytest.raises(Conflict, match="Try again"):
        await change("50ms", 0)
    await first
    assert await value("select number from bench.ledger where id = 1") == 2


async def test_serializable_deeds_that_meet_are_done_again() -> None:
    async with transaction(SYSTEM, DEED) as tx:
        await tx.execute("insert into bench.ledger values (1, 1)")
    tries = 0

    async def add() -> None:
        nonlocal tries
        tries += 1
        async with transaction(SYSTEM, DEED, isolation="serializable") as tx:
            number = await tx.value("select number from bench.ledger where id = 1")
            await asyncio.sleep(0.01)
            await tx.execute("update bench.ledger set number = $1 where id = 1", number + 1)

    await asyncio.gather(*(retried(add, attempts=20) for _ in range(4)))
    assert await value("select number from bench.ledger where id = 1") == 5
    assert tries > 4


async def test_what_the_database_refuses_is_said_in_domain_errors() -> None:
    async def write(sql: str) -> None:
        async with transaction(SYSTEM, DEED) as tx:
            await tx.execute(sql)

    await write("insert into bench.parent values (1)")
    with pytest.raises(Conflict):
        await write("insert into bench.parent values (1)")
    with pytest.raises(NotFound):
        await write("insert into bench.child values (1, 99)")
    with pytest.raises(Forbidden, match="the system itself may"):
        await write("insert into bench.closed values (1)")
    with pytest.raises(Exception, match="ck_ledger_positive"):
        await write("insert into bench.ledger values (1, -1)")


async def test_a_slice_says_what_its_constraint_means(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(REFUSALS, "ledger.positive", raising=False)
    refuse("ledger.positive", RuleViolation("Give a positive number.", rule="positive", path="number"))
    with pytest.raises(RuleViolation, match="Give a positive number") as raised:
        async with transaction(SYSTEM, DEED) as tx:
            await tx.execute("insert into bench.ledger values (1, -1)")
    assert raised.value.violations[0].path == "number"
    with pytest.raises(ValueError, match="already"):
        refuse("ledger.positive", Conflict("again"))
    del REFUSALS["ledger.positive"]


async def test_a_second_connect_is_refused(bench: Database) -> None:
    with pytest.raises(RuntimeError, match="already connected"):
        async with connected(bench.login_url):
            pytest.fail("connected twice")


async def test_piccolos_own_transactions_are_closed() -> None:
    for begin in (DB.transaction, DB.atomic):
        with pytest.raises(RuntimeError, match=r"domain\.database\.engine\.transaction"):
            begin()


def test_ids_made_later_sort_later() -> None:
    ids = [new_id() for _ in range(1000)]
    assert len(set(ids)) == 1000
    assert all(made.version == 7 and made.variant == "specified in RFC 4122" for made in ids)
    stamps = [made.int >> 80 for made in ids]
    assert stamps == sorted(stamps)
