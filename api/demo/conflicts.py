"""Chapter six: what does not fit is put to the business, and owners or the board choose what gives way."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Protocol
from uuid import UUID

from api.demo.chance import in_days
from api.demo.intake import felt
from api.demo.story import Stage, Story, Told
from domain.actor import Actor
from domain.database import clock
from domain.decisions.commands import drawn_up, raise_priority_question
from domain.decisions.commands_answers import answer_priority_question
from domain.decisions.commands_clock import escalate_overdue
from domain.decisions.kinds import Consent, OptionKind, QuestionStatus
from domain.decisions.queries import open_question_by_request, options_by_question, question, questions_by_request
from domain.decisions.rows import OptionRow, QuestionRow
from domain.decisions.situation import situation
from domain.demand.queries import requests_by_id
from domain.engagement.rules import Moment
from domain.errors import Conflict, RuleViolation
from domain.planning.current import CurrentPlan
from domain.planning.queries import current_plan
from domain.quantities import Month

# How the questions of the story end, in turn; where an option is not there, the next that is.
ENDINGS = ("own", "wait", "theirs", "fund", "shrink", "own", "silence", "theirs", "reroute", "differ", "wait", "fund")
MOST_TRIED = 10
WAITS = 4  # months: what the plan starts later than this is asked for earlier


def conflicts_arise(story: Story) -> None:
    """From the first full year on, about one question a month; the clock looks for silence each day."""
    number = 0
    for month in story.every_month()[5:-1]:
        story.on(month, 13, partial(_raised, story, number))
        number += 1
        if month.month in (2, 5, 9, 11):
            story.on(month, 20, partial(_raised, story, number))
            number += 1


async def _raised(story: Story, number: int) -> None:
    ending = ENDINGS[number % len(ENDINGS)]
    asked = await raised(story, ending, number)
    if asked is not None:
        _answers(story, asked, ending)


async def raised(
    story: Story, ending: str, number: int, *, unit: str | None = None, waits: int = WAITS
) -> QuestionRow | None:
    """A question about a ranked request (of a unit) that finds no month or a late one, if possible one whose options
    allow the ending."""
    plan = await current_plan()
    now = await situation()
    system = Actor.system()
    first: tuple[Told, Month | None] | None = None
    chosen: tuple[Told, Month | None] | None = None
    crowded = _crowded(story, plan, unit, waits)[:MOST_TRIED]
    asked_already = await open_question_by_request(system, [told.id for told in crowded])
    rows = await requests_by_id(system, [told.id for told in crowded])
    for told in crowded:
        start = plan.start_month(plan.keys[told.id])
        wanted = None if start is None else now.first + 1 + number % 2
        if told.id in asked_already:
            continue
        try:
            drawn = await drawn_up(now, rows[told.id], wanted)
        except RuleViolation:
            continue  # it fits after all
        first = first or (told, wanted)
        if any(allows(ending, one) for one in drawn.options):
            chosen = (told, wanted)
            break
    chosen = chosen or first
    if chosen is None:
        return None
    told, wanted = chosen
    asker = await story.owner(told, clock.now()) if number % 4 == 3 else await story.staff(told)
    return await raise_priority_question(asker, told.id, reason=story.says("question_reasons"), wanted_month=wanted)


def _crowded(story: Story, plan: CurrentPlan, unit: str | None, waits: int) -> list[Told]:
    """Ranked requests that the plan holds late or not at all, those that their owners think most of first."""
    found = []
    now = Month.of(clock.now().date())
    for place in plan.input.order:
        told = story.requests[plan.input.demands[place.request].id]
        start = plan.start_month(place.request)
        late = place.request in plan.entries and (start is None or start - now >= waits)
        if late and told.fate == "delivered" and unit in (None, told.wish.unit):
            found.append(told)
    return found


def _answers(story: Story, asked: QuestionRow, ending: str) -> None:
    told = story.requests[asked.request]
    if ending == "silence":
        story.at(asked.due_at + timedelta(hours=1), partial(_escalated, story, told, asked.id))
    else:
        story.later(asked.raised_at, 1, 3, told, partial(_chosen, story, told, asked.id, ending))


async def _escalated(story: Story, told: Told, asked: UUID) -> None:
    await escalate_overdue(Actor.system())
    await _board_answers_later(story, told, asked)


async def options(asked: UUID) -> Sequence[OptionRow]:
    return (await options_by_question(Actor.system(), [asked]))[asked]


class Offered(Protocol):
    """An option, drawn up or written."""

    @property
    def kind(self) -> OptionKind: ...
    @property
    def consent(self) -> Consent: ...


def allows(ending: str, option: Offered) -> bool:
    """Whether an option leads to an ending."""
    match ending:
        case "own":
            return option.kind is OptionKind.DISPLACE and option.consent is Consent.YOURS
        case "theirs" | "differ":
            return option.kind is OptionKind.DISPLACE and option.consent is Consent.THEIRS
        case "silence":
            return True
        case _:
            return option.kind is OptionKind(ending)


def preferred(found: Sequence[OptionRow], ending: str) -> OptionRow:
    """The option that leads to an ending, or the nearest thing."""
    for wanted in (ending, "own", "theirs") if ending not in ("wait", "silence") else ():
        for one in found:
            if allows(wanted, one):
                return one
    return next(one for one in found if one.kind is OptionKind.WAIT)


async def _chosen(story: Story, told: Told, asked: UUID, ending: str) -> None:
    """The asking owner chooses; the others concerned agree, or do not."""
    if (await question(Actor.system(), asked)).status is not QuestionStatus.OPEN:
        return
    option = preferred(await options(asked), ending)
    now = await answered(story, told, asked, option, told.wish.unit)
    if now is None or now.closed_at is not None:
        await _felt_about(story, told)
        return
    if now.status is QuestionStatus.ESCALATED:
        await _board_answers_later(story, told, asked)
        return
    for unit in sorted({one.wish.unit for one in _displaced(story, option)} - {told.wish.unit}):
        story.later(clock.now(), 1, 2, told, partial(_agreed, story, told, asked, option, unit, ending))


def _displaced(story: Story, option: OptionRow) -> list[Told]:
    return [story.requests[one.request] for one in option.displaced]


async def _agreed(story: Story, told: Told, asked: UUID, option: OptionRow, unit: str, ending: str) -> None:
    if (await question(Actor.system(), asked)).status is not QuestionStatus.OPEN:
        return
    choice = option
    if ending == "differ":
        choice = preferred(await options(asked), "wait")
    now = await answered(story, told, asked, choice, unit)
    if now is not None and now.status is QuestionStatus.ESCALATED:
        await _board_answers_later(story, told, asked)


async def answered(story: Story, told: Told, asked: UUID, option: OptionRow, unit: str) -> QuestionRow | None:
    """An owner's answer; None when the portfolio has moved and the question is asked anew."""
    owner = await story.cast.owner(unit, clock.now())
    try:
        now = await answer_priority_question(owner, asked, option.id, reason=story.says(f"answers_{option.kind}"))
    except Conflict:
        await _asked_anew(story, told)
        return None
    if now.status is QuestionStatus.DECIDED:
        _follows(story, told, option)
    return now


