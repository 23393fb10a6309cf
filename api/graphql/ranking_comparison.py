"""Which of these first? An owner's own answers, the next question, and the order that they suggest."""

from typing import Annotated
from uuid import UUID

import strawberry

from api.graphql.context import Info
from api.graphql.demand_types import LazyRequest, requests_of
from api.graphql.errors import Problem
from api.graphql.organisation import Unit, unit_of
from domain.organisation.queries import unit_id
from domain.ranking import commands_comparison, queries_comparison
from domain.ranking.queries_comparison import AskedRow, CircleRow, ComparisonRow


@strawberry.type(description="What is asked next: which of these requests first, and of more than two, which last?")
class ComparisonQuestion:
    text: str = strawberry.field(description="The question.")
    why: str = strawberry.field(description="Why this one is asked, as a sentence.")
    row: strawberry.Private[AskedRow]

    @strawberry.field(description="Two to five requests. Of two the other one is the last.")
    async def among(self, info: Info) -> list[LazyRequest]:
        return await requests_of(info, self.row.among)


@strawberry.type(description="Answers that go round in a circle.")
class ComparisonCircle:
    text: str = strawberry.field(description="What was said, as a sentence.")
    row: strawberry.Private[CircleRow]

    @strawberry.field(description="Each request was put before the next, and the last one before the first.")
    async def requests(self, info: Info) -> list[LazyRequest]:
        return await requests_of(info, self.row.requests)


@strawberry.type(
    description='One owner\'s answers to "which of these first?". They only make a suggestion; submitRanking makes it'
    " the owner's ballot."
)
class Comparison:
    id: strawberry.ID = strawberry.field(description="The id: one for each unit and owner.")
    differs: bool = strawberry.field(
        description="Whether there are answers that suggest another order than the ballot."
    )
    asked: int = strawberry.field(description="How many answers still count.")
    left: int = strawberry.field(description="How many questions are left at most; 0 when enough is known.")
    consistency: float | None = strawberry.field(
        description="The share of your answers, pair by pair, that agree with the suggested order, 0 to 1; null before"
        " the first."
    )
    consistency_text: str = strawberry.field(description="The same as a sentence.")
    circle_count: int = strawberry.field(description="How many circles your answers have.")
    row: strawberry.Private[ComparisonRow]

    @classmethod
    def of(cls, row: ComparisonRow) -> "Comparison":
        return cls(
            id=strawberry.ID(f"comparison:{row.unit}:{row.owner}"),
            differs=row.differs,
            asked=row.asked,
            left=row.left,
            consistency=row.consistency,
            consistency_text=row.consistency_text,
            circle_count=row.circle_count,
            row=row,
        )

    @strawberry.field(description="The unit.")
    async def unit(self, info: Info) -> Unit:
        return await unit_of(info, self.row.unit)

    @strawberry.field(description="The question that tells most now; null when enough is known.")
    def next(self) -> ComparisonQuestion | None:
        asked = self.row.next
        return None if asked is None else ComparisonQuestion(text=asked.text, why=asked.why, row=asked)

    @strawberry.field(
        description="The order that your answers suggest, best first: every request of the unit that nobody decided."
        " What you were not asked about keeps its place."
    )
    async def suggested(self, info: Info) -> list[LazyRequest]:
        return await requests_of(info, self.row.suggested)

    @strawberry.field(description="Answers that contradict each other, the shortest circles first, five at most.")
    def circles(self) -> list[ComparisonCircle]:
        return [ComparisonCircle(text=circle.text, row=circle) for circle in self.row.circles]


async def _comparison_of(info: Info, unit: UUID) -> Comparison | None:
    row = await queries_comparison.comparison(info.context.actor, unit)
    return None if row is None else Comparison.of(row)


@strawberry.type(description="The comparisons after an answer.")
class CompareRequestsPayload:
    comparison: Comparison = strawberry.field(description="What is asked next, and what your answers suggest now.")


CompareRequestsResult = Annotated[
    CompareRequestsPayload | Problem,
    strawberry.union("CompareRequestsResult", description="The comparisons, or why the answer was refused."),
]


@strawberry.type
class ComparisonQuery:
    """What owners may ask about their own comparisons."""

    @strawberry.field(
        description='Your own answers to "which of these first?" and what follows; null unless you order the list.'
    )
    async def comparison(
        self,
        info: Info,
        unit: Annotated[strawberry.ID, strawberry.argument(description="The unit, by id or code.")],
    ) -> Comparison | None:
        return await _comparison_of(info, await unit_id(unit))


@strawberry.type
class ComparisonMutation:
    """What owners say about a few requests at a time."""

    @strawberry.mutation(
        description='Answer "which of these first?" about two to five requests. It changes the suggestion, no list.'
        " A business owner of the unit may."
    )
    async def compare_requests(
        self,
        info: Info,
        unit: Annotated[strawberry.ID, strawberry.argument(description="The unit, by id or code.")],
        among: Annotated[
            list[strawberry.ID],
            strawberry.argument(description="Two to five requests that nobody has decided, by id or key."),
        ],
        best: Annotated[strawberry.ID, strawberry.argument(description="The one that comes first.")],
        worst: Annotated[strawberry.ID, strawberry.argument(description="The one that comes last.")],
    ) -> CompareRequestsResult:
        of = await commands_comparison.compare_requests(info.context.actor, unit, among, best=best, worst=worst)
        info.context.forget()
        comparison = await _comparison_of(info, of)
        assert comparison is not None
        return CompareRequestsPayload(comparison=comparison)
