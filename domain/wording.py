"""How months, days, money and lists stand in an English sentence."""

from collections.abc import Sequence

from domain.quantities import DECIDAYS_PER_DAY, Month

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


def days(decidays: int) -> str:
    """Person-days with one decimal only where it is needed."""
    whole, tenth = divmod(decidays, DECIDAYS_PER_DAY)
    return f"{whole}.{tenth}" if tenth else f"{whole}"


def money(cents: int) -> str:
    """An amount in whole units of the currency."""
    return f"{(cents + 50) // 100:,}"


def joined(parts: Sequence[str]) -> str:
    """A list in words: "A, B and C"."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)
