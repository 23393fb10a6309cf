"""Many timetables at once, one for each try of a simulation: the same rules, with arrays in place of single numbers."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.planning.rules import Problem
from domain.planning.schedule import place_with_prerequisites
from domain.planning.timetable import Timetable

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
PLENTY = np.int64(2**50)  # what there is after the periods known
NOWHERE = -1
THOUSANDTHS = 1000


@dataclass(slots=True)
class _Demand:
    """What a work takes in every try: its duration, and by row what it needs from its start on (try × period)."""

    duration: Ints
    rows: list[tuple[int, Ints]]
    tails: tuple[tuple[int, int], ...]
    earliest: int
    last: int


class SimulatedTable:
    """The free capacity and the starts in every try while plans are being made. Mutable; never leaves this package.

    factors: by work, what the effort of each of its teams comes out at in every try, in thousandths.
    """

    def __init__(self, problem: Problem, planned: Timetable, factors: dict[int, Ints]) -> None:
        self.problem, self.planned = problem, planned
        self.tries = next(iter(factors.values())).shape[1] if factors else 0
        self.periods = problem.periods
        self.demands = [self._demand(number, factors[number]) for number in range(len(problem.works))]
        longest = max((int(one.duration.max()) for one in self.demands if one.duration.size), default=1)
        self.room = self.periods + longest
        self.free = np.full((len(planned.free), self.tries, self.room), PLENTY, dtype=np.int64)
        for row, have in enumerate(planned.free):
            self.free[row, :, : self.periods] = np.array(have, dtype=np.int64)
        self.start: Ints = np.full((len(problem.works), self.tries), NOWHERE, dtype=np.int64)
        self.every = np.arange(self.tries)

    def finishes(self) -> Ints:
        """Plan every try; the last period of each work in it, -1 where it found no place."""
        works, before = self.problem.works, self.planned.before
        for number, work in enumerate(works):
            if work.fixed is not None:
                self._put(number, np.full(self.tries, max(0, work.fixed), dtype=np.int64), np.ones(self.tries, bool))
        for number, work in enumerate(works):
            needed = before[number]
            if needed is None or work.fixed is not None:
                continue
            open_ones = self.start[number] == NOWHERE
            if not needed:
                self._place(number, open_ones)
                continue
            known = np.all(self.start[list(needed)] != NOWHERE, axis=0)
            self._place(number, open_ones & known)
            for one in np.flatnonzero(open_ones & ~known):
                place_with_prerequisites(_OneTry(self, int(one)), number)  # type: ignore[arg-type]
        self._second_chance()
        duration = np.array([one.duration for one in self.demands]).reshape(len(works), self.tries)
        return np.where(self.start == NOWHERE, NOWHERE, np.maximum(0, self.start + duration - 1))

    def _second_chance(self) -> None:
        waiting = [
            number
            for number, before in enumerate(self.planned.before)
            if before and (self.start[number] == NOWHERE).any()
        ]
        changed = True
        while changed:
            changed = False
            for number in waiting:
                known = np.all(self.start[list(self.planned.before[number] or ())] != NOWHERE, axis=0)
                asked = known & (self.start[number] == NOWHERE)
                if asked.any():
                    changed = self._place(number, asked) or changed

    def _demand(self, number: int, factors: Ints) -> _Demand:
        """Efforts and durations as they come out; of running work only what remains."""
        work, shape = self.problem.works[number], self.planned.shapes[number]
        passed = min(shape.duration, max(0, -work.fixed)) if work.fixed is not None else 0
        left = [(row, sum(needs[passed:])) for row, needs in shape.rows]
        teams = [(row, amount) for row, amount in left if row < len(self.problem.teams)]
        planned = sum(amount for _, amount in teams)
        come_out = [-(-amount * factors[at] // THOUSANDTHS) for at, (_, amount) in enumerate(teams)]
        duration = np.full(self.tries, shape.duration - passed, dtype=np.int64)
        if planned:
            weighted = sum(amount * factors[at] for at, (_, amount) in enumerate(teams))
            duration = -(-(shape.duration - passed) * weighted // (planned * THOUSANDTHS))
        duration = np.clip(duration, 1 if passed < shape.duration else 0, self.problem.longest + self.periods)
        offsets = np.arange(max(1, int(duration.max(initial=1))))
        amounts = iter(come_out)
        rows = []
        for row, amount in left:
            total = next(amounts) if row < len(self.problem.teams) else np.full(self.tries, amount, dtype=np.int64)
            each, more = np.divmod(total, np.maximum(1, duration))
            needs = each[:, None] + (offsets < more[:, None])
            rows.append((row, np.where(offsets < duration[:, None], needs, 0)))
        return _Demand(duration, rows, shape.tails, shape.earliest, shape.last)

    def _opens(self, number: int) -> Ints:
        first = np.full(self.tries, self.demands[number].earliest, dtype=np.int64)
        for one in self.planned.before[number] or ():
            first = np.maximum(first, self.start[one] + self.demands[one].duration)
        return first

    def _place(self, number: int, asked: Flags) -> bool:
        """In the tries asked, the work takes its earliest place; whether it found any."""
        demand = self.demands[number]
        if demand.last < 0 or not asked.any():
            return False
        fits = self._fits(demand, slice(None))
        fits &= np.arange(demand.last + 1) >= self._opens(number)[:, None]
        fits &= asked[:, None]
        found: Flags = np.asarray(fits.any(axis=1))
        self._put(number, fits.argmax(axis=1), found)
        return bool(found.any())

    def _fits(self, demand: _Demand, tries: slice) -> Flags:
        """At which starts (try × period) everything is free that the work takes."""
        starts = demand.last + 1
        count = len(self.every[tries])
        fits = np.ones((count, starts), dtype=bool)
        for row, needs in demand.rows:
            wanted = needs[tries]
            width = wanted.shape[1]
            windows = np.lib.stride_tricks.sliding_window_view(self.free[row, tries], width, axis=1)[:, :starts]
            fits &= (windows >= np.where(wanted > 0, wanted, -PLENTY)[:, None, :]).all(axis=2)
        for row, need in demand.tails:
            after = self.free[row, tries, : self.periods + 1]
            least = np.minimum.accumulate(after[:, ::-1], axis=1)[:, ::-1]
            ends = np.minimum(np.arange(starts)[None, :] + demand.duration[tries][:, None], self.periods)
            fits &= np.take_along_axis(least, ends, axis=1) >= need
        return fits

    def _put(self, number: int, start: Ints, where: Flags) -> None:
        demand = self.demands[number]
        self.start[number] = np.where(where, start, self.start[number])
        self._take(demand, np.where(where, start, 0), where.astype(np.int64))

    def _take(self, demand: _Demand, start: Ints, times: Ints) -> None:
        for row, needs in demand.rows:
            at = np.minimum(start[:, None] + np.arange(needs.shape[1]), self.room - 1)
            have = np.take_along_axis(self.free[row], at, axis=1)
            np.put_along_axis(self.free[row], at, have - needs * times[:, None], axis=1)
        for row, need in demand.tails:
            after = np.arange(self.periods) >= (start + demand.duration)[:, None]
            self.free[row, :, : self.periods] -= after * (need * times)[:, None]


class _Starts:
    """The starts of one try, with None where there is no place."""

    def __init__(self, start: Ints, at: int) -> None:
        self._start, self._at = start, at

    def __getitem__(self, number: int) -> int | None:
        found = int(self._start[number, self._at])
        return None if found == NOWHERE else found


class _OneTry:
    """One try as the rules for requests with prerequisites see a timetable."""

    def __init__(self, table: SimulatedTable, at: int) -> None:
        self._table, self._at = table, at
        self.before, self.works = table.planned.before, table.problem.works
        self.start = _Starts(table.start, at)

    def place(self, number: int) -> bool:
        table, at = self._table, self._at
        demand = table.demands[number]
        before = self.before[number]
        if demand.last < 0 or before is None:
            return False
        first = demand.earliest
        for one in before:
            start = self.start[one]
            if start is None:
                return False
            first = max(first, start + int(table.demands[one].duration[at]))
        fits = np.flatnonzero(table._fits(demand, slice(at, at + 1))[0, first:])
        if not fits.size:
            return False
        self.put(number, first + int(fits[0]))
        return True

    def put(self, number: int, t: int) -> None:
        self._table.start[number, self._at] = t
        self._change(number, t, 1)

    def lift(self, number: int) -> int:
        t = self.start[number]
        assert t is not None
        self._table.start[number, self._at] = NOWHERE
        self._change(number, t, -1)
        return t

    def _change(self, number: int, t: int, times: int) -> None:
        table, at = self._table, self._at
        demand = table.demands[number]
        for row, needs in demand.rows:
            width = min(needs.shape[1], table.room - t)
            table.free[row, at, t : t + width] -= needs[at, :width] * times
        for row, need in demand.tails:
            table.free[row, at, t + int(demand.duration[at]) : table.periods] -= need * times
