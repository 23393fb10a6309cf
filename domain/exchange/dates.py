"""Days, months, quarters and years as people write them become periods: a start takes the first day, a
finish the last.

Conventions. ISO and day-month-name dates read one way. "31/12/2026" lets its column decide between day
first and month first. Two-digit years from 69 on are 19xx (POSIX). "2019-20" and "FY 2019/20" are the
fiscal year that starts in 2019; "Q4 2019/20" is its fourth quarter: with a year that starts in April (the
default, as in Canada and Britain) January to March 2020. "2010-11" may be a month or a fiscal year, and "Q3
2020" a calendar or fiscal quarter: questions. A number of five digits is a spreadsheet's day count (1 = 1
January 1900).
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.exchange.header import visible
from domain.exchange.meanings import Choice, NotReadable, Question, Reading
from domain.exchange.sheet import Cell

_SERIAL_EPOCH = date(1899, 12, 30)
_NAMES = (
    "january jan januar janvier janv jänner",
    "february feb februar février févr fév fevrier", "march mar märz mrz mars",
    "april apr avril avr", "may mai", "june jun juni juin", "july jul juli juillet juil",
    "august aug août aout", "september sep sept septembre", "october oct oktober okt octobre",
    "november nov novembre", "december dec dezember dez décembre déc decembre",
)  # fmt: skip
_MONTHS = {name: at for at, names in enumerate(_NAMES, 1) for name in names.split()}
_NAME = "(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_YEAR = r"(\d{4}|'?\d{2})"
_FISCAL = r"(?:fiscal year|financial year|fy|exercice|geschäftsjahr|gj)"
_PAIR = r"(\d{4})\s?[/–-]\s?(\d{4}|\d{2})"
_TIME = r"(?:[t ,]+\d{1,2}:\d{2}.*)?"
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + _TIME)
_COMPACT = re.compile(r"((?:19|20|21)\d{2})(\d{2})(\d{2})")
_NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})" + _TIME)
_DAY_NAME = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th|er|\.)?[ -]*{_NAME}[ ,-]*{_YEAR}" + _TIME)
_NAME_DAY = re.compile(rf"{_NAME}[ -]*(\d{{1,2}})(?:st|nd|rd|th)?(?:,[ ]*|[ ]+|-){_YEAR}" + _TIME)
_NAME_YEAR = re.compile(rf"{_NAME}[ ,-]*(\d{{4}})")
_NAME_SHORT = re.compile(rf"{_NAME}(?:[-/]'?|[ ]*')(\d{{2}})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.-](\d{4})")
_QUARTER = re.compile(rf"q([1-4])[ ,/-]*(?:{_FISCAL})? ?{_PAIR}|(?:{_FISCAL})? ?{_PAIR}[ ,/-]*\(?q([1-4])\)?")
_QUARTER_YEAR = re.compile(r"q([1-4])[ ,/-]*(\d{4})|(\d{4})[ ,/-]*q([1-4])")
_FISCAL_YEAR = re.compile(rf"{_FISCAL}[ .:]*{_PAIR}")
_YEARS = re.compile(_PAIR)
_WRITE = "write it as 2026-12-31, or leave the cell empty."


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a date stands for; both ends belong to it."""

    first: date
    last: date


def read_period(cell: Cell, fiscal_year_starts: int = 4, days_since: date | None = None) -> Reading[Period]:
    """What a date may mean. `fiscal_year_starts` is a month (4 is April); with `days_since` a cell is a
    count of days from then. Raises NotReadable.
    """
    if isinstance(cell, datetime):
        return Reading.only(Period(cell.date(), cell.date()))
    if isinstance(cell, date):
        return Reading.only(Period(cell, cell))
    if isinstance(cell, bool) or not isinstance(cell, (str, int, float)):
        raise NotReadable(f"is not a date; {_WRITE}")
    text = visible(str(int(cell) if isinstance(cell, float) and days_since is None else cell)).casefold()
    try:
        if days_since is not None:
            return Reading.only(_single(days_since + timedelta(days=int(float(text)))))
        return _read(text, fiscal_year_starts)
    except NotReadable:
        raise
    except (ValueError, OverflowError) as wrong:
        raise NotReadable(f"is not a day of the calendar; {_WRITE}") from wrong


