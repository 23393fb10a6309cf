"""`POST /imports` over HTTP: who may, what a dry run shows, and how a wrong file is refused."""

import json
from typing import Any

import httpx
import openpyxl
import pytest

from api.app import Mandate
from domain.database.engine import value
from tests.support.graphql import asked, browser, codes, data
from tests.support.personas import Company
from tests.support.portfolios import counted, csv_of

HEADER = ("id", "name", "unit", "budget", "due date")
GOOD = csv_of(HEADER, ("A-1", "Returns", "Retail", "1200", "31/12/2099"), ("A-2", "Stock", "Tills", "7", ""))
OPEN = csv_of(HEADER, ("A-1", "Returns", "Retail", "1200", "03/04/2099"))
WRONG = csv_of(HEADER, ("A-1", "Returns", "Retail", "1,2,3", ""))


async def sent(
    client: httpx.AsyncClient, file: bytes, name: str = "old-list-2026.csv", **fields: Any
) -> httpx.Response:
    form = {"kind": "requests"} | {
        key: json.dumps(given) if isinstance(given, dict) else str(given) for key, given in fields.items()
    }
    return await client.post("/imports", files={"file": (name, file)}, data=form)


async def test_a_dry_run_is_the_default_and_shows_everything(app: Mandate, company: Company) -> None:
    before = await counted()
    async with browser(app, company.admin) as client:
        answer = await sent(client, GOOD)
    body = answer.json()
    assert answer.status_code == 200
    assert (body["dryRun"], body["applied"], body["usable"], body["batch"]) == (True, False, True, None)
    assert body["source"] == "old-list"
    assert body["counts"] == {"rows": 2, "new": 2, "changed": 0, "unchanged": 0, "gone": 0}
    assert body["preview"][0] == {"row": 2, "cells": ["A-1", "Returns", "Retail", "1200", "31/12/2099"]}
    assert body["mapping"]["columns"]["finish"] == {"header": "due date"}
    assert {
        key: given
        for key, given in next(each for each in body["suggestions"] if each["field"] == "finish").items()
        if key != "why"
    } == {"field": "finish", "header": "due date", "confidence": 1.0}
    assert body["decided"][0]["choice"] == "day_first"
    assert body["willCreate"] == {"units": ["Tills (tills)"]}
    counts = await counted()
    assert {name for name in counts if counts[name] != before[name]} <= {"session", "audit_event"}  # signing in


async def test_an_import_is_listed_and_stands_with_its_requests(app: Mandate, company: Company) -> None:
    async with browser(app, company.admin) as client:
        body = (await sent(client, GOOD, dryRun="false", source="Old list")).json()
        assert (body["applied"], body["counts"]["new"]) == (True, 2)
        again = (await sent(client, GOOD, dryRun="false", source="Old list")).json()
        assert (again["applied"], again["alreadyImported"], again["batch"]) == (False, True, body["batch"])
        shorter = csv_of(HEADER, ("A-1", "Returns", "Retail", "1300", "31/12/2099"))
        newer = (await sent(client, shorter, dryRun="false", source="Old list")).json()
        assert newer["changes"] == [
            {"row": 2, "key": "A-1", "fields": [{"field": "cost", "before": "1200", "after": "1300"}]}
        ]
        assert newer["gone"] == ["A-2"]
        listed = await data(client, "{ imports { id kind source fileName created changed gone rows by { name } } }")
        assert [each["id"] for each in listed["imports"]] == [newer["batch"], body["batch"]]
        assert listed["imports"][1]["by"]["name"] == company.admin.name
    key = await value("select 'REQ-' || number from request where external_key = 'A-2'")
    document = """query Facts($key: String!) { request(key: $key) {
        source { system externalKey } sourceStatement { goneAt facts { field value } } } }"""
    async with browser(app, company.requester) as client:
        assert codes(await asked(client, "{ imports { id } }")) == ["FORBIDDEN"]
        shown = (await data(client, document, key=key))["request"]
    assert shown["source"] == {"system": "Old list", "externalKey": "A-2"}
    assert shown["sourceStatement"]["goneAt"]
    assert {"field": "cost", "value": "7"} in shown["sourceStatement"]["facts"]


async def test_a_wrong_cell_is_named_and_nothing_is_written(app: Mandate, company: Company) -> None:
    async with browser(app, company.admin) as client:
        before = await counted()
        answer = await sent(client, WRONG, dryRun="false")
        assert await counted() == before
    body = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert [(each["row"], each["column"], each["value"]) for each in body["errors"]] == [(2, "budget", "1,2,3")]
    assert "Nothing was imported" in body["detail"]


