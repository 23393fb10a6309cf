"""Requests that only a scenario knows: what they would bring and take, and where they would land."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

import strawberry

from api.graphql.context import Info
from api.graphql.demand_types import LazyRequest, requests_of
from api.graphql.organisation import Team, Unit, team_of, unit_of
from api.graphql.scalars import Money, PersonDays, money
from domain.quantities import Month, cents
from domain.scenarios.changes import NewRequest, TeamEffort
from domain.scenarios.ideas import key_of
from domain.scenarios.planning import ScenarioPlan, scenario_plan
from domain.scenarios.rows import ScenarioRow

if TYPE_CHECKING:
    from api.graphql.request import Request


async def request_or_none(info: Info, request: UUID | None) -> "Request | None":
    """The request at the end of an edge that may be missing."""
    found = await requests_of(info, [request] if request else [])
    return found[0] if found else None


@strawberry.type(description="What a new request of a scenario takes of a team.")
class ScenarioEffort:
    effort: strawberry.Private[TeamEffort]

    @strawberry.field(description="The team.")
    async def team(self, info: Info) -> Team:
        return await team_of(info, self.effort.team)

    @strawberry.field(description="Its expected work in person-days.")
    def days(self) -> PersonDays:
        return PersonDays(self.effort.days)


@strawberry.type(description="A request that only a scenario knows.")
class ScenarioNewRequest:
    new: strawberry.Private[NewRequest]
    number: strawberry.Private[int]
    scenario: strawberry.Private[ScenarioRow]

    @strawberry.field(description="What it is called in this scenario's tables: NEW-1.")
    def key(self) -> str:
        return key_of(self.number)

    @strawberry.field(description="What it is about.")
    def title(self) -> str:
        return self.new.title.strip()

    @strawberry.field(description="The unit in whose list it would stand.")
    async def unit(self, info: Info) -> Unit:
        return await unit_of(info, self.new.unit)

    @strawberry.field(description="The value that it would bring in the valuation period.")
    def value(self) -> Money:
        return money(cents(self.new.value))

    @strawberry.field(description="What it would cost once, beside the teams' work.")
    def one_off_cost(self) -> Money:
        return money(cents(self.new.one_off_cost))

    @strawberry.field(description="What it would take of each team.")
    def efforts(self) -> list[ScenarioEffort]:
        return [ScenarioEffort(effort=one) for one in self.new.efforts]

    @strawberry.field(description="By when it would have to be finished; null without a deadline.")
    def deadline(self) -> date | None:
        return self.new.deadline

    @strawberry.field(description="The request of its unit's list right above it; null on top or at the end.")
    async def after(self, info: Info) -> LazyRequest | None:
        return await request_or_none(info, self.new.after)

    @strawberry.field(description="Whether it stands on top of its unit's list.")
    def at_top(self) -> bool:
        return self.new.at_top

    @strawberry.field(description="Its place in the scenario's portfolio order; null without one.")
    async def place(self) -> int | None:
        found = (await self._plan()).plan.places.get(self.key())
        return found.place if found else None

    @strawberry.field(description="When it would start; null outside the scenario's plan.")
    async def start_month(self) -> Month | None:
        return (await self._plan()).plan.start_month(self.key())

    @strawberry.field(description="When it would be finished; null outside the scenario's plan.")
    async def finish_month(self) -> Month | None:
        return (await self._plan()).plan.finish_month(self.key())

    async def _plan(self) -> ScenarioPlan:
        return await scenario_plan(self.scenario)
