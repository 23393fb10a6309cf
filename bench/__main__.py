"""`python -m bench [--quick] [--json FILE]`: what the engine takes and how good its plans are, beside their peers.

Times are of this machine and of this run; what carries over is how they grow, and the ratios. Memory is the peak that
Python allocated for order, plan and commit line.
"""

import argparse
import json
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from bench.portfolios import KNOWN, SHOWN, TEAMS, problem, unit_lists
from bench.quality import compared, small_cases
from domain.decisions.options import options
from domain.planning.replan import replanned
from domain.planning.rules import commit_line
from domain.planning.schedule import scheduled
from domain.ranking.order import portfolio_order

SIZES = (100, 1_000, 10_000)
# How long HiGHS may work on each portfolio: enough to be fair at the sizes at which it can compete.
SOLVER_SECONDS, QUICK_SOLVER_SECONDS = 60.0, 15.0


def times_ms(work: Callable[[], object], rounds: int) -> list[float]:
    """The wall times of several rounds, in milliseconds."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return times


def median_ms(work: Callable[[], object], rounds: int) -> float:
    """The median of several rounds, in milliseconds."""
    return round(statistics.median(times_ms(work, rounds)), 2)


def median_cpu_ms(work: Callable[[], object], rounds: int) -> float:
    """The median processor time of several rounds: what others do on the machine is not in it."""
    times = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        times.append((time.process_time() - began) * 1000)
    return round(statistics.median(times), 2)


def p95(times: list[float]) -> float:
    """The time that 95 of 100 rounds keep; of few rounds the slowest."""
    return round(sorted(times)[min(len(times) - 1, -(-95 * len(times) // 100))], 2)


def measured(requests: int, rounds: int) -> dict[str, Any]:
    """One row: what a portfolio of this size costs."""
    lists, works = unit_lists(requests)
    case = problem(lists, works)
    plan = scheduled(case)
    outside = [entry.request for entry in plan.entries if entry.start is None][:5]

    def all_of_it() -> None:
        commit_line(scheduled(problem(lists, works)))

    tracemalloc.start()
    all_of_it()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return {
        "requests": requests,
        "order ms": median_ms(lambda: portfolio_order(lists), rounds),
        "plan ms": median_ms(lambda: commit_line(scheduled(case)), rounds),
        "order + plan p95 ms": p95(times_ms(all_of_it, rounds * 3)),
        "its CPU ms": median_cpu_ms(all_of_it, rounds),
        "stable replan ms": median_ms(lambda: replanned(case, plan), rounds),
        "all options of one request ms": round(
            statistics.median([median_ms(partial(options, case, plan, one), 1) for one in outside]), 2
        )
        if outside
        else None,
        "planned": len(plan.starts),
        "peak MB": round(peak / 1e6, 1),
    }


def shown(rows: list[dict[str, Any]], title: str) -> None:
    """A table under its title, each column as wide as its name."""
    print(f"\n{title}")
    print(" | ".join(rows[0]))
    for row in rows:
        print(" | ".join("" if value is None else f"{value!s:>{len(name)}}" for name, value in row.items()), flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, and the largest portfolio only timed")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures here")
    asked = parser.parse_args()
    rounds = 3 if asked.quick else 7
    limit = QUICK_SOLVER_SECONDS if asked.quick else SOLVER_SECONDS
    found: dict[str, Any] = {}
    found["times"] = [measured(size, rounds) for size in SIZES]
    shown(found["times"], f"{TEAMS} teams, {SHOWN} months shown, {KNOWN} known; medians of {rounds} rounds")
    found["small"] = [small_cases()]
    shown(found["small"], "Seven requests: the plan of most value beside every plan there is")
    found["value"] = [
        compared(size, solver_seconds=limit, tries=100 if asked.quick or size > SIZES[1] else 500)
        for size in (SIZES[:2] if asked.quick else SIZES)
    ]
    shown(
        found["value"],
        f"The plan of most value, as shares of what no plan can exceed, beside HiGHS alone for {limit:.0f} s",
    )
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
