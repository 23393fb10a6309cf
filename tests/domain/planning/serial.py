"""The serial schedule once more, written from its rules alone: slow, simple, and without the product's planning code.

It works on complete tables of what is used instead of what is free, and tries every line-up of prerequisites.
"""

from itertools import islice, permutations

from domain.planning.rules import Problem, Work

Starts = dict[str, int]
Cells = dict[tuple[str | None, int], int]
MOST_LINE_UPS = 24


def duration_of(problem: Problem, work: Work) -> int:
    """Explicit, or so long that no team gives more than its share of an ordinary month."""
    if work.duration is not None:
        return work.duration
    ordinary = {team.team: team.ordinary for team in problem.teams}
    for months in range(1, problem.longest):
        if all(amount <= months * ordinary[team] * problem.share for team, amount in work.effort):
            return months
    return problem.longest


def use(problem: Problem, work: Work, start: int) -> Cells:
    """What a request takes of each team (None: the budget) in each known period."""
    length, found = duration_of(problem, work), Cells()
    spread: list[tuple[str | None, int]] = [*work.effort]
    after: list[tuple[str | None, int]] = [*work.run_effort]
    if problem.budget is not None:
        spread.append((None, work.one_off_cost))
        after.append((None, work.run_cost))
    for period in range(problem.periods):
        offset = period - start
        for row, amount in spread:
            if 0 <= offset < length:
                found[row, period] = found.get((row, period), 0) + amount // length + (offset < amount % length)
        for row, amount in after:
            if offset >= length:
                found[row, period] = found.get((row, period), 0) + amount
    return {cell: amount for cell, amount in found.items() if amount}


def net(problem: Problem, row: str | None, period: int) -> int:
    if row is None:
        assert problem.budget is not None
        return problem.budget[period]
    return next(team for team in problem.teams if team.team == row).net[period]


class Serial:
    """The order is followed from the top, each request at its earliest start."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.works = {work.request: work for work in problem.works}
        self.starts: Starts = {work.request: work.fixed for work in problem.works if work.fixed is not None}

    def scheduled(self) -> Starts:
        for work in self.problem.works:
            if work.request not in self.starts:
                self.together(work)
        again = True
        while again:
            again = False
            for work in self.problem.works:
                if work.request not in self.starts and self.first(work, self.starts) is not None:
                    self.starts[work.request] = self.first(work, self.starts) or 0
                    again = True
        return self.starts

    def together(self, work: Work) -> None:
        """The request with all that it still waits for, in the line-up that lets it start first, or nobody of them."""
        group = self.waits_for(work)
        if group is None:
            return
        tried: list[tuple[tuple[int, int], Starts]] = []
        line_ups = (one for one in permutations(sorted(group)) if self.is_in_turn(one))
        for line_up in islice(line_ups, MOST_LINE_UPS):
            starts = dict(self.starts)
            for name in (*line_up, work.request):
                start = self.first(self.works[name], starts)
                if start is None:
                    break
                starts[name] = start
            else:
                tried.append(((starts[work.request], sum(starts[name] for name in line_up)), starts))
        if tried:
            self.starts = min(tried, key=lambda one: one[0])[1]

    def waits_for(self, work: Work) -> set[str] | None:
        """All without a start that it waits for, directly or not; None when one of them is not in the order."""
        found: set[str] = set()
        stack = [work]
        while stack:
            for name in stack.pop().after:
                if name not in self.works:
                    return None
                if name not in self.starts and name not in found:
                    found.add(name)
                    stack.append(self.works[name])
        return found

    def is_in_turn(self, line_up: tuple[str, ...]) -> bool:
        return all(other not in line_up[at:] for at, name in enumerate(line_up) for other in self.works[name].after)

    def first(self, work: Work, starts: Starts) -> int | None:
        """The earliest start beside all others, if there is any."""
        if any(name not in starts for name in work.after):
            return None
        length = duration_of(self.problem, work)
        used: Cells = {}
        for name, start in starts.items():
            for cell, amount in use(self.problem, self.works[name], start).items():
                used[cell] = used.get(cell, 0) + amount
        for start in range(max(0, work.earliest), self.problem.horizon):
            late = work.deadline is not None and start + length - 1 > work.deadline
            if late or start + length > self.problem.periods:
                return None
            if any(starts[name] + duration_of(self.problem, self.works[name]) > start for name in work.after):
                continue
            needed = use(self.problem, work, start)
            if all(used.get(cell, 0) + amount <= net(self.problem, *cell) for cell, amount in needed.items()):
                return start
        return None
