"""Further owners of a unit, whole ballots cast through commands, and the list that follows as the database has it."""

from uuid import UUID

from domain.actor import Actor, Role
from domain.database.engine import rows, value
from domain.demand.rows import RequestRow
from domain.organisation import commands, commands_roles
from domain.ranking import queries
from domain.ranking.commands_ballot import SubmittedRanking, submit_ranking
from domain.ranking.queries_ballot import ListReasons, list_reasons_by_unit
from tests.support.personas import Company, Persona


async def owner_too(company: Company, name: str, unit: UUID) -> Persona:
    """Somebody new who owns the unit from now on, beside who owns it longer."""
    admin = await company.admin.as_actor()
    email = f"{name.lower().replace(' ', '.')}@test.example"
    person = await commands.add_person(admin, name=name, email=email)
    await commands_roles.assign_role(admin, person, Role.OWNER, unit=unit)
    return Persona(person, name, email)


async def cast(
    owner: Actor, unit: UUID, *tiers: RequestRow | tuple[RequestRow, ...], reason: str | None = None
) -> SubmittedRanking:
    """The owner gives a whole ballot, best first, having just looked at the list; a tuple is one tier."""
    version = (await queries.ranking_by_unit(owner, [unit]))[unit].version
    named = [[one.id for one in (tier if isinstance(tier, tuple) else (tier,))] for tier in tiers]
    return await submit_ranking(owner, unit, named, expected_version=version, reason=reason)


async def order(unit: UUID) -> list[UUID]:
    """A unit's list as it is kept; its places have no gap."""
    found = await rows("select request, place from rank_entry where unit = $1 order by place", unit)
    assert [each["place"] for each in found] == list(range(1, len(found) + 1))
    return [each["request"] for each in found]


async def replayed(unit: UUID) -> list[UUID]:
    """The list as the recorded moves alone make it."""
    told: list[UUID] = []
    for move in await rows("select * from rank_move where unit = $1 order by version", unit):
        if move["from_place"] is not None:
            assert told.pop(move["from_place"] - 1) == move["request"]
        if move["to_place"] is not None:
            told.insert(move["to_place"] - 1, move["request"])
    return told


async def reasons(actor: Actor, unit: UUID) -> ListReasons:
    """Why a unit's list is as it is."""
    return (await list_reasons_by_unit(actor, [unit]))[unit]


async def version(unit: UUID) -> int:
    """The version of a unit's list."""
    return int(await value("select version from ranking_list where unit = $1", unit) or 0)
