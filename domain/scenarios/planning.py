"""A scenario's plan on the data as they are now, made once for everybody who looks; the live plan stays as it is."""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.database.engine import DB
from domain.planning.current import CurrentPlan, afresh, planned
from domain.planning.facts import Freshness
from domain.planning.problem import planning_problem
from domain.planning.queries import AT_ONCE, current_plan
from domain.quantities import Month
from domain.scenarios.applying import Supposed, supposed
from domain.scenarios.changes import Planning
from domain.scenarios.differences import Comparison, compared
from domain.scenarios.figures import Outcome, outcome
from domain.scenarios.queries import options_by_id
from domain.scenarios.rows import ScenarioRow
from domain.scenarios.taking import TakenOption

MOST_KEPT = 24


@dataclass(frozen=True, slots=True)
class ScenarioPlan:
    """A scenario's plan with the live plan of the same data, and what was supposed."""

    row: ScenarioRow
    live: CurrentPlan
    plan: CurrentPlan
    supposed: Supposed

    @property
    def bought(self) -> Mapping[tuple[UUID, Month], tuple[int, int]]:
        return self.supposed.bought


def scenario_planned(live: CurrentPlan, row: ScenarioRow, options: Mapping[UUID, TakenOption]) -> ScenarioPlan:
    """Plan a scenario on the data that the live plan was made from. Pure.

    From scratch as a planning round would; or within the cycle, where who has a place keeps it or moves earlier, which
    before the first planning round is from scratch too, as the live plan is.
    """
    given = supposed(live.input.facts, row.changes, options, at=row.saved_at)
    within = row.changes.planning is Planning.WITHIN_CYCLE
    return ScenarioPlan(row, live, planned(planning_problem(given.facts)) if within else afresh(given.facts), given)


_plans: OrderedDict[tuple[UUID, Freshness], ScenarioPlan] = OrderedDict()
_making: dict[tuple[UUID, Freshness], asyncio.Task[ScenarioPlan]] = {}


async def scenario_plan(row: ScenarioRow) -> ScenarioPlan:
    """A scenario planned on the data as they are now: once for each state of the data, whoever asks first.

    Inside a transaction it is made from what that transaction sees, and kept for nobody else.
    """
    live = await current_plan()
    if DB.current_transaction.get() is not None:
        return await _made(live, row)
    wanted = (row.id, live.input.facts.fresh)
    if (known := _plans.get(wanted)) is not None:
        _plans.move_to_end(wanted)
        return known
    making = _making.get(wanted)
    if making is None:
        making = _making[wanted] = asyncio.create_task(_kept(wanted, live, row))
        making.add_done_callback(lambda done: _ended(wanted, done))
    return await asyncio.shield(making)


def _ended(wanted: tuple[UUID, Freshness], done: asyncio.Task[ScenarioPlan]) -> None:
    _making.pop(wanted, None)
    if not done.cancelled():
        done.exception()  # whoever waits gets it


async def _kept(wanted: tuple[UUID, Freshness], live: CurrentPlan, row: ScenarioRow) -> ScenarioPlan:
    made = await _made(live, row)
    _plans[wanted] = made
    while len(_plans) > MOST_KEPT:
        _plans.popitem(last=False)
    return made


async def _made(live: CurrentPlan, row: ScenarioRow) -> ScenarioPlan:
    options = await options_by_id(row.changes.options)
    if len(live.input.facts.demands) <= AT_ONCE:
        return scenario_planned(live, row, options)
    return await asyncio.to_thread(scenario_planned, live, row, options)


async def live_and(rows: Sequence[ScenarioRow], *, with_live: bool = True) -> Comparison:
    """Scenarios side by side on the data as they are now, the live plan before them unless it is left out."""
    plans = [await scenario_plan(row) for row in rows]
    live = plans[0].live if plans else await current_plan()
    if any(each.live is not live for each in plans):  # the data moved on between two of them
        plans = [await _made(live, row) for row in rows]

    def made() -> Comparison:
        outcomes: list[Outcome] = [outcome(live)] if with_live else []
        outcomes += [outcome(each.plan, each.bought) for each in plans]
        return compared(outcomes)

    return made() if len(live.input.demands) <= AT_ONCE else await asyncio.to_thread(made)
