"""Public benchmark cases through the product's own rules, with the answer as JSON."""

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from api.cases import orlib, pabulib, preflib, psplib
from api.cases.broken import Broken
from api.cli.refusals import Refused
from api.settings import Settings
from domain.errors import DomainError
from domain.planning.optimum import Optimum, ended, seeking, sought
from domain.planning.schedule import scheduled
from domain.planning.shortest import shortest
from domain.ranking.equal_shares import equal_shares
from domain.ranking.ranked_pairs import ranked_pairs

LARGEST_FILE = 64 * 1024 * 1024
# What a file may take on a busy machine, so that the answer is there within a minute in any case.
SECONDS = 49.0
TIMETABLE_SECONDS = 20.0
TRIED_FROM_A_BOUND = 300_000  # timetables after which another one is hardly ever shorter
UNLIMITED_NODES = 2**31 - 1  # here the clock alone ends the proof


def bench_case(settings: Settings, asked: argparse.Namespace) -> int:
    """Answer a published case: the form follows from the file's name."""
    answer = _ANSWERS.get(asked.file.suffix.lower())
    if answer is None:
        raise Refused(f"{asked.file.name} is of no known form; known are {', '.join(_ANSWERS)}.")
    try:
        print(json.dumps(answer(_text(asked.file)), ensure_ascii=False))
    except (Broken, DomainError) as wrong:
        raise Refused(f"{asked.file.name}: {wrong}") from None
    return 0


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise Refused(f"{file} is larger than {LARGEST_FILE // 2**20} MB.")
        return file.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as wrong:
        raise Refused(f"{file} cannot be read: {wrong.strerror}.") from None


def _knapsacks(text: str, *, counted: bool = False) -> dict[str, Any]:
    """The plan of most value: {"optimum": …}; of a file with several cases {"cases": [{"optimum": …}, …]}."""
    cases = orlib.knapsacks(text, counted=counted)
    until = time.monotonic() + SECONDS
    answers = []
    for number, case in enumerate(cases):
        left = max(0.5, until - time.monotonic()) / (len(cases) - number)
        answers.append({"optimum": _optimum(case, left)})
    return answers[0] if len(answers) == 1 else {"cases": answers}


def _optimum(case: orlib.Knapsack, seconds: float) -> dict[str, Any]:
    problem, unit = orlib.problem(case)
    begun = time.monotonic()
    state = replace(seeking(problem, scheduled(problem)), nodes=UNLIMITED_NODES)
    while state.result is None:
        # All that is left may go to the proof, which finds the better plans as well.
        state = sought(replace(state, seconds=max(0.5, begun + seconds - time.monotonic())))
        if state.result is None and state.search is not None and time.monotonic() - begun > seconds:
            state = ended(state)
    found: Optimum = state.result
    return {
        "value": _number(Decimal(found.value) / unit),
        "proved": found.proved,
        "gap": found.gap,
        "bound": _number(Decimal(found.bound) / unit),
        "chosen": [int(request.removeprefix("item-")) for request, _ in found.starts],
    }


def _number(amount: Decimal) -> int | float:
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def _election(text: str) -> dict[str, Any]:
    """What equal shares of the budget buy, in the order of buying."""
    election = pabulib.election(text)
    selected = equal_shares(election.shares, election.projects).selected
    cost = sum(election.costs[project] for project in selected)
    return {"equalShares": {"selected": list(selected), "cost": float(cost), "budget": float(election.budget)}}


def _ballots(text: str) -> dict[str, Any]:
    """One order from all ballots, best first, by the numbers of the alternatives."""
    given = preflib.ballots(text)
    found = ranked_pairs(given.ballots, [str(one) for one in given.alternatives])
    order = [int(one) for one in found.order]
    return {"rankedPairs": {"order": order, "names": [given.names.get(one, str(one)) for one in order]}}


def _project(text: str) -> dict[str, Any]:
    """The periods until everything is finished, planned in the best order found."""
    problem = psplib.problem(psplib.project(text))
    until = time.monotonic() + TIMETABLE_SECONDS
    found = shortest(problem, go_on=lambda tried: tried < TRIED_FROM_A_BOUND and time.monotonic() < until)
    plan = scheduled(replace(problem, works=tuple(problem.works[number] for number in found.order)))
    makespan = max((entry.finish + 1 for entry in plan.entries if entry.finish is not None), default=0)
    return {
        "timetable": {
            "makespan": makespan,
            "bound": found.bound,
            "proved": found.proved,
            "starts": {
                str(request): start for request, start in sorted(plan.starts.items(), key=lambda one: int(one[0]))
            },
        }
    }


_ANSWERS: dict[str, Callable[[str], dict[str, Any]]] = {
    ".txt": partial(_knapsacks, counted=True),
    ".dat": _knapsacks,
    ".pb": _election,
    ".soc": _ballots,
    ".soi": _ballots,
    ".toc": _ballots,
    ".toi": _ballots,
    ".sm": _project,
}
