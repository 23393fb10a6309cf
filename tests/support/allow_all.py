"""The product with one of its two defences taken away: every check of its own, or every guard of its database."""

import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any
from unittest.mock import patch
from uuid import UUID

import asyncpg
import psycopg
import pytest
from psycopg import sql

from domain import actor as actors
from domain.actor import DATABASE_ROLES, Actor, Assignment, Role
from domain.database import engine
from domain.database.engine import DB, connected
from domain.database.refusals import refused
from domain.decisions import commands_answers
from domain.demand import rules
from domain.organisation import commands_roles
from domain.organisation import rules as organisation_rules
from domain.realisation import commands as realisation
from domain.scenarios import commands as scenarios
from domain.value import commands as value_commands
from tests.support.database import LOGIN, PASSWORD, Server

# What the checks of the product are replaced by in the hands of IT: the own office under its true side, the own office
# that claims to be the business's, and the office of the owner or board member who may.
OFFICES = ("own", "own, lying", "another's")
# A right, a reference, a check, an exclusion: what the guards of the database answer with.
GUARDS = {"42501", "23503", "23514", "23P01"}


def _everywhere(monkeypatch: pytest.MonkeyPatch, original: Any, instead: Any) -> None:
    """Replace a function in every module of the product that knows it, under whatever name."""
    replaced = 0
    for module in [one for name, one in sys.modules.items() if name.split(".")[0] in ("api", "domain")]:
        for name, known in list(vars(module).items()):
            if known is original:
                monkeypatch.setattr(module, name, instead)
                replaced += 1
    assert replaced


def _passed(*_: Any, **__: Any) -> None:
    return None


def allow_all(
    monkeypatch: pytest.MonkeyPatch,
    own: Assignment,
    anothers: dict[Role, Assignment],
    units: frozenset[UUID],
    office: str,
) -> None:
    """Take every check of the product away: the matrix, the scopes, units, teams, seats, states, sides and authorship.

    Deeds then run as the database role of who may do them, which is the worst that a forgotten check could do.
    """

    def held(role: Role, unit_id: UUID | None) -> Assignment:
        if office == "own":
            return Assignment(own.id, own.role, unit_id or anothers[role].unit_id)
        if office == "own, lying":
            return Assignment(own.id, role, unit_id or anothers[role].unit_id)
        return anothers[role]

    def ownership(_: Actor, unit_id: UUID, **__: Any) -> Assignment:
        return held(Role.OWNER, unit_id)

    def seat(*_: Any) -> Assignment:
        return held(Role.BOARD, None)

    async def unbiased(*_: Any) -> Assignment:
        return seat()

    async def nobody_objects(*_: Any) -> None:
        return None

    async def offices(_: Actor, put: commands_answers.Put) -> dict[UUID | None, Assignment]:
        escalated = put.question.escalated_at is not None
        return {None: seat()} if escalated else {put.asker: held(Role.OWNER, put.asker)}

    _everywhere(monkeypatch, actors.check, _passed)
    _everywhere(monkeypatch, actors.may, lambda *_: True)
    _everywhere(monkeypatch, rules.check_step, _passed)
    _everywhere(monkeypatch, organisation_rules.check_one_side, _passed)
    _everywhere(monkeypatch, value_commands._check_may_promise, _passed)
    _everywhere(monkeypatch, realisation._unbiased, unbiased)
    _everywhere(monkeypatch, commands_answers._offices, offices)
    _everywhere(monkeypatch, commands_roles._office, lambda *_: held(Role.OWNER, None))
    _everywhere(monkeypatch, scenarios._office, lambda *_: held(Role.OWNER, None))
    _everywhere(monkeypatch, scenarios._check_author, nobody_objects)
    monkeypatch.setattr(Actor, "ownership", ownership)
    monkeypatch.setattr(Actor, "seat", seat)
    monkeypatch.setattr(Actor, "_assignment", lambda _, role, *__, **___: held(role, None))
    monkeypatch.setattr(Actor, "owns", lambda *_: True)
    monkeypatch.setattr(Actor, "staffs", lambda *_: True)
    monkeypatch.setattr(Actor, "holds", lambda _, role: role is not Role.IT)
    monkeypatch.setattr(Actor, "unit_ids", units)


@contextmanager
def listening() -> Iterator[list[str]]:
    """By which codes the database refuses what the product sends, in order."""
    heard: list[str] = []

    def noted(error: asyncpg.PostgresError, deed: actors.Deed) -> Any:
        heard.append(str(error.sqlstate))
        return refused(error, deed)

    with patch.object(engine, "refused", noted):
        yield heard


def take_guards_away(owner_url: str) -> None:
    """Drop what keeps IT out of a database: triggers but those that write the trail, keys and checks, and every right.

    Only for a database that is thrown away.
    """
    with psycopg.connect(owner_url, autocommit=True) as owner:
        guards = owner.execute(
            "select tgrelid::regclass::text, tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid"
            " where c.relnamespace = 'public'::regnamespace and not tgisinternal"
            " and tgname not in ('audited', 'announced') and c.relname not like 'pgqueuer%'"
        ).fetchall()
        for table, name in guards:
            owner.execute(f"drop trigger {name} on {table}".encode())
        keys = owner.execute(
            "select conrelid::regclass::text, conname from pg_constraint where connamespace = 'public'::regnamespace"
            " and (contype in ('c', 'x') or (contype = 'f' and array_length(conkey, 1) > 1))"
        ).fetchall()
        for table, name in keys:
            owner.execute(
                sql.SQL("alter table {} drop constraint {}").format(sql.Identifier(table), sql.Identifier(name))
            )
        everyone = ", ".join(DATABASE_ROLES)
        owner.execute(f"grant all on all tables in schema public to {everyone}".encode())
        owner.execute(f"grant all on all sequences in schema public to {everyone}".encode())
        assert guards
        assert keys


@asynccontextmanager
async def unguarded(server: Server, run: int, name: str) -> AsyncIterator[str]:
    """The product connected to a throwaway database without guards; the address of its login."""
    kept = DB.pool, DB.reads
    with server.database(name, template=server.template(run)) as made:
        take_guards_away(server.address(made))
        DB.pool = DB.reads = None
        url = server.address(made, user=LOGIN, password=PASSWORD)
        try:
            async with connected(url, size=4, read_size=4):
                yield url
        finally:
            DB.pool, DB.reads = kept
