"""What a plan comes to: requests, days, value, cost and loads, of the whole and of each unit. Pure.

Effort is decidays, money cents. Value counts from the month after a request's finish to the end of the valuation
period, which begins this month, so that the same request brings more when it is finished earlier.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from domain.calibration.factors import times
from domain.planning.current import CurrentPlan
from domain.planning.facts import Demand
from domain.planning.rules import CommitLine
from domain.quantities import Month
from domain.scenarios.ideas import Idea
from domain.value.rules import effort_cost


@dataclass(frozen=True, slots=True)
class Line:
    """One request in one plan. place: in the portfolio order, 0 when it holds its months, None in no list.

    promised, calibrated: what it brings by this plan, 0 outside it. cost: until go-live, at today's estimates.
    """

    id: UUID
    key: str
    title: str
    unit: UUID
    is_idea: bool
    place: int | None
    start: Month | None
    finish: Month | None
    above_line: bool
    effort: int
    promised: int
    calibrated: int
    cost: int

    @property
    def is_planned(self) -> bool:
        return self.start is not None


@dataclass(frozen=True, slots=True)
class Sums:
    """What several requests of a plan come to; only those with months count."""

    requests: int = 0
    effort: int = 0
    promised: int = 0
    calibrated: int = 0
    cost: int = 0

    def with_line(self, line: Line) -> "Sums":
        return Sums(
            self.requests + 1,
            self.effort + line.effort,
            self.promised + line.promised,
            self.calibrated + line.calibrated,
            self.cost + line.cost,
        )


@dataclass(frozen=True, slots=True)
class Figures:
    """What a plan comes to as a whole. load: decidays that it uses of those that teams have, in the months shown."""

    total: Sums
    bought_decidays: int
    bought_cents: int
    load: tuple[int, int]
    line: CommitLine

    @property
    def load_share(self) -> Fraction | None:
        """The part of the teams' days that the plan uses; None where they have none."""
        return Fraction(self.load[0], self.load[1]) if self.load[1] else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A plan with what it comes to. loads: (net, planned) decidays by team and month shown."""

    plan: CurrentPlan
    lines: Mapping[UUID, Line]
    figures: Figures
    units: Mapping[UUID, Sums]
    loads: Mapping[tuple[UUID, Month], tuple[int, int]]

    @property
    def total(self) -> Sums:
        return self.figures.total


def outcome(plan: CurrentPlan, bought: Mapping[tuple[UUID, Month], tuple[int, int]] | None = None) -> Outcome:
    """What a plan comes to. bought: decidays and cents of the days that its scenario buys."""
    rates = {team.id: team.day_rate_cents for team in plan.input.facts.teams}
    lines = {one.id: _line(plan, one, rates) for one in plan.input.demands.values()}
    total, units = Sums(), {unit.id: Sums() for unit in plan.input.facts.units}
    for line in lines.values():
        if line.is_planned:
            total = total.with_line(line)
            units[line.unit] = units[line.unit].with_line(line)
    shown = plan.months[: plan.problem.horizon]
    loads = {
        (UUID(load.team), month): (net, planned)
        for load in plan.plan.loads
        if load.team is not None
        for month, net, planned in zip(shown, load.net, load.planned, strict=False)
    }
    paid = (bought or {}).values()
    figures = Figures(
        total,
        sum(each[0] for each in paid),
        sum(each[1] for each in paid),
        (sum(each[1] for each in loads.values()), sum(each[0] for each in loads.values())),
        plan.line,
    )
    return Outcome(plan, lines, figures, units, loads)


def _line(plan: CurrentPlan, one: Demand, rates: Mapping[UUID, int]) -> Line:
    entry, place = plan.entries.get(one.key), plan.places.get(one.key)
    start = finish = None
    promised = 0
    if entry is not None and entry.start is not None and entry.finish is not None:
        start, finish = plan.input.month(entry.start), plan.input.month(entry.finish)
        valuation = plan.problem.valuation
        paying = max(0, min(valuation, valuation - entry.finish - 1))
        promised = int(one.value_cents * one.kept) * paying // valuation
    return Line(
        id=one.id,
        key=one.key,
        title=one.title,
        unit=one.unit,
        is_idea=isinstance(one, Idea),
        place=0 if one.is_held else place.place if place else None,
        start=start,
        finish=finish,
        above_line=one.is_held or plan.is_above_line(one.key),
        effort=entry.effort if entry else 0,
        promised=promised,
        calibrated=times(promised, one.value_factor),
        cost=int((one.one_off_cents + effort_cost(one.estimated, rates)) * one.kept),
    )
