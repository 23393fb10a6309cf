"""Somebody who got hold of the serving login: SQL as any database role, signed as anybody, and undone afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

from domain.migrations.grants import LOGIN
from tests.support.database import Database

Line = psycopg.Connection[tuple[Any, ...]]


@contextmanager
def intruding(database: Database, *, role: str | None = "mandate_read") -> Iterator[Line]:
    """A connection as the serving login, in a transaction that is rolled back at the end: as a reader, as the product
    starts, or with no role at all."""
    with psycopg.connect(database.owner_url) as line:
        line.execute(sql.SQL("set session authorization {}").format(sql.Identifier(LOGIN)))
        if role is not None:
            line.execute(sql.SQL("set role {}").format(sql.Identifier(role)))
        yield line
        line.rollback()


@contextmanager
def owning(database: Database) -> Iterator[Line]:
    """A connection as the owner of the schema, which the product never uses, rolled back at the end."""
    with psycopg.connect(database.owner_url) as line:
        yield line
        line.rollback()


def signed(line: Line, role: str, person: UUID) -> None:
    """Take a database role and sign as a person, for the rest of the transaction."""
    line.execute("select set_config('role', %s, true), set_config('mandate.actor', %s, true)", [role, str(person)])


def refusal(line: Line, statement: str, *arguments: Any) -> str | None:
    """The SQLSTATE by which the database refuses a statement; None when it lets it through. Leaves no trace of it."""
    line.execute("savepoint attempt")
    try:
        line.execute(statement.encode(), arguments or None)
    except psycopg.Error as refused:
        return refused.sqlstate
    finally:
        line.execute("rollback to savepoint attempt")
    return None


def attempt(line: Line, role: str, person: UUID, statement: str, *arguments: Any) -> str | None:
    """What becomes of a statement as a role, signed by a person: its refusal, or None. Leaves no trace of either."""
    line.execute("savepoint taken")
    try:
        signed(line, role, person)
        return refusal(line, statement, *arguments)
    finally:
        line.execute("rollback to savepoint taken")


def copied(table: str, changes: dict[str, str], where: str = "true") -> str:
    """An insert of one more row like one that is there, with some columns changed (SQL expressions)."""
    given = ", ".join(f"'{name}', {expression}" for name, expression in changes.items())
    return (
        f'insert into "{table}" select (jsonb_populate_record(one, jsonb_build_object({given}))).*'
        f' from "{table}" one where {where} limit 1'
    )
