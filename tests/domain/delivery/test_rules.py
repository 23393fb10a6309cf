"""Missed updates and dates that hold: known answers."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.delivery.rules import (
    LONGEST_SILENCE,
    check_delivered,
    check_forecast,
    check_next_update,
    check_started,
    missed,
)
from domain.errors import RuleViolation
from domain.quantities import Month

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MAY = Month(2026, 5)


def test_an_update_is_missed_when_the_next_came_late_or_not_at_all() -> None:
    assert not missed(NOON, NOON - HOUR, NOON + HOUR)
    assert missed(NOON, NOON + HOUR, NOON + HOUR)
    assert missed(NOON, None, NOON + HOUR)
    assert not missed(NOON, None, NOON - HOUR)


def test_the_next_update_lies_ahead_but_not_far() -> None:
    check_next_update(NOON + HOUR, NOON)
    check_next_update(NOON + LONGEST_SILENCE, NOON)
    for at in (NOON, NOON - HOUR, NOON + LONGEST_SILENCE + HOUR):
        with pytest.raises(RuleViolation):
            check_next_update(at, NOON)


def test_days_of_work_lie_in_their_order_and_not_ahead() -> None:
    today = date(2026, 5, 4)
    check_started(today, today, today)
    check_delivered(today, today, today)
    for on, committed in ((date(2026, 5, 5), None), (date(2026, 5, 3), today)):
        with pytest.raises(RuleViolation):
            check_started(on, committed, today)
    for on in (date(2026, 5, 5), date(2026, 5, 3)):
        with pytest.raises(RuleViolation):
            check_delivered(on, today, today)
    check_forecast(MAY, MAY)
    for finish in (MAY + -1, MAY + 121):
        with pytest.raises(RuleViolation):
            check_forecast(finish, MAY)
