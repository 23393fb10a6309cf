"""Who is who: people, units and teams, the roles in force, and the actor behind a person.

Names, units, teams and roles are no secret among people who are signed in; everybody sees who decides what.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from asyncpg import Record

from domain.actor import Actor, Assignment, Role, Side
from domain.database import clock
from domain.database.engine import row, rows, value
from domain.database.grouping import grouped
from domain.errors import NotFound

MOST_PEOPLE = 100  # of one search

_PERSON = "p.id, p.email, p.name, p.locale, p.time_zone, p.active"
# $2 is the present.
_IN_FORCE = "a.from_at <= $2 and (a.until_at is null or a.until_at > $2)"


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A business unit."""

    id: UUID
    name: str
    code: str


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A delivery team; `day_rate_cents` is the price of one person-day."""

    id: UUID
    name: str
    code: str
    day_rate_cents: int


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody who may sign in while active."""

    id: UUID
    email: str
    name: str
    locale: str
    time_zone: str
    active: bool


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """A role that a person holds for a time, perhaps as somebody's deputy (`acts_for`)."""

    id: UUID
    person: UUID
    role: Role
    side: Side
    unit: UUID | None
    team: UUID | None
    acts_for: UUID | None
    from_at: datetime
    until_at: datetime | None

    @classmethod
    def of(cls, found: Record) -> "AssignmentRow":
        return cls(**{**found, "role": Role(found["role"]), "side": Side(found["side"])})


ASSIGNMENT = "a.id, a.person, a.role, a.side, a.unit, a.team, a.acts_for, a.from_at, a.until_at"


async def actor_of(person_id: UUID, *, scopes: Iterable[str] | None = None) -> Actor:
    """The actor that a person is at this moment: with the roles in force now.

    `scopes` narrows an API token. Raises NotFound for somebody unknown or no longer active.
    """
    found = await rows(
        f"""select p.id as person_id, p.name, a.id, a.role, a.unit, a.team, a.acts_for
            from person p left join assignment a on a.person = p.id and {_IN_FORCE}
            where p.id = $1 and p.active order by a.id""",
        person_id,
        clock.now(),
    )
    if not found:
        raise NotFound("There is no such person, or not any more.")
    return actor_from(found, scopes=scopes)


def actor_from(found: Sequence[Record], *, scopes: Iterable[str] | None = None) -> Actor:
    """The actor from one row per role in force (at least one row, whose role may be null)."""
    return Actor(
        found[0]["person_id"],
        found[0]["name"],
        tuple(
            Assignment(each["id"], Role(each["role"]), each["unit"], each["team"], each["acts_for"])
            for each in found
            if each["role"] is not None
        ),
        None if scopes is None else frozenset(scopes),
    )


async def units(actor: Actor) -> tuple[UnitRow, ...]:
    """All business units by name."""
    return tuple(UnitRow(**each) for each in await rows("select id, name, code from unit order by name, id"))


async def teams(actor: Actor) -> tuple[TeamRow, ...]:
    """All delivery teams by name."""
    found = await rows("select id, name, code, day_rate_cents from team order by name, id")
    return tuple(TeamRow(**each) for each in found)


async def people(actor: Actor, text: str | None = None) -> tuple[PersonRow, ...]:
    """People whose name or e-mail address contains every word of `text`, by name; at most 100."""
    words = [
        "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%" for word in (text or "").split()
    ]
    found = await rows(
        f"""select {_PERSON} from person p
            where p.name || ' ' || p.email ilike all($1::text[])
            order by p.name, p.id limit {MOST_PEOPLE}""",
        words,
    )
    return tuple(PersonRow(**each) for each in found)


async def unit_by_id(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, UnitRow]:
    found = await rows("select id, name, code from unit where id = any($1::uuid[])", ids)
    return {each["id"]: UnitRow(**each) for each in found}


async def team_by_id(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, TeamRow]:
    found = await rows("select id, name, code, day_rate_cents from team where id = any($1::uuid[])", ids)
    return {each["id"]: TeamRow(**each) for each in found}


