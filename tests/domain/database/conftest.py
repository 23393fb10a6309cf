"""Throwaway tables beside the product's own, which every deed's role may write."""

from collections.abc import Iterator

import psycopg
import pytest

from domain.database.engine import DB
from tests.support.database import Database

TABLES = """
create schema bench;
create table bench.parent (id integer primary key);
create table bench.child (
    id integer primary key,
    parent integer references bench.parent deferrable initially deferred,
    document jsonb
);
create table bench.ledger (
    id integer constraint pk_ledger primary key,
    number integer not null constraint ck_ledger_positive_abc123 check (number > 0)
);
create table bench.closed (id integer);
grant usage on schema bench to public;
grant select, insert, update, delete on bench.parent, bench.child, bench.ledger to public;
"""


@pytest.fixture(scope="module")
def bench(migrated_database: Database) -> Iterator[Database]:
    with psycopg.connect(migrated_database.owner_url, autocommit=True) as connection:
        connection.execute(TABLES)
        yield migrated_database
        connection.execute("drop schema bench cascade")


@pytest.fixture
def whole(bench: Database, connections: None) -> Iterator[Database]:
    """Empty throwaway tables; afterwards every connection must be back and no transaction current."""
    yield bench
    assert DB.pool is not None
    assert DB.reads is not None
    assert DB.current_transaction.get() is None
    for pool in (DB.pool, DB.reads):
        assert pool.get_idle_size() == pool.get_size()
    with psycopg.connect(bench.owner_url, autocommit=True) as connection:
        connection.execute("truncate bench.parent, bench.child, bench.ledger")
