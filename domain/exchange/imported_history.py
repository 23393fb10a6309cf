"""Finished work from elsewhere, with what was estimated and what it took, for calibrating later estimates."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from uuid import UUID

from domain.actor import Actor
from domain.database.columns import new_id
from domain.database.engine import Transaction
from domain.exchange.bringing import Bringing, Weighed, shortened
from domain.exchange.rules import Record
from domain.exchange.sheet import plain
from domain.organisation.queries import teams

_AT_ONCE = 2_000
_MOST_DAYS = Decimal(10) ** 8
_COLUMNS = (
    "unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::numeric[], $6::numeric[], $7::date[])"
    " as said(id, external_key, team, category, estimated_days, actual_days, finished_on)"
)


async def weighed_history(actor: Actor, bringing: Bringing) -> Weighed:
    """What the rows mean as records of effort. Teams are found by name or code; work of others keeps no team."""
    known = {}
    for team in await teams(actor):
        known[plain(team.name)] = known[plain(team.code)] = team.id
    errors = []
    silent, foreign = 0, set()
    for record, _ in bringing.said:
        for name in ("estimated_effort", "actual_effort"):
            days = record.values.get(name)
            if isinstance(days, Decimal) and days >= _MOST_DAYS:
                errors.append(bringing.error(record, name, "is more than any work takes; check the unit."))
        silent += not _says_something(record)
        team_name = record.values.get("team")
        if isinstance(team_name, str) and plain(team_name) not in known:
            foreign.add(plain(team_name))
    notes = []
    if silent:
        notes.append(f"{silent} rows state neither an estimated nor an actual effort and are left out.")
    if foreign:
        notes.append(f"{len(foreign)} teams named in the file are not here; their work is kept without a team.")
    return Weighed(partial(_brought, bringing, known), tuple(errors), tuple(notes))


async def _brought(bringing: Bringing, known: Mapping[str, UUID], tx: Transaction) -> Mapping[str, UUID]:
    said = [record for record, _ in bringing.said if _says_something(record)]
    ids = {record.key: bringing.subjects.get(record.key) or new_id() for record in said}
    for start in range(0, len(said), _AT_ONCE):
        some = said[start : start + _AT_ONCE]
        await tx.execute(
            "insert into effort_record (id, source, external_key, team, category, estimated_days, actual_days,"
            " finished_on, at) select said.id, $8, said.external_key, said.team, said.category, said.estimated_days,"
            f" said.actual_days, said.finished_on, $9 from {_COLUMNS}"
            " on conflict (source, external_key) do update set team = excluded.team, category = excluded.category,"
            " estimated_days = excluded.estimated_days, actual_days = excluded.actual_days,"
            " finished_on = excluded.finished_on, at = excluded.at",
            [ids[record.key] for record in some],
            [record.key for record in some],
            [known.get(plain(str(record.values.get("team") or ""))) for record in some],
            [_category(record) for record in some],
            [record.values.get("estimated_effort") for record in some],
            [record.values.get("actual_effort") for record in some],
            [_day(record) for record in some],
            bringing.source,
            tx.now,
        )
    return ids


def _says_something(record: Record) -> bool:
    return any(record.values.get(name) is not None for name in ("estimated_effort", "actual_effort"))


def _category(record: Record) -> str | None:
    category = record.values.get("category")
    return shortened(category, 80) if isinstance(category, str) else None


def _day(record: Record) -> date | None:
    finished = record.values.get("finished_on")
    return finished if isinstance(finished, date) else None