def _read(text: str, starts: int) -> Reading[Period]:
    if found := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return Reading.only(_single(date(int(found[1]), int(found[2]), int(found[3]))))
    if found := _NUMERIC.fullmatch(text):
        return _day_order(int(found[1]), int(found[2]), _year(found[3]))
    if found := _DAY_NAME.fullmatch(text):
        return Reading.only(_single(date(_year(found[3]), _MONTHS[found[2]], int(found[1]))))
    if found := _NAME_DAY.fullmatch(text):
        return Reading.only(_single(date(_year(found[3]), _MONTHS[found[1]], int(found[2]))))
    if found := _NAME_YEAR.fullmatch(text) or _NAME_SHORT.fullmatch(text):
        return Reading.only(_months(_year(found[2]), _MONTHS[found[1]], 1))
    if found := _MONTH_YEAR.fullmatch(text):
        return Reading.only(_months(int(found[2]), int(found[1]), 1))
    if found := _QUARTER.fullmatch(text):
        year = _fiscal_start(found[2] or found[4], found[3] or found[5])
        return Reading.only(_quarter(year, int(found[1] or found[6]), starts))
    if found := _QUARTER_YEAR.fullmatch(text):
        year, quarter = int(found[2] or found[3]), int(found[1] or found[4])
        calendar, fiscal = _quarter(year, quarter, 1), _quarter(year, quarter, starts)
        return Reading({Choice.CALENDAR_YEAR: calendar, Choice.FISCAL_YEAR: fiscal}, Question.QUARTER)
    if found := _FISCAL_YEAR.fullmatch(text):
        return Reading.only(_months(_fiscal_start(found[1], found[2]), starts, 12))
    if found := _YEARS.fullmatch(text):
        return _pair(found[1], found[2], starts)
    if text.isascii() and text.isdigit():
        return Reading.only(_count(int(text), len(text)))
    raise NotReadable(f"is not a date; {_WRITE}")


def _day_order(one: int, two: int, year: int) -> Reading[Period]:
    meanings: dict[Choice | None, Period] = {}
    for choice, day, month in ((Choice.DAY_FIRST, one, two), (Choice.MONTH_FIRST, two, one)):
        if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
            meanings[choice] = _single(date(year, month, day))
    if not meanings:
        raise NotReadable(f"is not a day of the calendar; {_WRITE}")
    return Reading(meanings, Question.DAY_ORDER)


def _pair(one: str, two: str, starts: int) -> Reading[Period]:
    """ "2019-20" is a fiscal year, "2019-07" a month, "2010-11" a question."""
    meanings: dict[Choice | None, Period] = {}
    if len(two) == 2 and 1 <= int(two) <= 12:
        meanings[Choice.YEAR_AND_MONTH] = _months(int(one), int(two), 1)
    if int(two) == (int(one) + 1) % (100 if len(two) == 2 else 10_000):
        meanings[Choice.FISCAL_YEAR] = _months(int(one), starts, 12)
    if not meanings:
        raise NotReadable(f"names two years that do not follow each other; {_WRITE}")
    return Reading(meanings, Question.YEAR_PAIR)


def _fiscal_start(one: str, two: str) -> int:
    if int(two) != (int(one) + 1) % (100 if len(two) == 2 else 10_000):
        raise NotReadable(f"names two years that do not follow each other; {_WRITE}")
    return int(one)


def _quarter(year: int, quarter: int, starts: int) -> Period:
    month = starts - 1 + 3 * (quarter - 1)
    return _months(year + month // 12, month % 12 + 1, 3)


def _months(year: int, month: int, count: int) -> Period:
    last = month - 1 + count - 1
    end_year, end_month = year + last // 12, last % 12 + 1
    return Period(date(year, month, 1), date(end_year, end_month, monthrange(end_year, end_month)[1]))


def _count(number: int, digits: int) -> Period:
    if digits == 4 and 1900 <= number <= 2199:
        return _months(number, 1, 12)
    if digits == 5 and 20_000 <= number <= 80_000:
        return _single(_SERIAL_EPOCH + timedelta(days=number))
    raise NotReadable(f"is not a date; {_WRITE}")


def _year(text: str) -> int:
    number = int(text.strip("'"))
    if len(text.strip("'")) == 4:
        return number
    return 1900 + number if number >= 69 else 2000 + number


def _single(day: date) -> Period:
    return Period(day, day)
