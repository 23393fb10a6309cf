"""Why a lower ranked request starts before a higher ranked one: with days that the higher one cannot use.

In a plan from the order nothing ranked below a request takes a day that it could have used: at every start before its
own the request lacks days whatever stands below it. Inside a cycle that holds for whoever has no order debt.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.planning.timetable import Timetable
from domain.wording import days, joined, money

# How far down the order somebody who goes ahead is looked for.
NEARBY = 300


@dataclass(frozen=True, slots=True)
class Overtaking:
    """A lower ranked request (its number) that starts in a period before a higher ranked one; asked by either."""

    higher: int
    lower: int
    period: int
    asked: int


def overtakings(table: Timetable, effective: Sequence[int], asked: Iterable[int]) -> dict[int, list[Overtaking]]:
    """For each request asked about the nearest case of either kind, by the number of the higher ranked one.

    Who goes ahead of a request comes before whom it goes ahead of itself.
    """
    order = sorted(range(len(table.works)), key=lambda number: (effective[number], number))
    at = {number: index for index, number in enumerate(order)}
    found: dict[int, list[Overtaking]] = {}
    best: dict[int, int | None] = {}
    for number in asked:
        if table.works[number].fixed is not None:
            continue
        start = table.start[number]
        lower = next(
            (one for one in order[at[number] + 1 : at[number] + NEARBY] if _ahead(table, one, number)),
            None,
        )
        if lower is not None:
            found.setdefault(number, []).append(Overtaking(number, lower, table.start[lower] or 0, number))
        elif start is not None:
            if start not in best:
                best[start] = next((one for one in order if _could(table, one, start)), None)
            higher = best[start]
            if higher is not None and effective[higher] < effective[number]:
                found.setdefault(higher, []).append(Overtaking(higher, number, start, number))
    return found


def _ahead(table: Timetable, lower: int, higher: int) -> bool:
    """Whether a lower ranked request stands where the higher one would otherwise be looked for first."""
    start = table.start[lower]
    return table.works[lower].fixed is None and start is not None and _could(table, higher, start)


def _could(table: Timetable, number: int, period: int) -> bool:
    """Whether only days or money keep a request from starting in a period."""
    start, opens = table.start[number], table.opens(number)
    return (
        table.works[number].fixed is None
        and (start is None or start > period)
        and opens is not None
        and opens <= period <= table.shapes[number].last
    )


def sentence(
    table: Timetable, one: Overtaking, cell: tuple[int, int], left: int, months: Sequence[str], *, nobody: bool
) -> str:
    """It in words, by one cell (row, period) that the higher one is short of and what is left there for it.

    nobody: whether it may be said that nobody ranked above can use what the lower one takes.
    """
    row, period = cell
    higher, lower = table.works[one.higher].request, table.works[one.lower].request
    need = dict(table.cells(one.higher, one.period))[cell]
    when, begins = months[period], months[one.period]
    if row == table.budget_row:
        lacks = f"{money(need)} of the budget in {when}, which has {money(max(0, left))} left for it"
    else:
        lacks = f"{days(need)} days of {_team(table, row)} in {when}, which has {days(max(0, left))} left for it"
    takes = [
        f"{days(sum(needs))} days of {_team(table, taken)}"
        for taken, needs in table.shapes[one.lower].rows
        if taken != table.budget_row
    ]
    with_days = f" with {joined(takes[:3])}" if takes else ""
    free = " that nobody above it can use" if nobody and takes else ""
    if one.asked == one.higher:
        return f"{lower} stands lower and starts in {begins}{with_days}{free}: this one needs {lacks}."
    return f"It starts before {higher}, which stands higher,{with_days}{free}: {higher} needs {lacks}."


def _team(table: Timetable, row: int) -> str:
    team = table.problem.teams[row]
    return team.name or team.team
