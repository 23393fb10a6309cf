"""Value reviews: what was promised beside what came true, the board's verdicts, and what a promise is worth by them."""

from datetime import date, datetime
from uuid import UUID

import strawberry

from api.graphql.context import Info
from api.graphql.demand_types import LazyRequest, of_row, request_of
from api.graphql.enums import exposed
from api.graphql.node import Node, node_loader
from api.graphql.organisation import Person, person_or_none
from api.graphql.request_node import RequestNode
from api.graphql.scalars import Money, money
from api.graphql.value import Benefit
from domain.actor import Deed, may
from domain.calibration import queries_value
from domain.calibration.value import Factor
from domain.organisation.queries import unit_by_id
from domain.quantities import Month
from domain.realisation import queries, wording
from domain.realisation.queries import ReviewRow
from domain.realisation.rules import EffectResult, Figures, ReviewStatus, Verdict
from domain.realisation.steps import StepKind, ValueStep, value_steps
from domain.value.queries import benefit_by_id

exposed(
    Verdict,
    "What the governance board found at a checkpoint.",
    {
        Verdict.REALISED: "What was promised came true.",
        Verdict.PARTLY: "A part of it came true.",
        Verdict.NOT_REALISED: "It did not come true.",
        Verdict.UNMEASURABLE: "Nobody can tell.",
        Verdict.TOO_EARLY: "Nobody can tell yet.",
    },
)
exposed(
    ReviewStatus,
    "Where a value review stands.",
    {
        ReviewStatus.SCHEDULED: "Its day has not come.",
        ReviewStatus.DUE: "It waits for measurements and for the board.",
        ReviewStatus.CLOSED: "The board has given its verdict.",
    },
)
exposed(
    StepKind,
    "What leads from a promise to what came true.",
    {
        StepKind.PROMISED: "What was promised up to the checkpoint.",
        StepKind.DELIVERY: "What a delivery in another month than promised took away or added.",
        StepKind.NOT_MEASURED: "What was promised for months that nobody has measured.",
        StepKind.BENEFIT: "How much more or less than promised one benefit brought in the measured months.",
        StepKind.REALISED: "What came true.",
    },
)


@strawberry.type(description="A benefit at a checkpoint.")
class BenefitResult:
    row: strawberry.Private[EffectResult]
    review: strawberry.Private[UUID]
    months_due: int = of_row("months_due", "The months in which it could come true, up to the checkpoint.")
    months_measured: int = of_row("months_measured", "How many of them somebody measured.")

    @strawberry.field(description="The id of this result: one for each review and benefit.")
    def id(self) -> strawberry.ID:
        return strawberry.ID(f"{self.review}:{self.row.benefit}")

    @strawberry.field(description="The benefit.")
    async def benefit(self, info: Info) -> Benefit:
        row = await info.context.load(benefit_by_id, self.row.benefit)
        assert row is not None
        return Benefit.of(row)

    @strawberry.field(description="What was likely to come up to the checkpoint, as promised.")
    def promised(self) -> Money:
        return money(self.row.promised.likely)

    @strawberry.field(description="The low end of the promise.")
    def promised_low(self) -> Money:
        return money(self.row.promised.low)

    @strawberry.field(description="The high end of the promise.")
    def promised_high(self) -> Money:
        return money(self.row.promised.high)

    @strawberry.field(description="What came true; null while no month is measured, which is not nothing.")
    def realised(self) -> Money | None:
        return None if self.row.realised is None else money(self.row.realised)


@strawberry.type(description="A step from the promise to what came true.")
class ReviewStep:
    row: strawberry.Private[ValueStep]
    kind: StepKind = of_row("kind", "What the step is.")
    months: int = of_row("months", "How many months it is about: those not measured, or those measured of a benefit.")

    @strawberry.field(description="How much; below 0 when it takes away.")
    def amount(self) -> Money:
        return money(self.row.cents)

    @strawberry.field(description="The benefit, when it is about one.")
    async def benefit(self, info: Info) -> Benefit | None:
        row = await info.context.load(benefit_by_id, self.row.benefit) if self.row.benefit else None
        return Benefit.of(row) if row else None


