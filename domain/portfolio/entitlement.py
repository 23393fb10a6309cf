"""Whether each unit gets what it is entitled to: delivered beside entitled, and what looks like starving. Pure.

A unit is entitled to its part, by weight among the units whose work waited all month, of what was delivered to them in
that month; months in which nothing of it waited do not count. How alike the ratios are is Jain's index. Effort is
decidays.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from statistics import median_low

from domain.quantities import Month
from domain.ranking.credits import MonthOfUnit, accruals, evenness, holding
from domain.wording import days, joined, month_name

ENOUGH = Fraction(4, 5)
BELOW_FOR = 2  # months in a row
OVERTAKEN_BY = 5
FAR_MONTHS = 24
MOST_NAMED = 3


class AlarmKind(StrEnum):
    """Why a unit or a request may be starving."""

    BELOW_ENTITLEMENT = "below_entitlement"
    OVERTAKEN = "overtaken"
    LONG_WAIT = "long_wait"
    FAR_AWAY = "far_away"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A ranked request of a unit: days since it came in, later ones of its unit that went ahead, months to its turn.

    months: by the plan, or to when the order up to it is worked off; None while nobody can say.
    """

    request: str
    waited: int
    overtaken: int
    months: Fraction | None


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something to look at. request: the worst case, where it is about requests; team: what holds the unit up."""

    kind: AlarmKind
    text: str
    request: str | None = None
    team: str | None = None


@dataclass(frozen=True, slots=True)
class Entitled:
    """What a unit was entitled to and got over the months in which its work waited."""

    unit: str
    share: Fraction
    months: int
    entitled: int
    delivered: int
    below: bool

    @property
    def ratio(self) -> Fraction | None:
        return Fraction(self.delivered, self.entitled) if self.entitled else None

    def text(self, name: str, held: int) -> str:
        """The row in a sentence or two."""
        credit = f" It {holding(held)} of priority." if held else ""
        if not self.months:
            return f"{name} had no work waiting from the first to the last day of any of these months.{credit}"
        months = "one month" if self.months == 1 else f"{self.months} months"
        return (
            f"In {months} with work waiting {name} was entitled to {days(self.entitled)} days"
            f" and got {days(self.delivered)}.{credit}"
        )


def entitled(months: Mapping[Month, Sequence[MonthOfUnit]], weights: Mapping[str, int]) -> tuple[Entitled, ...]:
    """Every unit's record over closed months, in the order of `weights` (today's entitlements)."""
    total = sum(weights.values())
    by_unit = {
        unit: [one for month in sorted(months) for one in accruals(months[month]) if one.unit == unit]
        for unit in weights
    }
    rows = []
    for unit, gained in by_unit.items():
        counted = [one for one in gained if one.waited]
        last = gained[-BELOW_FOR:]
        rows.append(
            Entitled(
                unit,
                Fraction(weights[unit], total),
                len(counted),
                sum(one.entitled for one in counted),
                sum(one.delivered for one in counted),
                len(last) == BELOW_FOR
                and all(one.waited and one.entitled and one.delivered < ENOUGH * one.entitled for one in last),
            )
        )
    return tuple(rows)


def evenness_of(rows: Sequence[Entitled]) -> Fraction | None:
    """Jain's index over the units that were entitled to something."""
    return evenness([row.ratio for row in rows if row.ratio is not None])


def record_text(months: Sequence[Month], even: Fraction | None) -> str:
    """The whole record in a sentence."""
    if not months:
        return "No month is closed yet: the record begins with the first one."
    span = month_name(months[0]) if len(months) == 1 else f"{month_name(months[0])} to {month_name(months[-1])}"
    if even is None:
        return f"{span}: nothing was delivered to units whose work waited all month."
    return (
        f"{span}: entitlements were met with an evenness of {float(even):.2f}, where 1 is the same part for every unit."
    )


def alarms(
    row: Entitled, name: str, waiting: Sequence[Waiting], *, usual_wait: int | None, team: tuple[str, str] | None
) -> tuple[Alarm, ...]:
    """What looks like starving in a unit, one alarm of each kind at most.

    usual_wait: the days that requests usually wait for commitment, None while too few are known. team: id and name of
    the team that holds up most of the unit's requests.
    """
    found = []
    if row.below:
        held_up = f" Most of its requests wait for days of {team[1]}." if team else ""
        found.append(
            Alarm(
                AlarmKind.BELOW_ENTITLEMENT,
                f"{name} got less than 80% of its entitlement in each of the last two months, while work waited."
                f"{held_up}",
                team=team[0] if team else None,
            )
        )
    overtaken = sorted((one for one in waiting if one.overtaken > OVERTAKEN_BY), key=lambda one: -one.overtaken)
    if overtaken:
        found.append(
            Alarm(
                AlarmKind.OVERTAKEN,
                f"{_named(overtaken)}: more than {OVERTAKEN_BY} later requests of {name} went ahead.",
                overtaken[0].request,
            )
        )
    long = sorted((one for one in waiting if usual_wait and one.waited > 2 * usual_wait), key=lambda one: -one.waited)
    if long:
        found.append(
            Alarm(
                AlarmKind.LONG_WAIT,
                f"{_named(long)}: waiting for more than twice the {usual_wait} days that requests usually wait.",
                long[0].request,
            )
        )
    far = sorted((one for one in waiting if one.months is not None and one.months > FAR_MONTHS), key=_months)
    if far:
        text = f"{_named(far)}: at today's capacity the turn comes in more than {FAR_MONTHS} months."
        found.append(Alarm(AlarmKind.FAR_AWAY, text, far[0].request))
    return tuple(found)


def usual_wait(waits: Sequence[int], least: int) -> int | None:
    """The median of the days that requests waited for their commitment; None below a smallest sample."""
    return median_low(sorted(waits)) if len(waits) >= max(1, least) else None


def _months(one: Waiting) -> Fraction:
    return -(one.months or Fraction(0))


def _named(waiting: Sequence[Waiting]) -> str:
    names = [one.request for one in waiting[:MOST_NAMED]]
    if len(waiting) > MOST_NAMED:
        names.append(f"{len(waiting) - MOST_NAMED} more")
    return joined(names)
