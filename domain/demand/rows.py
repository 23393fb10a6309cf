"""What reading requests returns: plain, frozen values, named as the columns are."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from domain.demand.rules import Lane, RequestState, Route
from domain.quantities import Month


@dataclass(frozen=True, slots=True)
class RequestRow:
    """An IT demand in business terms. `unit`, `submitter`, `on_behalf_of` and `sponsor` are ids."""

    id: UUID
    number: int
    title: str
    problem: str
    outcome: str
    category: str
    unit: UUID
    route: Route
    lane: Lane
    state: RequestState
    state_reason: str | None
    state_since: datetime
    look_again_on: date | None
    submitter: UUID
    on_behalf_of: UUID | None
    sponsor: UUID | None
    submitted_at: datetime
    deadline: date | None
    earliest_start: Month | None
    version: int
    source: str | None
    external_key: str | None

    @property
    def key(self) -> str:
        """The name by which people call it: REQ-42."""
        return f"REQ-{self.number}"


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A request being written: the form as typed, for its author's eyes only."""

    id: UUID
    content: dict[str, Any]
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class ClarificationRow:
    """A question about the request itself, open until it is answered."""

    id: UUID
    request: UUID
    question: str
    asked_by: UUID
    asked_at: datetime
    answer: str | None
    answered_by: UUID | None
    answered_at: datetime | None

    @property
    def open(self) -> bool:
        return self.answer is None


@dataclass(frozen=True, slots=True)
class CommentRow:
    """What somebody said about a request."""

    id: UUID
    request: UUID
    author: UUID
    text: str
    at: datetime
