"""The order by which everything is finished soonest: a search over the order with the plan's own rules.

Begins with the classic priorities (latest finish, latest start, most that follows), then breeds the better orders:
two of them are mixed at two points, some neighbours change places, and each child is pushed to the right and back to
the left (forward-backward improvement, Tormos and Lova 2001; Valls, Ballestín and Quintanilla 2005). Ends where a
bound is met that no timetable can beat, or when told to.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from domain.planning.rules import Problem
from domain.planning.shortest_bound import least_length
from domain.planning.timetable import Timetable

SEED = 20
KEPT = 100  # orders that breed
FRESH_AFTER = 4_000  # children without a better one, after which all begin anew


@dataclass(frozen=True, slots=True)
class Shortest:
    """The works' numbers in the order that finishes soonest, the periods that takes, and what none can beat."""

    order: tuple[int, ...]
    length: int
    bound: int

    @property
    def proved(self) -> bool:
        return self.length <= self.bound


def shortest(problem: Problem, *, go_on: Callable[[int], bool]) -> Shortest:
    """Look for the order that finishes soonest while `go_on(number of orders tried)` says so.

    Capacity is the same in every period, and everything fits one after the other.
    """
    if not problem.works:
        return Shortest((), 0, 0)
    search = _Search(problem)
    search.begin()
    bound = least_length(problem)
    while search.length > bound and go_on(search.tried):
        search.breed()
    return Shortest(tuple(search.best), search.length, bound)


Order = list[int]


class _Search:
    """The orders that breed, best first. Mutable."""

    def __init__(self, problem: Problem) -> None:
        self.ahead = Timetable(problem)
        self.before = [list(before or ()) for before in self.ahead.before]
        self.after: list[list[int]] = [[] for _ in self.before]
        for number, before in enumerate(self.before):
            for one in before:
                self.after[one].append(number)
        self.backward = Timetable(_mirrored(problem, self.after))
        self.durations = [shape.duration for shape in self.ahead.shapes]
        self.chance = Random(SEED)
        self.tried = 0
        self.best: Order = []
        self.length = 0
        self.stale = 0
        self.stock: list[tuple[int, Order]] = []

    def begin(self) -> None:
        """The first stock: every priority, then chance leaning on them."""
        priorities = self._priorities()
        for keys in priorities:
            self._welcome(self._led([float(key) for key in keys]))
        for _ in range(3 * KEPT):
            if len(self.stock) == KEPT:
                break
            keys = self.chance.choice(priorities)
            spread = max(keys) - min(keys) + 1
            self._welcome(self._led([key + self.chance.random() * spread * 0.4 for key in keys]))

    def breed(self) -> None:
        """One child of two orders takes a place in the stock if it is better than the last there."""
        many = len(self.stock)
        one, other = (self.stock[min(self.chance.randrange(many), self.chance.randrange(many))][1] for _ in range(2))
        count = len(one)
        first, last = sorted((self.chance.randrange(count + 1), self.chance.randrange(count + 1)))
        if one == other:
            child = list(one)
            swaps = 3
        else:
            child = one[:first]
            held = set(child)
            middle = [number for number in other if number not in held][: last - first]
            held.update(middle)
            child += middle
            child += [number for number in one if number not in held]
            swaps = 1 if self.chance.random() < 0.7 else 2
        for _ in range(swaps):
            self._move(child)
        self._welcome(child)
        if self.stale > FRESH_AFTER:
            self.stale, self.stock = 0, []
            self.begin()

    def _move(self, order: Order) -> None:
        """One request goes somewhere else between what it waits for and what waits for it."""
        here = self.chance.randrange(len(order))
        number = order[here]
        low, high = here, here
        before, after = set(self.before[number]), set(self.after[number])
        while low and order[low - 1] not in before:
            low -= 1
        while high + 1 < len(order) and order[high + 1] not in after:
            high += 1
        order.insert(self.chance.randint(low, high), order.pop(here))

    def _welcome(self, order: Order) -> None:
        length, order = self._improved(order)
        if not self.best or length < self.length:
            self.best, self.length, self.stale = order, length, 0
        else:
            self.stale += 1
        if any(order == known for _, known in self.stock):
            return
        if len(self.stock) < KEPT or length <= self.stock[-1][0]:
            self.stock.insert(0, (length, order))  # the newer before its equals, so that the stock keeps moving
            self.stock.sort(key=lambda pair: pair[0])
            del self.stock[KEPT:]

    def _improved(self, order: Order) -> tuple[int, Order]:
        """Pushed to the right and back to the left until that helps no more."""
        length, starts = self._planned(self.ahead, order)
        while True:
            latest_first = sorted(order, key=lambda one: (-(starts[one] + self.durations[one]), one))
            _, mirrored = self._planned(self.backward, latest_first)
            right = sorted(order, key=lambda one: (-(mirrored[one] + self.durations[one]), one))
            found, newer = self._planned(self.ahead, right)
            if found >= length:
                return length, sorted(order, key=lambda one: (starts[one], one))
            length, starts, order = found, newer, right

    def _planned(self, table: Timetable, order: Order) -> tuple[int, list[int]]:
        """Each in turn at its earliest place; how long everything takes, and the starts."""
        self.tried += 1
        base = [list(team.net) for team in table.problem.teams]
        table.free = base
        starts = [0] * len(order)
        finishes = [0] * len(order)
        before = self.before if table is self.ahead else self.after
        for number in order:
            first = 0
            for one in before[number]:
                if finishes[one] > first:
                    first = finishes[one]
            shape = table.shapes[number]
            t = table.earliest(shape, first)
            assert t is not None
            table.take(shape, t, 1)
            starts[number] = t
            finishes[number] = t + shape.duration
        return max(finishes), starts

    def _led(self, keys: list[float]) -> Order:
        """Whoever waits for nobody any more, the smallest key first."""
        waiting = [len(before) for before in self.before]
        ready = [number for number, count in enumerate(waiting) if not count]
        order: Order = []
        while ready:
            number = min(ready, key=lambda one: (keys[one], one))
            ready.remove(number)
            order.append(number)
            for one in self.after[number]:
                waiting[one] -= 1
                if not waiting[one]:
                    ready.append(one)
        return order

    def _priorities(self) -> list[list[int]]:
        """By latest finish, by latest start, by how much follows, and by the longest way to the end."""
        line = self._led([0.0] * len(self.before))
        tail = [0] * len(line)
        following: list[set[int]] = [set() for _ in line]
        for number in reversed(line):
            for one in self.after[number]:
                tail[number] = max(tail[number], tail[one] + self.durations[one])
                following[number] |= {one} | following[one]
        return [
            [-each for each in tail],
            [-each - duration for each, duration in zip(tail, self.durations, strict=True)],
            [-len(each) for each in following],
            [-sum(self.durations[one] for one in each) - self.durations[at] for at, each in enumerate(following)],
        ]


def _mirrored(problem: Problem, after: list[list[int]]) -> Problem:
    """The same from the end: whoever waited is waited for."""
    works = tuple(
        replace(work, after=tuple(problem.works[one].request for one in following))
        for work, following in zip(problem.works, after, strict=True)
    )
    teams = tuple(replace(team, net=team.net[::-1]) for team in problem.teams)
    return replace(problem, works=works, teams=teams)
