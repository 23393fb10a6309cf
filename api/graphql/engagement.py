"""How it felt, and who takes part: two things beside each other, never one figure."""

from typing import Annotated, Any
from uuid import UUID

import strawberry

from api.graphql.context import Info
from api.graphql.demand_types import LazyRequest, RequestRef, of_row, request_of
from api.graphql.enums import exposed
from api.graphql.errors import Problem
from api.graphql.organisation import Unit, unit_of
from api.graphql.request_node import RequestNode
from domain.engagement import commands, queries
from domain.engagement.queries import UnitEngagement
from domain.engagement.rules import Moment
from domain.engagement.rules import PulseSummary as Summary
from domain.organisation.queries import unit_id

exposed(
    Moment,
    "A moment in the life of a request at which people are asked how it felt.",
    {
        Moment.SUBMITTED: "It was submitted.",
        Moment.ESTIMATED: "A team has said what it takes.",
        Moment.QUESTION_ANSWERED: "A priority question about it was decided.",
        Moment.UPDATE: "An update was posted.",
        Moment.DELIVERED: "It came into use.",
        Moment.REVIEWED: "A value review of it was closed.",
    },
)


@strawberry.type(description="How a request felt to people. Figures of fewer people than the policy's group are null.")
class PulseSummary:
    row: strawberry.Private[Summary]
    count: int = of_row("count", "How many pulses were given.")
    mean: float | None = of_row("mean", "Their mean, 1 the worst to 5.")
    worst: int | None = of_row("worst", "The worst of them.")
    last: int | None = of_row("last", "The last of them.")
    mine: int | None = of_row("mine", "Your own last one; nobody else sees it.")


def _of_acts(name: str, description: str) -> Any:
    return strawberry.field(resolver=lambda root: getattr(root.row.acts, name), description=description)


@strawberry.type(description="How a unit took part in the last 180 days: acts, and apart from them how it felt.")
class Engagement:
    row: strawberry.Private[UnitEngagement]
    asked: int = _of_acts("asked", "Requests that it was asked to rank.")
    ranked_on_time: int = _of_acts("ranked_on_time", "Those that it ranked within the policy's days for an answer.")
    questions_asked: int = _of_acts("questions_asked", "Priority questions put to it that were due.")
    questions_answered: int = _of_acts("questions_answered", "Those that it answered in time.")
    measurements_due: int = _of_acts("measurements_due", "Months of its benefits that were to be measured.")
    measurements_made: int = _of_acts("measurements_made", "Those that it measured.")
    pulse_count: int = _of_acts("pulse_count", "Pulses given about its requests.")
    pulse_mean: float | None = _of_acts("pulse_mean", "Their mean, 1 the worst to 5; null for a small group.")

    @strawberry.field(description="The id of this record: one for each unit.")
    def id(self) -> strawberry.ID:
        return strawberry.ID(f"engagement:{self.row.unit}")

    @strawberry.field(description="The unit.")
    async def unit(self, info: Info) -> Unit:
        return await unit_of(info, self.row.unit)


@strawberry.type
class EngagementOfRequest(RequestNode):
    """What engagement says about a request."""

    @strawberry.field(description="How it felt to people, all moments together.")
    async def pulses(self, info: Info) -> PulseSummary:
        return await _pulses(info, self.row.id)


async def _pulses(info: Info, request: UUID) -> PulseSummary:
    row = await info.context.load(queries.pulses_by_request, request)
    assert row is not None
    return PulseSummary(row=row)


@strawberry.type
class EngagementQuery:
    """What may be asked about engagement."""

    @strawberry.field(description="How units take part, by name.")
    async def engagement(
        self,
        info: Info,
        unit: Annotated[
            strawberry.ID | None, strawberry.argument(description="Only this unit, by id or code; all without it.")
        ] = None,
    ) -> list[Engagement]:
        wanted = None if unit is None else await unit_id(unit)
        return [Engagement(row=row) for row in await queries.engagement(info.context.actor, wanted)]


@strawberry.type(description="A pulse that was given.")
class PulsePayload:
    request: LazyRequest = strawberry.field(description="The request as it is now.")


PulseResult = Annotated[
    PulsePayload | Problem, strawberry.union("PulseResult", description="The request, or why the pulse was refused.")
]


@strawberry.type
class EngagementMutation:
    """What people say about how it felt."""

    @strawberry.mutation(
        description="Say how a moment felt. Anyone may, in confidence; a later pulse about the same moment takes the"
        " place of the earlier one."
    )
    async def give_pulse(
        self,
        info: Info,
        moment: Annotated[Moment, strawberry.argument(description="The moment.")],
        request: RequestRef,
        face: Annotated[int, strawberry.argument(description="One of five faces, 1 the worst.")],
        comment: Annotated[str | None, strawberry.argument(description="In your own words, if you like.")] = None,
    ) -> PulseResult:
        row = await commands.give_pulse(info.context.actor, moment, request, face=face, comment=comment)
        about: Any = await request_of(info, row.id)
        return PulsePayload(request=about)
