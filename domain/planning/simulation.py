"""How likely each request is finished when: the plan made many times over with efforts as they could come out.

Monte Carlo through the rules of the plan itself (serial schedule generation in the portfolio order). In every try each
request's effort is what is planned for it, times what its own work could come out at, times what all work of the team
shares; its duration grows with the effort. A start is chosen as the plan would, by the planned duration; what takes
longer then finishes later, in or after its deadline. Running work keeps its days and has only its remaining effort in
question.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from domain.planning.rules import Problem
from domain.planning.simulated_table import SimulatedTable
from domain.planning.timetable import Timetable

SEED = 20
TRIES_AT_ONCE = 50
# Without a record: what finished work of this kind usually shows, log-normal with median 1.15 and spread 0.35.
_DEVIATIONS = (0.06, 0.19, 0.32, 0.45, 0.6, 0.76, 0.93, 1.15, 1.44, 1.96)
ASSUMED_RESIDUALS = tuple(
    round(1.15 * float(np.exp(0.35 * sign * deviation)), 3) for sign in (-1, 1) for deviation in _DEVIATIONS
)
THOUSANDTHS = 1000
LEAST, MOST = 100, 10_000  # a tenth and ten times, in thousandths: what a factor is cut to

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """How efforts come out beside what is planned for them.

    residuals: actual ÷ planned of past work, each as likely as the others. common: by team, the standard deviation on
    the logarithmic scale of what all its work shares; otherwise: the same of a team that is not named.
    """

    residuals: tuple[float, ...] = ASSUMED_RESIDUALS
    common: tuple[tuple[str, float], ...] = ()
    otherwise: float = 0.0


@dataclass(frozen=True)
class Simulation:
    """How far the simulation is. counts[work][period]: in how many tries it finished then; the last column is later
    than all periods known. Tries in which it found no place are in none.
    """

    tries: int
    all_tries: int
    counts: Ints

    @property
    def done(self) -> bool:
        return self.tries >= self.all_tries

    @property
    def progress(self) -> int:
        """Per cent."""
        return 100 * self.tries // self.all_tries


@dataclass(frozen=True, slots=True)
class Outlook:
    """When one request finishes: chance within the months shown and by its deadline, 0 to 1; periods by which so many
    of a hundred tries had it finished, None when fewer did within the periods known.
    """

    request: str
    chance: float
    by_deadline: float | None
    p50: int | None
    p80: int | None
    p85: int | None
    p90: int | None


def simulation(problem: Problem, tries: int) -> Simulation:
    """Begin: nothing was tried yet."""
    return Simulation(0, tries, np.zeros((len(problem.works), problem.periods + 1), dtype=np.int64))


def simulated(state: Simulation, problem: Problem, uncertainty: Uncertainty) -> Simulation:
    """One slice further: some tries more. The same state always gives the same next one."""
    tries = min(TRIES_AT_ONCE, state.all_tries - state.tries)
    chance = np.random.Generator(np.random.PCG64(np.random.SeedSequence([SEED, state.tries])))
    planned = Timetable(problem)
    table = SimulatedTable(problem, planned, _factors(chance, problem, planned, uncertainty, tries))
    finishes = table.finishes()
    counts = state.counts.copy()
    last = problem.periods
    for number in range(len(problem.works)):
        found = finishes[number]
        counts[number] += np.bincount(np.clip(found[found >= 0], 0, last), minlength=last + 1)
    return replace(state, tries=state.tries + tries, counts=counts)


def outlooks(state: Simulation, problem: Problem) -> tuple[Outlook, ...]:
    """What the tries so far say about each request, in the order of the works."""
    found = []
    for work, counts in zip(problem.works, state.counts, strict=True):
        reached = np.cumsum(counts[:-1]).tolist()
        found.append(
            Outlook(
                work.request,
                _share(reached, problem.horizon - 1, state.tries),
                None if work.deadline is None else _share(reached, work.deadline, state.tries),
                _period(reached, 50, state.tries),
                _period(reached, 80, state.tries),
                _period(reached, 85, state.tries),
                _period(reached, 90, state.tries),
            )
        )
    return tuple(found)


def _share(reached: Sequence[int], period: int, tries: int) -> float:
    return 0.0 if period < 0 or not reached else int(reached[min(period, len(reached) - 1)]) / tries


def _period(reached: Sequence[int], percent: int, tries: int) -> int | None:
    return next((period for period, count in enumerate(reached) if count * 100 >= percent * tries), None)


def _factors(
    chance: np.random.Generator, problem: Problem, planned: Timetable, uncertainty: Uncertainty, tries: int
) -> dict[int, Ints]:
    """For each work and each of its teams, by row: what its effort comes out at in every try, in thousandths.

    Rounded to thousandths, so that the last bit of a logarithm never moves a date.
    """
    common: Mapping[str, float] = dict(uncertainty.common)
    spread = np.array([common.get(team.team, uncertainty.otherwise) for team in problem.teams])
    shared = np.exp(chance.standard_normal((tries, len(problem.teams))) * spread)
    residuals = np.array(uncertainty.residuals)
    drawn = residuals[chance.integers(0, len(residuals), (len(problem.works), tries))]
    found: dict[int, Ints] = {}
    for number, shape in enumerate(planned.shapes):
        rows = [row for row, _ in shape.rows if row < len(problem.teams)]
        factors = np.rint(drawn[number][:, None] * shared[:, rows] * THOUSANDTHS)
        found[number] = np.clip(factors, LEAST, MOST).astype(np.int64).T
    return found
