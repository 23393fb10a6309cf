"""`python -m bench [--quick] [--json FILE]`: order, plan and options for growing portfolios, medians of several rounds.

Times are of this machine and of this run; what carries over is how they grow. Memory is the peak that Python allocated.
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
from domain.decisions.options import options
from domain.planning.replan import replanned
from domain.planning.rules import commit_line
from domain.planning.schedule import scheduled
from domain.ranking.order import portfolio_order

SIZES = (100, 1_000, 10_000)


def median_ms(work: Callable[[], object], rounds: int) -> float:
    """The median wall time of several rounds, in milliseconds."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return round(statistics.median(times), 2)


def measured(requests: int, rounds: int) -> dict[str, Any]:
    """One row: what a portfolio of this size costs."""
    lists, works = unit_lists(requests)
    case = problem(lists, works)
    plan = scheduled(case)
    outside = [entry.request for entry in plan.entries if entry.start is None][:5]
    tracemalloc.start()
    scheduled(problem(lists, works))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return {
        "requests": requests,
        "order ms": median_ms(lambda: portfolio_order(lists), rounds),
        "plan ms": median_ms(lambda: commit_line(scheduled(case)), rounds),
        "stable replan ms": median_ms(lambda: replanned(case, plan), rounds),
        "all options of one request ms": round(
            statistics.median([median_ms(partial(options, case, plan, one), 1) for one in outside]), 2
        )
        if outside
        else None,
        "planned": len(plan.starts),
        "peak MB": round(peak / 1e6, 1),
    }


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, and not the largest portfolio")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures here")
    asked = parser.parse_args()
    sizes, rounds = (SIZES[:2], 3) if asked.quick else (SIZES, 7)
    found = []
    print(f"{TEAMS} teams, {SHOWN} months shown, {KNOWN} known; medians of {rounds} rounds")
    for size in sizes:
        row = measured(size, rounds)
        found.append(row)
        if len(found) == 1:
            print(" | ".join(row))
        print(" | ".join("" if value is None else f"{value:>{len(name)}}" for name, value in row.items()), flush=True)
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
