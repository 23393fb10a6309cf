"""Heavy work as a function from state to state: what a process of its own does, slice by slice. Pure."""

import os
from dataclasses import dataclass
from typing import Any, TypeAlias

from domain.calculation.kinds import CalculationKind
from domain.calculation.results import FoundForecast, FoundMaximum, forecast_found, maximum_found
from domain.planning.optimum import Seeking, seeking, sought
from domain.planning.rules import Plan, Problem
from domain.planning.simulation import Simulation, Uncertainty, simulated, simulation

BACKGROUND = 10  # how much a process of heavy work steps back behind those that answer people


@dataclass(frozen=True)
class Forecasting:
    """A forecast under way. sample: how many finished pieces of work the spread of efforts comes from."""

    problem: Problem
    uncertainty: Uncertainty
    sample: int
    state: Simulation

    @property
    def progress(self) -> int:
        return self.state.progress

    @property
    def step(self) -> str:
        return f"{self.state.tries} of {self.state.all_tries} plans simulated."


@dataclass(frozen=True)
class Maximising:
    """A search for the plan of most value under way; `plan` is the one that follows the owners' order."""

    problem: Problem
    plan: Plan
    state: Seeking

    @property
    def progress(self) -> int:
        return self.state.progress

    @property
    def step(self) -> str:
        return self.state.step


Work: TypeAlias = Forecasting | Maximising
Found: TypeAlias = FoundForecast | FoundMaximum


def begun(
    kind: CalculationKind, problem: Problem, plan: Plan, *, uncertainty: Uncertainty, sample: int, tries: int
) -> Work:
    """The work before its first slice."""
    if kind is CalculationKind.FORECAST:
        return Forecasting(problem, uncertainty, sample, simulation(problem, tries))
    return Maximising(problem, plan, seeking(problem, plan))


def advanced(work: Work) -> tuple[Work, dict[str, Any] | None]:
    """One slice further, and the result as it is kept once there is one."""
    if isinstance(work, Forecasting):
        found = Forecasting(
            work.problem, work.uncertainty, work.sample, simulated(work.state, work.problem, work.uncertainty)
        )
        return found, forecast_found(found.problem, found.state, found.sample).kept if found.state.done else None
    state = sought(work.state)
    made = Maximising(work.problem, work.plan, state)
    if state.result is None:
        return made, None
    return made, maximum_found(work.problem, work.plan, state.result).kept


def advanced_in_background(work: Work) -> tuple[Work, dict[str, Any] | None]:
    """One slice in a process of its own, which lets everything else go first."""
    step_back()
    return advanced(work)


_stepped_back = False


def step_back() -> None:
    """Lower this process's priority, once."""
    global _stepped_back
    if not _stepped_back and hasattr(os, "nice"):
        os.nice(BACKGROUND)
    _stepped_back = True
