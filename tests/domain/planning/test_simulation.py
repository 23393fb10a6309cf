"""Forecasts: the plan's own rules in every try, the same for the same data, and honest about deadlines."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from domain.planning.rules import Problem, Team, Work
from domain.planning.schedule import scheduled
from domain.planning.simulation import (
    ASSUMED_RESIDUALS,
    Outlook,
    Simulation,
    Uncertainty,
    outlooks,
    simulated,
    simulation,
)
from tests.domain.planning.cases import drawn, with_fixed
from tests.support.cases import CASES, each_case

SURE = Uncertainty((1.0,), (), 0.0)


def finished(problem: Problem, uncertainty: Uncertainty = SURE, tries: int = 2) -> Simulation:
    state = simulation(problem, tries)
    while not state.done:
        state = simulated(state, problem, uncertainty)
    return state


def one(problem: Problem, request: str, uncertainty: Uncertainty, tries: int = 400) -> Outlook:
    return next(each for each in outlooks(finished(problem, uncertainty, tries), problem) if each.request == request)


@each_case(90_000, cases=CASES // 2)
def test_with_efforts_as_planned_every_try_is_the_plan(chance: Random) -> None:
    problem = drawn(chance, dependencies=chance.random() < 0.7)
    if chance.random() < 0.5:
        problem = with_fixed(chance, problem, dict(scheduled(problem).starts))
    plan = scheduled(problem)
    for entry, counts in zip(plan.entries, finished(problem).counts.tolist(), strict=True):
        found = [period for period, count in enumerate(counts) if count]
        assert found == ([] if entry.finish is None else [entry.finish])
        assert sum(counts) in (0, 2)


def test_the_same_data_give_the_same_forecast_however_it_is_sliced() -> None:
    problem = drawn(Random(3), dependencies=True)
    uncertainty = Uncertainty(common=(("X", 0.2),), otherwise=0.1)
    assert np.array_equal(finished(problem, uncertainty, 120).counts, finished(problem, uncertainty, 120).counts)
    half = finished(problem, uncertainty, 50).counts
    assert np.array_equal(simulated(simulation(problem, 120), problem, uncertainty).counts, half)


def test_the_chance_follows_from_how_efforts_come_out() -> None:
    problem = Problem((Team("T", (10, 10, 10)),), (Work("r", "u", (("T", 10),), duration=1, deadline=0),), horizon=2)
    found = one(problem, "r", Uncertainty((1.0, 1.0, 1.0, 1.9), (), 0.0))
    assert found.chance == 1.0  # in the second month at the latest
    assert found.by_deadline == pytest.approx(0.75, abs=0.06)
    assert (found.p50, found.p80, found.p85, found.p90) == (0, 1, 1, 1)


def test_a_team_that_is_slow_is_slow_with_everything() -> None:
    works = tuple(Work(f"r{number}", "u", (("T", 10),), duration=1) for number in range(10))
    problem = Problem((Team("T", (10,) * 20),), works, horizon=12)
    spread = {
        name: np.std(
            [p for p, count in enumerate(finished(problem, how, 400).counts[-1].tolist()) for _ in range(count)]
        )
        for name, how in {
            "own": Uncertainty((0.7, 0.9, 1.1, 1.4), (), 0.0),
            "common": Uncertainty((1.0,), (("T", 0.3),), 0.0),
        }.items()
    }
    assert spread["common"] > spread["own"]


def test_of_running_work_only_what_remains_is_in_question() -> None:
    work = Work("r", "u", (("T", 40),), duration=4, fixed=-3, underway=True)
    problem = Problem((Team("T", (10,) * 6),), (work,), horizon=4)
    found = one(problem, "r", Uncertainty((1.0, 2.0), (), 0.0))
    assert found.p50 == 0
    assert found.p90 == 1  # ten remain: one month, or two when they come out at twenty
    assert one(replace(problem, works=(replace(work, fixed=0),)), "r", Uncertainty((2.0,), (), 0.0)).p50 is None


def test_quantiles_never_fall_and_chances_are_shares() -> None:
    for seed in range(40):
        problem = drawn(Random(seed), dependencies=True)
        for found in outlooks(finished(problem, Uncertainty(), 60), problem):
            known = [period for period in (found.p50, found.p80, found.p85, found.p90) if period is not None]
            assert known == sorted(known)
            assert 0 <= found.chance <= 1
            assert (found.by_deadline is None) == (
                next(work.deadline for work in problem.works if work.request == found.request) is None
            )


def test_what_is_assumed_without_a_record_is_said_to_be_usual() -> None:
    assert len(ASSUMED_RESIDUALS) == 20
    assert np.exp(np.mean(np.log(ASSUMED_RESIDUALS))) == pytest.approx(1.15, abs=0.01)
    assert np.std(np.log(ASSUMED_RESIDUALS)) == pytest.approx(0.35, abs=0.03)
