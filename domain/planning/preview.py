"""What a planning round held now would change, before anybody holds it."""

import asyncio
from dataclasses import dataclass

from domain.planning.changes import StartChange, changed
from domain.planning.current import CurrentPlan
from domain.planning.queries import AT_ONCE, current_plan


@dataclass(frozen=True, slots=True)
class Preview:
    """The changes that a round would make to the plan of a data version, in the portfolio order."""

    data_version: int
    changes: tuple[StartChange, ...]


def previewed(plan: CurrentPlan) -> Preview:
    """What a round would change in a plan. Pure."""
    return Preview(plan.data_version, changed(plan.starts, plan.anew))


async def planning_round_preview() -> Preview:
    """What a round held now would change. Everyone signed in may look."""
    plan = await current_plan()
    if len(plan.problem.works) <= AT_ONCE:
        return previewed(plan)
    return await asyncio.to_thread(previewed, plan)
