"""Migrations: every difference between tables and database is seen, and replicas that start at once migrate once."""

import os
import subprocess
import sys
import types
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import produce_migrations
from alembic.migration import MigrationContext
from alembic.operations import Operations, ops
from piccolo.table import Table

from domain.database import columns
from domain.database.constraints import Check, Exclude, Index, References, Unique
from domain.database.engine import value
from domain.migrations import configuration, is_current, migrate, newest
from domain.migrations.metadata import include_object, metadata
from tests.support.database import PREFIX, PROJECT, Database, Server


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Shade(StrEnum):
    RED = "red"
    BLUE = "blue"
    GREEN = "green"


Attributes = dict[str, Any]


def made(name: str, attributes: Attributes) -> type[Table]:
    return types.new_class(name.title(), (Table,), {"tablename": name}, lambda space: space.update(attributes))


def tables(change: Callable[[Attributes], None] | None = None) -> tuple[type[Table], ...]:
    """A house and its rooms, with one of everything; `change` alters the rooms."""
    house = made("house", {"id": columns.key(), "side": columns.code(8), "tagged": Unique("id", "side")})
    room: Attributes = {
        "id": columns.key(),
        "number": columns.serial(),
        "house": columns.reference(house),
        "side": columns.code(8),
        "within": columns.reference("self", null=True),
        "name": columns.code(40),
        "note": columns.text(null=True, longest=100),
        "colour": columns.choice(Colour, default=Colour.RED),
        "floor": columns.integer(default=0, minimum=0),
        "cost": columns.cents(),
        "share": columns.share(null=True),
        "open": columns.flag(default=True),
        "since": columns.moment(),
        "until": columns.moment(null=True),
        "month": columns.month(),
        "plan": columns.json(default={"doors": [1]}),
        "tags": columns.listed(columns.text()),
        "digest": columns.binary(length=4, null=True),
        "shout": columns.generated(columns.text(blank=True, null=True), "upper(name)"),
        "in_order": Check("until is null or since < until"),
        "place": Unique("house", "floor", deferred=True),
        "one_name": Unique("house", "name", nulls_distinct=False),
        "on_side": References(("house", "side"), house, ("id", "side")),
        "one_open": Index("house", unique=True, where="until is null"),
        "recent": Index("since desc", "id"),
        "found": Index("name", using="gist", ops={"name": "gist_text_ops"}),
        "alone": Exclude("using gist (house with =, tstzrange(since, until) with &&)"),
    }
    if change is not None:
        change(room)
    return house, made("room", room)


@pytest.fixture(scope="module")
def empty_database(server: Server, run_number: int) -> Iterator[str]:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with server.database(f"{PREFIX}_{run_number}_{worker}_migrations") as name:
        yield server.address(name)


