"""Chapter one: people bring their wishes, others join in, and the teams say what it takes."""

from calendar import monthrange
from datetime import date, datetime, timedelta
from functools import partial

from api.demo.chance import at_work
from api.demo.story import Stage, Story, Told
from api.demo.wishes import Effect
from domain.actor import Role
from domain.database import clock
from domain.demand.commands import sponsor_request
from domain.demand.commands_conversation import answer_clarification, ask_clarification, comment, follow
from domain.demand.rules import Lane, Route
from domain.demand.submission import NewRequest
from domain.engagement.commands import give_pulse
from domain.engagement.rules import Moment
from domain.estimation.commands import estimate_request
from domain.estimation.rules import Confidence, NewEstimate
from domain.quantities import Month
from domain.value.commands import declare_benefit, submit_request
from domain.value.rules import NewBenefit, ThreePoint

# How often a wish has a date that others set, before and lately, and how many months it leaves.
_DATED = (0.06, 0.22)
_SOON, _LATER = (6, 13), (22, 40)
SHARES = {1: (1.0,), 2: (0.65, 0.35), 3: (0.5, 0.3, 0.2)}


def wishes_come_in(story: Story) -> None:
    """Wishes come up all along, most of them lately."""
    for told in story.wished:
        moment = min(at_work(told.arrival.on, told.chance), story.now - timedelta(hours=20))
        story.at(moment, partial(_submitted, story, told))


async def _submitted(story: Story, told: Told) -> None:
    wish, chance = told.wish, told.chance
    moment = clock.now()
    told.submitter = _who(story, told)
    actor = await story.cast.person(told.submitter)
    owns = actor.owns(story.cast.unit_ids[wish.unit])
    legal = told.arrival.is_legal
    small = told.arrival.is_quick
    benefits = () if actor.holds(Role.IT) else tuple(benefit(effect, told) for effect in wish.effects)
    row = await submit_request(
        actor,
        NewRequest(
            title=wish.title,
            problem=wish.problem,
            outcome=wish.outcome,
            unit=wish.unit,
            category=wish.category,
            route=Route.QUICK_WIN if small else Route.IT_DELIVERY,
            lane=Lane.MANDATORY if legal and owns and not small else Lane.NORMAL,
            deadline=_deadline(moment.date(), told) if legal or chance.random() < _DATED[told.arrival.lately] else None,
        ),
        benefits=benefits,
    )
    told.id = row.id
    story.requests[row.id] = told
    told.followers.append(told.submitter)
    if chance.random() < 0.5:
        story.said_later(moment, 1, 4, told, partial(felt, story, told, Moment.SUBMITTED, told.submitter))
    _joined_by_others(story, told, moment)
    if not benefits:
        story.later(moment, 1, 9, told, partial(_promised, story, told))
    if told.arrival.estimated:
        for place, team in enumerate(wish.teams):
            slow = 6 if team == "data" else 0
            story.said_later(moment, 3 + slow, 17 + slow, told, partial(_estimated, story, told, place))
        if chance.random() < 0.14:
            story.later(moment, 1, 3, told, partial(_asked, story, told))


def _who(story: Story, told: Told) -> str:
    if told.arrival.by_owner:
        return story.cast.owner_of[told.wish.unit]
    if not told.arrival.estimated and told.wish.unit == "retail":
        return story.cast.requester_names("retail")[0]
    roll = told.chance.random()
    if roll < 0.17:
        return story.cast.owner_of[told.wish.unit]
    if roll < 0.23:
        return told.chance.choice(story.cast.staff_names(told.wish.teams[0]))
    return told.chance.choice(story.cast.requester_names(told.wish.unit))


def _deadline(today: date, told: Told) -> date:
    month = Month.of(today) + told.chance.randint(*(_SOON if told.arrival.lately else _LATER))
    return date(month.year, month.month, monthrange(month.year, month.month)[1])


def benefit(effect: Effect, told: Told) -> NewBenefit:
    """An effect as it is promised: money with a range, or a measure alone."""
    money = None
    if effect.thousands is not None:
        likely = int(float(effect.thousands) * 130_000 * told.chance.uniform(0.9, 1.1)) // 5_000 * 5_000
        money = ThreePoint(
            int(likely * told.chance.uniform(0.45, 0.75)) // 5_000 * 5_000,
            likely,
            int(likely * told.chance.uniform(1.2, 1.9)) // 5_000 * 5_000,
        )
    return NewBenefit(
        effect.metric,
        effect.unit_of_measure,
        effect.kind,
        baseline=effect.baseline,
        target=effect.target,
        money=money,
        starts_after_months=told.chance.choice((0, 0, 0, 1, 1, 2)),
        duration_months=told.chance.choice((18, 24, 24, 30, 36)),
    )


