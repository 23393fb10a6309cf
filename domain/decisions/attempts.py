"""The ways to start a request, with what it still waits for, and what each of them lacks."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.decisions.candidates import Cell
from domain.decisions.conflict import Conflict

# Prerequisites that come along have starts of their own. Up to so many ways all are looked at; beyond that each
# prerequisite is tried at its first start and at those that cost least to make possible.
MOST_WAYS = 1_000


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way. t: the request's start. starts: (number, start) of the prerequisites that come along, then of the
    request. needs: what is missing with everybody else in place, cell by cell.
    """

    t: int
    starts: tuple[tuple[int, int], ...]
    needs: dict[Cell, int]


def attempts(conflict: Conflict) -> list[Attempt]:
    """The ways to start in the window, by start; of ways with one start none lacks as much as another or more."""
    by_start: dict[int, list[Attempt]] = {}
    for starts in placements(conflict):
        needs = conflict.missing(starts)
        by_start.setdefault(starts[-1][1], []).append(Attempt(starts[-1][1], starts, needs))
    return [one for t in sorted(by_start) for one in leanest(by_start[t])]


def leanest(ways: list[Attempt]) -> list[Attempt]:
    """The ways of which none lacks everything that another one lacks; the first one of several alike."""
    if len(ways) == 1:
        return ways
    kept: list[Attempt] = []
    for way in sorted(ways, key=lambda one: (len(one.needs), sum(one.needs.values()), one.starts)):
        if not any(all(way.needs.get(cell, 0) >= amount for cell, amount in one.needs.items()) for one in kept):
            kept.append(way)
    return kept


def placements(conflict: Conflict) -> Iterator[tuple[tuple[int, int], ...]]:
    """Every choice of starts for the prerequisites that come along and for the request, within the window."""
    if conflict.group is None or conflict.first > conflict.last:
        return
    if not conflict.group:
        for t in range(conflict.first, conflict.last + 1):
            yield ((conflict.number, t),)
        return
    allowed = admissible(conflict)
    line = [*conflict.group, conflict.number]

    def placed(starts: dict[int, int]) -> Iterator[tuple[tuple[int, int], ...]]:
        if len(starts) == len(line):
            yield tuple(starts.items())
            return
        number = line[len(starts)]
        opens = conflict.opens(number, starts)
        for start in allowed[number]:
            if start >= opens:
                yield from placed({**starts, number: start})

    yield from placed({})


def admissible(conflict: Conflict) -> dict[int, list[int]]:
    """The starts to try for each prerequisite that comes along and for the request."""
    table, group = conflict.table, conflict.group or []
    latest = {conflict.number: conflict.last}
    for number in reversed(group):
        shape = table.shapes[number]
        latest[number] = min(
            [shape.last]
            + [latest[one] - shape.duration for one in (*group, conflict.number) if number in (table.before[one] or ())]
        )
    first = dict(conflict.pieces(conflict.first))
    found = {number: list(range(first[number], latest[number] + 1)) for number in (*group, conflict.number)}
    ways = 1
    for starts in found.values():
        ways *= max(1, len(starts))
    if ways > MOST_WAYS:
        each = max(1, int((MOST_WAYS / len(found[conflict.number])) ** (1 / len(group))))
        for number in group:
            price = {start: conflict.price(conflict.missing(((number, start),))) for start in found[number]}
            cheapest = sorted(found[number][1:], key=lambda start: (price[start], start))
            found[number] = sorted([*found[number][:1], *cheapest[: each - 1]])
    return found
