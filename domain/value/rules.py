"""What a promised benefit is and what it is worth, beside what it costs. All money is cents, all effort decidays."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from domain.errors import Violation
from domain.quantities import DECIDAYS_PER_DAY


class BenefitKind(StrEnum):
    REVENUE = "revenue"
    SAVING = "saving"
    AVOIDED_COST = "avoided_cost"
    RISK = "risk"
    COMPLIANCE = "compliance"
    PRODUCTIVITY = "productivity"
    EXPERIENCE = "experience"


MOST_CENTS = 10**13  # a month; more is a slip of the keyboard
MOST_MEASURE = 10**14
LONGEST_START, LONGEST_DURATION = 60, 120


@dataclass(frozen=True, slots=True)
class ThreePoint:
    """An amount in cents: hardly less than low, most likely likely, hardly more than high."""

    low: int = 0
    likely: int = 0
    high: int = 0

    def __add__(self, other: "ThreePoint") -> "ThreePoint":
        return ThreePoint(self.low + other.low, self.likely + other.likely, self.high + other.high)

    def __mul__(self, times: int) -> "ThreePoint":
        return ThreePoint(self.low * times, self.likely * times, self.high * times)


@dataclass(frozen=True, slots=True)
class NewBenefit:
    """One promised effect. `money` is cents a month, None for an effect that is not money: that one keeps its unit."""

    metric: str
    unit_of_measure: str
    kind: BenefitKind
    baseline: Decimal | None = None
    target: Decimal | None = None
    money: ThreePoint | None = None
    starts_after_months: int = 0
    duration_months: int = 12


def benefit_violations(new: NewBenefit, prefix: str = "") -> tuple[Violation, ...]:
    """Everything to change before the benefit can be promised; `prefix` is where it stands in a larger form."""
    found: list[tuple[str, str]] = []
    for path, text, longest in (("metric", new.metric, 200), ("unit_of_measure", new.unit_of_measure, 60)):
        if not text.strip():
            found.append((path, "Say what is measured." if path == "metric" else "Say in which unit it is measured."))
        elif len(text) > longest:
            found.append((path, f"At most {longest} characters."))
    for path, measure in (("baseline", new.baseline), ("target", new.target)):
        if measure is not None and (not measure.is_finite() or abs(measure) >= MOST_MEASURE):
            found.append((path, "This number is out of range."))
    if new.money is None and new.target is None:
        found.append(("target", "Promise a target, an amount of money a month, or both."))
    if new.money is not None:
        found += _money_violations(new.money)
    if not 0 <= new.starts_after_months <= LONGEST_START:
        found.append(("starts_after_months", f"From 0 to {LONGEST_START} months after go-live."))
    if not 1 <= new.duration_months <= LONGEST_DURATION:
        found.append(("duration_months", f"From 1 to {LONGEST_DURATION} months."))
    return tuple(Violation(prefix + path, message) for path, message in found)


def _money_violations(money: ThreePoint) -> list[tuple[str, str]]:
    found = []
    if money.low < 0:
        found.append(("money_per_month.low", "A benefit is not negative; write what it costs as run cost."))
    if money.low > money.likely:
        found.append(("money_per_month.low", "Low is at most likely."))
    if money.likely > money.high:
        found.append(("money_per_month.high", "High is at least likely."))
    if money.high > MOST_CENTS:
        found.append(("money_per_month.high", "This amount is out of range."))
    return found


class Promised(Protocol):
    """A benefit, as far as its worth needs it."""

    @property
    def money(self) -> ThreePoint | None: ...
    @property
    def starts_after_months(self) -> int: ...
    @property
    def duration_months(self) -> int: ...


def paying_months(benefit: Promised, valuation_months: int) -> int:
    """For how many months a benefit pays within the valuation period after go-live."""
    return max(
        0, min(benefit.starts_after_months + benefit.duration_months, valuation_months) - benefit.starts_after_months
    )


def benefit_value(benefit: Promised, valuation_months: int) -> ThreePoint:
    """What a benefit is promised to bring in the valuation period, in cents: money a month × months that it pays.

    A benefit that is not money brings nothing here and is judged by its own measure.
    """
    return (benefit.money or ThreePoint()) * paying_months(benefit, valuation_months)


def promised_value(benefits: Iterable[Promised], valuation_months: int) -> ThreePoint:
    """What a request is promised to bring in the valuation period, in cents; not discounted."""
    return sum((benefit_value(one, valuation_months) for one in benefits), ThreePoint())


def value_per_month(benefits: Iterable[Promised]) -> ThreePoint:
    """What a request brings in a month in which all its benefits pay, in cents."""
    return sum((one.money for one in benefits if one.money), ThreePoint())


def effort_cost(by_team: Mapping[UUID, int], day_rates: Mapping[UUID, int]) -> int:
    """What the teams' expected effort costs, in cents: decidays × day rate, each team rounded up to a cent."""
    return sum(-(-decidays * day_rates.get(team, 0) // DECIDAYS_PER_DAY) for team, decidays in by_team.items())


@dataclass(frozen=True, slots=True)
class Cost:
    """What a request costs, in cents: once (`one_off`, `effort`) and to run for the valuation period (`run`)."""

    one_off: int = 0
    effort: int = 0
    run_per_month: int = 0
    valuation_months: int = 0

    @property
    def investment(self) -> int:
        """What is spent until go-live."""
        return self.one_off + self.effort

    @property
    def run(self) -> int:
        return self.run_per_month * self.valuation_months

    @property
    def total(self) -> int:
        return self.investment + self.run


def value_to_cost(value_cents: int, cost: Cost) -> float | None:
    """Promised value for each unit of money spent to build and to run; None while nothing is known to cost anything."""
    return value_cents / cost.total if cost.total else None


def payback_months(benefits: Sequence[Promised], cost: Cost, valuation_months: int) -> float | None:
    """Months after go-live until the likely benefits, less the run cost, have paid the investment.

    Within a month the money comes evenly. None when it is not paid back in the valuation period; 0 when there is
    nothing to pay back.
    """
    if cost.investment == 0:
        return 0.0
    balance = -cost.investment
    for month in range(valuation_months):
        flow = sum(
            one.money.likely
            for one in benefits
            if one.money and one.starts_after_months <= month < one.starts_after_months + one.duration_months
        )
        flow -= cost.run_per_month
        if balance + flow >= 0:
            return month + -balance / flow
        balance += flow
    return None