async def _asked_anew(story: Story, told: Told) -> None:
    """The fresh question with the options of today: the owner waits rather than begin again."""
    anew = (await questions_by_request(Actor.system(), [told.id]))[told.id]
    if anew and anew[0].closed_at is None:
        story.later(clock.now(), 1, 2, told, partial(_chosen, story, told, anew[0].id, "wait"))


async def _board_answers_later(story: Story, told: Told, asked: UUID) -> None:
    if (await question(Actor.system(), asked)).status is QuestionStatus.ESCALATED:
        story.at(in_days(clock.now(), 2, 6, told.chance), partial(_board_answers, story, told, asked))


async def _board_answers(story: Story, told: Told, asked: UUID) -> None:
    found = await options(asked)
    given = [one for one in found if one.kind is OptionKind.FUND and (one.price_cents or 0) < 6_000_000]
    option = given[0] if given and told.chance.random() < 0.7 else preferred(found, "wait")
    member = await story.cast.board(told.number)
    try:
        await answer_priority_question(member, asked, option.id, reason=story.says("answers_board"))
    except Conflict:
        await _asked_anew(story, told)
        return
    _follows(story, told, option)


def _follows(story: Story, told: Told, option: OptionRow) -> None:
    """What a decision changes in people's plans: who was displaced or waits is ranked and committed again later."""
    for one in _displaced(story, option):
        if one.stage is Stage.COMMITTED:
            one.commitment += 1
            one.ranked_at = None
            one.stage = Stage.UNDECIDED
    if option.kind is OptionKind.REROUTE:
        told.fate = "rerouted"
        told.stage = Stage.OVER


async def _felt_about(story: Story, told: Told) -> None:
    row = await questions_by_request(Actor.system(), [told.id])
    if row[told.id] and row[told.id][0].closed_at is not None and told.chance.random() < 0.5:
        await felt(story, told, Moment.QUESTION_ANSWERED, told.submitter)
