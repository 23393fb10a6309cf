"""One PostgreSQL for all tests, migrated once; a database of its own for each worker, emptied after each test."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from domain.actor import DATABASE_ROLES
from domain.database.embedded import embedded
from domain.jobs import schema as jobs
from domain.migrations import migrate
from domain.tables import TABLES

PROJECT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("MANDATE_TEST_FOLDER", PROJECT / "var" / "test-pg"))
# Nothing here must survive a power cut.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "300"}

# Who serves in tests: the rights of the serving login, and it may tell the time (it is a member of the owner).
LOGIN, PASSWORD = "mandate_tester", "mandate-tester"
PREFIX = "mandate_test"
_PREPARING = 0x74657374

# The triggers that guard evidence stay as they are; the owner sets them aside for the moment of emptying a table that
# has rows, and puts each back in its mode. Children go before parents, so that foreign keys need not be set aside.
EMPTY = """
create schema harness;
create function harness.empty(names text[]) returns void language plpgsql set lock_timeout = '10s' as $$
declare
  name text;
  filled boolean;
  guard record;
begin
  foreach name in array names loop
    execute format('select exists (select from public.%I)', name) into filled;
    continue when not filled;
    for guard in select tgname from pg_trigger
                 where tgrelid = format('public.%I', name)::regclass and not tgisinternal and tgenabled = 'A' loop
      execute format('alter table public.%I disable trigger %I', name, guard.tgname);
    end loop;
    execute format('delete from public.%I', name);
    for guard in select tgname from pg_trigger
                 where tgrelid = format('public.%I', name)::regclass and not tgisinternal and tgenabled = 'D' loop
      execute format('alter table public.%I enable always trigger %I', name, guard.tgname);
    end loop;
  end loop;
end $$
"""
EMPTIED = [*jobs.TABLES, *(table._meta.tablename for table in reversed(TABLES))]


@dataclass(frozen=True, slots=True)
class Database:
    """A migrated database: reached as the owner of its tables, or as the login that serves."""

    owner_url: str
    login_url: str

    def empty(self) -> None:
        """Remove all rows of all tables."""
        with psycopg.connect(self.owner_url, autocommit=True) as connection:
            connection.execute("select harness.empty(%s)", [EMPTIED])


class Server:
    """The server of a test run, whether built in or given by MANDATE_TEST_DATABASE_URL (a superuser's address)."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url).set(drivername="postgresql")

    def address(self, database: str, *, user: str | None = None, password: str | None = None) -> str:
        url = self.url.set(database=database)
        if user is not None:
            url = url.set(username=user, password=password)
        return url.render_as_string(hide_password=False)

    def connect(self, database: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(self.address(database), autocommit=True)

    @contextmanager
    def database(self, name: str, *, template: str | None = None) -> Iterator[str]:
        """A database for the length of the block, empty or a copy of a template; its name."""
        made = sql.SQL("create database {}").format(sql.Identifier(name))
        if template is not None:
            made += sql.SQL(" template {} strategy file_copy").format(sql.Identifier(template))
        with self.connect() as connection:
            self.drop(connection, name)
            connection.execute(made)
        try:
            yield name
        finally:
            with self.connect() as connection:
                self.drop(connection, name)

    @staticmethod
    def drop(connection: psycopg.Connection[tuple[object, ...]], name: str) -> None:
        connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))

    def template(self, run: int) -> str:
        """The migrated database that the workers of one run copy; the first worker makes it."""
        name = f"{PREFIX}_{run}_template"
        with self.connect() as connection:
            connection.execute("select pg_advisory_lock(%s)", [_PREPARING])
            if connection.execute("select from pg_database where datname = %s", [name]).rowcount:
                return name
            self._sweep(connection)
            unready = f"{name}_unready"
            self.drop(connection, unready)
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(unready)))
            migrate(self.address(unready))
            with self.connect(unready) as inside:
                inside.execute(EMPTY)
            self._make_login(connection)
            connection.execute(
                sql.SQL("alter database {} rename to {}").format(sql.Identifier(unready), sql.Identifier(name))
            )
        return name

    @staticmethod
    def _make_login(connection: psycopg.Connection[tuple[object, ...]]) -> None:
        login = sql.Identifier(LOGIN)
        if not connection.execute("select from pg_roles where rolname = %s", [LOGIN]).rowcount:
            connection.execute(
                sql.SQL("create role {} login noinherit password {}").format(login, sql.Literal(PASSWORD))
            )
        roles = sql.SQL(", ").join(sql.Identifier(role) for role in (*DATABASE_ROLES, connection.info.user))
        connection.execute(sql.SQL("grant {} to {}").format(roles, login))

    def _sweep(self, connection: psycopg.Connection[tuple[object, ...]]) -> None:
        """Drop what runs that were killed left behind on the built-in server."""
        if self.url.host is not None:
            return  # another machine's runs cannot be seen from here
        names = connection.execute("select datname from pg_database where datname like %s", [f"{PREFIX}\\_%"])
        for (name,) in names.fetchall():
            found = re.match(rf"{PREFIX}_(\d+)_", str(name))
            if found and not _alive(int(found[1])):
                self.drop(connection, str(name))


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def running_server() -> Iterator[Server]:
    """The server for this run: the given one, else the built-in one in a folder of its own."""
    given = os.environ.get("MANDATE_TEST_DATABASE_URL")
    if given:
        yield Server(given)
        return
    with embedded(FOLDER, settings=FAST) as server:
        yield Server(server.url("postgres"))


@contextmanager
def migrated(server: Server, run: int, worker: str) -> Iterator[Database]:
    """This worker's own copy of the migrated database."""
    with server.database(f"{PREFIX}_{run}_{worker}", template=server.template(run)) as name:
        yield Database(server.address(name), server.address(name, user=LOGIN, password=PASSWORD))
