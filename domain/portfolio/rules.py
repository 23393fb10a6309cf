"""How sure a request's place in the plan is, and whether that is in time."""

from datetime import date, timedelta
from enum import StrEnum

from domain.quantities import Month


class Chance(StrEnum):
    """What somebody who waits for a request may count on."""

    COMMITTED = "committed"
    LIKELY = "likely"
    NOT_IN_PLAN = "not_in_plan"


def chance(*, held: bool, planned: bool, above_line: bool) -> Chance:
    """By the plan: held months and places above the commit line count as committed, other planned ones as likely.

    The line leaves out what does not fit above it, so a place above it alone is not enough.
    """
    if held:
        return Chance.COMMITTED
    if not planned:
        return Chance.NOT_IN_PLAN
    return Chance.COMMITTED if above_line else Chance.LIKELY


def late(deadline: date | None, finish: Month | None, today: date) -> bool:
    """Whether the deadline has passed, or the plan finishes after it; a month is finished on its last day."""
    if deadline is None:
        return False
    return deadline < today or (finish is not None and (finish + 1).first - timedelta(days=1) > deadline)
