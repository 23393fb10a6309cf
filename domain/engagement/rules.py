"""When people are asked how it felt."""

from enum import StrEnum


class Moment(StrEnum):
    SUBMITTED = "submitted"
    ESTIMATED = "estimated"
    QUESTION_ANSWERED = "question_answered"
    UPDATE = "update"
    DELIVERED = "delivered"
    REVIEWED = "reviewed"
