"""Effort as people record it, in hours, days or months, becomes person-days.

A unit in the value ("16 h") wins over the column's; a column without either is a question, never a guess.
Defaults: 8 hours a day, 5 days a week, 20 days a month (as everywhere in Mandate); a mapping can set others,
such as 19 days for COCOMO's month of 152 hours.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from domain.exchange.amounts import figures, typed_number
from domain.exchange.header import visible
from domain.exchange.meanings import Choice, NotReadable, Question, Reading
from domain.exchange.sheet import Cell
from domain.quantities import DAYS_PER_PERSON_MONTH

UNITS = (Choice.MINUTES, Choice.HOURS, Choice.DAYS, Choice.WEEKS, Choice.MONTHS)
_FINEST = Decimal("0.0001")
_UNIT_WORDS = {
    Choice.MINUTES: "min mins minute minutes minuten",
    Choice.HOURS: "h hr hrs hour hours std std. stunde stunden heure heures ph manhours personhours",
    Choice.DAYS: "d day days pd md pt tag tage tagen manday mandays personday persondays personentage jour jours jh",
    Choice.WEEKS: "w wk wks week weeks pw woche wochen semaine semaines",
    Choice.MONTHS: "mm pm month months monat monate pmo mois manmonths personmonths",
}
_UNIT_OF = {word: unit for unit, words in _UNIT_WORDS.items() for word in words.split()}
_EFFORT = re.compile(r"([.,]?\d[\d.,'’ ]*?)\s*(?:(?:person|man)[- ]?)?([a-z]+\.?)?")


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """How many hours make a day and how many days a month in the file's organisation."""

    hours_per_day: Decimal = Decimal(8)
    days_per_week: Decimal = Decimal(5)
    days_per_month: Decimal = Decimal(DAYS_PER_PERSON_MONTH)

    def days(self, figure: Decimal, unit: Choice) -> Decimal:
        """A figure of that unit in person-days, to a ten-thousandth."""
        per_unit = {
            Choice.MINUTES: 1 / (60 * self.hours_per_day),
            Choice.HOURS: 1 / self.hours_per_day,
            Choice.DAYS: Decimal(1),
            Choice.WEEKS: self.days_per_week,
            Choice.MONTHS: self.days_per_month,
        }
        return (figure * per_unit[unit]).quantize(_FINEST)


def read_effort(cell: Cell, unit: Choice, working_time: WorkingTime, scale: Decimal = Decimal(1)) -> Reading[Decimal]:
    """Person-days of a figure in the column's unit, times `scale` (25 minutes each, say). Raises
    NotReadable.
    """
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return Reading.only(working_time.days(typed_number(cell) * scale, unit))
    found = _EFFORT.fullmatch(visible(cell).lower()) if isinstance(cell, str) else None
    if not found or (found[2] and found[2] not in _UNIT_OF):
        raise NotReadable("is not an effort; write a figure of at least 0 such as 12.5 or 16 h.")
    own = _UNIT_OF[found[2]] if found[2] else None
    meanings = {
        choice: working_time.days(figure if own else figure * scale, own or unit)
        for choice, figure in figures(found[1]).items()
    }
    return Reading(meanings, None if None in meanings else Question.DECIMAL_SIGN)


def states_unit(cell: Cell) -> bool:
    """Whether an effort says its own unit, as "16 h" does."""
    found = _EFFORT.fullmatch(visible(cell).lower()) if isinstance(cell, str) else None
    return bool(found and found[2] in _UNIT_OF)


def header_unit(header: str) -> Choice | None:
    """The unit of effort that a header states: hours for "HoursEstimate" or "Effort (person-hours)", else
    None.
    """
    words = re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header).lower())
    found = {_UNIT_OF[word] for word in words if word in _UNIT_OF}
    return found.pop() if len(found) == 1 else None
