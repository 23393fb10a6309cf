"""Everybody who may stand behind a request: strangers, people in every role, and programs with tokens, as browsers."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta

import httpx

from api.app import Mandate
from domain.database import clock
from domain.organisation import commands_sessions, commands_tokens
from tests.support.builders.organisation import deputy_of
from tests.support.matrix import PRINCIPALS
from tests.support.personas import COOKIE, SYSTEM, Company, Persona, anonymous

Clients = dict[str, httpx.AsyncClient]


def personas(company: Company) -> dict[str, Persona]:
    """The person behind each principal that has one."""
    return {
        "requester": company.requester,
        "owner": company.owner_retail,
        "other owner": company.owner_logistics,
        "deputy": company.outsider,
        "it": company.it_platform,
        "other it": company.it_data,
        "board": company.board,
        "admin": company.admin,
        "token": company.owner_retail,
        "reading token": company.owner_retail,
        "expired": company.owner_retail,
        "signed out": company.owner_retail,
    }


async def token_of(persona: Persona, *scopes: str) -> str:
    """A token of somebody: for all that they may do, or for these scopes."""
    made = await commands_tokens.create_api_token(await persona.as_actor(), name="Program", scopes=scopes or None)
    return made.secret


async def _expired(persona: Persona) -> str:
    with clock.clock_at(clock.now() - timedelta(hours=13)):
        return (await commands_sessions.open_session(SYSTEM, persona.id, user_agent="tests")).secret


async def _signed_out(persona: Persona) -> str:
    secret = (await commands_sessions.open_session(SYSTEM, persona.id, user_agent="tests")).secret
    assert await commands_sessions.sign_out(SYSTEM, secret)
    return secret


@asynccontextmanager
async def principals(app: Mandate, company: Company) -> AsyncIterator[Clients]:
    """A client for every principal. Outs stands in for the owner of Retail."""
    who = personas(company)
    await deputy_of(company.owner_retail, company.outsider)
    async with AsyncExitStack() as stack:
        clients: Clients = {}
        for name in PRINCIPALS:
            if name in ("anonymous", "expired", "signed out", "token", "reading token"):
                client = await stack.enter_async_context(anonymous(app))
            else:
                client = await stack.enter_async_context(who[name].browser(app))
            clients[name] = client
        clients["expired"].cookies.set(COOKIE, await _expired(company.owner_retail))
        clients["signed out"].cookies.set(COOKIE, await _signed_out(company.owner_retail))
        for name, scopes in (("token", ()), ("reading token", ("read",))):
            clients[name].headers["Authorization"] = f"Bearer {await token_of(company.owner_retail, *scopes)}"
        yield clients
