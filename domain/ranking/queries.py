"""Reading the units' lists, the moves that made them, and other units' support. Everyone signed in sees all of it.

An entry counts while its request is ranked and belongs to the unit; places are counted over those, so a list has no
gap at any moment, also before the next move cleans it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from asyncpg import Record

from domain.actor import Actor
from domain.database.engine import rows
from domain.database.grouping import grouped

# Places as they count.
STANDING = (
    "select e.request, e.unit, row_number() over (partition by e.unit order by e.place) as place,"
    " count(*) over (partition by e.unit) as of"
    " from rank_entry e join request r on r.id = e.request and r.unit = e.unit and r.state = 'ranked'"
)
_MOVE = (
    "m.id, m.unit, m.version, m.request, m.from_place, m.to_place, m.moved_by, a.acts_for, m.at, m.reason"
    " from rank_move m join assignment a on a.id = m.assignment"
)


@dataclass(frozen=True, slots=True)
class RankRow:
    """A request's place in its unit's list, 1 at the top, of so many; `list_version` is sent back with a move."""

    request: UUID
    unit: UUID
    place: int
    of: int
    list_version: int


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One change of a list by which somebody placed a request; `from_place` is None when it came in."""

    id: UUID
    unit: UUID
    version: int
    request: UUID
    from_place: int | None
    to_place: int
    moved_by: UUID
    acts_for: UUID | None
    at: datetime
    reason: str | None


@dataclass(frozen=True, slots=True)
class EndorsementRow:
    """Another unit's support: the share of the cost (0 to 1) that it would carry."""

    id: UUID
    request: UUID
    unit: UUID
    cost_share: Decimal
    endorsed_by: UUID
    acts_for: UUID | None
    at: datetime


@dataclass(frozen=True, slots=True)
class RankingRow:
    """A unit's list, best first, and its requests that wait to be ranked, the longest waiting first."""

    unit: UUID
    version: int
    entries: tuple[RankRow, ...]
    unranked: tuple[UUID, ...]


async def ranking_by_unit(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, RankingRow]:
    """Each unit's list; a unit that has ranked nothing yet has an empty one at version 0."""
    found = await rows(
        f"with standing as ({STANDING} where e.unit = any($1))"
        " select u.id as unit, coalesce(l.version, 0) as version, s.request, s.place, s.of"
        " from unit u left join ranking_list l on l.unit = u.id left join standing s on s.unit = u.id"
        " where u.id = any($1) order by u.id, s.place",
        list(ids),
    )
    waiting = grouped(
        (each["unit"], each["id"])
        for each in await rows(
            "select r.unit, r.id from request r where r.unit = any($1) and (r.state in ('submitted', 'estimated')"
            " or r.state = 'ranked'"
            " and not exists (select from rank_entry e where e.request = r.id and e.unit = r.unit))"
            " order by r.submitted_at, r.id",
            list(ids),
        )
    )
    versions = {each["unit"]: each["version"] for each in found}
    entries = grouped((each["unit"], _entry(each)) for each in found if each["request"])
    return {
        unit: RankingRow(unit, version, entries.get(unit, ()), waiting.get(unit, ()))
        for unit, version in versions.items()
    }


def _entry(each: Record) -> RankRow:
    return RankRow(each["request"], each["unit"], each["place"], each["of"], each["version"])


async def ranking(actor: Actor, unit: UUID) -> RankingRow | None:
    """One unit's list, or None when there is no such unit."""
    return (await ranking_by_unit(actor, [unit])).get(unit)


async def rank_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, RankRow]:
    """The place of each request that is ranked."""
    found = await rows(
        f"with standing as ({STANDING} where e.unit in (select unit from request where id = any($1)))"
        " select s.request, s.unit, s.place, s.of, coalesce(l.version, 0) as version"
        " from standing s left join ranking_list l on l.unit = s.unit where s.request = any($1)",
        list(ids),
    )
    return {each["request"]: _entry(each) for each in found}


async def moves(actor: Actor, unit: UUID, *, first: int = 20) -> tuple[MoveRow, ...]:
    """The latest moves in a unit's list, the newest first. Who left it did so by a deed of its own."""
    found = await rows(
        f"select {_MOVE} where m.unit = $1 and m.to_place is not null order by m.version desc limit $2", unit, first
    )
    return tuple(MoveRow(**each) for each in found)


async def last_move_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, MoveRow]:
    """The last time that somebody moved each request itself."""
    found = await rows(
        f"select distinct on (m.request) {_MOVE} where m.request = any($1) and m.to_place is not null"
        " order by m.request, m.at desc, m.version desc",
        list(ids),
    )
    return {each["request"]: MoveRow(**each) for each in found}


async def endorsements_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, tuple[EndorsementRow, ...]]:
    """Other units' support for each request, the largest share first."""
    found = await rows(
        "select e.id, e.request, e.unit, e.cost_share, e.endorsed_by, a.acts_for, e.at from endorsement e"
        " join assignment a on a.id = e.assignment where e.request = any($1) order by e.cost_share desc, e.id",
        list(ids),
    )
    return grouped((each["request"], EndorsementRow(**each)) for each in found)


async def endorsements_by_id(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, EndorsementRow]:
    found = await rows(
        "select e.id, e.request, e.unit, e.cost_share, e.endorsed_by, a.acts_for, e.at from endorsement e"
        " join assignment a on a.id = e.assignment where e.id = any($1)",
        list(ids),
    )
    return {each["id"]: EndorsementRow(**each) for each in found}
