"""What always holds of the portfolio order by entitlement, and the same order once more in exact fractions."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from random import Random

from domain.ranking.order import WHOLE_SHARE, Place, Ranked, UnitList, portfolio_order
from tests.support.cases import each_case

DAY = datetime(2026, 1, 5, tzinfo=UTC)


def company(chance: Random, *, joint: bool = False) -> list[UnitList]:
    """Up to 4 units with up to 6 requests each; joint: with endorsements, mandatory requests and credits."""
    names = [f"u{number}" for number in range(chance.randint(1, 4))]
    return [listed(chance, name, names, joint=joint) for name in names]


def listed(chance: Random, name: str, names: list[str], *, joint: bool) -> UnitList:
    ranked = []
    for number in range(chance.randint(0, 6)):
        others = [one for one in names if one != name]
        sponsors = chance.sample(others, min(len(others), chance.choice((0, 0, 1, 2)))) if joint else []
        ranked.append(
            Ranked(
                f"{name}-{chance.randint(0, 9)}{number}",  # ids in no order
                chance.randint(1, 60),
                DAY + timedelta(days=chance.randint(0, 3)),
                tuple((one, chance.randint(1, 4000)) for one in sponsors),
                mandatory=joint and chance.random() < 0.1,
            )
        )
    return UnitList(name, name, chance.randint(1, 7), tuple(ranked), chance.randint(-50, 50) if joint else 0)


def requests(places: tuple[Place, ...]) -> list[str]:
    return [one.request for one in places]


def one_of(chance: Random, lists: list[UnitList]) -> int:
    return chance.randrange(len(lists))


def in_fractions(lists: list[UnitList]) -> list[tuple[str, Fraction]]:
    """The order with its tags, from the definition: whose next request costs it least of its share places next.

    Nothing is scaled: each unit's clock is an exact fraction of decidays per weight.
    """
    clock = {one.unit: Fraction(-one.credit, one.weight) for one in lists}
    weight = {one.unit: one.weight for one in lists}
    left = {one.unit: [each for each in one.ranked if not each.mandatory] for one in lists}
    found = []
    while any(left.values()):
        heads = []
        for unit, line in left.items():
            if line:
                own = 1 - sum((Fraction(share, WHOLE_SHARE) for _, share in line[0].endorsed), Fraction(0))
                tag = clock[unit] + own * line[0].size / weight[unit]
                heads.append((tag, line[0].submitted_at, line[0].request, unit))
        tag, _, request, unit = min(heads)
        placed = left[unit].pop(0)
        clock[unit] = tag
        for sponsor, share in placed.endorsed:
            clock[sponsor] += Fraction(share, WHOLE_SHARE) * placed.size / weight[sponsor]
        found.append((request, tag))
    return found


@each_case(610_000)
def test_the_order_is_that_of_the_fractions(chance: Random) -> None:
    lists = company(chance, joint=True)
    places = portfolio_order(lists, mandatory_weight=chance.randint(0, 3))
    mandatory = {each.request for one in lists for each in one.ranked if each.mandatory}
    clocked = [one for one in places if one.request not in mandatory]
    assert [(one.request, one.clock) for one in clocked] == in_fractions(lists)
    assert {one.request for one in places[: len(mandatory)]} == mandatory


@each_case(620_000)
def test_without_endorsements_the_order_is_that_of_the_tags(chance: Random) -> None:
    lists = company(chance)
    entries = []
    for one in lists:
        total = 0
        for ranked in one.ranked:
            total += ranked.size
            entries.append((Fraction(total, one.weight), ranked.submitted_at, ranked.request))
    assert requests(portfolio_order(lists)) == [request for _, _, request in sorted(entries)]


@each_case(630_000)
def test_each_unit_has_its_guarantee_whatever_others_do(chance: Random) -> None:
    lists = company(chance)
    weights = sum(one.weight for one in lists)
    weight = {one.unit: one.weight for one in lists}
    sizes = {each.request: each.size for one in lists for each in one.ranked}
    own = dict.fromkeys(weight, 0)
    total = 0
    for place in portfolio_order(lists):
        total += sizes[place.request]
        own[place.unit] += sizes[place.request]
        assert total * weight[place.unit] <= own[place.unit] * weights
        assert total <= place.within


@each_case(640_000)
def test_the_effort_up_to_a_place_stays_within_what_the_place_says(chance: Random) -> None:
    lists = company(chance, joint=True)
    sizes = {each.request: each.size for one in lists for each in one.ranked}
    total = 0
    for place in portfolio_order(lists, mandatory_weight=1):
        total += sizes[place.request]
        assert total <= place.within


@each_case(650_000)
def test_raising_a_request_never_lowers_it_and_leaves_others_in_their_order(chance: Random) -> None:
    lists = company(chance)
    at = one_of(chance, lists)
    order = list(lists[at].ranked)
    if len(order) < 2:
        return
    place = chance.randrange(1, len(order))
    item = order.pop(place)
    order.insert(chance.randrange(place), item)
    raised = [*lists[:at], replace(lists[at], ranked=tuple(order)), *lists[at + 1 :]]
    before, after = requests(portfolio_order(lists)), requests(portfolio_order(raised))
    assert after.index(item.request) <= before.index(item.request)
    own = {each.request for each in order}
    assert [one for one in before if one not in own] == [one for one in after if one not in own]


@each_case(660_000)
def test_a_unit_in_another_order_leaves_the_others_tags_and_order(chance: Random) -> None:
    lists = company(chance)
    at = one_of(chance, lists)
    order = list(lists[at].ranked)
    chance.shuffle(order)
    changed = [*lists[:at], replace(lists[at], ranked=tuple(order)), *lists[at + 1 :]]
    own = {each.request for each in order}
    before = [(one.request, one.clock) for one in portfolio_order(lists) if one.request not in own]
    assert before == [(one.request, one.clock) for one in portfolio_order(changed) if one.request not in own]


@each_case(670_000)
def test_splitting_a_request_changes_no_other_tag(chance: Random) -> None:
    lists = company(chance)
    at = one_of(chance, lists)
    ranked = list(lists[at].ranked)
    large = [number for number, one in enumerate(ranked) if one.size > 1]
    if not large:
        return
    number = chance.choice(large)
    whole = ranked[number]
    first = chance.randrange(1, whole.size)
    ranked[number : number + 1] = [
        replace(whole, request=f"{whole.request}-first", size=first),
        replace(whole, request=f"{whole.request}-second", size=whole.size - first),
    ]
    split = [*lists[:at], replace(lists[at], ranked=tuple(ranked)), *lists[at + 1 :]]
    before = {one.request: one.clock for one in portfolio_order(lists)}
    after = {one.request: one.clock for one in portfolio_order(split)}
    assert after.pop(f"{whole.request}-first") < before[whole.request]
    assert after.pop(f"{whole.request}-second") == before.pop(whole.request)
    assert after == before


@each_case(680_000)
def test_appending_a_request_changes_nothing_above_it(chance: Random) -> None:
    lists = company(chance)
    at = one_of(chance, lists)
    new = Ranked("new", chance.randint(1, 60), DAY + timedelta(days=chance.randint(0, 3)))
    longer = [*lists[:at], replace(lists[at], ranked=(*lists[at].ranked, new)), *lists[at + 1 :]]
    before = [(one.request, one.clock) for one in portfolio_order(lists)]
    after = [(one.request, one.clock) for one in portfolio_order(longer)]
    place = [request for request, _ in after].index("new")
    assert after[:place] == before[:place]
    assert [one for one in after if one[0] != "new"] == before


@each_case(690_000)
def test_neither_the_order_of_the_lists_nor_the_scale_decides_anything(chance: Random) -> None:
    lists = company(chance, joint=True)
    order = requests(portfolio_order(lists))
    turned = list(lists)
    chance.shuffle(turned)
    assert requests(portfolio_order(turned)) == order
    factor = chance.randint(2, 9)
    heavier = [replace(one, weight=one.weight * factor) for one in lists]
    assert requests(portfolio_order(heavier)) == order
    larger = [
        replace(
            one,
            credit=one.credit * factor,
            ranked=tuple(replace(each, size=each.size * factor) for each in one.ranked),
        )
        for one in lists
    ]
    assert requests(portfolio_order(larger)) == order
    assert repr(portfolio_order(lists)).encode() == repr(portfolio_order(lists)).encode()
