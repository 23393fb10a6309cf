"""An inbox: everything that is asked of a person, then what is new about the requests that the person follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.actor import Actor
from domain.audit.actions import Action
from domain.audit.queries import EventRow, done_by_others
from domain.database import clock
from domain.database.engine import rows
from domain.notifications.asked import asked
from domain.notifications.rules import NEWS_FOR, InboxKind, Item, Key, counted, in_order, page

MOST_NEWS = 200
# What becomes of a request; who follows it or gave a face is no news.
NEWSWORTHY = (
    Action.REQUEST_COMMENTED,
    Action.REQUEST_SPONSORED,
    Action.CLARIFICATION_ASKED,
    Action.CLARIFICATION_ANSWERED,
    Action.BENEFIT_DECLARED,
    Action.BENEFIT_DROPPED,
    Action.REQUEST_ESTIMATED,
    Action.DEPENDENCY_RECORDED,
    Action.REQUEST_RANKED,
    Action.REQUEST_ENDORSED,
    Action.REQUEST_RECONFIRMED,
    Action.REQUEST_WITHDRAWN,
    Action.REQUEST_PARKED,
    Action.REQUEST_RESUMED,
    Action.ROUTE_CHOSEN,
    Action.REQUEST_COMMITTED,
    Action.REQUEST_DISPLACED,
    Action.DELIVERY_STARTED,
    Action.REQUEST_DELIVERED,
    Action.FORECAST_MOVED,
    Action.UPDATE_POSTED,
    Action.QUESTION_RAISED,
    Action.QUESTION_ANSWERED,
    Action.QUESTION_ESCALATED,
    Action.QUESTION_DECIDED,
    Action.QUESTION_LAPSED,
    Action.MEASUREMENT_RECORDED,
    Action.REVIEW_OPENED,
    Action.REVIEW_CLOSED,
)
_LOOK = "Nothing to do; have a look if you like."


@dataclass(frozen=True, slots=True)
class Inbox:
    """Some items of an inbox; `asked_count` counts what waits for the person, not what happened."""

    items: tuple[Item, ...]
    has_next: bool
    total: int
    asked_count: int


async def inbox(actor: Actor, *, first: int, after: Key | None = None) -> Inbox:
    """A page of the actor's own inbox. Nobody sees another's."""
    waiting = await asked(actor)
    everything = in_order([*waiting, *await news(actor)])
    items, has_next = page(everything, first=first, after=after)
    return Inbox(items, has_next, len(everything), len(waiting))


async def asked_count_by_person(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, int]:
    """How many things wait for the actor; of others nothing is told."""
    return {actor.person_id: len(await asked(actor))} if actor.person_id in ids else {}


async def news(actor: Actor) -> tuple[Item, ...]:
    """What others did in the last 30 days to requests that the actor follows.

    Moves in lists are folded into one line, and so are the updates of a request, each with the newest of them.
    """
    followed = [
        read["request"] for read in await rows("select request from follower where person = $1", actor.person_id)
    ]
    if not followed:
        return ()
    events = await done_by_others(actor, followed, since=clock.now() - NEWS_FOR, actions=NEWSWORTHY, limit=MOST_NEWS)
    folds: dict[object, list[EventRow]] = {}
    for event in events:
        folds.setdefault(_fold(event), []).append(event)
    return in_order(_told(one[0]) if len(one) == 1 else _folded(one) for one in folds.values())


def _told(event: EventRow) -> Item:
    return Item(f"news:{event.number}", InboxKind.NEWS, event.text, _LOOK, event.at, request=event.request)


def _fold(event: EventRow) -> object:
    """What stands in one line together: all moves in lists, the updates of each request, everything else alone."""
    if event.action is Action.REQUEST_RANKED:
        return event.action
    return (event.action, event.request) if event.action is Action.UPDATE_POSTED else event.number


def _folded(events: Sequence[EventRow]) -> Item:
    """Several events, the newest first, as one line."""
    latest = events[0]
    about = {event.request for event in events}
    if latest.action is Action.REQUEST_RANKED:
        text = f"{counted(len(events), 'rank move')} of {counted(len(about), 'request')} that you follow; the latest:"
    else:
        text = f"{counted(len(events), 'update')}; the latest:"
    return Item(
        f"news:{latest.number}",
        InboxKind.NEWS,
        f"{text} {latest.text}",
        _LOOK,
        latest.at,
        request=latest.request if len(about) == 1 else None,
    )
