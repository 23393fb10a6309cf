"""What a file holds once it is read: one header, the rows below it, and what was left out on the way.

Everything here can be pickled, because files are read in a subprocess with little memory and no network.
Rows carry the number that a spreadsheet program shows; columns are counted from 1 and named A, B, C.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read before it is refused; sizes in bytes, lengths in characters."""

    packed: int = 20 * 1024 * 1024
    unpacked: int = 200 * 1024 * 1024
    ratio: int = 100
    entries: int = 1_000
    rows: int = 1_000_000
    columns: int = 500
    cells: int = 10_000_000
    cell_length: int = 32_767
    header_within: int = 100


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader did that the person should know: a preamble skipped, a total row left out."""

    row: int | None
    message: str


@dataclass(frozen=True, slots=True)
class FileProblem:
    """Why a file cannot be read and what to do about it, with the row and column if one is to blame."""

    message: str
    row: int | None = None
    column: int | None = None
    header: str | None = None

    def __str__(self) -> str:
        places = []
        if self.row is not None:
            places.append(f"row {self.row}")
        if self.column is not None:
            named = f' "{self.header}"' if self.header else ""
            places.append(f"column {column_letters(self.column)}{named}")
        place = ", ".join(places)
        return f"{place[0].upper()}{place[1:]}: {self.message}" if place else self.message


class UnreadableFile(Exception):
    """The file is refused as a whole; nothing of it is used."""

    def __init__(self, problem: FileProblem) -> None:
        super().__init__(problem)
        self.problem = problem

    def __str__(self) -> str:
        return str(self.problem)


def refused(
    message: str, *, row: int | None = None, column: int | None = None, header: str | None = None
) -> UnreadableFile:
    """The refusal of a whole file, ready to raise."""
    return UnreadableFile(FileProblem(message, row, column, header))


@dataclass(frozen=True, slots=True)
class RawSheet:
    """The cells of a file before its header is known; `numbers` are the rows as the person sees them."""

    rows: list[tuple[Cell, ...]]
    numbers: Sequence[int]
    form: str
    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A header and its rows. `rows[i]` is the row that the file shows as `numbers[i]`."""

    name: str
    form: str
    headers: tuple[str, ...]
    header_row: int
    rows: tuple[tuple[Cell, ...], ...]
    numbers: tuple[int, ...]
    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()

    def column(self, header: str) -> int | None:
        """Where a header stands, counted from 0; matched exactly, then without regard to case and spaces."""
        if header in self.headers:
            return self.headers.index(header)
        wanted = plain(header)
        found = [at for at, name in enumerate(self.headers) if plain(name) == wanted]
        return found[0] if len(found) == 1 else None


def plain(text: str) -> str:
    """Text as it is compared: one space between words, no case."""
    return " ".join(text.split()).casefold()


def filled(cell: Cell) -> bool:
    """Whether a cell holds anything but blanks."""
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def as_text(cell: Cell) -> str:
    """A cell as a person would type it: 12.0 from a spreadsheet is "12", a day is ISO."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime) and (cell.hour, cell.minute, cell.second) == (0, 0, 0):
        return cell.date().isoformat()
    if isinstance(cell, (date, datetime, time)):
        return cell.isoformat()
    return str(cell)


def column_letters(column: int) -> str:
    """The letters that a spreadsheet puts above a column counted from 1: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