async def person_by_id(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, PersonRow]:
    found = await rows(f"select {_PERSON} from person p where p.id = any($1::uuid[])", ids)
    return {each["id"]: PersonRow(**each) for each in found}


async def assignment_by_id(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, AssignmentRow]:
    found = await rows(f"select {ASSIGNMENT} from assignment a where a.id = any($1::uuid[])", ids)
    return {each["id"]: AssignmentRow.of(each) for each in found}


async def owners_by_unit(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, tuple[PersonRow, ...]]:
    """The business owners of each unit, without deputies."""
    return await _holders("a.unit", "a.role = 'owner' and a.acts_for is null", ids)


async def deciders_by_unit(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, tuple[PersonRow, ...]]:
    """Everybody who decides a unit's priorities now: its owners and their deputies."""
    return await _holders("a.unit", "a.role = 'owner'", ids)


async def staff_by_team(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, tuple[PersonRow, ...]]:
    """The IT staff of each team."""
    return await _holders("a.team", "a.role = 'it'", ids)


async def board_members(actor: Actor) -> tuple[PersonRow, ...]:
    """The governance board now, deputies included."""
    found = await rows(
        f"""select distinct {_PERSON} from assignment a join person p on p.id = a.person
            where a.role = $1 and p.active and {_IN_FORCE} order by p.name, p.id""",
        Role.BOARD.value,
        clock.now(),
    )
    return tuple(PersonRow(**each) for each in found)


async def assignments_by_person(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, tuple[AssignmentRow, ...]]:
    """The roles of each person now and to come, the earliest first."""
    found = await rows(
        f"""select {ASSIGNMENT} from assignment a
            where a.person = any($1::uuid[]) and (a.until_at is null or (a.until_at > $2 and a.until_at > a.from_at))
            order by a.from_at, a.id""",
        ids,
        clock.now(),
    )
    return grouped((each["person"], AssignmentRow.of(each)) for each in found)


async def _holders(scope: str, condition: str, ids: Sequence[UUID]) -> Mapping[UUID, tuple[PersonRow, ...]]:
    found = await rows(
        f"""select distinct {scope} as scope, {_PERSON} from assignment a join person p on p.id = a.person
            where {scope} = any($1::uuid[]) and {condition} and p.active and {_IN_FORCE}
            order by p.name, p.id""",
        ids,
        clock.now(),
    )
    return grouped((each["scope"], PersonRow(**{k: v for k, v in each.items() if k != "scope"})) for each in found)


async def unit_id(ref: str | UUID) -> UUID:
    """The unit that somebody named by its id or its code. Raises NotFound."""
    return await _named("unit", "code", ref, "There is no such unit.")


async def team_id(ref: str | UUID) -> UUID:
    """The team that somebody named by its id or its code. Raises NotFound."""
    return await _named("team", "code", ref, "There is no such team.")


async def person_id(ref: str | UUID) -> UUID:
    """The person whom somebody named by id or e-mail address. Raises NotFound."""
    return await _named("person", "email", ref, "There is no such person.")


async def _named(table: str, column: str, ref: str | UUID, refusal: str) -> UUID:
    try:
        known = ref if isinstance(ref, UUID) else UUID(ref)
    except ValueError:
        named = str(ref).strip()
        # Half characters and zero bytes are no text to the database, and name nobody.
        found = (
            await value(f"select id from {table} where {column} = lower($1)", named) if named.isprintable() else None
        )
    else:
        found = await value(f"select id from {table} where id = $1", known)
    if found is None:
        raise NotFound(refusal)
    assert isinstance(found, UUID)
    return found


async def person(ref: str | UUID) -> PersonRow:
    """One person by id or e-mail address. Raises NotFound."""
    found = await row(f"select {_PERSON} from person p where p.id = $1", await person_id(ref))
    assert found is not None
    return PersonRow(**found)
