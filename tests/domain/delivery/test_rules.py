"""Missed updates, dates that hold, and how well promises are kept: known answers and properties."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.delivery.rules import (
    LONGEST_SILENCE,
    Finished,
    check_delivered,
    check_forecast,
    check_next_update,
    check_started,
    missed,
    predictability,
    wilson_interval,
)
from domain.errors import RuleViolation
from domain.quantities import Month

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MAY = Month(2026, 5)


def test_wilson_gives_the_known_answers() -> None:
    assert wilson_interval(8, 10, 0.9) == pytest.approx((0.541, 0.931), abs=5e-4)
    assert wilson_interval(0, 10, 0.95) == pytest.approx((0.0, 0.2775), abs=5e-5)
    assert wilson_interval(0, 0, 0.9) == (0.0, 1.0)


@given(st.integers(1, 200), st.data())
def test_the_interval_holds_the_share_and_narrows(sample: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, sample))
    low, high = wilson_interval(hits, sample, 0.9)
    assert 0.0 <= low <= hits / sample + 1e-12
    assert hits / sample - 1e-12 <= high <= 1.0
    wider_low, wider_high = wilson_interval(hits, sample, 0.95)
    assert wider_low <= low + 1e-12
    assert high <= wider_high + 1e-12


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


def finished(*slips: int) -> list[Finished]:
    return [Finished(MAY, MAY + slip) for slip in slips]


def test_too_few_deliveries_say_nothing_and_a_few_are_told_in_words() -> None:
    none = predictability([], [], minimum_sample=5)
    assert (none.too_few, none.text) == (True, "Nothing was delivered yet.")
    few = predictability(finished(0, 0, 3), [(10, 20)], minimum_sample=5)
    assert (few.too_few, few.on_time, few.on_time_share, few.low, few.effort_ratio) == (True, 2, None, None, None)
    assert few.text == "Too few to say: 2 of 3 came on time."
    some = predictability(finished(-1, 0, 0, 0, 2), [], minimum_sample=5)
    assert (some.too_few, some.on_time_share, some.median_slip_months) == (False, None, 0.0)
    assert some.text.startswith("4 of 5 came in or before the month first promised")


def test_ten_deliveries_are_told_with_their_interval_and_the_effort_as_a_ratio_of_sums() -> None:
    record = predictability(finished(*[0] * 8, 2, 4), [(100, 100), (10, 110), *[(0, 0)] * 3], minimum_sample=5)
    assert (record.on_time_share, record.median_slip_months) == (0.8, 0.0)
    assert (record.low, record.high) == pytest.approx((0.541, 0.931), abs=5e-4)
    assert record.effort_ratio == pytest.approx(210 / 110)
    assert record.text.startswith("80% of 10 came in or before the month first promised (90% sure: 54% to 93%)")
    assert "the middle one 2 months late" in predictability(finished(1, 2, 2), [], minimum_sample=3).text
    assert "the middle one 1 month early" in predictability(finished(-1, -1, 2), [], minimum_sample=3).text
