"""Several owners' ballots become one list by Ranked Pairs; between equals the accountable owner's ballot decides. Pure.

Ranked Pairs is Tideman's method (1987); the tie-break is Zavist and Tideman's ranking of the candidates (1989), with a
named person's ballot where they draw one by lot. It keeps Pareto, rises with the ballots, forgets the last request
without reordering the rest, and gives nobody a gain for splitting a request. It is not proof against lying, and no
rule is.

`ranked_pairs(ballots, items, lead)` takes plain strings: ballots as tiers of ids, best first, not necessarily of all
items; all items in the order in which those that the lead says nothing about stand among equals (by date, then id);
and the accountable owner's order. `.order` is the list, best first; `.standing(a, b)` says why a stands above b.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from domain.errors import RuleViolation

MOST_WEIGHT = 2**62


@dataclass(frozen=True, slots=True)
class Ballot:
    """One owner's order: tiers of ids, best first; those of one tier are level. What is absent has no opinion."""

    tiers: tuple[tuple[str, ...], ...]
    weight: int = 1


class Ground(StrEnum):
    """What puts one item above another."""

    MAJORITY = "majority"  # more owners put it first
    CHAIN = "chain"  # a chain of majorities, each larger than what speaks against it
    LEAD = "lead"  # as many one way as the other: the accountable owner's ballot
    LATER = "later"  # neither ballots nor the accountable owner say: the order of `items`


@dataclass(frozen=True, slots=True)
class Pair:
    """How the ballots that rank two items put them: ahead for `above`, behind for `below`, level for neither."""

    above: str
    below: str
    ahead: int
    behind: int
    level: int

    @property
    def ranked_both(self) -> int:
        return self.ahead + self.behind + self.level

    @property
    def margin(self) -> int:
        return self.ahead - self.behind


@dataclass(frozen=True, slots=True)
class Standing:
    """Why `above` stands above `below`; `chain` are the majorities that lead from one to the other."""

    pair: Pair
    ground: Ground
    chain: tuple[Pair, ...] = ()


@dataclass(frozen=True)
class RankedPairs:
    """The list, best first, with the counts that made it."""

    order: tuple[str, ...]
    unranked: frozenset[str]  # on no ballot: they stand at the end
    _items: tuple[str, ...]
    _wins: NDArray[np.int64]
    _both: NDArray[np.int64]
    _locked: tuple[int, ...]  # bit b of element a: a is locked directly above b
    _led: frozenset[str]

    def pair(self, above: str, below: str) -> Pair:
        """How the ballots put two items. Raises KeyError for an unknown one."""
        a, b = self._index[above], self._index[below]
        ahead, behind = int(self._wins[a, b]), int(self._wins[b, a])
        return Pair(above, below, ahead, behind, int(self._both[a, b]) - ahead - behind)

    def standing(self, above: str, below: str) -> Standing:
        """Why one item of the list stands above another that stands lower."""
        pair = self.pair(above, below)
        a, b = self._index[above], self._index[below]
        if self._locked[a] >> b & 1:
            return Standing(pair, Ground.MAJORITY)
        if way := self._way(a, b):
            steps = tuple(self.pair(self._items[x], self._items[y]) for x, y in pairwise(way))
            return Standing(pair, Ground.CHAIN, steps)
        return Standing(pair, Ground.LEAD if {above, below} & self._led else Ground.LATER)

    def overruled(self, item: str) -> Standing | None:
        """Why the nearest item above it stands there although most who ranked both put it below; None without such.

        A majority that the list does not follow was overruled by a chain of clearer ones: else it would be followed.
        """
        b, place = self._index[item], self.place[item]
        above = self._ordered[:place][::-1]
        against = np.flatnonzero(self._wins[above, b] < self._wins[b, above])
        return self.standing(self._items[above[against[0]]], item) if against.size else None

    @cached_property
    def place(self) -> dict[str, int]:
        """Each item's place in the order, 0 at the top."""
        return {item: place for place, item in enumerate(self.order)}

    @cached_property
    def _ordered(self) -> NDArray[np.intp]:
        return np.array([self._index[item] for item in self.order], dtype=np.intp)

    @cached_property
    def _index(self) -> dict[str, int]:
        return {item: place for place, item in enumerate(self._items)}

    def _way(self, a: int, b: int) -> tuple[int, ...]:
        """The shortest way from one item to another along locked majorities; empty when there is none."""
        came_from, frontier, seen = {a: a}, [a], 1 << a
        while frontier:
            reached: list[int] = []
            for one in frontier:
                found = _bits(self._locked[one] & ~seen)
                came_from.update(dict.fromkeys(found, one))
                reached += found
                seen |= self._locked[one]
            if b in came_from:
                way = [b]
                while way[-1] != a:
                    way.append(came_from[way[-1]])
                return tuple(reversed(way))
            frontier = reached
        return ()


