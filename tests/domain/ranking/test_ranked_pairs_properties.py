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
