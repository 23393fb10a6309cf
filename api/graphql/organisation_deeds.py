"""What administrators do for the organisation, and deputies: one mutation for each deed."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

import strawberry

from api.graphql.context import Info
from api.graphql.errors import Problem
from api.graphql.node import as_uuid
from api.graphql.organisation import Assignment, Person, Team, Unit, person_of, team_of, unit_of
from domain.actor import Role
from domain.errors import NotFound
from domain.organisation import commands, commands_roles, queries
from domain.quantities import cents


@strawberry.type(description="Somebody new.")
class PersonPayload:
    person: Person = strawberry.field(description="The person.")


@strawberry.type(description="A new business unit.")
class UnitPayload:
    unit: Unit = strawberry.field(description="The unit.")


@strawberry.type(description="A new delivery team.")
class TeamPayload:
    team: Team = strawberry.field(description="The team.")


@strawberry.type(description="A role given, ended, or lent to a deputy.")
class AssignmentPayload:
    assignment: Assignment = strawberry.field(description="The role as it is now.")
    person: Person = strawberry.field(description="Who holds it.")


PersonResult = Annotated[PersonPayload | Problem, strawberry.union("PersonResult")]
UnitResult = Annotated[UnitPayload | Problem, strawberry.union("UnitResult")]
TeamResult = Annotated[TeamPayload | Problem, strawberry.union("TeamResult")]
AssignmentResult = Annotated[AssignmentPayload | Problem, strawberry.union("AssignmentResult")]


async def _payload(info: Info, assignment: UUID) -> AssignmentPayload:
    row = await info.context.load(queries.assignment_by_id, assignment)
    assert row is not None, "just written"
    return AssignmentPayload(assignment=Assignment.of(row), person=await person_of(info, row.person))


@strawberry.type
class OrganisationMutation:
    @strawberry.mutation(description="Add somebody who may sign in; without a password only by single sign-on.")
    async def add_person(self, info: Info, name: str, email: str, password: str | None = None) -> PersonResult:
        person = await commands.add_person(info.context.actor, name=name, email=email, password=password)
        return PersonPayload(person=await person_of(info, person))

    @strawberry.mutation(description="Add a business unit.")
    async def add_unit(self, info: Info, code: str, name: str) -> UnitResult:
        return UnitPayload(unit=await unit_of(info, await commands.add_unit(info.context.actor, code=code, name=name)))

    @strawberry.mutation(description="Add a delivery team; `dayRate` is the price of one person-day.")
    async def add_team(self, info: Info, code: str, name: str, day_rate: Decimal) -> TeamResult:
        team = await commands.add_team(info.context.actor, code=code, name=name, day_rate_cents=cents(day_rate))
        return TeamPayload(team=await team_of(info, team))

    @strawberry.mutation(
        description="Give somebody a role: owner of a unit, IT staff of a team, board, or administrator."
        " Nobody is on the business side and the IT side at the same time."
    )
    async def assign_role(
        self,
        info: Info,
        person: strawberry.ID,
        role: Role,
        unit: strawberry.ID | None = None,
        team: strawberry.ID | None = None,
        from_: Annotated[datetime | None, strawberry.argument(name="from")] = None,
        until: datetime | None = None,
    ) -> AssignmentResult:
        assigned = await commands_roles.assign_role(
            info.context.actor,
            await queries.person_id(person),
            role,
            unit=await queries.unit_id(unit) if unit is not None else None,
            team=await queries.team_id(team) if team is not None else None,
            from_at=from_,
            until_at=until,
        )
        return await _payload(info, assigned)

    @strawberry.mutation(description="Take a role away from now on, with the deputies named for it.")
    async def end_assignment(self, info: Info, assignment: strawberry.ID) -> AssignmentResult:
        wanted = as_uuid(assignment)
        if wanted is None:
            raise NotFound("There is no such role.")
        await commands_roles.end_assignment(info.context.actor, wanted)
        return await _payload(info, wanted)

    @strawberry.mutation(
        description="Let somebody of the business decide in your place for a while: for your unit, or on the board."
    )
    async def name_deputy(
        self,
        info: Info,
        deputy: strawberry.ID,
        from_: Annotated[datetime, strawberry.argument(name="from")],
        until: datetime,
        unit: strawberry.ID | None = None,
    ) -> AssignmentResult:
        named = await commands_roles.name_deputy(
            info.context.actor,
            await queries.person_id(deputy),
            from_at=from_,
            until_at=until,
            unit=await queries.unit_id(unit) if unit is not None else None,
        )
        return await _payload(info, named)