@strawberry.type(description="A checkpoint after delivery at which promised and realised value are compared.")
class ValueReview(Node):
    id: strawberry.ID = strawberry.field(
        resolver=lambda root: strawberry.ID(str(root.row.id)),
        description="The id: unique, stable and without meaning.",
    )
    row: strawberry.Private[ReviewRow]
    checkpoint_months: int = of_row("checkpoint_months", "So many whole months after the month of delivery.")
    due_on: date = of_row("due_on", "The day on which those months have passed.")
    through: Month = of_row("through", "The last month that it looks at.")
    status: ReviewStatus = of_row("status", "Where it stands.")
    overdue: bool = of_row("overdue", "Whether it has waited for more than 30 days.")
    verdict: Verdict | None = of_row("verdict", "What the board found; null until then.")
    lesson: str | None = of_row("lesson", "What is to be learned from it; null until it is closed.")
    closed_at: datetime | None = of_row("closed_at", "When the board closed it.")

    @strawberry.field(description="The request.")
    async def request(self, info: Info) -> LazyRequest:
        return await request_of(info, self.row.request)

    @strawberry.field(description="What was promised up to the checkpoint; as the board saw it once it is closed.")
    async def promised(self, info: Info) -> Money:
        frozen = self.row.promised_cents
        return money((await self._figures(info)).promised if frozen is None else frozen)

    @strawberry.field(description="What came true in the measured months; as the board saw it once it is closed.")
    async def realised(self, info: Info) -> Money:
        frozen = self.row.realised_cents
        return money((await self._figures(info)).realised if frozen is None else frozen)

    @strawberry.field(description="The part of what came true that no closed review has judged yet.")
    async def unverified(self, info: Info) -> Money:
        return money((await self._figures(info)).unverified)

    @strawberry.field(description="What was promised for months that had passed before the delivery.")
    async def lost(self, info: Info) -> Money:
        return money((await self._figures(info)).lost)

    @strawberry.field(description="Which part of what was due somebody measured, 0 to 1.")
    async def measured_share(self, info: Info) -> float:
        frozen = self.row.measured_share
        return (await self._figures(info)).measured_share if frozen is None else frozen

    @strawberry.field(description="Realised for each unit promised, over the measured months; null while none is.")
    async def ratio(self, info: Info) -> float | None:
        return (await self._figures(info)).ratio

    @strawberry.field(description="Each promised benefit, by what is on record now.")
    async def benefits(self, info: Info) -> list[BenefitResult]:
        return [BenefitResult(row=each, review=self.row.id) for each in (await self._figures(info)).results]

    @strawberry.field(description="From what was promised to what came true, step by step, by what is on record now.")
    async def steps(self, info: Info) -> list[ReviewStep]:
        return [ReviewStep(row=each) for each in value_steps((await self._figures(info)).results)]

    @strawberry.field(description="What to bear in mind with these figures; null when nothing.")
    async def note(self, info: Info) -> str | None:
        return wording.note(await self._figures(info))

    @strawberry.field(description="The board member who closed it.")
    async def closed_by(self, info: Info) -> Person | None:
        return await person_or_none(info, self.row.closed_by)

    @strawberry.field(description="The member for whom a deputy closed it.")
    async def acted_for(self, info: Info) -> Person | None:
        return await person_or_none(info, self.row.acted_for)

    @strawberry.field(description="Whether you may close it now.")
    def may_close(self, info: Info) -> bool:
        actor = info.context.actor
        opened = self.row.status is ReviewStatus.DUE and self.row.opened_at is not None
        return opened and may(actor, Deed.CLOSE_VALUE_REVIEW) and not actor.owns(self.row.unit)

    @strawberry.field(description="Whether you record the measurements that it waits for.")
    def may_measure(self, info: Info) -> bool:
        actor = info.context.actor
        return may(actor, Deed.RECORD_MEASUREMENT) and actor.owns(self.row.unit)

    @strawberry.field(description="Who measures and who judges, as a sentence.")
    async def who_decides(self, info: Info) -> str:
        unit = await info.context.load(unit_by_id, self.row.unit)
        name = unit.name if unit else "the unit"
        return f"Owners of {name} measure; the governance board judges, without members who own {name}."

    async def _figures(self, info: Info) -> Figures:
        found = await info.context.load(queries.figures_by_review, self.row.id)
        assert found is not None
        return found


@node_loader
async def _review_node(info: Info, id_: UUID) -> ValueReview | None:
    row = await info.context.load(queries.reviews_by_id, id_)
    return None if row is None else ValueReview(row=row)


@strawberry.type(description="What such promises have come true at, by the record of owner, unit and category.")
class Calibration:
    row: strawberry.Private[Factor]
    factor: float = of_row("factor", "Expected for each unit of money promised; 1 while there is no record.")
    low: float | None = of_row("low", "The low end of the range in which eight of ten past cases lay.")
    high: float | None = of_row("high", "The high end of that range.")
    sample: int = of_row("sample", "How many measured requests of the company it rests on.")
    too_few: bool = of_row("too_few", "Whether they are too few to say anything.")
    own_share: float = of_row("own_share", "How much the owner's own record counts in it, 0 to 1.")
    text: str = of_row("text", "The record in a sentence.")


@strawberry.type
class RealisationOfRequest(RequestNode):
    """What realisation says about a request."""

    @strawberry.field(description="Its value reviews, the first checkpoint first.")
    async def reviews(self, info: Info) -> list[ValueReview]:
        return [ValueReview(row=row) for row in await info.context.load(queries.reviews_by_request, self.row.id, ())]

    @strawberry.field(description="What promises like this one have come true at.")
    async def calibration(self, info: Info) -> Calibration:
        factor = await info.context.load(queries_value.calibration_by_request, self.row.id)
        assert factor is not None
        return Calibration(row=factor)

    @strawberry.field(description="The promised value at what such promises have come true at. It drives no order.")
    async def calibrated_value(self, info: Info) -> Money:
        found = await info.context.load(queries_value.calibrated_value_by_request, self.row.id)
        return money(found.expected_cents if found else 0)


async def review_of(info: Info, id_: UUID) -> ValueReview | None:
    """The review that a row refers to."""
    row = await info.context.load(queries.reviews_by_id, id_)
    return None if row is None else ValueReview(row=row)
