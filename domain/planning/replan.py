"""Inside a cycle nobody is pushed back silently: requests only move earlier or come in.

Stable replanning keeps every place, then moves requests to the left in the portfolio order until nothing
changes. With more capacity, or with a request gone, nobody becomes later and no value is lost. A new
request that ranks high but finds no room becomes a priority question, so that every later date has a named
decision behind it.
"""

from dataclasses import dataclass

from domain.planning.rules import Plan, Problem, value_from
from domain.planning.schedule import place_with_prerequisites
from domain.planning.timetable import Shape, Timetable

PERSON_DAY = 10


def replanned(problem: Problem, plan: Plan) -> Plan:
    """The plan after something changed, keeping every place that still holds.

    A request whose place no longer holds (less capacity, bigger estimate, later earliest start, a lost
    prerequisite) is planned anew after the others were kept, in the portfolio order.
    """
    table = kept(problem, plan)
    shifted(table, range(len(table.works)))
    return table.plan()


def kept(problem: Problem, plan: Plan, like: Timetable | None = None) -> Timetable:
    """A timetable with every start of an earlier plan that still holds.

    Where not all of them do, those with a better effective rank in today's order are kept first.
    """
    table = Timetable(problem, like)
    table.keep_fixed()
    fixed = list(table.start)
    waiting = [
        number
        for number, work in enumerate(table.works)
        if work.fixed is None and work.request in plan.starts and table.before[number] is not None
    ]
    for number in waiting:
        table.start[number] = plan.starts[table.works[number].request]
    effective = table.effective()
    waiting.sort(key=lambda number: (effective[number], table.start[number] or 0, number))
    table.start = fixed
    for number in waiting:
        wanted = max(plan.starts[table.works[number].request], table.shapes[number].earliest)
        opens = table.opens(number)
        if opens is None or opens > wanted:
            continue
        if table.earliest(table.shapes[number], wanted, wanted) is not None:
            table.put(number, wanted)
    return table


def shifted(table: Timetable, numbers: range) -> None:
    """Each request in rank order moves to its earliest place given all others, or comes in, until nothing
    changes.
    """
    changed = True
    while changed:
        changed = False
        for number in numbers:
            now = table.start[number]
            if now is None:
                changed = place_with_prerequisites(table, number) or changed
            elif table.works[number].fixed is None and now > table.shapes[number].earliest:
                changed = moved_earlier(table, number, now) or changed


def moved_earlier(table: Timetable, number: int, now: int) -> bool:
    opens = table.opens(number)
    if opens is None or opens >= now:
        return False
    table.lift(number)
    found = table.earliest(table.shapes[number], opens, now - 1)
    table.put(number, now if found is None else found)
    return found is not None


@dataclass(frozen=True, slots=True)
class Worth:
    """What one more person-day of a team in a period is worth at least, in cents."""

    team: str
    period: int
    cents: int


def marginal_worth(problem: Problem, plan: Plan) -> tuple[Worth, ...]:
    """The worth of one more person-day for each team and period: the value that stable replanning gains
    with it.

    A lower bound, never negative, since stable replanning moves nobody back; the value is counted to the
    valuation horizon and before cost. Most days are worth nothing: a day helps only where it is all that a
    request is short of, so only such days are replanned. Periods within the horizon, teams in the order of
    the problem.
    """
    table = kept(problem, plan)
    shifted(table, range(len(table.works)))
    before = worth_of(table)
    missing = nearly_free(table, PERSON_DAY)
    found = []
    for row, team in enumerate(problem.teams):
        for period in range(min(problem.horizon, table.periods)):
            cents = 0
            if (row, period) in missing:
                cents = worth_of(with_more(table, row, period)) - before
            found.append(Worth(team.team, period, max(0, cents)))
    return tuple(found)


def worth_of(table: Timetable) -> int:
    finishes = ((work, table.finish(number)) for number, work in enumerate(table.works))
    return sum(value_from(table.problem, work, finish) for work, finish in finishes if finish is not None)


def nearly_free(table: Timetable, amount: int) -> set[tuple[int, int]]:
    """The cells (row, period) whose shortage of at most `amount` is all that keeps a request from starting
    earlier.
    """
    cells: set[tuple[int, int]] = set()
    for number, work in enumerate(table.works):
        opens = table.opens(number)
        if work.fixed is not None or opens is None:
            continue
        shape, now = table.shapes[number], table.start[number]
        last = shape.last if now is None else now - 1
        if opens > last:
            continue
        if now is not None:
            table.lift(number)
        for t in range(opens, last + 1):
            cell = only_short_cell(table, shape, t, amount)
            if cell is not None:
                cells.add(cell)
        if now is not None:
            table.put(number, now)
    return cells


def only_short_cell(table: Timetable, shape: Shape, t: int, amount: int) -> tuple[int, int] | None:
    """The one cell that is short at a start, when there is one only and it lacks no more than `amount`."""
    found: tuple[int, int] | None = None
    spans = [(row, t, needs) for row, needs in shape.rows]
    if shape.tails:
        after = t + shape.duration
        spans += [(row, after, (need,) * (table.periods - after)) for row, need in shape.tails]
    for row, first, needs in spans:
        have = table.free[row]
        for i, need in enumerate(needs, first):
            if have[i] < need:
                # a tail can follow work of the same row, never share a period with it, so cells do not repeat
                if found is not None or have[i] + amount < need:
                    return None
                found = (row, i)
    return found


def with_more(table: Timetable, row: int, period: int) -> Timetable:
    """A copy of the timetable after one more person-day in one cell and the moves that it allows."""
    copy = object.__new__(Timetable)
    copy.__dict__.update(table.__dict__)
    copy.free = [list(one) for one in table.free]
    copy.free[row][period] += PERSON_DAY
    copy.start = list(table.start)
    shifted(copy, range(len(copy.works)))
    return copy
