"""`events` over real sockets: who may open one, what arrives, and when a stream ends."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from websockets import Subprotocol
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from api.graphql import events
from domain.actor import Role
from domain.organisation import commands, commands_roles, commands_sessions
from tests.support.database import Database
from tests.support.graphql import application
from tests.support.personas import COOKIE, SYSTEM, Company
from tests.support.sockets import EVENTS, begin, opened, said, secret_of, served


@pytest.fixture
async def host(database: Database) -> AsyncIterator[str]:
    async with served(application(database)) as address:
        yield address


async def test_a_deed_is_heard_of_by_who_follows(host: str, company: Company) -> None:
    async with opened(host, await secret_of(company.requester)) as line:
        await begin(line)
        unit = await commands.add_unit(await company.admin.as_actor(), code="new", name="New")
        event = (await said(line))["payload"]["data"]["events"]
    assert (event["kind"], event["subjectKind"], event["subject"]) == ("unit.added", "unit", str(unit))
    assert event["cursor"].endswith(f".{event['number']}")


async def test_who_comes_back_continues_where_it_was(host: str, company: Company) -> None:
    admin = await company.admin.as_actor()
    secret = await secret_of(company.requester)
    async with opened(host, secret) as line:
        await begin(line)
        await commands.add_unit(admin, code="one", name="One")
        cursor = (await said(line))["payload"]["data"]["events"]["cursor"]
    units = [await commands.add_unit(admin, code=code, name=code) for code in ("two", "three")]
    async with opened(host, secret) as line:
        await begin(line, since=cursor)
        heard = [(await said(line))["payload"]["data"]["events"]["subject"] for _ in range(2)]
    assert heard == [str(unit) for unit in units]


async def test_a_wrong_cursor_is_refused(host: str, company: Company) -> None:
    async with opened(host, await secret_of(company.requester)) as line:
        await begin(line, since="yesterday")
        answer = await said(line)
    assert "cursor" in json.dumps(answer)
    assert "BAD_INPUT" in json.dumps(answer)


async def test_strangers_hear_nothing(host: str, company: Company) -> None:
    async with opened(host, None) as line:
        await begin(line)
        answer = await said(line)
    assert "UNAUTHENTICATED" in json.dumps(answer)


@pytest.mark.parametrize("origin", ["https://evil.example", "null", None])
async def test_pages_of_others_and_pages_that_do_not_say_open_no_socket(
    host: str, company: Company, origin: str | None
) -> None:
    with pytest.raises((InvalidStatus, ConnectionClosed)):
        async with opened(host, await secret_of(company.requester), origin) as line:
            await begin(line)


async def test_the_old_protocol_is_not_spoken(host: str, company: Company) -> None:
    headers = {"Cookie": f"{COOKIE}={await secret_of(company.requester)}"}

    async def speaking() -> None:
        async with connect(
            f"ws://{host}/graphql",
            subprotocols=[Subprotocol("graphql-ws")],
            additional_headers=headers,
            origin=f"http://{host}",  # type: ignore[arg-type]
            proxy=None,
        ) as line:
            await line.send('{"type": "connection_init"}')
            await asyncio.wait_for(line.recv(), 5)

    with pytest.raises((InvalidStatus, ConnectionClosed)):
        await speaking()


async def test_a_socket_holds_twenty_subscriptions(host: str, company: Company) -> None:
    async with opened(host, await secret_of(company.requester)) as line:
        await begin(line)
        for number in range(2, 22):
            await line.send(json.dumps({"id": str(number), "type": "subscribe", "payload": {"query": EVENTS}}))
        refused = await said(line)
    assert (refused["type"], refused["id"]) == ("error", "21")


async def test_a_message_that_is_too_large_ends_the_socket(host: str, company: Company) -> None:
    async with opened(host, await secret_of(company.requester)) as line:
        await line.send("x" * 65_537)
        with pytest.raises(ConnectionClosed) as closed:
            await asyncio.wait_for(line.recv(), 5)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1009


async def _ended(line: ClientConnection) -> dict[str, Any]:
    while True:
        message = await said(line)
        if message["type"] == "complete":
            return message


@pytest.mark.parametrize("busy", [False, True])
async def test_signing_out_ends_the_stream(
    host: str, company: Company, busy: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert events.RECHECK_SECONDS < 5
    monkeypatch.setattr(events, "RECHECK_SECONDS", 0.3)
    secret = await secret_of(company.requester)
    async with opened(host, secret) as line:
        await begin(line)
        await commands_sessions.sign_out(SYSTEM, secret)

        async def others() -> None:
            for number in range(20):
                await commands.add_unit(await company.admin.as_actor(), code=f"u{number}", name=f"U{number}")
                await asyncio.sleep(0.05)

        noise = asyncio.create_task(others()) if busy else None
        assert (await _ended(line))["id"] == "1"
        if noise:
            await noise


async def test_an_ended_role_ends_the_stream(host: str, company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "RECHECK_SECONDS", 0.3)
    async with opened(host, await secret_of(company.outsider)) as line:
        await begin(line)
        await commands_roles.assign_role(await company.admin.as_actor(), company.outsider.id, Role.BOARD)
        assert (await _ended(line))["id"] == "1"


async def test_streams_end_when_the_process_stops(database: Database, company: Company) -> None:
    app = application(database)
    async with served(app) as host, opened(host, await secret_of(company.requester)) as line:
        await begin(line)
        app.state.events.close()
        assert (await _ended(line))["id"] == "1"
