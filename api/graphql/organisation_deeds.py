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


PersonResult = Annotated[
    PersonPayload | Problem, strawberry.union("PersonResult", description="The new person, or why nobody was added.")
]
UnitResult = Annotated[
    UnitPayload | Problem, strawberry.union("UnitResult", description="The new unit, or why there is none.")
]
TeamResult = Annotated[
    TeamPayload | Problem, strawberry.union("TeamResult", description="The new team, or why there is none.")
]
AssignmentResult = Annotated[
    AssignmentPayload | Problem,
    strawberry.union("AssignmentResult", description="The role, or why it was not given or taken."),
]


async def _payload(info: Info, assignment: UUID) -> AssignmentPayload:
    row = await info.context.load(queries.assignment_by_id, assignment)
    assert row is not None, "just written"
    return AssignmentPayload(assignment=Assignment.of(row), person=await person_of(info, row.person))


@strawberry.type
class OrganisationMutation:
    @strawberry.mutation(description="Add somebody who may sign in; without a password only by single sign-on.")
    async def add_person(
        self,
        info: Info,
        name: Annotated[str, strawberry.argument(description="The name, as it is shown everywhere.")],
        email: Annotated[str, strawberry.argument(description="The e-mail address with which the person signs in.")],
        password: Annotated[
            str | None, strawberry.argument(description="The first password, 10 characters or more.")
        ] = None,
    ) -> PersonResult:
        person = await commands.add_person(info.context.actor, name=name, email=email, password=password)
        return PersonPayload(person=await person_of(info, person))

    @strawberry.mutation(description="Add a business unit.")
    async def add_unit(
        self,
        info: Info,
        code: Annotated[str, strawberry.argument(description="A short code, such as retail.")],
        name: Annotated[str, strawberry.argument(description="The name.")],
    ) -> UnitResult:
        return UnitPayload(unit=await unit_of(info, await commands.add_unit(info.context.actor, code=code, name=name)))

    @strawberry.mutation(description="Add a delivery team; `dayRate` is the price of one person-day.")
    async def add_team(
        self,
        info: Info,
        code: Annotated[str, strawberry.argument(description="A short code, such as platform.")],
        name: Annotated[str, strawberry.argument(description="The name.")],
        day_rate: Annotated[Decimal, strawberry.argument(description="The price of one person-day.")],
    ) -> TeamResult:
        team = await commands.add_team(info.context.actor, code=code, name=name, day_rate_cents=cents(day_rate))
        return TeamPayload(team=await team_of(info, team))

    @strawberry.mutation(
        description="Give somebody a role: owner of a unit, IT staff of a team, board, or administrator."
        " Nobody is on the business side and the IT side at the same time."
    )
    async def assign_role(
        self,
        info: Info,
        person: Annotated[strawberry.ID, strawberry.argument(description="Who, by id or e-mail address.")],
        role: Annotated[Role, strawberry.argument(description="Which role.")],
        unit: Annotated[
            strawberry.ID | None, strawberry.argument(description="Of which unit an owner is one, by id or code.")
        ] = None,
        team: Annotated[
            strawberry.ID | None, strawberry.argument(description="Of which team IT staff are, by id or code.")
        ] = None,
        from_: Annotated[
            datetime | None, strawberry.argument(name="from", description="From when on; without it from now.")
        ] = None,
        until: Annotated[
            datetime | None, strawberry.argument(description="Until when; without it until further notice.")
        ] = None,
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
    async def end_assignment(
        self,
        info: Info,
        assignment: Annotated[strawberry.ID, strawberry.argument(description="The id of the role held.")],
    ) -> AssignmentResult:
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
        deputy: Annotated[strawberry.ID, strawberry.argument(description="Who stands in, by id or e-mail address.")],
        from_: Annotated[datetime, strawberry.argument(name="from", description="From when on.")],
        until: Annotated[datetime, strawberry.argument(description="Until when.")],
        unit: Annotated[
            strawberry.ID | None,
            strawberry.argument(
                description="For which of your units, by id or code; without it for your only one, or on the board."
            ),
        ] = None,
    ) -> AssignmentResult:
        named = await commands_roles.name_deputy(
            info.context.actor,
            await queries.person_id(deputy),
            from_at=from_,
            until_at=until,
            unit=await queries.unit_id(unit) if unit is not None else None,
        )
        return await _payload(info, named)
