"""Real records of finished work: what they say about the next estimate, and that it holds on work not yet seen.

The files are found through MANDATE_DATA and belong to others: nothing of them is kept here.
"""

import csv
import os
from collections import defaultdict
from datetime import date
from math import log
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from domain.calibration.effort import FinishedWork, company_efforts, effort_factor
from domain.calibration.effort_record import RecordBy, effort_records
from domain.calibration.queries_effort import effort_record_rows, efforts_of_company
from domain.exchange.columns import ColumnMapping, Combine
from domain.exchange.commands import import_portfolio
from domain.exchange.fields import ImportKind
from domain.exchange.files import FileOptions, source_of
from domain.exchange.meanings import Choice
from tests.support.personas import SYSTEM, Company

DATA = os.environ.get("MANDATE_DATA", "")
pytestmark = pytest.mark.skipif(not DATA, reason="MANDATE_DATA names no folder of real files")
SIP = "effort_estimation/sip_tasks_dev.csv"


async def brought(company: Company, name: str, **chosen: Any) -> None:
    await import_portfolio(
        await company.admin.as_actor(),
        ImportKind.ESTIMATE_HISTORY,
        source=source_of(name),
        file_name=name,
        data=(Path(DATA) / name).read_bytes(),
        options=FileOptions(**chosen),
    )


async def test_a_median_of_one_hides_a_fifth_of_the_days(company: Company) -> None:
    await brought(company, SIP, combine=Combine.FIRST)
    rows = {row.label: row.record for row in await effort_record_rows(SYSTEM, RecordBy.CATEGORY)}
    assert set(rows) == {"Development", "Management", "Operational"}
    assert {record.median for record in rows.values()} == {1.0}
    assert rows["Operational"].ratio == pytest.approx(1.21, abs=0.01)
    assert rows["Development"].ratio == pytest.approx(1.03, abs=0.01)
    assert rows["Management"].ratio == pytest.approx(0.86, abs=0.01)
    assert sum(record.sample for record in rows.values()) > 7_000
    efforts = await efforts_of_company()
    for category in rows:
        factor = effort_factor(efforts, team=None, category=category)
        assert not factor.too_few
        assert factor.low is not None
        assert factor.high is not None
        assert factor.low < factor.typical < factor.high
        # The estimate is never lowered where all together took longer, nor raised where they took less.
        assert (factor.factor - 1) * (efforts.sums[None, category] - 1) >= 0


async def test_a_record_without_estimates_says_nothing(company: Company) -> None:
    hours = {"actual_effort": ColumnMapping("Effort", unit=Choice.HOURS)}
    await brought(company, "effort_estimation/china.csv", columns=hours)
    efforts = await efforts_of_company()
    assert efforts.sample == 0
    assert effort_factor(efforts, team=None, category=None).exact == 1
    assert await effort_record_rows(SYSTEM, RecordBy.CATEGORY) == ()


def tasks() -> list[FinishedWork]:
    """The tasks of SiP with an estimate by the day they were finished, projects as teams, categories as they are."""
    seen: dict[str, FinishedWork] = {}
    teams: dict[str, UUID] = {}
    with (Path(DATA) / SIP).open(encoding="latin-1", newline="") as file:
        for row in csv.DictReader(file):
            estimated = float(row["HoursEstimate"] or 0)
            if row["TaskNumber"] in seen or not estimated or not row["CompletedOn"]:
                continue
            team = teams.setdefault(row["ProjectCode"], UUID(int=len(teams) + 1))
            actual, done = float(row["HoursActual"]), parsed(row["CompletedOn"])
            seen[row["TaskNumber"]] = FinishedWork(
                row["TaskNumber"], team, row["Category"], None, None, estimated / 8, actual / 8, done
            )
    return sorted(seen.values(), key=lambda each: each.since)


def parsed(text: str) -> date:
    """16-Sep-04 and the like."""
    day, month, year = text.split("-")
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return date(2000 + int(year), months.index(month[:3]) + 1, int(day))


def test_the_record_foretells_later_work_better_than_the_estimate_and_its_range_holds() -> None:
    works = tasks()
    assert len(works) > 5_000
    half = len(works) // 2
    record = company_efforts(works[:half], minimum_sample=5)
    inside = 0
    error: defaultdict[str, float] = defaultdict(float)
    for each in works[half:]:
        factor = effort_factor(record, team=each.team, category=each.category)
        assert factor.low is not None
        assert factor.high is not None
        inside += factor.low <= each.ratio <= factor.high
        error["typical"] += (log(each.ratio) - log(factor.typical)) ** 2
        error["plain"] += log(each.ratio) ** 2
    later = len(works) - half
    assert 0.7 <= inside / later <= 0.95
    assert error["typical"] < error["plain"]


def test_projects_that_differ_no_more_than_their_tasks_are_expected_alike() -> None:
    works = tasks()
    rows = effort_records(works, company_efforts(works, minimum_sample=5), RecordBy.TEAM)
    large = [row for _, row in rows if row.sample >= 100]
    assert len(large) >= 5
    own, factors = [row.ratio or 1.0 for row in large], [row.factor for row in large]
    # The projects' own records lie far apart; what is expected of them does much less.
    assert max(own) / min(own) > 1.2
    assert max(factors) / min(factors) < 1.1
    for _, row in rows:
        if row.too_few:
            assert row.ratio is None
            assert row.text.startswith("Too few to say")
