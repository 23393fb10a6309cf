"""How promised and realised value are compared."""

from enum import StrEnum


class Verdict(StrEnum):
    REALISED = "realised"
    PARTLY = "partly"
    NOT_REALISED = "not_realised"
    UNMEASURABLE = "unmeasurable"
    TOO_EARLY = "too_early"
