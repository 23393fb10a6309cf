"""Work under way: start and end, forecasts beside the promise, dated updates, and how predictable teams are."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import strawberry

from api.graphql.context import Info
from api.graphql.demand_types import LazyRequest, Reason, RequestPayload, RequestRef, RequestResult, of_row, request_of
from api.graphql.errors import Problem
from api.graphql.organisation import Person, Team, person_of, team_of
from api.graphql.request_node import RequestNode
from api.graphql.scalars import PersonDays, in_decidays, person_days
from domain.delivery import commands, queries
from domain.delivery.queries import DeliveryRow, ForecastRow, NextUpdate, TeamPredictability, UpdateRow
from domain.organisation.queries import team_id
from domain.quantities import Month


def _id(description: str = "The id: unique, stable and without meaning.") -> Any:
    return strawberry.field(resolver=lambda root: strawberry.ID(str(root.row.id)), description=description)


def _of_dates(name: str, description: str) -> Any:
    return strawberry.field(resolver=lambda root: getattr(root.row.dates, name), description=description)


@strawberry.type(description="A message to the followers of a request that says when the next one comes.")
class Update:
    row: strawberry.Private[UpdateRow]
    id: strawberry.ID = _id()
    text: str = of_row("text", "Where it stands.")
    at: datetime = of_row("at", "When it was posted.")
    next_update_at: datetime = of_row("next_update_at", "By when the next update was announced.")
    missed: bool = of_row("missed", "Whether the next update did not come by then.")

    @strawberry.field(description="Who posted it.")
    async def author(self, info: Info) -> Person:
        return await person_of(info, self.row.author)


@strawberry.type(description="When IT expects to finish. It stands beside the promise, never over it.")
class Forecast:
    row: strawberry.Private[ForecastRow]
    id: strawberry.ID = _id()
    finish_month: Month = of_row("finish_month", "The month in which IT expects to finish.")
    reason: str = of_row("reason", "Why.")
    at: datetime = of_row("at", "When it was said.")
    slip_months: int | None = of_row(
        "slip_months", "Months after the month promised first, negative when before; null without a promise."
    )

    @strawberry.field(description="Who said so.")
    async def by(self, info: Info) -> Person:
        return await person_of(info, self.row.made_by)


@strawberry.type(description="When IT started and delivered a request.")
class Delivery:
    row: strawberry.Private[DeliveryRow]
    started_on: date = of_row("started_on", "The day on which work started.")
    delivered_on: date | None = of_row("delivered_on", "The day since which it is in use; null while work goes on.")

    @strawberry.field(description="The person-days that it took; null where nobody has said so.")
    def actual_days(self) -> PersonDays | None:
        return None if self.row.actual_decidays is None else person_days(self.row.actual_decidays)


@strawberry.type(description="How well a team keeps the months first promised.")
class Predictability:
    row: strawberry.Private[TeamPredictability]

    @strawberry.field(description="The id of this record: one for each team.")
    def id(self) -> strawberry.ID:
        return strawberry.ID(f"predictability:{self.row.team}")

    @strawberry.field(description="The team.")
    async def team(self, info: Info) -> Team:
        return await team_of(info, self.row.team)

    sample: int = _of_dates("sample", "How many delivered requests it is about.")
    too_few: bool = _of_dates(
        "too_few", "Whether they are too few to conclude anything, by the policy's smallest sample."
    )
    on_time: int = _of_dates("on_time", "How many came in or before the month first promised.")
    on_time_share: float | None = _of_dates(
        "on_time_share", "The share of them, 0 to 1; null below ten, where a share would mislead."
    )
    low: float | None = _of_dates("low", "The low end of the share's 90 % interval (Wilson).")
    high: float | None = _of_dates("high", "The high end of the share's 90 % interval (Wilson).")
    expected_share: float | None = _of_dates(
        "expected_share",
        "The share to expect: the own record with eight requests of the company's share added; null while the company"
        " has too few.",
    )
    median_slip_months: float | None = _of_dates(
        "median_slip_months", "How many months the middle one came after the month first promised."
    )
    p50_slip_months: int | None = _of_dates("p50", "Half of them came at most so many months after it.")
    p85_slip_months: int | None = _of_dates("p85", "85 of 100 of them came at most so many months after it.")
    duration_ratio: float | None = _of_dates(
        "duration_ratio", "Months taken for each month planned, as a ratio of sums."
    )

    @strawberry.field(description="Person-days taken for each person-day estimated, over all finished work.")
    def effort_ratio(self) -> float | None:
        return self.row.effort.ratio if self.row.effort else None

    @strawberry.field(description="The record in a sentence.")
    def text(self) -> str:
        return self.row.dates.text


async def _next_update(info: Info, request: UUID) -> NextUpdate | None:
    return await info.context.load(queries.next_update_by_request, request)


@strawberry.type
class DeliveryOfRequest(RequestNode):
    """What delivery says about a request."""

    @strawberry.field(description="Every update, the latest first.")
    async def updates(self, info: Info) -> list[Update]:
        return [Update(row=row) for row in await info.context.load(queries.updates_by_request, self.row.id, ())]

    @strawberry.field(description="By when the next update is owed; null when none is.")
    async def next_update_at(self, info: Info) -> datetime | None:
        owed = await _next_update(info, self.row.id)
        return None if owed is None else owed.at

    @strawberry.field(description="Whether the update that is owed did not come in time.")
    async def update_missed(self, info: Info) -> bool:
        owed = await _next_update(info, self.row.id)
        return owed is not None and owed.missed

    @strawberry.field(description="The forecast that counts, the latest; null without one.")
    async def forecast(self, info: Info) -> Forecast | None:
        told = await info.context.load(queries.forecasts_by_request, self.row.id, ())
        return Forecast(row=told[0]) if told else None

    @strawberry.field(description="Every forecast, the latest first.")
    async def forecasts(self, info: Info) -> list[Forecast]:
        return [Forecast(row=row) for row in await info.context.load(queries.forecasts_by_request, self.row.id, ())]

    @strawberry.field(description="When work started and ended; null before it starts.")
    async def delivery(self, info: Info) -> Delivery | None:
        row = await info.context.load(queries.delivery_by_request, self.row.id)
        return None if row is None else Delivery(row=row)


@strawberry.type
class DeliveryQuery:
    """What may be asked about delivery."""

    @strawberry.field(description="How well teams keep what was promised first, by name.")
    async def predictability(
        self,
        info: Info,
        team: Annotated[
            strawberry.ID | None, strawberry.argument(description="Only this team, by id or code; all without it.")
        ] = None,
    ) -> list[Predictability]:
        wanted = None if team is None else await team_id(team)
        return [Predictability(row=row) for row in await queries.team_predictability(info.context.actor, wanted)]


@strawberry.type(description="An update that was posted.")
class UpdatePayload:
    update: Update = strawberry.field(description="The update.")
    request: LazyRequest = strawberry.field(description="The request as it is now.")


UpdateResult = Annotated[
    UpdatePayload | Problem, strawberry.union("UpdateResult", description="The update, or why it was refused.")
]
On = Annotated[date | None, strawberry.argument(description="The day; today without it.")]


async def _now(info: Info, request: UUID) -> RequestPayload:
    about: Any = await request_of(info, request)
    return RequestPayload(request=about)


@strawberry.type
class DeliveryMutation:
    """What IT says about work under way, and what is told to followers."""

    @strawberry.mutation(
        description="Say that the delivery of a committed request has started. IT of a team on it may."
    )
    async def start_delivery(self, info: Info, request: RequestRef, on: On = None) -> RequestResult:
        row = await commands.start_delivery(info.context.actor, request, on=on)
        return await _now(info, row.request)

    @strawberry.mutation(description="Say that a request is in use. IT of a team on it may; value reviews follow.")
    async def deliver_request(
        self,
        info: Info,
        request: RequestRef,
        on: On = None,
        actual_days: Annotated[
            PersonDays | None, strawberry.argument(description="What it took in person-days, for later estimates.")
        ] = None,
    ) -> RequestResult:
        took = None if actual_days is None else in_decidays(Decimal(actual_days))
        row = await commands.deliver_request(info.context.actor, request, on=on, actual_decidays=took)
        return await _now(info, row.request)

    @strawberry.mutation(description="Say when IT now expects to finish. IT of a team on it may; the promise stands.")
    async def move_forecast(
        self,
        info: Info,
        request: RequestRef,
        finish_month: Annotated[Month, strawberry.argument(description="The month in which it will be finished.")],
        reason: Reason,
    ) -> RequestResult:
        row = await commands.move_forecast(info.context.actor, request, finish_month=finish_month, reason=reason)
        return await _now(info, row.request)

    @strawberry.mutation(
        description="Tell the followers where a request stands and when they hear next. Owners of the unit and IT of a"
        " team on it may."
    )
    async def post_update(
        self,
        info: Info,
        request: RequestRef,
        text: Annotated[str, strawberry.argument(description="Where it stands.")],
        next_update_at: Annotated[
            datetime, strawberry.argument(description="When the next update comes, 90 days ahead at most.")
        ],
    ) -> UpdateResult:
        row = await commands.post_update(info.context.actor, request, text=text, next_update_at=next_update_at)
        about: Any = await request_of(info, row.request)
        return UpdatePayload(update=Update(row=row), request=about)