async def test_a_damaged_file_is_refused_with_row_and_column(app: Mandate, company: Company) -> None:
    async with browser(app, company.admin) as client:
        answer = await sent(client, GOOD.replace(b"Retail,", b""))
    assert answer.status_code == 422
    assert (answer.json()["errors"][0]["row"], answer.json()["errors"][0]["column"]) == (2, "due date")


async def test_a_question_is_put_and_answered(app: Mandate, company: Company) -> None:
    async with browser(app, company.admin) as client:
        body = (await sent(client, OPEN)).json()
        assert [(each["column"], each["question"]) for each in body["questions"]] == [("due date", "day_order")]
        assert (await sent(client, OPEN, dryRun="false")).status_code == 422
        answered = await sent(client, OPEN, dryRun="false", answers={"due date": {"day_order": "month_first"}})
    assert answered.json()["applied"]
    assert str(await value("select deadline from request")) == "2099-03-04"


async def test_columns_are_mapped_by_hand(app: Mandate, company: Company) -> None:
    file = csv_of(("no", "what", "whose"), ("1", "Returns", "Retail"))
    mapping = {"columns": {"title": "what", "unit_name": "whose", "category": {"value": "Customer service"}}}
    async with browser(app, company.admin) as client:
        unmapped = (await sent(client, file)).json()
        assert not unmapped["usable"]
        assert "columns.title" in {each["path"] for each in unmapped["violations"]}
        assert (await sent(client, file, mapping=mapping, dryRun="no")).json()["applied"]
        wrong = await sent(client, file, mapping={"columns": {"title": {"headline": "x"}}})
    assert await value("select category from request") == "Customer service"
    assert (wrong.status_code, wrong.json()["rule"]) == (422, "import_mapping")


async def test_a_workbook_is_imported_as_well(app: Mandate, company: Company, tmp_path: Any) -> None:
    book = openpyxl.Workbook()
    for line in (HEADER, ("A-1", "Returns", "Retail", 1200, None)):
        book.active.append(line)
    book.save(tmp_path / "list.xlsx")
    async with browser(app, company.admin) as client:
        body = (await sent(client, (tmp_path / "list.xlsx").read_bytes(), "list.xlsx", dryRun="false")).json()
    assert (body["file"]["form"], body["applied"], body["counts"]["new"]) == ("xlsx", True, 1)


@pytest.mark.parametrize(
    ("who", "status"), [(None, 401), ("requester", 403), ("owner_retail", 403), ("it_platform", 403), ("board", 403)]
)
async def test_only_an_administrator_may_and_others_hear_so(
    app: Mandate, company: Company, who: str | None, status: int
) -> None:
    async with browser(app, company.personas[who] if who else None) as client:
        answer = await sent(client, GOOD, dryRun="false")
    assert answer.status_code == status
    if status == 403:
        assert "an administrator may" in answer.json()["detail"]
    assert await value("select count(*) from request") == 0


async def test_another_sites_page_cannot_import(app: Mandate, company: Company) -> None:
    async with browser(app, company.admin) as client:
        client.headers["Origin"] = "https://elsewhere.example"
        assert (await sent(client, GOOD, dryRun="false")).status_code == 403
        del client.headers["Origin"]
        assert (await sent(client, GOOD, dryRun="false")).status_code == 403
    assert await value("select count(*) from request") == 0


async def test_a_file_that_is_too_large_is_refused(app: Mandate, company: Company) -> None:
    async with browser(app, company.admin) as client:
        answer = await sent(client, b"x" * (21 * 1024 * 1024))
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "fields", [{"kind": "recipes"}, {"dryRun": "perhaps"}, {"mapping": "{"}, {"source": "mandate"}]
)
async def test_a_form_that_makes_no_sense_is_refused_in_words(
    app: Mandate, company: Company, fields: dict[str, str]
) -> None:
    async with browser(app, company.admin) as client:
        answer = await sent(client, GOOD, **fields)
    assert (answer.status_code, bool(answer.json()["violations"])) == (422, True)


async def test_a_form_without_a_file_is_refused(app: Mandate, company: Company) -> None:
    async with browser(app, company.admin) as client:
        answer = await client.post("/imports", data={"kind": "requests"}, headers={"X-Requested-By": "tests"})
    assert answer.status_code == 400
