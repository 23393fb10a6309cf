"""When people are asked how it felt, what of it may be shown, and how taking part is counted. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from domain.actor import Actor, Role, Side
from domain.errors import Conflict, RuleViolation

LONGEST_COMMENT = 2000
FACES = range(1, 6)
PARTICIPATION = timedelta(days=180)  # how far back taking part is looked at: about two planning cycles


class Moment(StrEnum):
    SUBMITTED = "submitted"
    ESTIMATED = "estimated"
    QUESTION_ANSWERED = "question_answered"
    UPDATE = "update"
    DELIVERED = "delivered"
    REVIEWED = "reviewed"

    @property
    def not_yet(self) -> str:
        """Why there is nothing to say about this moment yet."""
        return _NOT_YET[self]


_NOT_YET = {
    Moment.SUBMITTED: "The request is not submitted yet.",
    Moment.ESTIMATED: "No team has estimated the request yet.",
    Moment.QUESTION_ANSWERED: "No priority question about the request has been decided yet.",
    Moment.UPDATE: "No update on the request has been posted yet.",
    Moment.DELIVERED: "The request is not delivered yet.",
    Moment.REVIEWED: "No value review of the request has been closed yet.",
}


def side_of(actor: Actor) -> Side:
    """The side that somebody's view counts for: IT staff for IT, who only administers for neither, all others for the
    business, whose requests these are."""
    if actor.holds(Role.IT):
        return Side.IT
    if actor.holds(Role.ADMIN) and not actor.roles & {Role.OWNER, Role.BOARD}:
        return Side.NEUTRAL
    return Side.BUSINESS


def check_pulse(moment: Moment, face: int, comment: str | None, *, happened: bool) -> None:
    """A pulse is one of five faces about a moment that has come. Raises RuleViolation, Conflict."""
    if face not in FACES:
        raise RuleViolation("Choose one of the five faces, 1 to 5.", rule="five_faces", path="face")
    if comment is not None and len(comment) > LONGEST_COMMENT:
        raise RuleViolation(
            f"The comment has at most {LONGEST_COMMENT} characters.", rule="comment_length", path="comment"
        )
    if not happened:
        raise Conflict(moment.not_yet)


@dataclass(frozen=True, slots=True)
class Given:
    """A face that a person gave; the latest comes last in a sequence."""

    person: UUID
    face: int


@dataclass(frozen=True, slots=True)
class PulseSummary:
    """How it felt to a group: mean, worst and last face; None while the group is too small to hide anybody in.

    `mine` is the asker's own last face, which is nobody else's business.
    """

    count: int
    mean: float | None
    worst: int | None
    last: int | None
    mine: int | None


def summary(given: Sequence[Given], asker: UUID, *, minimum_group: int) -> PulseSummary:
    """Pulses in sum. A group counts people, not faces: five faces of one person hide nobody."""
    faces = [each.face for each in given]
    mine = next((each.face for each in reversed(given) if each.person == asker), None)
    if len({each.person for each in given}) < minimum_group:
        return PulseSummary(len(faces), None, None, None, mine)
    return PulseSummary(len(faces), sum(faces) / len(faces), min(faces), faces[-1], mine)


@dataclass(frozen=True, slots=True)
class Participation:
    """What a unit was asked to do and did in time: acts, beside what people felt, never mixed with it."""

    asked: int = 0
    ranked_on_time: int = 0
    questions_asked: int = 0
    questions_answered: int = 0
    measurements_due: int = 0
    measurements_made: int = 0
    pulse_count: int = 0
    pulse_mean: float | None = None
