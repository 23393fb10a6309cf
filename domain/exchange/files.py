"""A file as a kind: what it holds, how it was read, what it asks and what is wrong with it, all in one answer.

Pure, and everything that goes in or comes out can be pickled: `domain.exchange.sandbox` runs it apart.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from domain.errors import RuleViolation, Violation
from domain.exchange.columns import ColumnMapping, Combine, FileMapping, Suggestion, file_mapping, suggested_mapping
from domain.exchange.efforts import WorkingTime
from domain.exchange.fields import ImportKind
from domain.exchange.meanings import Ambiguity, Choice, Question, RowError
from domain.exchange.reading import read_table
from domain.exchange.rules import ERRORS_SHOWN, Record, checked
from domain.exchange.sheet import Note, Table, as_text
from domain.exchange.snapshots import combined

PREVIEW_ROWS = 10
PREVIEW_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class FileOptions:
    """How the person says that a file is to be read; what is left open is found in the file or asked.

    `answers` are by column (header or field); they go to the mapping of that column. `value_per_year` says that a
    request's promised value is money a year. The rest as in `FileMapping` and `read_table`.
    """

    columns: Mapping[str, ColumnMapping | str | None] = field(default_factory=dict)
    answers: Mapping[str, Mapping[Question, Choice]] = field(default_factory=dict)
    key_from: tuple[str, ...] = ()
    combine: Combine = Combine.REFUSE
    newest_by: str = "snapshot"
    leave_out_without: tuple[str, ...] = ()
    fiscal_year_starts: int = 4
    working_time: WorkingTime = field(default_factory=WorkingTime)
    sheet: str | None = None
    encoding: str | None = None
    separator: str | None = None
    value_per_year: bool = False


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What the reader found: form, encoding, header and the first rows as they stand in the file."""

    form: str
    encoding: str | None
    separator: str | None
    sheet: str | None
    sheets: tuple[str, ...]
    headers: tuple[str, ...]
    header_row: int
    row_count: int
    preview: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class FileReading:
    """A file read as a kind. `records` are there only when there is no error, question or violation.

    `mapping` is None when `violations` say that the columns do not fit; `rows` counts the rows that became records,
    before rows of one key were combined.
    """

    facts: FileFacts
    suggestions: Mapping[str, Suggestion]
    mapping: FileMapping | None = None
    violations: tuple[Violation, ...] = ()
    decided: Mapping[str, Mapping[Question, Choice]] = field(default_factory=dict)
    questions: tuple[Ambiguity, ...] = ()
    errors: tuple[RowError, ...] = ()
    error_count: int = 0
    notes: tuple[Note, ...] = ()
    currency: str | None = None
    records: tuple[Record, ...] = ()
    rows: int = 0

    @property
    def usable(self) -> bool:
        """Whether the file says something that may be imported as it is."""
        return not (self.violations or self.questions or self.error_count)


def read_file(data: bytes, name: str, kind: ImportKind, options: FileOptions) -> FileReading:
    """Read, map, check and combine a file. Raises UnreadableFile when it is no table at all."""
    table = read_table(data, name, sheet=options.sheet, encoding=options.encoding, separator=options.separator)
    found = FileReading(_facts(table), suggested_mapping(kind, table.headers), notes=table.notes)
    try:
        mapping = _mapping(kind, table, options)
    except RuleViolation as unfit:
        return replace(found, violations=unfit.violations)
    result = checked(table, mapping)
    found = replace(
        found,
        mapping=mapping,
        decided=result.decided,
        questions=result.questions,
        errors=result.errors,
        error_count=result.error_count,
        notes=result.notes,
        currency=result.currency,
    )
    if not result.usable:
        return found
    together = combined(result.records, mapping)
    if together.errors:
        return replace(found, errors=together.errors[:ERRORS_SHOWN], error_count=len(together.errors))
    extra = len(result.records) - len(together.records)
    notes = found.notes
    if extra:
        notes = (
            *notes,
            Note(None, f"{extra} further rows of keys that stand in several rows: {_SAID[mapping.combine]}."),
        )
    return replace(found, records=together.records, rows=len(result.records), notes=notes)


_SAID = {
    Combine.FIRST: "the first row of a key counts",
    Combine.NEWEST: "the newest row of a key counts, older ones are history",
    Combine.SUM: "figures of a key are added up",
    Combine.SAME: "all rows of a key agree",
}


def _mapping(kind: ImportKind, table: Table, options: FileOptions) -> FileMapping:
    mapping = file_mapping(
        kind,
        table,
        options.columns,
        key_from=options.key_from,
        combine=options.combine,
        newest_by=options.newest_by,
        leave_out_without=options.leave_out_without,
        fiscal_year_starts=options.fiscal_year_starts,
        working_time=options.working_time,
    )
    columns = dict(mapping.columns)
    unknown: list[Violation] = []
    for name, answers in options.answers.items():
        wanted = name if name in columns else next((one for one, at in columns.items() if at.header == name), None)
        if wanted is None:
            unknown.append(Violation(f"answers.{name}", f'No column "{name}" is used, so nothing is asked about it.'))
        else:
            columns[wanted] = replace(columns[wanted], answers={**columns[wanted].answers, **answers})
    if unknown:
        raise RuleViolation(unknown[0].message, rule="import_answers", violations=tuple(unknown))
    return replace(mapping, columns=columns)


def _facts(table: Table) -> FileFacts:
    rows = zip(table.numbers[:PREVIEW_ROWS], table.rows[:PREVIEW_ROWS], strict=True)
    return FileFacts(
        table.form,
        table.encoding,
        table.separator,
        table.sheet,
        table.sheets,
        table.headers,
        table.header_row,
        len(table.rows),
        tuple((number, tuple(as_text(cell)[:PREVIEW_CHARACTERS] for cell in row)) for number, row in rows),
    )


def source_of(file_name: str) -> str:
    """The source that a file's name stands for, so that the next year's file is its newer snapshot.

    The name without folder, ending and date: "gc-it-projects-2019.csv" and "gc-it-projects-2016.csv" are one source.
    """
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", re.split(r"[/\\]", file_name)[-1])
    dateless = re.sub(r"(?<!\d)(?:19|20)\d{2}(?:[-_. ]?\d{2}){0,2}(?!\d)", " ", stem)
    return " ".join(re.sub(r"[\s_.-]+$|^[\s_.-]+", "", dateless).split()) or stem.strip() or "file"
