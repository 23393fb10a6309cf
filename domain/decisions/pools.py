"""Who could give way for each way to start, and the sets among them, the best first over all starts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from math import ceil

from domain.decisions.attempts import Attempt
from domain.decisions.bounds import at_least
from domain.decisions.candidates import Aim, Candidate, Cell, Purchase, closed, covers, measure
from domain.decisions.conflict import Conflict
from domain.decisions.displacement import smallest_set

# Sets to go through at each start before it is left alone.
MOST_PER_START = 8


@dataclass(frozen=True, slots=True)
class Pool:
    """One way to start with the requests that could give way for it; they free something, or depend on one that
    does.

    solved: the smallest set for each aim, after each line of sets that may not be part of it.
    """

    attempt: Attempt
    members: dict[int, Candidate]
    solved: dict[tuple[Aim, tuple[frozenset[int], ...]], frozenset[int] | None] = field(default_factory=dict)

    @property
    def needs(self) -> dict[Cell, int]:
        return self.attempt.needs


@dataclass(frozen=True, slots=True)
class FoundSet:
    """A set that makes one way to start possible. size: what it was chosen by."""

    size: tuple[float, ...]
    attempt: Attempt
    members: frozenset[int]


def pools(conflict: Conflict, ways: Sequence[Attempt]) -> list[Pool]:
    """For each way, who could give way."""
    everybody = conflict.candidates()
    takers: dict[Cell, list[tuple[int, int]]] = {}
    for number in everybody:
        for cell, amount in conflict.table.cells(number, conflict.table.start[number] or 0):
            takers.setdefault(cell, []).append((number, amount))
    return [Pool(way, covering(everybody, way.needs, takers)) for way in ways]


def own_pools(conflict: Conflict, among: Sequence[Pool]) -> list[Pool]:
    """The same pools with the requests of the asking unit alone, as far as no other unit's depends on them."""
    unit, works = conflict.work.unit, conflict.table.works
    return [
        Pool(pool.attempt, closed({number: one for number, one in pool.members.items() if works[number].unit == unit}))
        for pool in among
    ]


def covering(
    members: dict[int, Candidate], needs: dict[Cell, int], takers: dict[Cell, list[tuple[int, int]]]
) -> dict[int, Candidate]:
    """The members with what each frees of a need; only those that help and those that they drag along."""
    frees: dict[int, dict[Cell, int]] = {}
    for cell in needs:
        for number, amount in takers.get(cell, ()):
            frees.setdefault(number, {})[cell] = amount
    stack = [drag for number in frees for drag in members[number].drags]
    while stack:
        number = stack.pop()
        if number in members and number not in frees:
            frees[number] = {}
            stack.extend(members[number].drags)
    return closed(
        {
            number: Candidate(number, members[number].cost, frees[number], members[number].drags)
            for number in sorted(frees)
        }
    )


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
        floor = floor_under(pool, aim, purchase)
        if floor is not None:
            queue.append(((floor[0] - offset(pool.attempt), floor[1]), 0, pool.attempt.t, number, frozenset()))
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


def floor_under(pool: Pool, aim: Aim, purchase: Purchase | None) -> tuple[float, float] | None:
    """No set of the pool is smaller; None when the pool cannot do it."""
    value = at_least(pool.needs, pool.members, Aim.LEAST_VALUE, purchase) * (1 - 1e-9)
    if value == float("inf"):
        return None
    if aim is Aim.LEAST_VALUE:
        return value, 0
    number = ceil(at_least(pool.needs, pool.members, aim, purchase) - 1e-6)
    if number == 1 and not any(covers(pool.needs, (one,)) for one in pool.members.values()):
        number = 2
    return number, value


def next_set(
    pool: Pool, aim: Aim, without: Sequence[frozenset[int]], purchase: Purchase | None
) -> frozenset[int] | None:
    if purchase is not None:
        return smallest_set(pool.needs, pool.members, aim, without=without, purchase=purchase)
    known = (aim, tuple(without))
    if known not in pool.solved:
        pool.solved[known] = smallest_set(pool.needs, pool.members, aim, without=without)
    return pool.solved[known]
