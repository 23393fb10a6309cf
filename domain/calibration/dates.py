"""When delivered requests came beside the month that was promised first, which no later promise replaces. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from uuid import UUID

from domain.calibration.intervals import expected_share, wilson_interval
from domain.quantities import Month

IN_WORDS_BELOW = 10  # a share of fewer finished requests than this misleads: it is said as "4 of 5"


@dataclass(frozen=True, slots=True)
class KeptDate:
    """A delivered request: the months promised first, the day of that promise, and when it began and came.

    `started` is None where nobody has said so.
    """

    request: UUID
    unit: UUID
    category: str
    route: str
    teams: tuple[UUID, ...]
    promised_on: date
    promised_start: Month
    promised: Month
    started: Month | None
    delivered_on: date

    @property
    def delivered(self) -> Month:
        return Month.of(self.delivered_on)

    @property
    def slip(self) -> int:
        """Months after the month promised first; negative when earlier."""
        return self.delivered - self.promised


@dataclass(frozen=True, slots=True)
class DateRecord:
    """How well the months first promised were kept.

    Shares are between 0 and 1, `low` to `high` is their Wilson 90 % interval; slips are in months: half (`p50`) and
    85 of 100 (`p85`) came at most so much later. `expected_share` is the share drawn towards the company's, and
    `duration_ratio` months taken for each month planned. None where nothing can be said.
    """

    sample: int
    on_time: int
    too_few: bool
    on_time_share: float | None
    low: float | None
    high: float | None
    expected_share: float | None
    median_slip_months: float | None
    p50: int | None
    p85: int | None
    duration_ratio: float | None
    text: str


def company_share(dates: Sequence[KeptDate], *, minimum_sample: int) -> float | None:
    """The share of all delivered requests that came in or before the month promised first; None when too few."""
    if len(dates) < minimum_sample or not dates:
        return None
    return sum(each.slip <= 0 for each in dates) / len(dates)


def date_record(dates: Sequence[KeptDate], *, minimum_sample: int, company: float | None = None) -> DateRecord:
    """A group's record: delivered in or before the month first promised, how much later, and how long it took.

    Below `minimum_sample` nothing is concluded; below ten the share is said in words only.
    """
    slips = sorted(each.slip for each in dates)
    sample, on_time = len(slips), sum(each <= 0 for each in slips)
    expected = None if company is None else expected_share(on_time, sample, company)
    if sample < minimum_sample or not sample:
        text = "Nothing was delivered yet." if not sample else f"Too few to say: {on_time} of {sample} came on time."
        return DateRecord(sample, on_time, True, None, None, None, expected, None, None, None, None, text)
    low, high = wilson_interval(on_time, sample, 0.9)
    middle = float(median(slips))
    p50, p85 = quantile(slips, 50), quantile(slips, 85)
    share = on_time / sample if sample >= IN_WORDS_BELOW else None
    if share is None:
        text = f"{on_time} of {sample} came in or before the month first promised{_slipped(middle)}."
    else:
        text = (
            f"{share:.0%} of {sample} came in or before the month first promised"
            f" (90% sure: {low:.0%} to {high:.0%}){_slipped(middle)}, 85 of 100 {_at_most(p85)}."
        )
    return DateRecord(
        sample, on_time, False, share, low, high, expected, middle, p50, p85, _duration_ratio(dates), text
    )


def quantile(ordered: Sequence[int], percent: int) -> int:
    """The smallest observed value that at least so many per cent of the ordered values do not exceed."""
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def _duration_ratio(dates: Sequence[KeptDate]) -> float | None:
    told = [each for each in dates if each.started is not None]
    planned = sum(each.promised - each.promised_start + 1 for each in told)
    took = sum(each.delivered - each.started + 1 for each in told if each.started is not None)
    return took / planned if planned else None


def _slipped(months: float) -> str:
    if months == 0:
        return "; the middle one in that month"
    return f"; the middle one {_months(abs(months))} {'late' if months > 0 else 'early'}"


def _at_most(months: int) -> str:
    if months <= 0:
        return "in that month or before"
    return f"at most {_months(months)} late"


def _months(count: float) -> str:
    return f"{count:g} month{'s' if count != 1 else ''}"


@dataclass(frozen=True, slots=True)
class DateBuffer:
    """How many months to add to a promised month so that it is kept, with what that would have kept in the past.

    quantile (per cent) is the smallest whose test was kept in 85 of 100 cases, or the largest there is when none was
    (`reached` is False then); hit_rate is between 0 and 1 over `tested` promises.
    """

    months: int | None
    quantile: int | None
    hit_rate: float | None
    tested: int
    reached: bool
    text: str


TESTED_AT_LEAST, TESTED_AT_MOST = 20, 40
WANTED_PERCENT = 85
QUANTILES = tuple(range(50, 101, 5))


def date_buffer(dates: Sequence[KeptDate], *, minimum_sample: int) -> DateBuffer:
    """Test each quantile of earlier delays on the latest promises, each against what was known on its day.

    For every promise only delays that had shown by then count, so nothing is fitted to what it is tested on.
    """
    tests: list[tuple[list[int], int]] = []
    for one in sorted(dates, key=lambda each: (each.delivered_on, each.request), reverse=True):
        known = sorted(each.slip for each in dates if each.delivered_on < one.promised_on)
        if len(known) >= max(1, minimum_sample):
            tests.append((known, one.slip))
            if len(tests) == TESTED_AT_MOST:
                break
    tested = len(tests)
    if tested < TESTED_AT_LEAST:
        text = (
            f"Too few to test: {tested} promise{'s' if tested != 1 else ''} could be held against what was known when"
            f" {'they were' if tested != 1 else 'it was'} made, {TESTED_AT_LEAST} needed."
        )
        return DateBuffer(None, None, None, tested, False, text)
    kept = [(percent, sum(slip <= max(0, quantile(known, percent)) for known, slip in tests)) for percent in QUANTILES]
    percent, hits = next((each for each in kept if each[1] * 100 >= WANTED_PERCENT * tested), kept[-1])
    reached = hits * 100 >= WANTED_PERCENT * tested
    months = max(0, quantile(sorted(each.slip for each in dates), percent))
    added = f"{_months(months)} added" if months else "No month added"
    text = (
        f"{added} to the month promised first is what {percent} of 100 earlier requests kept; tested on the latest"
        f" {tested} promises, that rule was kept by {hits} of them ({hits / tested:.0%})"
        + ("." if reached else ", less often than the 85 of 100 that a date should be kept in.")
    )
    return DateBuffer(months, percent, hits / tested, tested, reached, text)
