"""Amounts as people type them: currency signs, thousands, decimal point or comma, negatives and units such
as "£m".

Thousands may be separated by comma, point, space or apostrophe, always in threes. Negative is a minus
before or after, or parentheses. A unit in the value ("1.9m") wins over the unit of its column, and is never
applied twice.
"""

import math
import re
from dataclasses import dataclass
from decimal import Decimal

from domain.exchange.header import visible
from domain.exchange.meanings import Choice, NotReadable, Question, Reading
from domain.exchange.sheet import Cell

_CODES = "AUD BGN BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF IDR ILS INR JPY KRW MXN NOK NZD PLN RON SEK SGD TRY USD ZAR"
_SIGNS = {
    "£": "GBP", "€": "EUR", "₹": "INR", "¥": "¥", "$": "$", "us$": "USD", "ca$": "CAD", "c$": "CAD", "a$": "AUD",
    "au$": "AUD", "nz$": "NZD", "hk$": "HKD", "s$": "SGD", "fr.": "CHF", "fr": "CHF", "sfr.": "CHF", "kr": "kr",
    "kr.": "kr", "zł": "PLN",
}  # fmt: skip
_SCALES = {
    "k": 3, "tsd": 3, "tsd.": 3, "thousand": 3, "tausend": 3, "mille": 3,
    "m": 6, "mn": 6, "mio": 6, "mio.": 6, "mill": 6, "million": 6, "millions": 6, "millionen": 6,
    "bn": 9, "b": 9, "mrd": 9, "mrd.": 9, "md": 9, "billion": 9, "milliarden": 9, "milliard": 9, "milliards": 9,
}  # fmt: skip
_CURRENCY = "|".join(sorted(map(re.escape, [*_SIGNS, *_CODES.lower().split()]), key=len, reverse=True))
_SCALE = "|".join(sorted(map(re.escape, _SCALES), key=len, reverse=True))
_AMOUNT = re.compile(
    rf"(?P<s1>[-+−–])?\s*(?P<c1>{_CURRENCY})?\s*(?P<s2>[-+−–])?\s*"
    rf"(?P<core>[.,]?\d[\d.,'’ ]*?)\s*(?P<scale>{_SCALE})?\s*(?P<c2>{_CURRENCY})?(?:\.[-–—])?\s*(?P<s3>[-−–])?"
)
_MONEY_WORD = rf"(?:{_CURRENCY}|gbp|usd)"
_HEADER_SCALES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_MONEY_WORD}[\s_]*(?P<unit>k|mn|m|bn|mio|mrd|tsd)(?![a-z])",
        rf"(?<![a-z])(?P<unit>k|mn|m|bn|mio\.?|mrd\.?|tsd\.?|t)[\s_]*(?:{_MONEY_WORD})(?![a-z])",
        r"(?<![a-z])(?P<unit>thousand|million|billion|millionen|milliard|mio|mrd|tsd|mn|bn)s?(?![a-z])",
        r"(?P<unit>['’]000|\(000)s?",
    )
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure with the currency that stood beside it (an ISO code, or the bare sign where several share
    it).
    """

    value: Decimal
    currency: str | None = None


def read_amount(cell: Cell, scale: Decimal = Decimal(1)) -> Reading[Amount]:
    """What an amount may mean; `scale` is the column's unit (1,000,000 for £m). Raises NotReadable."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return Reading.only(Amount(typed_number(cell) * scale))
    if not isinstance(cell, str):
        raise NotReadable("is not an amount; write a figure such as 1250.50.")
    text = visible(cell).lower()
    negative = text.startswith("(") and text.endswith(")")
    found = _AMOUNT.fullmatch(text[1:-1].strip() if negative else text)
    if not found:
        raise NotReadable("is not an amount; write a figure such as 1250.50, or leave the cell empty.")
    signs = [sign for sign in (found["s1"], found["s2"], found["s3"]) if sign]
    if len(signs) + negative > 1:
        raise NotReadable("has more than one sign; write -1250.50.")
    negative = negative or bool(signs and signs[0] != "+")
    if found["c1"] and found["c2"]:
        raise NotReadable("has two currencies; keep one.")
    unit = Decimal(10) ** _SCALES[found["scale"]] if found["scale"] else scale
    factor = -unit if negative else unit
    sign = found["c1"] or found["c2"]
    currency = _SIGNS.get(sign, sign.upper()) if sign else None
    meanings = figures(found["core"])
    question = None if None in meanings else Question.DECIMAL_SIGN
    return Reading({choice: Amount(number * factor, currency) for choice, number in meanings.items()}, question)


def read_number(cell: Cell) -> Reading[Decimal]:
    """A plain figure without currency or unit. Raises NotReadable."""
    reading = read_amount(cell)
    if isinstance(cell, str) and re.search(r"[a-z$£€¥]", cell.lower()):
        raise NotReadable("is not a number; write a figure such as 12.5.")
    return Reading({choice: amount.value for choice, amount in reading.meanings.items()}, reading.question)


def read_share(cell: Cell) -> Reading[Decimal]:
    """A share from "12 %" or 0.12; a figure above 1 without the sign is refused, not guessed. Raises
    NotReadable.
    """
    percent = isinstance(cell, str) and cell.rstrip().endswith("%")
    reading = read_number(cell.rstrip().rstrip("%") if percent and isinstance(cell, str) else cell)
    meanings = {choice: value / 100 if percent else value for choice, value in reading.meanings.items()}
    if not percent and any(abs(value) > 1 for value in meanings.values()):
        raise NotReadable("is more than 1 and has no percent sign; write 12 % or 0.12.")
    return Reading(meanings, reading.question)


def typed_number(cell: int | float) -> Decimal:
    """A number cell of a spreadsheet, exactly as it is shown."""
    if isinstance(cell, float) and not math.isfinite(cell):
        raise NotReadable("is not a finite number.")
    return Decimal(repr(cell))


def header_scale(header: str) -> Decimal | None:
    """The unit that a header states for its amounts: 1,000,000 for "Budget (£m)" or "spend_$m", else None."""
    for pattern in _HEADER_SCALES:
        if found := pattern.search(header.lower()):
            return Decimal(10) ** _SCALES.get(found["unit"], 3)
    return None


def figures(core: str) -> dict[Choice | None, Decimal]:
    """What digits with separators may mean: by decimal point, by decimal comma, or one meaning for both."""
    text = core.strip().replace("’", "'")
    if text.isascii() and text.isdigit():
        return {None: Decimal(text)}
    grouped = re.fullmatch(r"(\d{1,3}(?:[ ']\d{3})+)(?:([.,])(\d+))?", text)
    if grouped:
        whole = re.sub("[ ']", "", grouped[1])
        if not grouped[2]:
            return {None: Decimal(whole)}
        return {_SIGN[grouped[2]]: Decimal(f"{whole}.{grouped[3]}")}
    meanings: dict[Choice | None, Decimal] = {}
    for decimal, thousands in ((".", ","), (",", ".")):
        groups = rf"[1-9]\d{{0,2}}(?:{re.escape(thousands)}\d{{3}})+|\d*"
        found = re.fullmatch(rf"({groups})(?:{re.escape(decimal)}(\d+))?", text)
        if found:
            whole = found[1].replace(thousands, "") or "0"
            meanings[_SIGN[decimal]] = Decimal(f"{whole}.{found[2] or '0'}")
    if not meanings:
        raise NotReadable("has thousands that do not come in threes; write a figure such as 1250.50.")
    return meanings


_SIGN = {".": Choice.POINT, ",": Choice.COMMA}
