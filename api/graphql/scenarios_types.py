"""A saved scenario as everybody sees it, with its age, its changes and what it comes to."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from api.graphql.context import Info
from api.graphql.node import Node, node_loader
from api.graphql.organisation import Person, person_of
from api.graphql.pages import PageInfo
from api.graphql.scenarios_changes import ScenarioChange
from api.graphql.scenarios_figures import ScenarioSummary
from domain.actor import Deed, may
from domain.quantities import Month
from domain.scenarios.changes import Planning
from domain.scenarios.naming import told_by_scenario
from domain.scenarios.planning import scenario_summary
from domain.scenarios.queries import Age, adoption_by_scenario, age_by_scenario, scenario_by_id
from domain.scenarios.rows import AdoptionRow, ScenarioRow
from domain.scenarios.wording import of_others


@strawberry.type(description="What the board made of a scenario.")
class ScenarioAdoption:
    row: strawberry.Private[AdoptionRow]
    at: datetime = strawberry.field(description="When it was adopted.")
    reason: str = strawberry.field(description="Why.")
    data_version: int = strawberry.field(description="The newest event that the board's figures knew.")
    round_number: int | None = strawberry.field(
        description="The planning round that it held; null for a scenario within the cycle."
    )

    @classmethod
    def of(cls, row: AdoptionRow) -> "ScenarioAdoption":
        return cls(row=row, at=row.at, reason=row.reason, data_version=row.data_version, round_number=row.round_number)

    @strawberry.field(description="Who adopted it for the board.")
    async def by(self, info: Info) -> Person:
        return await person_of(info, self.row.adopted_by)


@strawberry.type(
    description="A saved what-if: changes from one state of the data. It decides nothing until the board adopts it, and"
    " its figures are always computed on the data as they are now."
)
class Scenario(Node):
    row: strawberry.Private[ScenarioRow]
    number: int = strawberry.field(description="Its number, for people: scenario 7.")
    name: str = strawberry.field(description="What it is called.")
    purpose: str = strawberry.field(description="What it is to find out; may be empty.")
    saved_at: datetime = strawberry.field(description="When it was saved.")
    data_version: int = strawberry.field(description="The number of the newest event when it was saved.")
    month: Month = strawberry.field(description="The month in which it was saved.")
    discarded_at: datetime | None = strawberry.field(description="Null unless its author has discarded it.")
    planning: Planning = strawberry.field(description="How its plan is made.")

    @classmethod
    def of(cls, row: ScenarioRow) -> "Scenario":
        return cls(
            id=strawberry.ID(str(row.id)),
            row=row,
            number=row.number,
            name=row.name,
            purpose=row.purpose,
            saved_at=row.saved_at,
            data_version=row.data_version,
            month=row.month,
            discarded_at=row.discarded_at,
            planning=row.changes.planning,
        )

    @strawberry.field(description="Who saved it.")
    async def by(self, info: Info) -> Person:
        return await person_of(info, self.row.saved_by)

    @strawberry.field(description="Whether the data moved on since it was saved.")
    async def stale(self, info: Info) -> bool:
        return (await self._age(info)).stale

    @strawberry.field(description="How old it is and what its figures are from, as a sentence.")
    async def age_text(self, info: Info) -> str:
        return (await self._age(info)).text

    async def _age(self, info: Info) -> Age:
        found = await info.context.load(age_by_scenario, self.row.id)
        assert found is not None
        return found

    @strawberry.field(description="The scenario that it was made from; null for a first one.")
    async def follows(self, info: Info) -> "Scenario | None":
        row = await info.context.load(scenario_by_id, self.row.follows) if self.row.follows else None
        return None if row is None else Scenario.of(row)

    @strawberry.field(description="What it changes, in the order in which that is applied.")
    async def changes(self, info: Info) -> list[ScenarioChange]:
        several = await info.context.load(told_by_scenario, self.row.id, ())
        return [ScenarioChange.of(one, self.row) for one in several]

    @strawberry.field(
        description="What it comes to beside the live plan. It is planned when asked, so ask for few at once."
    )
    async def summary(self) -> ScenarioSummary:
        return ScenarioSummary.of(await scenario_summary(self.row))

    @strawberry.field(description="What the board made of it; null unless it was adopted.")
    async def adoption(self, info: Info) -> ScenarioAdoption | None:
        row = await info.context.load(adoption_by_scenario, self.row.id) if self.row.adopted else None
        return None if row is None else ScenarioAdoption.of(row)

    @strawberry.field(description="Whether you may discard it now: its author may, unless it was adopted.")
    def may_discard(self, info: Info) -> bool:
        actor, row = info.context.actor, self.row
        mine = row.saved_by == actor.person_id and may(actor, Deed.DISCARD_SCENARIO)
        return mine and row.discarded_at is None and not row.adopted

    @strawberry.field(description="Whether you may adopt it now: the board may, unless others decide parts of it.")
    async def may_adopt(self, info: Info) -> bool:
        return may(info.context.actor, Deed.ADOPT_SCENARIO) and not await self._against(info)

    @strawberry.field(
        description="Why it cannot be adopted as it is: a sentence for each part that others decide; empty when it can."
    )
    async def against_adoption(self, info: Info) -> list[str]:
        return await self._against(info)

    async def _against(self, info: Info) -> list[str]:
        if self.row.adopted:
            return ["The board adopted it already."]
        if self.row.discarded_at is not None:
            return ["Its author discarded it."]
        several = await info.context.load(told_by_scenario, self.row.id, ())
        return [f"{one.text} {one.who}" for one in of_others(several)]


@node_loader
async def scenario_node(info: Info, id_: UUID) -> Scenario | None:
    row = await info.context.load(scenario_by_id, id_)
    return None if row is None else Scenario.of(row)


@strawberry.type(description="One scenario in a list.")
class ScenarioEdge:
    cursor: str = strawberry.field(description="Its place in the list, for `after`.")
    node: Scenario = strawberry.field(description="The scenario.")


@strawberry.type(description="Scenarios, the newest first.")
class ScenarioConnection:
    edges: list[ScenarioEdge] = strawberry.field(description="The scenarios of this page.")
    page_info: PageInfo = strawberry.field(description="Where this page stands.")
    total_count: int = strawberry.field(description="How many the list holds.")


ScenarioRef = Annotated[strawberry.ID, strawberry.argument(description="The scenario, by id or number.")]
