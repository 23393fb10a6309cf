"""The first month that fits without anybody's help, what waiting for it costs, and what fits in no month at all."""

from dataclasses import replace

from domain.decisions.conflict import Conflict
from domain.decisions.kinds import Consent, OptionKind
from domain.decisions.rules import Option
from domain.decisions.wording import Wording
from domain.planning.explain import minimal
from domain.planning.rules import Problem
from domain.planning.schedule import place_with_prerequisites
from domain.planning.timetable import Timetable

REACH_PERIODS = 60
YEAR = 12


def waiting(conflict: Conflict, say: Wording) -> Option:
    """The first month that fits, if any can be foreseen, and the value that the delay costs."""
    work, shape = conflict.work, conflict.shape
    start = conflict.now if conflict.now is not None else reach(conflict)
    soonest = conflict.first if conflict.group is not None else shape.earliest
    late = start is not None and work.deadline is not None and start + shape.duration - 1 > work.deadline
    gained = 0 if start is None or late else conflict.gained(start)
    cost = max(0, conflict.gained(soonest) - gained)
    months = conflict.months_in_use(soonest) - (0 if start is None or late else conflict.months_in_use(start))
    promised = max(0, months) * say.promised.get(work.request, work.value)
    too_small = never_enough(conflict) if start is None else ()
    return Option(
        "",
        OptionKind.WAIT,
        work.request,
        work.unit,
        Consent.YOURS,
        0,
        cost,
        gained,
        start,
        say.too_large(work, too_small) if too_small else say.wait(work, soonest, start, cost, promised, late=late),
        late=late,
    )


def reach(conflict: Conflict) -> int | None:
    """The first start if capacity after the known periods repeats the last twelve, up to 60 periods ahead.

    Requests that rank better and are not planned yet go first. None when it never fits, or waits for a
    request that nobody has ranked.
    """
    table = Timetable(in_later_years(conflict))
    for number, start in enumerate(conflict.table.start):
        if start is not None:  # as planned, even where its running cost outgrows the months that are only assumed
            table.put(number, start)
    for number in range(conflict.number + 1):
        if table.start[number] is None:
            place_with_prerequisites(table, number)
    return table.start[conflict.number]


def never_enough(conflict: Conflict) -> tuple[tuple[str | None, ...], ...]:
    """The smallest sets of teams (None: the budget) of which one is too small at every start, whoever gives way.

    For the request, or else for the first of those that it waits for. Empty when it would fit some time if all that is
    not in delivery made room.
    """
    asked = (conflict.number, *(conflict.group or ()))
    later = in_later_years(conflict)
    works = tuple(replace(work, deadline=None) if at in asked else work for at, work in enumerate(later.works))
    table = Timetable(replace(later, works=works))
    staying = conflict.ancestors()
    for number, start in enumerate(conflict.table.start):
        if start is not None and (number in staying or table.works[number].underway):
            table.put(number, start)
    for number in asked:
        shape = table.shapes[number]
        if table.earliest(shape, shape.earliest) is None:
            starts = range(shape.earliest, shape.last + 1)
            return minimal(frozenset(conflict.name(row) for row in short_rows(table, number, t)) for t in starts)
    return ()


def short_rows(table: Timetable, number: int, t: int) -> set[int]:
    return {row for (row, period), amount in table.cells(number, t) if amount > table.free[row][period]}


def in_later_years(conflict: Conflict) -> Problem:
    """The problem for so many periods more, the last twelve again and again, without the request's own deadline."""
    problem = conflict.problem
    works = list(problem.works)
    works[conflict.number] = replace(works[conflict.number], deadline=None)
    return replace(
        problem,
        teams=tuple(
            replace(team, typical=team.ordinary, net=repeated(team.net, problem.periods)) for team in problem.teams
        ),
        budget=None if problem.budget is None else repeated(problem.budget, problem.periods),
        works=tuple(works),
        horizon=problem.periods + REACH_PERIODS,
    )


def repeated(known: tuple[int, ...], periods: int) -> tuple[int, ...]:
    """Known periods, followed by the last twelve of them again and again."""
    year = known[max(0, periods - YEAR) : periods] or (0,)
    return known[:periods] + tuple(year[period % len(year)] for period in range(REACH_PERIODS))
