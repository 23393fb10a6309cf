"""A column decides how its values are read: one value that reads only one way speaks for all, and none is
guessed.

"03/04/2021" alone is the third of April or the fourth of March; "1,234" is a thousand or one and a quarter.
If some value of the column reads only one way, the column is read that way. If none does, the column is a
question to the person. If two values contradict each other, both rows are named and nothing is read.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from domain.exchange.sheet import Cell, as_text, filled, plain

T = TypeVar("T")
_SAMPLES = 5
_REMEMBERED = 50_000


class Question(StrEnum):
    """What a column can leave open."""

    DECIMAL_SIGN = "decimal_sign"
    DAY_ORDER = "day_order"
    YEAR_PAIR = "year_pair"
    QUARTER = "quarter"
    EFFORT_UNIT = "effort_unit"


class Choice(StrEnum):
    """The answers to a question about a column."""

    POINT = "point"
    COMMA = "comma"
    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    YEAR_AND_MONTH = "year_and_month"
    FISCAL_YEAR = "fiscal_year"
    CALENDAR_YEAR = "calendar_year"
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"

    @property
    def words(self) -> str:
        """The choice as it is put to the person."""
        return _WORDS[self]


_WORDS = {
    Choice.POINT: "decimal point (1,234.5)",
    Choice.COMMA: "decimal comma (1.234,5)",
    Choice.DAY_FIRST: "day first (31/12/2026)",
    Choice.MONTH_FIRST: "month first (12/31/2026)",
    Choice.YEAR_AND_MONTH: "year and month (2010-11 is November 2010)",
    Choice.FISCAL_YEAR: "fiscal year (2010-11 runs over two calendar years)",
    Choice.CALENDAR_YEAR: "calendar year (Q1 is January to March)",
    Choice.MINUTES: "person-minutes",
    Choice.HOURS: "person-hours",
    Choice.DAYS: "person-days",
    Choice.WEEKS: "person-weeks",
    Choice.MONTHS: "person-months",
}

# Read as "no value" in figures and dates, in any case; a mapping can add words, "exempt*" meaning a beginning.
MISSING = frozenset(
    {
        "", "-", "--", "–", "—", ".", "…", "...", "?", "??", "n/a", "na", "n.a.", "n.a", "n\\a", "#n/a", "nan",
        "nil", "null", "none", "tbd", "t.b.d.", "tbc", "tba", "unknown", "open", "pending", "to be determined",
        "to be confirmed", "to be decided", "not available", "not applicable", "not known", "not provided",
        "not yet known", "on hold", "no date", "no end date", "data not provided",
        "k.a.", "k.a", "offen", "noch offen", "unbekannt", "n.v.", "entfällt", "keine", "keine angabe",
        "nicht bekannt", "nicht verfügbar",
        "inconnu", "n.d.", "nd", "s.o.", "néant", "aucun", "à déterminer", "à définir", "à confirmer",
        "non disponible", "non connu", "sans objet",
    }
)  # fmt: skip


class NotReadable(ValueError):
    """A single value that cannot be read; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """What a value may mean: one meaning, or one for each choice that the column must settle."""

    meanings: Mapping[Choice | None, T]
    question: Question | None = None

    @classmethod
    def only(cls, meaning: T) -> "Reading[T]":
        """A value that reads the same in every column."""
        return cls({None: meaning})

    @property
    def deciding(self) -> Choice | None:
        """The choice that this value forces upon its column, if it does."""
        return next(iter(self.meanings)) if self.question and len(self.meanings) == 1 else None

    @property
    def differs(self) -> bool:
        """Whether the choice changes what this value means."""
        first, *others = self.meanings.values()
        return any(other != first for other in others)


@dataclass(frozen=True, slots=True)
class RowError:
    """One cell to correct: the row as the file shows it, the column, the value and what to do."""

    row: int
    column: str
    value: str
    message: str

    def __str__(self) -> str:
        shown = self.value if len(self.value) <= 60 else self.value[:59] + "…"
        return f'Row {self.row}, column "{self.column}", "{shown}": {self.message}'


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """A question that only the person can answer: how a column is to be read, with values from it."""

    field: str
    column: str
    question: Question
    samples: tuple[str, ...]
    choices: tuple[Choice, ...]

    def __str__(self) -> str:
        samples = ", ".join(f'"{sample}"' for sample in self.samples)
        options = " or ".join(choice.words for choice in self.choices)
        return f'Column "{self.column}" ({samples}) can be read in more than one way: {options}?'


