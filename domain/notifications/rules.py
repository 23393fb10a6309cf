"""The two piles of an inbox: what is asked of somebody, and what is there to know. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from domain.quantities import Month
from domain.wording import joined

NEWS_FOR = timedelta(days=30)
UPDATE_NOTICE = timedelta(days=2)  # so long before an update is due its author is reminded
CAPACITY_MONTHS = 3  # this month and the next two are to be logged
REVIEW_NOTICE = timedelta(days=45)  # so long before a value review is due its measurements are asked for
UNMEASURED_FOR = timedelta(days=60)  # a month that ended longer ago is asked for without a review in sight
MOST_NAMED = 3  # so many requests are named in a line that folds several


def asks_to_measure(today: date, *, since: Month, review_on: date | None) -> bool:
    """Whether unmeasured months, the earliest of them `since`, are to be recorded now rather than some day.

    They are when the next value review is due within 45 days, or when the earliest ended more than 60 days ago;
    before that they would stand among what is urgent for months. `review_on` is None when no review is left.
    """
    near = review_on is not None and review_on <= today + REVIEW_NOTICE
    return near or (since + 1).first + UNMEASURED_FOR < today


class Pile(StrEnum):
    ASKED = "asked"
    INFORMATION = "information"


class InboxKind(StrEnum):
    """What an item asks for; news ask for nothing."""

    ANSWER_QUESTION = "answer_question"
    RANK_REQUEST = "rank_request"
    RECONFIRM_REQUEST = "reconfirm_request"
    ESTIMATE_REQUEST = "estimate_request"
    COMMIT_REQUEST = "commit_request"
    RECORD_MEASUREMENT = "record_measurement"
    CLOSE_REVIEW = "close_review"
    UPDATE_DUE = "update_due"
    LOG_CAPACITY = "log_capacity"
    ANSWER_CLARIFICATION = "answer_clarification"
    NEWS = "news"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of an inbox: what it is about in a sentence, what to do, since when it is there and by when to do it.

    `id` is made from what it is about, so that it stays the same while the item does.
    """

    id: str
    kind: InboxKind
    text: str
    to_do: str
    at: datetime
    due_at: datetime | None = None
    overdue: bool = False
    request: UUID | None = None
    question: UUID | None = None
    review: UUID | None = None
    unit: UUID | None = None
    team: UUID | None = None

    @property
    def pile(self) -> Pile:
        return Pile.INFORMATION if self.kind is InboxKind.NEWS else Pile.ASKED


Key = tuple[int, str, str]


def key_of(item: Item) -> Key:
    """Where an item stands: what is asked first, by the time it is due, then by age; news below, the newest first."""
    if item.pile is Pile.INFORMATION:
        return 1, f"{10**15 - round(item.at.timestamp() * 1000):016d}", item.id
    due = item.due_at.astimezone(UTC).isoformat() if item.due_at else "9999"
    return 0, f"{due}|{item.at.astimezone(UTC).isoformat()}", item.id


def in_order(items: Iterable[Item]) -> tuple[Item, ...]:
    """The items as an inbox shows them."""
    return tuple(sorted(items, key=key_of))


def page(items: Sequence[Item], *, first: int, after: Key | None) -> tuple[tuple[Item, ...], bool]:
    """Some items of an ordered inbox after the one with this key, which may be gone by now; and whether more follow."""
    rest = [item for item in items if after is None or key_of(item) > after]
    return tuple(rest[:first]), len(rest) > first


def listed(names: Sequence[str]) -> str:
    """Some names as part of a sentence: "A, B and C", or "A, B, C and 4 more"."""
    if len(names) > MOST_NAMED:
        return f"{', '.join(names[:MOST_NAMED])} and {len(names) - MOST_NAMED} more"
    return joined(names)


def counted(number: int, what: str) -> str:
    """A number with its word: "1 month", "3 months"."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def end_of(day: date) -> datetime:
    """The last moment of a day by which something is due."""
    return datetime.combine(day, time(23, 59, 59), UTC)
