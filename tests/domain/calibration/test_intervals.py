"""Shares seen in few cases: known answers and properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calibration.intervals import expected_share, newcombe_interval, wilson_interval


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


def test_newcombe_gives_the_known_answer() -> None:
    assert newcombe_interval(56, 70, 48, 80, 0.95) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert newcombe_interval(0, 0, 0, 0, 0.9) == (-1.0, 1.0)


@given(st.integers(0, 60), st.integers(0, 60), st.floats(0, 1))
def test_a_teams_share_lies_between_its_own_and_the_companys(hits: int, missed: int, company: float) -> None:
    sample = hits + missed
    own = hits / sample if sample else company
    low, high = sorted((own, company))
    assert low - 1e-12 <= expected_share(hits, sample, company) <= high + 1e-12
    assert expected_share(0, 0, company) == pytest.approx(company)
