"""The plan follows the portfolio order: each request in turn takes its earliest feasible place.

Serial schedule generation in the order of the owners (Kolisch 1996). Requests that wait for others pull
them forward as one transaction: either all find a place or none does. Nothing ranked below a request takes
a day that it could have used. Adding capacity can make single requests later in any such plan (Graham
1969); inside a cycle use `replanned`.
"""

from collections.abc import Iterator

from domain.planning.rules import Plan, Problem
from domain.planning.timetable import Timetable

MOST_SEQUENCES = 24


def missing(table: Timetable, number: int) -> list[int] | None:
    """The prerequisites, direct or not, that have no place yet, in order of id; None if one is not
    ranked.
    """
    found: set[int] = set()
    stack = [number]
    while stack:
        before = table.before[stack.pop()]
        if before is None:
            return None
        for one in before:
            if table.start[one] is None and one not in found:
                found.add(one)
                stack.append(one)
    return sorted(found, key=lambda one: table.works[one].request)


def sequences(table: Timetable, group: list[int]) -> Iterator[list[int]]:
    """The ways to line up a group so that nobody precedes what it waits for; by id, 24 at most."""
    inside = set(group)
    left = MOST_SEQUENCES

    def lined(done: list[int]) -> Iterator[list[int]]:
        nonlocal left
        if len(done) == len(group):
            left -= 1
            yield done
            return
        for one in group:
            if left and one not in done and all(b in done for b in table.before[one] or () if b in inside):
                yield from lined([*done, one])

    return lined([])


def place_with_prerequisites(table: Timetable, number: int) -> bool:
    """A request and everything it still waits for find a place together, or leave no trace."""
    if not table.before[number]:
        return table.place(number)
    group = missing(table, number)
    if group is None:
        return False
    if not group:
        return table.place(number)
    best: tuple[int, int] | None = None
    chosen: list[tuple[int, int]] = []
    for line in sequences(table, group):
        tried: list[tuple[int, int]] = []
        for one in (*line, number):
            if not table.place(one):
                break
            tried.append((one, table.start[one] or 0))
        for one, _ in reversed(tried):
            table.lift(one)
        if len(tried) == len(line) + 1:
            key = (tried[-1][1], sum(t for _, t in tried[:-1]))
            if best is None or key < best:
                best, chosen = key, tried
    for one, t in chosen:
        table.put(one, t)
    return best is not None


def second_chance(table: Timetable) -> None:
    """Requests whose prerequisites found a place after their own turn are tried again, until nothing
    changes.
    """
    waiting = [number for number, before in enumerate(table.before) if before and table.start[number] is None]
    changed = True
    while changed:
        changed = False
        for number in waiting:
            if table.start[number] is None:
                changed = table.place(number) or changed


def scheduled(problem: Problem) -> Plan:
    """The plan of a planning round, from the order alone.

    The same problem always gives the same plan. Raises RuleViolation for a dependency circle, a request
    listed twice or an estimate of a team without capacity.
    """
    table = Timetable(problem)
    table.keep_fixed()
    for number in range(len(table.works)):
        if table.start[number] is None:
            place_with_prerequisites(table, number)
    second_chance(table)
    return table.plan()
