"""What following a past plan gave up or gained against the plan of most value, by what came true since. Pure.

Only requests whose value is measured are weighed; everybody else stays where the plan had them, so that the question is
who should have had those days instead. The best plans are searched for and not proved, so the figures are approximate.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.planning.gain import choice, gain
from domain.planning.rules import Plan, Problem, Work
from domain.planning.timetable import Timetable
from domain.planning.value_search import advanced, begun
from domain.realisation.regret import Parts, Regret, parts_of, spoken
from domain.wording import money

MOST_MOVES = 2_000  # of the search for a better plan; enough for a few dozen requests


@dataclass(frozen=True, slots=True)
class Weighed:
    """A past plan weighed: what it brought by what came true, and the best by the promises and by what came true."""

    chosen: int
    best_by_promises: int
    best_by_truth: int
    requests: int

    @property
    def parts(self) -> Parts:
        return parts_of(self.best_by_truth, self.best_by_promises, self.chosen)


def weighed_plan(
    problem: Problem, starts: Mapping[str, int], realised: Mapping[str, int], *, moves: int = MOST_MOVES
) -> Weighed:
    """Weigh a plan (starts by request) whose works have their promised value by what came true, cents a period."""
    held = _with_the_unmeasured_held(problem, starts, realised)
    truth = replace(held, works=tuple(_true(work, realised) for work in held.works))
    plan = _standing(held, starts)
    duration = _durations(held)

    def brought(by: Mapping[str, int]) -> int:
        return sum(
            gain(truth, work, by[work.request] + duration[work.request] - 1)
            for work in truth.works
            if work.request in realised and work.request in by
        )

    by_promises, by_truth = (brought(_best(each, plan, starts, moves)) for each in (held, truth))
    chosen = brought(starts)
    return Weighed(chosen, by_promises, max(chosen, by_promises, by_truth), len(realised))


def regret_of_plan(weighed: Weighed) -> Regret:
    """The regret of a plan in words."""
    known = weighed.parts
    said = (
        f"Weighed by what came true of {weighed.requests} requests, the plan brought {money(weighed.chosen)};"
        f" the best that was found brings {money(weighed.best_by_truth)}."
    )
    facts = (
        f"The plan that followed the owners' order: {money(weighed.chosen)} by what came true.",
        f"The best plan by the promises: {money(weighed.best_by_promises)} by what came true.",
        f"The best plan by what came true: {money(weighed.best_by_truth)}.",
    )
    return Regret(known, -known.total, True, f"{said} {spoken(known)}".strip(), facts)


def _true(work: Work, realised: Mapping[str, int]) -> Work:
    return replace(work, value=realised[work.request]) if work.request in realised else work


def _with_the_unmeasured_held(problem: Problem, starts: Mapping[str, int], realised: Mapping[str, int]) -> Problem:
    """Requests that are not measured keep their months; those that had none are left out."""
    there = [work for work in problem.works if work.request in starts]
    known = {work.request for work in there}
    works = tuple(
        replace(
            work,
            after=tuple(one for one in work.after if one in known),
            fixed=None if work.request in realised else starts[work.request],
        )
        for work in there
    )
    return replace(problem, works=works)


def _standing(problem: Problem, starts: Mapping[str, int]) -> Plan:
    """The past plan as it stood."""
    table = Timetable(problem)
    for number, work in enumerate(table.works):
        table.put(number, starts[work.request])
    return table.plan()


def _durations(problem: Problem) -> Mapping[str, int]:
    table = Timetable(problem)
    return {work.request: shape.duration for work, shape in zip(table.works, table.shapes, strict=True)}


def _best(problem: Problem, plan: Plan, starts: Mapping[str, int], moves: int) -> Mapping[str, int]:
    """The starts of the plan of most value that a short search finds; of held requests as they were."""
    given = choice(problem, plan)
    search = begun(given)
    search = replace(search, all_moves=min(search.all_moves, moves))
    while not search.done:
        search = advanced(search, given)
    free = {work.request for work in given.problem.works if work.fixed is None}
    found = {given.problem.works[number].request: start for number, start in search.best}
    return {one: start for one, start in starts.items() if one not in free} | found
