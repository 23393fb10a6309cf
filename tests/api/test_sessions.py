"""A session ends when it is ended, and a role that ended has ended with the next request."""

import asyncio
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from litestar.exceptions import PermissionDeniedException

from api.app import Mandate
from api.auth.middleware import Authentication
from api.settings import Settings
from domain.actor import Actor, Role
from domain.audit.actions import Action
from domain.database.clock import clock_at, now
from domain.organisation import commands_roles, commands_sessions, commands_tokens, queries
from domain.organisation.rules import SESSION_IDLE
from tests.support.builders.organisation import in_days, told
from tests.support.graphql import data
from tests.support.personas import COOKIE, ORIGIN, SYSTEM, Company, anonymous

ME = "{ me { roles units { code } } }"


async def test_signing_out_ends_the_session_and_the_cookie(app: Mandate, company: Company) -> None:
    async with company.board.browser(app) as client, anonymous(app) as thief:
        thief.cookies.set(COOKIE, client.cookies[COOKIE])
        assert (await data(thief, ME))["me"] is not None
        answer = await client.post("/auth/sign-out")
        assert answer.status_code == 204
        assert "max-age=0" in answer.headers["set-cookie"].lower()
        assert (await data(thief, ME))["me"] is None
    assert (await told(Action.SIGNED_OUT))["subject"] == company.board.id


async def test_signing_out_twice_or_as_nobody_is_no_fault(app: Mandate, company: Company) -> None:
    async with anonymous(app) as client:
        assert (await client.post("/auth/sign-out")).status_code == 204
        client.cookies.set(COOKIE, "nonsense")
        assert (await client.post("/auth/sign-out")).status_code == 204


async def test_who_signs_out_during_a_slow_request_stays_out(
    app: Mandate, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    running, go_on = asyncio.Event(), asyncio.Event()
    read = queries.units

    async def slow(actor: Actor) -> Any:
        running.set()
        await go_on.wait()
        return await read(actor)

    monkeypatch.setattr(queries, "units", slow)
    async with company.board.browser(app) as client, anonymous(app) as second:
        secret = client.cookies[COOKIE]
        request = asyncio.create_task(client.post("/graphql", json={"query": "{ units { code } }"}))
        await running.wait()
        second.cookies.set(COOKIE, secret)
        assert (await second.post("/auth/sign-out")).status_code == 204
        go_on.set()
        answer = await request
        assert answer.json()["data"]["units"]
        assert "set-cookie" not in answer.headers
        second.cookies.set(COOKIE, secret)
        assert (await data(second, ME))["me"] is None


async def test_a_role_counts_from_the_next_request_and_is_gone_with_the_next(app: Mandate, company: Company) -> None:
    admin = await company.admin.as_actor()
    async with company.outsider.browser(app) as client:
        assert (await data(client, ME))["me"] == {"roles": ["REQUESTER"], "units": []}
        given = await commands_roles.assign_role(admin, company.outsider.id, Role.OWNER, unit=company.retail)
        assert (await data(client, ME))["me"] == {"roles": ["REQUESTER", "OWNER"], "units": [{"code": "retail"}]}
        await commands_roles.end_assignment(admin, given)
        assert (await data(client, ME))["me"] == {"roles": ["REQUESTER"], "units": []}


async def test_an_idle_session_is_nobody(app: Mandate, company: Company) -> None:
    async with company.board.browser(app) as client:
        with clock_at(now() + SESSION_IDLE):
            assert (await data(client, ME))["me"] is None


async def test_a_session_in_use_stays_alive(app: Mandate, company: Company) -> None:
    start = now()
    async with company.board.browser(app) as client:
        for hours in (2, 4, 6):
            with clock_at(start + hours / 3 * SESSION_IDLE):
                assert (await data(client, ME))["me"] is not None, hours


async def test_a_read_writes_nothing(app: Mandate, company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    async def never(*_: object) -> None:
        raise AssertionError("a fresh session was extended")

    monkeypatch.setattr("api.auth.middleware.extend_session", never)
    async with company.board.browser(app) as client:
        answer = await client.post("/graphql", json={"query": ME})
        assert answer.json()["data"]["me"] is not None
        assert "set-cookie" not in answer.headers


async def identified(headers: dict[str, str]) -> dict[str, Any]:
    """What the authentication leaves in the scope of a socket with these headers."""

    async def inner(*_: Any) -> None: ...

    scope: dict[str, Any] = {
        "type": "websocket",
        "path": "/graphql",
        "headers": [(name.lower().encode(), text.encode()) for name, text in headers.items()],
        "route_handler": SimpleNamespace(opt={}),
    }
    await Authentication(inner, Settings())(scope, None, None)  # type: ignore[arg-type]
    return scope


async def test_an_open_socket_learns_that_its_session_ended_or_its_roles_changed(company: Company) -> None:
    opened = await commands_sessions.open_session(SYSTEM, company.outsider.id)
    scope = await identified({"Cookie": f"{COOKIE}={opened.secret}", "Origin": ORIGIN})
    known, again = scope["user"], scope["actor_again"]
    assert known is not None
    assert await again() == known
    admin = await company.admin.as_actor()
    given = await commands_roles.assign_role(admin, company.outsider.id, Role.BOARD, until_at=in_days(1))
    assert await again() != known
    await commands_roles.end_assignment(admin, given)
    assert await again() == known
    await commands_sessions.sign_out(SYSTEM, opened.secret)
    assert await again() is None


async def test_a_foreign_page_is_kept_out_before_anybody_looks_at_its_cookie(company: Company) -> None:
    opened = await commands_sessions.open_session(SYSTEM, company.board.id)
    cookie = {"Cookie": f"{COOKIE}={opened.secret}", "Host": ORIGIN.removeprefix("http://")}
    for foreign in ({}, {"Origin": "https://evil.example"}, {"Origin": "null"}):
        with pytest.raises(PermissionDeniedException):
            await identified({**cookie, **foreign})
    assert (await identified({"Origin": "https://evil.example"}))["user"] is None


async def test_an_open_socket_learns_that_its_token_was_revoked(company: Company) -> None:
    actor = await company.outsider.as_actor()
    created = await commands_tokens.create_api_token(actor, name="X")
    scope = await identified({"Authorization": f"Bearer {created.secret}"})
    assert await scope["actor_again"]() == scope["user"] == actor
    await commands_tokens.revoke_api_token(actor, created.id)
    assert await scope["actor_again"]() is None


async def test_an_account_out_of_use_is_nobody_at_once(app: Mandate, company: Company, database: Any) -> None:
    async with company.board.browser(app) as client:
        with psycopg.connect(database.owner_url, autocommit=True) as connection:
            connection.execute("update person set active = false where id = %s", [company.board.id])
        assert (await data(client, ME))["me"] is None
