"""Live events: in the order of commits, none missed, none twice, whatever runs beside them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import asyncpg
import pytest

from domain.actor import Actor, Deed
from domain.audit import listener as module
from domain.audit.actions import Action
from domain.audit.listener import START, Cursor, EventListener, LiveEvent
from domain.audit.trail import record
from domain.database.columns import new_id
from domain.database.engine import transaction, value
from tests.support.database import Database
from tests.support.personas import Company


async def noted(actor: Actor, action: Action = Action.REQUEST_COMMENTED, deed: Deed = Deed.COMMENT) -> int:
    async with transaction(actor, deed) as tx:
        return await record(tx, action, subject_kind="request", subject=new_id())


@asynccontextmanager
async def listening(database: Database) -> AsyncIterator[EventListener]:
    made = EventListener(database.login_url)
    task = asyncio.create_task(made.run())
    await asyncio.sleep(0.1)
    try:
        yield made
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def taken(listener: EventListener, actor: Actor, count: int, since: Cursor | None = None) -> list[LiveEvent]:
    """The next events, within five seconds."""
    stream, events = listener.follow(actor, since), []
    try:
        async with asyncio.timeout(5):
            async for event in stream:
                events.append(event)
                if len(events) == count:
                    break
    finally:
        await stream.aclose()
    return events


async def test_an_event_arrives_soon_after_its_commit(database: Database, company: Company) -> None:
    actor = await company.requester.as_actor()
    async with listening(database) as listener:
        reading = asyncio.create_task(taken(listener, actor, 2))
        await asyncio.sleep(0.05)
        numbers = [await noted(actor), await noted(actor)]
        assert [event.cursor.number for event in await reading] == numbers
        assert listener.readers == 0


async def test_a_number_given_early_and_committed_late_is_not_missed(database: Database, company: Company) -> None:
    actor = await company.requester.as_actor()
    async with listening(database) as listener:
        reading = asyncio.create_task(taken(listener, actor, 2))
        await asyncio.sleep(0.05)
        early: int
        async with transaction(actor, Deed.COMMENT) as slow:
            early = await record(slow, Action.REQUEST_COMMENTED, subject_kind="request", subject=new_id())
            connection = await asyncpg.connect(database.owner_url)
            await connection.execute(
                "insert into audit_event (id, actor, xact, at, recorded_at, action, subject_kind, subject)"
                " values (gen_random_uuid(), $1, 0, now(), now(), 'request.changed', 'request', gen_random_uuid())",
                actor.person_id,
            )
            await connection.close()
            await asyncio.sleep(0.3)
            assert not reading.done()
        events = await reading
        assert early in [event.cursor.number for event in events]
        assert [event.cursor for event in events] == sorted(event.cursor for event in events)


async def test_who_comes_back_with_a_cursor_gets_what_happened_meanwhile(database: Database, company: Company) -> None:
    actor = await company.requester.as_actor()
    async with listening(database) as listener:
        reading = asyncio.create_task(taken(listener, actor, 1))
        await asyncio.sleep(0.05)
        await noted(actor)
        (first,) = await reading
        meanwhile = [await noted(actor) for _ in range(3)]
        assert [event.cursor.number for event in await taken(listener, actor, 3, first.cursor)] == meanwhile
    async with listening(database) as another:
        assert [event.cursor.number for event in await taken(another, actor, 3, first.cursor)] == meanwhile


async def test_a_slow_reader_misses_nothing_and_holds_no_memory(
    database: Database, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "KEPT", 5)
    monkeypatch.setattr(module, "BATCH", 7)
    actor = await company.requester.as_actor()
    async with listening(database) as listener:
        stream = listener.follow(actor)
        first = asyncio.ensure_future(anext(stream))
        await asyncio.sleep(0.05)
        numbers = [await noted(actor) for _ in range(30)]
        got = [(await asyncio.wait_for(first, 5)).cursor.number]
        while len(got) < 30:
            got.append((await asyncio.wait_for(anext(stream), 5)).cursor.number)
        await stream.aclose()
        assert got == numbers


async def test_what_happened_in_confidence_goes_to_who_did_it_alone(database: Database, company: Company) -> None:
    requester, board = await company.requester.as_actor(), await company.board.as_actor()
    async with listening(database) as listener:
        own = asyncio.create_task(taken(listener, requester, 2))
        others = asyncio.create_task(taken(listener, board, 1))
        await asyncio.sleep(0.05)
        secret = await noted(requester, Action.DRAFT_SAVED, Deed.SAVE_DRAFT)
        public = await noted(requester)
        assert [event.cursor.number for event in await own] == [secret, public]
        assert [event.cursor.number for event in await others] == [public]


async def test_a_broken_connection_is_mended_and_nothing_is_missed(database: Database, company: Company) -> None:
    actor = await company.requester.as_actor()
    async with listening(database) as listener:
        reading = asyncio.create_task(taken(listener, actor, 2))
        await asyncio.sleep(0.05)
        connection = await asyncpg.connect(database.owner_url)
        ended = await connection.fetchval(
            "select count(pg_terminate_backend(pid)) from pg_stat_activity"
            " where application_name = 'mandate-events' and datname = current_database()"
        )
        await connection.close()
        assert ended >= 1  # the server may still be ending that of the test before
        numbers = [await noted(actor), await noted(actor)]
        assert [event.cursor.number for event in await reading] == numbers


async def test_a_lost_notification_only_delays(
    database: Database, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "CHANNEL", "nobody_speaks_here")
    monkeypatch.setattr(module, "POLL_SECONDS", 0.2)
    actor = await company.requester.as_actor()
    async with listening(database) as listener:
        reading = asyncio.create_task(taken(listener, actor, 1))
        await asyncio.sleep(0.05)
        number = await noted(actor)
        assert [event.cursor.number for event in await reading] == [number]


async def test_closing_ends_every_stream(database: Database, company: Company) -> None:
    actor = await company.requester.as_actor()
    async with listening(database) as listener:
        reading = asyncio.create_task(taken(listener, actor, 1))
        await asyncio.sleep(0.05)
        listener.close()
        assert await asyncio.wait_for(reading, 1) == []


async def test_many_writers_at_once_are_seen_by_all_readers_in_one_order(database: Database, company: Company) -> None:
    actor = await company.requester.as_actor()
    async with listening(database) as listener:
        readers = [asyncio.create_task(taken(listener, actor, 60)) for _ in range(5)]
        await asyncio.sleep(0.05)

        async def writing() -> list[int]:
            return [await noted(actor) for _ in range(15)]

        written = {number for part in await asyncio.gather(*(writing() for _ in range(4))) for number in part}
        seen = [[event.cursor for event in await reader] for reader in readers]
    assert all(each == seen[0] for each in seen)
    assert {cursor.number for cursor in seen[0]} == written
    assert int(await value("select count(*) from audit_event where number = any($1)", list(written))) == 60


@pytest.mark.parametrize("text", ["", "1", "1.", ".1", "a.b", "1.2.3", "-1.2", "9" * 30 + ".1", "1.٣"])
def test_what_is_no_cursor_is_none(text: str) -> None:
    assert Cursor.parse(text) is None


def test_a_cursor_reads_as_it_is_written() -> None:
    assert Cursor.parse(str(Cursor(817, 42))) == Cursor(817, 42)
    assert Cursor(1, 99) < Cursor(2, 1)
    assert Cursor(0, 1) > START


async def test_who_follows_from_now_on_hears_nothing_older_that_was_held_back(
    database: Database, company: Company
) -> None:
    actor = await company.requester.as_actor()
    older = await asyncpg.connect(database.owner_url)
    await older.execute("begin; select pg_current_xact_id()")
    async with listening(database) as listener:
        before = await noted(actor)
        reading = asyncio.create_task(taken(listener, actor, 1))
        await asyncio.sleep(0.2)
        after = await noted(actor)
        await older.close()
        assert [event.cursor.number for event in await reading] == [after]
    assert after > before


async def test_stopping_ends_the_listener_even_in_the_moment_it_is_woken(database: Database, company: Company) -> None:
    for _ in range(20):
        listener = EventListener(database.login_url)
        task = asyncio.create_task(listener.run())
        await asyncio.sleep(0.05)
        actor = await company.requester.as_actor()
        await noted(actor)
        task.cancel()
        _, running = await asyncio.wait({task}, timeout=5)
        assert not running
