"""What stability costs: requests that wait behind lower ranked ones which were there first.

Right after a planning round nobody owes anybody a place. Stable replanning keeps places, so a higher ranked
request can end up behind a lower ranked one; each such debt can be offered as a displacement.
"""

from dataclasses import dataclass

from domain.planning.rules import Plan, Problem
from domain.planning.timetable import Timetable


@dataclass(frozen=True, slots=True)
class OrderDebt:
    """A request that starts later than better ranked work alone would let it, and the lower ranked ones in
    its place.
    """

    request: str
    start: int | None
    possible: int
    behind: tuple[str, ...]


def order_debts(problem: Problem, plan: Plan) -> tuple[OrderDebt, ...]:
    """Every request whose start, or absence, is owed to lower ranked requests only; in the portfolio order."""
    table = Timetable(problem)
    table.keep_fixed()
    for number, work in enumerate(table.works):
        table.start[number] = plan.starts.get(work.request)
    effective = table.effective()
    found: list[tuple[int, OrderDebt]] = []
    waiting = sorted(
        (number for number, work in enumerate(table.works) if work.fixed is None),
        key=lambda number: (effective[number], number == effective[number], table.start[number] or 0, number),
    )
    taking = table.takers()
    for number in waiting:
        shape, start = table.shapes[number], table.start[number]
        opens = table.opens(number)
        possible = None if opens is None else table.earliest(shape, opens, None if start is None else start - 1)
        if possible is not None:
            wanted = [cell for cell, _ in table.cells(number, possible)]
            there = {
                other
                for cell in wanted
                for other in taking.get(cell, ())
                if effective[other] > effective[number] and other != number
            }
            names = tuple(table.works[other].request for other in sorted(there))
            found.append((number, OrderDebt(table.works[number].request, start, possible, names)))
        if start is not None:
            table.take(shape, start, 1)
    return tuple(debt for _, debt in sorted(found, key=lambda one: one[0]))
