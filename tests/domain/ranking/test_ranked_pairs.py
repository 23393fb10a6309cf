"""Ranked Pairs gives the known answers, and what a slow and plain writing of the rule gives, on real ballots too."""

import os
import time
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from random import Random

import pytest

from domain.errors import RuleViolation
from domain.ranking.ranked_pairs import Ballot, Ground, ranked_pairs
from tests.support.cases import each_case

DATA = os.environ.get("MANDATE_DATA", "")


def strict(order: str | Sequence[str], weight: int = 1) -> Ballot:
    return Ballot(tuple((one,) for one in order), weight)


def by_the_book(ballots: Sequence[Ballot], items: Sequence[str], lead: Sequence[str]) -> list[str]:
    """The rule as it is written down, with a search for each circle: independent of the product's code."""
    place = {one: n for n, one in enumerate([*lead, *(one for one in items if one not in lead)])}
    wins = {(a, b): 0 for a in items for b in items}
    ranked = set()
    for ballot in ballots:
        for upper, lower in combinations(ballot.tiers, 2):
            for a in upper:
                for b in lower:
                    wins[a, b] += ballot.weight
        if ballot.weight:
            ranked |= {one for tier in ballot.tiers for one in tier}
    edges = [(a, b) for a in items for b in items if wins[a, b] > wins[b, a]]
    edges.sort(key=lambda e: (wins[e[::-1]] - wins[e], -wins[e], place[e[0]], place[e[1]]))
    below: dict[str, set[str]] = {one: set() for one in items}

    def leads_to(start: str, end: str) -> bool:
        seen, waiting = set(), [start]
        while waiting:
            one = waiting.pop()
            if one == end:
                return True
            if one not in seen:
                seen.add(one)
                waiting += below[one]
        return False

    for a, b in edges:
        if not leads_to(b, a):
            below[a].add(b)
    left, order = [one for one in items if one in ranked], []
    while left:
        free = [one for one in left if not any(one in below[other] for other in left)]
        order.append(min(free, key=lambda one: place[one]))
        left.remove(order[-1])
    return [*order, *(one for one in items if one not in ranked)]


def random_ballots(chance: Random, items: Sequence[str], most: int = 9) -> list[Ballot]:
    """Ballots with ties, gaps and weights."""
    ballots = []
    for _ in range(chance.randint(0, most)):
        named = chance.sample(items, chance.randint(0, len(items)))
        tiers: list[list[str]] = []
        for one in named:
            if tiers and chance.random() < 0.25:
                tiers[-1].append(one)
            else:
                tiers.append([one])
        ballots.append(Ballot(tuple(tuple(tier) for tier in tiers), chance.choice((0, 1, 1, 1, 2, 3))))
    return ballots


def test_tennessee() -> None:
    ballots = [strict("MNCK", 42), strict("NCKM", 26), strict("CKNM", 15), strict("KCNM", 17)]
    result = ranked_pairs(ballots, "MNCK")
    assert "".join(result.order) == "NCKM"
    assert result.standing("N", "C").ground is Ground.MAJORITY
    pair = result.pair("N", "C")
    assert (pair.ahead, pair.behind, pair.level, pair.ranked_both) == (68, 32, 0, 100)


@pytest.mark.parametrize("lead", ["ABCDE", "EDCBA", "CAEBD"])
def test_two_opposed_owners_get_the_list_of_the_accountable_one(lead: str) -> None:
    ballots = [strict(lead), strict(lead[::-1])]
    assert "".join(ranked_pairs(ballots, "ABCDE", lead).order) == lead
    assert "".join(ranked_pairs(ballots, "ABCDE", lead[::-1]).order) == lead[::-1]


def test_one_ballot_is_the_list_and_what_nobody_ranked_follows_by_date() -> None:
    result = ranked_pairs([strict("DBA")], "ABCDE", "DBA")
    assert result.order == ("D", "B", "A", "C", "E")
    assert result.unranked == {"C", "E"}
    assert result.standing("D", "B").ground is Ground.MAJORITY
    assert result.standing("C", "E").ground is Ground.LATER
    assert result.standing("A", "C").ground is Ground.LEAD


