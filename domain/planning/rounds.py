"""Reading the planning rounds that the board held, and what each of them changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.actor import Actor
from domain.database.engine import rows
from domain.planning.changes import StartChange, from_documents
from domain.planning.standing import ROUND_COLUMNS, RoundRow, months_of, round_row
from domain.quantities import Month


@dataclass(frozen=True, slots=True)
class RoundPage:
    """Some rounds, the newest first."""

    items: tuple[RoundRow, ...]
    has_next: bool


async def planning_rounds(actor: Actor, *, first: int, before: int | None = None) -> RoundPage:
    """The rounds held, the newest first; `before` is the number of the last one seen. Everyone signed in sees them."""
    found = await rows(
        f"select {ROUND_COLUMNS} from planning_round r where $1::int is null or r.number < $1"
        " order by r.number desc limit $2",
        before,
        first + 1,
    )
    return RoundPage(tuple(round_row(each) for each in found[:first]), len(found) > first)


async def changes_by_round(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, tuple[StartChange, ...]]:
    """What each round changed, in the portfolio order of its day."""
    found = await rows("select id, changes from planning_round where id = any($1)", list(ids))
    return {each["id"]: from_documents(each["changes"]) for each in found}


async def starts_by_round(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Mapping[UUID, Month]]:
    """The month that each round gave each request that it planned."""
    found = await rows("select id, starts from planning_round where id = any($1)", list(ids))
    return {each["id"]: months_of(each["starts"]) for each in found}


async def starts_of_round(planning_round: UUID) -> Mapping[UUID, Month]:
    """The month that one round gave each request that it planned."""
    return (await starts_by_round(Actor.system(), (planning_round,)))[planning_round]
