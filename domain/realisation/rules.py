"""How promised and realised value are compared. All money is cents. Pure.

Three things stay apart: a month that was not measured is not a month that brought nothing; what only its owner has
stated is not yet verified; and what a late delivery made impossible is nobody's measurement.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from domain.calibration.value import due_months
from domain.errors import Conflict, RuleViolation
from domain.quantities import Month
from domain.value.rules import ThreePoint
from domain.wording import month_name


class Verdict(StrEnum):
    REALISED = "realised"
    PARTLY = "partly"
    NOT_REALISED = "not_realised"
    UNMEASURABLE = "unmeasurable"
    TOO_EARLY = "too_early"

    @property
    def verifies(self) -> bool:
        """Whether the board looked at measurements and judged them."""
        return self in (Verdict.REALISED, Verdict.PARTLY, Verdict.NOT_REALISED)

    @property
    def spoken(self) -> str:
        return self.value.replace("_", " ")


class ReviewStatus(StrEnum):
    """Where a value review stands: its day has not come, it waits for the board, or the board has closed it."""

    SCHEDULED = "scheduled"
    DUE = "due"
    CLOSED = "closed"


OVERDUE_AFTER = timedelta(days=30)  # time to measure, to meet and to judge
MOST_CENTS = 10**13


def checkpoint_due_on(delivered_on: date, months: int) -> date:
    """The day of a review: when so many whole months have passed after the month of delivery."""
    return (Month.of(delivered_on) + months + 1).first


def status_of(due_on: date, *, opened: bool, closed: bool, today: date) -> ReviewStatus:
    """Where a review stands on a day."""
    if closed:
        return ReviewStatus.CLOSED
    return ReviewStatus.DUE if opened or due_on <= today else ReviewStatus.SCHEDULED


def is_overdue(due_on: date, status: ReviewStatus, today: date) -> bool:
    """Whether a review waits longer than it should."""
    return status is ReviewStatus.DUE and today > due_on + OVERDUE_AFTER


@dataclass(frozen=True, slots=True)
class Effect:
    """A benefit as it was promised: cents a month (None: not money) from `start` to `end`, while the request was to be
    finished in the month `finish`."""

    benefit: UUID
    money: ThreePoint | None
    start: Month
    end: Month
    finish: Month

    def window(self, delivered: Month) -> tuple[Month, Month]:
        """The months in which it can come true: the promised ones, moved by as much as the delivery was."""
        return due_months(self.start, self.end, self.finish, delivered)


@dataclass(frozen=True, slots=True)
class Measured:
    """A month's realised amount that stands, corrections applied. `verified`: a closed review has judged it."""

    benefit: UUID
    month: Month
    cents: int
    verified: bool


def check_measured(effect: Effect, delivered: Month, month: Month, this_month: Month) -> None:
    """A month is measured when it has begun and the benefit could come true in it. Raises RuleViolation."""
    begin, end = effect.window(delivered)
    if month > this_month:
        raise RuleViolation("A month that has not begun cannot be measured.", rule="measured_by_now", path="month")
    if month < begin:
        raise RuleViolation(
            f"The request came into use in {month_name(delivered)}; this benefit starts in {month_name(begin)}.",
            rule="measured_from_start",
            path="month",
        )
    if month > end:
        raise RuleViolation(
            f"This benefit was promised until {month_name(end)}.", rule="measured_until_end", path="month"
        )


@dataclass(frozen=True, slots=True)
class EffectResult:
    """A benefit at a checkpoint: what was promised up to then, what came, and what nobody measured.

    `lost` is the part of the promise that fell into months before the delivery; `expected` is what was promised for the
    measured months alone, the fair comparison for `realised`, which is None while no month is measured.
    """

    benefit: UUID
    promised: ThreePoint
    lost: int
    expected: int
    due: int
    realised: int | None
    unverified: int
    months_due: int
    months_measured: int


def result(effect: Effect, delivered: Month, through: Month, measured: Iterable[Measured]) -> EffectResult:
    """How a benefit stands after the month `through`."""
    money = effect.money or ThreePoint()
    begin, end = effect.window(delivered)
    promised_months = _months(effect.start, min(effect.end, through))
    lost_months = _months(effect.start, min(effect.end, through, begin + -1))
    months_due = _months(begin, min(end, through))
    seen = [each for each in measured if each.benefit == effect.benefit and each.month <= through]
    return EffectResult(
        effect.benefit,
        money * promised_months,
        money.likely * lost_months,
        money.likely * len(seen),
        money.likely * months_due,
        sum(each.cents for each in seen) if seen else None,
        sum(each.cents for each in seen if not each.verified),
        months_due,
        len(seen),
    )


def _months(first: Month, last: Month) -> int:
    return max(0, last - first + 1)


@dataclass(frozen=True, slots=True)
class Figures:
    """A request at a checkpoint. `ratio` compares the measured months with what was promised for them; None while
    nothing with a price is measured. `measured_share` (0 to 1) is the part of what was due that somebody measured."""

    promised: int
    lost: int
    realised: int
    unverified: int
    measured_share: float
    ratio: float | None
    results: tuple[EffectResult, ...]

    @property
    def months_measured(self) -> int:
        return sum(each.months_measured for each in self.results)


def figures(results: Sequence[EffectResult]) -> Figures:
    """The results of a request's benefits in sum. Benefits without a price count by months where none has a price."""
    due = sum(each.due for each in results)
    if due:
        share = sum(each.expected for each in results) / due
    else:
        months = sum(each.months_due for each in results)
        share = sum(each.months_measured for each in results) / months if months else 0.0
    expected = sum(each.expected for each in results)
    priced = sum(each.realised or 0 for each in results if each.expected)
    return Figures(
        sum(each.promised.likely for each in results),
        sum(each.lost for each in results),
        sum(each.realised or 0 for each in results),
        sum(each.unverified for each in results),
        min(1.0, share),
        priced / expected if expected else None,
        tuple(results),
    )


def check_verdict(verdict: Verdict, months_measured: int) -> None:
    """A verdict on what came true needs a measurement; without one only that it could not be, or is too early to be.

    Raises RuleViolation.
    """
    if verdict.verifies and not months_measured:
        raise RuleViolation(
            f'Nothing has been measured: "{verdict.spoken}" needs a measurement. Unmeasured is not zero; say'
            ' "unmeasurable" or "too early".',
            rule="verdict_needs_measurement",
            path="verdict",
        )


def check_in_turn(open_before: Sequence[int]) -> None:
    """Checkpoints are closed in their order. Raises Conflict that names the one to close first."""
    if open_before:
        raise Conflict(f"The review after {min(open_before)} months is closed first.")


def next_checkpoint(checkpoints: Sequence[int]) -> int:
    """When it was too early at the last checkpoint: the one after it, as far on as the last two lie apart."""
    last = max(checkpoints)
    return last + last - max((each for each in checkpoints if each < last), default=0)
