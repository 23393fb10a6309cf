"""The plan of most value of a single period: which requests fit together, searched by exchanges and then proved.

The prices of the linear relaxation say of each request what it gains beyond what it takes. Whatever cannot stand in a
plan better than the best known, or cannot be missing from one, is settled (reduced-cost fixing; Dantzig, Fulkerson and
Johnson 1954); HiGHS goes through the rest, one number of requests after another (Vimont, Boussier and Vasquez 2008).
Columns and rows stand in an order of their own and in parts of their limits, so that neither the order nor the units in
which a portfolio is written change the answer.
"""

import time
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from domain.planning.exchanges import Flags, Items, exchanged
from domain.planning.value_program import Floats, Program

LARGEST = 2**50  # amounts above are not exact in the solver's numbers
MOST_SIZES = 16  # more numbers of requests than these are gone through at once
FIRST_TRIED, FIRST_NODES = 40, 1_500  # the small part of each number of requests that is tried before the whole
PARTS = 10**9
SEED = 20
PROVABLE = 80  # of more open requests a proof is hardly ever reached, so more of the time goes to exchanges
ROUNDS, MOST_ROUNDS = 3, 24
EXCHANGING = 0.75  # of the time, at most
SIZES_OF_A_ROUND = 4


@dataclass(frozen=True, slots=True)
class _Relaxed:
    """bound: what no choice of so many requests can exceed, in steps; left: what each gains beyond its price.

    size: how many are chosen, None for any number. many: how many the relaxation takes.
    """

    size: int | None
    bound: float
    left: Floats
    many: float


