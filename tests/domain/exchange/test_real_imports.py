"""Real portfolios brought in whole and as newer snapshots; damaged copies change nothing.

The files are found through MANDATE_DATA and belong to others: nothing of them is kept here.
"""

import os
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from domain.database.engine import value
from domain.exchange.columns import ColumnMapping, Combine
from domain.exchange.commands import import_portfolio
from domain.exchange.fields import ImportKind
from domain.exchange.files import FileOptions, source_of
from domain.exchange.meanings import Choice
from domain.exchange.report import FileRefused, ImportRefused, ImportReport
from tests.support.personas import Company
from tests.support.portfolios import counted

DATA = os.environ.get("MANDATE_DATA", "")
pytestmark = pytest.mark.skipif(not DATA, reason="MANDATE_DATA names no folder of real files")
CANADA = "canada_it_projects/gc-it-projects-{}.csv"
WITHHELD = ("exempt*", "data *", "exemption *", "the project is *", "reset", "not provided")
CANADA_2019 = (363, 100, 0, 298)
HISTORY = ImportKind.ESTIMATE_HISTORY


async def brought(
    company: Company, name: str, kind: ImportKind = ImportKind.REQUESTS, data: bytes | None = None, **chosen: Any
) -> ImportReport:
    options = FileOptions(**chosen)
    raw = (Path(DATA) / name).read_bytes() if data is None else data
    return await import_portfolio(
        await company.admin.as_actor(), kind, source=source_of(name), file_name=name, data=raw, options=options
    )


def figures(report: ImportReport) -> tuple[int, int, int, int]:
    counts = report.counts
    return counts.new, counts.changed, counts.unchanged, counts.gone


async def test_canada_2019_is_the_newer_snapshot_of_2016(company: Company) -> None:
    first = await brought(company, CANADA.format(2016))
    assert figures(first) == (398, 0, 0, 0)
    assert first.source == "gc-it-projects"
    units = len(first.will_create["units"])
    assert await value("select count(*) from unit") == 3 + units
    again = await brought(company, CANADA.format(2016))
    assert (again.already_imported, figures(again)) == (True, (0, 0, 398, 0))
    newer = await brought(company, CANADA.format(2019))
    new, changed, unchanged, gone = figures(newer)
    assert (new + changed + unchanged, gone) == (463, 398 - changed - unchanged)
    assert (new, changed, unchanged, gone) == CANADA_2019
    assert await value("select count(*) from request") == 398 + new
    assert await value("select count(*) from request where state <> 'submitted'") == 0
    assert await value("select count(*) from imported_row where gone_at is not null") == gone
    assert await value("select count(*) from rank_entry") == 0
    assert figures(await brought(company, CANADA.format(2019))) == (0, 0, 463, 0)


async def test_british_projects_come_in_from_both_files(company: Company) -> None:
    many = await brought(
        company,
        "uk_gmpp/gmpp_2014_2021.csv",
        columns={
            "cost": ColumnMapping("wlc_baseline_gbp_m", missing=WITHHELD),
            "start": ColumnMapping("start_date", missing=(*WITHHELD, "1/012/2014")),
            "finish": ColumnMapping("end_date", missing=WITHHELD),
        },
        key_from=("title",),
        combine=Combine.NEWEST,
        leave_out_without=("unit_name",),
    )
    assert figures(many) == (561, 0, 0, 0)
    one = await brought(
        company,
        "uk_gmpp/raw_uk_2021.csv",
        columns={
            "cost": ColumnMapping("wlc_baseline_incl_NCG", scale=Decimal(1_000_000), missing=WITHHELD),
            "start": ColumnMapping("start_date", missing=WITHHELD),
            "finish": ColumnMapping("end_date", missing=WITHHELD),
        },
    )
    assert figures(one) == (184, 0, 0, 0)
    assert (one.reading.facts.encoding, one.reading.facts.separator) == ("cp1252", ";")
    assert await value("select count(*) from request") == 561 + 184


async def test_american_projects_and_investments_come_in(company: Company) -> None:
    unit = ColumnMapping(value="HHS")
    projects = await brought(
        company,
        "us_itdashboard_hhs2013/project.csv",
        columns={
            "unit_code": unit,
            "cost": ColumnMapping("Planned_Cost", scale=Decimal(1_000_000)),
            "start": ColumnMapping("Start_days_after_2000", days_since=date(2000, 1, 1)),
        },
        leave_out_without=("title",),
    )
    assert figures(projects) == (108, 0, 0, 0)
    investments = await brought(
        company,
        "us_itdashboard_hhs2013/investment.csv",
        columns={"unit_code": unit, "key": None, "title": "Identifier", "problem": "Summary"},
        key_from=("title",),
    )
    assert figures(investments) == (721, 0, 0, 0)
    assert await value("select count(*) from unit where code = 'hhs'") == 1


@pytest.mark.parametrize(
    ("name", "chosen", "records"),
    [
        ("sip_tasks_dev", {"combine": Combine.FIRST}, 7_264),
        ("china", {"columns": {"actual_effort": ColumnMapping("Effort", unit=Choice.HOURS)}}, 499),
        ("UCP_Dataset", {}, 71),
    ],
)
async def test_finished_work_comes_in_to_the_quarter_of_an_hour(
    company: Company, name: str, chosen: dict[str, Any], records: int
) -> None:
    report = await brought(company, f"effort_estimation/{name}.csv", HISTORY, **chosen)
    assert figures(report) == (records, 0, 0, 0)
    assert await value("select count(*) from effort_record") == records
    assert await value("select count(*) from effort_record where actual_days = 0") == await value(
        "select count(*) from imported_row where (content ->> 'actual_effort')::numeric = 0"
    )


@pytest.mark.parametrize(
    ("old", "new", "row", "column"),
    [
        (b'"$6,279,429"', b'"$6,27,429"', 2, "totalBudget"),
        (b"December 1, 2016", b"December 41, 2016", None, "estimatedCompletionDate"),
        (b"aafc-pssstp", b"", None, "uniqueId"),
    ],
)
async def test_a_damaged_cell_leaves_the_database_as_it_was(
    company: Company, old: bytes, new: bytes, row: int | None, column: str
) -> None:
    before = await counted()
    data = (Path(DATA) / CANADA.format(2016)).read_bytes().replace(old, new, 1)
    with pytest.raises(ImportRefused) as caught:
        await brought(company, CANADA.format(2016), data=data)
    error = caught.value.report.errors[0]
    assert error.column == column
    assert error.row == row if row else error.row > 1
    assert await counted() == before


async def test_a_file_cut_off_leaves_the_database_as_it_was(company: Company) -> None:
    before = await counted()
    data = (Path(DATA) / CANADA.format(2016)).read_bytes()
    with pytest.raises(FileRefused) as caught:
        await brought(company, CANADA.format(2016), data=data.replace(b"MyGCHR,", b"", 1))
    assert (caught.value.problem.row, caught.value.problem.column) == (2, 15)
    assert await counted() == before
