"""Jobs: they exist if and only if their deed does, are done at least once, and survive what fails."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from domain import jobs
from domain.actor import Actor, Assignment, Deed, Role
from domain.database.columns import new_id
from domain.database.engine import transaction, value
from domain.errors import Conflict
from domain.jobs import worker
from domain.jobs.worker import LONGEST_DELAY, Scheduled, Worker, delay_after
from tests.support.database import Database

SYSTEM = Actor.system()
DEED = Deed.ESCALATE_QUESTION
Payload = dict[str, Any]


@pytest.fixture(autouse=True)
def _used(database: Database) -> Iterator[None]:
    return


async def enqueue(*payloads: Payload, actor: Actor = SYSTEM, deed: Deed = DEED, **options: Any) -> None:
    async with transaction(actor, deed) as tx:
        for payload in payloads:
            await jobs.enqueue(tx, "note", payload, **options)


async def waiting() -> int:
    return int(await value("select count(*) from pgqueuer where status = 'queued'"))


async def test_a_job_is_done_after_its_deed(database: Database) -> None:
    done: list[Payload] = []

    async def note(payload: Payload) -> None:
        done.append(payload)
        async with transaction(SYSTEM, DEED):
            pass  # a handler calls commands as usual

    await enqueue({"number": 1, "at": new_id()}, {"number": 2})
    await Worker(database.login_url, {"note": note}).drain()
    assert sorted(payload["number"] for payload in done) == [1, 2]
    assert await waiting() == 0


async def test_a_refused_deed_leaves_no_job() -> None:
    async def refused() -> None:
        async with transaction(SYSTEM, DEED) as tx:
            await jobs.enqueue(tx, "note", {})
            raise Conflict("no")

    with pytest.raises(Conflict):
        await refused()
    assert await waiting() == 0


async def test_the_same_job_waits_once() -> None:
    async with transaction(SYSTEM, DEED) as tx:
        assert await jobs.enqueue(tx, "note", {}, dedupe_key="plan") is not None
        assert await jobs.enqueue(tx, "note", {}, dedupe_key="plan") is None
        assert await jobs.enqueue(tx, "note", {}, dedupe_key="another") is not None
    assert await waiting() == 2


@pytest.mark.parametrize(
    ("role", "deed"),
    [
        (Role.OWNER, Deed.COMMIT_REQUEST),
        (Role.OWNER, Deed.SUBMIT_REQUEST),
        (Role.IT, Deed.ESTIMATE_REQUEST),
        (Role.BOARD, Deed.SET_POLICY),
        (Role.ADMIN, Deed.ADD_UNIT),
        (Role.ADMIN, Deed.ADD_PERSON),
    ],
)
async def test_every_deed_may_enqueue_and_none_but_the_worker_may_take(role: Role, deed: Deed) -> None:
    actor = Actor(new_id(), "Somebody", (Assignment(new_id(), role),))
    await enqueue({}, actor=actor, deed=deed)
    assert await waiting() == 1
    with pytest.raises(Exception, match="may"):
        async with transaction(actor, deed) as tx:
            await tx.execute("update pgqueuer set status = 'deleted'")


async def test_a_job_that_fails_is_done_again_later(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "FIRST_DELAY", timedelta(0))
    attempts = 0

    async def note(payload: Payload) -> None:
        nonlocal attempts
        attempts += 1
        if attempts < 3:
            raise RuntimeError("not yet")

    await enqueue({})
    for _ in range(3):
        await Worker(database.login_url, {"note": note}).drain()
    assert attempts == 3
    assert await waiting() == 0


async def test_a_job_that_always_fails_is_kept_with_its_error(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "ATTEMPTS", 1)

    async def note(payload: Payload) -> None:
        raise RuntimeError("the sink is full")

    await enqueue({})
    await Worker(database.login_url, {"note": note}).drain()
    assert await value("select status::text from pgqueuer") == "failed"
    assert "the sink is full" in str(await value("select traceback from pgqueuer_log where status = 'failed'"))


def test_the_delay_grows_to_an_hour_at_most() -> None:
    delays = [delay_after(attempts) for attempts in range(20)]
    assert delays == sorted(delays)
    assert delays[1] == delays[0] * 2
    assert delays[-1] == LONGEST_DELAY


async def test_a_worker_told_to_stop_finishes_what_it_has(database: Database) -> None:
    began, ended = asyncio.Event(), asyncio.Event()

    async def note(payload: Payload) -> None:
        began.set()
        await asyncio.sleep(0.2)
        ended.set()

    running = Worker(database.login_url, {"note": note})
    loop = asyncio.create_task(running.run())
    await enqueue({})
    async with asyncio.timeout(10):
        await began.wait()
        running.stop()
        await loop
    assert ended.is_set()
    assert await waiting() == 0


async def test_a_worker_comes_back_after_its_connections_died(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "POLL", timedelta(seconds=0.5))
    done = asyncio.Event()

    async def note(payload: Payload) -> None:
        if payload["last"]:
            done.set()

    running = Worker(database.login_url, {"note": note})
    loop = asyncio.create_task(running.run())
    await enqueue({"last": False})
    async with asyncio.timeout(20):
        while await waiting():
            await asyncio.sleep(0.01)
        with psycopg.connect(database.owner_url, autocommit=True) as owner:
            owner.execute(
                "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
                " where application_name = 'mandate-worker' and datname = current_database()"
            )
        await enqueue({"last": True})
        await done.wait()
        running.stop()
        await loop


async def test_the_clock_calls_one_of_two_workers(database: Database) -> None:
    ticks = 0
    ticked = asyncio.Event()

    async def tick() -> None:
        nonlocal ticks
        ticks += 1
        ticked.set()

    schedule = (Scheduled("tick", "* * * * * *", tick),)  # each second
    workers = [Worker(database.login_url, {}, schedule) for _ in range(2)]
    loops = [asyncio.create_task(each.run()) for each in workers]
    async with asyncio.timeout(20):
        await ticked.wait()
        seconds_before = asyncio.get_running_loop().time()
        await asyncio.sleep(2.1)
        for each in workers:
            each.stop()
        await asyncio.gather(*loops)
    passed = asyncio.get_running_loop().time() - seconds_before
    assert 1 <= ticks <= passed + 2
