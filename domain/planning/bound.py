"""What no plan can exceed, and what one more person-month of a team is worth about.

The bound comes from the linear relaxation of the program over start periods. It is computed anew from the prices that
the solver found for each team's month: any prices at all give a true bound (weak duality), so neither the solver's
tolerances nor an early end can make it too low.
"""

from dataclasses import dataclass

import highspy
import numpy as np

from domain.planning.rules import Problem
from domain.planning.value_program import Floats, Program, run, solver

PERSON_MONTH = 200  # decidays


@dataclass(frozen=True, slots=True)
class Bound:
    """cents: no plan gains more. person_month: by team, cents for one more person-month in each period shown, summed.

    ranking: requests by what they gain for what the prices of their cells come to, best first: a good order to begin
    with.
    """

    cents: int
    person_month: tuple[tuple[str, int], ...]
    ranking: tuple[int, ...] = ()


def bound(problem: Problem, made: Program | None) -> Bound:
    """The bound of a problem; nothing can be gained where there is no program."""
    if made is None:
        return Bound(0, tuple((team.team, 0) for team in problem.teams))
    prices = _prices(made)
    return Bound(
        _safe(made, prices),
        _worth(problem, made, prices),
        _ranking(made, prices),
    )


def _prices(made: Program) -> Floats:
    """What one unit of each row's limit is worth at most, in parts of the scale; never negative."""
    prepared = solver(made, {"solver": "ipm", "run_crossover": "off"}, whole=False)
    status = run(prepared)
    if status != highspy.HighsModelStatus.kOptimal:
        prepared = solver(made, {"solver": "simplex"}, whole=False)
        status = run(prepared)
    if status != highspy.HighsModelStatus.kOptimal:
        raise RuntimeError(f"HiGHS found no bound: {prepared.modelStatusToString(status)}")
    return np.maximum(0.0, -np.array(prepared.getSolution().row_dual, dtype=np.float64))


def _left(made: Program, prices: Floats) -> Floats:
    """Each column's gain less what its cells cost at these prices, in parts of the scale."""
    shared = len(made.cells) + made.waits
    paid = np.where(made.row_index < shared, made.amount * prices[made.row_index], 0.0)
    gains = np.array(made.gains, dtype=np.float64) / made.scale
    return np.asarray(gains - np.add.reduceat(paid, made.column_begin[:-1]))


def _safe(made: Program, prices: Floats) -> int:
    """The cells at their prices, and the best start of each request after paying for its cells; in whole steps."""
    best = np.maximum.reduceat(_left(made, prices), made.first)
    total = float(prices[: len(made.cells)].sum() + np.maximum(0.0, best).sum())
    most = int(total * made.scale * (1 + 1e-11) + 1e-6)
    return most // made.step * made.step


def _worth(problem: Problem, made: Program, prices: Floats) -> tuple[tuple[str, int], ...]:
    worth = [0.0] * len(problem.teams)
    for row, (team, period) in enumerate(made.cells):
        if team < len(problem.teams) and period < problem.horizon:
            worth[team] += float(prices[row]) / made.limits[row] * made.scale * PERSON_MONTH
    return tuple((team.team, round(cents)) for team, cents in zip(problem.teams, worth, strict=True))


def _ranking(made: Program, prices: Floats) -> tuple[int, ...]:
    """Requests by gain for price at their best start; ties stay in the portfolio order."""
    left = _left(made, prices)
    gains = np.array(made.gains, dtype=np.float64) / made.scale
    ranked = []
    ends = [*made.first[1:].tolist(), len(gains)]
    for begin, end in zip(made.first.tolist(), ends, strict=True):
        column = begin + int(np.argmax(left[begin:end]))
        paid = gains[column] - left[column]
        ranked.append((-round(float(gains[column]) / max(1e-9, float(paid)) * 1e6), int(made.request[column])))
    return tuple(number for _, number in sorted(ranked))
