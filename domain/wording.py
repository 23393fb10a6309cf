"""How months, days, money, shares and lists stand in an English sentence."""

from collections.abc import Sequence
from datetime import date, datetime

from domain.quantities import DECIDAYS_PER_DAY, Month

NO_BREAK = "\N{NO-BREAK SPACE}"
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def month_name(month: Month) -> str:
    """A month as people say it, whatever the machine's locale: March 2027."""
    return f"{_MONTHS[month.month - 1]} {month.year}"


def day_name(day: date) -> str:
    """A day as people say it; of a moment the day that it falls on: 5 March 2027."""
    return f"{day.day} {month_name(Month.of(day))}"


def moment_name(moment: datetime) -> str:
    """A moment as people say it, with the time zone that it is given in: 5 March 2027 at 14:30 UTC."""
    return f"{day_name(moment)} at {moment:%H:%M %Z}"


def days(decidays: int) -> str:
    """Person-days with one decimal only where it is needed."""
    whole, tenth = divmod(decidays, DECIDAYS_PER_DAY)
    return f"{whole}.{tenth}" if tenth else f"{whole}"


_SIGNS = {"EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥", "INR": "₹", "KRW": "₩"}
_currency = "EUR"


def speak_in(currency: str) -> None:
    """Name amounts in sentences in this currency (ISO 4217); said once, when the program starts."""
    global _currency
    _currency = currency


def money(cents: int) -> str:
    """An amount with its currency: whole units from a thousand up, below that cents where there are any."""
    size = abs(cents)
    whole, rest = divmod(size, 100)
    figure = f"{(size + 50) // 100:,}" if size >= 1_000_00 or not rest else f"{whole}.{rest:02}"
    return f"{'-' if cents < 0 else ''}{_SIGNS.get(_currency, _currency + NO_BREAK)}{figure}"


def joined(parts: Sequence[str]) -> str:
    """A list in words: "A, B and C"."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)
