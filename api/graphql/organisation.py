"""People, units and teams, and the roles over time, as they are shown to everyone signed in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, TypeVar
from uuid import UUID

import strawberry

from api.graphql.context import Info
from api.graphql.enums import exposed
from api.graphql.node import Node, node_loader
from api.graphql.scalars import Money, money
from domain.actor import Deed, Role, may
from domain.demand.queries import request_count_by_unit
from domain.errors import NotFound
from domain.governance.queries import entitlement_by_unit
from domain.organisation import queries
from domain.organisation.queries import AssignmentRow, PersonRow, TeamRow, UnitRow

T = TypeVar("T")

exposed(
    Role,
    "What a person is to the portfolio.",
    {
        Role.REQUESTER: "Everyone signed in: submits, follows and comments.",
        Role.OWNER: "A business owner: decides the priorities of a unit.",
        Role.IT: "IT staff of a team: states facts, decides no priority.",
        Role.BOARD: "The governance board: policy, budgets, escalated questions, value reviews.",
        Role.ADMIN: "An administrator: people, roles, teams, units, imports.",
        Role.SYSTEM: "Mandate itself: reminds and escalates; decides nothing.",
    },
)


@strawberry.type(description="Somebody who may sign in.")
class Person(Node):
    name: str = strawberry.field(description="The name, as it is shown everywhere.")
    email: str = strawberry.field(description="The e-mail address with which the person signs in.")
    active: bool = strawberry.field(description="Whether the person may sign in.")
    row: strawberry.Private[PersonRow]

    @classmethod
    def of(cls, row: PersonRow) -> "Person":
        return cls(id=strawberry.ID(str(row.id)), name=row.name, email=row.email, active=row.active, row=row)

    @strawberry.field(description="The roles held now and to come; deputies' roles say for whom.")
    async def assignments(self, info: Info) -> list["Assignment"]:
        return [Assignment.of(row) for row in await info.context.load(queries.assignments_by_person, self.row.id, ())]


@strawberry.type(description="A role that a person holds for a time.")
class Assignment:
    id: strawberry.ID = strawberry.field(description="The id: unique, stable and without meaning.")
    role: Role = strawberry.field(description="The role.")
    from_: datetime = strawberry.field(name="from", description="From when on.")
    until: datetime | None = strawberry.field(description="Until when; null means until further notice.")
    row: strawberry.Private[AssignmentRow]

    @classmethod
    def of(cls, row: AssignmentRow) -> "Assignment":
        return cls(id=strawberry.ID(str(row.id)), role=row.role, from_=row.from_at, until=row.until_at, row=row)

    @strawberry.field(description="The unit whose priorities an owner decides.")
    async def unit(self, info: Info) -> Annotated["Unit", strawberry.lazy("api.graphql.organisation")] | None:
        return await unit_of(info, self.row.unit) if self.row.unit else None

    @strawberry.field(description="The team that IT staff belong to.")
    async def team(self, info: Info) -> Annotated["Team", strawberry.lazy("api.graphql.organisation")] | None:
        return await team_of(info, self.row.team) if self.row.team else None

    @strawberry.field(description="For whom a deputy stands in.")
    async def acts_for(self, info: Info) -> Person | None:
        return await person_or_none(info, self.row.acts_for)


@strawberry.type(description="A business unit: owns requests, a ranking and a part of the capacity.")
class Unit(Node):
    code: str = strawberry.field(description="A short code, such as retail.")
    name: str = strawberry.field(description="The name.")
    row: strawberry.Private[UnitRow]

    @classmethod
    def of(cls, row: UnitRow) -> "Unit":
        return cls(id=strawberry.ID(str(row.id)), code=row.code, name=row.name, row=row)

    @strawberry.field(description="Its business owners, without deputies.")
    async def owners(self, info: Info) -> list[Person]:
        return [Person.of(row) for row in await info.context.load(queries.owners_by_unit, self.row.id, ())]

    @strawberry.field(description="Its weight in the portfolio order, by the policy.")
    async def entitlement(self, info: Info) -> int:
        return (await info.context.load(entitlement_by_unit, self.row.id, (1, 0.0)))[0]

    @strawberry.field(description="Its part of all units' weights, between 0 and 1.")
    async def share(self, info: Info) -> float:
        return (await info.context.load(entitlement_by_unit, self.row.id, (1, 0.0)))[1]

    @strawberry.field(description="How many requests it has, in whatever state.")
    async def request_count(self, info: Info) -> int:
        return await info.context.load(request_count_by_unit, self.row.id, 0)

    @strawberry.field(description="Whether you decide the order of its requests.")
    def may_rank(self, info: Info) -> bool:
        actor = info.context.actor
        return may(actor, Deed.RANK_REQUEST) and actor.owns(self.row.id)


@strawberry.type(description="A delivery team of IT: estimates, logs its capacity and delivers.")
class Team(Node):
    code: str = strawberry.field(description="A short code, such as platform.")
    name: str = strawberry.field(description="The name.")
    day_rate: Money = strawberry.field(description="The price of one person-day.")
    row: strawberry.Private[TeamRow]

    @classmethod
    def of(cls, row: TeamRow) -> "Team":
        return cls(
            id=strawberry.ID(str(row.id)), code=row.code, name=row.name, day_rate=money(row.day_rate_cents), row=row
        )

    @strawberry.field(description="Its IT staff.")
    async def staff(self, info: Info) -> list[Person]:
        return [Person.of(row) for row in await info.context.load(queries.staff_by_team, self.row.id, ())]

    @strawberry.field(description="Whether you log its capacity.")
    def may_log(self, info: Info) -> bool:
        actor = info.context.actor
        return may(actor, Deed.LOG_CAPACITY) and actor.staffs(self.row.id)


async def person_of(info: Info, person: UUID) -> Person:
    """The person at the end of an edge. Raises NotFound."""
    return Person.of(_there(await info.context.load(queries.person_by_id, person)))


async def person_or_none(info: Info, person: UUID | None) -> Person | None:
    """The person at the end of an edge that may be missing."""
    row = await info.context.load(queries.person_by_id, person) if person is not None else None
    return Person.of(row) if row is not None else None


async def unit_of(info: Info, unit: UUID) -> Unit:
    """The unit at the end of an edge. Raises NotFound."""
    return Unit.of(_there(await info.context.load(queries.unit_by_id, unit)))


async def team_of(info: Info, team: UUID) -> Team:
    """The team at the end of an edge. Raises NotFound."""
    return Team.of(_there(await info.context.load(queries.team_by_id, team)))


async def people_of(info: Info, people: Sequence[UUID]) -> list[Person]:
    """The people at the ends of several edges, read together."""
    return [Person.of(row) for row in await info.context.load_many(queries.person_by_id, people)]


async def teams_of(info: Info, teams: Sequence[UUID]) -> list[Team]:
    """The teams at the ends of several edges, read together."""
    return [Team.of(row) for row in await info.context.load_many(queries.team_by_id, teams)]


def _there(row: T | None) -> T:
    if row is None:
        raise NotFound("Nothing here under that name.")
    return row


@node_loader
async def _person_node(info: Info, id_: UUID) -> Node | None:
    return await person_or_none(info, id_)


@node_loader
async def _unit_node(info: Info, id_: UUID) -> Node | None:
    row = await info.context.load(queries.unit_by_id, id_)
    return Unit.of(row) if row is not None else None


@node_loader
async def _team_node(info: Info, id_: UUID) -> Node | None:
    row = await info.context.load(queries.team_by_id, id_)
    return Team.of(row) if row is not None else None


@strawberry.type
class OrganisationQuery:
    @strawberry.field(description="All business units, by name.")
    async def units(self, info: Info) -> list[Unit]:
        return [Unit.of(row) for row in await queries.units(info.context.actor)]

    @strawberry.field(description="All delivery teams, by name.")
    async def teams(self, info: Info) -> list[Team]:
        return [Team.of(row) for row in await queries.teams(info.context.actor)]

    @strawberry.field(
        description="People by name, at most 100; with `text`, those with every word in name or e-mail address."
    )
    async def people(
        self, info: Info, text: Annotated[str | None, strawberry.argument(description="Words to look for.")] = None
    ) -> list[Person]:
        return [Person.of(row) for row in await queries.people(info.context.actor, text)]
