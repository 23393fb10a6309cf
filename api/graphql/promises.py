"""What was frozen at commitment: dates, cost and value, beside everything that is known later."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

import strawberry

from api.graphql.context import Info
from api.graphql.demand_types import LazyRequest, of_row, request_of
from api.graphql.node import Node, node_loader
from api.graphql.organisation import Person, person_of, person_or_none
from api.graphql.scalars import Money, MoneyRange, PersonDays, money, money_range, person_days
from api.graphql.value import Benefit
from domain.decisions import queries_promises as queries
from domain.decisions.rows import PromisedBenefitRow, PromiseRow
from domain.quantities import Month
from domain.value.queries import benefit_by_id

LazyBenefit = Annotated["Benefit", strawberry.lazy("api.graphql.value")]


@strawberry.type(description="A benefit as it was promised. Later changes stand beside it, never over it.")
class PromisedBenefit:
    row: strawberry.Private[PromisedBenefitRow]
    metric: str = of_row("metric", "What is measured.")
    unit_of_measure: str = of_row("unit_of_measure", "In which unit; it is never turned into money.")
    baseline: Decimal | None = of_row("baseline", "The metric before.")
    target: Decimal | None = of_row("target", "The metric as promised.")
    start_month: Month = of_row("start_month", "The first month in which its money is due.")
    end_month: Month = of_row("end_month", "The last month in which its money is due.")

    @strawberry.field(description="The benefit.")
    async def benefit(self, info: Info) -> LazyBenefit:
        row = await info.context.load(benefit_by_id, self.row.benefit)
        assert row is not None
        return Benefit.of(row)

    @strawberry.field(description="What it brings in a month; null when the effect is not money.")
    def money_per_month(self) -> MoneyRange | None:
        given = self.row.money
        return None if given is None else money_range(given.low, given.likely, given.high)

    @strawberry.field(description="What it was likely to bring within the valuation period.")
    def value(self) -> Money:
        return money(self.row.value_cents)


@strawberry.type(description="The frozen dates, cost and value of a request. Nobody edits it.")
class Promise(Node):
    id: strawberry.ID = strawberry.field(
        resolver=lambda root: strawberry.ID(str(root.row.id)),
        description="The id: unique, stable and without meaning.",
    )
    row: strawberry.Private[PromiseRow]
    version: int = of_row("version", "Its number among the request's promises; a new commitment makes a new one.")
    committed_at: datetime = of_row("committed_at", "When the request was committed.")
    start_month: Month = of_row("start_month", "The month in which it was to start.")
    finish_month: Month = of_row("finish_month", "The month in which it was to be finished.")
    data_version: int = of_row("data_version", "The number of the newest event that its figures know.")

    @strawberry.field(description="The request.")
    async def request(self, info: Info) -> LazyRequest:
        return await request_of(info, self.row.request)

    @strawberry.field(description="The owner, or the deputy, who committed it.")
    async def committed_by(self, info: Info) -> Person:
        return await person_of(info, self.row.committed_by)

    @strawberry.field(description="The owner for whom a deputy committed it.")
    async def acted_for(self, info: Info) -> Person | None:
        return await person_or_none(info, self.row.acts_for)

    @strawberry.field(description="The expected work in person-days.")
    def effort_days(self) -> PersonDays:
        return person_days(self.row.effort_decidays)

    @strawberry.field(description="What it costs until go-live: one-off cost, and the work at the teams' day rates.")
    def cost(self) -> Money:
        return money(self.row.cost_cents)

    @strawberry.field(description="The one-off cost alone.")
    def one_off_cost(self) -> Money:
        return money(self.row.one_off_cents)

    @strawberry.field(description="What it costs a month once it is live.")
    def run_cost_per_month(self) -> Money:
        return money(self.row.run_cents)

    @strawberry.field(description="What it was likely to bring within the valuation period.")
    def value(self) -> Money:
        return money(self.row.value_cents)

    @strawberry.field(description="The benefits as they were promised.")
    async def benefits(self, info: Info) -> list[PromisedBenefit]:
        rows = await info.context.load(queries.benefits_by_promise, self.row.id, ())
        return [PromisedBenefit(row=one) for one in rows]

    @strawberry.field(description="The part of the request's scope that is promised, 0 to 1.")
    def scope_share(self) -> float:
        return float(self.row.scope_share)


@node_loader
async def _promise_node(info: Info, id_: UUID) -> Promise | None:
    row = await info.context.load(queries.promises_by_id, id_)
    return None if row is None else Promise(row=row)
