"""Where the database is: the one that the settings name, or the built-in one, started for as long as it is needed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NoReturn

import asyncpg
import psycopg
from psycopg import sql

from api.cli.refusals import Refused
from api.settings import Settings
from domain.database.embedded import embedded
from domain.database.embedded_server import ServerFailed

DATABASE = "mandate"
LOGIN = "mandate_app"


@dataclass(frozen=True, slots=True)
class Addresses:
    """One database by two ways: as the login that serves, and as the owner of its tables."""

    serving: str
    owner: str
    built_in: bool


@contextmanager
def addresses(settings: Settings) -> Iterator[Addresses]:
    """The database's addresses, valid inside the block. Raises Refused in plain words."""
    if settings.database_url:
        yield Addresses(settings.database_url, settings.migrate_url or settings.database_url, built_in=False)
        return
    try:
        with embedded(settings.data_dir / "pg") as server:
            server.create_database(DATABASE)
            yield Addresses(server.url(DATABASE, LOGIN), server.url(DATABASE), built_in=True)
    except ServerFailed as failed:
        raise Refused(str(failed)) from None


def is_empty(owner_url: str) -> bool:
    """Whether nobody has used this database yet: no tables, or no people."""
    with connection(owner_url) as line:
        made = line.execute("select to_regclass('public.person') is not null").fetchone()
        if not made or not made[0]:
            return True
        anybody = line.execute("select exists (select from person)").fetchone()
        return not (anybody and anybody[0])


def emptied(line: "psycopg.Connection[tuple[object, ...]]") -> None:
    """Remove everything from a database, tables and all."""
    found = line.execute(
        "select nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'"
    ).fetchall()
    for (name,) in found:
        line.execute(sql.SQL("drop schema {} cascade").format(sql.Identifier(str(name))))
    line.execute("create schema public")


def bring_up(owner_url: str) -> str:
    """Bring the database to this version; its name. Raises Refused when the database is away."""
    from sqlalchemy.exc import OperationalError

    from domain import migrations

    try:
        migrations.migrate(owner_url)
    except OperationalError as away:
        raise Refused(f"The database cannot be migrated: {str(away.orig).strip()}") from None
    return str(migrations.newest())


@contextmanager
def connection(owner_url: str) -> Iterator["psycopg.Connection[tuple[object, ...]]"]:
    """A connection as the owner, each statement by itself. Raises Refused when the database is away."""
    try:
        line = psycopg.connect(owner_url, autocommit=True, connect_timeout=10)
    except psycopg.OperationalError as away:
        unreachable(away)
    with line:
        yield line


def unreachable(error: psycopg.OperationalError | asyncpg.PostgresError | OSError) -> NoReturn:
    raise Refused(f"The database cannot be reached: {str(error).strip()}") from None
