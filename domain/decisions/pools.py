"""Who could give way for each way to start, and the sets among them, the best first over all starts."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush
from math import ceil

from domain.decisions.attempts import Attempt
from domain.decisions.conflict import Conflict
from domain.decisions.displacement import (
    Aim,
    Candidate,
    Cell,
    Purchase,
    at_least,
    closed,
    measure,
    smallest_set,
)

# Sets to go through at each start before it is left alone.
MOST_PER_START = 8


@dataclass(frozen=True, slots=True)
class Pool:
    """One way to start with the requests that could give way for it; they free something, or depend on one that
    does.
    """

    attempt: Attempt
    members: dict[int, Candidate]

    @property
    def needs(self) -> dict[Cell, int]:
        return self.attempt.needs


@dataclass(frozen=True, slots=True)
class FoundSet:
    """A set that makes one way to start possible. size: what it was chosen by."""

    size: tuple[float, ...]
    attempt: Attempt
    members: frozenset[int]


def pools(conflict: Conflict, ways: Sequence[Attempt], *, own: bool) -> list[Pool]:
    """For each way, who could give way: requests of the asking unit alone, or anybody's."""
    unit = conflict.work.unit
    everybody = conflict.candidates()
    if own:
        everybody = {number: one for number, one in everybody.items() if conflict.table.works[number].unit == unit}
    takers: dict[Cell, list[tuple[int, int]]] = {}
    for number in everybody:
        for cell, amount in conflict.table.cells(number, conflict.table.start[number] or 0):
            takers.setdefault(cell, []).append((number, amount))
    return [Pool(way, covering(everybody, way.needs, takers)) for way in ways]


def covering(
    members: dict[int, Candidate], needs: dict[Cell, int], takers: dict[Cell, list[tuple[int, int]]]
) -> dict[int, Candidate]:
    """The members with what each frees of a need; only those that help and those that they drag along."""
    covers: dict[int, dict[Cell, int]] = {}
    for cell in needs:
        for number, amount in takers.get(cell, ()):
            covers.setdefault(number, {})[cell] = amount
    stack = [drag for number in covers for drag in members[number].drags]
    while stack:
        number = stack.pop()
        if number in members and number not in covers:
            covers[number] = {}
            stack.extend(members[number].drags)
    return closed({number: replace(members[number], cover=covers[number]) for number in sorted(covers)})


def sets_in_order(
    conflict: Conflict,
    among: Sequence[Pool],
    aim: Aim,
    *,
    on_balance: bool = False,
    purchase: Purchase | None = None,
) -> Iterator[FoundSet]:
    """The sets over all ways, the smallest first; after each one those that do not contain it.

    on_balance: what the request gains by an earlier start is taken from the size. purchase: what a set leaves missing
    is bought, and its price is part of the size. Exact: a way is solved only when a floor under its sets is the lowest
    of all sizes that are left. Ties go to the earlier start.
    """

    def offset(attempt: Attempt) -> int:
        return conflict.gained(attempt.t) if on_balance else 0

    def size(pool: Pool, chosen: frozenset[int]) -> tuple[float, ...]:
        members = [pool.members[number] for number in chosen]
        first, second = measure(members, aim)
        if purchase is not None:
            first += purchase.price(pool.needs, members)
        return (first - offset(pool.attempt), second)

    # (size or a floor under it, 0 while it is a floor, start, number of the way, set)
    queue: list[tuple[tuple[float, ...], int, int, int, frozenset[int]]] = []
    for number, pool in enumerate(among):
        floor = at_least(pool.needs, pool.members, aim, purchase)
        if floor != float("inf"):
            floor = ceil(floor - 1e-6) if aim is Aim.FEWEST else floor * (1 - 1e-9) - offset(pool.attempt)
            queue.append(((floor, 0), 0, pool.attempt.t, number, frozenset()))
    heapify(queue)
    without: dict[int, list[frozenset[int]]] = {}
    while queue:
        known, is_known, _, number, chosen = heappop(queue)
        pool, cuts = among[number], without.setdefault(number, [])
        if is_known:
            yield FoundSet(known, pool.attempt, chosen)
            cuts.append(chosen)
            if not chosen or len(cuts) >= MOST_PER_START:
                continue
        found = next_set(pool, aim, cuts, purchase)
        if found is not None:
            heappush(queue, (size(pool, found), 1, pool.attempt.t, number, found))


def next_set(
    pool: Pool, aim: Aim, without: Collection[frozenset[int]], purchase: Purchase | None
) -> frozenset[int] | None:
    return smallest_set(pool.needs, pool.members, aim, without=without, purchase=purchase)
