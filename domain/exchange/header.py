"""Which row is the header, and which rows are no records: preamble, blank rows and total rows are left out
and said.

The header is the first of the leading rows that fills at least three quarters of the columns that the
fullest row fills; shorter lines above it are preamble. It holds names: a first full row of figures and
dates is refused, since a file without a header would lose its first record.
"""

import re
from collections import Counter
from collections.abc import Sequence

from domain.exchange.sheet import Cell, Limits, Note, RawSheet, Table, column_letters, filled, plain, refused

_SAMPLE_ROWS = 300
_LISTED_ROWS = 10
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]")
_FIGURE = re.compile(r"[-+(]?\s*[$£€¥]?\s*\d[\d.,'’  /:-]*\s*[%)kKmM]?")
_TOTAL = re.compile(
    r"(grand |overall |sub-?\s?)?totals?|sum|summe|gesamt(summe|betrag)?|zwischensumme|endsumme|insgesamt"
    r"|total général|sous-total|totaux|somme|σ|∑"
)


def tabled(raw: RawSheet, name: str, limits: Limits) -> Table:
    """A header and its records, with a note for each thing left out. Raises UnreadableFile with row and
    column.
    """
    notes = list(raw.notes)
    at = _header_at(raw, limits)
    top = raw.rows[at]
    skipped = [raw.numbers[row] for row in range(at) if any(filled(cell) for cell in raw.rows[row])]
    if skipped:
        notes.append(Note(skipped[0], f"{_rows(skipped)} above the header skipped."))
    columns = len(top) if raw.form == "csv" else max(place for place, cell in enumerate(top, 1) if filled(cell))
    headers = _headers(top[:columns], raw.numbers[at], notes)
    records: list[tuple[Cell, ...]] = []
    numbers: list[int] = []
    blank: list[int] = []
    totals: list[int] = []
    for number, row in zip(raw.numbers[at + 1 :], raw.rows[at + 1 :], strict=True):
        if not any(filled(cell) for cell in row):
            blank.append(number)
        elif is_total(row):
            totals.append(number)
        elif len(records) >= limits.rows:
            raise refused(f"the file has more than {limits.rows:,} rows; split it.", row=number)
        else:
            records.append(_fitted(row, number, headers, raw.form))
            numbers.append(number)
    while blank and blank[-1] > (numbers[-1] if numbers else 0):
        blank.pop()  # the empty end of a sheet is not worth a word
    if blank:
        notes.append(Note(blank[0], f"{_rows(blank)} left out: blank."))
    if totals:
        notes.append(Note(totals[0], f"{_rows(totals)} left out: totals of the rows above."))
    if not records:
        raise refused("there are no rows below the header.", row=raw.numbers[at])
    headers, records = _without_empty(headers, records, top)
    return Table(
        name, raw.form, tuple(headers), raw.numbers[at], tuple(records), tuple(numbers), raw.encoding,
        raw.separator, raw.sheet, raw.sheets, tuple(notes),
    )  # fmt: skip


def is_total(row: Sequence[Cell]) -> bool:
    """Whether a row sums up others: its first word is exactly a word for total, and all else is figures."""
    cells = [cell for cell in row if filled(cell)]
    if len(cells) < 2 or not isinstance(cells[0], str):
        return False
    word = re.sub(r"\s*\([^)]*\)$", "", plain(cells[0])).rstrip(" :=")
    if not _TOTAL.fullmatch(word):
        return False
    return all(not isinstance(cell, str) or _FIGURE.fullmatch(cell.strip()) for cell in cells[1:])


def visible(text: str) -> str:
    """Text without the characters that nobody sees (zero-width, writing direction), and with plain spaces."""
    return " ".join(_INVISIBLE.sub("", text).split())


def _header_at(raw: RawSheet, limits: Limits) -> int:
    counts = [sum(1 for cell in row if filled(cell)) for row in raw.rows[:_SAMPLE_ROWS]]
    fullest = max(counts, default=0)
    if raw.form == "csv" and fullest:
        # One row with a separator too many must not make the true header look like preamble.
        widths = Counter(len(row) for row, count in zip(raw.rows, counts, strict=False) if count)
        fullest = min(fullest, widths.most_common(1)[0][0])
    elif reached := [count for count, rows in Counter(counts).items() if count and rows > 1]:
        fullest = max(reached)
    if not fullest:
        raise refused("the file is empty.")
    for at, count in enumerate(counts[: limits.header_within]):
        if count * 4 < fullest * 3 or count == 0:
            continue
        figures = [cell for cell in raw.rows[at] if filled(cell) and _is_figure(cell)]
        if len(figures) * 2 >= count:
            raise refused(
                f'the header is missing: this row already holds figures such as "{figures[0]}". '
                "Put the names of the columns into the first row.",
                row=raw.numbers[at],
            )
        return at
    raise refused(f"no header found in the first {limits.header_within} rows.")


def _is_figure(cell: Cell) -> bool:
    return not isinstance(cell, str) or _FIGURE.fullmatch(cell.strip()) is not None


def _headers(top: Sequence[Cell], row: int, notes: list[Note]) -> list[str]:
    headers: list[str] = []
    used: set[str] = set()
    for column, cell in enumerate(top, 1):
        name = visible(str(cell)) if filled(cell) else f"(column {column_letters(column)})"
        distinct, count = name or f"(column {column_letters(column)})", 1
        while plain(distinct) in used:
            count += 1
            distinct = f"{name} ({count})"
        if count > 1:
            column_name = column_letters(column)
            notes.append(Note(row, f'The header "{name}" appears again in column {column_name}: "{distinct}".'))
        used.add(plain(distinct))
        headers.append(distinct)
    return headers


def _fitted(row: Sequence[Cell], number: int, headers: list[str], form: str) -> tuple[Cell, ...]:
    """The cells of a record under its headers. A record of another width lost or gained a separator."""
    width = len(headers)
    if any(filled(cell) for cell in row[width:]):
        column = next(at for at, cell in enumerate(row[width:], width + 1) if filled(cell))
        raise refused(
            f"this row has {len(row)} cells, the header {width}. Put text that holds a separator into quotes.",
            row=number,
            column=column,
        )
    if len(row) < width:
        if form == "csv":
            raise refused(
                f"this row has {len(row)} cells, the header {width}: a separator or a line break is wrong.",
                row=number,
                column=len(row) + 1,
                header=headers[len(row)],
            )
        row = (*row, *[None] * (width - len(row)))
    return tuple(row[:width])


def _without_empty(
    headers: list[str], records: list[tuple[Cell, ...]], top: Sequence[Cell]
) -> tuple[list[str], list[tuple[Cell, ...]]]:
    """Columns without a name and without a value are no columns."""
    kept = [at for at in range(len(headers)) if filled(top[at]) or any(filled(record[at]) for record in records)]
    if len(kept) == len(headers):
        return headers, records
    return [headers[at] for at in kept], [tuple(record[at] for at in kept) for record in records]


def _rows(numbers: list[int]) -> str:
    listed = ", ".join(str(number) for number in numbers[:_LISTED_ROWS])
    more = f" and {len(numbers) - _LISTED_ROWS} more" if len(numbers) > _LISTED_ROWS else ""
    return f"{'Row' if len(numbers) == 1 else 'Rows'} {listed}{more}"
