"""Owners order their unit's list. Nobody else does: not IT, not the board, not the owner of another unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from asyncpg import Record

from domain.actor import Actor, Assignment, Deed
from domain.audit import trail
from domain.audit.actions import Action
from domain.database.columns import new_id
from domain.database.engine import Transaction, transaction
from domain.database.refusals import refuse
from domain.demand.commands import Ref, locked, step
from domain.demand.queries import request_id
from domain.demand.rows import RequestRow
from domain.demand.rules import IN_ORDER, RequestState
from domain.errors import Conflict, RuleViolation
from domain.ranking import rules
from domain.ranking.rules import Order

LONGEST_REASON = 2000

refuse("rank_entry.dense", Conflict("Somebody changed this list a moment ago. Reload and decide again."))
refuse("rank_move.one_version", Conflict("Somebody changed this list a moment ago. Reload and decide again."))


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
    """An owner of the unit puts a request right below another one of its list, or on top; those passed move down.

    The list is locked before anything is read, so movers queue up and every move is made on the list that its owner
    saw. What comes in for the first time becomes ranked; entries of requests that left the order meanwhile go in the
    same move. A reason is kept when one is given. Raises NotFound, Forbidden, Conflict (who moved what meanwhile, or
    the request is decided already), RuleViolation.
    """
    said = (reason or "").strip() or None
    if said and len(said) > LONGEST_REASON:
        raise RuleViolation(f"The reason has at most {LONGEST_REASON} characters.", rule="reason_length", path="reason")
    async with transaction(actor, Deed.RANK_REQUEST) as tx:
        item = await request_id(request)
        below = None if after is None else await request_id(after)
        found = await tx.row("select u.id, u.name from request r join unit u on u.id = r.unit where r.id = $1", item)
        assert found is not None
        unit: UUID = found["id"]
        office = actor.ownership(unit, of=found["name"])
        version = await _raised(tx, unit, found["name"], expected_version)
        before = await locked(tx, item)
        if before.unit != unit:
            raise Conflict(f"{before.key} belongs to another unit since a moment ago. Reload and look again.")
        if before.state not in IN_ORDER:
            raise Conflict(f"{before.key} is {before.state.spoken}; only requests that nobody has decided are ranked.")
        # Read before the step: what comes back after it was parked or displaced has left its old place.
        entries = await _entries(tx, unit, item)
        ranked = before
        if before.state is not RequestState.RANKED:
            ranked = await step(tx, before, RequestState.RANKED)
        order, version = await _cleaned(tx, unit, entries, office, version)
        came_in = str(item) not in order
        new = rules.moved(order, str(item), None if below is None else str(below))
        if new == order:
            raise RuleViolation(
                f"{before.key} stands at this place already; nothing would change.", rule="rank_changes", path="after"
            )
        from_place = None if came_in else order.index(str(item)) + 1
        place = new.index(str(item)) + 1
        await _written(tx, unit, entries, new)
        await _told(tx, unit, version, item, from_place, place, office, said)
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
                "version": version,
                "state": ranked.state,
                "passed": rules.passed(order, new, str(item)) if not came_in else new[place:],
            },
            reason=said,
            acts_for=office.acts_for_id,
        )
        return RankedRequest(ranked, unit, place, version)


async def _raised(tx: Transaction, unit: UUID, name: str, expected: int) -> int:
    """Lock the unit's list by raising the version that the owner saw; the new version. Raises Conflict."""
    raising = "update ranking_list set version = version + 1 where unit = $1 and version = $2 returning version"
    version = await tx.value(raising, unit, expected)
    if version is None and expected == 0:
        # A unit's first move makes its list; a second mover of the same moment waits here and then conflicts.
        await tx.execute("insert into ranking_list (unit, version) values ($1, 0) on conflict do nothing", unit)
        version = await tx.value(raising, unit, expected)
    if version is None:
        raise Conflict(await _meanwhile(tx, unit, name, expected))
    return int(version)


