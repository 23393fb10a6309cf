"""XLSX sheets keep their types and row numbers, and archives that would flood the memory are refused at once."""

import io
import time
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook

from domain.exchange.reading import read_table
from domain.exchange.sheet import Limits, UnreadableFile


def workbook(rows: list[list[object]], *, hidden_first: bool = False) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Requests"
    for row in rows:
        sheet.append(row)
    if hidden_first:
        extra = book.create_sheet("Lists", 0)
        extra.append(["Only", "Choices"])
        extra.sheet_state = "hidden"
    second = book.create_sheet("Second")
    second.append(["Team", "Month"])
    second.append(["Data", date(2026, 11, 1)])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def archive(entries: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in {"xl/workbook.xml": b"<workbook/>", **entries}.items():
            file.writestr(name, content)
    return stream.getvalue()


GOOD: list[list[object]] = [["Report"], [], ["Key", "Title", "Cost", "Due"], [7, "A", 1250.5, date(2026, 12, 31)]]


def test_cells_keep_their_types_and_rows_their_numbers() -> None:
    table = read_table(workbook(GOOD), "file.xlsx")
    assert table.rows == ((7, "A", 1250.5, date(2026, 12, 31)),)
    assert (table.header_row, table.numbers, table.sheet) == (3, (4,), "Requests")
    assert table.notes[0].message == "Row 1 above the header skipped."


def test_the_first_visible_sheet_is_read_or_the_one_named() -> None:
    data = workbook(GOOD, hidden_first=True)
    assert read_table(data, "f").sheet == "Requests"
    assert read_table(data, "f", sheet="Second").rows == (("Data", date(2026, 11, 1)),)
    with pytest.raises(UnreadableFile, match='"Lists", "Requests", "Second"'):
        read_table(data, "f", sheet="Third")


def test_short_rows_of_a_sheet_are_filled_up_and_overlong_ones_refused() -> None:
    data = workbook([["Key", "Title", "Cost"], [1, "A"], [2, "B", 3]])
    assert read_table(data, "f").rows[0] == (1, "A", None)
    with pytest.raises(UnreadableFile) as caught:
        read_table(workbook([["Key", "Title", "Cost"], [1, "A", 3], [2, "B", 3, "stray"]]), "f")
    assert (caught.value.problem.row, caught.value.problem.column) == (3, 4)


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ({"xl/worksheets/sheet1.xml": b"<c>" * 30_000_000}, "unpacks to more"),
        ({f"xl/media/{at}.bin": b"x" for at in range(1_001)}, "entries"),
        ({"xl/worksheets/sheet1.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'}, "entities"),
        ({"xl/worksheets/sheet1.xml": b'<row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/>'}, "row"),
        ({"xl/worksheets/sheet1.xml": b'<row r="1"><c r="XFD1" t="n"/></row>'}, "columns"),
        ({"xl/worksheets/sheet1.xml": b"<worksheet/>"}, "damaged"),
    ],
)
def test_a_bomb_is_refused_within_a_second(entries: dict[str, bytes], words: str) -> None:
    data = archive(entries)
    started = time.perf_counter()
    with pytest.raises(UnreadableFile, match=words):
        read_table(data, "bomb.xlsx")
    assert time.perf_counter() - started < 1


def test_a_declared_size_that_lies_is_refused() -> None:
    data = bytearray(archive({"xl/worksheets/sheet1.xml": b"<c/>" * 5_000}))
    start = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    data[start + 24 : start + 28] = (10).to_bytes(4, "little")
    with pytest.raises(UnreadableFile, match="damaged"):
        read_table(bytes(data), "lie.xlsx")


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("word/document.xml", "<w/>")
    with pytest.raises(UnreadableFile, match="no XLSX workbook"):
        read_table(stream.getvalue(), "letter.docx")


def test_a_truncated_workbook_is_refused_at_every_length() -> None:
    data = workbook(GOOD)
    for percent in range(1, 100):
        with pytest.raises(UnreadableFile):
            read_table(data[: len(data) * percent // 100], "cut.xlsx")


def test_a_long_cell_is_refused_by_row_and_column() -> None:
    data = workbook([["Key", "Title"], ["1", "abcdefghij"]])
    with pytest.raises(UnreadableFile) as caught:
        read_table(data, "f", limits=Limits(cell_length=9))
    assert (caught.value.problem.row, caught.value.problem.column) == (2, 2)
