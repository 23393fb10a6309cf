"""Delivered requests, their measurements and their reviews, as owners, the clock and the board make them."""

from dataclasses import dataclass

from domain.actor import Actor
from domain.demand.rows import RequestRow
from domain.quantities import Month
from domain.realisation.commands import close_value_review, open_due_reviews, record_measurement, schedule_reviews
from domain.realisation.queries import MeasurementRow, ReviewRow, reviews_by_request
from domain.realisation.rules import Verdict
from domain.value.queries import BenefitRow, benefits_by_request
from tests.support.builders.delivery import committed_request, delivered, in_month, started, this_month
from tests.support.personas import Company, Persona

EVIDENCE = "Ledger, account 4711."
LESSON = "Fewer returns than thought; count them before promising."


@dataclass(frozen=True, slots=True)
class Live:
    """A request of Retail in use since the month `since`, as promised: 1,000 a month from the month after it on."""

    request: RequestRow
    benefit: BenefitRow
    since: Month


async def live(
    company: Company, title: str = "Loyalty cards", *, cents: int = 100_000, late: int = 0, room: bool = True
) -> Live:
    """Committed and delivered this month, or so many months later, with its reviews scheduled."""
    first = this_month()
    request = await committed_request(company, title, cents=cents, room=room)
    await started(company, request)
    with in_month(first + late, 28):
        await delivered(company, request)
        await schedule_reviews(Actor.system(), request.id)
    owner = await company.owner_retail.as_actor()
    (benefit,) = (await benefits_by_request(owner, [request.id]))[request.id]
    return Live(request, benefit, first + late)


async def measured(
    company: Company, it: Live, *cents: int, by: Persona | None = None, evidence: str = EVIDENCE
) -> list[MeasurementRow]:
    """The first months after go-live, measured with these amounts in the month after each."""
    made = []
    for offset, amount in enumerate(cents, start=1):
        month = it.since + offset
        with in_month(month + 1, 5):
            actor = await (by or company.owner_retail).as_actor()
            made.append(
                await record_measurement(actor, it.benefit.id, month=month, amount_cents=amount, evidence=evidence)
            )
    return made


async def review_of(company: Company, it: Live, checkpoint: int = 3) -> ReviewRow:
    """A review of the request as it stands at the told time."""
    reviews = (await reviews_by_request(await company.board.as_actor(), [it.request.id]))[it.request.id]
    return next(review for review in reviews if review.checkpoint_months == checkpoint)


async def closed(
    company: Company, it: Live, verdict: Verdict = Verdict.PARTLY, *, checkpoint: int = 3, by: Persona | None = None
) -> ReviewRow:
    """A review opened by the clock and closed by the board on the tenth of the month in which it is due."""
    with in_month(it.since + checkpoint + 1, 10):
        await open_due_reviews(Actor.system())
        review = await review_of(company, it, checkpoint)
        actor = await (by or company.board).as_actor()
        return await close_value_review(actor, review.id, verdict=verdict, lesson=LESSON)
