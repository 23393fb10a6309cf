"""Who would give way, to which month, and what that defers.

The smallest sets over all starts: of the asking unit's own requests alone, and of anybody's; by least value
deferred and by fewest requests. Every set is tried out: the request is put in place and the displaced are
planned again at or after their old start, everybody else fixed; a set that fails the trial is not offered.
"""

from collections.abc import Iterator
from dataclasses import replace

from domain.decisions.conflict import Conflict
from domain.decisions.displacement import Aim, Candidate, Cell, at_least, closed, measure, smallest_set
from domain.decisions.kinds import OptionKind
from domain.decisions.rules import Displaced, Option, consent_for
from domain.decisions.wording import Wording
from domain.planning.rules import value_from


def displacements(conflict: Conflict, say: Wording) -> list[Option]:
    """The displacing options, without repetition."""
    found: dict[tuple[int, frozenset[int]], Option] = {}
    for t, chosen in smallest_sets(conflict):
        if (t, chosen) not in found:
            option = tried(conflict, t, chosen, say)
            if option is not None:
                found[t, chosen] = option
    return list(found.values())


def smallest_sets(conflict: Conflict) -> Iterator[tuple[int, frozenset[int]]]:
    """The best start and set for each pool (own unit, anybody) and each aim (least value, fewest requests).

    Exact over all starts: a start is skipped only when a floor under its sets is above a set already found.
    """
    anybody = conflict.candidates()
    own = {number: one for number, one in anybody.items() if conflict.table.works[number].unit == conflict.work.unit}
    starts = [(t, need) for t in range(conflict.first, conflict.last + 1) if (need := conflict.needs(t))]
    frees = {number: conflict.table.cells(number, conflict.table.start[number] or 0) for number in anybody}
    for members in (own, anybody):
        pools = [(t, need, covering(members, need, frees)) for t, need in starts]
        for aim in Aim:
            floors = sorted(
                ((at_least(need, pool, aim), t, need, pool) for t, need, pool in pools),
                key=lambda one: one[:2],
            )
            best: tuple[tuple[int, int], int, frozenset[int]] | None = None
            for floor, t, need, pool in floors:
                if floor == float("inf") or (best is not None and floor > best[0][0] + 1e-6):
                    break
                chosen = smallest_set(need, pool, aim)
                if chosen is not None:
                    size = measure((pool[one] for one in chosen), aim)
                    if best is None or (size, t) < best[:2]:
                        best = (size, t, chosen)
            if best is not None:
                yield best[1], best[2]


def covering(
    members: dict[int, Candidate], need: dict[Cell, int], frees: dict[int, list[tuple[Cell, int]]]
) -> dict[int, Candidate]:
    """The pool with what each member frees of a need; only those that help and those that they drag along."""
    found = {}
    for number, one in members.items():
        cover = {cell: amount for cell, amount in frees[number] if cell in need}
        if cover:
            found[number] = replace(one, cover=cover)
    stack = [drag for one in found.values() for drag in one.drags]
    while stack:
        number = stack.pop()
        if number in members and number not in found:
            found[number] = members[number]
            stack.extend(members[number].drags)
    return closed(found)


def tried(conflict: Conflict, t: int, chosen: frozenset[int], say: Wording) -> Option | None:
    """The option after the trial on the timetable, which is left as it was; None when it does not work out."""
    table, problem = conflict.table, conflict.problem
    before = {number: table.lift(number) for number in chosen}
    if conflict.needs(t):
        fits = False
        placed: list[int] = []
    else:
        fits = True
        placed = [number for number, _ in conflict.pieces(t)]
        for number, start in conflict.pieces(t):
            table.put(number, start)
    ranks = table.effective()
    to: dict[int, int] = {}
    for number in sorted(chosen, key=lambda one: (ranks[one], before[one], one)) if fits else ():
        opens = table.opens(number)
        again = None if opens is None else table.earliest(table.shapes[number], max(opens, before[number]))
        if again is not None:
            table.put(number, again)
            to[number] = again
    for number in (*to, *placed):
        table.lift(number)
    for number, start in before.items():
        table.put(number, start)
    if not fits:
        return None
    displaced = []
    for number in sorted(chosen):
        work = table.works[number]
        if to.get(number) == before[number]:
            continue
        value = value_from(problem, work, before[number] + table.shapes[number].duration - 1)
        later = value_from(problem, work, to[number] + table.shapes[number].duration - 1) if number in to else 0
        displaced.append(
            Displaced(work.request, work.unit, before[number], to.get(number), value - later, work.mandatory)
        )
    work = conflict.work
    consent = consent_for(work.unit, displaced, 0)
    return Option(
        "",
        OptionKind.DISPLACE,
        work.request,
        work.unit,
        consent,
        0,
        sum(one.deferred for one in displaced),
        conflict.gained(t),
        t,
        say.displace(work, t, tuple(displaced)),
        displaced=tuple(displaced),
        reserved=tuple((table.works[number].request, start) for number, start in conflict.pieces(t)),
    )
