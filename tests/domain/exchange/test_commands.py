"""Bringing portfolios in: what becomes of rows, what a newer snapshot does, and that refused files change nothing."""

import asyncio
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from domain.actor import Role
from domain.capacity.commands import log_capacity
from domain.capacity.rules import Split
from domain.database.clock import now
from domain.database.engine import row, rows, value
from domain.demand.commands import park_request
from domain.demand.queries import request as request_by_ref
from domain.demand.rules import RequestState
from domain.errors import Forbidden, RuleViolation
from domain.exchange.columns import ColumnMapping
from domain.exchange.commands import import_portfolio
from domain.exchange.fields import ImportKind
from domain.exchange.files import FileOptions, source_of
from domain.exchange.meanings import Choice, Question
from domain.exchange.report import FileRefused, ImportRefused, ImportReport
from domain.organisation import commands_roles
from domain.quantities import Month
from tests.support.builders.capacity import logged as logged_by_team
from tests.support.builders.capacity import split
from tests.support.personas import Company
from tests.support.portfolios import counted, csv_of

LATER = (now() + timedelta(days=400)).date().isoformat()
HEADER = ("id", "name", "description", "unit", "budget", "due date", "value per year", "status")
FIRST = ("A-1", "Returns", "Nine minutes a return.", "Retail", "1200.50", LATER, "12000", "rejected")
SECOND = ("A-2", "Stock", "Counts twice.", "Warehousing East", "900", "2019-03-01", "", "running")


async def imported(
    company: Company, data: bytes, kind: ImportKind = ImportKind.REQUESTS, **chosen: Any
) -> ImportReport:
    named = {"source": "Old list", "file_name": "list.csv"} | chosen
    return await import_portfolio(await company.admin.as_actor(), kind, data=data, **named)


async def test_rows_become_submitted_requests_of_their_units(company: Company) -> None:
    report = await imported(company, csv_of(HEADER, FIRST, SECOND))
    assert (report.counts.rows, report.counts.new, report.applied) == (2, 2, True)
    assert report.will_create == {"units": ("Warehousing East (warehousing-east)",)}
    made = {each["external_key"]: each for each in await rows("select * from request where source = 'Old list'")}
    assert {each["state"] for each in made.values()} == {"submitted"}
    assert made["A-1"]["unit"] == company.retail
    assert made["A-1"]["deadline"].isoformat() == LATER
    assert made["A-2"]["deadline"] is None  # that day has passed
    assert await value("select code from unit where id = $1", made["A-2"]["unit"]) == "warehousing-east"
    assert await value("select count(*) from estimate") == 0
    content = await value("select content from imported_row where external_key = 'A-1'")
    assert (content["cost"], content["status"]) == ("1200.5", "rejected")


async def test_money_a_year_becomes_a_benefit_of_the_owner(company: Company) -> None:
    await imported(company, csv_of(HEADER, FIRST, SECOND))
    benefit = await row("select * from benefit")
    assert benefit is not None
    assert (benefit["low_cents"], benefit["likely_cents"], benefit["high_cents"]) == (100_000, 100_000, 100_000)
    assert benefit["owner"] == company.owner_retail.id


async def test_every_request_has_its_event_and_the_import_one_with_counts(company: Company) -> None:
    await imported(company, csv_of(HEADER, FIRST, SECOND))
    told = await rows(
        "select action, actor, request, after from audit_event where at > $1 order by number",
        now() - timedelta(minutes=1),
    )
    mine = [each for each in told if each["action"] in ("request.submitted", "portfolio.imported")]
    assert [each["action"] for each in mine] == ["request.submitted", "request.submitted", "portfolio.imported"]
    assert {each["actor"] for each in mine} == {company.admin.id}
    assert [each["request"] is not None for each in mine] == [True, True, False]
    assert (mine[2]["after"]["new"], mine[2]["after"]["source"]) == (2, "Old list")


async def test_the_same_file_again_changes_nothing_and_says_so(company: Company) -> None:
    first = await imported(company, csv_of(HEADER, FIRST, SECOND))
    before = await counted()
    again = await imported(company, csv_of(HEADER, FIRST, SECOND))
    assert again.already_imported
    assert not again.applied
    assert (again.batch, again.counts.unchanged) == (first.batch, 2)
    assert await counted() == before


