"""The record of estimates of one team, unit, category or route, as it is shown. Pure.

The ratio of sums stands beside the median: most small work comes out as estimated, so the median alone sees no bias
where a few large overruns cost as much as all the rest.
"""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, log
from statistics import median

from domain.calibration.credibility import Credibility, Observation
from domain.calibration.effort import COMPANY, LATEST, CompanyEfforts, FinishedWork, tenths
from domain.calibration.factors import exact


class RecordBy(StrEnum):
    """What a record of efforts or dates is put together by."""

    TEAM = "team"
    UNIT = "unit"
    CATEGORY = "category"
    ROUTE = "route"


@dataclass(frozen=True, slots=True)
class EffortRecord:
    """What a group's finished work took beside its estimates: person-days, the ratio of sums, and that of the middle
    piece; `factor` is what is expected of the next estimate, drawn towards the record of all by `own_share` (0 to 1).

    Below the policy's smallest sample nothing is concluded, and ratio and median are None.
    """

    sample: int
    estimated: float
    actual: float
    ratio: float | None
    median: float | None
    factor: float
    low: float | None
    high: float | None
    own_share: float
    too_few: bool
    text: str


def effort_records(
    works: Sequence[FinishedWork], efforts: CompanyEfforts, by: RecordBy
) -> list[tuple[Hashable, EffortRecord]]:
    """The record of each team, unit, category or route that some finished work has; for teams, of their parts of it."""
    groups: defaultdict[Hashable, list[FinishedWork]] = defaultdict(list)
    for each in works:
        if (key := getattr(each, by.value)) is not None:
            groups[key].append(each)
    levels = _levels(groups, efforts, by)
    return [(key, _record(group, efforts, *levels.get(key, (1.0, 0.0)))) for key, group in groups.items()]


def _levels(
    groups: dict[Hashable, list[FinishedWork]], efforts: CompanyEfforts, by: RecordBy
) -> dict[Hashable, tuple[float, float]]:
    """What to expect of each group, and how much its own record counts in that; the same figures that plans use."""
    if efforts.by_team is None or efforts.by_category is None:
        return {}
    if by is RecordBy.TEAM:
        fitted = efforts.by_team
        return {key: (exp(fitted.of_unit(key)), fitted.units[key].share) for key in groups}
    if by is RecordBy.CATEGORY:
        fitted = efforts.by_category
    else:
        fitted = Credibility.fitted(
            Observation(COMPANY, key, log(each.ratio), 1.0)
            for key, group in groups.items()
            for each in sorted(group, key=lambda one: one.since)[-LATEST:]
        )
    return {key: (exp(fitted.of_owner(COMPANY, key)), fitted.owners[COMPANY, key].share) for key in groups}


def _record(works: Sequence[FinishedWork], efforts: CompanyEfforts, expected: float, share: float) -> EffortRecord:
    sample = len(works)
    estimated, actual = sum(each.estimated for each in works), sum(each.actual for each in works)
    factor = float(exact(expected))
    low, high = tenths(efforts.residuals, factor)
    if sample < efforts.minimum_sample:
        pieces = f"{sample} finished piece{'s' if sample != 1 else ''} of work"
        text = f"Too few to say: {pieces} with an estimate, {efforts.minimum_sample} needed."
        return EffortRecord(sample, estimated, actual, None, None, factor, low, high, share, True, text)
    whole, middle = actual / estimated, float(median(each.actual / each.estimated for each in works))
    text = (
        f"{actual:,.0f} days for {estimated:,.0f} estimated over {sample:,} finished pieces of work: {whole:.2f} for"
        f" each day; the middle one took {middle:.2f}."
    )
    return EffortRecord(sample, estimated, actual, whole, middle, factor, low, high, share, False, text)
