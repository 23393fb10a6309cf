"""Real portfolios and effort records read whole by small mappings, and damaged copies are refused by row and column.

The files are found through MANDATE_DATA and belong to others: nothing of them is kept here.
"""

import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from domain.exchange.columns import ColumnMapping, Combine, FileMapping, file_mapping
from domain.exchange.efforts import WorkingTime
from domain.exchange.fields import ImportKind
from domain.exchange.meanings import Choice, Question
from domain.exchange.reading import read_table
from domain.exchange.rules import Checked, checked
from domain.exchange.sheet import UnreadableFile
from domain.exchange.snapshots import Combined, combined, compared, content

DATA = os.environ.get("MANDATE_DATA", "")
pytestmark = pytest.mark.skipif(not DATA, reason="MANDATE_DATA names no folder of real files")
CANADA = "canada_it_projects/gc-it-projects-{}.csv"
UK = "uk_gmpp/gmpp_2014_2021.csv"
UK_RAW = "uk_gmpp/raw_uk_2021.csv"
US = "us_itdashboard_hhs2013/{}.csv"
EFFORT = "effort_estimation/{}.csv"
WITHHELD = ("exempt*", "data *", "exemption *", "the project is *", "reset", "not provided")


def raw(name: str) -> bytes:
    return (Path(DATA) / name).read_bytes()


def read(name: str, kind: ImportKind, data: bytes | None = None, **options: object) -> tuple[Checked, FileMapping]:
    table = read_table(raw(name) if data is None else data, name)
    mapping = file_mapping(kind, table, **options)  # type: ignore[arg-type]
    return checked(table, mapping), mapping


def together(name: str, kind: ImportKind, **options: object) -> tuple[int, Combined]:
    result, mapping = read(name, kind, **options)
    assert result.usable, [str(one) for one in (*result.errors[:5], *result.questions)]
    found = combined(result.records, mapping)
    assert found.errors == (), [str(error) for error in found.errors[:5]]
    return len(result.records), found


def test_the_canadian_portfolio_of_2019_is_the_newer_snapshot_of_2016() -> None:
    rows_2016, before = together(CANADA.format(2016), ImportKind.REQUESTS)
    rows_2019, after = together(CANADA.format(2019), ImportKind.REQUESTS)
    assert (rows_2016, rows_2019) == (398, 463)
    existing = {record.key: content(record) for record in before.records}
    comparison = compared(existing, after.records)
    assert len(comparison.new) + len(comparison.changed) + len(comparison.unchanged) == 463
    assert len(comparison.gone) == 398 - len(comparison.changed) - len(comparison.unchanged)
    assert comparison.new
    assert comparison.changed
    again = compared(existing, before.records)
    assert (len(again.unchanged), again.new, again.changed, again.gone) == (398, (), (), ())
    assert all(record.values["snapshot"] == date(2016, 6, 9) for record in before.records)
    assert sum(record.values["cost"] is None for record in before.records) == 6
    assert sum(record.values["finish"] is None for record in after.records) == 44


def test_fiscal_dates_of_the_raw_canadian_column_are_read_or_named() -> None:
    result, _ = read(CANADA.format(2019), ImportKind.REQUESTS, columns={"finish": "rawProvidedDate"})
    assert result.records == ()
    assert result.decided["finish"][Question.YEAR_PAIR] is Choice.FISCAL_YEAR
    assert {error.column for error in result.errors} == {"rawProvidedDate"}
    assert not any("2019/20" in error.value and error.value.startswith("Q") for error in result.errors)


def test_eight_years_of_british_projects_are_one_row_a_project_with_history() -> None:
    money = ColumnMapping("wlc_baseline_gbp_m", missing=WITHHELD)
    rows, found = together(
        UK,
        ImportKind.REQUESTS,
        columns={
            "cost": money,
            "start": ColumnMapping("start_date", missing=(*WITHHELD, "1/012/2014")),
            "finish": ColumnMapping("end_date", missing=WITHHELD),
        },
        key_from=("title",),
        combine=Combine.NEWEST,
    )
    assert rows == 1_250
    assert len(found.records) == 563
    assert len(found.records) + sum(map(len, found.history.values())) == 1_250
    assert max(record.values["cost"] or 0 for record in found.records) > Decimal(10) ** 10  # type: ignore[type-var]


def test_the_one_impossible_british_date_is_named_by_row_and_column() -> None:
    withheld = {name: ColumnMapping(name, missing=WITHHELD) for name in ("start_date", "end_date")}
    result, _ = read(
        UK,
        ImportKind.REQUESTS,
        columns={"start": withheld["start_date"], "finish": withheld["end_date"], "cost": None},
        key_from=("title",),
    )
    assert [(error.row, error.column) for error in result.errors] == [(565, "start_date")]
    assert result.decided["start"] == {Question.DAY_ORDER: Choice.DAY_FIRST}


def test_the_british_file_in_cp1252_reads_with_its_unit_named() -> None:
    table = read_table(raw(UK_RAW), UK_RAW)
    assert (table.encoding, table.separator, len(table.rows)) == ("cp1252", ";", 184)
    million = Decimal(1_000_000)
    rows, found = together(
        UK_RAW,
        ImportKind.REQUESTS,
        columns={
            "cost": ColumnMapping("wlc_baseline_incl_NCG", scale=million, missing=WITHHELD),
            "start": ColumnMapping("start_date", missing=WITHHELD),
            "finish": ColumnMapping("end_date", missing=WITHHELD),
        },
    )
    assert (rows, len(found.records)) == (184, 184)
    assert found.records[0].values["cost"] == Decimal("2013020000.00")


