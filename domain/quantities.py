"""Months, person-days and money as exact values.

Inside Mandate effort and capacity are whole decidays (0.1 person-day) and money is whole cents, so that every
comparison is exact and every replica computes the same plan.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import total_ordering
from typing import Self

from domain.errors import RuleViolation

DECIDAYS_PER_DAY = 10
DAYS_PER_PERSON_MONTH = 20


@total_ordering
@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month, the period of plans, capacity, budgets and measurements."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= 12 or not 1 <= self.year <= 9999:
            raise RuleViolation(f"{self.year}-{self.month} is not a month.", rule="month_exists", path="month")

    @classmethod
    def of(cls, day: date) -> Self:
        """The month that a day falls in."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2026-11". Raises RuleViolation that shows the form expected."""
        year, dash, month = text.partition("-")
        if not (dash and len(year) == 4 and len(month) == 2 and (year + month).isascii() and (year + month).isdigit()):
            raise RuleViolation(f'"{text}" is not a month; write it as 2026-11.', rule="month_form", path="month")
        return cls(int(year), int(month))

    @property
    def first(self) -> date:
        """The first day, which is how a month is stored."""
        return date(self.year, self.month, 1)

    @property
    def ordinal(self) -> int:
        """Months since year 0, for arithmetic."""
        return self.year * 12 + self.month - 1

    def __add__(self, months: int) -> "Month":
        year, month = divmod(self.ordinal + months, 12)
        return Month(year, month + 1)

    def __sub__(self, other: "Month") -> int:
        return self.ordinal - other.ordinal

    def __lt__(self, other: "Month") -> bool:
        return self.ordinal < other.ordinal

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


def decidays(days: Decimal | int | float | str) -> int:
    """Person-days as typed, in whole decidays, halves away from zero."""
    return int((Decimal(str(days)) * DECIDAYS_PER_DAY).quantize(Decimal(1), ROUND_HALF_UP))


def days(amount: int) -> Decimal:
    """Decidays as person-days with one decimal."""
    return Decimal(amount) / DECIDAYS_PER_DAY


def cents(amount: Decimal | int | str) -> int:
    """An amount of money as typed, in whole cents, halves away from zero."""
    return int((Decimal(amount) * 100).quantize(Decimal(1), ROUND_HALF_UP))


def amount(cents_: int) -> Decimal:
    """Cents as an amount with two decimals."""
    return (Decimal(cents_) / 100).quantize(Decimal("0.01"))


def pert_mean(low: int, likely: int, high: int) -> int:
    """The expected value of a three-point estimate, (low + 4 likely + high) / 6, rounded up to a whole unit.

    Malcolm, Roseboom, Clark and Fazar 1959 (PERT).
    """
    return -(-(low + 4 * likely + high) // 6)
