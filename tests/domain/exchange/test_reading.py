"""CSV files in every encoding and separator become the same table, and damaged ones are refused by row and column."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.exchange.reading import read_table
from domain.exchange.sheet import Limits, Table, UnreadableFile, column_letters

ROWS = (("REQ-1", "Überweisung prüfen", "1 250,50 €"), ("REQ-2", "Café für Gäste", "3 000,00 €"))
TEXT = "Key;Title;Budget\n" + "\n".join(";".join(row) for row in ROWS) + "\n"


def read(text: str | bytes, **options: object) -> Table:
    return read_table(text.encode() if isinstance(text, str) else text, "file.csv", **options)  # type: ignore[arg-type]


def refusal(text: str | bytes, **options: object) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read(text, **options)
    return caught.value


@pytest.mark.parametrize(
    ("codec", "shown"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("cp1252", "cp1252"),
    ],
)
def test_every_encoding_gives_the_same_table(codec: str, shown: str) -> None:
    table = read(TEXT.encode(codec))
    assert table.headers == ("Key", "Title", "Budget")
    assert table.rows == ROWS
    assert table.encoding == shown


def test_latin_1_without_windows_signs_reads_like_cp1252() -> None:
    text = TEXT.replace("€", "£")
    assert read(text.encode("latin-1")).rows[0][2] == "1 250,50 £"


@pytest.mark.parametrize("codec", ["cp850", "cp437", "mac-roman", "cp1251"])
def test_an_encoding_that_only_looks_western_is_refused_with_the_line(codec: str) -> None:
    text = "Key;Title\n1;plain\n2;" + ("Проект заявки" if codec == "cp1251" else "Café général, fenêtre ouverte")
    error = refusal(text.encode(codec))
    assert error.problem.row == 3
    assert "encoding" in str(error)
    assert read(text.encode(codec), encoding=codec).rows[1][1] == text.rsplit(";", 1)[1]


def test_mixed_encodings_are_refused_and_nothing_is_replaced() -> None:
    data = "Key;Title\n1;Größe, Länge, Höhe\n".encode() + "2;Größe\n".encode("cp1252")
    assert refusal(data).problem.row == 3


def test_bytes_that_no_encoding_knows_are_refused() -> None:
    assert "0x81" in str(refusal(b"Key;Title\n1;a \x81 b\n"))


def test_a_named_encoding_that_does_not_fit_is_refused() -> None:
    assert refusal(TEXT.encode("cp1252"), encoding="utf-8").problem.row == 2
    assert "latin-1" in str(refusal(TEXT, encoding="klingon"))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_separator_and_line_end_is_found(separator: str, newline: str) -> None:
    lines = [separator.join(cells) for cells in (("Key", "Title", "Note"), ("1", "One", "a"), ("2", "Two", "b"))]
    table = read(newline.join(lines))
    assert table.separator == separator
    assert table.rows == (("1", "One", "a"), ("2", "Two", "b"))
    assert table.numbers == (2, 3)


def test_a_decimal_comma_does_not_pass_for_a_separator() -> None:
    assert read("Key;Days\n1;1,5\n2;2,5\n").separator == ";"


def test_two_equally_good_separators_are_a_question() -> None:
    text = "Key,Team;Days\n1,a;3\n2,b;4\n"
    assert "say which" in str(refusal(text))
    assert read(text, separator=";").headers == ("Key,Team", "Days")


def test_the_hint_line_of_excel_names_the_separator() -> None:
    table = read("sep=;\nKey;Days\n1;2\n")
    assert (table.separator, table.header_row, table.numbers) == (";", 2, (3,))


def test_quotes_hold_separators_quotes_and_line_breaks_without_starting_a_row() -> None:
    table = read('Key,Text\n1,"a, ""b""\nand more"\n2,c\n')
    assert table.rows == (("1", 'a, "b"\nand more'), ("2", "c"))
    assert table.numbers == (2, 3)


def test_preamble_blank_and_total_rows_are_left_out_and_said() -> None:
    table = read(
        "Portfolio 2026;;\n;;\nOwner: Finance;;\nKey;Title;Cost\n"
        "1;Total Rewards;5\n;;\n2;B;7\nTotal:;;12\nGesamt;;12\n;;\n"
    )
    assert (table.header_row, table.numbers) == (4, (5, 7))
    assert [note.message for note in table.notes] == [
        "Rows 1, 3 above the header skipped.",
        "Row 6 left out: blank.",
        "Rows 8, 9 left out: totals of the rows above.",
    ]


def test_duplicate_and_empty_headers_become_distinct() -> None:
    table = read("Key,Cost,cost,,Empty\n1,2,3,4,\n2,3,4,5,\n")
    assert table.headers == ("Key", "Cost", "cost (2)", "(column D)", "Empty")
    assert "column C" in table.notes[0].message


def test_characters_that_nobody_sees_leave_the_headers() -> None:
    assert read("\u200bKey,\u202eTitle\u202c,Due\u00a0date\n1,2,3\n").headers == ("Key", "Title", "Due date")


@pytest.mark.parametrize(
    ("text", "row", "column", "words"),
    [
        ("Key,Title\n1,a\n2,b\x00c\n", 3, 2, "code 0"),
        ('Key,Title\n1,a\n2,"b\n3,c\n', 3, 2, "never closed"),
        ('Key,Title\n1,a\n2,"b"x\n3,c\n', 3, 2, "closing quote"),
        ("Key,Title\n1,a\n2,b,c\n", 3, 3, "3 cells"),
        ("Key,Title,Cost\n1,a,2\n2,b\n", 3, 3, "2 cells"),
    ],
)
def test_damage_is_refused_with_row_and_column(text: str, row: int, column: int, words: str) -> None:
    problem = refusal(text).problem
    assert (problem.row, problem.column) == (row, column)
    assert words in problem.message


@pytest.mark.parametrize(
    ("limits", "row", "column"),
    [
        (Limits(rows=1), 3, None),
        (Limits(columns=2), 1, 3),
        (Limits(cell_length=5), 3, 2),
        (Limits(cells=5), 2, None),
        (Limits(packed=10), None, None),
    ],
)
def test_limits_refuse_before_memory_does(limits: Limits, row: int | None, column: int | None) -> None:
    problem = refusal("Key,Title,Cost\n1,a,2\n2,bcdefghi,3\n", limits=limits).problem
    assert (problem.row, problem.column) == (row, column)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n \n", "empty"),
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 20, "old Excel"),
        (b"Key,Title\n", "no rows"),
        (b"1,2.5,2020-01-01\n2,3.5,2020-01-02\n", "header is missing"),
    ],
)
def test_what_is_no_table_is_refused_with_words(data: bytes, words: str) -> None:
    assert words in str(refusal(data))


def test_table_and_refusal_cross_a_process_boundary() -> None:
    table, error = read(TEXT), refusal("Key,Title\n1\n2,b\n")
    assert pickle.loads(pickle.dumps(table)) == table
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


CELLS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), min_size=1, max_size=8).map(
    lambda text: f"x{text.strip()}"
)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=12), st.sampled_from([",", ";", "\t"]))
def test_what_is_written_with_quotes_reads_back(rows: list[tuple[str, str, str]], separator: str) -> None:
    def quoted(cells: tuple[str, ...]) -> str:
        return separator.join('"' + cell.replace('"', '""') + '"' for cell in cells)

    text = "\r\n".join([quoted(("Alpha", "Beta", "Gamma")), *[quoted(row) for row in rows]])
    assert read(text, separator=separator).rows == tuple(rows)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_words(data: bytes) -> None:
    try:
        table = read(b"Key,Title\n" + data)
    except UnreadableFile:
        return
    assert all(len(row) == len(table.headers) for row in table.rows)


def test_columns_are_lettered_as_in_a_spreadsheet() -> None:
    assert [column_letters(number) for number in (1, 26, 27, 52, 703)] == ["A", "Z", "AA", "AZ", "AAA"]
