"""The free capacity of every team and period while a plan is made, and where each request fits in it."""

from dataclasses import dataclass

from domain.errors import RuleViolation
from domain.planning.rules import Entry, Load, Plan, Problem, Reason, Work


@dataclass(slots=True)
class Shape:
    """What a request takes, row by row, relative to its start. Rows are the teams, then the budget.

    rows: (row, need by period from the start, never rising); tails: (row, need in every period after the
    finish).
    """

    duration: int
    rows: tuple[tuple[int, tuple[int, ...]], ...]
    tails: tuple[tuple[int, int], ...]
    last: int  # last period in which it may start
    earliest: int


def profile(amount: int, duration: int) -> tuple[int, ...]:
    """An amount spread evenly over the periods, the remainder first; never rising, without empty periods."""
    each, more = divmod(amount, duration)
    if each:
        return (each + 1,) * more + (each,) * (duration - more)
    return (1,) * more


class Timetable:
    """The free capacity and the starts while a plan is being made. Mutable; never leaves the rules.

    like: a timetable of almost the same works, of which the same ones keep their shapes; it only saves time.
    """

    def __init__(self, problem: Problem, like: "Timetable | None" = None) -> None:
        self.problem = problem
        self.of_parts, self.parts = problem.share.numerator, problem.share.denominator
        self.periods = periods = problem.periods
        self.free = [list(team.net[:periods]) for team in problem.teams]
        self.budget_row = len(self.free)
        if problem.budget is not None:
            self.free.append(list(problem.budget[:periods]))
        rows = {team.team: row for row, team in enumerate(problem.teams)}
        ordinary = [team.ordinary for team in problem.teams]
        self.scale = (rows, ordinary, periods, problem.budget is None, problem.horizon, problem.longest, problem.share)
        self.works = problem.works
        self.index = {work.request: number for number, work in enumerate(self.works)}
        if len(self.index) != len(self.works):
            raise RuleViolation("A request stands in the order once.", rule="ranked_once", path="works")
        self.shapes: list[Shape]
        try:
            if like is not None and like.scale == self.scale and len(like.works) == len(self.works):
                self.shapes = [
                    known if work is same else self.shape(work, rows, ordinary)
                    for work, same, known in zip(self.works, like.works, like.shapes, strict=True)
                ]
            else:
                self.shapes = [self.shape(work, rows, ordinary) for work in self.works]
        except KeyError as unknown:
            raise RuleViolation(
                "An estimate names a team without capacity.", rule="team_known", path=str(unknown.args[0])
            ) from None
        # None where a prerequisite is not in the order at all
        self.before: list[tuple[int, ...] | None] = [
            self.known(work.after) if work.after else () for work in self.works
        ]
        self.start: list[int | None] = [None] * len(self.works)
        self.refuse_circles()

    def known(self, requests: tuple[str, ...]) -> tuple[int, ...] | None:
        if any(one not in self.index for one in requests):
            return None
        return tuple(self.index[one] for one in sorted(set(requests)))

    def shape(self, work: Work, rows: dict[str, int], ordinary: list[int]) -> Shape:
        efforts = [(rows[team], amount) for team, amount in work.effort if amount]
        duration = work.duration
        if duration is None:
            duration = 1
            for row, amount in efforts:  # one request takes at most its share of a team's ordinary month
                if amount * self.parts > duration * ordinary[row] * self.of_parts:
                    most = ordinary[row] * self.of_parts
                    duration = -(-amount * self.parts // most) if most else self.problem.longest
            duration = min(duration, self.problem.longest)
        taken = [(row, profile(amount, duration)) for row, amount in efforts]
        tails = [(rows[team], amount) for team, amount in work.run_effort if amount] if work.run_effort else []
        if self.problem.budget is not None:
            if work.one_off_cost:
                taken.append((self.budget_row, profile(work.one_off_cost, duration)))
            if work.run_cost:
                tails.append((self.budget_row, work.run_cost))
        last = min(self.problem.horizon - 1, self.periods - duration)
        if work.deadline is not None:
            last = min(last, work.deadline - duration + 1)
        return Shape(duration, tuple(taken), tuple(tails), last, work.earliest if work.earliest > 0 else 0)

    def refuse_circles(self) -> None:
        """Requests that wait for each other in a circle are refused by name."""
        state: dict[int, int] = {}
        for root, first in enumerate(self.before):
            if not first or root in state:
                continue
            stack = [(root, iter(first))]
            state[root] = 1
            while stack:
                node, following = stack[-1]
                step = next(following, None)
                if step is None:
                    state[node] = 2
                    stack.pop()
                elif state.get(step) == 1:
                    raise RuleViolation(
                        "Requests wait for each other in a circle.",
                        rule="no_dependency_circle",
                        path=self.works[step].request,
                    )
                elif step not in state:
                    state[step] = 1
                    stack.append((step, iter(self.before[step] or ())))

    def earliest(self, shape: Shape, first: int, last: int | None = None) -> int | None:
        """The first period from `first` on in which everything that the shape takes is free."""
        free, duration, tails = self.free, shape.duration, shape.tails
        t = first
        stop = shape.last if last is None else min(last, shape.last)
        while t <= stop:
            for row, needs in shape.rows:
                have = free[row]
                i = t
                for need in needs:
                    if have[i] < need:
                        break
                    i += 1
                else:
                    continue
                t = i + 1  # needs never rise, so no start up to the short period can work either
                break
            else:
                late = self.short_tail(tails, t + duration) if tails else -1
                if late < 0:
                    return t
                t = late - duration + 1  # the short period must come before the tail begins
        return None

    def short_tail(self, tails: tuple[tuple[int, int], ...], first: int) -> int:
        for row, need in tails:
            have = self.free[row]
            for i in range(self.periods - 1, first - 1, -1):
                if have[i] < need:
                    return i
        return -1

    def put(self, number: int, t: int) -> None:
        """A request takes its capacity from a start on; periods before 0 have passed."""
        self.start[number] = t
        self.take(self.shapes[number], t, 1)

    def lift(self, number: int) -> int:
        """A request gives its capacity back; returns the start it had."""
        t = self.start[number]
        assert t is not None
        self.start[number] = None
        self.take(self.shapes[number], t, -1)
        return t

    def take(self, shape: Shape, t: int, sign: int) -> None:
        for row, needs in shape.rows:
            have = self.free[row]
            i = t
            for need in needs:
                if 0 <= i < self.periods:
                    have[i] -= sign * need
                i += 1
        for row, need in shape.tails:
            have = self.free[row]
            for i in range(max(0, t + shape.duration), self.periods):
                have[i] -= sign * need

    def cells(self, number: int, start: int) -> list[tuple[tuple[int, int], int]]:
        """What a request takes from a start on: ((row, period), amount), within the periods known."""
        shape = self.shapes[number]
        found = [
            ((row, start + offset), need)
            for row, needs in shape.rows
            for offset, need in enumerate(needs)
            if 0 <= start + offset < self.periods
        ]
        after = max(0, start + shape.duration)
        found.extend(((row, period), need) for row, need in shape.tails for period in range(after, self.periods))
        return found

    def takers(self) -> dict[tuple[int, int], list[int]]:
        """Who takes something in each cell (row, period)."""
        found: dict[tuple[int, int], list[int]] = {}
        for number, start in enumerate(self.start):
            if start is not None:
                for cell, _ in self.cells(number, start):
                    found.setdefault(cell, []).append(number)
        return found

    def finish(self, number: int) -> int | None:
        t = self.start[number]
        return None if t is None else t + self.shapes[number].duration - 1

    def opens(self, number: int) -> int | None:
        """The first period that earliest start and prerequisites allow; None while one of them has no
        place.
        """
        first = self.shapes[number].earliest
        before = self.before[number]
        if before is None:
            return None
        for one in before:
            finish = self.finish(one)
            if finish is None:
                return None
            first = max(first, finish + 1)
        return first

    def place(self, number: int) -> bool:
        """One request, whose prerequisites have a place, takes its earliest one."""
        first = self.opens(number)
        t = None if first is None else self.earliest(self.shapes[number], first)
        if t is None:
            return False
        self.put(number, t)
        return True

    def keep_fixed(self) -> None:
        """Committed work takes its capacity before anything else, even where a team is overcommitted by it."""
        for number, work in enumerate(self.works):
            if work.fixed is not None:
                self.put(number, work.fixed)

    def effective(self) -> list[int]:
        """Each request's rank, or that of the best planned request waiting for it."""
        best = list(range(len(self.works)))
        for number, before in enumerate(self.before):
            if before and self.start[number] is not None:
                stack = list(before)
                while stack:
                    one = stack.pop()
                    if best[one] > number:
                        best[one] = number
                        stack.extend(self.before[one] or ())
        return best

    def reason(self, number: int) -> Reason:
        work, shape = self.works[number], self.shapes[number]
        if work.fixed is not None:
            return Reason.KEPT
        if self.start[number] is not None:
            return Reason.FITS
        if self.before[number] is None:
            return Reason.NOT_RANKED
        first = self.opens(number)
        if first is None:
            return Reason.PREREQUISITE
        edge = min(self.problem.horizon - 1, self.periods - shape.duration)
        if first > edge:
            return Reason.NOT_BEFORE
        if work.deadline is not None and shape.last < edge:
            later = Shape(shape.duration, shape.rows, shape.tails, edge, first)
            if shape.last < first or self.earliest(later, first) is not None:
                return Reason.DEADLINE
        return Reason.SHORT

    def plan(self) -> Plan:
        """The timetable as a plan."""
        effective = self.effective()
        entries = tuple(
            Entry(
                work.request,
                number + 1,
                effective[number] + 1,
                self.start[number],
                self.finish(number),
                work.size,
                self.reason(number),
            )
            for number, work in enumerate(self.works)
        )
        loads = tuple(load(team.team, team.net, self.free[row]) for row, team in enumerate(self.problem.teams))
        budget = self.problem.budget
        return Plan(
            entries,
            loads,
            None if budget is None else load(None, budget, self.free[self.budget_row]),
            self.problem.horizon,
            {one.request: one.start for one in entries if one.start is not None},
        )


def load(team: str | None, net: tuple[int, ...], free: list[int]) -> Load:
    return Load(team, net[: len(free)], tuple(have - left for have, left in zip(net, free, strict=False)))
