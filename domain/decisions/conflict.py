"""Where a request stands in a conflict: what it needs at each start, and what is free without it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from domain.decisions.candidates import Candidate, Cell
from domain.decisions.rules import ExtraCapacity
from domain.errors import NotFound
from domain.planning.replan import kept
from domain.planning.rules import Plan, Problem, Work, value_from
from domain.planning.schedule import missing, sequences
from domain.planning.timetable import Shape, Timetable
from domain.quantities import DECIDAYS_PER_DAY


@dataclass(slots=True)
class Conflict:
    """A request that does not fit, or later than wanted, with everybody else in place.

    table: the plan without the request. group: the prerequisites that come with it, in a possible sequence;
    None when one is not ranked. now: its present start. first, last: the starts to look at (none when first
    > last).
    """

    problem: Problem
    table: Timetable
    number: int
    group: list[int] | None
    now: int | None
    first: int
    last: int

    @property
    def work(self) -> Work:
        return self.table.works[self.number]

    @property
    def shape(self) -> Shape:
        return self.table.shapes[self.number]

    def pieces(self, t: int) -> list[tuple[int, int]]:
        """The starts of the prerequisites that come along, as early as the sequence allows, and of the
        request at t.
        """
        return [*self.along(), (self.number, t)]

    def along(self) -> list[tuple[int, int]]:
        starts: dict[int, int] = {}
        for one in self.group or ():
            starts[one] = self.opens(one, starts)
        return list(starts.items())

    def opens(self, number: int, starts: dict[int, int]) -> int:
        first = self.table.shapes[number].earliest
        for one in self.table.before[number] or ():
            start = starts.get(one, self.table.start[one])
            if start is not None:
                first = max(first, start + self.table.shapes[one].duration)
        return first

    def missing(self, starts: Iterable[tuple[int, int]]) -> dict[Cell, int]:
        """What is missing for these starts (number, period) together, cell by cell."""
        uses: dict[Cell, int] = {}
        for number, start in starts:
            for cell, amount in self.table.cells(number, start):
                uses[cell] = uses.get(cell, 0) + amount
        free = self.table.free
        return {
            (row, period): amount - free[row][period]
            for (row, period), amount in sorted(uses.items())
            if amount > free[row][period]
        }

    def needs(self, t: int) -> dict[Cell, int]:
        """What is missing for a start at t, with the prerequisites that come along as early as they can."""
        return self.missing(self.pieces(t))

    def price(self, need: Mapping[Cell, int]) -> int:
        """The price of missing capacity in cents: days at the team's rate, rounded up for each team and period, and
        money as it is.
        """
        return sum(self.bill(cell, amount) for cell, amount in need.items())

    def bill(self, cell: Cell, amount: int) -> int:
        """The price of an amount in one cell, in cents."""
        if cell[0] == self.table.budget_row:
            return amount
        return -(-amount * self.problem.teams[cell[0]].day_rate // DECIDAYS_PER_DAY)

    def reserved(self, starts: Iterable[tuple[int, int]]) -> tuple[tuple[str, int], ...]:
        """The same starts by the names of the requests."""
        return tuple((self.table.works[number].request, start) for number, start in starts)

    def extra(self, need: Mapping[Cell, int]) -> tuple[ExtraCapacity, ...]:
        """Missing capacity by team and period."""
        return tuple(ExtraCapacity(self.name(row), period, amount) for (row, period), amount in need.items())

    def gained(self, start: int) -> int:
        """The value that the request brings when it starts at a period, in cents."""
        return value_from(self.problem, self.work, start + self.shape.duration - 1)

    def months_in_use(self, start: int) -> int:
        """For how many months of the valuation period the request is in use when it starts at a period."""
        return max(0, self.problem.valuation - start - self.shape.duration)

    def name(self, row: int) -> str | None:
        return None if row == self.table.budget_row else self.problem.teams[row].team

    def ancestors(self) -> set[int]:
        """All that the request waits for, directly or not."""
        found: set[int] = set()
        stack = [self.number]
        while stack:
            for one in self.table.before[stack.pop()] or ():
                if one not in found:
                    found.add(one)
                    stack.append(one)
        return found

    def candidates(self) -> dict[int, Candidate]:
        """The planned requests that could give way: neither under way, nor what this one waits for. Covers
        are empty.
        """
        excluded = self.ancestors() | {self.number}
        drags: dict[int, list[int]] = {}
        for number, before in enumerate(self.table.before):
            if self.table.start[number] is not None:
                for one in before or ():
                    drags.setdefault(one, []).append(number)
        return {
            number: Candidate(number, self.lost(number) + 1, {}, tuple(drags.get(number, ())))
            for number, work in enumerate(self.table.works)
            if self.table.start[number] is not None and not work.underway and number not in excluded
        }

    def lost(self, number: int) -> int:
        """The value that goes if a planned request leaves the plan, in cents."""
        finish = self.table.finish(number)
        return 0 if finish is None else value_from(self.problem, self.table.works[number], finish)


def conflict_of(problem: Problem, plan: Plan, request: str, wanted: int | None) -> Conflict:
    """The conflict of one request. Raises NotFound when it is not in the problem.

    wanted: the latest start that would do; without it any start earlier than the present one counts.
    """
    if all(work.request != request for work in problem.works):
        raise NotFound("This request is not in the portfolio order.")
    loose = tuple(replace(work, fixed=None) if work.request == request else work for work in problem.works)
    problem = replace(problem, works=loose)
    table = kept(problem, plan)
    number = table.index[request]
    now = table.start[number]
    if now is not None:
        table.lift(number)
    group = missing(table, number)
    found = Conflict(problem, table, number, None, now, 0, -1)
    if group is None:
        return found
    found.group = next(sequences(table, group))
    found.first = found.opens(number, dict(found.along()))
    # prerequisites that come along must fit into the plan's months themselves
    if any(start > table.shapes[one].last for one, start in found.along()):
        return found
    found.last = found.shape.last
    if now is not None:
        found.last = min(found.last, now - 1)
    if wanted is not None:
        found.last = min(found.last, max(wanted, found.first))
    return found
