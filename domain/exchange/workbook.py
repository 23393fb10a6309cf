"""A sheet of an XLSX workbook becomes rows of typed cells: the first visible sheet, or the one named."""

import io

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from domain.exchange.archive import checked_archive
from domain.exchange.sheet import Cell, Limits, RawSheet, refused


def sheet_of(data: bytes, limits: Limits, sheet: str | None = None) -> RawSheet:
    """The rows of one sheet, numbered as the workbook shows them. Raises UnreadableFile."""
    notes = checked_archive(data, limits)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            described = [one for one in workbook.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
            names = tuple(one.name for one in described)
            visible = [one.name for one in described if one.visible == SheetVisibleEnum.Visible]
            chosen = sheet if sheet is not None else next(iter(visible or names), None)
            if chosen not in names:
                listed = ", ".join(f'"{name}"' for name in names) or "none"
                raise refused(f'the workbook has no sheet "{chosen}"; its sheets: {listed}.')
            cells = workbook.get_sheet_by_name(chosen).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError) as wrong:
        raise _damaged(wrong) from wrong
    except BaseException as wrong:
        # The reader is native code: what it did not foresee arrives as a panic, outside Exception.
        if type(wrong).__name__ != "PanicException":
            raise
        raise _damaged("unexpected content") from wrong
    rows: list[tuple[Cell, ...]] = []
    for number, found in enumerate(cells, 1):
        row = tuple(_typed(cell) for cell in found)
        for column, value in enumerate(row, 1):
            if isinstance(value, str) and len(value) > limits.cell_length:
                message = f"a cell of more than {limits.cell_length:,} characters."
                raise refused(message, row=number, column=column)
            if isinstance(value, str) and "\0" in value:
                raise refused("a character that no text holds (code 0).", row=number, column=column)
        rows.append(row)
    return RawSheet(rows, range(1, len(rows) + 1), "xlsx", sheet=chosen, sheets=names, notes=notes)


def _damaged(why: object) -> Exception:
    return refused(f"the workbook is damaged and cannot be opened ({why}); save it again as .xlsx.")


def _typed(cell: object) -> Cell:
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return int(cell)
    return cell if cell != "" else None  # type: ignore[return-value]
