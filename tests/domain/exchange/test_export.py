"""Requests as a table: nothing in it acts, and an import reads it again."""

import io

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from domain.exchange.commands import import_portfolio
from domain.exchange.export import HEADERS, exported_requests, harmless, written_csv, written_xlsx
from domain.exchange.fields import ImportKind
from domain.exchange.reading import read_table
from tests.support.builders.demand import submitted
from tests.support.builders.estimation import estimated
from tests.support.personas import Company

FORMULA = '=HYPERLINK("http://elsewhere.example";"Click")'


@given(st.text())
def test_no_text_begins_like_a_formula(text: str) -> None:
    made = harmless(text)
    assert made.lstrip(" \u00a0")[:1] not in ("=", "+", "-", "@", "\t", "\r", "\n") or not made
    assert made in (text, f"'{text}")


async def test_both_forms_hold_every_request_and_no_formula(company: Company) -> None:
    request = await submitted(company, title=FORMULA, problem="Café, \u200b;\nline two")
    await estimated(company, request, days=20, one_off_cents=123_456)
    found = await exported_requests()
    as_csv, as_xlsx = written_csv(found), written_xlsx(found)
    table = read_table(as_csv, "requests.csv")
    cells = dict(zip(table.headers, table.rows[0], strict=True))
    assert (cells["Key"], cells["Title"], cells["Unit code"]) == (request.key, f"'{FORMULA}", "retail")
    assert (cells["Effort likely (days)"], cells["One-off cost"]) == ("20", "1234.56")
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == list(HEADERS)
    assert (sheet["B2"].value, sheet["B2"].data_type) == (f"'{FORMULA}", "s")


async def test_what_was_exported_can_be_imported(company: Company) -> None:
    for title in ("Returns", "Stock counts", "Über-Kasse"):
        await submitted(company, title=title)
    found = await exported_requests()
    for name, data in (("requests.csv", written_csv(found)), ("requests.xlsx", written_xlsx(found))):
        report = await import_portfolio(
            await company.admin.as_actor(), ImportKind.REQUESTS, source="Another house", file_name=name, data=data
        )
        assert report.counts.rows == 3
        assert report.will_create == {}
    assert report.counts.gone == 0
    assert {one.cells[1] for one in await exported_requests()} == {"Returns", "Stock counts", "Über-Kasse"}
