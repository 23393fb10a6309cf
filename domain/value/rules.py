"""What a promised benefit is and what it is worth."""

from enum import StrEnum


class BenefitKind(StrEnum):
    REVENUE = "revenue"
    SAVING = "saving"
    AVOIDED_COST = "avoided_cost"
    RISK = "risk"
    COMPLIANCE = "compliance"
    PRODUCTIVITY = "productivity"
    EXPERIENCE = "experience"
