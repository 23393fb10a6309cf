"""What Ranked Pairs with the accountable owner's tie-break keeps, whoever ranks and however: tried on random cases.

The ballots here rank everything strictly, as people's ballots do when they are asked to; half of the cases draw them
at random, half around a common truth.
"""

from collections.abc import Sequence
from random import Random

from domain.ranking.ranked_pairs import Ballot, ranked_pairs
from tests.support.cases import each_case

Profile = list[list[str]]


def profile(chance: Random) -> tuple[list[str], Profile]:
    """Two to nine owners' orders of three to seven requests; the first owner is the accountable one."""
    items = [f"r{number}" for number in range(chance.randint(3, 7))]
    drawn = [chance.sample(items, len(items)) for _ in range(chance.randint(2, 9))]
    if chance.random() < 0.5:
        for one in drawn:
            one.sort(key=lambda item: items.index(item) + chance.gauss(0, 2))
    return items, drawn


def listed(drawn: Sequence[Sequence[str]], items: Sequence[str]) -> list[str]:
    return list(ranked_pairs([Ballot(tuple((one,) for one in each)) for each in drawn], items, drawn[0]).order)


@each_case(10_000)
def test_what_every_owner_puts_first_stands_first(chance: Random) -> None:
    items, drawn = profile(chance)
    order = listed(drawn, items)
    for a in items:
        for b in items:
            if all(each.index(a) < each.index(b) for each in drawn):
                assert order.index(a) < order.index(b)


@each_case(20_000)
def test_who_is_raised_does_not_fall_also_when_the_accountable_owner_raises(chance: Random) -> None:
    items, drawn = profile(chance)
    before = listed(drawn, items)
    item, voter = chance.choice(items), chance.choice((0, chance.randrange(len(drawn))))
    place = drawn[voter].index(item)
    drawn[voter].insert(chance.randint(0, place), drawn[voter].pop(place))
    assert listed(drawn, items).index(item) <= before.index(item)


@each_case(30_000)
def test_forgetting_the_last_request_leaves_the_rest_as_it_is(chance: Random) -> None:
    items, drawn = profile(chance)
    order = listed(drawn, items)
    last = order.pop()
    rest = [[one for one in each if one != last] for each in drawn]
    assert listed(rest, [one for one in items if one != last]) == order


@each_case(40_000)
def test_splitting_a_request_lifts_neither_part_and_moves_nobody_else(chance: Random) -> None:
    items, drawn = profile(chance)
    order = listed(drawn, items)
    split = chance.choice(items)
    for each in drawn:
        place = each.index(split)
        each[place : place + 1] = chance.sample([split, "part"], 2)
    parted = listed(drawn, [*items, "part"])
    others = [one for one in parted if one not in (split, "part")]
    assert others == [one for one in order if one != split]
    first = min(parted.index(split), parted.index("part"))
    assert first >= order.index(split)


Tiers = list[list[str]]


def with_gaps(chance: Random) -> tuple[list[str], list[Tiers]]:
    """Ballots that leave requests out and put some level."""
    items = [f"r{number}" for number in range(chance.randint(3, 6))]
    drawn: list[Tiers] = []
    for _ in range(chance.randint(2, 5)):
        tiers: Tiers = []
        for one in chance.sample(items, chance.randint(1, len(items))):
            if tiers and chance.random() < 0.25:
                tiers[-1].append(one)
            else:
                tiers.append([one])
        drawn.append(tiers)
    return items, drawn


def made(drawn: Sequence[Tiers], items: Sequence[str]) -> list[str]:
    lead = [one for tier in drawn[0] for one in sorted(tier, key=items.index)]
    ballots = [Ballot(tuple(tuple(tier) for tier in each)) for each in drawn]
    return list(ranked_pairs(ballots, items, lead).order)


def without(drawn: Sequence[Tiers], item: str) -> list[Tiers]:
    return [[left for tier in each if (left := [one for one in tier if one != item])] for each in drawn]


@each_case(50_000)
def test_forgetting_the_last_leaves_the_rest_also_with_gaps_and_levels(chance: Random) -> None:
    items, drawn = with_gaps(chance)
    order = made(drawn, items)
    last = order.pop()
    assert made(without(drawn, last), [one for one in items if one != last]) == order


@each_case(60_000)
def test_who_is_raised_or_ranked_first_does_not_fall_also_with_gaps_and_levels(chance: Random) -> None:
    items, drawn = with_gaps(chance)
    before = made(drawn, items)
    item, voter = chance.choice(items), chance.randrange(len(drawn))
    place = next((place for place, tier in enumerate(drawn[voter]) if item in tier), None)
    higher = 0 if place is None else chance.randint(0, place)
    (rest,) = without([drawn[voter]], item)
    above = [one for tier in drawn[voter][:higher] for one in tier]
    kept = sum(1 for tier in rest if set(tier) & set(above))
    drawn[voter] = [*rest[:kept], [item], *rest[kept:]]
    assert made(drawn, items).index(item) <= before.index(item)


def test_what_does_not_hold_with_gaps_is_known() -> None:
    """Who alone ranked two requests is not followed if clearer majorities lead the other way round."""
    items = list("ABC")
    drawn = [[["A"], ["B"]], [["B"], ["C"]], [["B"], ["C"]], [["C"], ["A"]], [["C"], ["A"]]]
    order = made(drawn, items)
    assert order == ["B", "C", "A"]
    assert [each for each in drawn if ["A"] in each and ["B"] in each] == [[["A"], ["B"]]]


def test_what_only_one_of_two_opposed_owners_ranked_can_lead_from_one_to_the_other() -> None:
    """Between opposed owners the accountable one decides, but a third request that he left out can tip the balance."""
    accountable, other = [["A"], ["B"]], [["B"], ["X"], ["A"]]
    assert made([accountable, other], list("ABX")) == ["B", "X", "A"]
    assert made([[*accountable, ["X"]], other], list("ABX")) == ["A", "B", "X"]
