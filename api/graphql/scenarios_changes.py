"""A scenario's changes: each as a sentence with who decides it, and in parts that a form can take up again."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import strawberry
from strawberry.scalars import JSON
from strawberry.utils.str_converters import to_camel_case

from api.graphql.context import Info
from api.graphql.decisions_options import Option
from api.graphql.demand_types import LazyRequest, requests_of
from api.graphql.enums import exposed
from api.graphql.organisation import Person, Team, Unit, people_of, team_of, unit_of
from api.graphql.scalars import Money, PersonDays, money
from api.graphql.scenarios_new_request import ScenarioNewRequest, request_or_none
from domain.decisions.queries import options_by_id
from domain.demand.queries import requests_by_id
from domain.organisation.queries import team_by_id, unit_by_id
from domain.quantities import Month
from domain.scenarios.changes import (
    BudgetChange,
    CapacityChange,
    ChangeKind,
    ListOrder,
    Months,
    Move,
    NewRequest,
    Planning,
)
from domain.scenarios.planning import scenario_plan
from domain.scenarios.rows import ScenarioRow
from domain.scenarios.wording import Decider, Told

exposed(
    Planning,
    "How a scenario's plan is made.",
    {
        Planning.PLANNING_ROUND: "From scratch from the order, as a planning round does.",
        Planning.WITHIN_CYCLE: "As inside a cycle: whoever has a place keeps it or moves earlier.",
    },
    name="ScenarioPlanning",
)
exposed(
    ChangeKind,
    "What kind of change a scenario makes.",
    {
        ChangeKind.CAPACITY: "A team has more or fewer days.",
        ChangeKind.BUDGET: "Months have another budget.",
        ChangeKind.POLICY: "A setting of the policy is another.",
        ChangeKind.ORDER: "A unit's list stands in another order.",
        ChangeKind.MOVE: "A request stands right below another, or on top.",
        ChangeKind.REQUEST_IN: "A request comes that nobody has submitted.",
        ChangeKind.REQUEST_OUT: "A request leaves.",
        ChangeKind.EFFORT: "All estimates are larger or smaller.",
        ChangeKind.OPTION: "An option of a priority question is taken as decided.",
    },
    name="ScenarioChangeKind",
)
exposed(
    Decider,
    "Who decides a change in earnest.",
    {
        Decider.BOARD: "The governance board, by adopting the scenario.",
        Decider.OWNERS: "Business owners: of the unit, or those whom the priority question asks.",
        Decider.IT: "IT states it as a fact: the team logs its days or estimates.",
    },
    name="ScenarioDecider",
)


@strawberry.type(
    description="One change of a scenario: as a sentence, and its parts for a form, only those of its kind."
)
class ScenarioChange:
    told: strawberry.Private[Told]
    scenario: strawberry.Private[ScenarioRow]
    kind: ChangeKind = strawberry.field(description="What kind of change it is.")
    text: str = strawberry.field(description="The change as a sentence.")
    decided_by: Decider = strawberry.field(description="Who decides it in earnest.")
    who_decides: str = strawberry.field(description="Who decides it and how to ask, as a sentence.")

    @classmethod
    def of(cls, told: Told, scenario: ScenarioRow) -> "ScenarioChange":
        return cls(
            told=told,
            scenario=scenario,
            kind=told.kind,
            text=told.text,
            decided_by=told.decider,
            who_decides=told.who,
        )

    @strawberry.field(description="The people who decide it; none are named for the board and for all teams.")
    async def deciders(self, info: Info) -> list[Person]:
        return await people_of(info, self.told.people)

    @strawberry.field(
        description="Whether it still changes something on the data as they are now: not when its months are over, its"
        " request has left or its question is closed."
    )
    async def in_force(self) -> bool:
        return await self._note() is None

    @strawberry.field(description="Why it changes nothing any more, or not all; null while it does.")
    async def note(self) -> str | None:
        return await self._note()

    async def _note(self) -> str | None:
        return (await scenario_plan(self.scenario)).supposed.notes.get(self.told.path)

    @strawberry.field(description="The team whose days change.")
    async def team(self, info: Info) -> Team | None:
        team: UUID | None = self._of(CapacityChange, "team")
        there = team is not None and await info.context.load(team_by_id, team) is not None
        return await team_of(info, team) if team and there else None

    @strawberry.field(description="The first month of a change of capacity or budget.")
    def first_month(self) -> Month | None:
        month: Month | None = self._of(Months, "month")
        return month

    @strawberry.field(description="The last month of a change of capacity or budget.")
    def last_month(self) -> Month | None:
        month: Month | None = self._of(Months, "last")
        return month

    @strawberry.field(description="Person-days more (or fewer, below 0) in each month.")
    def days(self) -> PersonDays | None:
        days: PersonDays | None = self._of(CapacityChange, "days")
        return days

    @strawberry.field(description="Whether the days are bought at the team's day rate; else they are an assumption.")
    def bought(self) -> bool | None:
        bought: bool | None = self._of(CapacityChange, "bought")
        return bought

    @strawberry.field(description="What buying the days costs in all its months, at today's day rate.")
    async def price(self, info: Info) -> Money | None:
        change = self.told.change
        if not isinstance(change, CapacityChange) or not change.bought:
            return None
        row = await info.context.load(team_by_id, change.team)
        months = change.last - change.month + 1
        return None if row is None else money(change.price(row.day_rate_cents) * months)

    @strawberry.field(description="The budget of each of its months.")
    def amount(self) -> Money | None:
        change = self.told.change
        return money(change.cents) if isinstance(change, BudgetChange) else None

    @strawberry.field(description="The name of the policy's setting, as in ScenarioPolicyInput.")
    def setting(self) -> str | None:
        return to_camel_case(self.told.change[0]) if self.kind is ChangeKind.POLICY else None

    @strawberry.field(description="The setting's value; entitlements as a list of unit and weight.")
    def setting_value(self) -> JSON | None:
        if self.kind is not ChangeKind.POLICY:
            return None
        value: Any = self.told.change[1]
        if isinstance(value, dict):
            return JSON([{"unit": str(unit), "weight": weight} for unit, weight in value.items()])
        return JSON(str(value) if isinstance(value, Decimal) else value)

    @strawberry.field(description="The unit whose list changes.")
    async def unit(self, info: Info) -> Unit | None:
        change = self.told.change
        unit = change.unit if isinstance(change, ListOrder | NewRequest) else None
        if isinstance(change, Move):
            row = await info.context.load(requests_by_id, change.request)
            unit = row.unit if row else None
        there = unit is not None and await info.context.load(unit_by_id, unit) is not None
        return await unit_of(info, unit) if unit and there else None

    @strawberry.field(
        description="The requests of it: a list with the first on top, the one that moves, or the one that leaves."
    )
    async def requests(self, info: Info) -> list[LazyRequest]:
        change = self.told.change
        match change:
            case ListOrder():
                wanted = change.requests
            case Move():
                wanted = (change.request,)
            case UUID() if self.kind is ChangeKind.REQUEST_OUT:
                wanted = (change,)
            case _:
                return []
        return await requests_of(info, wanted)

    @strawberry.field(description="For a move: the request right above; null for the top.")
    async def after(self, info: Info) -> LazyRequest | None:
        return await request_or_none(info, self._of(Move, "after"))

    @strawberry.field(description="All estimates times this.")
    def factor(self) -> Decimal | None:
        return self.told.change if self.kind is ChangeKind.EFFORT else None

    @strawberry.field(description="The request that only this scenario knows.")
    def new_request(self) -> ScenarioNewRequest | None:
        if not isinstance(self.told.change, NewRequest):
            return None
        number = int(self.told.path.rpartition(".")[2])
        return ScenarioNewRequest(new=self.told.change, number=number, scenario=self.scenario)

    @strawberry.field(description="The option of a priority question that is taken as decided.")
    async def option(self, info: Info) -> Option | None:
        if self.kind is not ChangeKind.OPTION:
            return None
        row = await info.context.load(options_by_id, self.told.change)
        return None if row is None else Option(row=row)

    @strawberry.field(description="The priority question of that option.")
    async def question(self, info: Info) -> strawberry.ID | None:
        if self.kind is not ChangeKind.OPTION:
            return None
        row = await info.context.load(options_by_id, self.told.change)
        return None if row is None else strawberry.ID(str(row.question))

    def _of(self, kind: type[Any], name: str) -> Any:
        return getattr(self.told.change, name) if isinstance(self.told.change, kind) else None
