"""What promised value came true at, and the factor on the next promise: known answers."""

from uuid import UUID

import pytest

from domain.calibration.expectation import of_category, of_owner, of_route, of_unit
from domain.calibration.value import SMALLEST_RECORD, KeptPromise, calibrated, company_record, track_record


def kept(number: int, ratio: float, *, owner: int = 1, unit: int = 1, category: str = "Sales") -> KeptPromise:
    return KeptPromise(
        UUID(int=number),
        UUID(int=unit),
        UUID(int=owner),
        category,
        "it_delivery",
        1000,
        round(1000 * ratio),
        2000,
        6,
        6,
        None,
        600,
        1400,
    )


def test_a_track_record_is_a_ratio_of_sums_with_its_sample() -> None:
    record = track_record([kept(1, 0.5), kept(2, 1.0), kept(3, 1.5)], minimum_sample=3)
    assert (record.ratio, record.median, record.sample, record.measured_share) == (1.0, 1.0, 3, 0.5)
    assert "100% of what was promised came true over 3 requests" in record.text
    assert record.in_range == 1
    assert track_record([kept(1, 0.6), kept(2, 1.4), kept(3, 1.41)], minimum_sample=5).in_range == 2
    few = track_record([kept(1, 0.5)], minimum_sample=3)
    assert few.too_few
    assert (few.ratio, few.median) == (None, None)
    assert "Too few" in few.text


def test_below_eight_measured_promises_a_factor_says_that_there_is_no_record() -> None:
    record = company_record([kept(n, 0.5) for n in range(SMALLEST_RECORD - 1)], minimum_sample=5)
    factor = calibrated(record, unit=UUID(int=1), owner=UUID(int=1), category="Sales")
    assert (factor.factor, factor.too_few, factor.low, factor.sample) == (1.0, True, None, 7)
    assert "No record yet" in factor.text


def test_whose_promises_came_half_true_is_expected_to_do_so_again() -> None:
    seen = [kept(n, (0.4, 0.6)[n % 2], owner=1) for n in range(10)]
    seen += [kept(20 + n, (0.9, 1.1)[n % 2], owner=2) for n in range(10)]
    record = company_record(seen, minimum_sample=5)
    half, whole = (calibrated(record, unit=UUID(int=1), owner=UUID(int=owner), category="Sales") for owner in (1, 2))
    assert 0.45 < half.factor < 0.6 < 0.9 < whole.factor < 1.05
    assert half.low is not None
    assert half.high is not None
    assert half.low < half.factor < half.high
    assert "own record of 10 requests counts" in half.text
    stranger = calibrated(record, unit=UUID(int=9), owner=None, category="Other")
    assert stranger.factor == pytest.approx(0.75, abs=0.05)
    assert stranger.own_share == 0.0


def test_a_category_in_which_less_comes_true_lowers_the_factor() -> None:
    seen = [kept(n, (0.2, 0.4)[n % 2], category="Data") for n in range(10)]
    seen += [kept(20 + n, (0.9, 1.1)[n % 2], category="Sales") for n in range(10)]
    record = company_record(seen, minimum_sample=5)
    data, sales = (
        calibrated(record, unit=UUID(int=1), owner=UUID(int=1), category=each).factor for each in ("Data", "Sales")
    )
    assert data < 0.5 < 0.8 < sales


def test_what_is_expected_of_a_group_is_its_record_drawn_towards_that_of_all() -> None:
    seen = [kept(n, (0.4, 0.6)[n % 2], owner=1, unit=1) for n in range(10)]
    seen += [kept(20 + n, (0.9, 1.1)[n % 2], owner=2, unit=2) for n in range(10)]
    record = company_record(seen, minimum_sample=5)
    half, whole = of_unit(record, UUID(int=1)), of_unit(record, UUID(int=2))
    assert half.factor < whole.factor
    assert half.low is not None
    assert half.high is not None
    assert half.low <= half.factor <= half.high
    assert of_owner(record, UUID(int=1)).factor < of_owner(record, UUID(int=2)).factor
    apart = [kept(n, (0.4, 0.6)[n % 2]) for n in range(10)]
    apart += [kept(20 + n, (0.9, 1.1)[n % 2], category="Data") for n in range(10)]
    by_category = company_record(apart, minimum_sample=5)
    sales, data, new = (of_category(by_category, each).factor for each in ("Sales", "Data", "New"))
    assert 0.45 < sales < new < data < 1.05
    assert of_route(record, "it_delivery").factor == pytest.approx(0.75, abs=0.01)
    assert of_route(record, "quick_win").factor == of_route(record, "it_delivery").factor
    assert of_owner(record, UUID(int=9)) == of_unit(record, UUID(int=9))
    none = company_record([], minimum_sample=5)
    for expected in (of_unit(none, 1), of_owner(none, 1), of_category(none, "Sales"), of_route(none, "it_delivery")):
        assert (expected.factor, expected.low, expected.own_share) == (1.0, None, 0.0)
