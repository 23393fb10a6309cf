"""The board's settings: what every order, deadline, threshold and checkpoint follows. Pure."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from domain.errors import RuleViolation, Violation
from domain.quantities import decidays

ESCALATE: Literal["escalate to the board"] = "escalate to the board"
HIGHEST_WEIGHT = 1000


class PolicySettings(BaseModel):
    """One version of the policy. What nobody has set yet has the default given here."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    method: Literal["entitlement_clock"] = "entitlement_clock"
    # Unit → weight in the portfolio order; a unit that is not named has weight 1.
    entitlements: dict[UUID, int] = Field(default_factory=dict)
    # Unit → the owner whose ballot breaks ties and who answers for the list; else the one who owns it longest.
    accountable: dict[UUID, UUID] = Field(default_factory=dict)
    # The quick-win lane's part of the portfolio in per cent, and the weight of what law or regulator ask for.
    small_lane_percent: int = Field(12, ge=0, le=50)
    mandatory_weight: int = Field(0, ge=0, le=HIGHEST_WEIGHT)
    # Months in which an undecided request is decided or confirmed anew; after them it loses its place in the order.
    decide_by_months: int = Field(9, ge=1, le=60)
    # How many months of its share a unit may gather or owe as credit.
    credit_months: int = Field(2, ge=0, le=24)

    # Priority questions.
    answer_days: int = Field(5, ge=1, le=60)
    remind_after_days: int = Field(3, ge=1, le=60)
    if_unanswered: Literal["escalate to the board"] = ESCALATE

    # Plan and commit line.
    horizon_months: int = Field(18, ge=6, le=36)
    displayed_months: int = Field(12, ge=3, le=36)
    commit_share: float = Field(0.95, gt=0, le=1)
    committed_chance: float = Field(0.8, gt=0, le=1)
    request_share_of_team: float = Field(0.5, gt=0, le=1)
    small_item_days: Decimal = Field(Decimal(10), ge=0, le=100, decimal_places=1)
    planning_round_months: int = Field(3, ge=1, le=12)
    # Whether effort is planned at what such estimates came out at, and how often the plan is tried in a forecast.
    calibrate_efforts: bool = True
    simulation_runs: int = Field(500, ge=50, le=5000)

    # Value and its reviews.
    valuation_months: int = Field(36, ge=6, le=120)
    review_checkpoint_months: tuple[int, ...] = (3, 12)
    minimum_sample: int = Field(5, ge=1, le=100)

    # Being told, and being heard without being seen.
    update_every_days: int = Field(14, ge=1, le=90)
    minimum_group: int = Field(5, ge=3, le=100)

    @field_validator("entitlements")
    @classmethod
    def _weights(cls, given: dict[UUID, int]) -> dict[UUID, int]:
        if any(not 1 <= weight <= HIGHEST_WEIGHT for weight in given.values()):
            raise ValueError(f"a weight is a whole number from 1 to {HIGHEST_WEIGHT}")
        return given

    @field_validator("review_checkpoint_months")
    @classmethod
    def _checkpoints(cls, given: tuple[int, ...]) -> tuple[int, ...]:
        if not given or len(given) > 6 or any(not 1 <= months <= 60 for months in given):
            raise ValueError("give one to six checkpoints, each 1 to 60 months after go-live")
        if list(given) != sorted(set(given)):
            raise ValueError("give the checkpoints in order, each once")
        return given

    @property
    def small_item_decidays(self) -> int:
        """The largest expected effort that still counts as a small item, in decidays."""
        return decidays(self.small_item_days)

    def weight(self, unit: UUID) -> int:
        """A unit's weight in the portfolio order."""
        return self.entitlements.get(unit, 1)

    def changed(self, changes: Mapping[str, Any]) -> Self:
        """The settings with some of them set anew. Raises RuleViolation that lists every setting to correct."""
        try:
            made = type(self).model_validate({**self.model_dump(), **changes})
        except ValidationError as invalid:
            violations = tuple(
                Violation(".".join(str(part) for part in error["loc"]), _plain(error["msg"]))
                for error in invalid.errors()
            )
            raise RuleViolation(
                "The policy cannot be set like this.", rule="policy_bounds", violations=violations
            ) from None
        if made.remind_after_days >= made.answer_days > 1:
            raise RuleViolation(
                "The reminder must come before answers are due.", rule="reminder_in_time", path="remind_after_days"
            )
        if made.displayed_months > made.horizon_months:
            raise RuleViolation(
                "The plan cannot show more months than it looks ahead.", rule="horizon", path="displayed_months"
            )
        return made


def shares(weights: Mapping[UUID, int]) -> dict[UUID, float]:
    """Each unit's part of all the weights, between 0 and 1; together 1."""
    total = sum(weights.values())
    return {unit: weight / total for unit, weight in weights.items()} if total else {}


def _plain(message: str) -> str:
    text = message.removeprefix("Value error, ")
    return f"{text[:1].upper()}{text[1:]}."
