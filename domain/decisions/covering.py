"""A small integer program, solved to the optimum by HiGHS on one thread."""

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np


@dataclass(frozen=True, slots=True)
class Column:
    """A quantity between 0 and 1, whole or divisible, and what all of it costs."""

    cost: float
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A sum of (column, factor) that has a floor or a ceiling."""

    terms: Sequence[tuple[int, float]]
    at_least: float = -highspy.kHighsInf
    at_most: float = highspy.kHighsInf


def optimum(columns: Sequence[Column], rows: Sequence[Row]) -> Sequence[float] | None:
    """The cheapest quantities that keep every row; None when there are none."""
    model = highspy.HighsLp()
    count = len(columns)
    model.num_col_, model.num_row_ = count, len(rows)
    model.col_cost_ = np.array([one.cost for one in columns])
    model.col_lower_, model.col_upper_ = np.zeros(count), np.ones(count)
    model.row_lower_ = np.array([one.at_least for one in rows])
    model.row_upper_ = np.array([one.at_most for one in rows])
    model.integrality_ = [
        highspy.HighsVarType.kInteger if one.whole else highspy.HighsVarType.kContinuous for one in columns
    ]
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.cumsum([0, *(len(one.terms) for one in rows)], dtype=np.int32)
    model.a_matrix_.index_ = np.array([at for one in rows for at, _ in one.terms], dtype=np.int32)
    model.a_matrix_.value_ = np.array([factor for one in rows for _, factor in one.terms], dtype=float)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, setting in (
        ("output_flag", False),
        ("threads", 1),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 1e-10),
        ("mip_feasibility_tolerance", 1e-10),
        ("primal_feasibility_tolerance", 1e-10),
        ("mip_heuristic_run_feasibility_jump", False),  # most of the time of a program this small
    ):
        solver.setOptionValue(name, setting)
    solver.passModel(model)
    # a second number of threads in one process makes run() fail and leaves zeros behind: never trust it unasked
    if solver.run() == highspy.HighsStatus.kError:
        raise RuntimeError("HiGHS could not run")
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    values: Sequence[float] = solver.getSolution().col_value
    return values