def ranked_pairs(ballots: Sequence[Ballot], items: Sequence[str], lead: Sequence[str] = ()) -> RankedPairs:
    """One list of `items` from the ballots.

    Majorities are locked from the largest margin down, then from the most votes, then by the lead's order, unless they
    close a circle. Then whatever nothing locked stands above is taken, the lead's first. Items on no ballot follow at
    the end. Ballots of weight 0 count nothing. Raises RuleViolation for an unknown id, an id that stands twice on a
    ballot, a negative weight, or an item given twice.
    """
    index = {item: place for place, item in enumerate(items)}
    if len(index) != len(items):
        raise RuleViolation("A request stands in one list, once.", rule="ranked_once", path="items")
    _check(ballots, index, lead)
    counted = [ballot for ballot in ballots if ballot.weight]
    ranked = {item for ballot in counted for tier in ballot.tiers for item in tier}
    wins, both = _counted(counted, index)
    rank = _lead_ranks(items, index, lead)
    locked = _locked(wins, rank)
    ends = [index[item] for item in items if item not in ranked]
    order = [*_taken(locked, rank, [index[item] for item in items if item in ranked]), *ends]
    return RankedPairs(
        tuple(items[one] for one in order),
        frozenset(items) - ranked,
        tuple(items),
        wins,
        both,
        tuple(locked),
        frozenset(lead),
    )


def _check(ballots: Sequence[Ballot], index: dict[str, int], lead: Sequence[str]) -> None:
    if any(ballot.weight < 0 for ballot in ballots) or sum(ballot.weight for ballot in ballots) > MOST_WEIGHT:
        raise RuleViolation("A ballot's weight is a whole number from 0.", rule="ballot_weight", path="weight")
    for ids in (*([one for tier in ballot.tiers for one in tier] for ballot in ballots), list(lead)):
        if unknown := [one for one in ids if one not in index]:
            raise RuleViolation(
                f"The ballot names {unknown[0]}, which is not in the list.", rule="ballot_of_the_list", path="tiers"
            )
        if len(set(ids)) != len(ids):
            raise RuleViolation("A request stands on a ballot once.", rule="ballot_once", path="tiers")


def _counted(ballots: Sequence[Ballot], index: dict[str, int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How much weight puts each item above each other, and how much ranks both."""
    wins = np.zeros((len(index), len(index)), dtype=np.int64)
    both = np.zeros_like(wins)
    for ballot in ballots:
        there = np.array([index[one] for tier in ballot.tiers for one in tier], dtype=np.intp)
        tiers = np.repeat(np.arange(len(ballot.tiers)), [len(tier) for tier in ballot.tiers])
        among = np.ix_(there, there)
        wins[among] += ballot.weight * (tiers[:, None] < tiers[None, :])
        both[among] += ballot.weight
    return wins, both


def _lead_ranks(items: Sequence[str], index: dict[str, int], lead: Sequence[str]) -> list[int]:
    """Each item's place among equals: as on the lead's ballot, then as given."""
    known = set(lead)
    rank = [0] * len(items)
    for place, item in enumerate([*lead, *(item for item in items if item not in known)]):
        rank[index[item]] = place
    return rank


def _locked(wins: NDArray[np.int64], rank: Sequence[int]) -> list[int]:
    """The majorities that stand, as one row of bits for each item.

    `below` and `above` hold what is reachable, so that a circle is seen by one bit and only news are written.
    """
    winners, losers = np.nonzero(wins > wins.T)
    for_, against = wins[winners, losers], wins[losers, winners]
    places = np.asarray(rank, dtype=np.int64)
    by_strength = np.lexsort((places[losers], places[winners], -for_, -(for_ - against)))
    size = len(rank)
    locked, below, above = [0] * size, [0] * size, [0] * size
    for a, b in zip(winners[by_strength].tolist(), losers[by_strength].tolist(), strict=True):
        if below[b] >> a & 1:
            continue
        locked[a] |= 1 << b
        if below[a] >> b & 1:
            continue
        higher, lower = above[a] | 1 << a, below[b] | 1 << b
        sees_anew, seen_anew = _bits(higher & ~above[b]), _bits(lower & ~below[a])
        for one in sees_anew:
            below[one] |= lower
        for one in seen_anew:
            above[one] |= higher
    return locked


def _taken(locked: Sequence[int], rank: Sequence[int], items: Sequence[int]) -> list[int]:
    """Again and again what nothing left is locked above, the lead's first."""
    waiting = sorted(items, key=lambda item: rank[item])
    left = sum(1 << item for item in items)
    over = [0] * len(locked)
    for item in items:
        for other in _bits(locked[item]):
            over[other] |= 1 << item
    taken: list[int] = []
    while waiting:
        place = next(place for place, item in enumerate(waiting) if not over[item] & left)
        taken.append(waiting.pop(place))
        left &= ~(1 << taken[-1])
    return taken


def _bits(mask: int) -> list[int]:
    """The places of the bits that are set, ascending."""
    places = []
    while mask:
        lowest = mask & -mask
        places.append(lowest.bit_length() - 1)
        mask ^= lowest
    return places
