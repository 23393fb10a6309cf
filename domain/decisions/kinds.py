"""The kinds of options, consents, causes and states that a priority question knows."""

from enum import StrEnum


class OptionKind(StrEnum):
    DISPLACE = "displace"
    FUND = "fund"
    COMBINE = "combine"  # some give way, and the rest is bought
    SHRINK = "shrink"
    WAIT = "wait"
    REROUTE = "reroute"


class Consent(StrEnum):
    """Whose word an option needs: the request's own unit alone, other units too, or the board."""

    YOURS = "yours"
    THEIRS = "theirs"
    BOARD = "board"


class QuestionStatus(StrEnum):
    OPEN = "open"
    ESCALATED = "escalated"
    DECIDED = "decided"
    LAPSED = "lapsed"


class Cause(StrEnum):
    """What made the conflict."""

    NEW_REQUEST = "new_request"
    LESS_CAPACITY = "less_capacity"
    BIGGER_ESTIMATE = "bigger_estimate"
    DEADLINE = "deadline"
    BUDGET = "budget"
    WANTED_EARLIER = "wanted_earlier"
    TEAM_SIZE = "team_size"  # too large for its teams in any month, whoever gives way
