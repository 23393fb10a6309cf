"""The plan of the portfolio at this moment, made once for everybody who looks and the same on every replica."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from domain.database import clock
from domain.database.engine import DB
from domain.planning.causes import causes
from domain.planning.current import CurrentPlan, planned
from domain.planning.debts import OrderDebt
from domain.planning.facts import Freshness, facts, freshness
from domain.planning.happened import happened
from domain.planning.problem import planning_problem
from domain.planning.replan import Worth
from domain.planning.rounds import starts_of_round
from domain.planning.standing import Standing, stored

METHOD = "order-respecting schedule"
# Up to here planning is done before anybody notices; above it runs beside the event loop.
AT_ONCE = 150
# How many reasons are kept of a request that becomes later again and again within one cycle.
MOST_CAUSES = 12

_latest: CurrentPlan | None = None
_making: dict[Freshness, asyncio.Task[CurrentPlan]] = {}


async def current_plan() -> CurrentPlan:
    """The plan of the data as they are now. It is made once for each state of the data, whoever asks first.

    Inside a cycle each plan follows from the one stored before it and is stored in turn, so that every replica shows
    the same. Inside a transaction it is made from what that transaction sees, and kept for nobody else.
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
    while True:
        made = await _made()
        kept = await _stored(made)
        if kept is not None:
            _latest = kept
            return kept
        # Another replica stored one meanwhile, so this one follows from a plan that stands no more.


async def _made() -> CurrentPlan:
    read = await facts(clock.now())
    if len(read.demands) <= AT_ONCE:
        return planned(planning_problem(read))
    return await asyncio.to_thread(lambda: planned(planning_problem(read)))


async def _stored(made: CurrentPlan) -> CurrentPlan | None:
    """The plan as it now stands, with the cause of every later month; None when another one stands by now."""
    before, fresh = made.standing, made.input.facts.fresh
    if before is None:
        return made
    if (before.version, before.month) == (fresh.version, fresh.month):
        return made
    moves = await _moves(made, before)
    if not await stored(before, version=fresh.version, month=fresh.month, starts=made.starts, moves=moves):
        return None
    stands = replace(before, version=fresh.version, month=fresh.month, starts=made.starts, moves=moves)
    read = replace(made.input.facts, standing=stands)
    return replace(made, input=replace(made.input, facts=read))


async def _moves(made: CurrentPlan, before: Standing) -> Mapping[UUID, tuple[str, ...]]:
    """Why requests are later than their round had them, or than they came in since: the known causes with the new."""
    later = tuple(
        one
        for one, month in before.starts.items()
        if one in made.keys and ((now := made.starts.get(one)) is None or now > month)
    )
    if not later and not before.moves:
        return {}
    new = causes(made, before, later, await happened(before.newest, made.data_version)) if later else {}
    at_round = await starts_of_round(before.round.id)
    moves = {}
    for one in made.keys:
        said = (*before.moves.get(one, ()), *new.get(one, ()))
        now, then = made.starts.get(one), at_round.get(one)
        if said and (then is None or now is None or now > then):
            moves[one] = tuple(dict.fromkeys(said))[-MOST_CAUSES:]
    return moves


async def marginal_worths(plan: CurrentPlan) -> tuple[Worth, ...]:
    """What one more person-day of each team in each month is worth at least, by this plan."""
    return await asyncio.to_thread(lambda: plan.worth)


async def debts_of(plan: CurrentPlan) -> tuple[OrderDebt, ...]:
    """Who waits behind lower ranked requests, in the portfolio order."""
    if len(plan.problem.works) > AT_ONCE:
        await asyncio.to_thread(lambda: plan.debts)
    return tuple(plan.debts.values())


async def explain(plan: CurrentPlan, keys: Iterable[str]) -> None:
    """Work out why these requests have their places, at once and beside the event loop where it takes long."""
    if len(plan.problem.works) <= AT_ONCE:
        plan.explanations(keys)
    else:
        await asyncio.to_thread(plan.explanations, tuple(keys))
