"""The queue's own tables: made by PgQueuer's SQL in a revision of ours, and who may touch them."""

from collections.abc import Iterable
from contextlib import closing

import sqlalchemy as sa
from pgqueuer.adapters.persistence.qb import QueryBuilderEnvironment

WORKER_ROLE = "mandate_worker"
QUEUE, LOG, REST = "pgqueuer", "pgqueuer_log", ("pgqueuer_statistics", "pgqueuer_schedules")
TABLES = (QUEUE, LOG, *REST)


def install(connection: sa.Connection) -> None:
    """Make the queue's tables, in the revision that introduces them."""
    _run(connection, QueryBuilderEnvironment().build_install_query())


def uninstall(connection: sa.Connection) -> None:
    """Remove them."""
    _run(connection, QueryBuilderEnvironment().build_uninstall_query())


def _run(connection: sa.Connection, script: str) -> None:
    # The driver's own cursor takes several statements at once and leaves percent signs and colons alone.
    with closing(connection.connection.cursor()) as cursor:
        cursor.execute(script)


def grants(writers: Iterable[str], reader: str) -> list[str]:
    """Every deed may enqueue; only the worker takes jobs, finishes them and keeps the schedule."""
    everyone = ", ".join(writers)
    return [
        f"revoke all on {', '.join(TABLES)} from public, {everyone}, {reader}",
        f"grant select, insert on {QUEUE} to {everyone}",
        f"grant insert on {LOG} to {everyone}",
        f"grant select on {', '.join(TABLES)} to {reader}",
        f"grant select, insert, update, delete on {', '.join(TABLES)} to {WORKER_ROLE}",
        f"grant usage on sequence pgqueuer_id_seq to {everyone}",
        f"grant usage on all sequences in schema public to {WORKER_ROLE}",
    ]
