"""Who could give way for each way to start, and the sets among them, the best first over all starts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil

from domain.decisions.attempts import Attempt
from domain.decisions.bounds import at_least
from domain.decisions.candidates import Aim, Candidate, Cell, Purchase, alone, closed, measure
from domain.decisions.conflict import Conflict
from domain.decisions.displacement import smallest_set


@dataclass(frozen=True, slots=True)
class Pool:
    """One way to start with the requests that could give way for it; they free something, or depend on one that
    does.
    """

    attempt: Attempt
    members: dict[int, Candidate]
    floors: dict[Aim, float] = field(default_factory=dict)

    @property
    def needs(self) -> dict[Cell, int]:
        return self.attempt.needs

    def floor(self, aim: Aim, purchase: Purchase | None = None) -> tuple[float, float] | None:
        """No set of the pool is smaller; None when the pool cannot do it."""
        value = self.known_floor(Aim.LEAST_VALUE, purchase) * (1 - 1e-9)
        if value == float("inf"):
            return None
        if aim is Aim.LEAST_VALUE:
            return value, 0
        number = ceil(self.known_floor(aim, purchase) - 1e-6)
        if number == 1 and not alone(self.needs, self.members):
            number = 2
        return number, value

    def known_floor(self, aim: Aim, purchase: Purchase | None) -> float:
        if purchase is not None:
            return at_least(self.needs, self.members, aim, purchase)
        if aim not in self.floors:
            self.floors[aim] = at_least(self.needs, self.members, aim)
        return self.floors[aim]


@dataclass(frozen=True, slots=True)
class FoundSet:
    """A set that makes one way to start possible. size: what it was chosen by."""

    size: tuple[int, int]
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


def best_set(
    conflict: Conflict,
    among: Sequence[Pool],
    aim: Aim,
    *,
    on_balance: bool = False,
    purchase: Purchase | None = None,
) -> FoundSet | None:
    """The smallest set over all ways to start; of equally small ones that with the earliest start.

    on_balance: what the request gains by an earlier start is taken from the size. purchase: what a set leaves missing
    is bought, and its price is part of the size. Exact: a way is left alone only when a floor under its sets is above
    a set that is known, and is solved only up to the size of that.
    """

    def offset(pool: Pool) -> int:
        return conflict.gained(pool.attempt.t) if on_balance else 0

    floors = []
    for at, pool in enumerate(among):
        floor = pool.floor(aim, purchase)
        if floor is not None:
            floors.append((floor[0] - offset(pool), floor[1], at))
    best: tuple[tuple[int, int], int, FoundSet] | None = None
    for first, second, at in sorted(floors):
        pool = among[at]
        if best is not None and (first, second) > best[0]:
            break
        limit = None if best is None else best[0][0] + offset(pool)
        chosen = smallest_set(pool.needs, pool.members, aim, purchase=purchase, limit=limit)
        if chosen is None:
            continue
        members = [pool.members[number] for number in chosen]
        value, number = measure(members, aim)
        if purchase is not None:
            value += purchase.price(pool.needs, members)
        size = (value - offset(pool), number)
        if best is None or (size, pool.attempt.t) < best[:2]:
            best = (size, pool.attempt.t, FoundSet(size, pool.attempt, chosen))
    return None if best is None else best[2]


def next_sets(pool: Pool, known: Sequence[frozenset[int]], count: int) -> Iterator[FoundSet]:
    """The sets of least value for one way that contain none of the known ones, and none of each other."""
    without = list(known)
    for _ in range(count):
        chosen = smallest_set(pool.needs, pool.members, Aim.LEAST_VALUE, without=without)
        if chosen is None:
            return
        yield FoundSet(measure((pool.members[one] for one in chosen), Aim.LEAST_VALUE), pool.attempt, chosen)
        if not chosen:
            return
        without.append(chosen)
