"""The plan of most value, searched for over the order: the best plan of a regular aim follows from some order.

Begins with the best of several orders (the owners', value for effort, value for what the bound's prices come to), then
moves single requests by up to a tenth of the list and plans again with the same rules (serial schedule generation).
Small portfolios are annealed: a worse plan is kept for a while with a chance that falls quadratically. Everything
that decides is an integer and the chance is seeded, so the same portfolio always gives the same plan.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random
from typing import Any

from domain.planning.gain import Choice, gain
from domain.planning.schedule import missing, place_with_prerequisites
from domain.planning.timetable import Timetable

SEED = 20
ANNEALED_UP_TO = 300
MOST_MOVES, LEAST_MOVES = 60_000, 1_500
PLACINGS = 12_000_000  # how many placings all moves together may take, about
PLACINGS_OF_A_SLICE, MOVES_OF_A_SLICE = 400_000, 2_000
PLANNING_STOPS = 24  # how often on the way through the order the free capacity is kept, to begin again there
MILLION = 1_000_000
# How much worse a move may be, in millionths of the temperature: quantiles of the exponential distribution.
PATIENCE = tuple(round(-MILLION * math.log((number + 0.5) / 1024)) for number in range(1024))


@dataclass(frozen=True)
class Search:
    """How far the search is. Requests are numbers of the problem's works; gains are cents.

    order, gain: where it stands; best: the plan of most value so far, as (number, start) pairs by number.
    """

    order: tuple[int, ...]
    gain: int
    best: tuple[tuple[int, int], ...]
    best_gain: int
    moves: int
    all_moves: int
    chance: Any

    @property
    def done(self) -> bool:
        return self.moves >= self.all_moves


def begun(given: Choice, rankings: Sequence[Sequence[int]] = ()) -> Search:
    """The best beginning: the owners' plan itself, or the plan of one of several orders."""
    trial = _Trial(given)
    numbers = trial.worth_trying
    index = {work.request: number for number, work in enumerate(given.problem.works)}
    best = tuple(sorted((index[one], start) for one, start in given.by_order.items()))
    best_gain = given.order_gain
    orders: list[Sequence[int]] = [numbers, _by_density(given, trial, numbers)]
    for ranking in rankings:
        named = set(ranking)
        orders.append([*ranking, *(one for one in numbers if one not in named)])
    chosen: tuple[int, tuple[int, ...]] | None = None
    for order in orders:
        found = trial.whole(order)
        if chosen is None or found > chosen[0]:
            chosen = (found, tuple(order))
        if found > best_gain:
            best, best_gain = trial.plan(), found
    assert chosen is not None
    moves = max(LEAST_MOVES, min(MOST_MOVES, PLACINGS // max(1, len(numbers)))) if len(numbers) > 1 else 0
    return Search(chosen[1], chosen[0], best, best_gain, 0, moves, Random(SEED).getstate())


def improved(search: Search, starts: tuple[tuple[int, int], ...] | None, found: int, given: Choice) -> Search:
    """The search going on from a better plan that was found elsewhere: its order is by start."""
    if starts is None or found <= search.best_gain:
        return search
    planned = {number for number, _ in starts}
    order = (
        *(number for number, _ in sorted(starts, key=lambda pair: (pair[1], pair[0])) if number in set(search.order)),
        *(number for number in search.order if number not in planned),
    )
    return replace(search, order=order, gain=_Trial(given).whole(order), best=tuple(sorted(starts)), best_gain=found)


def advanced(search: Search, given: Choice) -> Search:
    """The search one slice further, as many placings as a moment takes."""
    trial = _Trial(given)
    chance = Random()
    chance.setstate(search.chance)
    now = trial.whole(search.order)
    best, best_gain = search.best, search.best_gain
    count = len(search.order)
    reach = max(1, count // 10) if count > 20 else count
    slice_of = min(MOVES_OF_A_SLICE, PLACINGS_OF_A_SLICE // max(1, count))
    until = min(search.all_moves, search.moves + max(20, slice_of))
    first_heat = max(abs(best_gain), 1) * 3 // 1000 if count <= ANNEALED_UP_TO else 0
    for move in range(search.moves, until):
        here = chance.randrange(count)
        there = min(count - 1, max(0, here + chance.randint(-reach, reach)))
        patience = PATIENCE[chance.randrange(1024)]
        if here == there:
            continue
        left = search.all_moves - move
        heat = first_heat * left * left // (search.all_moves * search.all_moves)
        found = trial.moved(here, there, now - heat * patience // MILLION)
        if found is not None:
            now = found
            if now > best_gain:
                best, best_gain = trial.plan(), now
    return replace(
        search,
        order=tuple(trial.order),
        gain=now,
        best=best,
        best_gain=best_gain,
        moves=until,
        chance=chance.getstate(),
    )


def _by_density(given: Choice, trial: "_Trial", numbers: Sequence[int]) -> list[int]:
    """By gain at the earliest start for each day of effort; ties stay in the portfolio order."""
    sizes = [max(1, work.size) for work in given.problem.works]
    return sorted(numbers, key=lambda one: (Fraction(-trial.best_gain(one), sizes[one]), one))


class _Trial:
    """One order after another, each planned from the first place that differs from the one before. Mutable."""

    def __init__(self, given: Choice) -> None:
        self.table = Timetable(given.problem)
        self.table.keep_fixed()
        self.base = [list(row) for row in self.table.free]
        works, shapes = given.problem.works, self.table.shapes
        # Of each request, what it gains by its start.
        self.gains = [
            tuple(
                gain(given.problem, work, t + shape.duration - 1)
                for t in range(max(shape.last + 1, shape.earliest + 1, 1))
            )
            for work, shape in zip(works, shapes, strict=True)
        ]
        self.needs = [bool(before) or before is None for before in self.table.before]
        self.worth_trying = [
            number for number, work in enumerate(works) if work.fixed is None and self.best_gain(number) > 0
        ]
        self.waiting = [number for number in self.worth_trying if self.needs[number]]
        self.order: list[int] = []
        self.placed: list[tuple[int, int]] = []  # in the order of placing
        self.marks: list[int] = []  # how many stood when each place of the order had its turn
        self.stops: dict[int, list[list[int]]] = {}
        self.apart = 1

    def best_gain(self, number: int) -> int:
        shape = self.table.shapes[number]
        return self.gains[number][shape.earliest] if shape.earliest <= shape.last else 0

    def plan(self) -> tuple[tuple[int, int], ...]:
        return tuple(sorted(self.placed))

    def whole(self, order: Sequence[int]) -> int:
        """Plan an order from its beginning; what it gains."""
        for number, _ in self.placed:
            self.table.start[number] = None
        self.order, self.placed, self.marks = list(order), [], []
        self.apart = max(1, len(order) // PLANNING_STOPS)
        self.stops = {0: [list(row) for row in self.base]}
        return self._onward(0)

    def moved(self, here: int, there: int, least: int) -> int | None:
        """Move one request and plan again; the gain if it is at least `least`, else None and nothing has changed."""
        order = self.order
        place = min(here, there)
        mark, kept = self.marks[place], self.placed[self.marks[place] :]
        marks, stops = self.marks[place:], {at: free for at, free in self.stops.items() if at > place}
        order.insert(there, order.pop(here))
        start = self.table.start
        for number, _ in kept:
            start[number] = None
        del self.placed[mark:], self.marks[place:]
        found = self._onward(place)
        if found >= least:
            return found
        order.insert(here, order.pop(there))
        for number, _ in self.placed[mark:]:
            start[number] = None
        for number, t in kept:
            start[number] = t
        self.placed[mark:], self.marks[place:] = kept, marks
        self.stops.update(stops)
        return None

    def _onward(self, place: int) -> int:
        """Plan the order from a place on, everything before it being placed."""
        table, order, placed, marks = self.table, self.order, self.placed, self.marks
        stop = place // self.apart * self.apart
        while stop not in self.stops:
            stop -= self.apart
        table.free = [list(row) for row in self.stops[stop]]
        again = placed[marks[stop] :] if stop < place else []
        for number, t in again:
            table.take(table.shapes[number], t, 1)
        start, shapes, gains, needs = table.start, table.shapes, self.gains, self.needs
        for at in range(place, len(order)):
            if at % self.apart == 0:
                self.stops[at] = [list(row) for row in table.free]
            marks.append(len(placed))
            number = order[at]
            if start[number] is not None:
                continue
            if needs[number]:
                self._with_prerequisites(number)
                continue
            shape = shapes[number]
            found = table.earliest(shape, shape.earliest)
            if found is not None and gains[number][found] > 0:
                start[number] = found
                table.take(shape, found, 1)
                placed.append((number, found))
        self._second_chance()
        return sum([gains[number][t] for number, t in placed])

    def _with_prerequisites(self, number: int) -> None:
        """A request with all that it still waits for, if together they gain something."""
        table = self.table
        group = missing(table, number)
        if group is None or not place_with_prerequisites(table, number):
            return
        new = [(one, table.start[one] or 0) for one in (*group, number)]
        if sum(self.gains[one][t] for one, t in new) > 0:
            self.placed.extend(new)
        else:
            for one, _ in new:
                table.lift(one)

    def _second_chance(self) -> None:
        table = self.table
        changed = True
        while changed:
            changed = False
            for number in self.waiting:
                if table.start[number] is None and table.place(number):
                    t = table.start[number]
                    assert t is not None
                    if self.gains[number][t] > 0:
                        self.placed.append((number, t))
                        changed = True
                    else:
                        table.lift(number)
