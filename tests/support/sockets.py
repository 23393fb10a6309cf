"""The application on a real port, and its sockets as a page of ours opens them."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import uvicorn
from websockets import Subprotocol
from websockets.asyncio.client import ClientConnection, connect

from api.app import Mandate
from domain.organisation import commands_sessions
from tests.support.personas import COOKIE, SYSTEM, Persona

PROTOCOL = Subprotocol("graphql-transport-ws")
EVENTS = """
subscription ($since: String) { events(since: $since) { id cursor number kind subjectKind subject request at } }
"""


@asynccontextmanager
async def served(app: Mandate) -> AsyncIterator[str]:
    """The application on a real port, with its listener running; its host and port."""
    listener = asyncio.create_task(app.state.events.run())
    server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_config=None, ws_max_size=65536))
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        running = asyncio.create_task(server.serve(sockets=[sock]))
        while not server.started:
            await asyncio.sleep(0.01)
        try:
            yield f"127.0.0.1:{sock.getsockname()[1]}"
        finally:
            app.state.events.close()
            server.should_exit = True
            await running
            listener.cancel()
            with suppress(asyncio.CancelledError):
                await listener


async def secret_of(persona: Persona) -> str:
    return (await commands_sessions.open_session(SYSTEM, persona.id, user_agent="tests")).secret


@asynccontextmanager
async def opened(host: str, secret: str | None, origin: str | None = "") -> AsyncIterator[ClientConnection]:
    """A socket of our own page, with the session's cookie if there is one."""
    headers = {"Cookie": f"{COOKIE}={secret}"} if secret else {}
    page = f"http://{host}" if origin == "" else origin
    async with connect(
        f"ws://{host}/graphql",
        subprotocols=[PROTOCOL],
        additional_headers=headers,
        origin=page,  # type: ignore[arg-type]
        proxy=None,
    ) as line:
        yield line


async def begin(line: ClientConnection, document: str = EVENTS, since: str | None = None, name: str = "1") -> None:
    await line.send(json.dumps({"type": "connection_init"}))
    assert (await said(line))["type"] == "connection_ack"
    payload = {"query": document, "variables": {"since": since}}
    await line.send(json.dumps({"id": name, "type": "subscribe", "payload": payload}))
    await asyncio.sleep(0.1)


async def said(line: ClientConnection) -> dict[str, Any]:
    message: dict[str, Any] = json.loads(await asyncio.wait_for(line.recv(), 5))
    return message
