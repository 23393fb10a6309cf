"""How much an own record counts beside everybody else's: known answers and properties."""

from random import Random

import pytest

from domain.calibration.credibility import Credibility, Observation
from tests.support.cases import each_case

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


def record_of(chance: Random) -> list[Observation]:
    """A random record: up to four units of up to four owners, some of them far better than others."""
    truth = {(unit, owner): chance.choice((0.3, 0.8, 1.0, 1.4)) for unit in range(4) for owner in range(4)}
    return [
        Observation(unit, owner, max(0.0, truth[unit, owner] + chance.gauss(0, 0.4)), chance.choice((0.25, 0.5, 1.0)))
        for unit in range(chance.randint(1, 4))
        for owner in range(chance.randint(1, 4))
        for _ in range(chance.randint(1, 6))
    ]


@each_case(501)
def test_what_is_expected_lies_between_the_own_mean_and_the_level_above(chance: Random) -> None:
    fitted = Credibility.fitted(record_of(chance))
    for (unit, owner), level in fitted.owners.items():
        low, high = sorted((level.mean, fitted.of_unit(unit)))
        assert low - 1e-9 <= fitted.of_owner(unit, owner) <= high + 1e-9
        low, high = sorted((fitted.units[unit].mean, fitted.mean))
        assert low - 1e-9 <= fitted.of_unit(unit) <= high + 1e-9
        assert 0.0 <= level.share <= 1.0
        assert fitted.of_owner(unit, "new") == fitted.of_unit(unit)
        assert 0.0 <= fitted.variance_of_owner(unit, owner) <= fitted.variance_of_owner(unit, "new") + 1e-12
    assert fitted.of_unit("new") == fitted.mean


@each_case(502)
def test_a_record_twice_as_good_is_expected_to_be_twice_as_good(chance: Random) -> None:
    seen, times = record_of(chance), chance.choice((0.5, 2.0, 3.0, 8.0))
    fitted = Credibility.fitted(seen)
    scaled = Credibility.fitted(Observation(each.unit, each.owner, each.value * times, each.weight) for each in seen)
    assert scaled.mean == pytest.approx(fitted.mean * times, rel=1e-6)
    for unit, owner in fitted.owners:
        assert scaled.of_owner(unit, owner) == pytest.approx(fitted.of_owner(unit, owner) * times, rel=1e-6, abs=1e-9)


@each_case(503)
def test_owners_who_do_alike_are_expected_alike(chance: Random) -> None:
    values = [chance.uniform(0, 2) for _ in range(chance.randint(2, 8))]
    owners = range(chance.randint(2, 10))
    seen = [Observation(owner % 2, owner, value, 1.0) for owner in owners for value in values]
    fitted = Credibility.fitted(seen)
    assert fitted.between == fitted.across == 0.0
    for owner in owners:
        assert fitted.of_owner(owner % 2, owner) == pytest.approx(fitted.mean)
    alone = Credibility.fitted([each for each in seen if each.owner == 0])
    assert alone.of_owner(0, 0) == pytest.approx(alone.mean)


@each_case(504)
def test_the_volume_behind_a_mean_raises_what_it_counts(chance: Random) -> None:
    fitted = Credibility.fitted(record_of(chance))
    by_volume = sorted(fitted.owners.values(), key=lambda level: level.volume)
    shares = [level.share for level in by_volume]
    assert shares == sorted(shares)


@each_case(505)
def test_what_was_expected_without_an_observation_lies_among_the_others(chance: Random) -> None:
    seen = record_of(chance)
    fitted = Credibility.fitted(seen)
    one = chance.choice(seen)
    rest = list(seen)
    rest.remove(one)
    if rest:
        values = [each.value for each in rest]
        assert min(values) - 1e-9 <= fitted.without(one) <= max(values) + 1e-9


def test_an_own_record_counts_the_more_the_longer_it_is() -> None:
    others = [Observation(0, owner, value, 1.0) for owner in (1, 2, 3) for value in (0.4 + owner / 5, 0.6 + owner / 5)]
    shares = []
    for length in (2, 5, 20):
        own = [Observation(0, 0, value, 1.0) for value in (1.4, 1.6) * (length // 2) + (1.5,) * (length % 2)]
        shares.append(Credibility.fitted([*others, *own]).owners[0, 0].share)
    assert shares == sorted(shares)


def test_the_uncertainty_of_an_owner_is_the_formula_of_the_hierarchy() -> None:
    seen = [
        Observation(unit, owner, 1 + unit / 2 + owner / 4 + turn % 2 / 5, 1.0)
        for unit in range(3)
        for owner in range(3)
        for turn in range(4)
    ]
    fitted = Credibility.fitted(seen)
    z, q = fitted.owners[0, 0].share, fitted.units[0].share
    expected = fitted.between * (1 - z) + (1 - z) ** 2 * fitted.across * (1 - q)
    assert fitted.variance_of_owner(0, 0) == pytest.approx(expected)
    assert fitted.variance_of_unit("new") == fitted.across
