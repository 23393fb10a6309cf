"""Writing the trail: one event for each deed, in the deed's own transaction."""

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import fields, is_dataclass
from typing import Any
from uuid import UUID

import orjson

from domain.audit.actions import Action
from domain.database.columns import new_id
from domain.database.engine import Transaction
from domain.quantities import Month

# The id of the HTTP request or job behind a deed, so that a log line leads to its event and back.
trace: ContextVar[str | None] = ContextVar("mandate_trace", default=None)


async def record(
    tx: Transaction,
    action: Action,
    *,
    subject_kind: str,
    subject: UUID,
    request: UUID | None = None,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    reason: str | None = None,
    acts_for: UUID | None = None,
) -> int:
    """Write that the transaction's actor did this; the event's number.

    `before` and `after` hold what changed, by the names of the columns; `acts_for` is whom a deputy stood in for.
    Who and when are filled in by the database from the transaction itself, so nobody can sign for somebody else.
    """
    number = await tx.value(
        """
        insert into audit_event (id, acts_for, action, subject_kind, subject, request, reason, before, after, trace)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        returning number
        """,
        new_id(),
        acts_for,
        action.value,
        subject_kind,
        subject,
        request,
        reason,
        _document(before),
        _document(after),
        trace.get(),
    )
    return int(number)


_OPTIONS = orjson.OPT_NON_STR_KEYS | orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS


def _document(state: Mapping[str, object] | None) -> str | None:
    if state is None:
        return None
    return orjson.dumps(dict(state), default=_plain, option=_OPTIONS).decode()


def _plain(value: Any) -> object:
    if isinstance(value, set | frozenset):
        return sorted(value, key=str)
    if isinstance(value, Mapping):
        return dict(value)
    if is_dataclass(value) and not isinstance(value, type | Month):
        return {each.name: getattr(value, each.name) for each in fields(value)}
    return str(value)