def items(made: Program) -> Items | None:
    """The requests of a program in which each has one start and none waits for another; None for other programs."""
    count, rows = len(made.gains), len(made.cells)
    if made.waits or len(made.first) != count or not rows or min(made.gains) <= 0 or min(made.limits) <= 0:
        return None
    if max(made.limits) > LARGEST or sum(made.gains) > LARGEST:
        return None
    amounts = np.zeros((rows, count), dtype=np.int64)
    columns = np.repeat(np.arange(count), np.diff(made.column_begin))
    shared = made.row_index < rows
    limits = np.array(made.limits, dtype=np.int64)
    index = made.row_index[shared]
    amounts[index, columns[shared]] = np.rint(made.amount[shared] * limits[index]).astype(np.int64)
    gains = np.array([gain // made.step for gain in made.gains], dtype=np.int64)
    part = amounts / limits[:, None]
    order = sorted(range(rows), key=lambda row: sorted(part[row].tolist()))
    column = sorted(range(count), key=lambda at: (-int(gains[at]), part[order, at].tolist()))
    return Items(gains[column], amounts[np.ix_(order, column)], limits[order], np.array(column))


def proved(given: Items, known: Flags, seconds: float, nodes: int) -> tuple[Flags, int]:
    """The best choice found, beginning with a known one, and what no choice can exceed, in steps."""
    until = time.monotonic() + seconds
    whole = _relaxed(given, None)
    assert whole is not None
    best, sizes = _exchanged(given, whole, known, time.monotonic() + seconds * EXCHANGING)
    for each in sizes:
        if time.monotonic() < until:
            best, _ = _tried(given, each, best, until, min(nodes, FIRST_NODES), most=FIRST_TRIED)
    open_bound = 0
    for each in sizes:
        best, most = _tried(given, each, best, until, nodes)
        open_bound = max(open_bound, most)
    return best, max(open_bound, given.gain(best))


def _exchanged(given: Items, whole: _Relaxed, known: Flags, until: float) -> tuple[Flags, list[_Relaxed]]:
    """The best choice that exchanges find, each round by the prices of other sizes; the sizes still worth a look."""
    best = known
    sizes = _sizes(given, whole, given.gain(best))
    for number in range(MOST_ROUNDS):
        for each in (whole, *sizes[:SIZES_OF_A_ROUND]):
            if not sizes or time.monotonic() > until:
                return best, sizes
            left = np.rint(each.left / each.bound * PARTS).astype(np.int64)
            found = exchanged(given, left, int(whole.bound), SEED + number)
            if given.gain(found) > given.gain(best):
                best = found
                sizes = _sizes(given, whole, given.gain(best))
        least = given.gain(best) + 1
        widest = max((int((np.abs(each.left) <= each.bound - least).sum()) for each in sizes), default=0)
        if number + 1 >= ROUNDS and widest <= PROVABLE:
            break
    return best, sizes


def _sizes(given: Items, whole: _Relaxed, least: int) -> list[_Relaxed]:
    """The numbers of requests with which a choice could gain more than the least, those with the highest bound first.

    The bound is concave in the number, so each way from the relaxation's own number ends at the first that cannot.
    """
    found = []
    middle = int(whole.many)
    for size, step in ((middle, -1), (middle + 1, 1)):
        while 0 <= size <= len(given.gains):
            each = _relaxed(given, size)
            if each is None or each.bound < least + 1:
                break
            found.append(each)
            if len(found) > MOST_SIZES:
                return [whole]
            size += step
    return sorted(found, key=lambda each: (-round(each.bound, 3), each.size))


def _relaxed(given: Items, size: int | None) -> _Relaxed | None:
    """The linear relaxation with so many requests; None when so many never fit."""
    rows, count = given.amounts.shape
    scale = float(given.gains.max())
    model = _model(given, np.ones(count, dtype=np.bool_), given.limits, size)
    solver = _solver(model, {"solver": "simplex"})
    solver.run()
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return None
    if status != highspy.HighsModelStatus.kOptimal:
        raise RuntimeError(f"HiGHS found no bound: {solver.modelStatusToString(status)}")
    solution = solver.getSolution()
    prices = -np.array(solution.row_dual)
    # Any prices of the limits that are not negative, and any price of the number, give a true bound (weak duality).
    prices[:rows] = np.maximum(0.0, prices[:rows])
    left = given.gains / scale - prices[:rows] @ (given.amounts / given.limits[:, None])
    total = prices[:rows].sum()
    if size is not None:
        left = left - prices[rows]
        total += prices[rows] * size
    bound = float(total + np.maximum(0.0, left).sum()) * scale * (1 + 1e-11) + 1e-6
    return _Relaxed(size, bound, left * scale, float(np.sum(solution.col_value)))


def _tried(
    given: Items, part: _Relaxed, best: Flags, until: float, nodes: int, *, most: int | None = None
) -> tuple[Flags, int]:
    """The best choice after looking for a better one of so many requests, and what none of them can exceed, in steps.

    most: how many requests are left open, those for which the prices decide least; the bound then says nothing.
    """
    least = given.gain(best) + 1
    if part.bound < least:
        return best, least - 1
    opened = np.abs(part.left) <= part.bound - least
    if most is not None:
        near = sorted(range(len(opened)), key=lambda one: (round(abs(float(part.left[one])) / part.bound * PARTS), one))
        opened[near[most:]] = False
    seconds = until - time.monotonic()
    settled = ~opened & (part.left > 0)
    room = given.limits - given.amounts @ settled
    if (room < 0).any() or (part.size is not None and settled.sum() > part.size):
        return best, least - 1
    bound = int(part.bound)
    if seconds <= 0:
        return best, bound
    more = None if part.size is None else part.size - int(settled.sum())
    model = _model(given, opened, room, more, at_least=least - given.gain(settled))
    model.integrality_ = [highspy.HighsVarType.kInteger] * int(opened.sum())
    scale = float(given.gains.max())
    solver = _solver(
        model,
        {
            "mip_rel_gap": 0.0,
            "mip_abs_gap": 0.5 / scale,
            "mip_feasibility_tolerance": 1e-9,
            "primal_feasibility_tolerance": 1e-9,
            "mip_max_nodes": nodes,
            "time_limit": seconds,
            "random_seed": 0,
        },
    )
    if solver.run() == highspy.HighsStatus.kError:
        raise RuntimeError("HiGHS could not run")
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return best, least - 1
    reached = -solver.getInfo().mip_dual_bound * scale * (1 + 1e-11) + given.gain(settled) + 1e-6
    if np.isfinite(reached):
        bound = min(bound, max(least - 1, int(reached)))
    values = np.array(solver.getSolution().col_value)
    if len(values) and (values > 0.5).any():
        chosen = settled.copy()
        chosen[np.flatnonzero(opened)[values > 0.5]] = True
        if given.fits(chosen) and given.gain(chosen) >= least:
            best = chosen
            if status == highspy.HighsModelStatus.kOptimal:
                bound = given.gain(best)
    return best, bound


def _model(given: Items, opened: Flags, room: Any, size: int | None, *, at_least: int | None = None) -> Any:
    """The program of the open requests, to be minimised, in parts of limits and of the largest gain."""
    scale = float(given.gains.max())
    gains = given.gains[opened] / scale
    rows = [given.amounts[:, opened] / given.limits[:, None]]
    lower, upper = [-highspy.kHighsInf] * len(given.limits), (room / given.limits).tolist()
    if size is not None:
        rows.append(np.ones((1, len(gains))))
        lower, upper = [*lower, float(size)], [*upper, float(size)]
    if at_least is not None:
        rows.append(gains[None, :])
        lower, upper = [*lower, (at_least - 0.5) / scale], [*upper, highspy.kHighsInf]
    matrix = np.vstack(rows).T
    used = matrix != 0
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(gains), len(lower)
    model.col_cost_ = -gains
    model.col_lower_, model.col_upper_ = np.zeros(len(gains)), np.ones(len(gains))
    model.row_lower_, model.row_upper_ = np.array(lower), np.array(upper)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.append(0, np.cumsum(used.sum(axis=1))).astype(np.int32)
    model.a_matrix_.index_ = np.nonzero(used)[1].astype(np.int32)
    model.a_matrix_.value_ = matrix[used]
    return model


def _solver(model: Any, settings: dict[str, Any]) -> Any:
    found = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in ({"output_flag": False, "threads": 1} | settings).items():
        if found.setOptionValue(name, value) == highspy.HighsStatus.kError:
            raise RuntimeError(f"HiGHS does not know {name}")
    found.passModel(model)
    return found
