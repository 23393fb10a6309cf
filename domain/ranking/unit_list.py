"""A unit's list in a deed's hands: locked, made anew from its owners' ballots, and each change of it told.

Every deed that changes a ballot raises the list's version first, so deeds queue up and each acts on what its owner saw.
While no owner of the unit has cast a ballot, the list as it stands is the accountable owner's; the first deed of
somebody else keeps it as that owner's ballot before it casts its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from uuid import UUID

from asyncpg import Record

from domain.actor import Assignment
from domain.audit import trail
from domain.audit.actions import Action
from domain.database.columns import new_id
from domain.database.engine import Transaction
from domain.database.refusals import refuse
from domain.demand.rules import RequestState
from domain.errors import Conflict
from domain.ranking import ballots, rules
from domain.ranking.accountability import owners_by_unit
from domain.ranking.ballots import Tiers
from domain.ranking.ranked_pairs import Ballot, ranked_pairs
from domain.ranking.rules import Move, Order

LEFT = "It left the order by its owner's decision."
LEFT_UNIT = "It belongs to another unit now."
NOTHING: Mapping[str, RequestState] = MappingProxyType({})
FOLLOWED = "It follows from the owners' ballots."

refuse("rank_entry.dense", Conflict("Somebody changed this list a moment ago. Reload and decide again."))
refuse("rank_move.one_version", Conflict("Somebody changed this list a moment ago. Reload and decide again."))


@dataclass(slots=True)
class UnitList:
    """A unit's list while its lock is held.

    order: as it stood, without what left it. ballots: of each owner who has cast one, by who counts now, the
    accountable one first in `owners`. version: what the next change of the list is told as.
    """

    tx: Transaction
    unit: UUID
    office: Assignment
    version: int
    order: Order = ()
    owners: tuple[UUID, ...] = ()
    ballots: dict[UUID, Tiers] = field(default_factory=dict)
    _places: dict[UUID, int] = field(default_factory=dict)
    _told: int = 0

    @property
    def owner(self) -> UUID:
        """Whose ballot the actor casts: the own one, or that of whom a deputy stands in for."""
        return self.office.acts_for_id or self.tx.actor.person_id

    @property
    def own(self) -> Tiers:
        """The actor's ballot as it stands; empty when there is none."""
        return self.ballots.get(self.owner, ())

    async def cast(self, tiers: Tiers) -> None:
        """Write the actor's ballot; before the first of a unit that has a list, what the accountable owner takes
        over from it."""
        if not self.ballots and self.order and self.owners[0] != self.owner:
            await self._write_ballot(self.owners[0], tuple((one,) for one in self.order))
        await self._write_ballot(self.owner, tiers)

    async def _write_ballot(self, owner: UUID, tiers: Tiers) -> None:
        self.ballots[owner] = tiers
        await self.tx.execute(
            "insert into ballot (id, unit, owner, version, tiers, cast_by, assignment, side, at)"
            " values ($1, $2, $3, 1, $4, $5, $6, $7, $8) on conflict (unit, owner) do update set"
            " version = ballot.version + 1, tiers = excluded.tiers, cast_by = excluded.cast_by,"
            " assignment = excluded.assignment, side = excluded.side, at = excluded.at",
            new_id(),
            self.unit,
            owner,
            tiers,
            self.tx.actor.person_id,
            self.office.id,
            self.office.role.side.value,
            self.tx.now,
        )

    async def remade(self) -> Order:
        """The list as the ballots make it now; nothing is written yet."""
        ranked = await self.tx.rows(
            "select id from request where unit = $1 and state = 'ranked' order by submitted_at, id", self.unit
        )
        return made(self.owners, self.ballots, tuple(str(each["id"]) for each in ranked), self.order)

    async def write(self, new: Order, *, first: str | None = None, reason: str | None = None) -> tuple[Move, ...]:
        """Write the list anew and tell each move; `first` is what somebody moved by hand, for this reason."""
        moves = rules.moves(self.order, new, first)
        for move in moves:
            said = reason if move.request == first else FOLLOWED
            await self.tell(UUID(move.request), move.from_place, move.to_place, said)
        await self._write_places(new)
        if self._told > 1:
            raising = "update ranking_list set version = $2 where unit = $1"
            await self.tx.execute(raising, self.unit, self.version - 1)
        self.order = new
        return moves

    @property
    def last_version(self) -> int:
        """The list's version after the deed: it rises with every change, also of a ballot alone."""
        return self.version - 1 if self._told else self.version

    async def tell(self, request: UUID, from_place: int | None, to_place: int | None, reason: str | None) -> None:
        """Tell one change of this list; replaying a unit's moves by version gives its places."""
        await _tell(self.tx, self.unit, self.version, request, from_place, to_place, self.office, reason)
        self.version += 1
        self._told += 1

    async def tell_followers(self, moves: Sequence[Move], states: Mapping[str, RequestState] = NOTHING) -> None:
        """Who follows a request that came in or moved with a ballot hears of it as of any other ranking. `states` are
        those that they came from."""
        for move in moves:
            item = UUID(move.request)
            await trail.record(
                self.tx,
                Action.REQUEST_RANKED,
                subject_kind="request",
                subject=item,
                request=item,
                before={"place": move.from_place, "state": states.get(move.request, RequestState.RANKED)},
                after={
                    "place": self.order.index(move.request) + 1,
                    "of": len(self.order),
                    "unit": self.unit,
                    "version": self.last_version,
                    "state": RequestState.RANKED,
                },
                acts_for=self.office.acts_for_id,
            )

    async def _write_places(self, new: Order) -> None:
        """Write the places that changed. Places stay dense: the constraint is checked when all are written."""
        stood = self._places
        changed = [(UUID(one), place) for place, one in enumerate(new, 1) if stood.get(UUID(one)) != place]
        await self.tx.execute(
            "update rank_entry e set place = n.place from unnest($2::uuid[], $3::int[]) n(request, place)"
            " where e.request = n.request and e.unit = $1",
            self.unit,
            [one for one, _ in changed if one in stood],
            [place for one, place in changed if one in stood],
        )
        await self.tx.execute_many(
            "insert into rank_entry (request, unit, place) values ($1, $2, $3)",
            [(one, self.unit, place) for one, place in changed if one not in stood],
        )


