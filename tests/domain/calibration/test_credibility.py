"""How much an own record counts beside everybody else's: known answers and properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calibration.credibility import Credibility, Observation

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
