"""What promises have come true at, and what that says about the next one. All money is cents. Pure.

Promised value drives no order, so a factor takes nothing away from anybody: it is shown beside the promise, to everyone
and in both directions.
"""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from statistics import median, quantiles
from uuid import UUID

from domain.calibration.credibility import Credibility, Observation
from domain.calibration.factors import exact, times
from domain.quantities import Month

SMALLEST_RECORD = 8  # measured requests in the company below which nothing is said about anybody
MEASURED_MONTHS = 3  # measured months from which a request says something about the next one
HIGHEST_RATIO = 4.0  # one lucky strike must not raise everybody's expectation
HALF_LIFE = 20  # after so many later requests of the same owner an observation counts half
UNVERIFIED_WEIGHT = 0.5
COMPANY = "company"


def due_months(start: Month, end: Month, promised: Month, delivered: Month) -> tuple[Month, Month]:
    """The months in which a benefit can come true: the promised ones, moved by as much as the delivery was."""
    moved = delivered - promised
    return start + moved, end + moved


@dataclass(frozen=True, slots=True)
class KeptPromise:
    """A delivered request: what was promised for its measured months, what came, and what was due in all.

    `months` is how many benefit months are measured, `verified_months` how many of them a closed review has judged.
    `low` and `high` are the ends of what was promised for the measured months.
    """

    request: UUID
    unit: UUID
    owner: UUID
    category: str
    route: str
    expected: int
    realised: int
    due: int
    months: int
    verified_months: int
    measured_at: datetime | None
    low: int = 0
    high: int = 0

    @property
    def ratio(self) -> float | None:
        return self.realised / self.expected if self.expected else None

    @property
    def in_range(self) -> bool:
        """Whether what came lies within the range that was promised."""
        return self.low <= self.realised <= self.high


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """What a group's promises have come true at: the ratio of sums, and the median over its requests.

    `sample` requests are measured, `measured_share` (0 to 1) of the money that was due; what came of `in_range` of them
    lies within the range that was promised. Below the policy's smallest sample nothing is concluded, and ratio and
    median are None.
    """

    sample: int
    measured_share: float
    promised: int
    realised: int
    ratio: float | None
    median: float | None
    too_few: bool
    text: str
    in_range: int


def track_record(kept: Sequence[KeptPromise], *, minimum_sample: int) -> TrackRecord:
    """The record of a group of delivered requests, over the months that were due and measured."""
    ratios = [each.ratio for each in kept if each.ratio is not None]
    due = sum(each.due for each in kept)
    promised = sum(each.expected for each in kept)
    realised = sum(each.realised for each in kept if each.expected)
    share = min(1.0, promised / due) if due else 0.0
    sample = len(ratios)
    in_range = sum(each.in_range for each in kept if each.ratio is not None)
    if sample < minimum_sample:
        text = f"Too few to say: {sample} measured, {minimum_sample} needed." if sample else "Nothing is measured yet."
        return TrackRecord(sample, share, promised, realised, None, None, True, text, in_range)
    whole, middle = realised / promised, float(median(each for each in ratios))
    text = (
        f"{whole:.0%} of what was promised came true over {sample} requests, the middle one at {middle:.0%};"
        f" {share:.0%} of what was due is measured."
    )
    return TrackRecord(sample, share, promised, realised, whole, middle, False, text, in_range)


@dataclass(frozen=True, slots=True)
class Factor:
    """What a promise is expected to come true at: `factor` × promise, with the range of eight in ten past cases.

    `factor` has four decimals, so that everybody multiplies by the same. `sample` counts the measured requests behind
    it, of the whole company; `own_share` is how much the owner's own record counts in it (0 to 1).
    """

    factor: float
    low: float | None
    high: float | None
    sample: int
    too_few: bool
    own_share: float
    text: str

    @property
    def exact(self) -> Fraction:
        """The factor as the exact number that it stands for."""
        return exact(self.factor)

    def priced(self, cents: int) -> int:
        """A promised amount at what such promises come true at, in cents."""
        return times(cents, self.exact)


@dataclass(frozen=True, slots=True)
class CompanyRecord:
    """The record of all measured promises, fitted once and asked for many requests."""

    sample: int
    minimum_sample: int
    by_category: Credibility | None = None
    by_owner: Credibility | None = None
    spread: tuple[float, float] | None = None
    by_route: Credibility | None = None
    own: dict[tuple[UUID, UUID], int] | None = None
    of_unit: dict[UUID, int] | None = None


