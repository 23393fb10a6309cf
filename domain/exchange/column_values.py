"""A column becomes the values of its field: exact amounts, person-days, days, months and bounded texts.

Texts are kept as typed but for the characters that nobody sees; amounts are exact to the cent, efforts are
person-days, a start is the first day of its period and a finish the last. Each value that cannot be read or
breaks the field's bounds is an error with its row.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from domain.exchange.amounts import Amount, read_amount, read_number, read_share
from domain.exchange.columns import ColumnMapping, FileMapping, scale_of, unit_of
from domain.exchange.dates import Period, read_period
from domain.exchange.efforts import UNITS, read_effort, states_unit
from domain.exchange.fields import Field, Holds, ImportKind
from domain.exchange.header import visible
from domain.exchange.meanings import (
    Ambiguity,
    Choice,
    DecidedColumn,
    NotReadable,
    Question,
    RowError,
    decided_column,
    is_missing,
)
from domain.exchange.sheet import Cell, as_text
from domain.quantities import Month

Value = str | Decimal | date | Month | None
T = TypeVar("T")
_CENT = Decimal("0.01")
_LARGEST = Decimal(10) ** 14
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")


def column_values(
    wanted: Field,
    column: ColumnMapping,
    mapping: FileMapping,
    cells: list[tuple[int, Cell]],
    currencies: dict[str, tuple[int, str]],
) -> DecidedColumn[Value]:
    """One column of (row, cell) as what its field holds. Adds each currency met, with the row and column of
    it.
    """
    found = _column(wanted, column, mapping, cells, currencies)
    if wanted.required and not found.questions:
        wrong = {error.row for error in found.errors}
        for (row, cell), value in zip(cells, found.values, strict=True):
            if value is None and row not in wrong:
                found.errors.append(
                    RowError(row, column.header, as_text(cell), f"{wanted.name} is missing; every row needs one.")
                )
    return found


def _column(
    wanted: Field,
    column: ColumnMapping,
    mapping: FileMapping,
    cells: list[tuple[int, Cell]],
    currencies: dict[str, tuple[int, str]],
) -> DecidedColumn[Value]:
    """One column read as what its field holds."""
    name, header, answers, missing = wanted.name, column.header, column.answers, column.missing
    scale = scale_of(column)
    match wanted.holds:
        case Holds.AMOUNT:
            found = decided_column(
                name, header, cells, lambda cell: read_amount(cell, scale), answers=answers, missing=missing
            )
            for (row, _), amount in zip(cells, found.values, strict=True):
                if amount and amount.currency:
                    currencies.setdefault(amount.currency, (row, header))
            return _converted(found, cells, header, _cents)
        case Holds.NUMBER:
            numbers = decided_column(name, header, cells, read_number, answers=answers, missing=missing)
            return _converted(numbers, cells, header, lambda number: number)
        case Holds.SHARE:
            shares = decided_column(name, header, cells, read_share, answers=answers, missing=missing)
            return _converted(shares, cells, header, _share)
        case Holds.EFFORT:
            return _efforts(wanted, column, mapping, cells)
        case Holds.FIRST_DAY | Holds.LAST_DAY | Holds.MONTH:
            periods = decided_column(
                name,
                header,
                cells,
                lambda cell: read_period(cell, mapping.fiscal_year_starts, column.days_since),
                answers=answers,
                missing=missing,
            )
            return _converted(periods, cells, header, _DAYS[wanted.holds])
        case Holds.TEXT | Holds.EMAIL:
            return _texts(wanted, column, cells)


def _efforts(
    wanted: Field, column: ColumnMapping, mapping: FileMapping, cells: list[tuple[int, Cell]]
) -> DecidedColumn[Value]:
    unit = unit_of(column)
    if unit is None:
        bare = [cell for _, cell in cells if not is_missing(cell, column.missing) and not states_unit(cell)]
        if bare and mapping.kind is not ImportKind.CAPACITY:
            samples = tuple(dict.fromkeys(as_text(cell) for cell in bare))[:5]
            question = Ambiguity(wanted.name, column.header, Question.EFFORT_UNIT, samples, UNITS)
            return DecidedColumn(values=[None] * len(cells), questions=[question])
        unit = Choice.DAYS  # capacity is kept in person-days; elsewhere every value states its own unit
    settled, scale = unit, column.scale or Decimal(1)
    efforts = decided_column(
        wanted.name,
        column.header,
        cells,
        lambda cell: read_effort(cell, settled, mapping.working_time, scale),
        answers=column.answers,
        missing=column.missing,
    )
    return _converted(efforts, cells, column.header, _bounded)


def _texts(wanted: Field, column: ColumnMapping, cells: list[tuple[int, Cell]]) -> DecidedColumn[Value]:
    found: DecidedColumn[Value] = DecidedColumn()
    for row, cell in cells:
        text = as_text(cell).strip()
        if "\n" not in text:
            text = visible(text)
        elif wanted.longest < 1_000:
            text = " ".join(text.split())
        if len(text) > wanted.longest:
            advice = f"has {len(text):,} characters; {wanted.name} takes at most {wanted.longest:,}."
            found.errors.append(RowError(row, column.header, text, advice))
        if wanted.holds is Holds.EMAIL and text:
            text = text.casefold()
            if not _EMAIL.fullmatch(text):
                found.errors.append(RowError(row, column.header, text, "is not an email address."))
        found.values.append(text or None)
    return found


def _converted(
    found: DecidedColumn[T], cells: list[tuple[int, Cell]], header: str, convert: Callable[[T], Value]
) -> DecidedColumn[Value]:
    """The same column with each meaning as the field's value; what the field refuses becomes an error."""
    column: DecidedColumn[Value] = DecidedColumn([], found.decided, found.questions, found.errors)
    for (row, cell), meaning in zip(cells, found.values, strict=True):
        value: Value = None
        if meaning is not None:
            try:
                value = convert(meaning)
            except NotReadable as wrong:
                column.errors.append(RowError(row, header, as_text(cell), str(wrong)))
        column.values.append(value)
    return column


def _cents(amount: Amount) -> Value:
    if abs(amount.value) > _LARGEST:
        raise NotReadable("is larger than any budget; check the unit of the column.")
    return amount.value.quantize(_CENT, ROUND_HALF_UP)


def _bounded(effort: Decimal) -> Value:
    if effort > _LARGEST:
        raise NotReadable("is larger than any effort; check the unit of the column.")
    return effort


def _share(share: Decimal) -> Value:
    if not 0 <= share <= 1:
        raise NotReadable("is not a share; write 0 % to 100 %.")
    return share


def _month(period: Period) -> Value:
    if Month.of(period.first) != Month.of(period.last):
        raise NotReadable("is longer than a month; write the month as 2026-11.")
    return Month.of(period.first)


_DAYS: dict[Holds, Callable[[Period], Value]] = {
    Holds.FIRST_DAY: lambda period: period.first,
    Holds.LAST_DAY: lambda period: period.last,
    Holds.MONTH: _month,
}
