"""The priority questions that wait today: one or more for each of three owners and one for the board, each for a
different reason."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID

from api.demo.conflicts import allows, options
from api.demo.story import Story, Told
from domain.actor import Actor
from domain.database import clock
from domain.decisions.commands import drawn_up, raise_priority_question
from domain.decisions.commands_answers import answer_priority_question
from domain.decisions.kinds import Cause, Consent, OptionKind, QuestionStatus
from domain.decisions.queries import open_question_by_request, question
from domain.decisions.raising import Composed
from domain.decisions.rows import OptionRow, QuestionRow
from domain.decisions.rules import Option
from domain.decisions.situation import situation
from domain.demand.queries import requests_by_id
from domain.demand.rules import RequestState
from domain.errors import RuleViolation
from domain.planning.current import CurrentPlan
from domain.planning.queries import current_plan
from domain.planning.rules import Reason
from domain.quantities import Month


@dataclass(frozen=True, slots=True)
class Sought:
    """A question as it should be: its unit (None: any), an option that it should have, another unit whose consent that
    option must need, and whether a lack of what was held already is to be its cause."""

    unit: str | None
    ending: str
    asks: str | None = None
    kept: bool = False

    def matched(self, story: Story, drawn: Composed, used: Collection[Cause]) -> tuple[bool, bool, bool, bool]:
        """What of it a drawn up question has: the other unit's consent, and of nobody else, a cause that no other
        question has, the option."""
        return (
            self.asks is None or any(self._whom(story) <= _asks(option) for option in drawn.options),
            self.asks is None or any(self._whom(story) == _asks(option) for option in drawn.options),
            drawn.cause not in used,
            any(allows(self.ending, option) for option in drawn.options),
        )

    def _whom(self, story: Story) -> set[str]:
        assert self.asks is not None
        return {str(story.cast.unit_ids[self.asks])}


def _asks(option: Option) -> set[str]:
    """The other units whose consent a displacement needs."""
    if option.kind is not OptionKind.DISPLACE or option.consent is not Consent.THEIRS:
        return set()
    return {one.unit for one in option.displaced} - {option.unit}


# The hours before today at which they are raised, in the order of the story.
ASKED = (
    (88, Sought("retail", "theirs", asks="logistics")),
    (83, Sought(None, "own", kept=True)),
    (63, Sought("finance", "shrink")),
    (38, Sought("logistics", "own")),
    (13, Sought("retail", "own")),
)
TO_THE_BOARD = 58  # hours before today
OF_THE_BOARD = ("online", "service", "workshops", "purchasing", "marketing", "people")
WANTED = (1, 3, 5)  # months ahead


def questions_are_open(story: Story) -> None:
    """Raised on different days, so that they are due on different days; on the first days of a month, in it."""
    used: set[Cause] = set()
    for hours, sought in ASKED:
        story.at(_moment(story, hours), partial(_raised, story, sought, used))
    story.at(_moment(story, TO_THE_BOARD), partial(_board_is_asked, story))


def _moment(story: Story, hours: int) -> datetime:
    # The months of its options are counted from the month in which a question is raised.
    opened = datetime(story.now.year, story.now.month, 1, tzinfo=UTC) + timedelta(minutes=110 - hours)
    return max(story.now - timedelta(hours=hours), min(opened, story.now))


async def _raised(story: Story, sought: Sought, used: set[Cause]) -> None:
    raised = await _raised_for(story, sought, used)
    if raised is not None:
        used.add(raised.cause)


async def _raised_for(story: Story, sought: Sought, used: Collection[Cause]) -> QuestionRow | None:
    """The question that comes nearest to what is sought, raised by the team with most work."""
    plan, now, system = await current_plan(), await situation(), Actor.system()
    candidates = _candidates(story, plan, sought)
    rows = await requests_by_id(system, [told.id for told in candidates])
    asked = await open_question_by_request(system, [told.id for told in candidates])
    best: tuple[tuple[bool, bool, bool, bool], Told, Month | None, Cause] | None = None
    for told in candidates:
        if told.id in asked or rows[told.id].state not in (RequestState.RANKED, RequestState.COMMITTED):
            continue
        start = plan.start_month(plan.keys[told.id])
        held = rows[told.id].state is RequestState.COMMITTED
        for wanted in [None] if start is None or held else [now.first + ahead for ahead in WANTED]:
            if wanted is not None and start is not None and wanted >= start:
                continue
            try:
                drawn = await drawn_up(now, rows[told.id], wanted)
            except RuleViolation:
                continue  # it fits after all
            if sought.kept and drawn.cause is not Cause.LESS_CAPACITY:
                continue
            matched = sought.matched(story, drawn, used)
            if best is None or matched > best[0]:
                best = (matched, told, wanted, drawn.cause)
        if best is not None and all(best[0]):
            break
    if best is None:
        return None
    _, told, wanted, cause = best
    return await raise_priority_question(
        await story.staff(told), told.id, reason=story.says(f"asked_{cause}"), wanted_month=wanted
    )


def _candidates(story: Story, plan: CurrentPlan, sought: Sought) -> Sequence[Told]:
    """What competes for capacity, in the order of the plan, or what lost the capacity that it held."""
    return [
        told
        for entry in plan.plan.entries
        if (told := story.requests.get(plan.input.demands[entry.request].id)) is not None
        and (entry.reason is Reason.KEPT if sought.kept else entry.request in plan.places)
        and sought.unit in (None, told.wish.unit)
    ]


async def _board_is_asked(story: Story) -> None:
    """A question goes to the board: the owner chooses what costs new money."""
    for unit in OF_THE_BOARD:
        asked = await _raised_for(story, Sought(unit, "fund"), ())
        if asked is None:
            continue
        costly = [one for one in await options(asked.id) if one.kind is OptionKind.FUND]
        if costly:
            await _chosen_by_all(story, asked.id, min(costly, key=lambda one: one.price_cents or 0), unit)
            return


async def _chosen_by_all(story: Story, asked: UUID, option: OptionRow, unit: str) -> None:
    units = [unit, *sorted({story.requests[one.request].wish.unit for one in option.displaced} - {unit})]
    for one in units:
        if (await question(Actor.system(), asked)).status is QuestionStatus.OPEN:
            owner = await story.cast.owner(one, clock.now())
            await answer_priority_question(owner, asked, option.id, reason=story.says("answers_fund"))