@pytest.fixture
def connection(empty_database: str) -> Iterator[sa.Connection]:
    """An empty schema."""
    engine = sa.create_engine(sa.make_url(empty_database).set(drivername="postgresql+psycopg"), poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.execute(sa.text("drop schema public cascade"))
        connection.execute(sa.text("create schema public"))
        connection.execute(sa.text("create extension btree_gist"))
        yield connection
        connection.rollback()


def changes(connection: sa.Connection, wanted: tuple[type[Table], ...]) -> ops.MigrationScript:
    context = MigrationContext.configure(
        connection,
        opts={"include_object": include_object, "compare_type": True, "compare_server_default": True},
    )
    return produce_migrations(context, metadata(wanted))


def differences(connection: sa.Connection, wanted: tuple[type[Table], ...]) -> list[Any]:
    found = changes(connection, wanted).upgrade_ops
    return list(found.as_diffs()) if found is not None else []


def apply(connection: sa.Connection, operations: ops.OpContainer | None) -> None:
    invoke = Operations(MigrationContext.configure(connection)).invoke
    for operation in operations.ops if operations is not None else ():
        if isinstance(operation, ops.OpContainer):
            apply(connection, operation)
        else:
            invoke(operation)


def test_what_was_made_from_the_tables_does_not_differ_from_them(connection: sa.Connection) -> None:
    script = changes(connection, tables())
    apply(connection, script.upgrade_ops)
    assert differences(connection, tables()) == []
    assert script.downgrade_ops is not None
    apply(connection, script.downgrade_ops)
    left = "select count(*) from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'"
    assert connection.scalar(sa.text(left)) == 0


DRIFT: dict[str, Callable[[Attributes], None]] = {
    "a longer text": lambda room: room.update(name=columns.code(60)),
    "a bigger number": lambda room: room.update(floor=columns.big_integer(default=0, minimum=0)),
    "a finer number": lambda room: room.update(share=columns.numeric(8, 6, null=True, minimum=0, maximum=1)),
    "another element": lambda room: room.update(tags=columns.listed(columns.integer())),
    "another default": lambda room: room.update(floor=columns.integer(default=1, minimum=0)),
    "another document by default": lambda room: room.update(plan=columns.json(default={"doors": [2]})),
    "no default": lambda room: room.update(open=columns.flag()),
    "required": lambda room: room.update(within=columns.reference("self")),
    "optional": lambda room: room.update(month=columns.month(null=True)),
    "unique": lambda room: room.update(cost=columns.big_integer(unique=True, minimum=0)),
    "together unique": lambda room: room.update(one_name=Unique("house", "name", "floor", nulls_distinct=False)),
    "no longer deferred": lambda room: room.update(place=Unique("house", "floor")),
    "nulls distinct": lambda room: room.update(one_name=Unique("house", "name")),
    "without an index": lambda room: setattr(room["house"]._meta, "index", False),
    "another condition of an index": lambda room: room.update(
        one_open=Index("house", unique=True, where="until is null and open")
    ),
    "another order of an index": lambda room: room.update(recent=Index("since", "id")),
    "another kind of index": lambda room: room.update(found=Index("name")),
    "one index less": lambda room: room.pop("recent"),
    "cascading": lambda room: room.update(within=columns.reference("self", null=True, on_delete=columns.CASCADE)),
    "not tagged": lambda room: room.pop("on_side"),
    "one more check": lambda room: room.update(tidy=Check("note <> name")),
    "another check": lambda room: room.update(in_order=Check("until is null or since <= until")),
    "one check less": lambda room: room.pop("in_order"),
    "a check of a column": lambda room: room.update(cost=columns.cents(minimum=None)),
    "one more choice": lambda room: room.update(colour=columns.choice(Shade, default=Shade.RED)),
    "another exclusion": lambda room: room.update(
        alone=Exclude("using gist (house with =, tstzrange(since, until) with &&)", where="open")
    ),
    "not exclusive": lambda room: room.pop("alone"),
    "one column more": lambda room: room.update(height=columns.decidays(default=0)),
    "one column less": lambda room: room.pop("digest"),
}


# PostgreSQL wants to be told how: the revision is completed by hand.
BY_HAND = {"a longer text", "another element"}


@pytest.mark.parametrize("drift", DRIFT)
def test_a_change_of_the_tables_is_seen_made_and_undone(connection: sa.Connection, drift: str) -> None:
    apply(connection, changes(connection, tables()).upgrade_ops)
    script = changes(connection, tables(DRIFT[drift]))
    assert script.upgrade_ops is not None
    assert script.upgrade_ops.as_diffs()
    if drift in BY_HAND:
        return
    apply(connection, script.upgrade_ops)
    assert differences(connection, tables(DRIFT[drift])) == []
    apply(connection, script.downgrade_ops)
    assert differences(connection, tables()) == []


def test_a_changed_expression_of_a_generated_column_is_an_error(connection: sa.Connection) -> None:
    def change(room: Attributes) -> None:
        room["shout"] = columns.text(blank=True, null=True)

    apply(connection, changes(connection, tables()).upgrade_ops)
    with pytest.raises(UserWarning, match="cannot be modified"):
        changes(connection, tables(change))


def test_a_name_that_postgresql_would_cut_is_refused() -> None:
    long = made("house", {"id": columns.key(), "x" * 60: Check("true")})
    with pytest.raises(ValueError, match="longer than 63 bytes"):
        metadata([long])


def test_the_migrations_make_exactly_the_tables_of_the_code(migrated_database: Database) -> None:
    command.check(configuration(migrated_database.owner_url))


def test_going_back_and_forth_ends_where_it_began(empty_database: str) -> None:
    def guards() -> list[Any]:
        with psycopg.connect(empty_database) as connection:
            triggers = "select tgname, tgrelid::regclass::text, tgenabled from pg_trigger where not tgisinternal"
            return sorted(connection.execute(triggers).fetchall())

    with psycopg.connect(empty_database, autocommit=True) as connection:
        connection.execute("drop schema public cascade; create schema public")
    migrate(empty_database)
    before = guards()
    command.downgrade(configuration(empty_database), "base")
    assert guards() == []
    migrate(empty_database)
    assert guards() == before
    assert before


def test_four_replicas_that_start_at_once_migrate_once(empty_database: str) -> None:
    with psycopg.connect(empty_database, autocommit=True) as connection:
        connection.execute("drop schema public cascade; create schema public")
    replicas = [
        subprocess.Popen(
            [sys.executable, "-m", "alembic", "upgrade", "head"],
            cwd=PROJECT,
            env={**os.environ, "MANDATE_DATABASE_URL": empty_database},
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    said = [replica.communicate(timeout=120)[1] for replica in replicas]
    assert [replica.returncode for replica in replicas] == [0, 0, 0, 0], said
    assert sum("Running upgrade" in text for text in said) == 1
    command.check(configuration(empty_database))


@pytest.mark.usefixtures("connections")
async def test_readiness_knows_the_newest_version(migrated_database: Database) -> None:
    assert await value("select version_num from alembic_version") == newest()
    assert await is_current()
    with psycopg.connect(migrated_database.owner_url, autocommit=True) as owner:
        owner.execute("update alembic_version set version_num = 'older'")
        assert not await is_current()
        owner.execute("update alembic_version set version_num = %s", [newest()])
    assert await is_current()
