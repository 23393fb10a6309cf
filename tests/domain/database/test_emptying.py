"""Between tests the database is empty, and its guards are as they were."""

import psycopg
import pytest

from domain.actor import Actor, Deed
from domain.audit.actions import Action
from domain.database.columns import new_id
from domain.database.engine import transaction, value
from tests.support.database import EMPTIED, Database

TRIGGERS = "select tgrelid::regclass::text, tgname, tgenabled from pg_trigger where not tgisinternal order by 1, 2"


async def test_evidence_goes_with_the_test_and_its_guards_stay(database: Database) -> None:
    async with transaction(Actor.system(), Deed.ESCALATE_QUESTION) as tx:
        await tx.execute(
            "insert into audit_event (id, action, subject_kind, subject) values ($1, $2, 'request', $3)",
            new_id(),
            next(iter(Action)).value,
            new_id(),
        )
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            owner.execute("delete from audit_event")
        guards = owner.execute(TRIGGERS).fetchall()
        database.empty()
        assert owner.execute(TRIGGERS).fetchall() == guards
    assert await value("select count(*) from audit_event") == 0


def test_every_table_is_emptied(migrated_database: Database) -> None:
    with psycopg.connect(migrated_database.owner_url) as owner:
        found = owner.execute("select tablename from pg_tables where schemaname = 'public'").fetchall()
    assert {name for (name,) in found} - {"alembic_version"} == set(EMPTIED)