async def test_a_newer_snapshot_restates_marks_and_adds(company: Company) -> None:
    await imported(company, csv_of(HEADER, FIRST, SECOND))
    renamed = ("A-1", "Returns by phone", *FIRST[2:])
    third = ("A-3", "Tills", "Slow.", "Retail", "10", "", "", "")
    report = await imported(company, csv_of(HEADER, renamed, third))
    assert (report.counts.new, report.counts.changed, report.counts.gone, report.counts.unchanged) == (1, 1, 1, 0)
    ((_, key, (change,)),) = report.changes
    assert (key, change.field, change.before, change.after) == ("A-1", "title", "Returns", "Returns by phone")
    assert report.gone == ("A-2",)
    assert await value("select title from request where external_key = 'A-1'") == "Returns by phone"
    assert await value("select count(*) from request where external_key = 'A-2'") == 1
    assert await value("select gone_at is not null from imported_row where external_key = 'A-2'")
    event = await row("select * from audit_event where action = 'request.changed'")
    assert event is not None
    assert (event["before"], event["after"]) == ({"title": "Returns"}, {"title": "Returns by phone"})
    back = await imported(company, csv_of(HEADER, renamed, SECOND, third))
    assert (back.counts.changed, back.counts.unchanged, back.changes[0][2][0].field) == (1, 2, "gone")
    assert await value("select gone_at is null from imported_row where external_key = 'A-2'")


async def test_a_dry_run_says_the_same_and_writes_nothing(company: Company) -> None:
    before = await counted()
    report = await imported(company, csv_of(HEADER, FIRST, SECOND), dry_run=True)
    assert (report.applied, report.counts.new, report.batch) == (False, 2, None)
    assert report.will_create == {"units": ("Warehousing East (warehousing-east)",)}
    assert await counted() == before


async def test_what_owners_decided_stands_against_a_newer_snapshot(company: Company) -> None:
    await imported(company, csv_of(HEADER, FIRST))
    key = await value("select 'REQ-' || number from request")
    owner = await company.owner_retail.as_actor()
    await park_request(owner, key, reason="Not before the move.")
    report = await imported(company, csv_of(HEADER, ("A-1", "Returns", "New text.", "Logistics", *FIRST[4:7], "done")))
    assert f"{key} stays with the unit whose owner has decided already." in report.notes
    found = await request_by_ref(owner, key)
    assert found is not None
    assert (found.state, found.unit, found.problem) == (RequestState.PARKED, company.retail, "New text.")


@pytest.mark.parametrize(
    ("damaged", "row_", "column"),
    [
        (("A-2", "Stock", "Twice.", "Retail", "12,34,5", "", "", ""), 3, "budget"),
        (("A-2", "Stock", "Twice.", "", "10", "", "", ""), 3, "unit"),
        (("A-1", "Stock", "Twice.", "Retail", "10", "", "", ""), 3, "id"),
        (("A-2", "", "Twice.", "Retail", "10", "", "", ""), 3, "name"),
        (("A-2", "Stock", "Twice.", "Retail", "10", "", "-12", ""), 3, "value per year"),
    ],
)
async def test_one_wrong_row_refuses_the_whole_file(
    company: Company, damaged: tuple[str, ...], row_: int, column: str
) -> None:
    before = await counted()
    with pytest.raises(ImportRefused) as caught:
        await imported(company, csv_of(HEADER, FIRST, damaged))
    assert (row_, column) in {(error.row, error.column) for error in caught.value.report.errors}
    assert await counted() == before
    shown = await imported(company, csv_of(HEADER, FIRST, damaged), dry_run=True)
    assert shown.error_count == caught.value.report.error_count > 0


async def test_a_file_that_is_no_table_is_refused_with_its_place(company: Company) -> None:
    with pytest.raises(FileRefused) as caught:
        await imported(company, b"id,name,unit\nA-1,Returns\n", dry_run=True)
    assert (caught.value.problem.row, caught.value.problem.column) == (2, 3)


