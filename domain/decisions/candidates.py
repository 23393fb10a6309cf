"""Requests that could give way, and when a set of them is enough."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

Cell = tuple[int, int]


class Aim(StrEnum):
    """What "smallest" means: least value lost if they left the plan, or fewest requests."""

    LEAST_VALUE = "least_value"
    FEWEST = "fewest"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A planned request that could give way.

    cost: cents that are lost if it leaves the plan, at least 1. cover: what it frees in each short cell.
    drags: the planned requests that directly depend on it.
    """

    number: int
    cost: int
    cover: Mapping[Cell, int]
    drags: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Purchase:
    """What one unit of each short cell costs, in cents: (numerator, denominator)."""

    rates: Mapping[Cell, tuple[int, int]]

    def price(self, needs: Mapping[Cell, int], chosen: Iterable[Candidate]) -> int:
        """The price of what a set leaves missing, rounded up for each cell."""
        members = tuple(chosen)
        total = 0
        for cell, need in needs.items():
            left = need - sum(one.cover.get(cell, 0) for one in members)
            if left > 0:
                cents, units = self.rates[cell]
                total += -(-left * cents // units)
        return total


def covers(needs: Mapping[Cell, int], chosen: Iterable[Candidate]) -> bool:
    """Whether a set frees every short cell, and takes along whoever depends on it."""
    members = tuple(chosen)
    left = dict(needs)
    for one in members:
        for cell, amount in one.cover.items():
            if cell in left:
                left[cell] -= amount
    return all(amount <= 0 for amount in left.values()) and is_closed(members)


def alone(needs: Mapping[Cell, int], pool: Mapping[int, Candidate]) -> list[Candidate]:
    """The candidates that free every short cell without anybody else."""
    return [one for one in pool.values() if len(one.cover) >= len(needs) and not one.drags and covers(needs, (one,))]


def is_closed(members: Collection[Candidate]) -> bool:
    """Whether a set takes along whoever depends on it."""
    numbers = {one.number for one in members}
    return all(drag in numbers for one in members for drag in one.drags)


def measure(chosen: Iterable[Candidate], aim: Aim) -> tuple[int, int]:
    """How large a set is: (value, number) or (number, value)."""
    members = tuple(chosen)
    value = sum(one.cost for one in members)
    return (value, len(members)) if aim is Aim.LEAST_VALUE else (len(members), value)


def closed(pool: Mapping[int, Candidate]) -> dict[int, Candidate]:
    """The candidates that can really go: all that depend on them are in the pool as well."""
    left = dict(pool)
    while stuck := [one.number for one in left.values() if any(drag not in left for drag in one.drags)]:
        for number in stuck:
            del left[number]
    return left


def relevant(needs: Mapping[Cell, int], pool: Mapping[int, Candidate]) -> dict[int, Candidate]:
    """The candidates that free something, and those that they drag along, in order of rank."""
    stack = [one.number for one in pool.values() if any(cell in needs for cell in one.cover)]
    found: set[int] = set()
    while stack:
        number = stack.pop()
        if number not in found:
            found.add(number)
            stack.extend(pool[number].drags)
    return {number: pool[number] for number in sorted(found)}


def reduced(needs: Mapping[Cell, int], pool: Mapping[int, Candidate], chosen: frozenset[int]) -> frozenset[int]:
    """A set from which nobody can be left out, dearest first."""
    left = set(chosen)
    before = 0
    while before != len(left):
        before = len(left)
        for number in sorted(left, key=lambda one: (-pool[one].cost, one)):
            if covers(needs, (pool[one] for one in left - {number})):
                left.remove(number)
    return frozenset(left)
