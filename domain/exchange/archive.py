"""An XLSX file is a zip archive, and is counted before it is opened: small inputs must not unpack into
gigabytes.

The sizes that an archive declares are not believed; every entry is unpacked in pieces and counted. The
cells of the sheets are counted by their addresses too, because a reader reserves the rectangle between the
first and the last cell, so that two cells in opposite corners would ask for seventeen thousand million.
"""

import io
import re
import zipfile
import zlib

from domain.exchange.sheet import Limits, Note, refused

_PIECE = 1 << 18
_ADDRESS = re.compile(rb"""<(?:\w+:)?c\s[^<>]*?\br\s*=\s*["']([A-Za-z]{1,4})([0-9]{1,10})["']""")
_ROW = re.compile(rb"""<(?:\w+:)?row\s[^<>]*?\br\s*=\s*["']([0-9]{1,10})["']""")
_ERROR = re.compile(rb"""<(?:\w+:)?c\s[^<>]*?\bt=["']e["']""")
_OVERLAP = 256


def checked_archive(data: bytes, limits: Limits) -> tuple[Note, ...]:
    """Unpack and count everything once, keeping nothing. Raises UnreadableFile; notes cells that hold an
    error.
    """
    errors = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            if len(entries) > limits.entries:
                raise refused(f"the archive has more than {limits.entries:,} entries; it is no ordinary XLSX file.")
            if "xl/workbook.xml" not in names:
                raise refused("this is a zip archive but no XLSX workbook; save the sheet as .xlsx or .csv.")
            if len(names) != len(entries):
                raise refused("the archive holds two entries of one name; save the workbook again.")
            unpacked = 0
            allowed = min(limits.unpacked, limits.ratio * len(data))
            for entry in entries:
                if entry.flag_bits & 0x1:
                    raise refused("the workbook is protected by a password; save it without one.")
                unpacked, found = _counted(archive, entry, unpacked, allowed, limits)
                errors += found
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
    ) as wrong:
        raise refused(f"the workbook is damaged and cannot be opened ({wrong}); save it again as .xlsx.") from wrong
    if not errors:
        return ()
    return (Note(None, f"{errors} cells of the workbook hold an error such as #REF!; they are read as empty."),)


def _counted(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, unpacked: int, allowed: int, limits: Limits
) -> tuple[int, int]:
    """The bytes unpacked so far, this entry included, and the error cells that it holds."""
    is_xml = entry.filename.endswith((".xml", ".rels"))
    last_row = last_column = errors = 0
    tail = b""
    first = True
    with archive.open(entry) as stream:
        while piece := stream.read(_PIECE):
            unpacked += len(piece)
            if unpacked > allowed:
                raise refused(
                    f"the workbook unpacks to more than {limits.unpacked // 1024 // 1024} MB or {limits.ratio} times "
                    "its size; remove empty formatted rows, or save the sheet as CSV."
                )
            if first and is_xml and (b"<!DOCTYPE" in piece or b"<!ENTITY" in piece):
                raise refused("the workbook declares XML entities, which no spreadsheet program writes.")
            first = False
            if not is_xml:
                continue
            text = tail + piece
            cut = text.rfind(b"<")
            cut = len(text) if cut < len(text) - _OVERLAP else cut
            whole, tail = text[:cut], text[cut:]
            for letters, digits in _ADDRESS.findall(whole):
                last_column, last_row = max(last_column, _column(letters)), max(last_row, int(digits))
            for digits in _ROW.findall(whole):
                last_row = max(last_row, int(digits))
            errors += len(_ERROR.findall(whole))
    if last_row > limits.rows + limits.header_within:
        raise refused(f"the sheet reaches to row {last_row:,}; at most {limits.rows:,} rows are read.", row=last_row)
    if last_column > limits.columns:
        raise refused(f"the sheet has more than {limits.columns} columns.", column=last_column)
    if last_row * last_column > limits.cells:
        raise refused(f"the sheet spans more than {limits.cells:,} cells; delete the cells far from the table.")
    return unpacked, errors


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters.upper():
        column = column * 26 + letter - 64
    return column
