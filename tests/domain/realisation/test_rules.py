"""Promised against realised, and how much a record counts: known answers and properties."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import RuleViolation
from domain.quantities import Month
from domain.realisation.calibration import (
    SMALLEST_RECORD,
    KeptPromise,
    calibrated,
    company_record,
    track_record,
)
from domain.realisation.credibility import Credibility, Observation
from domain.realisation.rules import (
    Effect,
    Measured,
    Verdict,
    check_measured,
    check_verdict,
    checkpoint_due_on,
    figures,
    next_checkpoint,
    result,
)
from domain.value.rules import ThreePoint

JANUARY = Month(2026, 1)
ONE = UUID(int=1)


def effect(*, months: int = 12, cents: int | None = 100) -> Effect:
    """100 cents a month from February on, the request promised for January."""
    money = None if cents is None else ThreePoint(cents // 2, cents, cents * 2)
    return Effect(ONE, money, JANUARY + 1, JANUARY + months, JANUARY)


def in_months(*months: int, cents: int = 80, verified: bool = False) -> list[Measured]:
    return [Measured(ONE, JANUARY + month, cents, verified) for month in months]


def test_a_month_that_nobody_measured_is_not_a_month_that_brought_nothing() -> None:
    none = figures([result(effect(), JANUARY, JANUARY + 3, [])])
    assert (none.promised, none.realised, none.ratio, none.measured_share) == (300, 0, None, 0.0)
    nothing = figures([result(effect(), JANUARY, JANUARY + 3, in_months(1, 2, 3, cents=0))])
    assert (nothing.promised, nothing.ratio, nothing.measured_share) == (300, 0.0, 1.0)
    one = figures([result(effect(), JANUARY, JANUARY + 3, in_months(2))])
    assert one.ratio == pytest.approx(0.8)
    assert one.measured_share == pytest.approx(1 / 3)


def test_what_a_late_delivery_made_impossible_is_said_apart() -> None:
    late = result(effect(), JANUARY + 2, JANUARY + 5, in_months(3, 4))
    assert (late.promised.likely, late.lost, late.months_due, late.expected) == (500, 200, 3, 200)
    assert late.promised == ThreePoint(250, 500, 1000)
    early = result(effect(), JANUARY + -2, JANUARY + 3, [])
    assert (early.promised.likely, early.lost, early.months_due) == (300, 0, 5)


def test_what_only_its_owner_stated_is_not_verified() -> None:
    seen = result(effect(), JANUARY, JANUARY + 3, [*in_months(1, verified=True), *in_months(2)])
    assert (seen.realised, seen.unverified) == (160, 80)


def test_a_benefit_without_a_price_counts_by_its_months() -> None:
    seen = figures([result(effect(cents=None), JANUARY, JANUARY + 4, in_months(1, cents=0))])
    assert (seen.promised, seen.ratio, seen.measured_share) == (0, None, 0.25)


@given(
    delivered=st.integers(-6, 12),
    through=st.integers(-6, 40),
    measured=st.sets(st.integers(-6, 40)),
    months=st.integers(1, 24),
)
def test_a_comparison_adds_up(delivered: int, through: int, measured: set[int], months: int) -> None:
    given_ = effect(months=months)
    begin, end = given_.window(JANUARY + delivered)
    inside = in_months(*[month for month in measured if begin <= JANUARY + month <= end])
    seen = result(given_, JANUARY + delivered, JANUARY + through, inside)
    assert 0 <= seen.lost <= seen.promised.likely <= 100 * months
    assert seen.months_measured <= seen.months_due <= months
    assert 0 <= seen.expected <= seen.due
    assert 0.0 <= figures([seen]).measured_share <= 1.0


def test_only_months_in_which_the_benefit_could_come_true_are_measured() -> None:
    check_measured(effect(), JANUARY + 2, JANUARY + 3, JANUARY + 3)
    check_measured(effect(), JANUARY + 2, JANUARY + 14, JANUARY + 20)
    for month, now in ((2, 5), (15, 20), (6, 5)):
        with pytest.raises(RuleViolation):
            check_measured(effect(), JANUARY + 2, JANUARY + month, JANUARY + now)


def test_a_verdict_needs_something_to_judge() -> None:
    for verdict in Verdict:
        check_verdict(verdict, 1)
        if verdict.verifies:
            with pytest.raises(RuleViolation):
                check_verdict(verdict, 0)
        else:
            check_verdict(verdict, 0)


def test_a_checkpoint_lies_so_many_whole_months_after_go_live() -> None:
    assert checkpoint_due_on((JANUARY + 0).first.replace(day=31), 3) == Month(2026, 5).first
    assert next_checkpoint([3, 12]) == 21
    assert next_checkpoint([6]) == 12


# Five states, twelve quarters: the average claim and the number of claims (Hachemeister 1975), as textbooks have it.
CLAIMS = (
    (1738, 1642, 1794, 2051, 2079, 2234, 2032, 2035, 2115, 2262, 2267, 2517),
    (1364, 1408, 1597, 1444, 1342, 1675, 1470, 1448, 1464, 1831, 1612, 1471),
    (1759, 1685, 1479, 1763, 1674, 2103, 1502, 1622, 1828, 2155, 2233, 2059),
    (1223, 1146, 1010, 1257, 1426, 1532, 1953, 1123, 1343, 1243, 1762, 1306),
    (1456, 1499, 1609, 1741, 1482, 1572, 1606, 1735, 1607, 1573, 1613, 1690),
)
NUMBERS = (
    (7861, 9251, 8706, 8575, 7917, 8263, 9456, 8003, 7365, 7832, 7849, 9077),
    (1622, 1742, 1523, 1515, 1622, 1602, 1964, 1515, 1527, 1748, 1654, 1861),
    (1147, 1357, 1329, 1204, 998, 1077, 1277, 1218, 896, 1003, 1108, 1121),
    (407, 396, 348, 341, 315, 328, 352, 331, 287, 384, 321, 342),
    (2902, 3172, 3046, 3068, 2693, 2910, 3275, 2697, 2663, 3017, 3242, 3425),
)


def test_credibility_gives_the_premiums_of_hachemeister() -> None:
    fitted = Credibility.fitted(
        Observation("all", state, float(claim), float(number))
        for state in range(5)
        for claim, number in zip(CLAIMS[state], NUMBERS[state], strict=True)
    )
    assert fitted.mean == pytest.approx(1683.713, abs=5e-4)
    assert fitted.within == pytest.approx(139_120_026, abs=1)
    assert fitted.between == pytest.approx(89_638.73, abs=5e-3)
    shares = [fitted.owners["all", state].share for state in range(5)]
    assert shares == pytest.approx([0.9847, 0.9276, 0.8985, 0.7279, 0.9588], abs=5e-5)
    premiums = [fitted.of_owner("all", state) for state in range(5)]
    assert premiums == pytest.approx([2055.165, 1523.706, 1793.444, 1442.967, 1603.285], abs=5e-4)


observations = st.lists(
    st.builds(
        Observation,
        unit=st.integers(0, 3),
        owner=st.integers(0, 3),
        value=st.floats(0, 4),
        weight=st.floats(0.1, 1),
    ),
    min_size=1,
    max_size=60,
)


@given(observations)
def test_what_is_expected_lies_between_the_own_mean_and_the_level_above(seen: list[Observation]) -> None:
    fitted = Credibility.fitted(seen)
    for (unit, owner), level in fitted.owners.items():
        low, high = sorted((level.mean, fitted.of_unit(unit)))
        assert low - 1e-9 <= fitted.of_owner(unit, owner) <= high + 1e-9
        assert 0.0 <= level.share <= 1.0
        assert fitted.of_owner(unit, "new") == fitted.of_unit(unit)
    assert fitted.of_unit("new") == fitted.mean


@given(observations, st.floats(0.5, 8))
def test_a_record_twice_as_good_is_expected_to_be_twice_as_good(seen: list[Observation], times: float) -> None:
    fitted = Credibility.fitted(seen)
    scaled = Credibility.fitted(Observation(each.unit, each.owner, each.value * times, each.weight) for each in seen)
    for unit, owner in fitted.owners:
        assert scaled.of_owner(unit, owner) == pytest.approx(fitted.of_owner(unit, owner) * times, rel=1e-5, abs=1e-5)


@given(st.integers(2, 10), st.integers(2, 6))
def test_owners_who_do_alike_are_expected_alike(people: int, times: int) -> None:
    seen = [Observation(0, owner, float(turn % 2), 1.0) for owner in range(people) for turn in range(2 * times)]
    fitted = Credibility.fitted(seen)
    assert fitted.between == 0.0
    assert {fitted.of_owner(0, owner) for owner in range(people)} == {fitted.mean}
    alone = Credibility.fitted([each for each in seen if each.owner == 0])
    assert alone.of_owner(0, 0) == pytest.approx(alone.mean)


def test_an_own_record_counts_the_more_the_longer_it_is() -> None:
    others = [Observation(0, owner, value, 1.0) for owner in (1, 2, 3) for value in (0.4 + owner / 5, 0.6 + owner / 5)]
    shares = []
    for length in (2, 5, 20):
        own = [Observation(0, 0, value, 1.0) for value in (1.4, 1.6) * (length // 2) + (1.5,) * (length % 2)]
        shares.append(Credibility.fitted([*others, *own]).owners[0, 0].share)
    assert shares == sorted(shares)


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
    )


def test_a_track_record_is_a_ratio_of_sums_with_its_sample() -> None:
    record = track_record([kept(1, 0.5), kept(2, 1.0), kept(3, 1.5)], minimum_sample=3)
    assert (record.ratio, record.median, record.sample, record.measured_share) == (1.0, 1.0, 3, 0.5)
    assert "100% of what was promised came true over 3 requests" in record.text
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
