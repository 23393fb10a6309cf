"""The plan of one state of the data: order, months, commit line and reasons. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID

from domain.audit.queries import DataVersion
from domain.planning.debts import OrderDebt, order_debts
from domain.planning.explain import Explanation, explained
from domain.planning.facts import Demand, Facts
from domain.planning.ordering import SMALL_LANE
from domain.planning.problem import PlanningProblem, planning_problem
from domain.planning.replan import Worth, marginal_worth, replanned
from domain.planning.rules import CommitLine, Entry, Plan, Problem, commit_line
from domain.planning.schedule import scheduled
from domain.planning.standing import RoundRow, Standing
from domain.quantities import Month
from domain.ranking.order import Place


@dataclass(frozen=True)
class CurrentPlan:
    """Order, plan, commit line and explanations of one state of the data. Requests are called by key (REQ-42).

    line: over the ranked requests alone, by their places in the portfolio order.
    """

    input: PlanningProblem
    plan: Plan
    line: CommitLine

    @property
    def version(self) -> DataVersion:
        """The state of the data that the plan follows from."""
        return self.input.facts.fresh.version

    @property
    def data_version(self) -> int:
        """The number of the newest event of the portfolio that the plan knows."""
        return self.version.newest

    @property
    def standing(self) -> Standing | None:
        """What the plan follows from inside a cycle; None when it follows from the order alone."""
        return self.input.facts.standing

    @property
    def round(self) -> RoundRow | None:
        """The planning round that the plan stands on; None before the first one."""
        return None if self.standing is None else self.standing.round

    @property
    def problem(self) -> Problem:
        return self.input.problem

    @property
    def months(self) -> tuple[Month, ...]:
        """The month of each period; the first is the current one."""
        return self.input.months

    @property
    def month_names(self) -> tuple[str, ...]:
        return self.input.month_names

    @cached_property
    def names(self) -> dict[str, str]:
        """What to call each request in a sentence."""
        return {key: f"{key} ({one.title})" for key, one in self.input.demands.items()}

    @cached_property
    def keys(self) -> dict[UUID, str]:
        """The key of each request in play, by id."""
        return {one.id: key for key, one in self.input.demands.items()}

    @cached_property
    def places(self) -> dict[str, Place]:
        """Each ranked request's place in the portfolio order."""
        return {place.request: place for place in self.input.order}

    @cached_property
    def has_lane(self) -> bool:
        """Whether some small request stands in the quick-win lane, which then has its share of the portfolio."""
        return any(place.unit == SMALL_LANE for place in self.input.order)

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """Each planned request's entry; its `place` counts the works of the problem, not the portfolio order."""
        return {entry.request: entry for entry in self.plan.entries}

    @cached_property
    def starts(self) -> dict[UUID, Month]:
        """The month in which each planned request starts, by id."""
        demands, months = self.input.demands, {}
        for key, period in self.plan.starts.items():
            months[demands[key].id] = self.months[period] if 0 <= period < len(self.months) else self._month(period)
        return months

    def _month(self, period: int) -> Month:
        return self.input.facts.first + period

    def demand(self, request: UUID) -> Demand | None:
        """The facts of a request in play (submitted up to in delivery)."""
        key = self.keys.get(request)
        return None if key is None else self.input.demands[key]

    def start_month(self, key: str) -> Month | None:
        """When it starts by this plan; for committed and running requests when they hold their days from."""
        entry = self.entries.get(key)
        return None if entry is None else self.input.month(entry.start)

    def finish_month(self, key: str) -> Month | None:
        entry = self.entries.get(key)
        return None if entry is None else self.input.month(entry.finish)

    def place_of(self, request: UUID) -> int | None:
        """Its place in the portfolio order; 0 while it holds its months, None when it is not in the order."""
        one = self.demand(request)
        if one is None or one.is_held:
            return None if one is None else 0
        place = self.places.get(one.key)
        return None if place is None else place.place

    def is_above_line(self, key: str) -> bool:
        """Whether it is ranked at or above the commit line."""
        place = self.places.get(key)
        return place is not None and place.place <= self.line.place

    def line_of(self, places: Mapping[UUID, int]) -> CommitLine:
        """The commit line of one unit's list, by the same rule over the places in that list."""
        known = {key: place for one, place in places.items() if (key := self.keys.get(one)) in self.places}
        return _line(self.input, self.plan, known)

    @cached_property
    def debts(self) -> dict[str, OrderDebt]:
        """Which requests wait behind lower ranked ones, by key; none where the plan follows from the order alone."""
        if self.standing is None:
            return {}
        return {debt.request: debt for debt in order_debts(self.problem, self.plan)}

    @cached_property
    def waited_for(self) -> frozenset[str]:
        """Behind whom somebody higher in the order waits, by key."""
        return frozenset(one for debt in self.debts.values() for one in debt.behind)

    @cached_property
    def anew(self) -> "CurrentPlan":
        """What a planning round would make of the same data."""
        return afresh(self.input.facts)

    @cached_property
    def _explained(self) -> dict[str, Explanation]:
        return {}

    def explanations(self, keys: Iterable[str]) -> Mapping[str, Explanation]:
        """Why each of these has its place in the plan, or none, as far as planning knows them; each worked out once."""
        found, asked = self._explained, list(keys)
        missing = [key for key in asked if key not in found and key in self.entries]
        if missing:
            made = explained(self.problem, self.plan, missing, months=self.month_names, debts=self.debts)
            found.update((one.request, one) for one in made)
        return {key: found[key] for key in asked if key in found}

    @cached_property
    def worth(self) -> tuple[Worth, ...]:
        """What one more person-day of each team in each month is worth at least; costly, so only when asked."""
        return marginal_worth(self.problem, self.plan)


def planned(given: PlanningProblem) -> CurrentPlan:
    """The plan of a problem, with its commit line: what `given.facts.standing` says decides how it is made.

    Inside a cycle everyone keeps the month that stands, moves earlier where there is room, and later only where the
    month no longer holds; a month that has passed without a commitment no longer holds. Otherwise it is the plan that
    follows from the order alone.
    """
    stands = given.facts.standing
    plan = scheduled(given.problem) if stands is None else replanned(given.problem, _starting(given, stands.starts))
    return CurrentPlan(given, plan, _line(given, plan, {one.request: one.place for one in given.order}))


def afresh(facts: Facts) -> CurrentPlan:
    """The plan that follows from the order alone, as a planning round makes it."""
    return planned(planning_problem(replace(facts, standing=None)))


def _starting(given: PlanningProblem, starts: Mapping[UUID, Month]) -> Plan:
    """The months that stand, as far as they have not passed, in the periods of a problem."""
    first = given.facts.first
    periods = {
        key: starts[one.id] - first
        for key, one in given.demands.items()
        if one.id in starts and starts[one.id] >= first
    }
    return Plan((), (), None, given.problem.horizon, periods)


def _line(given: PlanningProblem, plan: Plan, place: Mapping[str, int]) -> CommitLine:
    """The commit line over some ranked requests by their places: in the portfolio order, or in a unit's list.

    Held requests have their months without any line, and requests that nobody has ranked cannot be above one. A ranked
    request that nobody has estimated has no effort yet, so it moves no line.
    """
    ranked = tuple(
        Entry(one.request, place[one.request], place[one.request], one.start, one.finish, one.effort, one.reason)
        for one in sorted(plan.entries, key=lambda one: place.get(one.request, 0))
        if one.request in place
    )
    return commit_line(Plan(ranked, (), None, plan.horizon), percent=round(given.facts.policy.commit_share * 100))
