"""The smallest set of requests that frees enough, exactly.

A covering problem per start: each short cell (row, period) must be freed by the chosen requests together,
and whoever depends on a chosen one goes with it. Solved as a small integer program by HiGHS; amounts are
integers (decidays, cents), and every answer is checked in integers and reduced until no member can stay
away.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import highspy
import numpy as np

Cell = tuple[int, int]
MOST_CUTS = 5


class Aim(StrEnum):
    """What "smallest" means: least value deferred, or fewest requests."""

    LEAST_VALUE = "least_value"
    FEWEST = "fewest"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A planned request that could give way.

    cost: cents that are lost if it leaves the plan, at least 1. cover: what it frees in each short cell.
    drags: the planned requests that directly depend on it.
    """

    number: int
    cost: int
    cover: Mapping[Cell, int]
    drags: tuple[int, ...] = ()


def covers(needs: Mapping[Cell, int], chosen: Iterable[Candidate]) -> bool:
    """Whether a set frees every short cell, and takes along whoever depends on it."""
    members = tuple(chosen)
    numbers = {one.number for one in members}
    return all(sum(one.cover.get(cell, 0) for one in members) >= need for cell, need in needs.items()) and all(
        drag in numbers for one in members for drag in one.drags
    )


def measure(chosen: Iterable[Candidate], aim: Aim) -> tuple[int, int]:
    """How large a set is: (value, number) or (number, value)."""
    members = tuple(chosen)
    value = sum(one.cost for one in members)
    return (value, len(members)) if aim is Aim.LEAST_VALUE else (len(members), value)


def closed(pool: Mapping[int, Candidate]) -> dict[int, Candidate]:
    """The candidates that can really go: all that depend on them are in the pool as well."""
    left = dict(pool)
    while stuck := [one.number for one in left.values() if any(drag not in left for drag in one.drags)]:
        for number in stuck:
            del left[number]
    return left


def at_least(needs: Mapping[Cell, int], pool: Mapping[int, Candidate], aim: Aim) -> float:
    """A floor under the size of any set for these needs, from each cell alone; infinite when the pool
    cannot do it.
    """
    floor = 0.0
    for cell, need in needs.items():
        helping = [(one.cost, one.cover[cell]) for one in pool.values() if one.cover.get(cell)]
        if aim is Aim.FEWEST:
            helping = [(1, gain) for _, gain in helping]
        helping.sort(key=lambda one: one[0] / one[1])
        left, total = need, 0.0
        for cost, gain in helping:
            part = min(1.0, left / gain)
            total += cost * part
            left -= min(left, gain)
            if not left:
                break
        if left:
            return float("inf")
        floor = max(floor, total)
    return floor


def smallest_set(needs: Mapping[Cell, int], pool: Mapping[int, Candidate], aim: Aim) -> frozenset[int] | None:
    """The smallest set of the pool that frees every short cell; None when there is none.

    The pool must be closed. Ties in value go to fewer requests, ties in number to less value.
    """
    if not needs:
        return frozenset()
    wanted = relevant(needs, pool)
    if not covers(needs, wanted.values()):
        return None
    if aim is Aim.FEWEST:
        single = min(
            (one for one in wanted.values() if covers(needs, (one,))),
            key=lambda one: (one.cost, one.number),
            default=None,
        )
        if single is not None:
            return frozenset({single.number})
    numbers = sorted(wanted)
    refused: list[list[int]] = []
    for _ in range(MOST_CUTS):
        found = solved(needs, wanted, numbers, aim, refused)
        if found is None:
            return None
        if covers(needs, (wanted[number] for number in found)):
            return reduced(needs, wanted, found)
        refused.append([place for place, number in enumerate(numbers) if number not in found])
    return None


def relevant(needs: Mapping[Cell, int], pool: Mapping[int, Candidate]) -> dict[int, Candidate]:
    """The candidates that free something, and those that they drag along."""
    stack = [one.number for one in pool.values() if any(cell in needs for cell in one.cover)]
    found: dict[int, Candidate] = {}
    while stack:
        number = stack.pop()
        if number not in found:
            found[number] = pool[number]
            stack.extend(pool[number].drags)
    return found


def reduced(needs: Mapping[Cell, int], pool: Mapping[int, Candidate], chosen: frozenset[int]) -> frozenset[int]:
    """A set from which nobody can be left out, dearest first."""
    left = set(chosen)
    for number in sorted(chosen, key=lambda one: (-pool[one].cost, one)):
        if covers(needs, (pool[one] for one in left - {number})):
            left.remove(number)
    return frozenset(left)


def solved(
    needs: Mapping[Cell, int],
    pool: Mapping[int, Candidate],
    numbers: list[int],
    aim: Aim,
    refused: list[list[int]],
) -> frozenset[int] | None:
    """The integer program: minimise the size; cover every cell; take dependents along; leave out refused
    answers.

    refused: for each answer that failed the check in integers, the columns that it left out: one of them
    must join.
    """
    column = {number: place for place, number in enumerate(numbers)}
    total = sum(one.cost for one in pool.values()) + 1
    if aim is Aim.LEAST_VALUE:  # the second term breaks ties and stays far below one cent in a thousand million
        sizes = [pool[number].cost / total + 1e-9 for number in numbers]
    else:
        sizes = [1.0 + pool[number].cost / total / 2 for number in numbers]
    rows: list[tuple[float, list[int], list[float]]] = []
    for cell, need in needs.items():
        entries = [
            (column[one.number], min(one.cover[cell], need) / need) for one in pool.values() if one.cover.get(cell)
        ]
        rows.append((1.0, [at for at, _ in entries], [gain for _, gain in entries]))
    for one in pool.values():
        rows.extend((0.0, [column[drag], column[one.number]], [1.0, -1.0]) for drag in one.drags)
    rows.extend((1.0, left_out, [1.0] * len(left_out)) for left_out in refused)

    model = highspy.HighsLp()
    count = len(numbers)
    model.num_col_, model.num_row_ = count, len(rows)
    model.col_cost_ = np.array(sizes)
    model.col_lower_, model.col_upper_ = np.zeros(count), np.ones(count)
    model.row_lower_ = np.array([floor for floor, _, _ in rows])
    model.row_upper_ = np.full(len(rows), highspy.kHighsInf)
    model.integrality_ = [highspy.HighsVarType.kInteger] * count
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.cumsum([0, *(len(at) for _, at, _ in rows)], dtype=np.int32)
    model.a_matrix_.index_ = np.array([place for _, at, _ in rows for place in at], dtype=np.int32)
    model.a_matrix_.value_ = np.array([gain for _, _, gains in rows for gain in gains])
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, setting in (
        ("output_flag", False),
        ("threads", 1),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 1e-10),
        ("mip_feasibility_tolerance", 1e-9),
    ):
        solver.setOptionValue(name, setting)
    solver.passModel(model)
    # a second number of threads in one process makes run() fail and leaves zeros behind: never trust it unasked
    if solver.run() == highspy.HighsStatus.kError:
        raise RuntimeError("HiGHS could not run")
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    values = solver.getSolution().col_value
    return frozenset(number for number in numbers if values[column[number]] > 0.5)
