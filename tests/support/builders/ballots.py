"""Further owners of a unit, and whole ballots cast through commands."""

from uuid import UUID

from domain.actor import Actor, Role
from domain.demand.rows import RequestRow
from domain.organisation import commands, commands_roles
from domain.ranking import queries
from domain.ranking.commands_ballot import SubmittedRanking, submit_ranking
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
