"""A small company whose people stand for every role: three units, two teams, ten people, made through commands."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

import httpx

from domain.actor import Actor, Role
from domain.governance import commands as governance
from domain.organisation import commands, commands_roles, commands_sessions, queries

ORIGIN = "http://127.0.0.1:8000"
COOKIE = "mandate_session"
SYSTEM = Actor.system()


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody of the company."""

    id: UUID
    name: str
    email: str

    async def as_actor(self, *, scopes: frozenset[str] | None = None) -> Actor:
        """The actor with the roles in force at this moment."""
        return await queries.actor_of(self.id, scopes=scopes)

    @asynccontextmanager
    async def browser(self, app: Any) -> AsyncIterator[httpx.AsyncClient]:
        """A signed-in browser on the product's own page: httpx against the application in this event loop."""
        opened = await commands_sessions.open_session(SYSTEM, self.id, user_agent="tests")
        async with anonymous(app) as client:
            client.cookies.set(COOKIE, opened.secret)
            yield client


@asynccontextmanager
async def anonymous(app: Any) -> AsyncIterator[httpx.AsyncClient]:
    """A browser on the product's own page, not signed in."""
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers={"Origin": ORIGIN}) as client:
        yield client


@dataclass(frozen=True, slots=True)
class Company:
    """The ids of units and teams, and a persona for each role."""

    retail: UUID
    logistics: UUID
    finance: UUID
    platform: UUID
    data: UUID
    owner_retail: Persona
    owner_logistics: Persona
    owner_finance: Persona
    it_platform: Persona
    it_data: Persona
    board: Persona
    board_chair: Persona
    admin: Persona
    requester: Persona
    outsider: Persona

    @property
    def personas(self) -> dict[str, Persona]:
        """Everybody by the name used here."""
        named = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: persona for name, persona in named.items() if isinstance(persona, Persona)}


_NAMES = {
    "owner_retail": "Rita Reed",
    "owner_logistics": "Liam Lowe",
    "owner_finance": "Fay Finch",
    "it_platform": "Ivo Plath",
    "it_data": "Ida Dahl",
    "board": "Bo Board",
    "board_chair": "Cara Chair",
    "requester": "Rob Quest",
    "outsider": "Otto Outs",
}


async def founded() -> Company:
    """Found the company in an empty database. Nobody has a password; browsers get their sessions directly."""
    await governance.found(SYSTEM)
    admin = Persona(
        await commands_roles.found_administrator(SYSTEM, name="Ada Minh", email="admin@test.example"),
        "Ada Minh",
        "admin@test.example",
    )
    actor = await admin.as_actor()
    units = {
        name: await commands.add_unit(actor, code=name, name=name.capitalize())
        for name in ("retail", "logistics", "finance")
    }
    teams = {
        name: await commands.add_team(actor, code=name, name=name.capitalize(), day_rate_cents=80_000)
        for name in ("platform", "data")
    }
    people = {"admin": admin}
    for key, name in _NAMES.items():
        email = f"{key.replace('_', '.')}@test.example"
        people[key] = Persona(await commands.add_person(actor, name=name, email=email), name, email)
        match key.split("_"):
            case ["owner", unit]:
                await commands_roles.assign_role(actor, people[key].id, Role.OWNER, unit=units[unit])
            case ["it", team]:
                await commands_roles.assign_role(actor, people[key].id, Role.IT, team=teams[team])
            case ["board", *_]:
                await commands_roles.assign_role(actor, people[key].id, Role.BOARD)
    # The fields of a company are named for its units, teams and people.
    return Company(**{**units, **teams, **people})  # type: ignore[arg-type]
