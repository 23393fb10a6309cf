"""Why a request stands where it stands: what was short before, and who is there instead.

Every explanation is found by replaying the plan up to the request's effective rank, so it names only what
stood in the way: better ranked work and committed work. What is always true of a plan from the order:
nothing ranked below a request takes a day that it could have used. Inside a cycle that is not claimed for
a request with an order debt: its explanation names the lower ranked work that was there first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.planning import overtaking
from domain.planning.debts import OrderDebt
from domain.planning.overtaking import Overtaking, overtakings
from domain.planning.rules import Plan, Problem, Reason
from domain.planning.timetable import Shape, Timetable
from domain.wording import days, joined, money

Takers = dict[tuple[int, int], list[int]]


@dataclass(frozen=True, slots=True)
class ShortCell:
    """What a team (None: the budget) lacks in a period: decidays, or cents for the budget."""

    team: str | None
    period: int
    short: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one request has its place, or none.

    nearest: the start that lacks least (by the largest share of the need that is missing) among those
    before its own, and short: what is missing there. binding: the smallest sets of teams (None: the budget)
    of which one is short at every earlier start. instead: requests with a better effective rank in the
    short cells, best first; with an order debt whoever stands there. waits_for: prerequisites without a place.
    no_time: when too few periods are left before its deadline: how many it needs, the first in which it may start, and
    how many are left from there. Starts that would miss the deadline do not count: days there would not help.
    goes_ahead: why a lower ranked request starts before this one, or this one before a higher ranked one.
    """

    request: str
    reason: Reason
    start: int | None
    nearest: int | None
    short: tuple[ShortCell, ...]
    binding: tuple[tuple[str | None, ...], ...]
    instead: tuple[str, ...]
    waits_for: tuple[str, ...]
    text: str
    goes_ahead: str | None = None
    no_time: tuple[int, int, int] | None = None

    @property
    def constraint(self) -> str | None:
        """What holds it back, in a word: the teams or the budget that bind, the deadline, or what it waits
        for.
        """
        if self.reason in (Reason.PREREQUISITE, Reason.NOT_RANKED, Reason.DEADLINE, Reason.NOT_BEFORE):
            return self.reason.value
        names = sorted({one if one is not None else "budget" for group in self.binding for one in group})
        return ", ".join(names) or None


def short_cells(table: Timetable, shape: Shape, t: int) -> tuple[ShortCell, ...]:
    """What is missing for a start at a period, given what is free in the timetable."""
    missing: dict[tuple[int, int], int] = {}
    for row, needs in shape.rows:
        for i, need in enumerate(needs, t):
            if 0 <= i < table.periods and table.free[row][i] < need:
                missing[row, i] = need - table.free[row][i]
    for row, need in shape.tails:
        for i in range(t + shape.duration, table.periods):
            if table.free[row][i] < need:
                missing[row, i] = need - table.free[row][i]
    return tuple(ShortCell(row_name(table, row), i, short) for (row, i), short in sorted(missing.items()))


def row_name(table: Timetable, row: int) -> str | None:
    return None if row == table.budget_row else table.problem.teams[row].team


def minimal(sets: Iterable[frozenset[str | None]]) -> tuple[tuple[str | None, ...], ...]:
    """The sets of which no other one is a part, smallest first."""
    different = sorted(set(sets), key=lambda one: (len(one), sorted(name or "" for name in one)))
    found: list[frozenset[str | None]] = []
    for one in different:
        if not any(smaller <= one for smaller in found):
            found.append(one)
    return tuple(tuple(sorted(one, key=lambda name: name or "")) for one in found)


