"""What a plan is made from, what it says, and where its commit line runs.

Periods are numbered 0 to H-1 (months); effort and capacity are decidays (0.1 person-day), money is cents.
The first T periods are shown and may hold a start; work may run over the edge up to H.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

HORIZON_PERIODS = 12
LONGEST_PERIODS = 12
VALUATION_PERIODS = 36
LINE_PERCENT = 95
# One request takes at most this part of a team's ordinary month, so that it lasts the longer the larger it is.
TEAM_SHARE = Fraction(1, 2)


class Reason(StrEnum):
    """Why a request stands in the plan, or does not."""

    KEPT = "kept"  # committed or in delivery: its place is not up for planning
    FITS = "fits"
    SHORT = "short"  # some team or the budget has too little left in every month
    DEADLINE = "deadline"  # it would fit, but not in time
    PREREQUISITE = "prerequisite"  # waits for a request that is not in the plan
    NOT_RANKED = "prerequisite_not_ranked"  # waits for a request that nobody has ranked
    NOT_BEFORE = "not_before"  # may only start after the months of this plan

    @property
    def planned(self) -> bool:
        return self in (Reason.KEPT, Reason.FITS)


@dataclass(frozen=True, slots=True)
class Team:
    """A delivery team's net capacity by period in decidays, and its price.

    typical: what the team has in an ordinary month, from which durations follow; the lower median of its
    positive months unless given, so that days bought later do not change how long work takes. day_rate:
    cents per person-day.
    """

    team: str
    net: tuple[int, ...]
    typical: int | None = None
    day_rate: int = 0
    name: str = ""

    @property
    def ordinary(self) -> int:
        """Decidays of an ordinary month."""
        if self.typical is not None:
            return self.typical
        months = sorted(one for one in self.net if one > 0)
        return months[(len(months) - 1) // 2] if months else 0


@dataclass(frozen=True, slots=True)
class Work:
    """One request as the planner sees it.

    effort: decidays by team (expected, calibrated). run_effort: decidays by team in every period after the
    finish. one_off_cost: cents, spread evenly over the duration on the budget row. run_cost: cents in every
    period after the finish. value: calibrated cents per period after the finish; it never influences the
    place. earliest: first period in which it may start. deadline: last period in which it may finish.
    after: requests that finish first. fixed: period in which it starts whatever else happens (committed, or
    reserved by a decision; negative when it began before period 0). underway: in delivery, so no option may
    displace it. duration: periods, when it is not to follow from the effort.
    """

    request: str
    unit: str
    effort: tuple[tuple[str, int], ...]
    one_off_cost: int = 0
    run_effort: tuple[tuple[str, int], ...] = ()
    run_cost: int = 0
    value: int = 0
    earliest: int = 0
    deadline: int | None = None
    after: tuple[str, ...] = ()
    fixed: int | None = None
    underway: bool = False
    mandatory: bool = False
    duration: int | None = None

    @property
    def size(self) -> int:
        """Decidays of all teams together."""
        return sum(amount for _, amount in self.effort)


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything a plan depends on. `works` stand in the portfolio order; their index is their rank.

    budget: cents per period, a hard limit; None when no budget is set. horizon: T, the periods in which
    work may start. share: the part of a team's ordinary month that one request takes at most.
    """

    teams: tuple[Team, ...]
    works: tuple[Work, ...]
    budget: tuple[int, ...] | None = None
    horizon: int = HORIZON_PERIODS
    longest: int = LONGEST_PERIODS
    valuation: int = VALUATION_PERIODS
    share: Fraction = TEAM_SHARE

    @property
    def periods(self) -> int:
        """H: the periods for which capacity is known."""
        known = [len(team.net) for team in self.teams]
        if self.budget is not None:
            known.append(len(self.budget))
        return min(known, default=self.horizon)


@dataclass(frozen=True, slots=True)
class Entry:
    """One request in a plan: periods or None, its place in the order, and the best place that waits for it.

    effective_place is the smaller of its own place and that of any planned request depending on it,
    directly or not.
    """

    request: str
    place: int
    effective_place: int
    start: int | None
    finish: int | None
    effort: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Load:
    """A team's net capacity and planned effort by period, decidays; for the budget (team None), cents."""

    team: str | None
    net: tuple[int, ...]
    planned: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Which request starts and finishes in which period, and what that takes. Entries stand in the
    portfolio order.
    """

    entries: tuple[Entry, ...]
    loads: tuple[Load, ...]
    budget: Load | None
    horizon: int
    starts: Mapping[str, int] = field(default_factory=dict)

    def entry(self, request: str) -> Entry | None:
        """The entry of one request."""
        return next((one for one in self.entries if one.request == request), None)


@dataclass(frozen=True, slots=True)
class CommitLine:
    """The largest place p such that at least 95 % of the effort ranked at or above p is in the plan.

    exceptions stand above the line and are not in the plan; fill_ins stand below it and are. Efforts are
    decidays at or above p.
    """

    place: int
    effort: int
    planned: int
    exceptions: tuple[str, ...]
    fill_ins: tuple[str, ...]


def commit_line(plan: Plan, *, percent: int = LINE_PERCENT) -> CommitLine:
    """Where the line runs under the requests that the plan holds, with what lies on the wrong side of it."""
    line = effort = inside = effort_at = inside_at = 0
    for entry in plan.entries:
        effort += entry.effort
        if entry.start is not None:
            inside += entry.effort
        if inside * 100 >= effort * percent and (effort or entry.start is not None):
            line, effort_at, inside_at = entry.place, effort, inside
    return CommitLine(
        line,
        effort_at,
        inside_at,
        tuple(one.request for one in plan.entries if one.place <= line and one.start is None),
        tuple(one.request for one in plan.entries if one.place > line and one.start is not None),
    )


@dataclass(frozen=True, slots=True)
class Change:
    """One request between two plans: the start before and after, None for not planned."""

    request: str
    before: int | None
    after: int | None

    @property
    def later(self) -> bool:
        """Whether it starts later, or left the plan."""
        return self.before is not None and (self.after is None or self.after > self.before)


def difference(before: Plan, after: Plan) -> tuple[Change, ...]:
    """What changed from one plan to another, in the order of the newer one, then what left altogether."""
    mentioned = [one.request for one in after.entries]
    known = set(mentioned)
    gone = [one.request for one in before.entries if one.request not in known]
    changes = (Change(one, before.starts.get(one), after.starts.get(one)) for one in (*mentioned, *gone))
    return tuple(one for one in changes if one.before != one.after)


def plan_value(problem: Problem, plan: Plan) -> int:
    """The calibrated value that a plan brings by the valuation horizon, in cents, before cost."""
    finishes = {one.request: one.finish for one in plan.entries}
    total = 0
    for work in problem.works:
        finish = finishes.get(work.request)
        if finish is not None:
            total += value_from(problem, work, finish)
    return total


def value_from(problem: Problem, work: Work, finish: int) -> int:
    """The value of one request that finishes in a period: cents from the period after to the valuation
    horizon.
    """
    return work.value * max(0, problem.valuation - finish - 1)
