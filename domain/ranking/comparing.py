"""Which order an owner's answers to "which of these first?" suggest, and how far the answers agree with it. Pure.

An answer names the best and the worst of two to five requests: the best was put before all others, and all others
before the worst; of five that is seven pairs. Where a pair was answered more than once the newest answer counts.
Answers about requests that are not among `items` any more are left out, pair by pair.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.errors import RuleViolation
from domain.ranking.bradley_terry import Strengths, strengths
from domain.ranking.rules import Order

FEWEST, MOST = 2, 5  # requests in one question


@dataclass(frozen=True, slots=True)
class Answer:
    """Of these requests this one is first and that one last."""

    among: tuple[str, ...]
    best: str
    worst: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the answers say.

    order: all items, best first; what was never asked about keeps its place. agreeing: how many of the `pairs`, each
    (put first, put behind), agree with it. circles: answers that contradict each other, one for each pair that stands
    against the order and closes a circle, the shortest first; the last of a circle was put before its first.
    """

    order: Order
    pairs: tuple[tuple[str, str], ...]
    agreeing: int
    circles: tuple[tuple[str, ...], ...]
    strengths: Strengths

    @property
    def consistency(self) -> float | None:
        """The share of the answers, pair by pair, that agree with the order; None before the first."""
        return self.agreeing / len(self.pairs) if self.pairs else None


def check_answer(among: Sequence[str], best: str, worst: str) -> None:
    """An answer is about two to five different requests, two of which are the best and the worst."""
    if not FEWEST <= len(set(among)) == len(among) <= MOST:
        raise RuleViolation(f"Compare {FEWEST} to {MOST} different requests.", rule="compare_two_to_five", path="among")
    if best == worst or best not in among or worst not in among:
        raise RuleViolation(
            "The first and the last are two different ones of the requests compared.",
            rule="best_and_worst",
            path="best",
        )


def pairs_of(answers: Sequence[Answer], items: Order) -> tuple[tuple[str, str], ...]:
    """Who was put before whom, the oldest answer first, each pair once as it was answered last."""
    there = set(items)
    newest: dict[frozenset[str], tuple[str, str]] = {}
    for answer in answers:
        others = [one for one in answer.among if one not in (answer.best, answer.worst)]
        said = [(answer.best, answer.worst)]
        said += [(answer.best, one) for one in others] + [(one, answer.worst) for one in others]
        for first, behind in said:
            if first in there and behind in there:
                newest.pop(frozenset((first, behind)), None)
                newest[frozenset((first, behind))] = (first, behind)
    return tuple(newest.values())


def counted(answers: Sequence[Answer], items: Order) -> int:
    """How many answers still say something about the items."""
    there = set(items)
    return sum(len(there.intersection(answer.among)) > 1 for answer in answers)


def suggestion(answers: Sequence[Answer], items: Order) -> Suggestion:
    """The order that the answers suggest for the items, which are given as they stand now."""
    pairs = pairs_of(answers, items)
    index = {item: place for place, item in enumerate(items)}
    found = strengths(len(items), [(index[first], index[behind]) for first, behind in pairs])
    compared = {one for pair in pairs for one in pair}
    strength = {item: float(found.of[index[item]]) for item in compared}
    strongest = _parted(sorted(compared, key=lambda one: (-strength[one], index[one])), strength, pairs)
    against = _against(strongest, pairs)
    circles = _circles(pairs, against, items)
    if against and not circles:  # answers that do not contradict each other all count
        strongest, against = _sorted(strongest, pairs), []
    following = iter(strongest)
    order = tuple(next(following) if item in compared else item for item in items)
    return Suggestion(order, pairs, len(pairs) - len(against), circles, found)


def _parted(strongest: list[str], strength: Mapping[str, float], pairs: Sequence[tuple[str, str]]) -> list[str]:
    """Among equally strong neighbours the answer about the two decides; each change agrees with one answer more."""
    said, order, place = set(pairs), list(strongest), 0
    while place < len(order) - 1:
        above, below = order[place : place + 2]
        if strength[above] == strength[below] and (below, above) in said:
            order[place : place + 2] = below, above
            place = max(place - 1, 0)
        else:
            place += 1
    return order


def _against(order: Sequence[str], pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    place = {item: at for at, item in enumerate(order)}
    return [pair for pair in pairs if place[pair[0]] > place[pair[1]]]


def _sorted(strongest: Sequence[str], pairs: Sequence[tuple[str, str]]) -> list[str]:
    """The strongest first of those before which nothing left was put; the pairs close no circle."""
    left, order = list(strongest), []
    while left:
        behind = {pair[1] for pair in pairs if pair[0] in left}
        order.append(next(one for one in left if one not in behind))
        left.remove(order[-1])
    return order


def _circles(
    pairs: Sequence[tuple[str, str]], against: Sequence[tuple[str, str]], items: Order
) -> tuple[tuple[str, ...], ...]:
    """For each answer against the order the shortest way back along the answers, if there is one."""
    index = {item: place for place, item in enumerate(items)}
    put_before: dict[str, list[str]] = {item: [] for item in items}
    for first, behind in pairs:
        put_before[first].append(behind)
    for each in put_before.values():
        each.sort(key=index.__getitem__)
    found: dict[frozenset[str], tuple[str, ...]] = {}
    for first, behind in against:
        way = _way(put_before, behind, first)
        if way:
            found.setdefault(frozenset(way), way)
    return tuple(sorted(found.values(), key=lambda way: (len(way), [index[one] for one in way])))


def _way(put_before: dict[str, list[str]], start: str, end: str) -> tuple[str, ...]:
    """The shortest way from one to another along what was put before what; empty when there is none."""
    came_from, frontier = {start: start}, [start]
    while frontier and end not in came_from:
        reached = []
        for one in frontier:
            for other in put_before[one]:
                if other not in came_from:
                    came_from[other] = one
                    reached.append(other)
        frontier = reached
    if end not in came_from:
        return ()
    way = [end]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return tuple(reversed(way))
