"""Bringing a real portfolio in: a file is weighed as a whole and imported as a whole, by an administrator.

The same file again changes nothing. A newer file of the same source and kind is its newer snapshot: keys are found
again, what changed is restated, and what is gone is marked and never deleted. Everything is one transaction, so that
a broken connection or a killed process leaves all rows or none.
"""

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

import orjson

from domain.actor import Actor, Deed, check
from domain.audit import trail
from domain.audit.actions import Action
from domain.database.columns import new_id
from domain.database.engine import Transaction, rows, snapshot, transaction
from domain.errors import RuleViolation
from domain.exchange.bringing import Bringing, Weighed, stored_key
from domain.exchange.fields import ImportKind
from domain.exchange.files import FileOptions, FileReading
from domain.exchange.imported_capacity import weighed_capacity
from domain.exchange.imported_history import weighed_history
from domain.exchange.imported_people import weighed_people
from domain.exchange.imported_requests import weighed_requests
from domain.exchange.report import SHOWN, Counts, FileRefused, ImportRefused, ImportReport
from domain.exchange.rules import Record
from domain.exchange.sandbox import read_apart
from domain.exchange.sheet import UnreadableFile
from domain.exchange.snapshots import Change, Comparison, Content, compared, content

STATEMENT_SECONDS = 60.0
LONGEST_SOURCE = 200
WHEN = "snapshot"  # the field that says of which day a row is
OWN_SOURCE = "mandate"  # what Mandate itself recorded
_AT_ONCE = 1_000

_WEIGHED: dict[ImportKind, Callable[[Actor, Bringing], Awaitable[Weighed]]] = {
    ImportKind.REQUESTS: weighed_requests,
    ImportKind.ESTIMATE_HISTORY: weighed_history,
    ImportKind.CAPACITY: weighed_capacity,
    ImportKind.PEOPLE: weighed_people,
}


@dataclass(frozen=True, slots=True)
class _Known:
    """What the source said last: by key the content, what it stands for here, and since when it is gone."""

    contents: Mapping[str, Content]
    subjects: Mapping[str, UUID]
    gone: Mapping[str, str]


async def import_portfolio(
    actor: Actor,
    kind: ImportKind,
    *,
    source: str,
    file_name: str,
    data: bytes,
    options: FileOptions | None = None,
    dry_run: bool = False,
) -> ImportReport:
    """Import a file of a source, or only say what importing it would do.

    A dry run reports errors and open questions; an import refuses the file for them. Raises Forbidden, FileRefused
    when the file is no table, ImportRefused with the report.
    """
    check(actor, Deed.IMPORT_PORTFOLIO)
    source, options = _source(source), options or FileOptions()
    file_name = file_name.strip()[-400:] or "file"
    try:
        reading = await read_apart(data, file_name, kind, options)
    except UnreadableFile as unreadable:
        raise FileRefused(unreadable.problem) from None
    report = ImportReport(
        kind, source, file_name, reading, dry_run, errors=reading.errors, error_count=reading.error_count
    )
    if not reading.usable:
        return _unless_refused(report)
    if dry_run:
        async with snapshot():
            return (await _weighed(actor, report, options))[0]
    async with transaction(actor, Deed.IMPORT_PORTFOLIO, statement_timeout=STATEMENT_SECONDS) as tx:
        await tx.lock("import", kind.value, source)
        report, bringing, weighed = await _weighed(actor, report, options)
        _unless_refused(report)
        counts = report.counts
        digest = hashlib.sha256(data).digest()
        last = await tx.row(
            "select id, digest from import_batch where kind = $1 and source = $2 order by at desc, id desc limit 1",
            kind.value,
            source,
        )
        if last and last["digest"] == digest and not (counts.new or counts.changed or counts.gone):
            return replace(report, already_imported=True, batch=last["id"])
        return await _imported(tx, report, bringing, weighed, digest)


def _source(source: str) -> str:
    name = " ".join(source.split())
    if not name or len(name) > LONGEST_SOURCE:
        raise RuleViolation(f"Name the source in 1 to {LONGEST_SOURCE} characters.", rule="source", path="source")
    if name.casefold() == OWN_SOURCE:
        raise RuleViolation("That is the source of Mandate's own records; name another.", rule="source", path="source")
    return name


def _unless_refused(report: ImportReport) -> ImportReport:
    if not report.usable and not report.dry_run:
        raise ImportRefused(report)
    return report


async def _weighed(actor: Actor, report: ImportReport, options: FileOptions) -> tuple[ImportReport, Bringing, Weighed]:
    """The report of what the file means beside what its source said last."""
    known = await _known(report.kind, report.source)
    reading = report.reading
    comparison = _comparison(known, reading)
    assert reading.mapping is not None
    headers = {name: column.header or name for name, column in reading.mapping.columns.items()}
    bringing = Bringing(report.source, options, headers, comparison, known.subjects)
    weighed = await _WEIGHED[report.kind](actor, bringing)
    errors = tuple(sorted(weighed.errors, key=lambda error: error.row))
    return (
        replace(
            report,
            counts=Counts(
                len(reading.records),
                len(comparison.new),
                len(comparison.changed),
                len(comparison.unchanged),
                len(comparison.gone),
            ),
            errors=errors[:SHOWN],
            error_count=len(errors),
            notes=(*weighed.notes, *_currency_note(reading)),
            changes=tuple((record.row, record.key, changes) for record, changes in comparison.changed[:SHOWN]),
            gone=comparison.gone[:SHOWN],
            will_create=weighed.will_create,
        ),
        bringing,
        weighed,
    )


