"""The trail: one row for each deed, written in the deed's own transaction, never changed afterwards."""

from piccolo.table import Table

from domain.audit.actions import LEAVES_PORTFOLIO
from domain.database import columns
from domain.database.constraints import Index

# A query must say this word for word to go by the index `of_portfolio`.
OF_PORTFOLIO = "action not in (" + ", ".join(f"'{each}'" for each in sorted(LEAVES_PORTFOLIO)) + ")"

# What brings a request back among those to decide; the same word for word goes for the index `came_back`.
CAME_BACK = "action in ('request.displaced', 'request.resumed', 'route.chosen')"


class AuditEvent(Table):
    """Who did what to what, when, with the state before and after.

    `at` is the business clock and `recorded_at` the database's own; they differ only in the demo company, whose past is
    told. `xact` is the writing transaction: readers that must miss nothing go by (xact, number) below the oldest
    running transaction, because numbers are given before commit.
    """

    number = columns.big_serial(primary_key=True)
    id = columns.identifier(unique=True)
    xact = columns.big_integer()
    at = columns.moment()
    recorded_at = columns.moment()
    actor = columns.identifier(index=True)
    acts_for = columns.identifier(null=True)
    action = columns.code(40)
    subject_kind = columns.code(40)
    subject = columns.identifier()
    request = columns.identifier(null=True)
    reason = columns.text(null=True)
    before = columns.json(null=True)
    after = columns.json(null=True)
    trace = columns.text(null=True)
    in_commit_order = Index("xact", "number")
    of_portfolio = Index("number", where=OF_PORTFOLIO)
    by_subject = Index("subject", "number desc")
    by_request = Index("request", "number desc", where="request is not null")
    came_back = Index("request", "at", where=CAME_BACK)
