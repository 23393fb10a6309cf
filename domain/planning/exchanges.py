"""Which requests of a single period fit together for most value, searched by exchanges.

Begins with requests by what they gain beyond the price of what they take. Then one for one, one for two, two for one
and, where that gains no more, two for two change places (steepest ascent); a few are forced in, others give way, and it
climbs again. A worse plan is gone on from while it is not much worse, the less so the longer it takes. All that decides
is a whole number and the chance is seeded.
"""

from dataclasses import dataclass
from random import Random

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

AROUND = 60  # requests that may change places: those for which the prices decide least
KICKS_IN_A_ROW = 75  # then it begins again from the best
FORCED = (1, 1, 2, 2, 3)
LEAST_KICKS, MOST_KICKS, KICKS_BY_LIMIT = 60, 200, 1_000


@dataclass(frozen=True)
class Items:
    """Requests with what they gain, in steps, and what each takes of each limit (by limit, then by request).

    column: which column of the program each is. They stand in an order of their own, so that the portfolio's matters
    to nothing.
    """

    gains: Ints
    amounts: Ints
    limits: Ints
    column: Ints

    def gain(self, chosen: Flags) -> int:
        """What a choice gains, in steps."""
        return int(self.gains[chosen].sum())

    def fits(self, chosen: Flags) -> bool:
        """Whether no limit is overrun."""
        return bool((self.amounts @ chosen <= self.limits).all())


def exchanged(items: Items, left: Ints, most: int, seed: int) -> Flags:
    """The best choice found. left: what each gains beyond the price of what it takes, in parts that compare; most: what
    no choice can exceed, in steps.
    """
    trial = _Trial(items, left)
    chance = Random(seed)
    now = np.zeros(len(items.gains), dtype=np.bool_)
    free = trial.climbed(now, trial.filled(now, items.limits.copy()))
    gained = items.gain(now)
    best, best_free, best_gain = now.copy(), free, gained
    kicks = max(LEAST_KICKS, min(MOST_KICKS, KICKS_BY_LIMIT // len(items.limits)))
    for kick in range(kicks):
        tried, tried_free = trial.kicked(now, free, chance)
        found = items.gain(tried)
        if found > best_gain:
            best, best_free, best_gain = tried.copy(), tried_free, found
        phase = kick % KICKS_IN_A_ROW
        patience = max(0, most - best_gain) * (KICKS_IN_A_ROW - phase) // (4 * KICKS_IN_A_ROW)
        if phase == KICKS_IN_A_ROW - 1:
            now, free, gained = best.copy(), best_free, best_gain
        elif found >= gained - patience:
            now, free, gained = tried, tried_free, found
    return best


class _Trial:
    """What exchanges need to know of the requests that may change places, and of pairs of them."""

    def __init__(self, items: Items, left: Ints) -> None:
        numbers = range(len(items.gains))
        self.items = items
        self.by_worth = sorted(numbers, key=lambda one: (-int(left[one]), one))
        self.takes = np.ascontiguousarray(items.amounts.T)
        self.core = np.array(sorted(numbers, key=lambda one: (abs(int(left[one])), one))[:AROUND])
        self.one, self.two = np.triu_indices(len(self.core), 1)
        self.gains, self.needs = items.gains[self.core], self.takes[self.core]
        self.pair_gains = self.gains[self.one] + self.gains[self.two]
        self.pair_needs = self.needs[self.one] + self.needs[self.two]

    def filled(self, chosen: Flags, free: Ints) -> Ints:
        """Everything that still fits goes in, what is worth most first; what is free then."""
        for number in self.by_worth:
            if not chosen[number] and (self.takes[number] <= free).all():
                chosen[number] = True
                free = free - self.takes[number]
        return free

    def kicked(self, now: Flags, free: Ints, chance: Random) -> tuple[Flags, Ints]:
        """Some forced in, others out until it fits, and the best that exchanges make of it."""
        chosen = now.copy()
        for _ in range(chance.choice(FORCED)):
            at = chance.randrange(len(self.core))
            if not chosen[self.core[at]]:
                chosen[self.core[at]] = True
                free = free - self.needs[at]
        inside = np.flatnonzero(chosen[self.core]).tolist()
        while inside and (free < 0).any():
            at = inside.pop(chance.randrange(len(inside)))
            chosen[self.core[at]] = False
            free = free + self.needs[at]
        if (free < 0).any():
            return now.copy(), self.items.limits - self.items.amounts @ now
        return chosen, self.climbed(chosen, self.filled(chosen, free))

    def climbed(self, chosen: Flags, free: Ints) -> Ints:
        """The exchange that gains most, as long as there is one; what is free then."""
        while (found := self._exchange(chosen[self.core], free)) is not None:
            for at in found[0]:
                chosen[self.core[at]] = False
                free = free + self.needs[at]
            for at in found[1]:
                chosen[self.core[at]] = True
                free = free - self.needs[at]
            free = self.filled(chosen, free)
        return free

    def _exchange(self, chosen: Flags, free: Ints) -> tuple[list[int], list[int]] | None:
        inside, outside = np.flatnonzero(chosen), np.flatnonzero(~chosen)
        pairs_in = np.flatnonzero(chosen[self.one] & chosen[self.two])
        pairs_out = np.flatnonzero(~chosen[self.one] & ~chosen[self.two])
        room = free + self.needs[inside]
        gains, needs = self.gains, self.needs
        most = 0
        best: tuple[list[int], list[int]] | None = None
        if found := _best(gains[inside], room, gains[outside], needs[outside], most):
            most, out, into = found
            best = [int(inside[out])], [int(outside[into])]
        if found := _best(gains[inside], room, self.pair_gains[pairs_out], self.pair_needs[pairs_out], most):
            most, out, into = found
            pair = pairs_out[into]
            best = [int(inside[out])], [int(self.one[pair]), int(self.two[pair])]
        pair_room = free + self.pair_needs[pairs_in]
        if found := _best(self.pair_gains[pairs_in], pair_room, gains[outside], needs[outside], most):
            most, out, into = found
            pair = pairs_in[out]
            best = [int(self.one[pair]), int(self.two[pair])], [int(outside[into])]
        if best is not None:
            return best
        if found := _best(
            self.pair_gains[pairs_in], pair_room, self.pair_gains[pairs_out], self.pair_needs[pairs_out], most
        ):
            _, out, into = found
            gone, come = pairs_in[out], pairs_out[into]
            return [int(self.one[gone]), int(self.two[gone])], [int(self.one[come]), int(self.two[come])]
        return None


def _best(lost: Ints, room: Ints, won: Ints, needs: Ints, least: int) -> tuple[int, int, int] | None:
    """Of all that may go out and all that may come in, what gains most and more than `least`, if anything does."""
    out, into = np.nonzero(won[None, :] - lost[:, None] > least)
    if not len(out):
        return None
    fits = (needs[into] <= room[out]).all(axis=1)
    if not fits.any():
        return None
    gained = np.where(fits, won[into] - lost[out], 0)
    at = int(gained.argmax())
    return int(gained[at]), int(out[at]), int(into[at])
