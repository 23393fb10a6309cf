"""When each wish comes up, and what is to become of it: the years before were quieter, the last months are full."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from api.demo.chance import seeded
from api.demo.company import UNITS
from api.demo.wishes import Wish, wishes

SEED = "tamarind-and-oak"
REQUESTS = 240
LATELY = timedelta(days=275)  # what came up since is mostly still to be decided
ESTIMATED_WITHIN = timedelta(days=40)  # until then every team has estimated
# The part of its wishes with which a unit came lately.
PART_LATELY = {"retail": 0.72, "logistics": 0.7, "finance": 0.68, "workshops": 0.44}
OTHERS_LATELY = 0.5
LARGE = ("retail", "logistics", "finance")  # the units whose lists are long today
UNRANKED = 2  # the newest wishes of a unit have no place in its list today; the very last one has no estimate
FEW = 12  # with so few wishes only the newest of a unit is unranked, and most have an estimate
# What becomes of a wish when nothing else does: one for each so many.
FATES = {"withdrawn": 17, "parked": 9, "rerouted": 13, "resumed": 3}
QUICK_DAYS = 9  # what takes so many person-days at most goes into the quick-win lane
CONSIDERED = {"mandatory": 2, "quick": 4}  # ranked lately, and their owners have not committed them yet


class Arrival:
    """A wish on its day. `fate` is what is to become of it; `ranked` and `estimated` say whether anybody comes to it
    before today."""

    def __init__(self, wish: Wish, on: date, *, lately: bool, ranked: bool, estimated: bool) -> None:
        self.wish = wish
        self.on = on
        self.lately = lately
        self.ranked = ranked
        self.estimated = estimated
        self.fate = "delivered"
        self.by_owner = False

    @property
    def is_quick(self) -> bool:
        return self.wish.days <= QUICK_DAYS

    @property
    def is_legal(self) -> bool:
        return self.wish.category == "Compliance"


def arrivals(wanted: int, first: date, last: date) -> tuple[Arrival, ...]:
    """The wishes of all units in the order in which they come up."""
    chance = seeded(SEED, "wishes")
    found = [
        one for unit in UNITS for one in _of_unit(wishes(unit.code)[: _many(unit.code, wanted)], first, last, chance)
    ]
    found.sort(key=lambda one: (one.on, one.wish.unit))
    _fates(found, chance)
    return tuple(found)


def _many(unit: str, wanted: int) -> int:
    """How many wishes of a unit a story of so many requests tells."""
    place = [one.code for one in UNITS].index(unit)
    every = [len(wishes(one.code)) for one in UNITS]
    shares = [wanted * each // sum(every) for each in every]
    return shares[place] + (place < wanted - sum(shares))


def _of_unit(chosen: Sequence[Wish], first: date, last: date, chance: Random) -> list[Arrival]:
    unit = chosen[0].unit
    unranked = UNRANKED if len(chosen) > FEW else 1
    late = max(unranked + 1, round(len(chosen) * PART_LATELY.get(unit, OTHERS_LATELY)))
    early, settled = len(chosen) - late, late - unranked
    begin, until = last - LATELY, last - ESTIMATED_WITHIN
    days = [first + (begin - first) * ((number + chance.random()) / early) for number in range(early)]
    days += [begin + (until - begin) * ((number + chance.random()) / settled) for number in range(settled)]
    newest = [last - timedelta(days=chance.randint(15, 26)), last - timedelta(days=chance.randint(1, 8))]
    estimated = unranked > 1 or unit not in LARGE
    days += newest if unranked > 1 else newest[:1] if estimated else newest[1:]
    return [
        Arrival(
            wish,
            on,
            lately=number >= early,
            ranked=number < early + settled,
            estimated=number < len(chosen) - 1 or (estimated and unranked == 1),
        )
        for number, (wish, on) in enumerate(zip(chosen, days, strict=True))
    ]


def _fates(found: Sequence[Arrival], chance: Random) -> None:
    """Some wishes go another way than to IT; the newest mandatory and quick ones are still considered."""
    newest = [one for one in reversed(found) if one.lately and one.ranked]
    many = {kind: max(1, round(each * len(found) / REQUESTS)) for kind, each in CONSIDERED.items()}
    mandatory = [one for one in newest if one.is_legal and not one.is_quick][: many["mandatory"]]
    considered = mandatory + [one for one in newest if one.is_quick][: many["quick"]]
    for one in considered:
        one.fate = "considered"
        one.by_owner = one in mandatory
    open_to_chance = [
        one for one in found if one.ranked and one not in considered and not (one.lately and one.wish.unit in LARGE)
    ]
    fates = [fate for fate, each in FATES.items() for _ in range(max(1, round(each * len(found) / REQUESTS)))]
    fates += ["delivered"] * (len(open_to_chance) - len(fates))
    chance.shuffle(fates)
    for one, fate in zip(open_to_chance, fates, strict=True):
        one.fate = fate