def test_american_projects_and_investments_read_with_their_unit_given() -> None:
    unit = ColumnMapping(value="HHS")
    rows, found = together(
        US.format("project"),
        ImportKind.REQUESTS,
        columns={
            "unit_code": unit,
            "cost": ColumnMapping("Planned_Cost", scale=Decimal(1_000_000)),
            "start": ColumnMapping("Start_days_after_2000", days_since=date(2000, 1, 1)),
        },
        leave_out_without=("title",),
    )
    assert rows == len(found.records) == 108
    assert all(record.values["cost"] is not None and record.values["start"] for record in found.records)
    # Only major investments have a name here, so that the identifier stands for it.
    columns = {"unit_code": unit, "key": None, "title": "Identifier", "problem": "Summary"}
    rows, found = together(US.format("investment"), ImportKind.REQUESTS, columns=columns, key_from=("title",))
    assert rows == len(found.records) == 721
    assert max(record.values["cost"] or 0 for record in found.records) > 1_000_000  # type: ignore[type-var,operator]


def test_one_row_per_developer_becomes_one_task() -> None:
    rows, found = together(EFFORT.format("sip_tasks_dev"), ImportKind.ESTIMATE_HISTORY, combine=Combine.FIRST)
    assert (rows, len(found.records)) == (8_592, 7_264)
    result, mapping = read(
        EFFORT.format("sip_tasks_dev"), ImportKind.ESTIMATE_HISTORY, columns={"title": None}, combine=Combine.SAME
    )
    assert combined(result.records, mapping).errors == ()
    refused, mapping = read(EFFORT.format("sip_tasks_dev"), ImportKind.ESTIMATE_HISTORY)
    assert len(combined(refused.records, mapping).errors) == 8_592 - 7_264


@pytest.mark.parametrize(
    ("name", "unit", "rows", "days"),
    [
        ("china", Choice.HOURS, 499, None),
        ("Desharnais", Choice.HOURS, 81, None),
        ("COCOMO-81", Choice.MONTHS, 63, 19),
        ("nasa93", Choice.MONTHS, 93, 19),
        ("UCP_Dataset", None, 71, None),
    ],
)
def test_effort_records_need_no_more_than_their_unit(
    name: str, unit: Choice | None, rows: int, days: int | None
) -> None:
    file = EFFORT.format(name)
    if unit:
        asked, _ = read(file, ImportKind.ESTIMATE_HISTORY)
        assert [question.question for question in asked.questions] == [Question.EFFORT_UNIT]
    columns = asked_columns(file, unit) if unit else {}
    working = WorkingTime(days_per_month=Decimal(days)) if days else WorkingTime()
    count, found = together(file, ImportKind.ESTIMATE_HISTORY, columns=columns, working_time=working)
    assert count == len(found.records) == rows
    assert all(record.values["actual_effort"] for record in found.records)


def asked_columns(file: str, unit: Choice) -> dict[str, ColumnMapping]:
    asked, mapping = read(file, ImportKind.ESTIMATE_HISTORY)
    return {one.field: ColumnMapping(mapping.columns[one.field].header, unit=unit) for one in asked.questions}


def test_decimal_commas_of_the_use_case_points_are_decided_by_their_column() -> None:
    result, _ = read(EFFORT.format("UCP_Dataset"), ImportKind.ESTIMATE_HISTORY, columns={"size": "Real_P20"})
    assert result.decided["size"] == {Question.DECIMAL_SIGN: Choice.COMMA}
    assert result.records[0].values["size"] == Decimal("398.5")


def test_pomodoros_are_efforts_of_twenty_five_minutes() -> None:
    pomodoro = {"unit": Choice.MINUTES, "scale": Decimal(25)}
    result, _ = read(
        EFFORT.format("renzo-pomodoro"),
        ImportKind.ESTIMATE_HISTORY,
        columns={
            "estimated_effort": ColumnMapping("estimate", **pomodoro),  # type: ignore[arg-type]
            "actual_effort": ColumnMapping("actual", **pomodoro),  # type: ignore[arg-type]
            "key": None,
        },
        key_from=("finished_on", "title"),
    )
    assert result.usable
    assert len(result.records) == 17_764


@pytest.mark.parametrize(
    ("old", "new", "row", "column"),
    [
        (b'"$6,279,429"', b'"$6,279,429', None, None),
        (b'"$6,279,429"', b"$6,279,429", 2, 16),
        (b'"$6,279,429"', b'"$6,279\x00,429"', 2, 7),
        (b"MyGCHR,", b"", 2, 15),
        (b"MyGCHR", b"MyGCHR caf\xe9 \x81", 2, None),
    ],
)
def test_a_damaged_portfolio_is_refused_as_a_file(old: bytes, new: bytes, row: int | None, column: int | None) -> None:
    data = raw(CANADA.format(2016)).replace(old, new, 1)
    with pytest.raises(UnreadableFile) as caught:
        read_table(data, "damaged.csv")
    problem = caught.value.problem
    assert problem.row is not None
    if row:
        assert (problem.row, problem.column) == (row, column)


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        (b'"$6,279,429"', b'"$6,27,429"', "totalBudget"),
        (b'"$6,279,429"', b'"6.279.429,00"', "totalBudget"),
        (b"December 1, 2016", b"December 41, 2016", "estimatedCompletionDate"),
        (b"MyGCHR,", b",", "projectName"),
        (b"aafc-pssstp", b"", "uniqueId"),
    ],
)
def test_a_damaged_cell_refuses_the_whole_portfolio(old: bytes, new: bytes, column: str) -> None:
    data = raw(CANADA.format(2016)).replace(old, new, 1)
    result, _ = read(CANADA.format(2016), ImportKind.REQUESTS, data)
    assert result.records == ()
    assert column in {error.column for error in result.errors}
    assert all(error.row for error in result.errors)
