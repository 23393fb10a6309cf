"""A file of bytes becomes a table: CSV or XLSX, told apart by content and never by name.

The one entry to run in a subprocess: arguments, result and refusal can all be pickled. It opens no file, no
connection and no clock.
"""

from domain.exchange.encodings import decoded
from domain.exchange.header import tabled
from domain.exchange.separated import separated
from domain.exchange.sheet import LIMITS, Limits, Table, refused
from domain.exchange.workbook import sheet_of

_FOREIGN = (
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Excel file or a workbook with a password; save it as .xlsx or .csv",
    ),
    (b"%PDF", "a PDF; ask for the table behind it as .xlsx or .csv"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a compressed file; unpack it first"),
    (b"{\\rtf", "a text document; save its table as .xlsx or .csv"),
)


def read_table(
    data: bytes,
    name: str,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    separator: str | None = None,
    limits: Limits = LIMITS,
) -> Table:
    """The table in a file, with notes on what was left out.

    `sheet` names the sheet of a workbook (the first visible one otherwise); `encoding` and `separator`
    overrule what the reader would find in a CSV. Raises UnreadableFile, with row and column where there are
    any.
    """
    if not data.strip():
        raise refused("the file is empty.")
    if len(data) > limits.packed:
        raise refused(f"the file is larger than {limits.packed // 1024 // 1024} MB; split it.")
    if data.startswith(b"PK\x03\x04"):
        return tabled(sheet_of(data, limits, sheet), name, limits)
    for mark, what in _FOREIGN:
        if data.startswith(mark):
            raise refused(f"this is {what}.")
    if sheet is not None:
        raise refused("a CSV file has no sheets to choose from.")
    return tabled(separated(decoded(data, encoding), limits, separator), name, limits)