async def test_a_question_is_asked_and_its_answer_taken(company: Company) -> None:
    data = csv_of(("id", "name", "unit", "due date"), ("A-1", "Returns", "Retail", "03/04/2099"))
    asked = await imported(company, data, dry_run=True)
    assert [one.question for one in asked.reading.questions] == [Question.DAY_ORDER]
    with pytest.raises(ImportRefused, match="1 question"):
        await imported(company, data)
    options = FileOptions(answers={"due date": {Question.DAY_ORDER: Choice.DAY_FIRST}})
    await imported(company, data, options=options)
    assert (await value("select deadline from request")).isoformat() == "2099-04-03"


@pytest.mark.parametrize("persona", ["requester", "owner_retail", "it_platform", "board"])
async def test_only_an_administrator_imports(company: Company, persona: str) -> None:
    with pytest.raises(Forbidden, match="an administrator"):
        await import_portfolio(
            await company.personas[persona].as_actor(),
            ImportKind.REQUESTS,
            source="Old list",
            file_name="list.csv",
            data=csv_of(HEADER, FIRST),
        )
    assert await value("select count(*) from request") == 0


async def test_an_administrator_of_it_imports_no_promises(company: Company) -> None:
    await commands_roles.assign_role(await company.admin.as_actor(), company.admin.id, Role.IT, team=company.platform)
    with pytest.raises(ImportRefused) as caught:
        await imported(company, csv_of(HEADER, FIRST))
    assert caught.value.report.errors[0].column == "value per year"


async def test_two_imports_of_one_source_wait_for_each_other(company: Company) -> None:
    data = csv_of(HEADER, FIRST, SECOND)
    reports = await asyncio.gather(*(imported(company, data) for _ in range(4)))
    assert sorted(report.applied for report in reports) == [False, False, False, True]
    assert await value("select count(*) from request") == 2
    assert await value("select count(*) from import_batch") == 1


async def test_the_source_of_the_product_itself_is_not_taken(company: Company) -> None:
    with pytest.raises(RuleViolation, match="own records"):
        await imported(company, csv_of(HEADER, FIRST), source=" Mandate ")


async def test_effort_of_a_quarter_of_an_hour_is_not_nothing(company: Company) -> None:
    data = csv_of(
        ("task", "team", "estimate", "actual", "id"),
        ("Fix", "Platform", "0.25", "0.5", "1"),
        ("Talk", "Elsewhere", "", "2", "2"),
        ("Plan", "", "", "", "3"),
    )
    columns: dict[str, ColumnMapping | str | None] = {
        "estimated_effort": ColumnMapping("estimate", unit=Choice.HOURS),
        "actual_effort": ColumnMapping("actual", unit=Choice.HOURS),
    }
    report = await imported(company, data, ImportKind.ESTIMATE_HISTORY, options=FileOptions(columns=columns))
    kept = {each["external_key"]: each for each in await rows("select * from effort_record")}
    assert (kept["1"]["estimated_days"], kept["1"]["actual_days"]) == (Decimal("0.0312"), Decimal("0.0625"))
    assert (kept["1"]["team"], kept["2"]["team"], kept["2"]["estimated_days"]) == (company.platform, None, None)
    assert set(kept) == {"1", "2"}
    assert any("neither" in note for note in report.notes)


async def test_months_of_teams_come_in_but_for_those_that_teams_logged(company: Company) -> None:
    month = Month(2099, 5)
    await logged_by_team(company, month, days=split(gross=30, run=0, leave=0, other=0))
    data = csv_of(
        ("team", "month", "gross", "run", "leave"),
        ("Platform", "2099-05", "40", "10", "2.5"),
        ("platform", "2099-06", "40", "10", "2.5"),
        ("Data", "2099-05", "20", "", ""),
    )
    report = await imported(company, data, ImportKind.CAPACITY)
    assert any("logged by their teams" in note for note in report.notes)
    kept = {(each["team"], each["month"].month): each for each in await rows("select * from capacity")}
    assert kept[company.platform, 5]["gross_decidays"] == 300
    assert (kept[company.platform, 6]["leave_decidays"], kept[company.platform, 6]["source"]) == (25, "Old list")
    assert len(kept) == 3
    staff = await company.it_data.as_actor()
    await log_capacity(staff, "data", month, Split(100, 0, 0, 0))
    with pytest.raises(ImportRefused) as caught:
        await imported(company, data.replace(b"Data", b"Nobody"), ImportKind.CAPACITY)
    assert caught.value.report.errors[0].column == "team"


