"""The plan of most value exactly, where the portfolio is small enough for a proof."""

from dataclasses import dataclass

import highspy
import numpy as np

from domain.planning.exchanges import Items
from domain.planning.gain import Choice
from domain.planning.one_period import items, proved
from domain.planning.timetable import Timetable
from domain.planning.value_program import Program, run, solver

PROVABLE_COLUMNS = 4_000
NODES = 50_000
LONGEST_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Exact:
    """The best plan that the solver knows, as (number, start) pairs, or none; its gain; and what none can exceed."""

    starts: tuple[tuple[int, int], ...] | None
    gain: int
    cents: int


def exact(
    given: Choice,
    made: Program,
    begin: tuple[tuple[int, int], ...],
    *,
    seconds: float = LONGEST_SECONDS,
    nodes: int = NODES,
) -> Exact:
    """Search all plans, beginning with one that is known, until it is proved or the limits are reached.

    The limit that counts is the number of nodes, so that the same portfolio gives the same answer everywhere; the
    seconds only keep a slow machine from working for ever. The answer is checked in integers: a plan that overruns a
    team by the solver's tolerance is not taken.
    """
    alone = items(made)
    if alone is not None:
        return _one_period(given, made, alone, begin, seconds, nodes)
    # Two plans differ by one step at least, so anything closer than that is the same.
    closer = (made.step - min(0.5, made.step / 2)) / made.scale
    prepared = solver(
        made,
        {
            "mip_rel_gap": 0.0,
            "mip_abs_gap": closer,
            "mip_feasibility_tolerance": 1e-9,
            "primal_feasibility_tolerance": 1e-9,
            "mip_max_nodes": nodes,
            "time_limit": seconds,
            "random_seed": 0,
        },
        whole=True,
    )
    _begin(prepared, made, begin)
    status = run(prepared)
    if status == highspy.HighsModelStatus.kInfeasible:
        raise RuntimeError("HiGHS took a plan that works for impossible")
    most = int(max(0.0, -prepared.getInfo().mip_dual_bound) * made.scale * (1 + 1e-11) + 1e-6)
    most = most // made.step * made.step
    chosen = np.flatnonzero(np.array(prepared.getSolution().col_value) > 0.5).tolist()
    starts = tuple((int(made.request[at]), int(made.start[at])) for at in chosen)
    if not _works(given, starts):
        return Exact(None, 0, most)
    found = sum(made.gains[at] for at in chosen)
    return Exact(starts, found, found if status == highspy.HighsModelStatus.kOptimal else max(found, most))


def _one_period(
    given: Choice, made: Program, alone: Items, begin: tuple[tuple[int, int], ...], seconds: float, nodes: int
) -> Exact:
    """The same where requests only have to fit together, which is answered faster."""
    pairs = list(zip(made.request.tolist(), made.start.tolist(), strict=True))
    known = np.array([pairs[at] in begin for at in alone.column.tolist()], dtype=np.bool_)
    best, most = proved(alone, known, seconds, nodes)
    starts = tuple(sorted(pairs[at] for at in alone.column[best].tolist()))
    if not _works(given, starts):
        return Exact(None, 0, most * made.step)
    return Exact(starts, alone.gain(best) * made.step, most * made.step)


def _begin(prepared: object, made: Program, begin: tuple[tuple[int, int], ...]) -> None:
    column = {
        (request, start): at
        for at, (request, start) in enumerate(zip(made.request.tolist(), made.start.tolist(), strict=True))
    }
    values = np.zeros(len(made.gains))
    for pair in begin:
        if pair in column:
            values[column[pair]] = 1.0
    known = highspy.HighsSolution()
    known.col_value = values.tolist()
    prepared.setSolution(known)  # type: ignore[attr-defined]


def _works(given: Choice, chosen: tuple[tuple[int, int], ...]) -> bool:
    """Whether the plan holds in integers: enough of every team and the budget, and nobody before what it waits for."""
    table = Timetable(given.problem)
    table.keep_fixed()
    for number, t in sorted(chosen, key=lambda pair: (pair[1], pair[0])):
        opens = table.opens(number)
        if opens is None or t < opens or table.earliest(table.shapes[number], t, t) is None:
            return False
        table.put(number, t)
    return True
