"""The plan as it follows from the portfolio at this moment, made once for everybody who looks."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from domain.database import clock
from domain.database.engine import DB
from domain.planning.explain import Explanation, explained
from domain.planning.facts import Demand, Freshness, facts, freshness
from domain.planning.ordering import SMALL_LANE
from domain.planning.problem import PlanningProblem, planning_problem
from domain.planning.replan import Worth, marginal_worth
from domain.planning.rules import CommitLine, Entry, Plan, Problem, commit_line
from domain.planning.schedule import scheduled
from domain.quantities import Month
from domain.ranking.order import Place

METHOD = "order-respecting schedule"
# Up to here planning is done before anybody notices; above it runs beside the event loop.
AT_ONCE = 150


@dataclass(frozen=True)
class CurrentPlan:
    """Order, plan, commit line and explanations of one state of the data. Requests are called by key (REQ-42).

    line: over the ranked requests alone, by their places in the portfolio order.
    """

    input: PlanningProblem
    plan: Plan
    line: CommitLine

    @property
    def data_version(self) -> int:
        """The number of the newest event of the portfolio that the plan knows."""
        return self.input.facts.fresh.version.newest

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

    def is_above_line(self, key: str) -> bool:
        """Whether it is ranked at or above the commit line."""
        place = self.places.get(key)
        return place is not None and place.place <= self.line.place

    def line_of(self, places: Mapping[UUID, int]) -> CommitLine:
        """The commit line of one unit's list, by the same rule over the places in that list."""
        known = {key: place for one, place in places.items() if (key := self.keys.get(one)) in self.places}
        return _line(self.input, self.plan, known)

    @cached_property
    def explanations(self) -> Mapping[str, Explanation]:
        """Why each planned request has its place, or none; made when first asked for."""
        works = [work.request for work in self.problem.works]
        found = explained(self.problem, self.plan, works, months=self.month_names)
        return {one.request: one for one in found}

    @cached_property
    def worth(self) -> tuple[Worth, ...]:
        """What one more person-day of each team in each month is worth at least; costly, so only when asked."""
        return marginal_worth(self.problem, self.plan)


def planned(given: PlanningProblem) -> CurrentPlan:
    """Plan a problem from the order, with its commit line. Pure."""
    plan = scheduled(given.problem)
    return CurrentPlan(given, plan, _line(given, plan, {one.request: one.place for one in given.order}))


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


_latest: CurrentPlan | None = None
_making: dict[Freshness, asyncio.Task[CurrentPlan]] = {}


async def current_plan() -> CurrentPlan:
    """The plan of the data as they are now. It is made once for each state of the data, whoever asks first.

    Inside a transaction it is made from what that transaction sees, and kept for nobody else.
    """
    if DB.current_transaction.get() is not None:
        return await _made()
    fresh = await freshness(clock.now())
    if _latest is not None and _latest.input.facts.fresh == fresh:
        return _latest
    making = _making.get(fresh)
    if making is None:
        making = _making[fresh] = asyncio.create_task(_kept())
        making.add_done_callback(lambda done: _ended(fresh, done))
    # Whoever asked first may go away; the others still wait for it.
    return await asyncio.shield(making)


def _ended(fresh: Freshness, done: asyncio.Task[CurrentPlan]) -> None:
    _making.pop(fresh, None)
    if not done.cancelled():
        done.exception()  # whoever waits gets it; when nobody waits any more, nobody misses it


async def _kept() -> CurrentPlan:
    global _latest
    made = await _made()
    # Every screen asks why, so that is answered here once and not by each of them.
    await _beside(made, lambda: made.explanations)
    _latest = made
    return made


async def _made() -> CurrentPlan:
    read = await facts(clock.now())
    if len(read.demands) <= AT_ONCE:
        return planned(planning_problem(read))
    return await asyncio.to_thread(lambda: planned(planning_problem(read)))


async def _beside(plan: CurrentPlan, work: Callable[[], object]) -> None:
    """Do what takes long for a large portfolio beside the event loop."""
    if len(plan.problem.works) <= AT_ONCE:
        work()
    else:
        await asyncio.to_thread(work)


async def marginal_worths(plan: CurrentPlan) -> tuple[Worth, ...]:
    """What one more person-day of each team in each month is worth at least, by this plan."""
    return await asyncio.to_thread(lambda: plan.worth)
