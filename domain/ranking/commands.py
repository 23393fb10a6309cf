"""Owners order their unit's list. Nobody else does: not IT, not the board, not the owner of another unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from domain.actor import Actor, Deed
from domain.audit import trail
from domain.audit.actions import Action
from domain.database.engine import transaction
from domain.demand.commands import Ref, locked, step
from domain.demand.queries import request_id
from domain.demand.rows import RequestRow
from domain.demand.rules import RequestState
from domain.errors import Conflict, RuleViolation
from domain.ranking import ballots, rules, unit_list
from domain.ranking.unit_list import UnitList


@dataclass(frozen=True, slots=True)
class RankedRequest:
    """A request at its new place; `version` is the list's, to be sent back with the next move."""

    request: RequestRow
    unit: UUID
    place: int
    version: int


async def rank_request(
    actor: Actor, request: Ref, *, after: Ref | None, expected_version: int, reason: str | None = None
) -> RankedRequest:
    """An owner of the unit puts a request right below another one on the own ballot, or on top; the list follows.

    What the ballot lacks it takes from the list first, so for a single owner this moves the request in the list. With
    several owners the list is made anew from all their ballots. The list is locked before anything is read, so movers
    queue up and every move is made on the list that its owner saw. What comes in for the first time becomes ranked;
    entries of requests that left the order meanwhile go in the same move. A reason is kept when one is given. Raises
    NotFound, Forbidden, Conflict (who moved what meanwhile, or the request is decided already), RuleViolation.
    """
    said = rules.reason_given(reason)
    async with transaction(actor, Deed.RANK_REQUEST) as tx:
        item = await request_id(request)
        below = None if after is None else await request_id(after)
        found = await tx.row("select u.id, u.name from request r join unit u on u.id = r.unit where r.id = $1", item)
        assert found is not None
        unit: UUID = found["id"]
        office = actor.ownership(unit, of=found["name"])
        held = await unit_list.opened(tx, unit, found["name"], office, expected_version=expected_version, coming=[item])
        before = await locked(tx, item)
        if before.unit != unit:
            raise Conflict(f"{before.key} belongs to another unit since a moment ago. Reload and look again.")
        rules.check_undecided(before.key, before.state)
        key, old = str(item), held.order
        came_in = key not in old
        tiers = ballots.placed(held.own, key, None if below is None else str(below), old)
        if not came_in and tiers == ballots.kept(ballots.completed(held.own, old), set(old)):
            raise RuleViolation(_stands_already(before, held), rule="rank_changes", path="after")
        ranked = before if before.state is RequestState.RANKED else await step(tx, before, RequestState.RANKED)
        await held.cast(tiers)
        new = await held.remade()
        moves = await held.write(new, first=key, reason=said)
        from_place = None if came_in else old.index(key) + 1
        place = new.index(key) + 1
        await trail.record(
            tx,
            Action.REQUEST_RANKED,
            subject_kind="request",
            subject=item,
            request=item,
            before={"place": from_place, "state": before.state},
            after={
                "place": place,
                "of": len(new),
                "unit": unit,
                "version": held.last_version,
                "state": ranked.state,
                "passed": new[place:] if came_in else rules.passed(old, new, key),
                **_on_ballot(held, key),
            },
            reason=said,
            acts_for=office.acts_for_id,
        )
        await held.tell_followers([move for move in moves if move.request != key])
        return RankedRequest(ranked, unit, place, held.last_version)


def _stands_already(request: RequestRow, held: UnitList) -> str:
    if len(held.ballots) > 1:
        return (
            f"{request.key} stands at this place on your ballot already; nothing would change. The list follows from"
            " the ballots of all owners."
        )
    return f"{request.key} stands at this place already; nothing would change."


def _on_ballot(held: UnitList, item: str) -> Mapping[str, object]:
    """Where several owners' ballots make the list: the request's place on the one that was cast."""
    return {"ballot_place": ballots.place_on(held.own, item)} if len(held.ballots) > 1 else {}
