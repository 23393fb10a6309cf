"""A file's rows become records only as a whole: every error is collected with row and column, and one
refuses all.

A key without a column of its own is made of the named fields, without case and extra spaces, joined by " |
", so that the next snapshot finds the same row.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.exchange.column_values import Value, column_values
from domain.exchange.columns import FileMapping
from domain.exchange.fields import KINDS
from domain.exchange.meanings import Ambiguity, Choice, Question, RowError
from domain.exchange.sheet import Cell, Note, Table, filled

ERRORS_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Record:
    """One row, checked: the key that it is found again by, and a value for each mapped field."""

    row: int
    key: str
    values: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file says: records if there is neither an error nor an open question, else none of them.

    `errors` holds at most ERRORS_SHOWN of `error_count`; `decided` says how each column was read and
    `currency` is the one that stood beside the amounts (an ISO code or a bare sign), if any did.
    """

    records: tuple[Record, ...]
    errors: tuple[RowError, ...]
    error_count: int
    questions: tuple[Ambiguity, ...]
    notes: tuple[Note, ...]
    decided: dict[str, dict[Question, Choice]]
    currency: str | None

    @property
    def usable(self) -> bool:
        """Whether the file may be imported as it is."""
        return not self.error_count and not self.questions


def checked(table: Table, mapping: FileMapping) -> Checked:
    """Read and check every row of a table by a mapping that fits it (`columns.unfit` says whether it does)."""
    kind = KINDS[mapping.kind]
    places = {name: table.column(column.header) for name, column in mapping.columns.items() if column.value is None}
    kept, notes = _kept(table, mapping, places)
    errors: list[RowError] = []
    questions: list[Ambiguity] = []
    decided: dict[str, dict[Question, Choice]] = {}
    values: dict[str, list[Value]] = {}
    currencies: dict[str, tuple[int, str]] = {}
    for name, column in mapping.columns.items():
        wanted, place = kind.field(name), places.get(name)
        if wanted is None or (place is None and column.value is None):
            continue
        cells: list[tuple[int, Cell]] = [
            (table.numbers[at], column.value if place is None else table.rows[at][place]) for at in kept
        ]
        read = column_values(wanted, column, mapping, cells, currencies)
        errors += read.errors
        questions += read.questions
        if read.decided:
            decided[name] = read.decided
        values[name] = read.values
    errors += _mixed(currencies)
    shown = mapping.columns["key"].header if "key" in mapping.columns else " + ".join(mapping.key_from)
    explained = {
        error.row for error in errors if error.column in {mapping.columns[name].header for name in mapping.key_from}
    }
    records = []
    for position, at in enumerate(kept):
        row = {name: column[position] for name, column in values.items()}
        key = key_of(row, mapping.key_from)
        if not key and table.numbers[at] not in explained:
            advice = "the key is empty; give this row its key, or leave the row out."
            errors.append(RowError(table.numbers[at], shown, "", advice))
        records.append(Record(table.numbers[at], key, row))
    errors.sort(key=lambda error: error.row)
    usable = not errors and not questions
    return Checked(
        tuple(records) if usable else (),
        tuple(errors[:ERRORS_SHOWN]),
        len(errors),
        tuple(questions),
        (*table.notes, *notes),
        decided,
        next(iter(currencies), None),
    )


def key_of(values: Mapping[str, Value], key_from: Iterable[str] = ()) -> str:
    """A row's key: its own, else made of the named fields; empty if one of those is."""
    named = tuple(key_from)
    if not named:
        return str(values.get("key") or "")
    parts = [" ".join(str(values.get(name) or "").split()).casefold() for name in named]
    return " | ".join(parts) if all(parts) else ""


def _kept(table: Table, mapping: FileMapping, places: dict[str, int | None]) -> tuple[list[int], list[Note]]:
    kept: list[int] = []
    left_out: list[int] = []
    needed = [place for name in mapping.leave_out_without if (place := places.get(name)) is not None]
    for at, row in enumerate(table.rows):
        (kept if all(filled(row[place]) for place in needed) else left_out).append(at)
    if not left_out:
        return kept, []
    named = " or ".join(f'"{mapping.columns[name].header}"' for name in mapping.leave_out_without)
    return kept, [Note(table.numbers[left_out[0]], f"{len(left_out)} rows without {named} left out.")]


def _mixed(currencies: Mapping[str, tuple[int, str]]) -> list[RowError]:
    """Amounts of two currencies cannot be compared; where each was first seen."""
    (first, (row, header)), *others = list(currencies.items()) or [("", (0, ""))]
    return [
        RowError(
            at, column, other, f'is in {other}, but row {row} of column "{header}" is in {first}; use one currency.'
        )
        for other, (at, column) in others
    ]
