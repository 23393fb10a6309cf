"""The roots of `CapacityMonth` and `Budget`: what every capability's part of them shares."""

from datetime import datetime

import strawberry

from api.graphql.context import Info
from api.graphql.organisation import Person, Team, person_or_none, team_of
from api.graphql.scalars import Money, PersonDays
from domain.capacity.queries import BudgetCell, CapacityCell
from domain.quantities import Month


@strawberry.type
class CapacityNode:
    """A capability adds its fields in a mixin on this class; `api/graphql/capacity.py` puts them together."""

    row: strawberry.Private[CapacityCell]
    id: strawberry.ID = strawberry.field(description="The id of this team's month; it stays when it is logged.")
    month: Month = strawberry.field(description="The month.")
    gross_days: PersonDays = strawberry.field(description="All days that the team's people work.")
    run_days: PersonDays = strawberry.field(description="Days that go off to keep the lights on.")
    leave_days: PersonDays = strawberry.field(description="Days that go off for leave.")
    other_days: PersonDays = strawberry.field(description="Days that go off for anything else.")
    net_days: PersonDays = strawberry.field(description="Days left for requests.")
    logged: bool = strawberry.field(
        description="Whether the team logged this month; if not, its last month logged is assumed."
    )
    note: str = strawberry.field(description="What the team says about it.")
    version: int = strawberry.field(description="Counts up with every change; 0 was never logged.")
    logged_at: datetime | None = strawberry.field(description="When it was logged last.")

    @strawberry.field(description="The team.")
    async def team(self, info: Info) -> Team:
        return await team_of(info, self.row.team)

    @strawberry.field(description="Who logged it last.")
    async def logged_by(self, info: Info) -> Person | None:
        return await person_or_none(info, self.row.logged_by)


@strawberry.type
class BudgetNode:
    """A capability adds its fields in a mixin on this class; `api/graphql/capacity.py` puts them together."""

    row: strawberry.Private[BudgetCell]
    id: strawberry.ID = strawberry.field(description="The id of this month's budget; it stays when it is set.")
    month: Month = strawberry.field(description="The month.")
    amount: Money = strawberry.field(description="What may be spent on one-off cost; 0 while nothing is set.")
    set: bool = strawberry.field(description="Whether the board has set it; if not, nothing limits spending.")
    version: int = strawberry.field(description="Counts up with every change; 0 was never set.")
    set_at: datetime | None = strawberry.field(description="When it was set last.")

    @strawberry.field(description="Who set it last.")
    async def set_by(self, info: Info) -> Person | None:
        return await person_or_none(info, self.row.set_by)
