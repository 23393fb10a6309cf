"""How good the plan of most value is: beside HiGHS, every plan there is, and what none can exceed."""

import time
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

from bench.portfolios import problem, unit_lists
from domain.planning.exact import exact
from domain.planning.gain import Choice, choice, gain
from domain.planning.optimum import Seeking, optimum, seeking, sought
from domain.planning.rules import Plan, Problem, Team, Work
from domain.planning.schedule import scheduled
from domain.planning.simulation import Uncertainty, simulated, simulation
from domain.planning.timetable import Timetable
from domain.planning.value_program import program

UNLIMITED_NODES = 2**31 - 1
SMALL_CASES = 40


def seconds(work: Callable[[], object]) -> float:
    """What it takes once, in seconds."""
    began = time.perf_counter()
    work()
    return round(time.perf_counter() - began, 2)


def compared(requests: int, *, solver_seconds: float, tries: int) -> dict[str, Any]:
    """One row: the owners' plan, ours and HiGHS's by value, as shares of what no plan can exceed; and a forecast."""
    lists, works = unit_lists(requests)
    case = problem(lists, works)
    plan = scheduled(case)
    states: list[Seeking] = []
    ours = seconds(lambda: states.append(_sought(case, plan)))
    found = states[0].result
    assert found is not None
    row: dict[str, Any] = {
        "requests": requests,
        "order %": _share(found.order_value, found.bound),
        "best %": _share(found.value, found.bound),
        "gap %": round(100 * found.gap, 2),
        "proved": found.proved,
        "price of order %": round(100 * (found.price_of_order or 0.0), 1),
        "seconds": ours,
    }
    given = choice(case, plan)
    row |= _by_solver(given, found.bound, solver_seconds)
    row["forecast seconds"] = seconds(lambda: _forecast(case, tries))
    row["tries"] = tries
    return row


def _sought(case: Problem, plan: Plan) -> Seeking:
    state = seeking(case, plan)
    while state.result is None:
        state = sought(state)
    return state


def _forecast(case: Problem, tries: int) -> None:
    state = simulation(case, tries)
    while not state.done:
        state = simulated(state, case, Uncertainty(otherwise=0.1))


def _by_solver(given: Choice, bound: int, limit: float) -> dict[str, Any]:
    """The same program by HiGHS alone, from nothing, for as long as the limit allows."""
    made = program(given.problem)
    assert made is not None
    began = time.perf_counter()
    found = exact(given, made, (), seconds=limit, nodes=UNLIMITED_NODES)
    return {
        "HiGHS %": None if found.starts is None else _share(found.gain, bound),
        "HiGHS seconds": round(time.perf_counter() - began, 2),
        "columns": len(made.gains),
    }


def _share(value: int, bound: int) -> float:
    return round(100 * value / bound, 2) if bound else 100.0


def small_cases() -> dict[str, Any]:
    """Portfolios of seven requests: how often the plan of most value is the best of all plans, and is proved so."""
    best = proved = 0
    times = {"seconds": 0.0, "brute force seconds": 0.0}
    for seed in range(SMALL_CASES):
        case = _small(Random(seed))
        began = time.perf_counter()
        found = optimum(case, scheduled(case))
        between = time.perf_counter()
        most = _best_of_all(case)
        times["seconds"] += between - began
        times["brute force seconds"] += time.perf_counter() - between
        best += found.value == most
        proved += found.proved
    return {"cases": SMALL_CASES, "best": best, "proved": proved} | {
        name: round(each, 2) for name, each in times.items()
    }


def _small(chance: Random) -> Problem:
    teams = tuple(Team(f"T{number}", tuple(chance.randint(8, 14) for _ in range(4))) for number in range(2))
    works = tuple(
        Work(
            f"r{number}",
            "u",
            tuple((team.team, chance.randint(2, 9)) for team in teams if chance.random() < 0.8),
            value=chance.randint(1, 50),
            duration=chance.choice((1, 1, 2)),
        )
        for number in range(7)
    )
    return Problem(teams, works, horizon=4)


def _best_of_all(case: Problem) -> int:
    """What the best of all plans gains, by trying every one of them."""
    table = Timetable(replace(case))
    best = 0

    def tried(number: int, gained: int) -> None:
        nonlocal best
        if number == len(case.works):
            best = max(best, gained)
            return
        tried(number + 1, gained)
        shape = table.shapes[number]
        for t in range(shape.last + 1):
            if table.earliest(shape, t, t) is not None:
                table.put(number, t)
                tried(number + 1, gained + gain(case, case.works[number], t + shape.duration - 1))
                table.lift(number)

    tried(0, 0)
    return best
