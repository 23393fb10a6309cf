"""What IT may say about work under way, when an update is missed, and how well teams keep what was promised. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import sqrt
from statistics import NormalDist, median

from domain.demand.rules import RequestState
from domain.errors import RuleViolation
from domain.quantities import Month
from domain.wording import day_name

LONGEST_SILENCE = timedelta(days=90)  # the longest that the policy can allow between two updates
LATEST_FORECAST_MONTHS = 120
IN_WORDS_BELOW = 10  # a share of fewer finished requests than this misleads: it is said as "4 of 5"
UNDER_WAY = frozenset({RequestState.COMMITTED, RequestState.IN_DELIVERY})


def check_started(on: date, committed_on: date | None, today: date) -> None:
    """A delivery starts today or before, and after the business committed. Raises RuleViolation."""
    if on > today:
        raise RuleViolation("A delivery that has not begun yet is not started.", rule="started_by_now", path="on")
    if committed_on is not None and on < committed_on:
        raise RuleViolation(
            f"The business committed on {day_name(committed_on)}; work starts after that.",
            rule="started_as_committed",
            path="on",
        )


def check_delivered(on: date, started_on: date, today: date) -> None:
    """A delivery ends today or before, and after it started. Raises RuleViolation."""
    if on > today:
        raise RuleViolation("What is not in use yet is not delivered.", rule="delivered_by_now", path="on")
    if on < started_on:
        raise RuleViolation(f"The delivery started on {day_name(started_on)}.", rule="delivered_after_start", path="on")


def check_forecast(finish: Month, this_month: Month) -> None:
    """A forecast looks ahead, ten years at most. Raises RuleViolation."""
    if finish < this_month:
        raise RuleViolation("A forecast looks ahead.", rule="forecast_ahead", path="finish_month")
    if finish - this_month > LATEST_FORECAST_MONTHS:
        raise RuleViolation("A forecast looks ten years ahead at most.", rule="forecast_ahead", path="finish_month")


def check_next_update(at: datetime, now: datetime) -> None:
    """The next update comes in the future, and before silence would be one. Raises RuleViolation."""
    if at <= now:
        raise RuleViolation("The next update lies in the future.", rule="next_update_ahead", path="next_update_at")
    if at - now > LONGEST_SILENCE:
        raise RuleViolation(
            f"The next update comes within {LONGEST_SILENCE.days} days.",
            rule="next_update_ahead",
            path="next_update_at",
        )


def missed(next_update_at: datetime, followed_at: datetime | None, owed_until: datetime) -> bool:
    """Whether the next update did not come in time.

    `followed_at` is when it came, None while it has not; `owed_until` is the present, or the end of the work: who has
    delivered owes no more updates.
    """
    return (followed_at or owed_until) > next_update_at


def slip(promised: Month, finish: Month) -> int:
    """Months after the month promised; negative when earlier."""
    return finish - promised


def wilson_interval(hits: int, sample: int, confidence: float) -> tuple[float, float]:
    """The interval in which the true share lies with this confidence, given so many hits in a sample.

    Wilson 1927: unlike hits ± a margin it keeps its coverage for few observations and for shares near 0 and 1.
    Returns shares between 0 and 1; (0, 1) for an empty sample.
    """
    if sample == 0:
        return 0.0, 1.0
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    share = hits / sample
    shrink = 1 + z * z / sample
    centre = (share + z * z / (2 * sample)) / shrink
    margin = z * sqrt(share * (1 - share) / sample + z * z / (4 * sample * sample)) / shrink
    return max(0.0, centre - margin), min(1.0, centre + margin)


@dataclass(frozen=True, slots=True)
class Finished:
    """A delivered request: the month that was promised first (never a later promise) and the month of delivery."""

    promised: Month
    delivered: Month


@dataclass(frozen=True, slots=True)
class Predictability:
    """How well a team keeps the months first promised.

    Shares are between 0 and 1, `low` to `high` is their Wilson 90 % interval; slip is in months, and `effort_ratio` is
    days taken for each day estimated. None where nothing can be said.
    """

    sample: int
    on_time: int
    too_few: bool
    on_time_share: float | None
    low: float | None
    high: float | None
    median_slip_months: float | None
    effort_ratio: float | None
    text: str


def predictability(
    finished: Sequence[Finished], efforts: Iterable[tuple[float, float]], *, minimum_sample: int
) -> Predictability:
    """A team's record: delivered in or before the month first promised, how much later, and at what effort.

    `efforts` are (estimated, actual) person-days of finished work; their ratio is one of sums, so that large work
    counts as large. Below `minimum_sample` nothing is concluded; below ten the share is said in words only.
    """
    slips = [slip(each.promised, each.delivered) for each in finished]
    sample, on_time = len(slips), sum(each <= 0 for each in slips)
    pairs = list(efforts)
    estimated = sum(each for each, _ in pairs)
    ratio = sum(actual for _, actual in pairs) / estimated if estimated and len(pairs) >= minimum_sample else None
    if sample < minimum_sample:
        text = "Nothing was delivered yet." if not sample else f"Too few to say: {on_time} of {sample} came on time."
        return Predictability(sample, on_time, True, None, None, None, None, ratio, text)
    low, high = wilson_interval(on_time, sample, 0.9)
    middle = float(median(slips))
    if sample < IN_WORDS_BELOW:
        return Predictability(
            sample,
            on_time,
            False,
            None,
            low,
            high,
            middle,
            ratio,
            f"{on_time} of {sample} came in or before the month first promised{_slipped(middle)}.",
        )
    text = (
        f"{on_time / sample:.0%} of {sample} came in or before the month first promised"
        f" (90% sure: {low:.0%} to {high:.0%}){_slipped(middle)}."
    )
    return Predictability(sample, on_time, False, on_time / sample, low, high, middle, ratio, text)


def _slipped(months: float) -> str:
    if months == 0:
        return "; the middle one in that month"
    size = f"{abs(months):g} month{'s' if abs(months) != 1 else ''}"
    return f"; the middle one {size} {'late' if months > 0 else 'early'}"