def _currency_note(reading: FileReading) -> tuple[str, ...]:
    if reading.currency is None:
        return ()
    return (f"Amounts stand in {reading.currency} in the file; they are taken as they are, without conversion.",)


async def _known(kind: ImportKind, source: str) -> _Known:
    found = await rows(
        "select external_key, content, subject, gone_at from imported_row where kind = $1 and source = $2",
        kind.value,
        source,
    )
    return _Known(
        {each["external_key"]: each["content"] for each in found},
        {each["external_key"]: each["subject"] for each in found},
        {each["external_key"]: each["gone_at"].date().isoformat() for each in found if each["gone_at"]},
    )


def _comparison(known: _Known, reading: FileReading) -> Comparison:
    """As the source's last word is compared, but who came back has changed, and who is gone already stays gone.

    That a snapshot is of another day is no change of what it says.
    """
    records = [replace(record, key=stored_key(record.key)) for record in reading.records]
    found = compared(known.contents, records)
    back = {
        record.key: (Change("gone", known.gone[record.key], None),) for record in records if record.key in known.gone
    }
    changed: list[tuple[Record, tuple[Change, ...]]] = []
    unchanged: list[Record] = []
    for record, changes in (*found.changed, *((record, ()) for record in found.unchanged)):
        told = (*back.get(record.key, ()), *(change for change in changes if change.field != WHEN))
        if told:
            changed.append((record, told))
        else:
            unchanged.append(record)
    gone = tuple(key for key in found.gone if key not in known.gone)
    return Comparison(found.new, tuple(changed), tuple(unchanged), gone)


async def _imported(
    tx: Transaction, report: ImportReport, bringing: Bringing, weighed: Weighed, digest: bytes
) -> ImportReport:
    batch, counts, comparison = new_id(), report.counts, bringing.comparison
    await tx.execute(
        "insert into import_batch (id, kind, source, file_name, digest, mapping, rows, created, changed, unchanged,"
        " gone, imported_by, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        batch,
        report.kind.value,
        report.source,
        report.file_name,
        digest,
        orjson.dumps(mapping_used(report.reading), default=str).decode(),
        counts.rows,
        counts.new,
        counts.changed,
        counts.unchanged,
        counts.gone,
        tx.actor.person_id,
        tx.now,
    )
    subjects = {**bringing.subjects, **await weighed.bring(tx)}
    await _remembered(tx, report, batch, bringing, subjects)
    await tx.execute(
        "update imported_row set gone_at = $4 where kind = $1 and source = $2 and external_key = any($3::text[])",
        report.kind.value,
        report.source,
        list(comparison.gone),
        tx.now,
    )
    await trail.record(
        tx,
        Action.PORTFOLIO_IMPORTED,
        subject_kind="import_batch",
        subject=batch,
        after={
            "kind": report.kind,
            "source": report.source,
            "file_name": report.file_name,
            "digest": digest.hex(),
            "rows": counts.rows,
            "new": counts.new,
            "changed": counts.changed,
            "unchanged": counts.unchanged,
            "gone": counts.gone,
        },
    )
    return replace(report, applied=True, batch=batch)


async def _remembered(
    tx: Transaction, report: ImportReport, batch: UUID, bringing: Bringing, subjects: Mapping[str, UUID]
) -> None:
    """Keep what each new or changed row says now; a field that this file lacks keeps what was said before."""
    said = [record for record, _ in bringing.said if record.key in subjects]
    for start in range(0, len(said), _AT_ONCE):
        some = said[start : start + _AT_ONCE]
        await tx.execute(
            """
            insert into imported_row (id, kind, source, external_key, content, subject, batch)
            select id, $1, $2, external_key, content::jsonb, subject, $3
            from unnest($4::uuid[], $5::text[], $6::text[], $7::uuid[]) as said(id, external_key, content, subject)
            on conflict (kind, source, external_key) do update set content = imported_row.content || excluded.content,
              subject = excluded.subject, batch = excluded.batch, gone_at = null
            """,
            report.kind.value,
            report.source,
            batch,
            [new_id() for _ in some],
            [record.key for record in some],
            [orjson.dumps(content(record)).decode() for record in some],
            [subjects[record.key] for record in some],
        )


def mapping_used(reading: FileReading) -> dict[str, object]:
    """How the file was read, as it is kept with the import: which column filled which field, and how."""
    mapping = reading.mapping
    if mapping is None:
        return {}
    return {
        "columns": {
            name: {
                key: value
                for key, value in (
                    ("header", column.header or None),
                    ("value", column.value),
                    ("scale", column.scale and str(column.scale)),
                    ("unit", column.unit),
                    ("missing", list(column.missing)),
                    ("daysSince", column.days_since and column.days_since.isoformat()),
                    ("answers", {question.value: choice.value for question, choice in column.answers.items()}),
                )
                if value
            }
            for name, column in mapping.columns.items()
        },
        "keyFrom": list(mapping.key_from),
        "combine": mapping.combine.value,
        "leaveOutWithout": list(mapping.leave_out_without),
        "fiscalYearStarts": mapping.fiscal_year_starts,
    }