def company_record(kept: Sequence[KeptPromise], *, minimum_sample: int) -> CompanyRecord:
    """Fit the record: first how categories differ, then owners in units with the category taken out."""
    told = [each for each in kept if each.months >= MEASURED_MONTHS and each.ratio is not None]
    if len(told) < SMALLEST_RECORD:
        return CompanyRecord(len(told), minimum_sample)
    weighed = _weighed(told)
    by_category = _by_key([each.category for each in told], weighed)
    level = [
        replace(one, value=one.value / _category_factor(by_category, each.category))
        for each, one in zip(told, weighed, strict=True)
    ]
    by_owner = Credibility.fitted(level)
    own: defaultdict[tuple[UUID, UUID], int] = defaultdict(int)
    of_unit: defaultdict[UUID, int] = defaultdict(int)
    for each in told:
        own[each.unit, each.owner] += 1
        of_unit[each.unit] += 1
    return CompanyRecord(
        len(told),
        minimum_sample,
        by_category,
        by_owner,
        _spread(by_owner, level),
        _by_key([each.route for each in told], weighed),
        dict(own),
        dict(of_unit),
    )


def _by_key(keys: Sequence[str], weighed: Sequence[Observation]) -> Credibility:
    """The record by category or route, on one level beside the company."""
    return Credibility.fitted(
        Observation(COMPANY, key, one.value, one.weight) for key, one in zip(keys, weighed, strict=True)
    )


def _weighed(told: Sequence[KeptPromise]) -> list[Observation]:
    """Each request's ratio with its weight: verified before stated, long before short, recent before old."""
    later: defaultdict[UUID, int] = defaultdict(int)
    weight: dict[UUID, float] = {}
    for each in sorted(told, key=_measured_at, reverse=True):
        quality = UNVERIFIED_WEIGHT + (1 - UNVERIFIED_WEIGHT) * each.verified_months / each.months
        weight[each.request] = quality * min(1.0, each.months / 12) * 0.5 ** (later[each.owner] / HALF_LIFE)
        later[each.owner] += 1
    return [
        Observation(each.unit, each.owner, min(HIGHEST_RATIO, max(0.0, each.ratio or 0.0)), weight[each.request])
        for each in told
    ]


def _measured_at(one: KeptPromise) -> tuple[float, UUID]:
    return one.measured_at.timestamp() if one.measured_at else 0.0, one.request


def _category_factor(by_category: Credibility, category: Hashable) -> float:
    """How a category does beside all; categories in which hardly anything came true are not blown up."""
    if by_category.mean <= 0:
        return 1.0
    return max(0.05, by_category.of_owner(COMPANY, category) / by_category.mean)


def _spread(fitted: Credibility, level: Sequence[Observation]) -> tuple[float, float] | None:
    """Between which multiples of what would have been expected without it eight in ten observations lay."""
    residuals = []
    for one in level:
        expected = fitted.without(one)
        if expected > 0:
            residuals.append(one.value / expected)
    if len(residuals) < SMALLEST_RECORD:
        return None
    tenths = quantiles(residuals, n=10, method="inclusive")
    return tenths[0], tenths[-1]


def calibrated(record: CompanyRecord, *, unit: UUID, owner: UUID | None, category: str) -> Factor:
    """What a promise of this owner in this unit and category is expected to come true at.

    Who has no record is expected to do as the unit, a unit without one as the company. Below eight measured requests
    in the company the factor is 1 and says so.
    """
    if record.by_owner is None or record.by_category is None:
        have = f"{record.sample} measured request{'s' if record.sample != 1 else ''}"
        return Factor(1.0, None, None, record.sample, True, 0.0, f"No record yet: {have}, {SMALLEST_RECORD} needed.")
    base = record.by_owner.of_owner(unit, owner)
    factor = float(exact(base * _category_factor(record.by_category, category)))
    low, high = (factor * each for each in record.spread) if record.spread else (None, None)
    own = (record.own or {}).get((unit, owner), 0) if owner else 0
    level = record.by_owner.owners.get((unit, owner))
    share = level.share if level is not None else 0.0
    return Factor(factor, low, high, record.sample, False, share, _told(record, factor, unit, own, share))


def _told(record: CompanyRecord, factor: float, unit: UUID, own: int, share: float) -> str:
    text = f"Such promises have come true at {factor:.0%}"
    if own >= record.minimum_sample and share > 0:
        return f"{text}; the owner's own record of {own} requests counts {share:.0%} in it."
    in_unit = (record.of_unit or {}).get(unit, 0)
    if in_unit >= record.minimum_sample:
        return f"{text}, by {in_unit} measured requests of the unit and {record.sample} of the company."
    return f"{text}, by {record.sample} measured requests of the company."
