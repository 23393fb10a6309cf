"""Alembic's entry: one migration at a time on a database, however many replicas start at once."""

import hashlib
import logging.config
import os
import warnings

import sqlalchemy as sa
from alembic import context

from domain.migrations import grants, guards
from domain.migrations.metadata import include_object, metadata
from domain.tables import TABLES

# The name of the lock under which replicas wait for each other; any number that nothing else uses.
MIGRATING = 0x6D616E64617465

config = context.config
if config.config_file_name is not None and config.attributes.get("configure_logger", True):
    logging.config.fileConfig(config.config_file_name, disable_existing_loggers=False)

# Alembic cannot change the expression of a generated column and only warns: the change would be lost.
warnings.filterwarnings("error", message="Computed default on .* cannot be modified")


def address() -> sa.URL:
    """The database to migrate, reached as the owner of its tables."""
    given = config.attributes.get("url") or os.environ.get("MANDATE_DATABASE_URL")
    if not given:
        raise SystemExit("set MANDATE_DATABASE_URL to the database to migrate")
    return sa.make_url(given).set(drivername="postgresql+psycopg")


def upgrading() -> bool:
    """Whether versions are applied, rather than compared."""
    try:
        return context.get_revision_argument() is not None
    except KeyError:
        return False


def guarded(connection: sa.Connection, *, changed: bool) -> None:
    """Put the guards of this version of the code in force, unless they already are."""
    wanted = [
        *guards.statements(tuple(table._meta.tablename for table in TABLES)),
        f"grant select on alembic_version to {grants.READER}",
    ]
    fingerprint = hashlib.sha256("\n".join(wanted).encode()).hexdigest()
    found = connection.scalar(sa.text("select obj_description('public'::regnamespace, 'pg_namespace')"))
    # A version just applied may have made tables anew, without their triggers.
    if found == fingerprint and not changed:
        return
    # The driver's own cursor: to SQLAlchemy the percent signs in the functions would be parameters.
    cursor = connection.connection.cursor()
    for statement in (*wanted, f"comment on schema public is '{fingerprint}'"):
        cursor.execute(statement)
    cursor.close()


def run() -> None:
    engine = sa.create_engine(address(), poolclass=sa.NullPool)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=config.attributes.get("metadata") or metadata(TABLES),
            include_object=include_object,
            compare_type=True,
            compare_server_default=True,
        )
        with context.begin_transaction():
            # Ends with the transaction, so it is also safe behind a connection pooler.
            connection.execute(sa.text("set local statement_timeout = 0"))
            connection.execute(sa.text("set local lock_timeout = 0"))
            connection.execute(sa.text("select pg_advisory_xact_lock(:key)"), {"key": MIGRATING})
            # From here on a lock that is not had soon is given up: all traffic would queue behind it.
            connection.execute(sa.text("set local lock_timeout = '10s'"))
            migration = context.get_context()
            before = migration.get_current_heads()
            context.run_migrations()
            after = migration.get_current_heads()
            other_tables = config.attributes.get("metadata") is not None
            if upgrading() and not other_tables and after == (context.get_head_revision(),):
                guarded(connection, changed=after != before)


if context.is_offline_mode():
    raise SystemExit("migrations run on a database; there is no script to print")
run()
