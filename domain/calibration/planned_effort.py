"""From what was estimated to what is planned: both figures stay side by side. Decidays, rounded up. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from domain.calibration.effort import EffortFactor
from domain.calibration.factors import NEUTRAL, exact, times_up
from domain.wording import days, joined


def planned_decidays(estimated: int, factor: EffortFactor, *, calibrate: bool) -> int:
    """What is planned for an estimate: times what such estimates have come out at, where the policy wants it."""
    return times_up(estimated, factor.exact if calibrate else NEUTRAL)


@dataclass(frozen=True, slots=True)
class TeamEffort:
    """A team's part of a request in decidays: as estimated (PERT mean) and as planned, with the factor between; low to
    high is the range of eight in ten past cases, None without a record."""

    team: UUID
    name: str
    estimated: int
    planned: int
    low: int | None
    high: int | None
    factor: EffortFactor


def team_effort(
    team: UUID, name: str, estimated: int, factor: EffortFactor, *, kept: Fraction = NEUTRAL, calibrate: bool = True
) -> TeamEffort:
    """A team's part at the scope that decisions left (`kept`)."""
    planned = planned_decidays(estimated, factor, calibrate=calibrate)
    low, high = (None if one is None else times_up(times_up(estimated, exact(one)), kept) for one in _range(factor))
    return TeamEffort(team, name, times_up(estimated, kept), times_up(planned, kept), low, high, factor)


def _range(factor: EffortFactor) -> tuple[float | None, float | None]:
    return factor.low, factor.high


@dataclass(frozen=True, slots=True)
class PlannedEffort:
    """What a request is expected to take in decidays. `applied`: the record changes what was estimated.

    low and high are the teams' added, which is wider than independent teams deserve and never narrower.
    """

    estimated: int
    planned: int
    low: int | None
    high: int | None
    applied: bool
    teams: tuple[TeamEffort, ...]
    text: str


def planned_effort(teams: Sequence[TeamEffort], *, calibrate: bool) -> PlannedEffort:
    """The teams' parts of one request added up, with both figures in a sentence."""
    known = not any(each.factor.too_few for each in teams)
    parts = joined([spoken_effort(each.name, each.estimated, each.planned, each.factor.factor) for each in teams])
    if not calibrate:
        text = f"{parts}: the policy plans by the estimates as they are."
    else:
        stands = [each.factor.text for each in teams if each.planned == each.estimated]
        text = " ".join([f"{parts}.", *dict.fromkeys(stands)])
    return PlannedEffort(
        sum(each.estimated for each in teams),
        sum(each.planned for each in teams),
        sum(each.low or 0 for each in teams) if known else None,
        sum(each.high or 0 for each in teams) if known else None,
        any(each.planned != each.estimated for each in teams),
        tuple(teams),
        text,
    )


def spoken_effort(team: str, estimated: int, planned: int, factor: float) -> str:
    """12 days of Data (10 estimated; such estimates have come out at 1.20)."""
    text = f"{days(planned)} days of {team}"
    if planned == estimated:
        return text
    return f"{text} ({days(estimated)} estimated; such estimates have come out at {factor:.2f})"
