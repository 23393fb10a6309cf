"""Importing a portfolio from the shell, and exporting the requests."""

import argparse
import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import orjson

from api.cli.addresses import addresses
from api.cli.refusals import Refused
from api.imports_form import options_of
from api.settings import Settings
from domain.database.engine import OutcomeUnknown, Unavailable, connected
from domain.errors import DomainError
from domain.exchange.commands import import_portfolio
from domain.exchange.export import exported_requests, written_csv, written_xlsx
from domain.exchange.fields import ImportKind
from domain.exchange.files import FileOptions, source_of
from domain.exchange.queries import importers
from domain.exchange.report import ImportRefused, ImportReport
from domain.organisation import queries

T = TypeVar("T")
_LISTED = 20


def import_file(settings: Settings, asked: argparse.Namespace) -> int:
    """Import a file in the name of an administrator and say what it did; 1 with the reasons when it is refused."""
    try:
        data = asked.file.read_bytes()
    except OSError as unreadable:
        raise Refused(f"{asked.file}: {unreadable.strerror}.") from None

    async def imported() -> ImportReport:
        actor = await queries.actor_of(await _administrator(asked.email))
        return await import_portfolio(
            actor,
            ImportKind(asked.kind),
            source=asked.source or source_of(asked.file.name),
            file_name=asked.file.name,
            data=data,
            options=_options(asked),
            dry_run=asked.dry_run,
        )

    report = _done(settings, imported)
    print("\n".join(told(report)))
    return 0 if report.usable else 1


def export_requests(settings: Settings, asked: argparse.Namespace) -> int:
    """Write all requests with their facts into a file that a spreadsheet opens and an import reads again."""
    path: Path = asked.file
    write = {".csv": written_csv, ".xlsx": written_xlsx}.get(path.suffix.lower())
    if write is None:
        raise Refused("The file's name ends in .csv or .xlsx.")
    found = _done(settings, exported_requests)
    try:
        path.write_bytes(write(found))
    except OSError as refused:
        raise Refused(f"{path}: {refused.strerror}.") from None
    print(f"{len(found)} requests are in {path}.")
    return 0


def _done(settings: Settings, errand: Callable[[], Coroutine[Any, Any, T]]) -> T:
    async def done(url: str) -> T:
        async with connected(url, size=2, read_size=2):
            return await errand()

    with addresses(settings) as at:
        try:
            return asyncio.run(done(at.serving))
        except ImportRefused as refused:
            raise Refused("\n".join([refused.message, *told(refused.report)])) from None
        except (DomainError, Unavailable) as refused:
            raise Refused(str(refused)) from None
        except OutcomeUnknown:
            raise Refused(
                "The connection broke while saving. Import again: what is there already stays as it is."
            ) from None


async def _administrator(email: str | None) -> UUID:
    """Who imports: the person named, else the only administrator. Raises Refused when there are several or none."""
    if email:
        return await queries.person_id(email)
    found = await importers()
    if len(found) != 1:
        names = ", ".join(person.email for person in found) or "nobody yet"
        raise Refused(f"Name the administrator who imports with --as EMAIL. Administrators: {names}.")
    return found[0].id


def _options(asked: argparse.Namespace) -> FileOptions:
    mapping: dict[str, Any] = orjson.loads(asked.mapping.read_bytes()) if asked.mapping else {}
    columns = mapping.setdefault("columns", {})
    for given in asked.map:
        name, equals, header = given.partition("=")
        if not equals:
            raise Refused(f'"{given}": write --map FIELD=HEADER, or FIELD= to leave a field empty.')
        columns[name.strip()] = header.strip() or None
    answers: dict[str, dict[str, str]] = {}
    for given in asked.answer:
        where, equals, choice = given.rpartition("=")
        column, colon, question = where.rpartition(":")
        if not (equals and colon):
            raise Refused(f'"{given}": write --answer COLUMN:QUESTION=CHOICE.')
        answers.setdefault(column.strip(), {})[question.strip()] = choice.strip()
    return options_of(orjson.dumps(mapping).decode(), orjson.dumps(answers).decode())


def told(report: ImportReport) -> list[str]:
    """The report as lines for a reader."""
    reading, counts = report.reading, report.counts
    facts = reading.facts
    form = ", ".join(str(part) for part in (facts.form, facts.encoding, facts.sheet) if part)
    lines = [
        f"{report.file_name}: {facts.row_count} rows below the header in row {facts.header_row} ({form}).",
        *(f"  {note.message}" for note in reading.notes),
    ]
    if reading.mapping:
        lines.append("Columns:")
        lines += [
            f"  {name} = {column.header or repr(column.value)}" for name, column in reading.mapping.columns.items()
        ]
    used = reading.mapping.columns if reading.mapping else {}
    weak = [f"  {name} = {one.header}: {one.why}" for name, one in reading.suggestions.items() if name not in used]
    lines += ["Not used, but perhaps (--map FIELD=HEADER):", *weak] if weak else []
    lines += [
        f"  {name} is read with {choice.words}."
        for name, choices in reading.decided.items()
        for choice in choices.values()
    ]
    lines += [f"- {one.message}" for one in reading.violations]
    for question in reading.questions:
        choices = " or ".join(choice.value for choice in question.choices)
        lines += [f"- {question}", f'  Answer with --answer "{question.column}:{question.question.value}=…": {choices}']
    lines += [f"- {error}" for error in report.errors[:_LISTED]]
    if report.error_count > _LISTED:
        lines.append(f"- and {report.error_count - min(_LISTED, len(report.errors))} more.")
    if not report.usable:
        return [*lines, f"Source “{report.source}”: nothing was imported."]
    for what, names in report.will_create.items():
        lines += [f"New {what}:", *(f"  {name}" for name in names)]
    lines += report.notes
    for row, key, changes in report.changes[:_LISTED]:
        said = "; ".join(f"{one.field}: {_short(one.before)} → {_short(one.after)}" for one in changes)
        lines.append(f"  row {row}, {key}: {said}")
    outcome = "imported" if report.applied else "a dry run, nothing was written"
    if report.already_imported:
        outcome = "imported before, nothing changed"
    lines.append(
        f"Source “{report.source}”, {report.kind.value.replace('_', ' ')}: {counts.new} new, {counts.changed} changed,"
        f" {counts.unchanged} unchanged, {counts.gone} gone; {outcome}."
    )
    return lines


def _short(text: str | None) -> str:
    if text is None:
        return "nothing"
    return text if len(text) <= 40 else text[:39] + "…"
