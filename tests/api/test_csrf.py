"""No page of another site does anything in the name of whoever is signed in."""

import asyncio
from typing import Any

import pytest

from api.app import Mandate
from api.auth import origin
from domain.database.engine import value
from domain.organisation.commands_sessions import open_session
from domain.organisation.commands_tokens import create_api_token
from tests.support.graphql import data
from tests.support.personas import COOKIE, ORIGIN, SYSTEM, Company

ADDRESS = "https://mandate.example.com"
HOST = "10.0.0.7:8000"

OURS = (ADDRESS, ADDRESS.upper(), f"http://{HOST}", f"https://{HOST}")
FOREIGN = (
    "null",
    "",
    "https://evil.example",
    "https://sub.mandate.example.com",
    "https://mandate.example.com.evil.example",
    "https://mandate.example.com:444",
    "http://mandate.example.com",
    "http://10.0.0.7",
    f"http://sub.{HOST}",
    f"http://{HOST}.evil.example",
    f"http://user@{HOST}",
    "file://",
    "https://evil.example/https://mandate.example.com",
)
FORM_TYPES = ("", "text/plain", "text/plain; charset=utf-8", "multipart/form-data; boundary=x", "TEXT/PLAIN")
OTHER_TYPES = ("application/json", "application/json; charset=utf-8", "application/graphql-response+json")


def allowed(method: str = "POST", **headers: str) -> bool:
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return origin.allows_deed(method, {"host": HOST, **named}, ADDRESS)


@pytest.mark.parametrize("body", FORM_TYPES + OTHER_TYPES)
def test_only_our_own_origin_passes_whatever_the_body(body: str) -> None:
    for ours in OURS:
        assert allowed(origin=ours, content_type=body), ours
    for foreign in FOREIGN:
        assert not allowed(origin=foreign, content_type=body), foreign
        assert not allowed(origin=foreign, content_type=body, sec_fetch_site="same-origin", x_requested_by="x")


@pytest.mark.parametrize("body", FORM_TYPES + OTHER_TYPES)
def test_without_origin_the_browser_says_whether_the_page_is_ours(body: str) -> None:
    for site in ("same-origin", "none"):
        assert allowed(sec_fetch_site=site, content_type=body)
    for site in ("cross-site", "same-site", "", "Same-Origin?"):
        assert not allowed(sec_fetch_site=site, content_type=body, x_requested_by="x")


def test_a_program_that_says_neither_sends_what_no_foreign_page_can() -> None:
    for body in FORM_TYPES:
        assert not allowed(content_type=body)
        assert allowed(content_type=body, x_requested_by="curl")
    for body in OTHER_TYPES:
        assert allowed(content_type=body)


def test_a_page_opens_a_socket_only_when_it_says_that_it_is_ours() -> None:
    for ours in OURS:
        assert origin.allows_socket({"host": HOST, "origin": ours}, ADDRESS)
    for foreign in FOREIGN:
        assert not origin.allows_socket({"host": HOST, "origin": foreign}, ADDRESS)
    assert not origin.allows_socket({"host": HOST, "sec-fetch-site": "same-origin"}, ADDRESS)


def test_looking_is_always_allowed() -> None:
    for method in ("GET", "HEAD", "OPTIONS"):
        assert allowed(method, origin="https://evil.example", sec_fetch_site="cross-site")
    for method in ("POST", "PUT", "PATCH", "DELETE", "get", "TRACE"):
        assert not allowed(method, origin="https://evil.example")


BODIES = ("application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x")


@pytest.mark.parametrize("path", ["/graphql", "/auth/sign-in", "/auth/sign-out", "/auth/password"])
@pytest.mark.parametrize("body", BODIES)
async def test_every_route_that_does_something_asks_for_our_page(
    app: Mandate, company: Company, path: str, body: str
) -> None:
    async with company.board.browser(app) as client:
        for foreign in ("https://evil.example", "null"):
            answer = await client.post(path, content=b"{}", headers={"Origin": foreign, "Content-Type": body})
            assert answer.status_code == 403, answer.text
            assert answer.headers["content-type"].startswith("application/problem+json")
            assert "API token" in answer.json()["detail"]
        assert (await data(client, "{ me { id } }"))["me"] is not None
    assert await value("select count(*) from session where ended_at is not null") == 0


async def test_a_token_needs_no_origin_because_no_page_has_it(app: Mandate, company: Company) -> None:
    created = await create_api_token(await company.board.as_actor(), name="X")
    async with company.board.browser(app) as client:
        client.cookies.clear()
        headers = {"Authorization": f"Bearer {created.secret}", "Origin": "https://elsewhere.example"}
        answer = await client.post("/graphql", json={"query": "{ me { id } }"}, headers=headers)
        assert answer.json()["data"]["me"] is not None


async def shaken(app: Mandate, **headers: str) -> str:
    """What a socket with these headers is answered: the type of the first message."""
    sent: asyncio.Queue[Any] = asyncio.Queue()
    received: asyncio.Queue[Any] = asyncio.Queue()
    received.put_nowait({"type": "websocket.connect"})
    pairs = {"host": ORIGIN.removeprefix("http://"), "sec-websocket-protocol": "graphql-transport-ws", **headers}
    scope = {
        "type": "websocket",
        "asgi": {"version": "3.0"},
        "scheme": "ws",
        "path": "/graphql",
        "raw_path": b"/graphql",
        "root_path": "",
        "query_string": b"",
        "headers": [(name.encode(), text.encode()) for name, text in pairs.items()],
        "client": ("192.0.2.1", 1),
        "server": ("127.0.0.1", 8000),
        "subprotocols": ["graphql-transport-ws"],
        "state": {},
    }
    running = asyncio.create_task(app(scope, received.get, sent.put))  # type: ignore[arg-type]
    try:
        async with asyncio.timeout(5):
            answer = await sent.get()
        received.put_nowait({"type": "websocket.disconnect", "code": 1000})
        async with asyncio.timeout(5):
            await asyncio.gather(running, return_exceptions=True)
    finally:
        running.cancel()
    return str(answer["type"])


async def test_a_socket_with_a_cookie_comes_from_our_page_or_not_at_all(app: Mandate, company: Company) -> None:
    opened = await open_session(SYSTEM, company.board.id)
    cookie = f"{COOKIE}={opened.secret}"
    assert await shaken(app, cookie=cookie, origin=ORIGIN) == "websocket.accept"
    assert await shaken(app, cookie=cookie) == "websocket.close"
    for foreign in ("https://evil.example", "null", "http://sub.127.0.0.1:8000"):
        assert await shaken(app, cookie=cookie, origin=foreign) == "websocket.close", foreign


async def test_a_socket_with_a_token_needs_no_origin(app: Mandate, company: Company) -> None:
    created = await create_api_token(await company.board.as_actor(), name="X")
    assert await shaken(app, authorization=f"Bearer {created.secret}") == "websocket.accept"
    assert await shaken(app, authorization="Bearer mdt_guess") == "websocket.close"
