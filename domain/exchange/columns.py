"""Which column fills which field: suggestions with reasons, and a mapping that the person confirms or
overrules.

A suggestion is certain (1.0) where the header is one of the field's names, good (0.8) where only a unit or
a currency stands beside the name, weak (0.5) where the header merely contains it. A weak suggestion is
shown and never used by itself. A column serves one field.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from domain.errors import RuleViolation, Violation
from domain.exchange.amounts import header_scale
from domain.exchange.efforts import WorkingTime, header_unit
from domain.exchange.fields import KINDS, Field, Holds, ImportKind
from domain.exchange.meanings import Choice, Question
from domain.exchange.sheet import Table

CERTAIN, GOOD, WEAK = 1.0, 0.8, 0.5
_UNITS = re.compile(
    r"(?<!\w)(gbp|usd|eur|cad|chf|k|m|mn|mio|bn|tsd|teur|keur|in|days?|hours?|hrs|hh|h|pd|pt|tage|stunden|jours|heures|"
    r"person|thousands?|millions?|incl|total|planned|estimated|\d+)(?!\w)"
)


class Combine(StrEnum):
    """What to do with several rows of one key in a file."""

    REFUSE = "refuse"
    FIRST = "first"
    NEWEST = "newest"
    SUM = "sum"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The header that probably fills a field, how sure that is (0 to 1), and why."""

    header: str
    confidence: float
    why: str


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """How one field is read from its column, or from one `value` that holds for every row.

    `scale` multiplies figures (None: what the header says), `unit` is that of efforts, `missing` are further words
    for "no value" (a final * means a beginning), `days_since` turns counts into days, `answers` are the person's
    to the questions that the column raised.
    """

    header: str = ""
    value: str | None = None
    scale: Decimal | None = None
    unit: Choice | None = None
    missing: tuple[str, ...] = ()
    days_since: date | None = None
    answers: Mapping[Question, Choice] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FileMapping:
    """How a file is read as a kind. `key_from` names the fields that make the key where no column is one;
    `leave_out_without` names fields whose absence leaves a row out (reported) instead of refusing the file;
    `newest_by` names the field that says which of several rows of a key is the newest."""

    kind: ImportKind
    columns: Mapping[str, ColumnMapping]
    key_from: tuple[str, ...] = ()
    combine: Combine = Combine.REFUSE
    newest_by: str = "snapshot"
    leave_out_without: tuple[str, ...] = ()
    fiscal_year_starts: int = 4
    working_time: WorkingTime = field(default_factory=WorkingTime)


def suggested_mapping(kind: ImportKind, headers: Iterable[str]) -> dict[str, Suggestion]:
    """The best header for each field of the kind; fields without any are absent."""
    found: list[tuple[float, int, int, str, str, str]] = []
    for at, header in enumerate(headers):
        for order, wanted in enumerate(KINDS[kind].fields):
            match = _match(header, wanted)
            if match:
                confidence, rank, why = match
                found.append((-confidence, rank, order * 1_000 + at, wanted.name, header, why))
    suggestions: dict[str, Suggestion] = {}
    taken: set[str] = set()
    for confidence, _, _, name, header, why in sorted(found):
        if name not in suggestions and header not in taken:
            suggestions[name] = Suggestion(header, -confidence, why)
            taken.add(header)
    return suggestions


def file_mapping(
    kind: ImportKind,
    table: Table,
    columns: Mapping[str, ColumnMapping | str | None] | None = None,
    *,
    key_from: tuple[str, ...] = (),
    combine: Combine = Combine.REFUSE,
    newest_by: str = "snapshot",
    leave_out_without: tuple[str, ...] = (),
    fiscal_year_starts: int = 4,
    working_time: WorkingTime | None = None,
) -> FileMapping:
    """The person's columns, and good suggestions for the fields that they leave open (None leaves a field
    empty).

    Raises RuleViolation naming every field or header that does not exist and every required field without a
    column, with the headers that the file has.
    """
    given = {name: _mapping(one) for name, one in (columns or {}).items()}
    used = {one.header for one in given.values() if one}
    free = [header for header in table.headers if header not in used]
    chosen = {name: one for name, one in given.items() if one}
    for name, suggestion in suggested_mapping(kind, free).items():
        if name not in given and suggestion.confidence >= GOOD:
            chosen[name] = ColumnMapping(suggestion.header)
    mapping = FileMapping(
        kind,
        chosen,
        key_from or (() if "key" in chosen else KINDS[kind].key_from),
        combine,
        newest_by,
        leave_out_without,
        fiscal_year_starts,
        working_time or WorkingTime(),
    )
    wrong = unfit(mapping, table)
    if wrong:
        raise RuleViolation("The columns do not fit the file.", rule="import_mapping", violations=tuple(wrong))
    return mapping


