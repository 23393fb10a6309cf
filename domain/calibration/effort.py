"""What finished work took beside what was estimated for it, and what that says about the next estimate. Pure.

Ratios (actual ÷ estimated) are compared on the logarithmic scale, where twice and half lie equally far from one; the
means are geometric. First how categories differ, then categories in teams, each drawn towards the level above it by
credibility: the same structure as for value (Bühlmann and Straub 1970, Jewell 1975).
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cache
from math import exp, log, sqrt
from statistics import quantiles
from uuid import UUID

from domain.calibration.credibility import Credibility, Observation
from domain.calibration.factors import exact

LATEST = 1000  # finished pieces of a team's work in a category that count; on real records fewer foretold worse
SMALLEST_RATIO, HIGHEST_RATIO = 0.1, 10.0  # beyond a tenth and ten times it is a slip of the keyboard
COMPANY = "company"


@dataclass(frozen=True, slots=True)
class FinishedWork:
    """A piece of work with what was estimated for it and what it took, in person-days.

    `team` is None where several did it, or one that is not here; unit and route are known of requests alone. share: the
    part of a piece of several teams' work that this team's is, by the estimates; its days are that part of the whole.
    """

    key: str
    team: UUID | None
    category: str | None
    unit: UUID | None
    route: str | None
    estimated: float
    actual: float
    finished_on: date | None
    share: float = 1.0

    @property
    def ratio(self) -> float:
        """Days taken for each day estimated, within what can be believed."""
        return min(HIGHEST_RATIO, max(SMALLEST_RATIO, self.actual / self.estimated))

    @property
    def since(self) -> tuple[date, str]:
        """What the latest ones are told by; work without a day counts as the oldest."""
        return self.finished_on or date.min, self.key


@dataclass(frozen=True, slots=True)
class EffortSpread:
    """How finished work scattered around what was expected of it, for simulations.

    residuals: actual ÷ planned of each piece had it not been known, the smallest first. common: standard deviation,
    on the logarithmic scale, of what all work of a team (by id; None: of a team without a record) shares, since its
    factor is known only so well.
    """

    residuals: tuple[float, ...] = ()
    common: Mapping[UUID | None, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EffortFactor:
    """What to plan for each day estimated: `factor` (four decimals), and the range of eight in ten past cases.

    typical: what a piece of such work typically took for each day (geometric). The factor is that, and exactly 1 with
    too few, or where the sums say the opposite: most work came out below its estimate and all together above it, or
    the other way round. sample: finished pieces of work behind it, of all teams; of_team and own: those of the team,
    and of the team in this category. own_share is how much the team's own count in it (0 to 1).
    """

    factor: float
    typical: float
    low: float | None
    high: float | None
    sample: int
    of_team: int
    own: int
    own_share: float
    too_few: bool
    text: str

    @property
    def exact(self) -> Fraction:
        """The factor as the exact number that it stands for."""
        return exact(self.factor)


@dataclass(frozen=True, slots=True)
class CompanyEfforts:
    """The record of all finished work, fitted once and asked for many estimates.

    sums: days taken for each day estimated over the latest work of each team in each category, of a team (category
    None), a category (team None) and all together (both None), as far as there is enough of it.
    """

    sample: int
    minimum_sample: int
    by_category: Credibility | None = None
    by_team: Credibility | None = None
    residuals: tuple[float, ...] = ()
    ratios: tuple[float, ...] = ()
    of_team: Mapping[UUID | None, int] = field(default_factory=dict)
    own: Mapping[tuple[UUID | None, str | None], int] = field(default_factory=dict)
    sums: Mapping[tuple[UUID | None, str | None], float] = field(default_factory=dict)

    def spread(self, *, calibrate: bool = True) -> EffortSpread:
        """What simulations need of it; `calibrate`: whether plans count on the factors or on the estimates."""
        if self.by_team is None:
            return EffortSpread()
        common: dict[UUID | None, float] = {
            team: sqrt(self.by_team.variance_of_unit(team)) for team in self.of_team if team is not None
        }
        common[None] = sqrt(self.by_team.variance_of_unit("nobody"))
        return EffortSpread(self.residuals if calibrate else self.ratios, common)


def parted(works: Sequence[FinishedWork], sizes: Mapping[str, Mapping[UUID, int]]) -> list[FinishedWork]:
    """Each team's part of each piece of work, where the estimates of several teams (key of the work → team → size) say
    how large it was to be. Nobody says who took how much of it, so each part took as much longer as the whole."""
    made = []
    for one in works:
        teams = sizes.get(one.key, {}) if one.team is None else {}
        whole = sum(teams.values())
        if not whole:
            made.append(one)
            continue
        for team, size in sorted(teams.items()):
            if size:
                share = size / whole
                made.append(
                    replace(one, team=team, share=share, estimated=one.estimated * share, actual=one.actual * share)
                )
    return made


def company_efforts(works: Sequence[FinishedWork], *, minimum_sample: int) -> CompanyEfforts:
    """Fit the record to the teams' parts; below the policy's smallest sample nothing is fitted."""
    sample = len({each.key for each in works})
    if sample < minimum_sample or not works:
        return CompanyEfforts(sample, minimum_sample)
    counted: defaultdict[UUID | None, int] = defaultdict(int)
    own: defaultdict[tuple[UUID | None, str | None], int] = defaultdict(int)
    for each in works:
        counted[each.team] += 1
        own[each.team, each.category] += 1
    latest = latest_works(works)
    logs = [log(each.ratio) for each in latest]
    by_category = Credibility.fitted(
        Observation(COMPANY, each.category, value, each.share) for each, value in zip(latest, logs, strict=True)
    )
    level = [
        Observation(each.team, each.category, value - _apart(by_category, each.category), each.share)
        for each, value in zip(latest, logs, strict=True)
    ]
    by_team = Credibility.fitted(level)
    residuals = tuple(sorted(exp(one.value - by_team.without(one)) for one in level))
    return CompanyEfforts(
        sample,
        minimum_sample,
        by_category,
        by_team,
        residuals,
        tuple(sorted(each.ratio for each in latest)),
        dict(counted),
        dict(own),
        _ratios_of_sums(latest, minimum_sample),
    )


def _ratios_of_sums(works: Sequence[FinishedWork], minimum: int) -> dict[tuple[UUID | None, str | None], float]:
    """Days taken for each day estimated, so that large work counts as large."""
    groups: defaultdict[tuple[UUID | None, str | None], list[FinishedWork]] = defaultdict(list)
    for one in works:
        for key in dict.fromkeys(((one.team, one.category), (one.team, None), (None, one.category), (None, None))):
            groups[key].append(one)
    return {
        key: sum(one.actual for one in group) / sum(one.estimated for one in group)
        for key, group in groups.items()
        if len(group) >= minimum
    }


def _says_the_opposite(
    efforts: CompanyEfforts, typical: float, team: UUID | None, category: str | None
) -> float | None:
    """The ratio of sums of the nearest work of which there is enough, where it points the other way; else None."""
    own = efforts.sums.get((team, category))
    near = [efforts.sums.get(key) for key in ((team, None), (None, category))] if own is None else [own]
    told = [ratio for ratio in near if ratio is not None] or [efforts.sums.get((None, None), 1.0)]
    return told[0] if all((typical - 1) * (ratio - 1) < 0 for ratio in told) else None


def latest_works(works: Sequence[FinishedWork]) -> list[FinishedWork]:
    """The latest pieces of each team's work in each category: what is long ago says little about the next."""
    kept: defaultdict[Hashable, list[FinishedWork]] = defaultdict(list)
    for each in sorted(works, key=lambda one: one.since):
        kept[each.team, each.category].append(each)
    return sorted((each for group in kept.values() for each in group[-LATEST:]), key=lambda one: one.since)


