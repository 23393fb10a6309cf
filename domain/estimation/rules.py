"""What a usable estimate is."""

from enum import StrEnum


class Confidence(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