async def _promised(story: Story, told: Told) -> None:
    """The owner promises the value of a request that IT has brought."""
    if told.stage is not Stage.UNDECIDED:
        return
    owner = await story.owner(told, clock.now())
    await sponsor_request(owner, told.id)
    for effect in told.wish.effects:
        await declare_benefit(owner, told.id, benefit(effect, told))


def _joined_by_others(story: Story, told: Told, moment: datetime) -> None:
    """Others follow it and say something about it in the weeks after."""
    names = [name for name in story.cast.people if name != told.submitter]
    for name in told.chance.sample(names, told.chance.choice((0, 1, 1, 2, 3))):
        story.said_later(moment, 1, 60, told, partial(_follows, story, told, name))
    for name in told.chance.sample(names, told.chance.choice((0, 0, 1, 1, 2))):
        story.said_later(moment, 2, 90, told, partial(_comments, story, told, name))


async def _follows(story: Story, told: Told, name: str) -> None:
    told.followers.append(name)
    await follow(await story.cast.person(name), told.id)


async def _comments(story: Story, told: Told, name: str) -> None:
    said = story.says("comments")
    await comment(await story.cast.person(name), told.id, text=said)


async def _asked(story: Story, told: Told) -> None:
    """A team asks what is meant; who brought the request answers some days later."""
    question, answer = story.says("clarifications").split(" | ")
    await ask_clarification(await story.staff(told), told.id, question=question)
    story.later(clock.now(), 1, 6, told, partial(_answered, story, told, answer))


async def _answered(story: Story, told: Told, answer: str) -> None:
    await answer_clarification(await story.cast.person(told.submitter), told.id, answer=answer)


async def _estimated(story: Story, told: Told, place: int) -> None:
    """A team says what its part takes; some look again months later and find more."""
    if told.stage is not Stage.UNDECIDED:
        return
    team = told.wish.teams[place]
    days = told.size * SHARES[len(told.wish.teams)][place]
    again = team in told.estimated
    factor = told.chance.uniform(1.15, 1.5) if again else told.chance.uniform(0.85, 1.15)
    drawn = estimate(story, told, days * factor, first=place == 0)
    told.estimated.add(team)
    who = told.number + len(told.estimated)
    if not again and told.chance.random() < 0.12:
        story.said_later(clock.now(), 30, 120, told, partial(_estimated, story, told, place))
    if not again and place == 0 and told.chance.random() < 0.3:
        story.said_later(clock.now(), 1, 5, told, partial(felt, story, told, Moment.ESTIMATED, told.submitter))
    await estimate_request(await story.cast.staff(team, who), told.id, team=team, estimate=drawn)


def estimate(story: Story, told: Told, days: float, *, first: bool) -> NewEstimate:
    """Three points around the days; the first team also names what has to be bought."""
    chance = told.chance
    likely = max(5, round(days * 10))
    low, high = round(likely * chance.uniform(0.6, 0.85)), round(likely * chance.uniform(1.2, 1.9))
    spread = (high - low) / likely
    buys = first and chance.random() < 0.4
    return NewEstimate(
        low,
        likely,
        high,
        Confidence.HIGH if spread < 0.6 else Confidence.MEDIUM if spread < 0.95 else Confidence.LOW,
        one_off_cents=chance.randint(3, 45) * 100_000 * (2 if days > 60 else 1) if buys else 0,
        run_cents=chance.randint(2, 30) * 5_000 if first and chance.random() < 0.6 else 0,
        assumptions=" ".join(story.says("assumptions") for _ in range(chance.choice((1, 2, 2, 3)))),
    )


async def felt(story: Story, told: Told, moment: Moment, name: str) -> None:
    """Somebody gives a face, mostly with a word."""
    face, _, said = story.says("pulses").partition("|")
    await give_pulse(await story.cast.person(name), moment, told.id, face=int(face), comment=said.strip() or None)
