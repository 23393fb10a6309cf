"""Writing the trail: one event for each deed, in the deed's own transaction."""

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, fields, is_dataclass
from typing import Any
from uuid import UUID

import orjson

from domain.audit.actions import Action
from domain.database.columns import new_id
from domain.database.engine import Transaction
from domain.quantities import Month

# The id of the HTTP request or job behind a deed, so that a log line leads to its event and back.
trace: ContextVar[str | None] = ContextVar("mandate_trace", default=None)
_AT_ONCE = 1_000


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


@dataclass(frozen=True, slots=True)
class Entry:
    """One of many events of the same action, as `record` takes it."""

    subject: UUID
    request: UUID | None = None
    before: Mapping[str, object] | None = None
    after: Mapping[str, object] | None = None
    reason: str | None = None


async def record_many(tx: Transaction, action: Action, *, subject_kind: str, entries: Sequence[Entry]) -> None:
    """Write that the transaction's actor did the same to each of these, in order, in few round trips."""
    for start in range(0, len(entries), _AT_ONCE):
        some = entries[start : start + _AT_ONCE]
        await tx.execute(
            """
            insert into audit_event (id, action, subject_kind, subject, request, reason, before, after, trace)
            select id, $1, $2, subject, request, reason, before::jsonb, after::jsonb, $3
            from unnest($4::uuid[], $5::uuid[], $6::uuid[], $7::text[], $8::text[], $9::text[])
              with ordinality as event(id, subject, request, reason, before, after, place)
            order by place
            """,
            action.value,
            subject_kind,
            trace.get(),
            [new_id() for _ in some],
            [each.subject for each in some],
            [each.request for each in some],
            [each.reason for each in some],
            [_document(each.before) for each in some],
            [_document(each.after) for each in some],
        )


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