def explained(
    problem: Problem,
    plan: Plan,
    requests: Sequence[str],
    *,
    months: Sequence[str] = (),
    debts: Mapping[str, OrderDebt] | None = None,
) -> tuple[Explanation, ...]:
    """Why each of these requests has its place; one replay for all of them, in the order asked.

    months: how each period is called in sentences ("March 2027"); otherwise "month 1" and so on. debts: the order debts
    of a plan inside a cycle. Requests that are not in the problem are left out.
    """
    table = Timetable(problem)
    table.keep_fixed()
    for number, work in enumerate(table.works):
        table.start[number] = plan.starts.get(work.request)
    owed = {table.index[one]: debt for one, debt in (debts or {}).items()}
    behind = {table.index[one] for debt in owed.values() for one in debt.behind}
    effective = table.effective()
    asked = {table.index[one] for one in requests if one in table.index}
    groups: dict[int, list[int]] = {}
    for number in range(len(table.works)):
        groups.setdefault(effective[number], []).append(number)
    takers = table.takers()
    ahead = overtakings(table, effective, sorted(asked))
    found: dict[int, Explanation] = {}
    said: dict[int, str] = {}

    def turn(number: int) -> None:
        if number in asked and number not in owed:
            found[number] = one_explained(table, number, effective, takers, months)
        for one in ahead.get(number, ()):
            if number not in owed and (text := went_ahead(table, one, months, nobody=one.lower not in behind)):
                said[one.asked] = text

    for leader in sorted(groups):
        pulled = [number for number in groups[leader] if number != leader]
        for number in pulled:
            turn(number)
        for number in pulled:
            taken(table, number)
        if leader in groups[leader]:
            turn(leader)
            taken(table, leader)
    for number in sorted(asked & owed.keys()):
        found[number] = owing(table, number, owed[number], effective, takers, months)
    numbers = [table.index[one] for one in requests if one in table.index]
    return tuple(replace(found[number], goes_ahead=said.get(number)) for number in numbers)


def went_ahead(table: Timetable, one: Overtaking, months: Sequence[str], *, nobody: bool) -> str | None:
    """Why one goes ahead of another, at the turn of the higher ranked one; None where nothing is short for that."""
    short = short_cells(table, table.shapes[one.higher], one.period)
    if not short:
        return None
    cell = max(short, key=lambda each: (each.team is not None, each.short, -each.period))
    row = table.budget_row if cell.team is None else rows_by_name(table)[cell.team]
    named = [month(period, months) for period in range(table.periods)]
    return overtaking.sentence(table, one, (row, cell.period), table.free[row][cell.period], named, nobody=nobody)


def owing(
    table: Timetable, number: int, debt: OrderDebt, effective: list[int], takers: Takers, months: Sequence[str]
) -> Explanation:
    """Why a request waits behind lower ranked ones: everybody has taken their days in the table."""
    start = table.start[number]
    if start is not None and table.works[number].fixed is None:
        table.take(table.shapes[number], start, -1)
    everybody = [0] * len(effective)
    made = one_explained(table, number, everybody, takers, months)
    if start is not None and table.works[number].fixed is None:
        table.take(table.shapes[number], start, 1)
    begins = f"Starts in {month(start, months)}" if start is not None else "Not in this plan"
    there = few_named(debt.behind)
    stand = "stands" if len(debt.behind) == 1 else "stand"
    return replace(
        made,
        text=f"{begins}. By its place it could start in {month(debt.possible, months)}, where {there} {stand}, lower in"
        " the order: within a cycle nobody is pushed back.",
    )


def few_named(keys: Sequence[str]) -> str:
    """Some requests by their keys, three at most."""
    return joined([*keys[:3], *([f"{len(keys) - 3} more"] if len(keys) > 3 else [])])


def rows_by_name(table: Timetable) -> dict[str | None, int]:
    return {row_name(table, row): row for row in range(len(table.free))}


def taken(table: Timetable, number: int) -> None:
    """A planned request that is not fixed takes its capacity in the replay (fixed ones have theirs)."""
    start = table.start[number]
    if start is not None and table.works[number].fixed is None:
        table.take(table.shapes[number], start, 1)


