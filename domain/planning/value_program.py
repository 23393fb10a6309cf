"""The plan of most value as a program over start periods, for its bound and for small exact optima.

One column for each request and each start that could work in an empty plan; a request starts once; each team and the
budget hold what they have in each period; whoever waits for another starts after its finish (Pritsker, Watters and
Wolfe 1969). Amounts are scaled by each row's limit, gains by the largest, so that cents and decidays do not meet.
"""

from dataclasses import dataclass
from math import gcd
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt

from domain.planning.gain import gain
from domain.planning.rules import Problem
from domain.planning.timetable import Timetable

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Program:
    """Columns and rows. Columns of one request stand together, by start.

    request, start: of each column; first: where each request's columns begin; gains: cents. cells: (row, period) of
    the first rows, whose limit is 1 after scaling; then the rows of who waits for whom, with limit 0; then one row for
    each request, with limit 1. limits: decidays or cents of the cells. column_begin, row_index, amount: the columns of
    the matrix.
    """

    request: Ints
    start: Ints
    first: Ints
    gains: tuple[int, ...]
    cells: tuple[tuple[int, int], ...]
    limits: tuple[int, ...]
    waits: int
    column_begin: Ints
    row_index: Ints
    amount: Floats

    @property
    def scale(self) -> int:
        """The largest gain: what objectives are divided by."""
        return max(self.gains)

    @property
    def step(self) -> int:
        """The smallest amount in cents by which two plans can differ."""
        return gcd(*self.gains)

    @property
    def rows(self) -> int:
        return len(self.cells) + self.waits + len(self.first)


def program(problem: Problem) -> Program | None:
    """The program of a problem; None when no request that is up for choice could gain anything."""
    table = Timetable(problem)
    table.keep_fixed()
    starts = _starts(table)
    needed = {one for number in starts for one in table.before[number] or ()}
    starts = {number: found for number in starts if (found := _useful(table, number, starts[number], needed))}
    if not starts:
        return None
    request: list[int] = []
    start: list[int] = []
    first: list[int] = []
    gains: list[int] = []
    uses: list[list[tuple[tuple[int, int], int]]] = []
    for number, found in starts.items():
        first.append(len(request))
        work, duration = table.works[number], table.shapes[number].duration
        for t in found:
            request.append(number)
            start.append(t)
            gains.append(gain(problem, work, t + duration - 1))
            uses.append(_merged(table, number, t))
    if max(gains) <= 0:
        return None
    cells = sorted({cell for used in uses for cell, _ in used})
    row_of = {cell: row for row, cell in enumerate(cells)}
    limits = [table.free[row][period] for row, period in cells]
    waits = _waits(table, starts)
    by_column: dict[tuple[int, int], list[tuple[int, float]]] = {}
    for wait, entries in enumerate(waits):
        for pair, sign in entries:
            by_column.setdefault(pair, []).append((len(cells) + wait, sign))
    begin = [0]
    rows: list[int] = []
    amounts: list[float] = []
    own = len(cells) + len(waits) - 1
    for column, used in enumerate(uses):
        number, t = request[column], start[column]
        own += column == 0 or request[column - 1] != number
        for cell, amount in used:
            rows.append(row_of[cell])
            amounts.append(amount / limits[row_of[cell]])
        for shared, sign in by_column.get((number, t), ()):
            rows.append(shared)
            amounts.append(sign)
        rows.append(own)
        amounts.append(1.0)
        begin.append(len(rows))
    return Program(
        np.array(request),
        np.array(start),
        np.array(first),
        tuple(gains),
        tuple(cells),
        tuple(limits),
        len(waits),
        np.array(begin),
        np.array(rows),
        np.array(amounts),
    )


def _starts(table: Timetable) -> dict[int, list[int]]:
    """The starts of each request that would work if nothing but held work were planned."""
    found: dict[int, list[int]] = {}
    for number, work in enumerate(table.works):
        before = table.before[number]
        if work.fixed is not None or before is None:
            continue
        shape = table.shapes[number]
        earliest = shape.earliest
        for one in before:
            finish = table.finish(one)
            if finish is not None:
                earliest = max(earliest, finish + 1)
        possible = [t for t in range(earliest, shape.last + 1) if table.earliest(shape, t, t) is not None]
        if possible:
            found[number] = possible
    while stuck := [one for one in found if any(_never(table, found, need) for need in table.before[one] or ())]:
        for one in stuck:
            del found[one]
    return found


def _never(table: Timetable, found: dict[int, list[int]], number: int) -> bool:
    return table.start[number] is None and number not in found


def _useful(table: Timetable, number: int, found: list[int], needed: set[int]) -> list[int]:
    """The starts that gain something; all of them where others wait for the request."""
    work, duration = table.works[number], table.shapes[number].duration
    return [t for t in found if number in needed or gain(table.problem, work, t + duration - 1) > 0]


def _merged(table: Timetable, number: int, t: int) -> list[tuple[tuple[int, int], int]]:
    """What a request takes from a start on, each cell once."""
    total: dict[tuple[int, int], int] = {}
    for cell, amount in table.cells(number, t):
        total[cell] = total.get(cell, 0) + amount
    return sorted(total.items())


def _waits(table: Timetable, starts: dict[int, list[int]]) -> list[list[tuple[tuple[int, int], float]]]:
    """For each period: started by then, less what it waits for having finished before, is at most nothing."""
    found = []
    for number, own in starts.items():
        for need in table.before[number] or ():
            if need not in starts:
                continue
            length = table.shapes[need].duration
            for t in own:
                entries = [((number, s), 1.0) for s in own if s <= t]
                entries += [((need, s), -1.0) for s in starts[need] if s + length <= t]
                found.append(entries)
    return found


def solver(made: Program, settings: dict[str, Any], *, whole: bool) -> Any:
    """HiGHS with the program to be minimised (gains negative), not yet run. whole: every start is taken or not."""
    count, rows = len(made.gains), made.rows
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = count, rows
    model.col_cost_ = -np.array(made.gains, dtype=np.float64) / made.scale
    model.col_lower_, model.col_upper_ = np.zeros(count), np.ones(count)
    model.row_lower_ = np.full(rows, -highspy.kHighsInf)
    upper = np.ones(rows)
    upper[len(made.cells) : len(made.cells) + made.waits] = 0.0
    model.row_upper_ = upper
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = made.column_begin.astype(np.int32)
    model.a_matrix_.index_ = made.row_index.astype(np.int32)
    model.a_matrix_.value_ = made.amount
    if whole:
        model.integrality_ = [highspy.HighsVarType.kInteger] * count
    found = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in ({"output_flag": False, "threads": 1} | settings).items():
        if found.setOptionValue(name, value) == highspy.HighsStatus.kError:
            raise RuntimeError(f"HiGHS does not know {name}")
    found.passModel(model)
    return found


def run(prepared: Any) -> Any:
    """Run HiGHS; its model status. A second number of threads in one process makes it fail and leaves zeros behind."""
    if prepared.run() == highspy.HighsStatus.kError:
        raise RuntimeError("HiGHS could not run")
    return prepared.getModelStatus()
