"""The largest part of a request that fits beside everybody else, with the same duration."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from domain.decisions.attempts import placements
from domain.decisions.conflict import Conflict
from domain.decisions.kinds import Consent, OptionKind
from domain.decisions.rules import Option
from domain.decisions.wording import Wording
from domain.planning.rules import value_from

WHOLE = 100
# Below this a part is not worth a question, in per cent.
SMALLEST_PART = 10


def shrinkings(conflict: Conflict, say: Wording) -> list[Option]:
    """The largest whole per cent of the request that fits at some start, the earliest of several.

    Amounts of a part are rounded up, as the plan rounds them, and its value is rounded down. What the request waits
    for comes along in full or not at all.
    """
    best: tuple[int, int, tuple[tuple[int, int], ...]] | None = None
    for starts, percent in parts(conflict):
        if best is None or (percent, -starts[-1][1]) > (best[0], -best[1]):
            best = (percent, starts[-1][1], starts)
    if best is None or not SMALLEST_PART <= best[0] < WHOLE:
        return []
    percent, t, starts = best
    work, whole = conflict.work, conflict.gained(t)
    share = Fraction(percent, WHOLE)
    finish = t + conflict.shape.duration - 1
    part = value_from(conflict.problem, replace(work, value=work.value * percent // WHOLE), finish)
    return [
        Option(
            "",
            OptionKind.SHRINK,
            work.request,
            work.unit,
            Consent.YOURS,
            0,
            whole - part,
            part,
            t,
            say.shrink(work, t),
            reserved=conflict.reserved(starts),
            scope_share=share,
            duration=conflict.shape.duration,
        )
    ]


def parts(conflict: Conflict) -> Iterator[tuple[tuple[tuple[int, int], ...], int]]:
    """Each way to start whose prerequisites fit in full, with the whole per cent of the request that fits then."""
    table = conflict.table
    amounts = [sum(needs) for _, needs in conflict.shape.rows] + [need for _, need in conflict.shape.tails]
    if not amounts:
        return
    known: tuple[tuple[int, int], ...] | None = None
    fits = True
    for starts in placements(conflict):
        along, t = starts[:-1], starts[-1][1]
        if along != known:
            known, fits = along, not conflict.missing(along)
        if fits:
            for number, start in along:
                table.put(number, start)
            yield starts, min(largest * WHOLE // amount for largest, amount in largest_amounts(conflict, t))
            for number, _ in along:
                table.lift(number)


def share_that_fits(conflict: Conflict, t: int) -> Fraction:
    """The largest share of each amount that fits at a start, given what is free there; exact."""
    return min((Fraction(largest, amount) for largest, amount in largest_amounts(conflict, t)), default=Fraction(1))


def largest_amounts(conflict: Conflict, t: int) -> Iterator[tuple[int, int]]:
    """For each amount that the request takes: how much of it is free at a start, and the whole."""
    shape, free = conflict.shape, conflict.table.free
    for row, needs in shape.rows:
        have = [max(0, free[row][t + offset]) for offset in range(shape.duration)]
        yield largest_amount(have, sum(needs)), sum(needs)
    for row, need in shape.tails:
        left = [max(0, one) for one in free[row][t + shape.duration :]]
        yield min(min(left, default=need), need), need


def largest_amount(have: list[int], whole: int) -> int:
    """The largest amount up to `whole` that, spread evenly with the remainder first, is free in every
    period.
    """
    low, high = 0, whole
    while low < high:
        middle = (low + high + 1) // 2
        each, more = divmod(middle, len(have))
        if all(one >= each + (offset < more) for offset, one in enumerate(have)):
            low = middle
        else:
            high = middle - 1
    return low