async def _meanwhile(tx: Transaction, unit: UUID, name: str, expected: int) -> str:
    """Who moved what since the version that the owner saw."""
    moves = await tx.rows(
        "select p.name, r.number, m.to_place from rank_move m join person p on p.id = m.moved_by"
        " join request r on r.id = m.request where m.unit = $1 and m.version > $2 order by m.version desc",
        unit,
        expected,
    )
    if not moves:
        return f"You have not seen the list of {name} as it is now. Reload and decide again."
    last = moves[0]
    did = f"moved REQ-{last['number']} to place {last['to_place']}" if last["to_place"] else "took a request out"
    more = f", after {len(moves) - 1} other change{'s' if len(moves) > 2 else ''}" if len(moves) > 1 else ""
    return f"Meanwhile {last['name']} {did} in the list of {name}{more}. Reload and decide again."


async def _entries(tx: Transaction, unit: UUID, item: UUID) -> list[Record]:
    """What stands in the unit's list, and whether it still belongs there; an entry of the moved request in another
    unit's list, left from before it changed units, comes first."""
    return await tx.rows(
        "select e.request, e.unit, e.place, r.state = 'ranked' and r.unit = e.unit as stays"
        " from rank_entry e join request r on r.id = e.request"
        " where e.unit = $1 or e.request = $2 order by e.unit = $1, e.place",
        unit,
        item,
    )


async def _cleaned(
    tx: Transaction, unit: UUID, entries: Sequence[Record], office: Assignment, version: int
) -> tuple[Order, int]:
    """The list without the requests that left the order since the last move; each leaves as a move of its own."""
    order: Order = tuple(str(each["request"]) for each in entries if each["unit"] == unit)
    gone = [each for each in entries if not each["stays"]]
    if not gone:
        return order, version
    await tx.execute("delete from rank_entry where request = any($1)", [each["request"] for each in gone])
    for each in gone:
        if each["unit"] != unit:
            await _left(tx, each, office)
    leaving = [each["request"] for each in gone if each["unit"] == unit]
    for number, one in enumerate(leaving):
        place = order.index(str(one)) + 1
        order = rules.removed(order, str(one))
        await _told(tx, unit, version + number, one, place, None, office, "It left the order by its owner's decision.")
    if leaving:
        version = int(
            await tx.value(
                "update ranking_list set version = version + $2 where unit = $1 returning version", unit, len(leaving)
            )
        )
    return order, version


async def _left(tx: Transaction, entry: Record, office: Assignment) -> None:
    """A request that changed units leaves the list of the unit that it had, as a move there."""
    version = await tx.value(
        "update ranking_list set version = version + 1 where unit = $1 returning version", entry["unit"]
    )
    place = await tx.value(
        "select count(*) + 1 from rank_entry where unit = $1 and place < $2", entry["unit"], entry["place"]
    )
    await _told(tx, entry["unit"], version, entry["request"], place, None, office, "It belongs to another unit now.")


async def _written(tx: Transaction, unit: UUID, entries: Sequence[Record], new: Order) -> None:
    """Write the places that changed. Places stay dense: the constraint is checked when all are written."""
    stood = {each["request"]: each["place"] for each in entries if each["stays"]}
    changed = [(UUID(one), place) for place, one in enumerate(new, 1) if stood.get(UUID(one)) != place]
    await tx.execute(
        "update rank_entry e set place = n.place from unnest($2::uuid[], $3::int[]) n(request, place)"
        " where e.request = n.request and e.unit = $1",
        unit,
        [one for one, _ in changed if one in stood],
        [place for one, place in changed if one in stood],
    )
    await tx.execute_many(
        "insert into rank_entry (request, unit, place) values ($1, $2, $3)",
        [(one, unit, place) for one, place in changed if one not in stood],
    )


async def _told(
    tx: Transaction,
    unit: UUID,
    version: int,
    request: UUID,
    from_place: int | None,
    to_place: int | None,
    office: Assignment,
    reason: str | None,
) -> None:
    """Write one move; replaying a unit's moves by version gives its list."""
    await tx.execute(
        "insert into rank_move (id, unit, version, request, from_place, to_place, moved_by, assignment, side, reason,"
        " at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        new_id(),
        unit,
        version,
        request,
        from_place,
        to_place,
        tx.actor.person_id,
        office.id,
        office.role.side.value,
        reason,
        tx.now,
    )
