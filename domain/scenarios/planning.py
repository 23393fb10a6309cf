"""A scenario's plan on the data as they are now, made once for everybody who looks; the live plan stays as it is."""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from domain.database.engine import DB
from domain.errors import RuleViolation
from domain.planning.current import CurrentPlan, afresh, planned
from domain.planning.facts import Freshness
from domain.planning.problem import planning_problem
from domain.planning.queries import AT_ONCE, current_plan
from domain.quantities import Month
from domain.scenarios.applying import Supposed, supposed
from domain.scenarios.changes import Planning
from domain.scenarios.differences import Comparison, compared
from domain.scenarios.figures import outcome
from domain.scenarios.queries import options_by_id
from domain.scenarios.rows import ScenarioRow
from domain.scenarios.summaries import Summary, summary
from domain.scenarios.taking import TakenOption

FEWEST, MOST = 2, 4
# Of a large portfolio a plan takes some megabytes, what it comes to a few kilobytes.
MOST_PLANS, MOST_COMPARISONS, MOST_SUMMARIES = 12, 4, 200

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class ScenarioPlan:
    """A scenario's plan with the live plan of the same data, and what was supposed."""

    row: ScenarioRow
    live: CurrentPlan
    plan: CurrentPlan
    supposed: Supposed

    @property
    def has_round(self) -> bool:
        """Whether a planning round makes it that the live plan does not follow from, so that it changes something."""
        return self.row.changes.planning is Planning.PLANNING_ROUND and self.live.standing is not None

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


@dataclass(frozen=True, slots=True)
class ScenarioComparison:
    """Plans side by side with the scenarios that they belong to; the live plan stands before them."""

    live: CurrentPlan
    rows: tuple[ScenarioRow, ...]
    with_live: bool
    comparison: Comparison

    @property
    def columns(self) -> tuple[ScenarioRow | None, ...]:
        """The scenario of each column; None for the live plan."""
        return (None, *self.rows) if self.with_live else self.rows


_plans: OrderedDict[tuple[UUID, Freshness], ScenarioPlan] = OrderedDict()
_comparisons: OrderedDict[tuple[tuple[UUID, ...], bool, Freshness], ScenarioComparison] = OrderedDict()
_summaries: OrderedDict[tuple[UUID, Freshness], Summary] = OrderedDict()
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
    _keep(_plans, wanted, made, MOST_PLANS)
    return made


async def _made(live: CurrentPlan, row: ScenarioRow) -> ScenarioPlan:
    options = await options_by_id(row.changes.options)
    if len(live.input.facts.demands) <= AT_ONCE:
        return scenario_planned(live, row, options)
    return await asyncio.to_thread(scenario_planned, live, row, options)


async def compare_scenarios(rows: Sequence[ScenarioRow], *, with_live: bool = True) -> ScenarioComparison:
    """Two to four plans of the same data side by side: scenarios, and the live plan before them unless left out.

    Raises RuleViolation for another number of plans, or one of them twice.
    """
    columns = len(rows) + with_live
    if not FEWEST <= columns <= MOST or len({row.id for row in rows}) != len(rows):
        message = f"Compare {FEWEST} to {MOST} different plans, the live one included."
        raise RuleViolation(message, rule="plans_compared", path="scenarios")
    fresh = (await current_plan()).input.facts.fresh
    wanted = (tuple(row.id for row in rows), with_live, fresh)
    if (known := _comparisons.get(wanted)) is not None:
        return known
    plans = await _of_same_data(rows)
    live = plans[0].live

    def made() -> Comparison:
        outcomes = [outcome(each.plan, each.bought) for each in plans]
        if not with_live:
            return compared(outcomes)
        anew = outcome(live.anew) if any(each.has_round for each in plans) else None
        return compared([outcome(live), *outcomes], [None, *(anew if each.has_round else None for each in plans)])

    small = len(live.input.demands) <= AT_ONCE
    found = ScenarioComparison(live, tuple(rows), with_live, made() if small else await asyncio.to_thread(made))
    _keep(_comparisons, (wanted[0], with_live, live.input.facts.fresh), found, MOST_COMPARISONS)
    return found


async def _of_same_data(rows: Sequence[ScenarioRow]) -> list[ScenarioPlan]:
    """The scenarios' plans, all beside one live plan, even where the data move on between two of them."""
    plans = [await scenario_plan(row) for row in rows]
    live = plans[-1].live
    return [each if each.live is live else await _made(live, each.row) for each in plans]


async def scenario_summary(row: ScenarioRow) -> Summary:
    """What a scenario comes to beside the live plan, on the data as they are now."""
    fresh = (await current_plan()).input.facts.fresh
    if (known := _summaries.get((row.id, fresh))) is not None:
        return known
    compare = await compare_scenarios([row])
    found = summary(compare.comparison)
    _keep(_summaries, (row.id, compare.live.input.facts.fresh), found, MOST_SUMMARIES)
    return found


def _keep(kept: OrderedDict[K, V], key: K, made: V, most: int) -> None:
    kept[key] = made
    while len(kept) > most:
        kept.popitem(last=False)
