"""Amounts and efforts mean what people meant, and a column that can be read two ways asks."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.exchange.amounts import header_scale, read_amount, read_number, read_share
from domain.exchange.efforts import WorkingTime, header_unit, read_effort
from domain.exchange.meanings import (
    Choice,
    DecidedColumn,
    NotReadable,
    Question,
    decided_column,
    is_missing,
)
from domain.exchange.sheet import Cell

WORKING = WorkingTime()


def amounts(*cells: Cell, answers: dict[Question, Choice] | None = None) -> DecidedColumn[Decimal]:
    return decided_column("cost", "Cost", list(enumerate(cells, 2)), read_number, answers=answers)


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("$6,279,429", "6279429", "$"),
        ("£1.90m", "1900000", "GBP"),
        ("-£7,169.20", "-7169.20", "GBP"),
        ("£-5.5", "-5.5", "GBP"),
        ("(1,234.50)", "-1234.50", None),
        ("1.234.567,89 €", "1234567.89", "EUR"),
        ("1 234 567,5", "1234567.5", None),
        ("1\u202f234\u00a0567", "1234567", None),
        ("CHF 1'234'567.80", "1234567.80", "CHF"),
        ("12’500.–", "12500", None),
        ("USD 5k", "5000", "USD"),
        ("2,5 Mio. €", "2500000", "EUR"),
        ("C$ 3 bn", "3000000000", "CAD"),
        ("−12", "-12", None),
        ("500-", "-500", None),
        (".5", "0.5", None),
        ("0,143", "0.143", None),
        (12.5, "12.5", None),
        (7, "7", None),
    ],
)
def test_an_amount_that_reads_one_way_has_one_meaning(text: Cell, value: str, currency: str | None) -> None:
    meanings = list(read_amount(text).meanings.values())
    assert len(meanings) == 1
    assert (meanings[0].value, meanings[0].currency) == (Decimal(value), currency)


@pytest.mark.parametrize("text", ["1,234", "1.234", "£999,999"])
def test_one_group_of_three_has_two_meanings(text: str) -> None:
    assert set(read_amount(text).meanings) == {Choice.POINT, Choice.COMMA}


@pytest.mark.parametrize(
    "text", ["abc", "1,23,4", "12.34.56", "1'23", "--5", "(-5)", "$5€", "5%", "1e5", "#REF!", True, "$", "1 2"]
)
def test_what_is_no_amount_is_refused_with_words(text: Cell) -> None:
    with pytest.raises(NotReadable, match=r"write|keep"):
        read_amount(text)


@given(
    st.decimals(-(10**12), 10**12, places=2, allow_nan=False),
    st.sampled_from([(".", ","), (",", "."), (".", "'"), (",", " "), (".", " "), (",", "\u202f")]),
    st.sampled_from(["", "$", "€", "CHF "]),
)
def test_amounts_written_in_any_style_read_back(value: Decimal, style: tuple[str, str], sign: str) -> None:
    decimal, thousands = style
    text = f"{abs(value):,.2f}".replace(",", "T").replace(".", decimal).replace("T", thousands)
    cell = f"{'-' if value < 0 else ''}{sign}{text}"
    choice = Choice.POINT if decimal == "." else Choice.COMMA
    assert read_amount(cell).meanings[choice].value == value


@given(st.text(max_size=20))
def test_any_text_is_an_amount_or_refused(text: str) -> None:
    try:
        meanings = read_amount(text).meanings
    except NotReadable:
        return
    assert meanings
    assert any(character.isdigit() for character in text)


def test_a_unit_in_the_value_wins_over_the_columns() -> None:
    million = Decimal(1_000_000)
    assert [read_amount(text, million).meanings[Choice.POINT].value for text in ("£1.90m", "£41.50", "1.5k")] == [
        1_900_000,
        41_500_000,
        1_500,
    ]


@pytest.mark.parametrize(
    ("header", "scale"),
    [
        ("wlc_baseline_gbp_m", 1_000_000),
        ("Enhancement_spend_$m", 1_000_000),
        ("Budget (£m)", 1_000_000),
        ("Kosten in Mio. EUR", 1_000_000),
        ("k€", 1_000),
        ("Budget TEUR", 1_000),
        ("Cost ($'000)", 1_000),
        ("Cost in thousands", 1_000),
        ("totalBudget", None),
        ("Budget EUR monthly", None),
    ],
)
def test_a_header_can_state_the_unit(header: str, scale: int | None) -> None:
    assert header_scale(header) == scale


@pytest.mark.parametrize("cell", ["", None, " - ", "TBD", "n/a", "N/A", "–", "k.A.", "À déterminer", "#N/A"])
def test_documented_words_mean_no_value(cell: Cell) -> None:
    assert is_missing(cell)


def test_further_missing_words_come_from_the_mapping() -> None:
    assert is_missing("Exempt under Section 43", ["exempt*"])
    assert is_missing("RESET", ["reset"])
    assert not is_missing("Resettlement", ["reset"])
    assert not is_missing("0")


def test_one_value_that_reads_one_way_decides_its_column() -> None:
    assert amounts("1,234", "2.50", "7").values == [1234, Decimal("2.50"), 7]
    column = amounts("1,234", "2,50", "7")
    assert column.values == [Decimal("1.234"), Decimal("2.50"), 7]
    assert column.decided == {Question.DECIMAL_SIGN: Choice.COMMA}


def test_a_column_that_nothing_decides_is_a_question_until_answered() -> None:
    column = amounts("1,234", "5,678", "12")
    assert column.values == [None, None, 12]
    assert column.questions[0].samples == ("1,234", "5,678")
    assert column.questions[0].choices == (Choice.POINT, Choice.COMMA)
    assert "decimal comma" in str(column.questions[0])
    answered = amounts("1,234", "5,678", "12", answers={Question.DECIMAL_SIGN: Choice.COMMA})
    assert (answered.values, answered.questions) == ([Decimal("1.234"), Decimal("5.678"), 12], [])


def test_a_contradicting_column_names_both_rows() -> None:
    column = amounts("7", "1,5", "1.5")
    assert [error.row for error in column.errors] == [4]
    assert '"1,5" in row 3' in str(column.errors[0])
    answered = amounts("1,5", "1.5", answers={Question.DECIMAL_SIGN: Choice.POINT})
    assert [(error.row, error.value) for error in answered.errors] == [(2, "1,5")]


@given(st.lists(st.integers(1_000, 999_999), min_size=1, max_size=5), st.sampled_from([",", "."]))
def test_thousands_alone_are_never_guessed(figures: list[int], sign: str) -> None:
    column = amounts(*[f"{figure:,}".replace(",", sign) for figure in figures])
    assert len(column.questions) == 1
    assert column.values == [None] * len(figures)


def test_shares_need_a_percent_sign_above_one() -> None:
    assert read_share("12,5 %").meanings == {Choice.COMMA: Decimal("0.125")}
    assert read_share(0.4).meanings == {None: Decimal("0.4")}
    with pytest.raises(NotReadable, match="percent"):
        read_share("40")


@pytest.mark.parametrize(
    ("cell", "unit", "person_days"),
    [
        ("16", Choice.HOURS, 2),
        ("16 h", Choice.DAYS, 2),
        ("1.5 days", Choice.HOURS, "1.5"),
        ("3 person-months", Choice.HOURS, 60),
        ("2 PT", Choice.HOURS, 2),
        ("2 Wochen", Choice.HOURS, 10),
        ("240", Choice.MINUTES, "0.5"),
        (2.5, Choice.WEEKS, "12.5"),
    ],
)
def test_efforts_become_person_days(cell: Cell, unit: Choice, person_days: str | int) -> None:
    assert next(iter(read_effort(cell, unit, WORKING).meanings.values())) == Decimal(person_days)


@pytest.mark.parametrize("cell", ["-3", "3 apples", "", True, "about 5"])
def test_what_is_no_effort_is_refused(cell: Cell) -> None:
    with pytest.raises(NotReadable):
        read_effort(cell, Choice.DAYS, WORKING)


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("HoursEstimate", Choice.HOURS),
        ("Real_Effort_Person_Hours", Choice.HOURS),
        ("Aufwand (PT)", Choice.DAYS),
        ("MM", Choice.MONTHS),
        ("Effort", None),
        ("days or hours", None),
    ],
)
def test_a_header_can_state_the_unit_of_effort(header: str, unit: Choice | None) -> None:
    assert header_unit(header) == unit