def _apart(by_category: Credibility, category: Hashable) -> float:
    """How far a category lies from all, on the logarithmic scale."""
    return by_category.of_owner(COMPANY, category) - by_category.mean


def effort_factor(
    efforts: CompanyEfforts, *, team: UUID | None, category: str | None, name: str = "the team"
) -> EffortFactor:
    """What to expect for each day that a team estimates in a category.

    A team without a record is expected to do as all teams. Below the smallest sample the factor is exactly 1.
    """
    of_team, own = efforts.of_team.get(team, 0), efforts.own.get((team, category), 0)
    if efforts.by_team is None or efforts.by_category is None:
        have = f"{efforts.sample} finished piece{'s' if efforts.sample != 1 else ''} of work"
        text = f"Too few to say: {have} with an estimate, {efforts.minimum_sample} needed."
        return EffortFactor(1.0, 1.0, None, None, efforts.sample, of_team, own, 0.0, True, text)
    fitted = exp(efforts.by_team.of_owner(team, category) + _apart(efforts.by_category, category))
    typical = float(exact(fitted))
    low, high = tenths(efforts.residuals, typical)
    opposite = _says_the_opposite(efforts, typical, team, category)
    level, above = efforts.by_team.owners.get((team, category)), efforts.by_team.units.get(team)
    rest = (1 - (level.share if level else 0.0)) * (1 - (above.share if above else 0.0))
    text = f"Such estimates of {name} have come out at {typical:.2f}"
    if of_team >= efforts.minimum_sample and rest < 1:
        text += f"; its own {of_team} finished pieces of work count {min(0.99, 1 - rest):.0%} in it."
    else:
        text = f"Such estimates have come out at {typical:.2f}, by {efforts.sample} finished pieces of all teams' work."
    if opposite is not None:
        text += f" All together took {opposite:.2f} for each day, which says the opposite, so the estimate stands."
    factor = typical if opposite is None else 1.0
    return EffortFactor(factor, typical, low, high, efforts.sample, of_team, own, 1 - rest, False, text)


def remembered(efforts: CompanyEfforts) -> Callable[[UUID, str], EffortFactor]:
    """The factor of a team in a category, made once for all who ask."""
    return cache(lambda team, category: effort_factor(efforts, team=team, category=category))


def tenths(residuals: Sequence[float], factor: float) -> tuple[float | None, float | None]:
    """Between which multiples of an estimate eight in ten pieces of work are to be expected."""
    if len(residuals) < 2:
        return None, None
    cut = quantiles(residuals, n=10, method="inclusive")
    return float(exact(factor * cut[0])), float(exact(factor * cut[-1]))
