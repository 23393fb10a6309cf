"""Chapter four: work begins, is told about, slips, and is delivered."""

from datetime import date, datetime, timedelta
from functools import partial

from api.demo.chance import at_work
from api.demo.company import TEAMS
from api.demo.intake import felt
from api.demo.story import Stage, Story, Told
from api.demo.value import value_comes
from domain.actor import Actor
from domain.database import clock
from domain.database.engine import value
from domain.decisions.rows import PromiseRow
from domain.delivery.commands import deliver_request, move_forecast, post_update, start_delivery
from domain.engagement.rules import Moment
from domain.errors import Conflict
from domain.quantities import Month
from domain.realisation.commands import schedule_reviews

SLIPS = {team.code: team.slip for team in TEAMS}


def work_begins(story: Story, told: Told, promise: PromiseRow) -> None:
    """Delivery starts in the month that was promised, or the days after the commitment."""
    told.commitment += 1
    told.stage = Stage.COMMITTED
    _starts(story, told, promise, promise.start_month)


def _starts(story: Story, told: Told, promise: PromiseRow, month: Month) -> None:
    first = at_work(date(month.year, month.month, told.chance.randint(1, 6)), told.chance)
    soon = at_work((clock.now() + timedelta(days=told.chance.randint(1, 4))).date(), told.chance)
    story.at(max(first, soon), partial(_started, story, told, promise, told.commitment))


async def _started(story: Story, told: Told, promise: PromiseRow, commitment: int) -> None:
    if commitment != told.commitment or told.stage is not Stage.COMMITTED:
        return
    held: date = await value("select start_month from slot where request = $1", told.id)
    if Month.of(held) > Month.of(clock.now().date()):  # a decision has moved it meanwhile
        _starts(story, told, promise, Month.of(held))
        return
    await start_delivery(await story.staff(told), told.id)
    told.stage = Stage.IN_DELIVERY
    lasts = promise.finish_month - promise.start_month
    until = Month.of(held) + lasts
    late = _slip(told, lasts + 1)
    finish = max(until + late, Month.of(clock.now().date()))
    end = at_work(date(finish.year, finish.month, told.chance.randint(4, 26)), told.chance)
    told.ends_at = end = max(end, clock.now() + timedelta(days=4, hours=1))
    _tells(story, told, clock.now(), end)
    if late > 0:
        _slips(story, told, until, finish)
    story.at(end, partial(_delivered, story, told))


def _slip(told: Told, months: int) -> int:
    mean = SLIPS[told.wish.teams[0]] + 0.25 * (len(told.wish.teams) - 1)
    return max(-1 if months > 2 else 0, round(told.chance.gauss(mean * 0.7, 0.9)))


def _slips(story: Story, told: Told, promised: Month, finish: Month) -> None:
    """The team says so when it knows: a month or two before the promised one, sometimes by and by."""
    steps = [finish] if finish - promised < 2 or told.chance.random() < 0.5 else [promised + 1, finish]
    for number, month in enumerate(steps):
        known = promised + (number - 1)
        moment = at_work(date(known.year, known.month, told.chance.randint(8, 24)), told.chance)
        story.at(max(moment, clock.now() + timedelta(days=2)), partial(_forecast, story, told, month))


async def _forecast(story: Story, told: Told, month: Month) -> None:
    if told.stage is Stage.IN_DELIVERY and month >= Month.of(clock.now().date()):
        try:
            await move_forecast(await story.staff(told), told.id, finish_month=month, reason=story.says("forecasts"))
        except Conflict:
            return  # it was said already


def _tells(story: Story, told: Told, begin: datetime, end: datetime) -> None:
    """Updates every few weeks, each with the day of the next; some come late or not at all."""
    moment = begin + timedelta(days=told.chance.randint(2, 9))
    while moment < end:
        gap = timedelta(days=told.chance.randint(14, 35))
        following = moment + gap
        if told.chance.random() < 0.85:
            story.agenda.beside(at_work(moment.date(), told.chance), partial(_told, story, told, gap))
        moment = following


async def _told(story: Story, told: Told, gap: timedelta) -> None:
    if told.stage is not Stage.IN_DELIVERY or told.silent:
        return
    said = story.says("updates")
    following = clock.now() + gap + timedelta(days=told.chance.choice((0, 1, 2)))
    if told.chance.random() < 0.25:
        name = told.chance.choice(told.followers)
        story.said_later(clock.now(), 0, 3, told, partial(felt, story, told, Moment.UPDATE, name))
    await post_update(
        await story.staff(told),
        told.id,
        text=said,
        next_update_at=following.replace(hour=15, minute=0, second=0),
    )


async def _delivered(story: Story, told: Told) -> None:
    if told.stage is not Stage.IN_DELIVERY or told.silent:
        return
    told.stage = Stage.DELIVERED
    took = round(told.size * 10 * told.chance.uniform(0.85, 1.3) * (1 + SLIPS[told.wish.teams[0]] * 0.12))
    await deliver_request(await story.staff(told), told.id, actual_decidays=took)
    await schedule_reviews(Actor.system(), told.id)
    await value_comes(story, told)
    business = told.chance.sample(sorted(set(told.followers)), min(2, len(set(told.followers))))
    for name in (*business, *story.cast.staff_names(told.wish.teams[0])[:1]):
        if told.chance.random() < 0.7:
            story.said_later(clock.now(), 1, 9, told, partial(felt, story, told, Moment.DELIVERED, name))
