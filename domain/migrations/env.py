"""Alembic's entry: one migration at a time on a database, however many replicas start at once."""

import logging.config
import os
import warnings

import sqlalchemy as sa
from alembic import context

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
            # From here on a lock that is not had soon is given up, rather than let all traffic queue behind it.
            connection.execute(sa.text("set local lock_timeout = '10s'"))
            context.run_migrations()


if context.is_offline_mode():
    raise SystemExit("migrations run on a database; there is no script to print")
run()
