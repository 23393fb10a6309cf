"""Benefits: what a request is promised to bring, beside what it costs."""

from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import strawberry

from api.graphql.context import Info
from api.graphql.demand_types import (
    LazyRequest,
    Reason,
    RequestPayload,
    RequestRef,
    RequestResult,
    as_request,
    request_of,
)
from api.graphql.enums import exposed
from api.graphql.errors import Problem
from api.graphql.measurements import RealisationOfBenefit
from api.graphql.organisation import Person, person_of
from api.graphql.request_node import RequestNode
from api.graphql.scalars import Money, MoneyRange, MoneyRangeInput, money, money_range
from domain.quantities import cents
from domain.value import commands, queries
from domain.value.queries import BenefitRow, Worth
from domain.value.rules import BenefitKind, NewBenefit, ThreePoint

exposed(
    BenefitKind,
    "What kind of effect a benefit is.",
    {
        BenefitKind.REVENUE: "More is earned.",
        BenefitKind.SAVING: "Less is spent than today.",
        BenefitKind.AVOIDED_COST: "A cost that would come does not come.",
        BenefitKind.RISK: "Something that could go wrong becomes less likely or less bad.",
        BenefitKind.COMPLIANCE: "A law or a rule is kept.",
        BenefitKind.PRODUCTIVITY: "The same work takes less time.",
        BenefitKind.EXPERIENCE: "Customers or colleagues are better served.",
    },
)


@strawberry.type
class BenefitNode:
    """The root of `Benefit`: later capabilities add their fields in mixins."""

    row: strawberry.Private[BenefitRow]
    id: strawberry.ID = strawberry.field(description="The id: unique, stable and without meaning.")
    number: int = strawberry.field(description="Its number among the request's benefits, from 1.")
    metric: str = strawberry.field(description="What is measured.")
    unit_of_measure: str = strawberry.field(description="In which unit; it is never turned into money.")
    kind: BenefitKind = strawberry.field(description="What kind of effect it is.")
    baseline: Decimal | None = strawberry.field(description="The metric today.")
    target: Decimal | None = strawberry.field(description="The metric as promised.")
    money_per_month: MoneyRange | None = strawberry.field(
        description="What it brings in a month; null when the effect is not money."
    )
    starts_after_months: int = strawberry.field(description="Months after go-live until it sets in.")
    duration_months: int = strawberry.field(description="For how many months it lasts.")
    dropped: bool = strawberry.field(description="Whether it was taken back.")

    @strawberry.field(description="The person who answers for it.")
    async def owner(self, info: Info) -> Person:
        return await person_of(info, self.row.owner)

    @strawberry.field(description="The request.")
    async def request(self, info: Info) -> LazyRequest:
        return await request_of(info, self.row.request)

    @strawberry.field(
        description="What it is likely to bring within the policy's valuation period; 0 if it is not money."
    )
    async def promised_value(self, info: Info) -> Money:
        value = await info.context.load(queries.value_by_benefit, self.row.id, ThreePoint())
        return money(value.likely)


@strawberry.type(description="One promised effect of a request.")
class Benefit(
    # One line for each capability that adds to it, upstream first.
    BenefitNode,
    RealisationOfBenefit,
):
    @classmethod
    def of(cls, row: BenefitRow) -> "Benefit":
        return cls(
            row=row,
            id=strawberry.ID(str(row.id)),
            number=row.number,
            metric=row.metric,
            unit_of_measure=row.unit_of_measure,
            kind=row.kind,
            baseline=row.baseline,
            target=row.target,
            money_per_month=money_range(row.money.low, row.money.likely, row.money.high) if row.money else None,
            starts_after_months=row.starts_after_months,
            duration_months=row.duration_months,
            dropped=row.dropped_at is not None,
        )


