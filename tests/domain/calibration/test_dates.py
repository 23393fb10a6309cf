"""How well promised months were kept, and how many to add: known answers and properties."""

from datetime import date, timedelta
from random import Random
from uuid import UUID

import pytest

from domain.calibration.dates import KeptDate, company_share, date_buffer, date_record, quantile
from domain.quantities import Month
from tests.support.cases import each_case

MAY = Month(2026, 5)


def kept(number: int, slip: int, *, promised: Month = MAY, on: date | None = None, planned: int = 2) -> KeptDate:
    start = promised + (1 - planned)
    return KeptDate(
        UUID(int=number),
        UUID(int=1),
        "Sales",
        "it_delivery",
        (UUID(int=2),),
        on or start.first,
        start,
        promised,
        start,
        (promised + slip).first + timedelta(14),
    )


def finished(*slips: int) -> list[KeptDate]:
    return [kept(number, slip) for number, slip in enumerate(slips)]


def test_too_few_deliveries_say_nothing_and_a_few_are_told_in_words() -> None:
    none = date_record([], minimum_sample=5)
    assert (none.too_few, none.text) == (True, "Nothing was delivered yet.")
    few = date_record(finished(0, 0, 3), minimum_sample=5)
    assert (few.too_few, few.on_time, few.on_time_share, few.low, few.p85) == (True, 2, None, None, None)
    assert few.text == "Too few to say: 2 of 3 came on time."
    some = date_record(finished(-1, 0, 0, 0, 2), minimum_sample=5)
    assert (some.too_few, some.on_time_share, some.median_slip_months, some.p85) == (False, None, 0.0, 2)
    assert some.text.startswith("4 of 5 came in or before the month first promised")
    assert "%" not in some.text


def test_ten_deliveries_are_told_with_their_interval() -> None:
    record = date_record(finished(*[0] * 8, 2, 4), minimum_sample=5)
    assert (record.on_time_share, record.median_slip_months, record.p50, record.p85) == (0.8, 0.0, 0, 2)
    assert (record.low, record.high) == pytest.approx((0.541, 0.931), abs=5e-4)
    assert record.duration_ratio == pytest.approx(26 / 20)
    assert record.text.startswith("80% of 10 came in or before the month first promised (90% sure: 54% to 93%)")
    assert record.text.endswith("85 of 100 at most 2 months late.")
    assert "the middle one 2 months late" in date_record(finished(1, 2, 2), minimum_sample=3).text
    assert "the middle one 1 month early" in date_record(finished(-1, -1, 2), minimum_sample=3).text


def test_a_team_is_expected_to_do_between_its_own_record_and_the_companys() -> None:
    company = finished(*[0] * 15, *[1] * 5)
    share = company_share(company, minimum_sample=5)
    assert share == 0.75
    assert date_record(finished(1, 1), minimum_sample=5, company=share).expected_share == pytest.approx(6 / 10)
    assert date_record([], minimum_sample=5, company=share).expected_share == 0.75
    assert company_share(finished(0, 0), minimum_sample=5) is None


@each_case(701)
def test_a_quantile_is_kept_by_so_many_and_by_no_smaller_value(chance: Random) -> None:
    slips = sorted(chance.randint(-3, 9) for _ in range(chance.randint(1, 30)))
    percent = chance.randrange(5, 101, 5)
    found = quantile(slips, percent)
    assert sum(slip <= found for slip in slips) * 100 >= percent * len(slips)
    assert sum(slip < found for slip in slips) * 100 < percent * len(slips)


def month_by_month(slips: list[int]) -> list[KeptDate]:
    """One promise a month, each for two months later."""
    return [
        kept(number, slip, promised=MAY + number + 2, on=(MAY + number).first, planned=1)
        for number, slip in enumerate(slips)
    ]


def test_fewer_than_twenty_tested_promises_say_nothing() -> None:
    buffer = date_buffer(month_by_month([0] * 20), minimum_sample=5)
    assert (buffer.months, buffer.hit_rate, buffer.tested, buffer.reached) == (None, None, 13, False)
    assert buffer.text.startswith("Too few to test: 13 promises")
    assert (
        "1 promise could be held against what was known when it was made"
        in date_buffer(month_by_month([0] * 8), minimum_sample=5).text
    )


def test_a_buffer_is_tested_only_on_what_was_known_on_the_day() -> None:
    always = date_buffer(month_by_month([0] * 40), minimum_sample=5)
    assert (always.months, always.quantile, always.hit_rate, always.reached) == (0, 50, 1.0, True)
    steady = date_buffer(month_by_month([0, 0, 0, 2] * 12), minimum_sample=5)
    assert (steady.months, steady.reached) == (2, True)
    assert (steady.quantile, steady.hit_rate, steady.tested) == (80, 0.9, 40)
    assert steady.text == (
        "2 months added to the month promised first is what 80 of 100 earlier requests kept; tested on the latest 40"
        " promises, that rule was kept by 36 of them (90%)."
    )
    # Delays that grow all the time are never foreseen by those before them.
    growing = date_buffer(month_by_month(list(range(60))), minimum_sample=5)
    assert not growing.reached
    assert growing.hit_rate is None or growing.hit_rate < 0.85


@each_case(702, cases=200)
def test_a_reported_buffer_was_kept_as_often_as_it_says(chance: Random) -> None:
    dates = month_by_month([max(-1, round(chance.gauss(0.5, 1.2))) for _ in range(chance.randint(30, 60))])
    chance.shuffle(dates)
    buffer = date_buffer(dates, minimum_sample=5)
    assert buffer == date_buffer(sorted(dates, key=lambda each: each.request), minimum_sample=5)
    if buffer.reached:
        assert buffer.hit_rate is not None
        assert buffer.hit_rate >= 0.85
        assert buffer.tested >= 20