async def opened(
    tx: Transaction, unit: UUID, name: str, office: Assignment, *, expected_version: int, coming: Sequence[UUID]
) -> UnitList:
    """Lock the unit's list as the owner saw it, read its ballots, and take out what left the order.

    Call it before a request that comes in changes its state: what comes back after it was parked or displaced has left
    its old place. `coming` may stand in the list of a unit that they belonged to before. Raises Conflict.
    """
    version = await _raised(tx, unit, name, expected_version)
    owners = (await owners_by_unit([unit], tx.now)).get(unit, ())
    found = await tx.rows("select owner, tiers from ballot where unit = $1 and owner = any($2)", unit, list(owners))
    cast: Mapping[UUID, Tiers] = {each["owner"]: tuple(map(tuple, each["tiers"])) for each in found}
    held = UnitList(tx, unit, office, version, owners=owners, ballots={one: cast[one] for one in owners if one in cast})
    await _clean(held, coming)
    return held


def made(owners: Sequence[UUID], cast: Mapping[UUID, Tiers], by_date: Order, order: Order) -> Order:
    """The list that ballots make of a unit's ranked requests, given by date; without a ballot, `order` as it stands."""
    counting = set(by_date)
    kept = {owner: ballots.kept(cast[owner], counting) for owner in owners if owner in cast}
    if not kept:
        return tuple(one for one in order if one in counting)
    listed = {one for tiers in kept.values() for tier in tiers for one in tier} | set(order)
    items = [one for one in by_date if one in listed]
    if len(kept) == 1:  # Ranked Pairs of one ballot is that ballot
        (only,) = (ballots.flat(tiers, by_date) for tiers in kept.values())
        return (*only, *(one for one in items if one not in set(only)))
    lead = ballots.flat(kept.get(owners[0], ()), by_date)
    return ranked_pairs([Ballot(tiers) for tiers in kept.values()], items, lead).order


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


async def _clean(held: UnitList, coming: Sequence[UUID]) -> None:
    """Take out what left the order since the last change; each leaves as a move of its own. A request that comes in
    from another unit leaves the list there first."""
    tx, unit = held.tx, held.unit
    entries = await tx.rows(
        "select e.request, e.unit, e.place, r.state = 'ranked' and r.unit = e.unit as stays"
        " from rank_entry e join request r on r.id = e.request"
        " where e.unit = $1 or e.request = any($2) order by e.unit = $1, e.place",
        unit,
        list(coming),
    )
    held.order = tuple(str(each["request"]) for each in entries if each["unit"] == unit)
    held._places = {each["request"]: each["place"] for each in entries if each["stays"]}
    gone = [each for each in entries if not each["stays"]]
    if not gone:
        return
    await tx.execute("delete from rank_entry where request = any($1)", [each["request"] for each in gone])
    for each in gone:
        if each["unit"] != unit:
            await _left(tx, each, held.office)
            continue
        place = held.order.index(str(each["request"])) + 1
        held.order = rules.removed(held.order, str(each["request"]))
        await held.tell(each["request"], place, None, LEFT)


async def _left(tx: Transaction, entry: Record, office: Assignment) -> None:
    """A request that changed units leaves the list of the unit that it had, as a move there."""
    version = await tx.value(
        "update ranking_list set version = version + 1 where unit = $1 returning version", entry["unit"]
    )
    place = await tx.value(
        "select count(*) + 1 from rank_entry where unit = $1 and place < $2", entry["unit"], entry["place"]
    )
    await _tell(tx, entry["unit"], version, entry["request"], place, None, office, LEFT_UNIT)


async def _tell(
    tx: Transaction,
    unit: UUID,
    version: int,
    request: UUID,
    from_place: int | None,
    to_place: int | None,
    office: Assignment,
    reason: str | None,
) -> None:
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