async def test_people_come_with_roles_and_never_on_both_sides(company: Company) -> None:
    header = ("name", "email", "role", "unit", "team")
    data = csv_of(
        header,
        ("Ona Own", "ona@test.example", "business owner", "Retail", ""),
        ("Ira Tea", "ira@test.example", "IT", "", "platform"),
        ("Plain Joe", "joe@test.example", "", "", ""),
    )
    report = await imported(company, data, ImportKind.PEOPLE)
    assert report.counts.new == 3
    roles = {
        each["email"]: each["role"]
        for each in await rows(
            "select p.email, a.role from person p left join assignment a on a.person = p.id"
            " where p.email = any($1::text[])",
            ["ona@test.example", "ira@test.example", "joe@test.example"],
        )
    }
    assert roles == {"ona@test.example": "owner", "ira@test.example": "it", "joe@test.example": None}
    before = await counted()
    both = csv_of(header, ("Ivo Plath", company.it_platform.email, "owner", "Retail", ""))
    with pytest.raises(ImportRefused, match="1 cell") as caught:
        await imported(company, both, ImportKind.PEOPLE, source="Directory")
    assert caught.value.report.errors[0].column == "role"
    assert await counted() == before


async def test_a_newer_directory_renames_and_adds_roles(company: Company) -> None:
    header = ("name", "email", "role", "unit", "team")
    first = ("Ona Own", "ona@test.example", "owner", "Retail", "")
    await imported(company, csv_of(header, first), ImportKind.PEOPLE)
    married = ("Ona Wed", "ONA@test.example", "owner; board", "Retail", "")
    report = await imported(company, csv_of(header, married), ImportKind.PEOPLE)
    assert {change.field for change in report.changes[0][2]} == {"name", "role"}
    assert await value("select name from person where email = 'ona@test.example'") == "Ona Wed"
    held = await rows(
        "select a.role from assignment a join person p on p.id = a.person where p.email = 'ona@test.example'"
    )
    assert sorted(each["role"] for each in held) == ["board", "owner"]
    event = await row("select before, after from audit_event where action = 'person.renamed'")
    assert event is not None
    assert (event["before"], event["after"]) == ({"name": "Ona Own"}, {"name": "Ona Wed"})


async def test_newer_months_and_efforts_replace_what_the_source_said(company: Company) -> None:
    header = ("team", "month", "gross", "run")
    await imported(company, csv_of(header, ("Platform", "2099-05", "40", "10")), ImportKind.CAPACITY)
    report = await imported(company, csv_of(header, ("Platform", "2099-05", "38", "10")), ImportKind.CAPACITY)
    assert report.counts.changed == 1
    assert await value("select gross_decidays from capacity") == 380
    tasks = ("id", "title", "actual days")
    history = ImportKind.ESTIMATE_HISTORY
    await imported(company, csv_of(tasks, ("1", "Fix", "2"), ("2", "Talk", "3")), history)
    newer = await imported(company, csv_of(tasks, ("1", "Fix", "2.5")), history)
    assert (newer.counts.changed, newer.counts.gone) == (1, 1)
    assert [
        each["actual_days"] for each in await rows("select actual_days from effort_record order by external_key")
    ] == [
        Decimal("2.5"),
        Decimal("3"),
    ]


async def test_a_newer_promise_replaces_the_imported_one(company: Company) -> None:
    await imported(company, csv_of(HEADER, FIRST))
    await imported(company, csv_of(HEADER, (*FIRST[:6], "24000", FIRST[7])))
    found = await rows("select likely_cents, dropped_at is null as stands from benefit order by number")
    assert [(each["likely_cents"], each["stands"]) for each in found] == [(100_000, False), (200_000, True)]


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("gc-it-projects-2016.csv", "gc-it-projects"),
        ("C:\\lists\\Portfolio 2026-11-30.xlsx", "Portfolio"),
        ("gmpp_2014_2021.csv", "gmpp"),
        ("2026.csv", "2026"),
        ("list", "list"),
    ],
)
def test_a_source_is_the_files_name_without_its_date(file: str, source: str) -> None:
    assert source_of(file) == source
