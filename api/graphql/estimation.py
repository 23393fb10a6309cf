"""Estimates: what each team says that a request takes, all versions of it, and what they come to."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import strawberry

from api.graphql.context import Info
from api.graphql.demand_types import LazyRequest, RequestRef, request_of
from api.graphql.enums import exposed
from api.graphql.errors import Problem
from api.graphql.node import Node, node_loader
from api.graphql.organisation import Person, Team, person_of, team_of
from api.graphql.request_node import RequestNode
from api.graphql.scalars import EffortRange, EffortRangeInput, Money, effort_range, in_decidays, money
from domain.estimation import commands, queries
from domain.estimation.queries import EstimateRow
from domain.estimation.rules import Confidence, Effort, NewEstimate
from domain.quantities import cents

exposed(
    Confidence,
    "How sure a team is of its estimate.",
    {
        Confidence.LOW: "Little is known yet.",
        Confidence.MEDIUM: "Something like it was done before.",
        Confidence.HIGH: "The same was done before.",
    },
)


@strawberry.type(description="One version of what a team says that a request takes. Versions are kept.")
class Estimate(Node):
    version: int = strawberry.field(description="Its number among this team's estimates of the request, from 1.")
    effort_days: EffortRange = strawberry.field(description="The work in person-days.")
    one_off_cost: Money = strawberry.field(description="What is to be bought once.")
    run_cost_per_month: Money = strawberry.field(description="What it costs a month once it is live.")
    confidence: Confidence = strawberry.field(description="How sure the team is.")
    assumptions: str = strawberry.field(description="What it takes for granted.")
    at: datetime = strawberry.field(description="When it was given.")
    current: bool = strawberry.field(description="Whether it is the team's newest one.")
    imported: bool = strawberry.field(description="Whether it came with an imported portfolio.")
    row: strawberry.Private[EstimateRow]

    @classmethod
    def of(cls, row: EstimateRow) -> "Estimate":
        return cls(
            id=strawberry.ID(str(row.id)),
            version=row.version,
            effort_days=effort_range(row.low_decidays, row.likely_decidays, row.high_decidays),
            one_off_cost=money(row.one_off_cents),
            run_cost_per_month=money(row.run_cents),
            confidence=row.confidence,
            assumptions=row.assumptions,
            at=row.made_at,
            current=row.current,
            imported=row.source is not None,
            row=row,
        )

    @strawberry.field(description="The team whose work it is.")
    async def team(self, info: Info) -> Team:
        return await team_of(info, self.row.team)

    @strawberry.field(description="Who gave it.")
    async def by(self, info: Info) -> Person:
        return await person_of(info, self.row.made_by)

    @strawberry.field(description="The request.")
    async def request(self, info: Info) -> LazyRequest:
        return await request_of(info, self.row.request)


@node_loader
async def _estimate_node(info: Info, id_: UUID) -> Estimate | None:
    row = await info.context.load(queries.estimate_by_id, id_)
    return None if row is None else Estimate.of(row)


@strawberry.type
class EstimationOfRequest(RequestNode):
    """What estimation says about a request."""

    @strawberry.field(description="The newest estimate of each team.")
    async def estimates(self, info: Info) -> list[Estimate]:
        rows = await info.context.load(queries.estimates_by_request, self.row.id, ())
        return [Estimate.of(row) for row in rows]

    @strawberry.field(description="Every version of every team's estimate, the latest first.")
    async def estimate_history(self, info: Info) -> list[Estimate]:
        rows = await info.context.load(queries.estimate_history_by_request, self.row.id, ())
        return [Estimate.of(row) for row in rows]

    @strawberry.field(description="The work of all teams in person-days; null until somebody has estimated.")
    async def effort_days(self, info: Info) -> EffortRange | None:
        effort = await _effort(info, self.row.id)
        if effort is None:
            return None
        return effort_range(effort.low_decidays, effort.likely_decidays, effort.high_decidays)

    @strawberry.field(description="What is to be bought once; null until somebody has estimated.")
    async def one_off_cost(self, info: Info) -> Money | None:
        effort = await _effort(info, self.row.id)
        return None if effort is None else money(effort.one_off_cents)

    @strawberry.field(description="What it costs a month once it is live; null until somebody has estimated.")
    async def run_cost_per_month(self, info: Info) -> Money | None:
        effort = await _effort(info, self.row.id)
        return None if effort is None else money(effort.run_cents)


async def _effort(info: Info, request: UUID) -> Effort | None:
    return await info.context.load(queries.effort_by_request, request)


@strawberry.input(description="What a team says that a request takes.")
class EstimateInput:
    effort_days: EffortRangeInput = strawberry.field(description="The work in person-days, low ≤ likely ≤ high.")
    confidence: Confidence = strawberry.field(description="How sure the team is.")
    one_off_cost: Decimal = strawberry.field(default=Decimal(0), description="What is to be bought once.")
    run_cost_per_month: Decimal = strawberry.field(
        default=Decimal(0), description="What it will cost a month once it is live."
    )
    assumptions: str = strawberry.field(default="", description="What it takes for granted.")

    def given(self) -> NewEstimate:
        """The estimate as the domain takes it."""
        return NewEstimate(
            low_decidays=in_decidays(self.effort_days.low),
            likely_decidays=in_decidays(self.effort_days.likely),
            high_decidays=in_decidays(self.effort_days.high),
            one_off_cents=cents(self.one_off_cost),
            run_cents=cents(self.run_cost_per_month),
            confidence=self.confidence,
            assumptions=self.assumptions,
        )


@strawberry.type(description="An estimate that was given.")
class EstimatePayload:
    estimate: Estimate = strawberry.field(description="The estimate.")
    request: LazyRequest = strawberry.field(description="The request as it is now.")


EstimateResult = Annotated[
    EstimatePayload | Problem, strawberry.union("EstimateResult", description="The estimate, or why it was refused.")
]


@strawberry.type
class EstimationMutation:
    """What teams say."""

    @strawberry.mutation(
        description="Say what a request takes your team. IT staff of the team may; earlier versions are kept."
    )
    async def estimate_request(
        self,
        info: Info,
        request: RequestRef,
        team: Annotated[strawberry.ID, strawberry.argument(description="The team, by id or code.")],
        input: Annotated[EstimateInput, strawberry.argument(description="The estimate.")],  # noqa: A002
    ) -> EstimateResult:
        row = await commands.estimate_request(info.context.actor, request, team=team, estimate=input.given())
        about: Any = await request_of(info, row.request)
        return EstimatePayload(estimate=Estimate.of(row), request=about)
