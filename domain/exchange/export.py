"""All requests with their facts as a table that a spreadsheet opens and an import reads again.

No text can act as a formula: a cell that begins like one gets an apostrophe in front, as OWASP advises for CSV
injection, and XLSX cells are written as text besides.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from domain.database.engine import rows
from domain.quantities import amount, days

HEADERS = (
    "Key", "Title", "Problem", "Outcome", "Unit code", "Unit", "Category", "State", "Route", "Lane", "Place in unit",
    "Sponsor", "Submitted on", "Earliest start", "Deadline", "Effort low (days)", "Effort likely (days)",
    "Effort high (days)", "One-off cost", "Run cost a month", "Benefit low a month", "Benefit likely a month",
    "Benefit high a month", "Source", "Source key",
)  # fmt: skip
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
_LONGEST_CELL = 32_767  # of a spreadsheet


@dataclass(frozen=True, slots=True)
class ExportedRequest:
    """One request as a row under HEADERS: texts, days, amounts of money with two decimals, person-days with one."""

    cells: tuple[str | int | date | Decimal | None, ...]


async def exported_requests() -> tuple[ExportedRequest, ...]:
    """Every request that was submitted, by number. Everyone signed in may see these; drafts are not among them."""
    found = await rows(
        """
        select r.*, u.code as unit_code, u.name as unit_name, e.place, s.name as sponsor_name,
          est.low, est.likely, est.high, est.one_off, est.run, b.low as b_low, b.likely as b_likely, b.high as b_high
        from request r join unit u on u.id = r.unit
        left join rank_entry e on e.request = r.id and r.state = 'ranked'
        left join person s on s.id = r.sponsor
        left join lateral (
          select sum(low_decidays) as low, sum(likely_decidays) as likely, sum(high_decidays) as high,
            sum(one_off_cents) as one_off, sum(run_cents) as run
          from (select distinct on (team) * from estimate where request = r.id order by team, version desc) newest
        ) est on true
        left join lateral (
          select sum(low_cents) as low, sum(likely_cents) as likely, sum(high_cents) as high
          from benefit where request = r.id and dropped_at is null
        ) b on true
        order by r.number
        """
    )
    return tuple(
        ExportedRequest(
            (
                f"REQ-{each['number']}",
                each["title"],
                each["problem"],
                each["outcome"],
                each["unit_code"],
                each["unit_name"],
                each["category"],
                each["state"].replace("_", " "),
                each["route"].replace("_", " "),
                each["lane"],
                each["place"],
                each["sponsor_name"],
                each["submitted_at"].date(),
                each["earliest_start"],
                each["deadline"],
                *(None if each[name] is None else days(int(each[name])) for name in ("low", "likely", "high")),
                *(
                    None if each[name] is None else amount(int(each[name]))
                    for name in ("one_off", "run", "b_low", "b_likely", "b_high")
                ),
                each["source"],
                each["external_key"],
            )
        )
        for each in found
    )


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula, also after it trims blanks or takes quotes away."""
    bare = text.lstrip(" \u00a0\"'")
    return f"'{text}" if text.startswith(_DANGEROUS) or bare.startswith(_DANGEROUS) else text


def written_csv(requests: Sequence[ExportedRequest]) -> bytes:
    """The table as CSV: UTF-8 with a byte order mark, which spreadsheets need to read accents."""
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\r\n")
    out.writerow(HEADERS)
    out.writerows([_as_text(cell) for cell in one.cells] for one in requests)
    return text.getvalue().encode("utf-8-sig")


def written_xlsx(requests: Sequence[ExportedRequest]) -> bytes:
    """The table as a workbook with typed cells."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Requests")
    sheet.freeze_panes = "A2"
    sheet.append(HEADERS)
    for one in requests:
        cells = []
        for value in one.cells:
            cell = WriteOnlyCell(sheet, value=_typed(value))
            if isinstance(value, str):
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _as_text(cell: str | int | date | Decimal | None) -> str:
    if isinstance(cell, str):
        return harmless(cell)
    return "" if cell is None else str(cell)


def _typed(cell: str | int | date | Decimal | None) -> str | int | float | date | None:
    if isinstance(cell, str):
        # Characters that XML does not know, and more than a cell can hold, would make the workbook unreadable.
        return harmless("".join(c for c in cell if c >= " " or c in "\t\n\r"))[:_LONGEST_CELL]
    return float(cell) if isinstance(cell, Decimal) else cell
