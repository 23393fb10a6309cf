"""What calculations found, as it is kept and read again. Requests are called by key, teams by id, amounts are cents."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from domain.planning.gain import gain
from domain.planning.optimum import Optimum
from domain.planning.replan import replanned
from domain.planning.rules import Plan, Problem, plan_value
from domain.planning.simulation import Outlook, Simulation, outlooks
from domain.planning.timetable import Timetable

PERSON_MONTH = 200  # decidays
MOST_DIFFERENCES = 50
# A team's months are only worth replanning where that takes a moment in all.
MOST_REPLANNED = 3_000


@dataclass(frozen=True, slots=True)
class TeamWorth:
    """What one more person of a team is worth, in every month shown together: at least, where known, and about."""

    team: str
    at_least: int | None
    about: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A request that two plans treat differently: its start in periods in each, and what the plan of value gains."""

    request: str
    by_order: int | None
    by_value: int | None
    cents: int


@dataclass(frozen=True, slots=True)
class FoundMaximum:
    """The plan of most value beside the owners' plan. months: how many are shown."""

    value: int
    bound: int
    order_value: int
    proved: bool
    gap: float
    price_of_order: float | None
    text: str
    price_text: str
    months: int
    teams: tuple[TeamWorth, ...]
    differences: tuple[Difference, ...]
    differing: int

    @property
    def kept(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "FoundMaximum":
        """From JSON."""
        teams = tuple(TeamWorth(**each) for each in kept["teams"])
        differences = tuple(Difference(**each) for each in kept["differences"])
        return cls(**{**kept, "teams": teams, "differences": differences})


@dataclass(frozen=True, slots=True)
class FoundForecast:
    """What the simulated plans say about each request, by key. sample: finished works behind it; 0: assumed."""

    runs: int
    sample: int
    outlooks: Mapping[str, Outlook]

    @property
    def kept(self) -> dict[str, Any]:
        """As JSON, short, because a portfolio is long."""
        rows = [
            [one.request, one.chance, one.by_deadline, one.p50, one.p80, one.p85, one.p90]
            for one in self.outlooks.values()
        ]
        return {"runs": self.runs, "sample": self.sample, "outlooks": rows}

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "FoundForecast":
        """From JSON."""
        return cls(kept["runs"], kept["sample"], {row[0]: Outlook(*row) for row in kept["outlooks"]})

    @property
    def basis(self) -> str:
        """Where the spread of efforts comes from, as a sentence."""
        if not self.sample:
            return "There is too little finished work to learn from, so a usual spread of efforts is assumed."
        return f"Efforts are spread as {self.sample} finished pieces of work came out beside their estimates."


def forecast_found(problem: Problem, state: Simulation, sample: int) -> FoundForecast:
    """A finished simulation as its result."""
    return FoundForecast(state.tries, sample, {one.request: one for one in outlooks(state, problem)})


def maximum_found(problem: Problem, plan: Plan, optimum: Optimum) -> FoundMaximum:
    """A finished search as its result, with what the two plans do differently and what more of a team is worth."""
    differences = _differences(problem, plan, optimum)
    return FoundMaximum(
        optimum.value,
        optimum.bound,
        optimum.order_value,
        optimum.proved,
        optimum.gap,
        optimum.price_of_order,
        optimum.text,
        optimum.price_text,
        problem.horizon,
        _teams(problem, plan, optimum),
        differences[:MOST_DIFFERENCES],
        len(differences),
    )


def _differences(problem: Problem, plan: Plan, optimum: Optimum) -> tuple[Difference, ...]:
    """The largest difference first, then in the portfolio order."""
    table = Timetable(problem)
    best = dict(optimum.starts)
    found = []
    for number, work in enumerate(problem.works):
        old, new = plan.starts.get(work.request), best.get(work.request)
        if work.fixed is not None or old == new or (work.mandatory and new is None):
            continue
        length = table.shapes[number].duration
        worth = [0 if at is None else gain(problem, work, at + length - 1) for at in (old, new)]
        found.append(Difference(work.request, old, new, worth[1] - worth[0]))
    return tuple(sorted(found, key=lambda one: -abs(one.cents)))


def _teams(problem: Problem, plan: Plan, optimum: Optimum) -> tuple[TeamWorth, ...]:
    """At least: what the plan gains when everybody keeps the place and only moves earlier with one person more."""
    known = len(problem.works) <= MOST_REPLANNED
    before = plan_value(problem, replanned(problem, plan)) if known else 0
    found = []
    for team, about in optimum.person_month:
        at_least = None
        if known:
            more = tuple(
                replace(
                    each,
                    typical=each.ordinary,
                    net=tuple(
                        have + (PERSON_MONTH if period < problem.horizon else 0) for period, have in enumerate(each.net)
                    ),
                )
                if each.team == team
                else each
                for each in problem.teams
            )
            larger = replace(problem, teams=more)
            at_least = max(0, plan_value(larger, replanned(larger, plan)) - before)
        found.append(TeamWorth(team, at_least, about))
    return tuple(found)
