"""Every way out of a conflict by trying everything: slow, simple, and without any of the product's planning code."""

from collections.abc import Iterator, Mapping
from itertools import combinations, product

from domain.planning.rules import Problem, Work

Cells = dict[tuple[str | None, int], int]


class BruteForce:
    """One request against a plan in which everybody else stands still. `wanted`: the latest start that would do."""

    def __init__(self, problem: Problem, starts: Mapping[str, int], request: str, wanted: int | None = None) -> None:
        self.problem = problem
        self.periods = problem.periods
        self.works = {one.request: one for one in problem.works}
        self.request = self.works[request]
        self.now = starts.get(request)
        self.starts = {name: start for name, start in starts.items() if name != request}
        self.waits = self.ancestors(request)
        self.pack = [one for one in self.in_line(self.waits) if one not in self.starts] + [request]
        self.is_hopeless = any(one not in self.works for name in self.pack for one in self.works[name].after)
        self.wanted = wanted
        self.taken = {name: self.use(self.works[name], start) for name, start in self.starts.items()}
        self.left: dict[frozenset[str], Cells] = {}
        self.total: dict[tuple[tuple[str, int], ...], Cells] = {}

    def ancestors(self, request: str) -> set[str]:
        found: set[str] = set()
        stack = [request]
        while stack:
            for one in self.works[stack.pop()].after:
                if one in self.works and one not in found:
                    found.add(one)
                    stack.append(one)
        return found

    def in_line(self, names: set[str]) -> list[str]:
        """Nobody before what it waits for."""
        return sorted(names, key=lambda name: (len(self.ancestors(name)), name))

    def use(self, work: Work, start: int) -> Cells:
        """What a request takes in each team (None: the budget) and period."""
        duration = work.duration or 1
        found: Cells = {}

        def spread(row: str | None, amount: int) -> None:
            for offset in range(duration):
                part = amount // duration + (offset < amount % duration)
                if part and 0 <= start + offset < self.periods:
                    found[row, start + offset] = found.get((row, start + offset), 0) + part

        def after(row: str | None, amount: int) -> None:
            for period in range(max(0, start + duration), self.periods):
                if amount:
                    found[row, period] = found.get((row, period), 0) + amount

        for team, amount in work.effort:
            spread(team, amount)
        for team, amount in work.run_effort:
            after(team, amount)
        if self.problem.budget is not None:
            spread(None, work.one_off_cost)
            after(None, work.run_cost)
        return found

    def net(self, row: str | None, period: int) -> int:
        if row is None:
            assert self.problem.budget is not None
            return self.problem.budget[period]
        return next(team for team in self.problem.teams if team.team == row).net[period]

    def free(self, gone: frozenset[str]) -> Cells:
        if gone not in self.left:
            rows = [team.team for team in self.problem.teams] + ([None] if self.problem.budget is not None else [])
            left = {(row, period): self.net(row, period) for row in rows for period in range(self.periods)}
            for name, cells in self.taken.items():
                if name not in gone:
                    for cell, amount in cells.items():
                        left[cell] -= amount
            self.left[gone] = left
        return self.left[gone]

    def placements(self) -> Iterator[tuple[tuple[str, int], ...]]:
        """Every choice of starts for what comes along and for the request."""
        if self.is_hopeless:
            return
        windows = []
        for name in self.pack:
            work = self.works[name]
            last = min(self.problem.horizon - 1, self.periods - (work.duration or 1))
            if work.deadline is not None:
                last = min(last, work.deadline - (work.duration or 1) + 1)
            windows.append(range(max(0, work.earliest), last + 1))
        found = []
        for chosen in product(*windows):
            at = {**self.starts, **dict(zip(self.pack, chosen, strict=True))}
            if all(
                at[one] >= at[before] + (self.works[before].duration or 1)
                for one in self.pack
                for before in self.works[one].after
            ):
                found.append(tuple(zip(self.pack, chosen, strict=True)))
        soonest = self.soonest()
        for starts in found:
            t = starts[-1][1]
            if self.now is not None and t >= self.now:
                continue
            if self.wanted is not None and t > max(self.wanted, soonest):
                continue
            yield starts

    def soonest(self) -> int:
        """The first start that its own dates and what it waits for allow, whatever is free."""
        at = dict(self.starts)
        for name in self.pack:
            work = self.works[name]
            finishes = [at[one] + (self.works[one].duration or 1) for one in work.after]
            at[name] = max([0, work.earliest, *finishes])
        return at[self.request.request]

    def short(self, starts: tuple[tuple[str, int], ...], gone: frozenset[str] = frozenset()) -> Cells:
        """What is missing for these starts."""
        if starts not in self.total:
            total = self.total[starts] = {}
            for name, start in starts:
                for cell, amount in self.use(self.works[name], start).items():
                    total[cell] = total.get(cell, 0) + amount
        free = self.free(gone)
        return {cell: amount - free[cell] for cell, amount in self.total[starts].items() if amount > free[cell]}

    def sets(self, *, own: bool = False) -> Iterator[frozenset[str]]:
        """Every set of requests that could leave together: with their dependents, without what is in delivery."""
        may = [
            name
            for name in sorted(self.starts)
            if not self.works[name].underway
            and name not in self.waits
            and (not own or self.works[name].unit == self.request.unit)
        ]
        for size in range(len(may) + 1):
            for chosen in combinations(may, size):
                gone = frozenset(chosen)
                dependents = {one for one in self.starts if set(self.works[one].after) & gone}
                if dependents <= gone:
                    yield gone

    def value(self, name: str, start: int) -> int:
        work = self.works[name]
        return work.value * max(0, self.problem.valuation - start - (work.duration or 1))

    def lost(self, gone: frozenset[str]) -> int:
        """What is lost if a set leaves the plan, in cents; one cent more for each, so that no loss is free."""
        return sum(self.value(name, self.starts[name]) + 1 for name in gone)

    def gained(self, t: int) -> int:
        return self.value(self.request.request, t)

    def price(self, short: Cells) -> int:
        rates = {team.team: team.day_rate for team in self.problem.teams}
        return sum(amount if row is None else -(-amount * rates[row] // 10) for (row, _), amount in short.items())
