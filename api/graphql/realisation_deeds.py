"""Asking for reviews and records; recording what came true and judging it."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import strawberry

from api.graphql.context import Info
from api.graphql.enums import exposed
from api.graphql.errors import Problem
from api.graphql.measurements import Measurement
from api.graphql.organisation import Person, Unit, person_or_none, unit_of
from api.graphql.pages import PageInfo, cursor, page_info, page_size, position
from api.graphql.realisation import ValueReview
from api.graphql.scalars import Money, money
from api.graphql.value import Benefit
from domain.quantities import Month, cents
from domain.realisation import commands, queries, record
from domain.realisation.record import TrackRecordBy
from domain.realisation.rules import ReviewStatus, Verdict
from domain.value.queries import benefit_by_id

exposed(
    TrackRecordBy,
    "What a track record is put together by.",
    {
        TrackRecordBy.UNIT: "The unit whose requests they are.",
        TrackRecordBy.OWNER: "Who promised; shown to that person and to the governance board alone.",
        TrackRecordBy.CATEGORY: "The category of the requests.",
        TrackRecordBy.ROUTE: "The route by which they were met.",
    },
)


def _of_record(name: str, description: str) -> Any:
    return strawberry.field(resolver=lambda root: getattr(root.row.record, name), description=description)


def _of_expected(name: str, description: str) -> Any:
    return strawberry.field(resolver=lambda root: getattr(root.row.expected, name), description=description)


@strawberry.type(description="What promises of one unit, owner, category or route came true at. Rows stand by name.")
class TrackRecordRow:
    row: strawberry.Private[record.TrackRecordRow]
    sample: int = _of_record("sample", "How many measured requests it is about.")
    measured_share: float = _of_record("measured_share", "Which part of the money due is measured, 0 to 1.")
    ratio: float | None = _of_record("ratio", "Realised for each unit promised, as a ratio of sums.")
    median: float | None = _of_record("median", "The same of the middle request.")
    in_range: int = _of_record("in_range", "What came of so many of them lies within the range that was promised.")
    too_few: bool = _of_record("too_few", "Whether they are too few to conclude anything, by the policy.")
    text: str = _of_record("text", "The record in a sentence.")
    factor: float = _of_expected(
        "factor",
        "What is expected of the next promise, for each unit of money: the own record drawn towards that of all, the"
        " more the shorter it is; 1 while the company has no record.",
    )
    low: float | None = _of_expected("low", "The low end of the range in which eight of ten past cases lay.")
    high: float | None = _of_expected("high", "The high end of that range.")
    own_share: float = _of_expected("own_share", "How much the own record counts in the factor, 0 to 1.")

    @strawberry.field(description="The id of this record.")
    def id(self) -> strawberry.ID:
        return strawberry.ID(f"track_record:{self.row.by}:{self.row.key}")

    @strawberry.field(description="What it is put together by.")
    def by(self) -> TrackRecordBy:
        return self.row.by

    @strawberry.field(description="The name of the unit, owner, category or route.")
    def label(self) -> str:
        return self.row.label

    @strawberry.field(description="The unit, when it is a unit's.")
    async def unit(self, info: Info) -> Unit | None:
        return await unit_of(info, self.row.key) if self._by(TrackRecordBy.UNIT) else None  # type: ignore[arg-type]

    @strawberry.field(description="The owner, when it is an owner's.")
    async def person(self, info: Info) -> Person | None:
        return await person_or_none(info, self.row.key) if self._by(TrackRecordBy.OWNER) else None  # type: ignore[arg-type]

    @strawberry.field(description="What was promised for the measured months.")
    def promised(self) -> Money:
        return money(self.row.record.promised)

    @strawberry.field(description="What came true in them.")
    def realised(self) -> Money:
        return money(self.row.record.realised)

    def _by(self, by: TrackRecordBy) -> bool:
        return self.row.by is by


@strawberry.type(description="A value review in a list.")
class ValueReviewEdge:
    cursor: str = strawberry.field(description="Where it stands in the list.")
    node: ValueReview = strawberry.field(description="The review.")


@strawberry.type(description="Value reviews by the day on which they are due; closed ones the latest first.")
class ValueReviewConnection:
    edges: list[ValueReviewEdge] = strawberry.field(description="The reviews of this page.")
    page_info: PageInfo = strawberry.field(description="Where this page stands.")
    total_count: int = strawberry.field(description="How many there are in all.")


@strawberry.type
class RealisationQuery:
    """What may be asked about realised value."""

    @strawberry.field(description="Value reviews in pages, by the day on which they are due.")
    async def value_reviews(
        self,
        info: Info,
        status: Annotated[
            ReviewStatus | None, strawberry.argument(description="Only those that stand so; all without it.")
        ] = None,
        first: Annotated[int, strawberry.argument(description="How many, 1 to 100.")] = 50,
        after: Annotated[str | None, strawberry.argument(description="The cursor to go on from.")] = None,
    ) -> ValueReviewConnection:
        last = position(after, date.fromisoformat, UUID)  # type: ignore[arg-type]
        page = await queries.value_reviews(
            info.context.actor, status, first=page_size(first), after=(last[0], last[1]) if last else None
        )
        edges = [
            ValueReviewEdge(cursor=cursor(row.due_on.isoformat(), row.id), node=ValueReview(row=row))
            for row in page.items
        ]
        return ValueReviewConnection(
            edges=edges,
            page_info=page_info([edge.cursor for edge in edges], has_next=page.has_next, after=after),
            total_count=page.total,
        )

    @strawberry.field(description="One value review; null when there is none.")
    async def value_review(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="The review.")],  # noqa: A002
    ) -> ValueReview | None:
        row = await queries.value_review(info.context.actor, id)
        return None if row is None else ValueReview(row=row)

    @strawberry.field(description="What promises came true at, by name and not by result.")
    async def track_record(
        self,
        info: Info,
        by: Annotated[TrackRecordBy, strawberry.argument(description="What to put them together by.")],
    ) -> list[TrackRecordRow]:
        return [TrackRecordRow(row=row) for row in await record.track_records(info.context.actor, by)]


@strawberry.type(description="A measurement that was recorded.")
class MeasurementPayload:
    measurement: Measurement = strawberry.field(description="The measurement.")
    benefit: Benefit = strawberry.field(description="Its benefit as it is now.")


@strawberry.type(description="A value review that was closed.")
class ReviewPayload:
    review: ValueReview = strawberry.field(description="The review.")


MeasurementResult = Annotated[
    MeasurementPayload | Problem,
    strawberry.union("MeasurementResult", description="The measurement, or why it was refused."),
]
ReviewResult = Annotated[
    ReviewPayload | Problem, strawberry.union("ReviewResult", description="The review, or why it was not closed.")
]


@strawberry.type
class RealisationMutation:
    """What owners measure and the board judges. IT has no part in it."""

    @strawberry.mutation(
        description="Record what a promised benefit brought in a month. Owners of the unit may, after delivery; a"
        " second figure for the same month corrects the first, which stays on record."
    )
    async def record_measurement(
        self,
        info: Info,
        benefit: Annotated[strawberry.ID, strawberry.argument(description="The benefit.")],
        month: Annotated[Month, strawberry.argument(description="The month, begun and after go-live.")],
        amount: Annotated[Decimal, strawberry.argument(description="What came true in it, in money.")],
        evidence: Annotated[str, strawberry.argument(description="Where the figure comes from.")],
    ) -> MeasurementResult:
        row = await commands.record_measurement(
            info.context.actor, benefit, month=month, amount_cents=cents(amount), evidence=evidence
        )
        about = await info.context.load(benefit_by_id, row.benefit)
        assert about is not None
        return MeasurementPayload(measurement=Measurement(row=row), benefit=Benefit.of(about))

    @strawberry.mutation(
        description="Judge what came true at a checkpoint. Members of the governance board who do not own the unit may;"
        " it is final, and the last checkpoint closes the request."
    )
    async def close_value_review(
        self,
        info: Info,
        review: Annotated[strawberry.ID, strawberry.argument(description="The review.")],
        verdict: Annotated[Verdict, strawberry.argument(description="What the board found.")],
        lesson: Annotated[str, strawberry.argument(description="What is to be learned from it.")],
    ) -> ReviewResult:
        row = await commands.close_value_review(info.context.actor, review, verdict=verdict, lesson=lesson)
        return ReviewPayload(review=ValueReview(row=row))
