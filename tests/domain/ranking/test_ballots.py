"""What a ballot may say, how a move changes it, and in how few moves a list becomes another."""

from random import Random

import pytest

from domain.demand.rules import IN_ORDER, RequestState
from domain.errors import Conflict, RuleViolation
from domain.ranking import rules
from domain.ranking.ballots import Tiers, completed, flat, kept, place_on, placed
from domain.ranking.rules import moves, passed, removed
from tests.support.cases import each_case

ORDER = tuple("abcdef")


def single(order: str) -> Tiers:
    return tuple((one,) for one in order)


def test_a_ballot_forgets_what_left_the_order() -> None:
    assert kept((("a", "x"), ("y",), ("b",)), set("ab")) == (("a",), ("b",))


def test_within_a_tier_the_oldest_stands_first() -> None:
    assert flat((("c", "a"), ("b",)), tuple("abc")) == ("a", "c", "b")


def test_what_a_ballot_lacks_comes_below_what_stands_above_it_in_the_list() -> None:
    assert completed((("c",), ("a",)), tuple("abcd")) == (("c",), ("d",), ("a",), ("b",))
    assert completed((("b", "a"),), tuple("xab")) == (("x",), ("b", "a"))
    assert completed((), ORDER) == single("abcdef")


def test_a_move_below_one_of_a_tier_parts_the_tier() -> None:
    tiers = (("a", "b", "c"), ("d",))
    assert placed(tiers, "d", "b", tuple("abcd")) == (("a", "b"), ("d",), ("c",))
    assert placed(tiers, "a", None, tuple("abcd")) == (("a",), ("b", "c"), ("d",))
    assert placed(tiers, "e", "c", tuple("abcd")) == (("a", "b", "c"), ("e",), ("d",))


def test_a_place_on_a_ballot_counts_those_above() -> None:
    assert [place_on((("a", "b"), ("c",)), one) for one in "abc"] == [1, 1, 3]
    with pytest.raises(ValueError, match="not on the ballot"):
        place_on((("a",),), "x")


def test_a_request_is_ranked_below_another_one_of_its_list() -> None:
    for after, rule in (("elsewhere", "rank_within_the_unit"), ("a", "rank_after_another")):
        with pytest.raises(RuleViolation) as refusal:
            placed((), "a", after, ("a", "b"))
        assert refusal.value.rule == rule


def test_requests_leave_without_a_gap() -> None:
    assert removed(("a", "b", "c"), "b") == ("a", "c")
    assert passed(("a", "b", "c"), ("c", "a", "b"), "c") == ("a", "b")
    with pytest.raises(RuleViolation):
        removed(("a", "b"), "c")


def test_only_what_is_undecided_is_ranked() -> None:
    for state in RequestState:
        if state in IN_ORDER:
            rules.check_undecided("REQ-1", state)
        else:
            with pytest.raises(Conflict, match=f"REQ-1 is {state.spoken}"):
                rules.check_undecided("REQ-1", state)


@each_case(80_000)
def test_a_moved_request_stands_right_below_the_named_one_and_nobody_else_changes_order(chance: Random) -> None:
    order = tuple(chance.sample(ORDER, chance.randint(1, 6)))
    item = chance.choice(ORDER)
    after = chance.choice([None, *(one for one in order if one != item)])
    result = placed((), item, after, order)
    flattened = [one for tier in result for one in tier]
    place = flattened.index(item)
    assert (flattened[place - 1] if place else None) == after
    assert [one for one in flattened if one != item] == [one for one in order if one != item]
    assert placed(result, item, after, tuple(flattened)) == result
    (*_, last) = moves(order, tuple(flattened), item) or (None,)
    assert last is None or last.request == item
    assert len(moves(order, tuple(flattened), item)) <= 1


@each_case(90_000)
def test_the_moves_make_the_new_list_and_are_as_few_as_can_be(chance: Random) -> None:
    before = chance.sample(ORDER, chance.randint(0, 6))
    after = [*before, *chance.sample("xyz", chance.randint(0, 3))]
    chance.shuffle(after)
    made = moves(tuple(before), tuple(after))
    told = list(before)
    for move in made:
        if move.from_place is not None:
            assert told.pop(move.from_place - 1) == move.request
        told.insert(move.to_place - 1, move.request)
    assert told == after
    stay = _longest(before, [one for one in after if one in before])
    assert len(made) <= len(after) - stay


def _longest(before: list[str], after: list[str]) -> int:
    """How many can stay: the longest common run, by trying all."""
    if not before or not after:
        return 0
    if before[0] == after[0]:
        return 1 + _longest(before[1:], after[1:])
    return max(_longest(before[1:], after), _longest(before, after[1:]))