@dataclass(slots=True)
class DecidedColumn(Generic[T]):
    """A column as it was read: a value or None for each row, what decided it, questions and errors."""

    values: list[T | None] = field(default_factory=list)
    decided: dict[Question, Choice] = field(default_factory=dict)
    questions: list[Ambiguity] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)


def is_missing(cell: Cell, words: Iterable[str] = ()) -> bool:
    """Whether a cell of figures or dates says that there is no value, by MISSING or by the words given."""
    if not filled(cell):
        return True
    if not isinstance(cell, str):
        return False
    text = plain(cell)
    if text in MISSING:
        return True
    for word in words:
        wanted = plain(word)
        if text.startswith(wanted[:-1]) if wanted.endswith("*") else text == wanted:
            return True
    return False


def decided_column(
    name: str,
    header: str,
    cells: Iterable[tuple[int, Cell]],
    read: Callable[[Cell], Reading[T]],
    *,
    answers: Mapping[Question, Choice] | None = None,
    missing: Iterable[str] = (),
) -> DecidedColumn[T]:
    """Read a column of (row, cell) as a whole. `answers` are the person's, and win over what the values
    say.
    """
    words = tuple(missing)
    column: DecidedColumn[T] = DecidedColumn()
    readings: list[tuple[int, Cell, Reading[T] | None]] = []
    seen: dict[tuple[type, Cell], Reading[T] | NotReadable | None] = {}
    for row, cell in cells:
        known = seen.get((type(cell), cell))
        if known is None and (type(cell), cell) not in seen:
            try:
                known = None if is_missing(cell, words) else read(cell)
            except NotReadable as wrong:
                known = wrong
            if len(seen) < _REMEMBERED:
                seen[(type(cell), cell)] = known
        if isinstance(known, NotReadable):
            column.errors.append(RowError(row, header, as_text(cell), str(known)))
            known = None
        readings.append((row, cell, known))
    settled = dict(answers or {})
    for question in Question:
        concerned = [found for found in readings if found[2] is not None and found[2].question is question]
        if concerned and question not in settled:
            _settle(name, header, question, concerned, settled, column)
        if concerned and question in settled:
            column.decided[question] = settled[question]
    refused = {error.row for error in column.errors}
    for row, cell, reading in readings:
        choice = settled.get(reading.question) if reading and reading.question else None
        if reading is None:
            column.values.append(None)
        elif choice in reading.meanings:
            column.values.append(reading.meanings[choice])
        elif choice is None and not reading.differs:
            column.values.append(next(iter(reading.meanings.values())))
        else:
            column.values.append(None)
            if choice is not None and row not in refused:
                column.errors.append(RowError(row, header, as_text(cell), f"cannot be read with {choice.words}."))
    return column


def _settle(
    name: str,
    header: str,
    question: Question,
    concerned: list[tuple[int, Cell, Reading[T] | None]],
    settled: dict[Question, Choice],
    column: DecidedColumn[T],
) -> None:
    witness: tuple[int, Cell, Choice] | None = None
    for row, cell, reading in concerned:
        choice = reading.deciding if reading else None
        if choice is None:
            continue
        if witness is None:
            witness = (row, cell, choice)
            settled[question] = choice
        elif choice != witness[2]:
            column.errors.append(
                RowError(
                    row,
                    header,
                    as_text(cell),
                    f'reads only with {choice.words}, but "{as_text(witness[1])}" in row {witness[0]} reads only '
                    f"with {witness[2].words}; write both the same way.",
                )
            )
    if witness is not None:
        return
    open_values = [(cell, reading) for _, cell, reading in concerned if reading and reading.differs]
    if not open_values:
        return
    samples = tuple(dict.fromkeys(as_text(cell) for cell, _ in open_values))[:_SAMPLES]
    choices = tuple(choice for choice in open_values[0][1].meanings if choice is not None)
    column.questions.append(Ambiguity(name, header, question, samples, choices))
