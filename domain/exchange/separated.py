"""A CSV file becomes rows of cells, by the one separator that makes its rows agree.

Strict reading: an unclosed quote or a character after a closing quote refuses the file and names row and
column, because one lost quote silently swallows the rows up to the next. Row numbers count records, as a
spreadsheet program shows them: a line break inside quotes starts no row.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator

from domain.exchange.encodings import Decoded, control_character
from domain.exchange.sheet import Cell, Limits, RawSheet, refused

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
_SAMPLE_ROWS = 200
_SHARED_TEXTS = 200_000
_LINE = re.compile("[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def separated(file: Decoded, limits: Limits, separator: str | None = None) -> RawSheet:
    """Every record of a CSV file. Raises UnreadableFile with the row and column to blame."""
    text, first_row = file.text, 1
    line, _, rest = text.partition("\n")
    if line.strip().lower().startswith("sep=") and len(line.strip()) == 5:
        # The hint line that Excel itself writes and understands.
        separator, text, first_row = separator or line.strip()[4], rest, 2
    if separator is None:
        separator = _separator(text)
    if len(separator) != 1 or separator in '"\r\n':
        raise refused(f"{separator!r} cannot separate columns; choose comma, semicolon or tab.")
    control = control_character(text)
    if control is not None:
        row, column = _place(text, control, separator)
        raise refused(
            f"a character that no text holds (code {ord(text[control])}). The file is damaged; export it again.",
            row=row + first_row - 1,
            column=column,
        )
    rows: list[tuple[Cell, ...]] = []
    shared: dict[str, str] = {}
    cells = 0
    for number, record in enumerate(_records(text, separator, limits, first_row), first_row):
        if len(rows) >= limits.rows + limits.header_within:
            raise refused(f"the file has more than {limits.rows:,} rows; split it.", row=number)
        if len(record) > limits.columns:
            raise refused(f"more than {limits.columns} columns.", row=number, column=limits.columns + 1)
        cells += len(record)
        if cells > limits.cells:
            raise refused(f"the file has more than {limits.cells:,} cells; split it.", row=number)
        if len(shared) < _SHARED_TEXTS:
            # Columns repeat their words: one copy of each keeps a million rows in a small process.
            rows.append(tuple([shared.setdefault(cell, cell) for cell in record]))
        else:
            rows.append(tuple([shared.get(cell, cell) for cell in record]))
    return RawSheet(rows, range(first_row, first_row + len(rows)), "csv", file.encoding, separator)


def _lines(text: str) -> Iterator[str]:
    """Lines with their ends, one at a time: a text stream would hold every character in four bytes."""
    return (found.group() for found in _LINE.finditer(text))


def _separator(text: str) -> str:
    """The separator by which most rows have one and the same width above one; a tie is refused."""
    scores: list[tuple[float, int, str]] = []
    for separator in SEPARATORS:
        widths: Counter[int] = Counter()
        reader = csv.reader(_lines(text), delimiter=separator)
        try:
            for record, _ in zip(reader, range(_SAMPLE_ROWS), strict=False):
                if any(cell.strip() for cell in record):
                    widths[len(record)] += 1
        except csv.Error:
            pass  # a cell too long or a quote left open: the strict reading says where
        wide = [(count, width) for width, count in widths.items() if width > 1]
        if wide:
            count, width = max(wide)
            scores.append((count / widths.total(), width, separator))
    if not scores:
        return ","
    scores.sort(reverse=True)
    if len(scores) > 1 and scores[0][:2] == scores[1][:2]:
        names = " or ".join(SEPARATORS[found[2]] for found in scores[:2])
        raise refused(f"the columns could be separated by {names}; say which.")
    return scores[0][2]


def _records(text: str, separator: str, limits: Limits, first_row: int) -> Iterator[list[str]]:
    before = csv.field_size_limit(limits.cell_length)
    try:
        reader = csv.reader(_lines(text), delimiter=separator, strict=True)
        row, starts_at = first_row, 0
        while True:
            try:
                record = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise _broken(text, separator, starts_at, row, str(error), limits) from error
            yield record
            row, starts_at = row + 1, reader.line_num
    finally:
        csv.field_size_limit(before)


def _broken(text: str, separator: str, starts_at: int, row: int, error: str, limits: Limits) -> Exception:
    """The refusal for a record that strict reading stops at: in which column its last quote was opened."""
    record = "".join(line for at, line in enumerate(_lines(text)) if at >= starts_at)
    column, quoted, opened_in, closed, length = 1, False, 1, False, 0
    for character in record:
        length += 1
        if "limit" in error and length > limits.cell_length + 2 * (quoted or closed):
            break
        if quoted:
            if character == '"':
                quoted, closed = False, True
        elif character == '"':
            quoted, closed, opened_in = True, False, column if not closed else opened_in
        elif character == separator:
            column, closed, length = column + 1, False, 0
        elif closed or character in "\r\n":
            break
    line = starts_at + 1
    if "limit" in error:
        return refused(
            f"a cell of more than {limits.cell_length:,} characters (line {line}); a closing quote may be missing.",
            row=row,
            column=column,
        )
    if "end of data" in error:
        return refused(f"the quote opened on line {line} is never closed.", row=row, column=opened_in)
    return refused(
        f"text follows a closing quote (line {line}); double the quotes inside a cell or close the quote before it.",
        row=row,
        column=opened_in,
    )


def _place(text: str, at: int, separator: str) -> tuple[int, int]:
    """Row and column of a character, by reading the text before it as records."""
    row, column = 1, 1
    for record in csv.reader(_lines(text[:at] + "x"), delimiter=separator):
        row, column = row + 1, len(record)
    return row - 1, max(column, 1)
