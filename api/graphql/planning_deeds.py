"""The one deed of planning: the board holds a planning round."""

from typing import Annotated

import strawberry

from api.graphql.context import Info
from api.graphql.errors import Problem
from api.graphql.planning_rounds import PlanningRound
from api.graphql.portfolio import Plan
from domain.planning import commands
from domain.planning.queries import current_plan


@strawberry.type(description="The planning round that was held.")
class HoldPlanningRoundPayload:
    round: PlanningRound = strawberry.field(description="The round, with what it changed.")

    @strawberry.field(description="The plan as it is from now on.")
    async def plan(self) -> Plan:
        return Plan.of(await current_plan())


HoldPlanningRoundResult = Annotated[
    HoldPlanningRoundPayload | Problem,
    strawberry.union("HoldPlanningRoundResult", description="The planning round, or why it was not held."),
]


@strawberry.type
class PlanningMutation:
    @strawberry.mutation(
        description="Plan anew from the order. Between planning rounds nobody is made later without a cause of their"
        " own; a round may make anybody later, and keeps whom."
    )
    async def hold_planning_round(
        self,
        info: Info,
        expected_data_version: Annotated[
            int,
            strawberry.argument(
                description="The data version of the preview that you looked at; when the portfolio has moved since, it"
                " is a CONFLICT."
            ),
        ],
        reason: Annotated[str, strawberry.argument(description="Why; it stays in the record.")],
    ) -> HoldPlanningRoundResult:
        row = await commands.hold_planning_round(
            info.context.actor, expected_data_version=expected_data_version, reason=reason
        )
        return HoldPlanningRoundPayload(round=PlanningRound.of(row))
