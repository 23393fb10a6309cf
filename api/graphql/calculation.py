"""Heavy work: started, called off, looked at. It runs beside everything else and decides nothing."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from api.graphql.calculation_types import FinishForecast, MaximumValue
from api.graphql.context import Info
from api.graphql.enums import exposed
from api.graphql.errors import Problem
from api.graphql.node import Node, as_uuid, node_loader
from api.graphql.organisation import Person, person_or_none
from api.graphql.pages import page_size
from api.graphql.request_node import RequestNode
from domain.actor import Deed, may
from domain.calculation import queries
from domain.calculation.commands import cancel_calculation, start_calculation
from domain.calculation.kinds import CalculationKind, CalculationState
from domain.calculation.queries import Maximum
from domain.calculation.results import FoundForecast, FoundMaximum
from domain.calculation.rows import CalculationRow
from domain.errors import NotFound
from domain.planning.current import CurrentPlan
from domain.scenarios import queries as scenarios

exposed(
    CalculationKind,
    "What is calculated beside everything else.",
    {
        CalculationKind.MAXIMUM_VALUE: "The plan of most value, with its proof or gap, and what the owners' order costs"
        " against it.",
        CalculationKind.FORECAST: "Chances and dates of every request, by simulating the plan many times.",
    },
)
exposed(
    CalculationState,
    "How far a calculation is.",
    {
        CalculationState.WAITING: "It waits for its turn.",
        CalculationState.RUNNING: "It is being done.",
        CalculationState.DONE: "It came to its end and has a result.",
        CalculationState.CANCELLED: "Somebody called it off.",
        CalculationState.SUPERSEDED: "The portfolio changed meanwhile, so a newer one took its place.",
        CalculationState.FAILED: "It could not be done; `text` says why.",
    },
)


@strawberry.type(
    description="One heavy calculation on one state of the data. It runs beside everything else, decides nothing and"
    " keeps nobody waiting."
)
class Calculation(Node):
    kind: CalculationKind = strawberry.field(description="What is calculated.")
    state: CalculationState = strawberry.field(description="How far it is.")
    progress: float = strawberry.field(description="How much is done, 0 to 1.")
    text: str = strawberry.field(description="What it is doing, or how it ended, as a sentence.")
    asked_at: datetime = strawberry.field(description="When it was asked for.")
    started_at: datetime | None = strawberry.field(description="When it began; null while it waits.")
    ended_at: datetime | None = strawberry.field(description="When it ended; null before.")
    data_version: int = strawberry.field(description="The number of the newest event that it knows.")
    scenario_id: strawberry.ID | None = strawberry.field(
        description="The id of the scenario that it is about; null for the plan as it is."
    )
    row: strawberry.Private[CalculationRow]

    @classmethod
    def of(cls, row: CalculationRow) -> "Calculation":
        return cls(
            id=strawberry.ID(str(row.id)),
            kind=row.kind,
            state=row.state,
            progress=row.progress / 100,
            text=row.text,
            asked_at=row.asked_at,
            started_at=row.started_at,
            ended_at=row.ended_at,
            data_version=row.data_version,
            scenario_id=None if row.scenario is None else strawberry.ID(str(row.scenario)),
            row=row,
        )

    @strawberry.field(description="Who asked for it; null when Mandate did by itself.")
    async def asked_by(self, info: Info) -> Person | None:
        return await person_or_none(info, self.row.asked_by)

    @strawberry.field(description="Whether it is about the data as they are now.")
    async def of_present_data(self) -> bool:
        return await queries.is_fresh(self.row)

    @strawberry.field(description="Whether you may cancel it now.")
    def may_cancel(self, info: Info) -> bool:
        return self.row.is_open and may(info.context.actor, Deed.CANCEL_CALCULATION)

    @strawberry.field(
        description="What was found; null unless it is a finished search for the plan of most value, and once newer"
        " ones took its place."
    )
    async def maximum_value(self) -> MaximumValue | None:
        found = await queries.found(self.row)
        if not isinstance(found, FoundMaximum):
            return None
        return MaximumValue.of(Maximum(self.row, found, await queries.is_fresh(self.row)))

    @strawberry.field(
        description="How many plans a finished forecast simulated and where the spread of efforts comes from, as a"
        " sentence; null otherwise."
    )
    async def basis(self) -> str | None:
        found = await queries.found(self.row)
        return f"{found.runs} plans were simulated. {found.basis}" if isinstance(found, FoundForecast) else None


@node_loader
async def calculation_node(info: Info, id_: UUID) -> Calculation | None:
    row = await info.context.load(queries.calculation_by_id, id_)
    return None if row is None else Calculation.of(row)


CalculationResult = Annotated[
    Calculation | Problem,
    strawberry.union("CalculationResult", description="The calculation, or why it was refused."),
]
ScenarioOfCalculation = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="A saved what-if by id or number; null for the plan as it is."),
]


@strawberry.type
class CalculationsOfPlan:
    """What heavy work adds to a plan, as far as it was done."""

    plan: strawberry.Private[CurrentPlan]
    scenario: strawberry.Private[str | None]

    async def _maximum(self) -> Maximum | None:
        return await queries.newest_maximum(scenario=UUID(self.scenario) if self.scenario else None)

    async def _of_this(self) -> Maximum | None:
        found = await self._maximum()
        return found if found and found.calculation.data_version == self.plan.data_version else None

    @strawberry.field(
        description="Whether it is proved that no other plan brings more value; false until that was calculated for"
        " these data. This plan follows the owners' order."
    )
    async def proved(self) -> bool:
        maximum = await self._of_this()
        return maximum is not None and maximum.found.order_value >= maximum.found.bound

    @strawberry.field(
        description="How far a plan of more value can lie ahead of this one, as a share of what no plan can exceed;"
        " null until that was calculated for these data."
    )
    async def gap(self) -> float | None:
        maximum = await self._of_this()
        if maximum is None:
            return None
        bound = maximum.found.bound
        return max(0.0, (bound - maximum.found.order_value) / bound) if bound > 0 else 0.0

    @strawberry.field(
        description="The newest plan of most value beside this one, perhaps of older data; null until one was"
        " calculated."
    )
    async def maximum_value(self) -> MaximumValue | None:
        maximum = await self._maximum()
        return None if maximum is None else MaximumValue.of(maximum)

    @strawberry.field(
        description="The newest forecast of this plan's requests, perhaps of older data; null until one was made."
    )
    async def forecast(self) -> Calculation | None:
        made = await queries.newest_done(
            CalculationKind.FORECAST, scenario=UUID(self.scenario) if self.scenario else None
        )
        return None if made is None else Calculation.of(made)


@strawberry.type
class CalculationsOfRequest(RequestNode):
    """What simulation says about a request."""

    @strawberry.field(
        description="When it will probably be finished, by simulated plans; null until a forecast knows it."
    )
    async def finish_forecast(self, info: Info) -> FinishForecast | None:
        found = await info.context.load(queries.forecast_by_request, self.row.id)
        return None if found is None else FinishForecast.of(found)


@strawberry.type
class CalculationQuery:
    """What may be asked about heavy work."""

    @strawberry.field(description="One calculation; null when there is none.")
    async def calculation(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Its id.")],  # noqa: A002
    ) -> Calculation | None:
        wanted = as_uuid(id)
        row = None if wanted is None else await info.context.load(queries.calculation_by_id, wanted)
        return None if row is None else Calculation.of(row)

    @strawberry.field(description="Calculations of the plan as it is, or of a scenario, the newest first.")
    async def calculations(
        self,
        info: Info,
        kind: Annotated[CalculationKind | None, strawberry.argument(description="Only of this kind.")] = None,
        scenario: ScenarioOfCalculation = None,
        first: Annotated[int, strawberry.argument(description="How many at most, 1 to 100.")] = 20,
    ) -> list[Calculation]:
        about = None if scenario is None else (await scenarios.scenario(scenario)).id
        found = await queries.calculations(info.context.actor, kind=kind, scenario=about, first=page_size(first))
        return [Calculation.of(row) for row in found]


@strawberry.type
class CalculationMutation:
    """What may be done about heavy work."""

    @strawberry.mutation(
        description="Have something calculated on the data as they are now. One that waits or runs on the same data is"
        " shared. Business owners, the governance board and IT may; it decides nothing."
    )
    async def start_calculation(
        self,
        info: Info,
        kind: Annotated[CalculationKind, strawberry.argument(description="What to calculate.")],
        scenario: ScenarioOfCalculation = None,
    ) -> CalculationResult:
        return Calculation.of(await start_calculation(info.context.actor, kind, scenario=scenario))

    @strawberry.mutation(
        description="Call a calculation off that waits or runs. Business owners, the governance board and IT may."
    )
    async def cancel_calculation(
        self,
        info: Info,
        calculation: Annotated[strawberry.ID, strawberry.argument(description="The calculation, by id.")],
    ) -> CalculationResult:
        wanted = as_uuid(calculation)
        if wanted is None:
            raise NotFound("There is no such calculation.")
        return Calculation.of(await cancel_calculation(info.context.actor, wanted))