def test_a_chain_of_larger_majorities_overrules_a_smaller_one() -> None:
    ballots = [strict("ABC", 4), strict("BCA", 3), strict("CAB", 2)]
    result = ranked_pairs(ballots, "ABC")
    assert result.order == ("A", "B", "C")
    standing = result.standing("A", "C")
    assert (standing.pair.ahead, standing.pair.behind, standing.ground) == (4, 5, Ground.CHAIN)
    assert [(step.above, step.below, step.ahead, step.behind) for step in standing.chain] == [
        ("A", "B", 6, 3),
        ("B", "C", 7, 2),
    ]


def test_ballots_of_weight_nought_count_nothing() -> None:
    assert ranked_pairs([strict("BA", 0), strict("AB")], "AB").order == ("A", "B")
    assert ranked_pairs([strict("BA", 0)], "AB").unranked == {"A", "B"}


def test_what_is_no_ballot_of_the_list_is_refused() -> None:
    with pytest.raises(RuleViolation, match="names X, which is not in the list"):
        ranked_pairs([strict("AX")], "AB")
    with pytest.raises(RuleViolation, match="not in the list"):
        ranked_pairs([strict("A")], "AB", "AX")
    with pytest.raises(RuleViolation, match="on a ballot once"):
        ranked_pairs([Ballot((("A", "B"), ("A",)))], "AB")
    with pytest.raises(RuleViolation, match="whole number from 0"):
        ranked_pairs([strict("A", -1)], "AB")
    with pytest.raises(RuleViolation, match="in one list, once"):
        ranked_pairs([], "AA")
    assert ranked_pairs([], "").order == ()


@each_case(1_000)
def test_it_is_the_rule_as_it_is_written_down(chance: Random) -> None:
    items = [f"r{number}" for number in range(chance.randint(1, 7))]
    chance.shuffle(items)
    ballots = random_ballots(chance, items)
    lead = chance.sample(items, chance.randint(0, len(items)))
    result = ranked_pairs(ballots, items, lead)
    assert list(result.order) == by_the_book(ballots, items, lead)
    for above, below in combinations(result.order, 2):
        standing = result.standing(above, below)
        if standing.ground is Ground.MAJORITY:
            assert standing.pair.margin > 0
        elif standing.ground is Ground.CHAIN:
            assert all(step.margin > 0 for step in standing.chain)
            assert [step.above for step in standing.chain][1:] == [step.below for step in standing.chain][:-1]
        if result.order.index(below) == result.order.index(above) + 1:
            # Between neighbours nothing stands, so no chain can: a majority, or the tie-break.
            assert standing.ground is Ground.MAJORITY or standing.pair.margin == 0


def test_a_hundred_requests_and_thousands_of_ballots_take_no_time() -> None:
    chance = Random(7)
    items = [f"r{number}" for number in range(100)]
    ballots = [strict(chance.sample(items, 100), chance.randint(1, 9)) for _ in range(3_000)]
    started = time.perf_counter()
    result = ranked_pairs(ballots, items, items)
    assert time.perf_counter() - started < 5
    assert sorted(result.order) == sorted(items)


@pytest.mark.skipif(not DATA, reason="MANDATE_DATA names no folder of real files")
def test_real_elections_give_what_the_rule_as_written_down_gives() -> None:
    compared = 0
    for file in sorted(path for path in Path(DATA, "preflib").rglob("*") if path.suffix in (".soc", ".soi", ".toc")):
        items, ballots = read(file)
        if len(items) <= 40:
            assert list(ranked_pairs(ballots, items).order) == by_the_book(ballots, items, ()), file.name
            compared += 1
    assert compared >= 15


def read(file: Path) -> tuple[list[str], list[Ballot]]:
    """PrefLib's format: "count: 3,1,{2,4}"; alternatives are numbered from 1."""
    items: list[str] = []
    ballots = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("# NUMBER ALTERNATIVES"):
            items = [str(number) for number in range(1, int(line.split(":")[1]) + 1)]
        elif line and not line.startswith("#"):
            count, order = line.split(":")
            tiers: list[list[str]] = [[]]
            level = False
            for part in order.replace("{", ",{,").replace("}", ",},").split(","):
                if part.strip() == "{":
                    level = True
                elif part.strip() == "}":
                    level = False
                    tiers.append([])
                elif part.strip():
                    tiers[-1].append(part.strip())
                    if not level:
                        tiers.append([])
            ballots.append(Ballot(tuple(tuple(tier) for tier in tiers if tier), int(count)))
    return items, ballots