def unfit(mapping: FileMapping, table: Table) -> list[Violation]:
    """Everything that keeps a mapping from being used with a file."""
    kind = KINDS[mapping.kind]
    has = "The file has: " + ", ".join(f'"{header}"' for header in table.headers) + "."
    wrong: list[Violation] = []
    served: dict[int, str] = {}
    for name, column in mapping.columns.items():
        at = table.column(column.header)
        if kind.field(name) is None:
            names = ", ".join(one.name for one in kind.fields)
            wrong.append(Violation(f"columns.{name}", f"There is no field {name}; the fields are: {names}."))
        elif column.value is not None:
            continue
        elif at is None:
            wrong.append(Violation(f"columns.{name}", f'There is no column "{column.header}". {has}'))
        elif at in served:
            twice = f'The column "{column.header}" already fills {served[at]}; a column serves one field.'
            wrong.append(Violation(f"columns.{name}", twice))
        else:
            served[at] = name
    wrong += [
        Violation(f"columns.{one.name}", f"Name the column for {one.name}. {has}")
        for one in kind.fields
        if one.required and one.name not in mapping.columns
    ]
    for group in kind.one_of:
        if not any(name in mapping.columns for name in group):
            names = " or ".join(group)
            wrong.append(Violation(f"columns.{group[0]}", f"Name the column for {names}. {has}"))
    if "key" not in mapping.columns and not mapping.key_from:
        advice = f"Name the column that holds the key, or the fields that make one together. {has}"
        wrong.append(Violation("columns.key", advice))
    wrong += [
        Violation(f"columns.{name}", f"The field {name} is used but has no column. {has}")
        for name in (*mapping.key_from, *mapping.leave_out_without)
        if name not in mapping.columns
    ]
    if mapping.combine is Combine.NEWEST and mapping.newest_by not in mapping.columns:
        name = mapping.newest_by
        wrong.append(Violation(f"columns.{name}", f"Name the column for {name}, which says what is newest. {has}"))
    if not 1 <= mapping.fiscal_year_starts <= 12:
        wrong.append(Violation("fiscal_year_starts", "The fiscal year starts in a month from 1 to 12."))
    return wrong


def scale_of(column: ColumnMapping) -> Decimal:
    """What figures of a column are multiplied with: the person's, else what the header states, else 1."""
    if column.scale is not None:
        return column.scale
    return header_scale(column.header) or Decimal(1)


def unit_of(column: ColumnMapping) -> Choice | None:
    """The unit of a column's efforts: the person's, else what the header states, else open."""
    return column.unit or column.answers.get(Question.EFFORT_UNIT) or header_unit(column.header)


def words_of(text: str) -> str:
    """A header as words without case, accents and signs: "deptAcronym" and "Dept. Acronym" are one."""
    parted = re.sub(r"(?<=[a-zà-ÿ0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", text)
    bare = unicodedata.normalize("NFKD", parted.replace("ß", "ss")).encode("ascii", "ignore").decode()
    return " ".join(re.findall(r"[a-z0-9]+", bare.lower()))


def _match(header: str, wanted: Field) -> tuple[float, int, str] | None:
    words = words_of(header)
    names = [words_of(name) for name in wanted.synonyms]
    joined = [name.replace(" ", "") for name in names]
    if words.replace(" ", "") in joined:
        return CERTAIN, joined.index(words.replace(" ", "")), f'"{header}" is a name of {wanted.name}'
    if wanted.holds in (Holds.AMOUNT, Holds.EFFORT, Holds.NUMBER):
        bare = " ".join(_UNITS.sub(" ", words).split())
        if bare in names:
            return GOOD, names.index(bare), f'"{header}" is a name of {wanted.name} with a unit'
    for rank, name in enumerate(names):
        if len(name) > 3 and re.search(rf"\b{re.escape(name)}\b", words):
            return WEAK, rank, f'"{header}" contains "{name}"'
    return None


def _mapping(given: ColumnMapping | str | None) -> ColumnMapping | None:
    return ColumnMapping(given) if isinstance(given, str) else given
