"""The smallest set of requests that frees enough, exactly, and the next smallest ones.

A covering problem: each short cell (row, period) must be freed by the chosen requests together, and whoever depends on
a chosen one goes with it. Amounts are integers (decidays, cents); every answer of the solver is checked in integers and
reduced until no member can stay away.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.decisions.covering import Column, Row, optimum

Cell = tuple[int, int]
MOST_REPAIRS = 5
# Far below a cent in a thousand million, and far above what the solver takes for nothing.
TIE = 1e-9


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
    return all(sum(one.cover.get(cell, 0) for one in members) >= need for cell, need in needs.items()) and is_closed(
        members
    )


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


def at_least(
    needs: Mapping[Cell, int], pool: Mapping[int, Candidate], aim: Aim, purchase: Purchase | None = None
) -> float:
    """A floor under the size of any set for these needs, from each cell alone; infinite when the pool
    cannot do it. With a purchase: under what a set loses and the rest costs together.
    """
    helping: dict[Cell, list[tuple[float, int, int]]] = {cell: [] for cell in needs}
    for one in pool.values():
        cost = one.cost if aim is Aim.LEAST_VALUE else 1
        for cell, gain in one.cover.items():
            helping[cell].append((cost / gain, cost, gain))
    floor = 0.0
    for cell, need in needs.items():
        left, total = need, 0.0
        dearest = float("inf")
        if purchase is not None:
            cents, units = purchase.rates[cell]
            dearest = cents / units
        for each, cost, gain in sorted(helping[cell]):
            if each >= dearest:
                break
            total += cost if left >= gain else cost * (left / gain)
            left -= min(left, gain)
            if not left:
                break
        if left:
            total += dearest * left
        if total == float("inf"):
            return total
        floor = max(floor, total)
    return floor


def smallest_set(
    needs: Mapping[Cell, int],
    pool: Mapping[int, Candidate],
    aim: Aim,
    *,
    without: Collection[frozenset[int]] = (),
    purchase: Purchase | None = None,
) -> frozenset[int] | None:
    """The smallest set of the pool that frees every short cell; None when there is none.

    The pool must be closed. Ties in value go to fewer requests, ties in number to less value. without: sets that may
    not be part of the answer, which gives the next smallest ones. purchase: what is not freed may be bought; the
    smallest set is then the one whose loss and price together are least, perhaps nobody.
    """
    if not needs:
        return None if frozenset() in without else frozenset()
    wanted = relevant(needs, pool)
    if purchase is None:
        if not covers(needs, wanted.values()):
            return None
        if aim is Aim.FEWEST:
            single = min(
                (
                    one
                    for one in wanted.values()
                    if covers(needs, (one,)) and not any(part <= {one.number} for part in without)
                ),
                key=lambda one: (one.cost, -one.number),
                default=None,
            )
            if single is not None:
                return frozenset({single.number})
    refused: list[frozenset[int]] = []
    for _ in range(MOST_REPAIRS):
        found = solved(needs, wanted, aim, refused, without, purchase)
        if found is None:
            return None
        members = [wanted[number] for number in found]
        if purchase is not None and is_closed(members):
            return found
        if purchase is None and covers(needs, members):
            return worst_ranked(needs, wanted, reduced(needs, wanted, found), without)
        refused.append(found)
    return None


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


def worst_ranked(
    needs: Mapping[Cell, int],
    pool: Mapping[int, Candidate],
    chosen: frozenset[int],
    without: Collection[frozenset[int]],
) -> frozenset[int]:
    """An equally small set in which nobody gives way for whom a lower ranked one of the same value could."""
    swapped = True
    while swapped:
        swapped = False
        for number in sorted(chosen):
            for other in sorted(pool, reverse=True):
                if other <= number:
                    break
                if other in chosen or pool[other].cost != pool[number].cost:
                    continue
                instead = chosen - {number} | {other}
                if not any(part <= instead for part in without) and covers(needs, (pool[one] for one in instead)):
                    chosen, swapped = instead, True
                    break
            if swapped:
                break
    return chosen


def solved(
    needs: Mapping[Cell, int],
    pool: Mapping[int, Candidate],
    aim: Aim,
    refused: Iterable[frozenset[int]],
    without: Collection[frozenset[int]],
    purchase: Purchase | None,
) -> frozenset[int] | None:
    """The integer program: minimise the size; free or buy every cell; take dependents along.

    refused: answers that failed the check in integers; somebody whom they left out must join.
    """
    place = {number: at for at, number in enumerate(pool)}
    total = sum(one.cost for one in pool.values()) + 1
    if aim is Aim.LEAST_VALUE:
        columns = [Column(one.cost / total + TIE) for one in pool.values()]
    else:
        columns = [Column(1 + one.cost / total / 2) for one in pool.values()]
    rows = []
    for cell, need in needs.items():
        terms = [(place[one.number], min(one.cover[cell], need) / need) for one in pool.values() if one.cover.get(cell)]
        if purchase is not None:
            cents, units = purchase.rates[cell]
            terms.append((len(columns), 1.0))  # the part of the need that is bought
            columns.append(Column(need * cents / units / total, whole=False))
        rows.append(Row(terms, at_least=1.0))
    rows.extend(
        Row([(place[drag], 1.0), (place[one.number], -1.0)], at_least=0.0)
        for one in pool.values()
        for drag in one.drags
    )
    rows.extend(Row([(place[one], 1.0) for one in pool if one not in failed], at_least=1.0) for failed in refused)
    rows.extend(
        Row([(place[one], 1.0) for one in sorted(part)], at_most=len(part) - 1.0)
        for part in without
        if part <= pool.keys()
    )
    values = optimum(columns, rows)
    return None if values is None else frozenset(number for number in pool if values[place[number]] > 0.5)
