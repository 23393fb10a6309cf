"""The sentences about a place are true: what they say of the ballots, and what they say would raise a request."""

import re
from itertools import combinations
from random import Random

import pytest

from domain.ranking.ballots import Tiers
from domain.ranking.ranked_pairs import Ballot, RankedPairs, ranked_pairs
from domain.ranking.reasons import Counted, Owners, reason, rule
from tests.support.cases import CASES, each_case

NAMES = ("Ann", "Bob", "Cid", "Dee", "Eve", "Fay", "Gus")
ITEMS = tuple("ABCDEF")


def owners(voting: int, silent: int = 0, *, leads: bool = True) -> Owners:
    there = NAMES[: voting + silent]
    return Owners("Retail", "Ann" if leads else "Zoe", there[:voting], there[voting:] + (() if leads else ("Zoe",)))


def count(*ballots: Tiers, lead: Tiers | None = None) -> RankedPairs:
    first = ballots[0] if lead is None else lead
    return ranked_pairs([Ballot(each) for each in ballots], ITEMS, [one for tier in first for one in tier])


def counted(*ballots: str, shown: str = "", leads: bool = True) -> Counted:
    """Ballots as "A BC D": A first, B and C level, D last; the first ballot is the accountable owner's."""
    tiers = [tuple(tuple(tier) for tier in each.split()) for each in ballots]
    lead = tiers[0] if leads else ()
    now = count(*tiers, lead=lead)
    order = tuple(shown) or tuple(one for one in now.order if one not in now.unranked)
    keys = {one: f"REQ-{number}" for number, one in enumerate(ITEMS, 1)}
    return Counted(owners(len(ballots), leads=leads), order, keys, lead, now)


def why(told: Counted, place: int) -> str:
    return reason(told, place).why_here


def test_a_majority_says_how_many_of_how_many() -> None:
    assert why(counted("A B", "A B", "B A"), 2) == (
        "REQ-1 is above REQ-2 because 2 of 3 owners who ranked both put REQ-1 first."
    )
    assert why(counted("A B", "A B"), 1) == (
        "REQ-1 is above REQ-2 because both owners who ranked both put REQ-1 first."
    )
    assert "all 3 owners who ranked both put REQ-1 first" in why(counted("A B", "A B", "A B"), 2)
    assert "the one owner who ranked both put REQ-1 first" in why(counted("A B", "C", "D"), 2)


def test_between_equals_the_accountable_owner_decides() -> None:
    assert why(counted("A B", "B A"), 2) == (
        "As many owners put REQ-1 first as REQ-2 (1 each), so Ann, who is accountable, decides: REQ-1 first."
    )
    assert (
        why(counted("A", "B"), 2) == "No owner ranked both REQ-1 and REQ-2; Ann, who is accountable, ranked only REQ-1."
    )
    assert why(counted("AB", "AB"), 2) == (
        "Who ranked both put REQ-1 and REQ-2 level, and between equals the older one stands first."
    )
    assert why(counted("B A", "A B", leads=False), 2) == (
        "As many owners put REQ-1 first as REQ-2 (1 each), and between equals the older one stands first."
    )


def test_a_smaller_majority_is_told_what_overruled_it() -> None:
    told = counted(*["A B C"] * 4, *["B C A"] * 3, *["C A B"] * 2)
    assert why(told, 3) == (
        "REQ-2 is above REQ-3 because 7 of 9 owners who ranked both put REQ-2 first. 5 of 9 owners put it above REQ-1,"
        " but larger majorities stand against that: REQ-1 above REQ-2 (6:3) and REQ-2 above REQ-3 (7:2)."
    )


def test_a_list_that_is_due_says_so() -> None:
    assert why(counted("A B", "A B", shown="BA"), 2) == (
        "REQ-1 was put below REQ-2 before owners or requests of this list changed; the next ranking makes it anew."
    )
    told = counted("A B C", "A B C", "C B A", shown="AC")
    assert why(told, 2) == "REQ-1 is above REQ-3 because 2 of 3 owners who ranked both put REQ-1 first."


def test_what_nobody_ranked_stands_at_the_end() -> None:
    told = counted("A B", "B A", shown="ABC")
    assert why(told, 3) == "No owner has ranked REQ-3; such requests stand at the end, the oldest first."
    assert reason(told, 3).would_raise == "Any owner of the unit who ranks it brings it up from the end."


@pytest.mark.parametrize(
    ("there", "said"),
    [
        (Owners("Retail", None, (), ()), "Retail has no owner, so nobody can order its list."),
        (owners(1), "Ann alone orders this list."),
        (owners(0, 1), "Ann alone orders this list."),
        (owners(1, 1), "The list is the ballot of Ann. Bob has not ranked."),
        (owners(0, 2), "Ann and Bob order this list. Until one of them ranks anew, it stays as its owners left it."),
    ],
)
def test_the_rule_is_said_in_a_sentence(there: Owners, said: str) -> None:
    assert rule(there) == said


def test_with_few_owners_the_rule_says_who_decides_between_equals() -> None:
    assert rule(owners(2)).endswith("Ann, who is accountable, decides. With so few owners that is common.")
    assert rule(owners(5)).endswith("Ann, who is accountable, decides.")
    assert "the older one does, because Zoe, who is accountable, has not ranked." in rule(owners(2, leads=False))
    assert rule(owners(2, 2)).endswith("Cid and Dee have not ranked.")


@each_case(100_000, cases=max(100, CASES // 4))
def test_what_is_said_to_raise_a_request_raises_it(chance: Random) -> None:
    items = ITEMS[: chance.randint(3, 6)]
    drawn = [chance.sample(items, len(items)) for _ in range(chance.randint(2, 7))]
    told = counted(*(" ".join(each) for each in drawn))
    place = chance.randint(2, len(items))
    upper, item = told.shown[place - 2], told.shown[place - 1]
    said = reason(told, place).would_raise
    assert said is not None
    if "decides so" in said:
        assert told.now is not None
        assert told.now.pair(upper, item).margin == 0
        switching = [0]  # the accountable owner, who put the other one first
        assert drawn[0].index(upper) < drawn[0].index(item)
    else:
        ahead = [number for number, each in enumerate(drawn) if each.index(upper) < each.index(item)]
        numbers = re.search(r"when (\d+) of the (\d+) owners", said)
        needed, of = (int(numbers[1]), int(numbers[2])) if numbers else (1, 1)
        assert of == len(ahead)
        switching = list(chance.choice(list(combinations(ahead, needed))))
    for number in switching:
        drawn[number].remove(item)
        drawn[number].insert(drawn[number].index(upper), item)
    order = counted(*(" ".join(each) for each in drawn)).shown
    assert order.index(item) < order.index(upper)


@each_case(110_000, cases=max(100, CASES // 4))
def test_every_place_of_every_list_has_its_sentence(chance: Random) -> None:
    tiers = []
    for _ in range(chance.randint(2, 5)):
        named = chance.sample(ITEMS, chance.randint(1, 6))
        tiers.append("".join(one + chance.choice((" ", " ", "")) for one in named))
    shown = "".join(chance.sample(ITEMS, chance.randint(1, 6)))
    told = counted(*tiers, shown=shown, leads=chance.random() < 0.7)
    for place in range(1, len(shown) + 1):
        found = reason(told, place)
        assert found.why_here.endswith(".")
        assert (found.would_raise is None) <= (place == 1 or len(shown) == 1 or shown[place - 2] not in told.now.order)
        pair = found.against_above
        assert pair is None or (pair.above, pair.below) == (shown[place - 2], shown[place - 1])