@strawberry.type
class ValueOfRequest(RequestNode):
    """What value says about a request."""

    @strawberry.field(description="What it is promised to bring, in the order of declaration.")
    async def benefits(self, info: Info) -> list[Benefit]:
        rows = await info.context.load(queries.benefits_by_request, self.row.id, ())
        return [Benefit.of(row) for row in rows]

    @strawberry.field(description="What it brings in a month in which all its benefits pay.")
    async def value_per_month(self, info: Info) -> MoneyRange:
        per_month = (await _worth(info, self.row.id)).per_month
        return money_range(per_month.low, per_month.likely, per_month.high)

    @strawberry.field(description="What it is likely to bring within the policy's valuation period, not discounted.")
    async def promised_value(self, info: Info) -> Money:
        return money((await _worth(info, self.row.id)).value.likely)

    @strawberry.field(description="The promised value with its low and high end.")
    async def promised_range(self, info: Info) -> MoneyRange:
        value = (await _worth(info, self.row.id)).value
        return money_range(value.low, value.likely, value.high)

    @strawberry.field(
        description="What it costs until go-live: one-off cost and the expected effort at the teams' day rates;"
        " null until somebody has estimated."
    )
    async def cost(self, info: Info) -> Money | None:
        worth = await _worth(info, self.row.id)
        return money(worth.cost.investment) if worth.estimated else None

    @strawberry.field(
        description="What it costs to run for the policy's valuation period; null until somebody has estimated."
    )
    async def run_cost_over_valuation(self, info: Info) -> Money | None:
        worth = await _worth(info, self.row.id)
        return money(worth.cost.run) if worth.estimated else None

    @strawberry.field(
        description="Promised value for each unit of money that building and running it costs; null while unknown."
    )
    async def value_to_cost(self, info: Info) -> float | None:
        return (await _worth(info, self.row.id)).ratio

    @strawberry.field(
        description="Months after go-live until it has paid off; null when unknown or beyond the valuation period."
    )
    async def payback_months(self, info: Info) -> float | None:
        return (await _worth(info, self.row.id)).payback


async def _worth(info: Info, request: UUID) -> Worth:
    worth = await info.context.load(queries.worth_by_request, request)
    assert worth is not None
    return worth


@strawberry.input(description="One effect that a request is to have.")
class BenefitInput:
    metric: str = strawberry.field(description="What is measured, at most 200 characters.")
    unit_of_measure: str = strawberry.field(description="In which unit, at most 60 characters.")
    kind: BenefitKind = strawberry.field(description="What kind of effect it is.")
    baseline: Decimal | None = strawberry.field(default=None, description="The metric today.")
    target: Decimal | None = strawberry.field(default=None, description="The metric as promised.")
    money_per_month: MoneyRangeInput | None = strawberry.field(
        default=None, description="What it brings in a month; without it the effect is not money."
    )
    starts_after_months: int | None = strawberry.field(
        default=0, description="Months after go-live until it sets in, 0 to 60."
    )
    duration_months: int | None = strawberry.field(default=12, description="For how many months it lasts, 1 to 120.")

    def promised(self) -> NewBenefit:
        """The benefit as the domain takes it."""
        given = self.money_per_month
        return NewBenefit(
            metric=self.metric,
            unit_of_measure=self.unit_of_measure,
            kind=self.kind,
            baseline=self.baseline,
            target=self.target,
            money=ThreePoint(cents(given.low), cents(given.likely), cents(given.high)) if given else None,
            starts_after_months=self.starts_after_months or 0,
            duration_months=12 if self.duration_months is None else self.duration_months,
        )


@strawberry.type(description="A benefit that was promised.")
class BenefitPayload:
    benefit: Benefit = strawberry.field(description="The benefit.")
    request: LazyRequest = strawberry.field(description="The request as it is now.")


BenefitResultUnion = Annotated[
    BenefitPayload | Problem, strawberry.union("BenefitResultUnion", description="The benefit, or why it was refused.")
]


@strawberry.type
class ValueMutation:
    """What the business promises."""

    @strawberry.mutation(
        description="Promise an effect of a request. An owner of its unit may, and who brought it until it is ranked."
    )
    async def declare_benefit(
        self,
        info: Info,
        request: RequestRef,
        input: Annotated[BenefitInput, strawberry.argument(description="The benefit.")],  # noqa: A002
    ) -> BenefitResultUnion:
        row = await commands.declare_benefit(info.context.actor, request, input.promised())
        about: Any = await request_of(info, row.request)
        return BenefitPayload(benefit=Benefit.of(row), request=about)

    @strawberry.mutation(
        description="Take a benefit back. Who may promise may; it stays on record as dropped, with the reason."
    )
    async def drop_benefit(
        self,
        info: Info,
        benefit: Annotated[strawberry.ID, strawberry.argument(description="The benefit.")],
        reason: Reason,
    ) -> RequestResult:
        row = await commands.drop_benefit(info.context.actor, benefit, reason=reason)
        return RequestPayload(request=as_request(row))
