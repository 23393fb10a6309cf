"""What a scenario changes: capacity, budget, policy, order, requests in or out, estimates, an option taken. Pure.

A scenario keeps its changes and no copy of the data, so it can be planned anew on the data of any day. Days are exact
to a tenth and money to a cent.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, PlainValidator, ValidationError, model_validator

from domain.errors import DomainError, RuleViolation, Violation
from domain.governance.rules import HIGHEST_WEIGHT, PolicySettings
from domain.quantities import Month, cents, decidays

MOST_DAYS = Decimal(10_000)
MOST_MONEY = Decimal(10) ** 13
MOST_CHANGES = 200
LONGEST_LIST = 5_000
LONGEST_TITLE = 120
NOTHING_CHANGES = "Change something: without a change it is the plan as it is."


class Planning(StrEnum):
    """How a scenario's plan is made."""

    PLANNING_ROUND = "planning_round"  # from scratch, as a planning round does
    WITHIN_CYCLE = "within_cycle"  # whoever has a place keeps it or moves earlier


class ChangeKind(StrEnum):
    CAPACITY = "capacity"
    BUDGET = "budget"
    POLICY = "policy"
    ORDER = "order"
    MOVE = "move"
    REQUEST_IN = "request_in"
    REQUEST_OUT = "request_out"
    EFFORT = "effort"
    OPTION = "option"


def _month(given: object) -> Month:
    if isinstance(given, Month):
        return given
    try:
        return Month.parse(str(given))
    except DomainError as refused:
        raise ValueError(refused.message) from None


AMonth = Annotated[Month, PlainValidator(_month), PlainSerializer(str, when_used="json")]
Days = Annotated[Decimal, Field(ge=-MOST_DAYS, le=MOST_DAYS, decimal_places=1)]
Amount = Annotated[Decimal, Field(ge=0, lt=MOST_MONEY, decimal_places=2)]