def one_explained(
    table: Timetable, number: int, effective: list[int], takers: Takers, months: Sequence[str]
) -> Explanation:
    work, shape, start = table.works[number], table.shapes[number], table.start[number]
    reason = table.reason(number)
    waits = tuple(one for one in work.after if one not in table.index or table.start[table.index[one]] is None)
    opens = table.opens(number)
    short: list[tuple[int, tuple[ShortCell, ...]]] = []
    no_time: tuple[int, int, int] | None = None
    if opens is not None and reason is not Reason.KEPT:
        last = shape.last if start is None else start - 1
        short = [(t, cells) for t in range(opens, last + 1) if (cells := short_cells(table, shape, t))]
        if reason is Reason.DEADLINE and work.deadline is not None and shape.last < opens:
            no_time = (shape.duration, opens, max(0, work.deadline - opens + 1))
    nearest, cells = min(short, key=lambda one: (lack(table, shape, one[1]), one[0]), default=(None, ()))
    return Explanation(
        work.request,
        reason,
        start,
        nearest,
        cells,
        minimal(frozenset(cell.team for cell in one) for _, one in short),
        instead_of(table, number, effective, takers, cells),
        waits,
        too_few_months(no_time, months) if no_time else sentence(table, number, reason, nearest, cells, waits, months),
        no_time=no_time,
    )


def too_few_months(no_time: tuple[int, int, int], months: Sequence[str], due: str = "its deadline") -> str:
    """Why no start is in time, whatever its teams have free."""
    needed, opens, left = no_time
    since = f"; from {month(opens, months)}, its first possible month," if opens else " and"
    many = f"{needed} month{'' if needed == 1 else 's'}"
    return f"It needs {many}{since} {left or 'none'} {'are' if left > 1 else 'is'} left before {due}."


def lack(table: Timetable, shape: Shape, cells: tuple[ShortCell, ...]) -> tuple[int, int]:
    """How hard a start is: periods short, then what is missing per thousand of what the request takes in
    that row.
    """
    whole = {row_name(table, row): sum(needs) for row, needs in shape.rows}
    return (max(cell.short * 1000 // max(1, whole.get(cell.team, cell.short)) for cell in cells), len(cells))


def instead_of(
    table: Timetable, number: int, effective: list[int], takers: Takers, cells: tuple[ShortCell, ...]
) -> tuple[str, ...]:
    """Who takes the short cells with a better effective rank or a committed place, best first."""
    rows = rows_by_name(table)
    there = {
        other
        for cell in cells
        for other in takers.get((rows[cell.team], cell.period), ())
        if other != number and (table.works[other].fixed is not None or effective[other] <= effective[number])
    }
    return tuple(table.works[other].request for other in sorted(there, key=lambda other: (effective[other], other)))


def sentence(
    table: Timetable,
    number: int,
    reason: Reason,
    nearest: int | None,
    cells: tuple[ShortCell, ...],
    waits: tuple[str, ...],
    months: Sequence[str],
) -> str:
    """The explanation in plain words."""
    start = table.start[number]
    lacking = ""
    if cells and nearest is not None:
        listed = [lacking_in(table, cell, months) for cell in cells[:3]]
        if len(cells) > 3:
            listed.append(f"{len(cells) - 3} more shortage{'s' if len(cells) > 4 else ''}")
        lacking = f"a start in {month(nearest, months)} lacks {joined(listed)}"
    match reason:
        case Reason.KEPT:
            return f"Committed: it keeps its start in {month(start or 0, months)}."
        case Reason.FITS:
            begins = f"Starts in {month(start or 0, months)}, the first month in which all its teams have room"
            return f"{begins}; {lacking}." if lacking else f"{begins}."
        case Reason.SHORT:
            return f"No room in this plan: {lacking}, taken by work that ranks higher or is committed."
        case Reason.DEADLINE:
            return f"It fits only after its deadline{'; before it, ' + lacking if lacking else ''}."
        case Reason.PREREQUISITE:
            return f"Waits for {', '.join(waits)}, not in this plan."
        case Reason.NOT_RANKED:
            return f"Waits for {', '.join(waits)}, which nobody has ranked yet."
        case Reason.NOT_BEFORE:
            return "It may start only after the months of this plan."


def lacking_in(table: Timetable, cell: ShortCell, months: Sequence[str]) -> str:
    if cell.team is None:
        return f"{money(cell.short)} of the budget in {month(cell.period, months)}"
    team = next(one for one in table.problem.teams if one.team == cell.team)
    return f"{days(cell.short)} days of {team.name or team.team} in {month(cell.period, months)}"


def month(period: int, months: Sequence[str]) -> str:
    return months[period] if 0 <= period < len(months) else f"month {period + 1}"
