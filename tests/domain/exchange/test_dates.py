"""Dates, months, quarters and fiscal years become periods; what reads two ways is asked, never guessed."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.exchange.dates import Period, read_period
from domain.exchange.meanings import Choice, DecidedColumn, NotReadable, Question, decided_column
from domain.exchange.sheet import Cell

ANY_DAY = st.dates(date(1970, 1, 1), date(2068, 12, 31))


def days(*cells: Cell, answers: dict[Question, Choice] | None = None) -> DecidedColumn[Period]:
    return decided_column("start", "Start", list(enumerate(cells, 2)), read_period, answers=answers)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-12-31", "2026-12-31", "2026-12-31"),
        ("2026-12-31T08:30:00Z", "2026-12-31", "2026-12-31"),
        ("2026/1/5", "2026-01-05", "2026-01-05"),
        ("20261231", "2026-12-31", "2026-12-31"),
        ("December 1, 2016", "2016-12-01", "2016-12-01"),
        ("26-Feb-04", "2004-02-26", "2004-02-26"),
        ("26-Feb-85", "1985-02-26", "1985-02-26"),
        ("3rd March 2021", "2021-03-03", "2021-03-03"),
        ("3. März 2021", "2021-03-03", "2021-03-03"),
        ("14 juillet 2021", "2021-07-14", "2021-07-14"),
        ("1er août 2021", "2021-08-01", "2021-08-01"),
        ("March 2020", "2020-03-01", "2020-03-31"),
        ("August2020", "2020-08-01", "2020-08-31"),
        ("Mar-21", "2021-03-01", "2021-03-31"),
        ("11/2026", "2026-11-01", "2026-11-30"),
        ("Q4 2019/20", "2020-01-01", "2020-03-31"),
        ("Q1 2019-2020", "2019-04-01", "2019-06-30"),
        ("2020-21 (Q1)", "2020-04-01", "2020-06-30"),
        ("2019-20", "2019-04-01", "2020-03-31"),
        ("Fiscal Year 2026-2027", "2026-04-01", "2027-03-31"),
        ("FY 2010/11", "2010-04-01", "2011-03-31"),
        ("2019-07", "2019-07-01", "2019-07-31"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("44561", "2021-12-31", "2021-12-31"),
        (44561.0, "2021-12-31", "2021-12-31"),
        (
            datetime(2026, 1, 2, 3, 4),  # noqa: DTZ001 - cells of a sheet know no time zone
            "2026-01-02",
            "2026-01-02",
        ),
        ("05/05/2020", "2020-05-05", "2020-05-05"),
        ("31.12.40", "2040-12-31", "2040-12-31"),
    ],
)
def test_a_date_that_reads_one_way_is_a_period(text: Cell, first: str, last: str) -> None:
    meanings = set(read_period(text).meanings.values())
    assert meanings == {Period(date.fromisoformat(first), date.fromisoformat(last))}


@pytest.mark.parametrize(
    "text",
    ["1/012/2014", "31/02/2020", "13/13/2020", "2016-18", "March 31", "Q5 2020/21", "soon", "123", "2020-13-01", True],
)
def test_what_is_no_date_is_refused_with_words(text: Cell) -> None:
    with pytest.raises(NotReadable, match="write it as"):
        read_period(text)


def test_one_day_above_twelve_decides_its_column() -> None:
    assert [value.first if value else None for value in days("03/04/2021", "31.12.21").values] == [
        date(2021, 4, 3),
        date(2021, 12, 31),
    ]
    assert days("03/04/2021", "12/31/2021").decided == {Question.DAY_ORDER: Choice.MONTH_FIRST}


def test_a_column_that_reads_both_ways_is_a_question_until_answered() -> None:
    column = days("03/04/2021", "05/06/2021", "2021-07-01")
    assert column.questions[0].question is Question.DAY_ORDER
    assert column.values[:2] == [None, None]
    answered = days("03/04/2021", answers={Question.DAY_ORDER: Choice.DAY_FIRST})
    assert answered.values[0] == Period(date(2021, 4, 3), date(2021, 4, 3))


def test_a_contradicting_column_names_both_rows() -> None:
    error = days("31/12/2021", "12/31/2021").errors[0]
    assert error.row == 3
    assert "row 2" in str(error)


def test_equal_day_and_month_ask_nothing() -> None:
    assert days("05/05/2020").questions == []


def test_a_pair_of_years_that_may_be_a_month_is_a_question_that_another_row_decides() -> None:
    assert days("2010-11").questions[0].choices == (Choice.YEAR_AND_MONTH, Choice.FISCAL_YEAR)
    decided = days("2010-11", "2019-20").values[0]
    assert decided == Period(date(2010, 4, 1), date(2011, 3, 31))


def test_a_quarter_of_a_single_year_is_a_question_unless_the_years_agree() -> None:
    assert days("Q1 2020").questions[0].question is Question.QUARTER
    assert not read_period("Q1 2020", 1).differs


def test_the_fiscal_year_starts_when_the_mapping_says() -> None:
    period = read_period("Q1 2019/20", 10).meanings[None]
    assert period == Period(date(2019, 10, 1), date(2019, 12, 31))


def test_a_count_of_days_reads_from_the_day_named() -> None:
    assert read_period("4203", days_since=date(2000, 1, 1)).meanings[None].first == date(2011, 7, 5)


@given(ANY_DAY, st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d-%b-%y", "%Y%m%d", "%d.%b.%Y"]))
def test_unambiguous_dates_read_back(day: date, form: str) -> None:
    text = day.strftime(form).replace(".", " ") if "b.%Y" in form else day.strftime(form)
    assert read_period(text).meanings[None] == Period(day, day)


@given(ANY_DAY, st.sampled_from(["/", ".", "-"]))
def test_numeric_dates_read_back_once_the_order_is_known(day: date, sign: str) -> None:
    day_first, month_first = (day.strftime(form.replace("/", sign)) for form in ("%d/%m/%Y", "%m/%d/%Y"))
    assert read_period(day_first).meanings[Choice.DAY_FIRST] == Period(day, day)
    assert read_period(month_first).meanings[Choice.MONTH_FIRST] == Period(day, day)


@given(
    st.lists(st.dates(date(2000, 1, 1), date(2030, 12, 28)).filter(lambda day: day.day <= 12), min_size=1, max_size=6)
)
def test_days_up_to_twelve_are_never_guessed(some: list[date]) -> None:
    column = days(*[day.strftime("%d/%m/%Y") for day in some])
    assert bool(column.questions) == any(day.day != day.month for day in some)


@given(st.text(max_size=16))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        meanings = read_period(text).meanings
    except NotReadable:
        return
    assert all(period.first <= period.last for period in meanings.values())
