"""What a usable estimate is, and what several teams' estimates come to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from domain.errors import Violation
from domain.quantities import days, pert_mean


class Confidence(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


LONGEST_ASSUMPTIONS = 8000
MOST_DECIDAYS = 10_000_000  # a million person-days: more is a slip of the keyboard


@dataclass(frozen=True, slots=True)
class NewEstimate:
    """What a team says that a request takes: decidays of work, cents of one-off cost, cents of run cost a month."""

    low_decidays: int
    likely_decidays: int
    high_decidays: int
    confidence: Confidence
    one_off_cents: int = 0
    run_cents: int = 0
    assumptions: str = ""


def estimate_violations(new: NewEstimate) -> tuple[Violation, ...]:
    """Everything to change before the estimate can stand: 0 ≤ low ≤ likely ≤ high, no negative cost."""
    found: list[Violation] = []
    if new.low_decidays < 0:
        found.append(Violation("effort_days.low", "Effort is not negative."))
    if new.low_decidays > new.likely_decidays:
        low, likely = days(new.low_decidays), days(new.likely_decidays)
        found.append(Violation("effort_days.low", f"Low is at most likely: {low} days is more than {likely}."))
    if new.likely_decidays > new.high_decidays:
        likely, high = days(new.likely_decidays), days(new.high_decidays)
        found.append(Violation("effort_days.high", f"High is at least likely: {high} days is less than {likely}."))
    if max(new.low_decidays, new.likely_decidays, new.high_decidays) > MOST_DECIDAYS:
        found.append(Violation("effort_days.high", f"At most {days(MOST_DECIDAYS):,.0f} person-days."))
    if new.one_off_cents < 0:
        found.append(Violation("one_off_cost", "A cost is not negative."))
    if new.run_cents < 0:
        found.append(Violation("run_cost_per_month", "A cost is not negative."))
    if len(new.assumptions) > LONGEST_ASSUMPTIONS:
        found.append(Violation("assumptions", f"The assumptions have at most {LONGEST_ASSUMPTIONS} characters."))
    return tuple(found)


class TeamEstimate(Protocol):
    """One team's current estimate, as far as totals need it."""

    @property
    def team(self) -> UUID: ...
    @property
    def low_decidays(self) -> int: ...
    @property
    def likely_decidays(self) -> int: ...
    @property
    def high_decidays(self) -> int: ...
    @property
    def one_off_cents(self) -> int: ...
    @property
    def run_cents(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Effort:
    """What a request takes in all: decidays of work (`by_team`: the expected ones), cents once and cents a month.

    `expected_decidays` is the sum of the teams' PERT means, which is what plans use.
    """

    low_decidays: int = 0
    likely_decidays: int = 0
    high_decidays: int = 0
    expected_decidays: int = 0
    one_off_cents: int = 0
    run_cents: int = 0
    by_team: Mapping[UUID, int] = field(default_factory=dict)


def total_effort(estimates: Iterable[TeamEstimate]) -> Effort:
    """The teams' current estimates of one request added up.

    Low and high are added too, which is wider than independent teams deserve and never narrower.
    """
    current = list(estimates)
    by_team = {e.team: pert_mean(e.low_decidays, e.likely_decidays, e.high_decidays) for e in current}
    return Effort(
        low_decidays=sum(e.low_decidays for e in current),
        likely_decidays=sum(e.likely_decidays for e in current),
        high_decidays=sum(e.high_decidays for e in current),
        expected_decidays=sum(by_team.values()),
        one_off_cents=sum(e.one_off_cents for e in current),
        run_cents=sum(e.run_cents for e in current),
        by_team=by_team,
    )