class Change(BaseModel):
    """One thing that would be different."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Months(Change):
    """A change from a month to another, both included; one month alone without `until_month`."""

    month: AMonth
    until_month: AMonth | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.month:
            raise ValueError("the last month is not before the first")
        return self

    @property
    def last(self) -> Month:
        return self.until_month or self.month

    @property
    def months(self) -> Iterator[Month]:
        return (self.month + offset for offset in range(self.last - self.month + 1))


class CapacityChange(Months):
    """A team has more (or fewer) days in each month: bought at its day rate, or assumed."""

    team: UUID
    days: Days
    bought: bool = True

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.days == 0:
            raise ValueError("give some days more or fewer")
        if self.bought and self.days < 0:
            raise ValueError("only days more can be bought; say that fewer are not bought")
        return self

    @property
    def decidays(self) -> int:
        """Decidays more in each month; below 0 fewer."""
        return decidays(self.days)

    def price(self, day_rate_cents: int) -> int:
        """What one month's days cost at a day rate, in cents, rounded up; nothing for days that are not bought."""
        return -(-self.decidays * day_rate_cents // 10) if self.bought else 0


class BudgetChange(Months):
    """The budget of each month."""

    amount: Amount

    @property
    def cents(self) -> int:
        return cents(self.amount)


class PolicyChange(Change):
    """Settings of the policy that order and plan follow from; what is not given stays as it is."""

    entitlements: dict[UUID, Annotated[int, Field(ge=1, le=HIGHEST_WEIGHT)]] | None = None
    small_lane_percent: int | None = None
    mandatory_weight: int | None = None
    small_item_days: Decimal | None = None
    commit_share: float | None = None
    request_share_of_team: float | None = None
    displayed_months: int | None = None
    decide_by_months: int | None = None
    calibrate_efforts: bool | None = None

    def settings(self) -> dict[str, Any]:
        """The settings that change, by name."""
        return {name: getattr(self, name) for name in type(self).model_fields if getattr(self, name) is not None}

    def on(self, policy: PolicySettings) -> PolicySettings:
        """The policy with these settings. Raises RuleViolation where they do not go together."""
        wanted = self.settings()
        if self.entitlements is not None:
            wanted["entitlements"] = {**policy.entitlements, **self.entitlements}
        return policy.changed(wanted)


class ListOrder(Change):
    """A unit's list in another order, the first on top; requests that are not named keep theirs below."""

    unit: UUID
    requests: tuple[UUID, ...] = Field(min_length=1, max_length=LONGEST_LIST)

    @model_validator(mode="after")
    def _once(self) -> Self:
        if len(set(self.requests)) != len(self.requests):
            raise ValueError("a request stands in a list once")
        return self


class Move(Change):
    """A request right below another of its unit's list, or on top."""

    request: UUID
    after: UUID | None = None

    @model_validator(mode="after")
    def _apart(self) -> Self:
        if self.request == self.after:
            raise ValueError("a request does not stand below itself")
        return self


class TeamEffort(Change):
    team: UUID
    days: Annotated[Decimal, Field(gt=0, le=MOST_DAYS, decimal_places=1)]

    @property
    def decidays(self) -> int:
        return decidays(self.days)


class NewRequest(Change):
    """A request that only the scenario knows: its value in the valuation period, and what it takes of whom."""

    title: str = Field(min_length=1, max_length=LONGEST_TITLE)
    unit: UUID
    efforts: tuple[TeamEffort, ...] = Field(min_length=1, max_length=30)
    value: Amount = Decimal(0)
    one_off_cost: Amount = Decimal(0)
    deadline: date | None = None
    after: UUID | None = None
    at_top: bool = False

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not self.title.strip():
            raise ValueError("give it a title")
        if self.at_top and self.after is not None:
            raise ValueError("it stands on top or below another one, not both")
        if len({each.team for each in self.efforts}) != len(self.efforts):
            raise ValueError("name each team once")
        return self


class Changes(Change):
    """Everything that a scenario changes, in the order in which it is applied."""

    policy: PolicyChange | None = None
    capacity: tuple[CapacityChange, ...] = Field((), max_length=MOST_CHANGES)
    budgets: tuple[BudgetChange, ...] = Field((), max_length=MOST_CHANGES)
    options: tuple[UUID, ...] = Field((), max_length=20)
    requests_out: tuple[UUID, ...] = Field((), max_length=MOST_CHANGES)
    order: tuple[ListOrder, ...] = Field((), max_length=MOST_CHANGES)
    moves: tuple[Move, ...] = Field((), max_length=MOST_CHANGES)
    requests_in: tuple[NewRequest, ...] = Field((), max_length=20)
    effort_factor: Annotated[Decimal, Field(gt=0, le=10, decimal_places=2)] | None = None
    planning: Planning = Planning.PLANNING_ROUND

    @model_validator(mode="after")
    def _together(self) -> Self:
        if len({each.unit for each in self.order}) != len(self.order):
            raise ValueError("give each unit's list once")
        if len(set(self.requests_out)) != len(self.requests_out):
            raise ValueError("a request leaves once")
        if len(set(self.options)) != len(self.options):
            raise ValueError("take an option once")
        gone = set(self.requests_out)
        if any(each.request in gone or each.after in gone for each in self.moves):
            raise ValueError("what leaves has no place in a list")
        return self

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be different."""
        return next(self.parts(), None) is None

    def parts(self) -> Iterator[tuple[str, ChangeKind, Any]]:
        """Each change with its path in the form and its kind, in the order in which they are applied."""
        if self.policy is not None:
            for name, wanted in self.policy.settings().items():
                yield f"policy.{name}", ChangeKind.POLICY, (name, wanted)
        for field, kind in _LISTS:
            for number, one in enumerate(getattr(self, field)):
                yield f"{field}.{number}", kind, one
        if self.effort_factor is not None:
            yield "effort_factor", ChangeKind.EFFORT, self.effort_factor


_LISTS = (
    ("capacity", ChangeKind.CAPACITY),
    ("budgets", ChangeKind.BUDGET),
    ("options", ChangeKind.OPTION),
    ("requests_out", ChangeKind.REQUEST_OUT),
    ("order", ChangeKind.ORDER),
    ("moves", ChangeKind.MOVE),
    ("requests_in", ChangeKind.REQUEST_IN),
)


def changes_of(given: Mapping[str, Any]) -> Changes:
    """Changes as they were typed or kept. Raises RuleViolation that lists everything to correct, with its path."""
    try:
        made = Changes.model_validate(given)
    except ValidationError as invalid:
        violations = tuple(_violation(error) for error in invalid.errors())
        raise RuleViolation(
            "The scenario cannot be made like this.", rule="scenario_changes", violations=violations
        ) from None
    if made.is_empty:
        raise RuleViolation(NOTHING_CHANGES, rule="no_change")
    return made


_SAID = {
    "greater_than_equal": "At least {ge}.",
    "greater_than": "More than {gt}.",
    "less_than_equal": "At most {le}.",
    "less_than": "Less than {lt}.",
    "decimal_max_places": "Decimals at most: {decimal_places}.",
    "string_too_short": "Say something here.",
    "string_too_long": "At most {max_length} characters.",
    "too_short": "Give at least {min_length}.",
    "too_long": "At most {max_length} of them.",
    "missing": "This is missing.",
    "uuid_parsing": "There is no such thing here.",
}


def _violation(error: Any) -> Violation:
    path = ".".join(str(part) for part in ("changes", *error["loc"]))
    said = _SAID.get(error["type"])
    if said is not None:
        return Violation(path, said.format(**error.get("ctx", {})))
    text = error["msg"].removeprefix("Value error, ")
    return Violation(path, f"{text[:1].upper()}{text[1:].rstrip('.')}.")
