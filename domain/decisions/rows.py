"""What reading questions and promises returns: plain, frozen values, named as the columns are."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from asyncpg import Record

from domain.actor import Side
from domain.decisions.kinds import Cause, Consent, OptionKind, QuestionStatus
from domain.decisions.rules import Consents
from domain.demand.rules import Route
from domain.quantities import Month
from domain.value.rules import BenefitKind, ThreePoint


@dataclass(frozen=True, slots=True)
class Binding:
    """What a request is short of in a month: decidays of a team, or cents of the budget (team None).

    `left` of `net` is free there, `short` more would be needed; `start` is the start that it stands in the way of.
    """

    team: UUID | None
    month: Month
    start: Month
    short: int
    left: int
    net: int

    @classmethod
    def read(cls, kept: dict[str, Any]) -> "Binding":
        team = kept["team"]
        return cls(
            UUID(team) if team else None,
            Month.parse(kept["month"]),
            Month.parse(kept["start"]),
            kept["short"],
            kept["left"],
            kept["net"],
        )

    def written(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "team": self.team and str(self.team),
            "month": str(self.month),
            "start": str(self.start),
            "short": self.short,
            "left": self.left,
            "net": self.net,
        }


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A conflict put to the business. `request`, `raised_by` and `outcome` (an option) are ids."""

    id: UUID
    number: int
    request: UUID
    cause: Cause
    reason: str
    wanted_month: Month | None
    binding: tuple[Binding, ...]
    binding_sets: tuple[tuple[Binding, ...], ...]
    status: QuestionStatus
    raised_by: UUID | None
    raised_side: Side
    raised_at: datetime
    due_at: datetime
    escalated_at: datetime | None
    closed_at: datetime | None
    outcome: UUID | None
    data_version: int


@dataclass(frozen=True, slots=True)
class DisplacedRow:
    """A request that gives way, from its month to a later one or out of the plan (None); deferred: cents."""

    request: UUID
    from_month: Month
    to_month: Month | None
    deferred_cents: int
    mandatory: bool


@dataclass(frozen=True, slots=True)
class ExtraRow:
    """What is bought: decidays of a team in a month, or money for the budget (team None); cents."""

    team: UUID | None
    month: Month
    decidays: int
    cents: int


@dataclass(frozen=True, slots=True)
class ReservedRow:
    """The start that an option holds, for the request or for one that it waits for."""

    request: UUID
    month: Month


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One way out, with its price: cents, None while nobody has quoted it. `asks` are the other units whose consent it
    needs."""

    id: UUID
    question: UUID
    number: int
    kind: OptionKind
    consent: Consent
    title: str
    why: str
    price_cents: int | None
    value_at_stake_cents: int
    displaced: tuple[DisplacedRow, ...]
    extra_capacity: tuple[ExtraRow, ...]
    reserved: tuple[ReservedRow, ...]
    earliest_month: Month | None
    finish_month: Month | None
    scope_share: Decimal | None
    route: Route | None
    asks: tuple[UUID, ...]
    asks_board: bool

    def consents(self, asker: UUID) -> Consents:
        """Who must agree to it."""
        return Consents(frozenset(str(one) for one in (asker, *self.asks)), self.asks_board)


@dataclass(frozen=True, slots=True)
class AskedRow:
    """Who must answer: a unit through its owner, or the board (unit None), and why."""

    id: UUID
    question: UUID
    unit: UUID | None
    because: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A choice with its reason, for a unit or for the board (unit None). `acts_for` is whom a deputy stood in for."""

    id: UUID
    question: UUID
    option: UUID
    unit: UUID | None
    answered_by: UUID
    acts_for: UUID | None
    reason: str
    at: datetime
    supersedes: UUID | None


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """Dates, cost and value as they were frozen: decidays, cents (run cost: a month), months."""

    id: UUID
    request: UUID
    version: int
    start_month: Month
    finish_month: Month
    effort_decidays: int
    one_off_cents: int
    run_cents: int
    cost_cents: int
    value_cents: int
    scope_share: Decimal
    committed_by: UUID
    acts_for: UUID | None
    committed_at: datetime
    data_version: int


@dataclass(frozen=True, slots=True)
class PromisedBenefitRow:
    """A benefit as it was promised; `money` is cents a month, due from `start_month` to `end_month`."""

    id: UUID
    promise: UUID
    benefit: UUID
    number: int
    metric: str
    unit_of_measure: str
    kind: BenefitKind
    baseline: Decimal | None
    target: Decimal | None
    money: ThreePoint | None
    start_month: Month
    end_month: Month
    value_cents: int


def columns_of(kind: type, prefix: str = "", *, without: tuple[str, ...] = ()) -> str:
    """The columns that a row is read from."""
    return ", ".join(f'{prefix}"{field.name}"' for field in fields(kind) if field.name not in without)


def question_row(record: Record) -> QuestionRow:
    read: dict[str, Any] = dict(record)
    read["cause"] = Cause(read["cause"])
    read["status"] = QuestionStatus(read["status"])
    read["raised_side"] = Side(read["raised_side"])
    read["wanted_month"] = month_of(read["wanted_month"])
    read["binding"] = tuple(Binding.read(one) for one in read["binding"])
    read["binding_sets"] = tuple(tuple(Binding.read(one) for one in each) for each in read["binding_sets"])
    return QuestionRow(**read)


def option_row(record: Record) -> OptionRow:
    read: dict[str, Any] = dict(record)
    read["kind"] = OptionKind(read["kind"])
    read["consent"] = Consent(read["consent"])
    read["route"] = Route(read["route"]) if read["route"] else None
    read["earliest_month"] = month_of(read["earliest_month"])
    read["finish_month"] = month_of(read["finish_month"])
    read["asks"] = tuple(read["asks"])
    read["displaced"] = tuple(
        DisplacedRow(
            UUID(one["request"]),
            Month.parse(one["fromMonth"]),
            Month.parse(one["toMonth"]) if one["toMonth"] else None,
            one["deferredCents"],
            one["mandatory"],
        )
        for one in read["displaced"]
    )
    read["extra_capacity"] = tuple(
        ExtraRow(UUID(one["team"]) if one["team"] else None, Month.parse(one["month"]), one["decidays"], one["cents"])
        for one in read["extra_capacity"]
    )
    read["reserved"] = tuple(
        ReservedRow(UUID(one["request"]), Month.parse(one["startMonth"])) for one in read["reserved"]
    )
    return OptionRow(**read)


def promise_row(record: Record) -> PromiseRow:
    read: dict[str, Any] = dict(record)
    read |= {name: Month.of(read[name]) for name in ("start_month", "finish_month")}
    return PromiseRow(**read)


def promised_benefit_row(record: Record) -> PromisedBenefitRow:
    read: dict[str, Any] = dict(record)
    low, likely, high = (read.pop(f"{point}_cents") for point in ("low", "likely", "high"))
    read |= {name: Month.of(read[name]) for name in ("start_month", "end_month")}
    read["kind"] = BenefitKind(read["kind"])
    return PromisedBenefitRow(**read, money=None if likely is None else ThreePoint(low, likely, high))


def month_of(day: date | None) -> Month | None:
    return None if day is None else Month.of(day)
