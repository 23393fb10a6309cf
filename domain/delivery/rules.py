"""What IT may say about work under way, and when an update is missed. Pure."""

from datetime import date, datetime, timedelta

from domain.demand.rules import RequestState
from domain.errors import RuleViolation
from domain.quantities import Month
from domain.wording import day_name

LONGEST_SILENCE = timedelta(days=90)  # the longest that the policy can allow between two updates
LATEST_FORECAST_MONTHS = 120
UNDER_WAY = frozenset({RequestState.COMMITTED, RequestState.IN_DELIVERY})


def check_started(on: date, committed_on: date | None, today: date) -> None:
    """A delivery starts today or before, and after the business committed. Raises RuleViolation."""
    if on > today:
        raise RuleViolation("A delivery that has not begun yet is not started.", rule="started_by_now", path="on")
    if committed_on is not None and on < committed_on:
        raise RuleViolation(
            f"The business committed on {day_name(committed_on)}; work starts after that.",
            rule="started_as_committed",
            path="on",
        )


def check_delivered(on: date, started_on: date, today: date) -> None:
    """A delivery ends today or before, and after it started. Raises RuleViolation."""
    if on > today:
        raise RuleViolation("What is not in use yet is not delivered.", rule="delivered_by_now", path="on")
    if on < started_on:
        raise RuleViolation(f"The delivery started on {day_name(started_on)}.", rule="delivered_after_start", path="on")


def check_forecast(finish: Month, this_month: Month) -> None:
    """A forecast looks ahead, ten years at most. Raises RuleViolation."""
    if finish < this_month:
        raise RuleViolation("A forecast looks ahead.", rule="forecast_ahead", path="finish_month")
    if finish - this_month > LATEST_FORECAST_MONTHS:
        raise RuleViolation("A forecast looks ten years ahead at most.", rule="forecast_ahead", path="finish_month")


def check_next_update(at: datetime, now: datetime) -> None:
    """The next update comes in the future, and before silence would be one. Raises RuleViolation."""
    if at <= now:
        raise RuleViolation("The next update lies in the future.", rule="next_update_ahead", path="next_update_at")
    if at - now > LONGEST_SILENCE:
        raise RuleViolation(
            f"The next update comes within {LONGEST_SILENCE.days} days.",
            rule="next_update_ahead",
            path="next_update_at",
        )


def missed(next_update_at: datetime, followed_at: datetime | None, owed_until: datetime) -> bool:
    """Whether the next update did not come in time.

    `followed_at` is when it came, None while it has not; `owed_until` is the present, or the end of the work: who has
    delivered owes no more updates.
    """
    return (followed_at or owed_until) > next_update_at


def slip(promised: Month, finish: Month) -> int:
    """Months after the month promised; negative when earlier."""
    return finish - promised
