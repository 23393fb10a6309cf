"""The portfolio order."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import RuleViolation
from domain.ranking.order import OrderRule, Place, Ranked, UnitList, portfolio_order

DAY = datetime(2026, 1, 5, tzinfo=UTC)


def unit(name: str, weight: int, sizes: dict[str, int], credit: int = 0) -> UnitList:
    return UnitList(name, name, weight, tuple(Ranked(one, size, DAY) for one, size in sizes.items()), credit)


def requests(places: tuple[Place, ...]) -> list[str]:
    return [one.request for one in places]


@st.composite
def companies(draw: st.DrawFn, joint: bool = False) -> list[UnitList]:
    names = [f"u{number}" for number in range(draw(st.integers(1, 4)))]
    lists = []
    for name in names:
        ranked = []
        for number in range(draw(st.integers(0, 5))):
            endorsed: tuple[tuple[str, int], ...] = ()
            mandatory = False
            if joint:
                others = [one for one in names if one != name]
                supporters = draw(st.lists(st.sampled_from(others), unique=True, max_size=2)) if others else []
                endorsed = tuple((one, draw(st.integers(1, 4000))) for one in supporters)
                mandatory = draw(st.integers(0, 5)) == 0
            submitted = DAY + timedelta(days=draw(st.integers(0, 3)))
            size = draw(st.integers(1, 60))
            ranked.append(Ranked(f"{name}-{number}", size, submitted, endorsed, mandatory))
        credit = draw(st.integers(-50, 50)) if joint else 0
        lists.append(UnitList(name, name, draw(st.integers(1, 7)), tuple(ranked), credit))
    return lists


def known(credit: int = 0) -> list[UnitList]:
    return [
        unit("one", 5, {"a": 100, "b": 200, "c": 300}),
        unit("two", 3, {"d": 300, "e": 100}),
        unit("three", 2, {"f": 200}, credit),
    ]


def test_the_known_portfolio_has_the_known_order_and_tags() -> None:
    places = portfolio_order(known())
    assert requests(places) == ["a", "b", "d", "f", "c", "e"]
    tags = {one.request: one.clock / 10 for one in places}
    assert tags == {"a": 2, "b": 6, "d": 10, "f": 10, "c": 12, "e": Fraction(40, 3)}
    assert places[2].within == 1000
    assert sum((100, 200, 300)) <= places[2].within


def test_known_credit_moves_a_request_up() -> None:
    places = portfolio_order(known(credit=80))
    assert requests(places) == ["a", "b", "f", "d", "c", "e"]
    assert places[2].clock == 60
    assert "It holds 8 days of priority" in places[2].text


def test_a_place_says_why_in_words() -> None:
    place = portfolio_order(known())[2]
    assert place.text == (
        "two ranks it 1 of 2. two's share is 30%, so its first 30 days"
        " stand within the first 100 days of the portfolio."
    )
    assert place.raised_by.startswith("It is two's first already")


def test_mandatory_requests_stand_first_by_due_date_and_are_charged_to_no_unit() -> None:
    lists = known()
    law = Ranked("law", 500, DAY, mandatory=True, due_on=date(2027, 3, 1))
    sooner = Ranked("sooner", 500, DAY, mandatory=True, due_on=date(2027, 1, 1))
    lists[2] = UnitList("three", "three", 2, (law, *lists[2].ranked, sooner))
    places = portfolio_order(lists, mandatory_weight=2)
    assert requests(places) == ["sooner", "law", "a", "b", "d", "f", "c", "e"]
    assert [one.rule for one in places[:3]] == [OrderRule.MANDATORY, OrderRule.MANDATORY, OrderRule.ENTITLEMENT]
    assert places[2].share == Fraction(5, 12)


def test_an_endorsement_makes_a_request_earlier_and_the_supporter_pays() -> None:
    lists = known()
    joint = Ranked("c", 300, DAY, endorsed=(("two", 5000),))
    lists[0] = UnitList("one", "one", 5, (*lists[0].ranked[:2], joint))
    places = portfolio_order(lists)
    assert requests(places) == ["a", "b", "c", "f", "d", "e"]
    tags = {one.request: one.clock / 10 for one in places}
    assert tags["c"] == 9
    assert tags["d"] == 15
    assert tags["e"] == Fraction(55, 3)


@given(companies(joint=True))
def test_every_owner_finds_the_own_order_again(lists: list[UnitList]) -> None:
    places = portfolio_order(lists)
    assert sorted(requests(places)) == sorted(ranked.request for one in lists for ranked in one.ranked)
    assert [one.place for one in places] == list(range(1, len(places) + 1))
    for one in lists:
        ranked = [each.request for each in one.ranked if not each.mandatory]
        assert [each.request for each in places if each.request in ranked] == ranked


@pytest.mark.parametrize(
    ("lists", "rule"),
    [
        ([unit("one", 0, {"a": 1})], "weight_positive"),
        ([unit("one", 1, {"a": 0})], "size_positive"),
        ([unit("one", 1, {"a": 1}), unit("two", 1, {"a": 1})], "ranked_once"),
        ([unit("one", 1, {"a": 1}), unit("one", 1, {"b": 1})], "one_list_per_unit"),
        ([UnitList("one", "one", 1, (Ranked("a", 1, DAY, (("nobody", 10),)),))], "shares_below_the_whole"),
    ],
)
def test_lists_that_make_no_sense_are_refused(lists: list[UnitList], rule: str) -> None:
    with pytest.raises(RuleViolation) as refusal:
        portfolio_order(lists)
    assert refusal.value.rule == rule
