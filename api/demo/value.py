"""Chapter five: owners measure what came true, and the board judges it at the checkpoints."""

from datetime import date
from functools import partial

from api.demo.arrivals import LARGE
from api.demo.chance import at_work
from api.demo.intake import felt
from api.demo.story import Stage, Story, Told
from domain.actor import Actor
from domain.database import clock
from domain.engagement.rules import Moment
from domain.quantities import Month
from domain.realisation.commands import close_value_review, open_due_reviews, record_measurement
from domain.realisation.queries import effects_by_request, figures_by_review, value_reviews
from domain.realisation.rules import Effect, Figures, ReviewStatus, Verdict

# The months in which a new way finds its feet: the part of the later effect that comes.
RAMP = (0.35, 0.65, 0.9)
CHECKPOINT = 12
LEFT_OPEN = 3  # reviews that the last meeting did not reach

_LESSONS = {
    Verdict.REALISED: "lessons_realised",
    Verdict.PARTLY: "lessons_partly",
    Verdict.NOT_REALISED: "lessons_not",
    Verdict.UNMEASURABLE: "lessons_unmeasurable",
    Verdict.TOO_EARLY: "lessons_early",
}


async def value_comes(story: Story, told: Told) -> None:
    """From delivery on the owner measures month by month, for as long as anybody looks."""
    delivered = Month.of(clock.now().date())
    for effect in (await effects_by_request(Actor.system(), [told.id]))[told.id]:
        begin, end = effect.window(delivered)
        last = min(end, delivered + min(told.measured_until, CHECKPOINT))
        every = 1 if effect.money else 3
        for offset in range(0, last - begin + 1, every):
            following = begin + (offset + 1)
            moment = at_work(date(following.year, following.month, told.chance.randint(5, 14)), told.chance)
            if told.chance.random() < 0.96:
                story.agenda.beside(moment, partial(_measured, story, told, effect, begin + offset, offset))


async def _measured(story: Story, told: Told, effect: Effect, month: Month, offset: int) -> None:
    if told.stage is Stage.OVER or (month >= story.this_month + -1 and (told.wish.unit in LARGE or told.number % 2)):
        return  # the last month waits for many of the owners
    evidence = story.says("evidence")
    amount = 0
    if effect.money:
        part = RAMP[offset] if offset < len(RAMP) else 1.0
        amount = round(effect.money.likely * told.truth * part * told.chance.uniform(0.85, 1.15) / 100) * 100
    owner = await story.cast.person(story.cast.owner_of[told.wish.unit])
    await record_measurement(owner, effect.benefit, month=month, amount_cents=amount, evidence=evidence)


def reviews_are_held(story: Story) -> None:
    """Reviews open on their day; the board meets in the third week of each month."""
    months = story.every_month()
    for month in months:
        story.on(month, 1, partial(_opened, story), hour=6)
        if month < months[-1]:
            story.on(month, 16, partial(_met, story, month), hour=13)


async def _opened(story: Story) -> None:
    await open_due_reviews(Actor.system())


async def _met(story: Story, month: Month) -> None:
    """The members take turns; who is away leaves a review for the next meeting."""
    system = Actor.system()
    page = await value_reviews(system, ReviewStatus.DUE, first=100)
    reviews = sorted(page.items, key=lambda review: (review.due_on, review.checkpoint_months, str(review.id)))
    if month == story.this_month + -1:
        reviews = reviews[: max(0, len(reviews) - LEFT_OPEN)]
    figures = await figures_by_review(system, [review.id for review in reviews])
    for number, review in enumerate(reviews):
        told = story.requests[review.request]
        verdict = _verdict(figures[review.id], review.checkpoint_months, told)
        if verdict is not Verdict.TOO_EARLY and review.checkpoint_months >= CHECKPOINT:
            told.stage = Stage.OVER
        await close_value_review(
            await story.cast.board(month.ordinal + number),
            review.id,
            verdict=verdict,
            lesson=story.says(_LESSONS[verdict]),
        )
        if verdict is not Verdict.TOO_EARLY and told.chance.random() < 0.3:
            name = told.chance.choice(told.followers)
            story.said_later(clock.now(), 1, 5, told, partial(felt, story, told, Moment.REVIEWED, name))


def _verdict(figures: Figures, checkpoint: int, told: Told) -> Verdict:
    if not figures.months_measured:
        return Verdict.UNMEASURABLE if checkpoint >= CHECKPOINT else Verdict.TOO_EARLY
    if checkpoint < CHECKPOINT and told.chance.random() < 0.2:
        return Verdict.TOO_EARLY
    if figures.ratio is None:
        return told.chance.choice((Verdict.REALISED, Verdict.PARTLY))
    if figures.ratio >= 0.85:
        return Verdict.REALISED
    return Verdict.PARTLY if figures.ratio >= 0.4 else Verdict.NOT_REALISED
