"""How far the plan has moved from what its planning round gave, and why."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from domain.database.engine import rows
from domain.planning.changes import StartChange, in_order
from domain.planning.current import CurrentPlan
from domain.planning.facts import FINISHED
from domain.planning.rounds import starts_of_round
from domain.quantities import Month


def moved(plan: CurrentPlan, at_round: Mapping[UUID, Month]) -> tuple[StartChange, ...]:
    """Every request in play that starts in another month than at the round, with what made it later. Pure."""
    found = (change_of(plan, one, at_round) for one in in_order(plan))
    return tuple(one for one in found if one is not None)


def change_of(plan: CurrentPlan, request: UUID, at_round: Mapping[UUID, Month]) -> StartChange | None:
    """How one request's start differs from what the round gave it, with what made it later; None if it does not."""
    was, now = at_round.get(request), plan.starts.get(request)
    if plan.standing is None or was == now:
        return None
    because = " ".join(plan.standing.moves.get(request, ())) or None
    return StartChange(request, plan.place_of(request), was, now, because)


async def changes_since_round(plan: CurrentPlan) -> tuple[StartChange, ...]:
    """Every request whose start differs from what the round gave it; last those that their owners took out since.

    Empty before the first round. What was delivered since has kept its word and is no change.
    """
    if plan.standing is None:
        return ()
    at_round = await starts_of_round(plan.standing.round.id)
    gone = [one for one in at_round if one not in plan.keys]
    return (*moved(plan, at_round), *await _taken_out(gone, at_round))


async def _taken_out(gone: Sequence[UUID], at_round: Mapping[UUID, Month]) -> tuple[StartChange, ...]:
    found = await rows(
        "select id, state from request where id = any($1) and state <> all($2) order by number",
        list(gone),
        [state.value for state in FINISHED],
    )
    return tuple(
        StartChange(each["id"], None, at_round[each["id"]], None, f"It was {each['state'].replace('_', ' ')}.")
        for each in found
    )
