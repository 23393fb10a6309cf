"""An owner's own answers to "which of these first?", what is asked next, and the order that they suggest."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.actor import Actor
from domain.database.engine import row, rows
from domain.demand.rules import IN_ORDER
from domain.ranking import ballots
from domain.ranking.comparing import Answer
from domain.ranking.queries import ranking_by_unit
from domain.ranking.questions import Progress, Question, progress
from domain.ranking.rules import Order
from domain.wording import joined

MOST_COMPARED = 200  # requests: beyond these a list is not asked about; they keep their places at its end
MOST_CIRCLES = 5  # shown
_NUMBERS = ("no", "one", "two", "three", "four", "five")


@dataclass(frozen=True, slots=True)
class AskedRow:
    """The next question: what is compared, and the question and its purpose in words."""

    among: tuple[UUID, ...]
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class CircleRow:
    """Answers that contradict each other: each request was put before the next, the last one before the first."""

    requests: tuple[UUID, ...]
    text: str


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """Where an owner stands with the comparisons of a unit's undecided requests.

    suggested: all of them, best first. differs: whether that is another order than the own ballot's. consistency: the
    share of answers, pair by pair, that agree with it; None before the first. left: questions at most.
    """

    unit: UUID
    owner: UUID
    next: AskedRow | None
    suggested: tuple[UUID, ...]
    differs: bool
    asked: int
    left: int
    consistency: float | None
    consistency_text: str
    circles: tuple[CircleRow, ...]
    circle_count: int


async def comparison(actor: Actor, unit: UUID) -> ComparisonRow | None:
    """The actor's own comparisons in a unit; None for who does not order its list."""
    if not actor.owns(unit):
        return None
    owner = actor.stands_in_for(unit) or actor.person_id
    undecided = await rows(
        "select id, number from request where unit = $1 and state = any($2) order by submitted_at, id",
        unit,
        [state.value for state in IN_ORDER],
    )
    keys = {str(each["id"]): f"REQ-{each['number']}" for each in undecided}
    now = await _own_order(actor, unit, owner, tuple(keys))
    items = (*now, *(one for one in keys if one not in set(now)))
    asked, rest = items[:MOST_COMPARED], items[MOST_COMPARED:]
    answers = [
        Answer(tuple(map(str, each["among"])), str(each["best"]), str(each["worst"]))
        for each in await rows(
            "select among, best, worst from comparison where unit = $1 and owner = $2 order by at, id", unit, owner
        )
    ]
    stand = progress(answers, asked)
    found = stand.suggestion
    suggested = (*found.order, *rest)
    return ComparisonRow(
        unit,
        owner,
        None if stand.next is None else _asked(stand.next),
        tuple(map(UUID, suggested)),
        stand.asked > 0 and suggested != now,
        stand.asked,
        stand.left,
        found.consistency,
        _consistency(stand),
        tuple(CircleRow(tuple(map(UUID, each)), _circle(each, keys)) for each in found.circles[:MOST_CIRCLES]),
        len(found.circles),
    )


async def _own_order(actor: Actor, unit: UUID, owner: UUID, by_date: Order) -> Order:
    """The own ballot as one order, completed by the unit's list."""
    found = await row("select tiers from ballot where unit = $1 and owner = $2", unit, owner)
    shown = tuple(str(entry.request) for entry in (await ranking_by_unit(actor, [unit]))[unit].entries)
    tiers = ballots.kept(found["tiers"], set(shown)) if found else ()
    return ballots.flat(ballots.completed(tiers, shown), by_date)


def _asked(question: Question) -> AskedRow:
    many = len(question.among)
    text = f"Which of these {_NUMBERS[many]} first" + (", and which last?" if many > 2 else "?")
    if question.check:
        why = "The answer follows from what you said already; it shows how sure the order is."
    else:
        why = "Your answers so far say least about these, so this answer tells most."
    return AskedRow(tuple(map(UUID, question.among)), text, why)


def _consistency(stand: Progress) -> str:
    found = stand.suggestion
    if not found.pairs:
        return "You have not compared any requests yet."
    if len(found.pairs) == 1:
        return f"The one comparison in your answers {'agrees' if found.agreeing else 'disagrees'} with this order."
    said = "comparisons in your answers agree" if found.agreeing != 1 else "comparisons in your answers agrees"
    agree = f"{found.agreeing} of {len(found.pairs)} {said} with this order"
    if not found.circles:
        return f"{agree}; none contradict each other."
    many = len(found.circles)
    return f"{agree}; {many} {'goes' if many == 1 else 'go'} round in a circle."


def _circle(circle: Sequence[str], keys: dict[str, str]) -> str:
    names = [keys[one] for one in circle]
    following = [*names[1:], names[0]]
    return f"You said {joined([f'{a} over {b}' for a, b in zip(names, following, strict=True)])}."
