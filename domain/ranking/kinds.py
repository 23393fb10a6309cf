"""The words of ranking that are kept in the database."""

from enum import StrEnum


class CreditKind(StrEnum):
    """How a unit came to days of priority, or gave them away."""

    ACCRUED = "accrued"
    LENT = "lent"
    BORROWED = "borrowed"
