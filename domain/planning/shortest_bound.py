"""How long everything takes at least: the longest chain, and the days that must be worked inside some months.

For a length that is tried, every request has an earliest start and a latest finish. What it must work inside a window
of periods whatever happens is summed by team; where that is more than the team has, the length is impossible
(energetic reasoning; Erschler and Lopez 1990).
"""

from domain.planning.rules import Problem
from domain.planning.timetable import Timetable


def least_length(problem: Problem) -> int:
    """The number of periods that no timetable can beat. Capacity is the same in every period."""
    table = Timetable(problem)
    durations = [shape.duration for shape in table.shapes]
    after: list[list[int]] = [[] for _ in durations]
    for number, before in enumerate(table.before):
        for one in before or ():
            after[one].append(number)
    heads = _chains([list(before or ()) for before in table.before], durations)
    tails = _chains(after, durations)
    needs = [
        [(number, amounts[0]) for number, shape in enumerate(table.shapes) for at, amounts in shape.rows if at == row]
        for row in range(len(problem.teams))
    ]
    length = max(head + duration + tail for head, duration, tail in zip(heads, durations, tails, strict=True))
    while any(
        _overloaded(length, [(heads[one], length - tails[one], durations[one], need) for one, need in row], team.net[0])
        for row, team in zip(needs, problem.teams, strict=True)
    ):
        length += 1
    return length


def _chains(before: list[list[int]], durations: list[int]) -> list[int]:
    """The longest chain that ends before each."""
    found: dict[int, int] = {}

    def chain(number: int) -> int:
        stack = [number]
        while stack:
            one = stack[-1]
            open_ones = [each for each in before[one] if each not in found]
            if open_ones:
                stack.extend(open_ones)
            else:
                found[one] = max((found[each] + durations[each] for each in before[one]), default=0)
                stack.pop()
        return found[number]

    return [chain(number) for number in range(len(before))]


def _overloaded(length: int, jobs: list[tuple[int, int, int, int]], limit: int) -> bool:
    """Whether some window of periods must hold more than there is; jobs: earliest start, latest finish, duration,
    need.
    """
    begins = sorted({0, *(head for head, _, _, _ in jobs), *(last - duration for _, last, duration, _ in jobs)})
    ends = sorted({length, *(last for _, last, _, _ in jobs), *(head + duration for head, _, duration, _ in jobs)})
    for begin in begins:
        for end in ends:
            if end <= begin:
                continue
            worked = 0
            for head, last, duration, need in jobs:
                inside = min(duration, end - begin, head + duration - begin, end - (last - duration))
                if inside > 0:
                    worked += inside * need
            if worked > limit * (end - begin):
                return True
    return False
