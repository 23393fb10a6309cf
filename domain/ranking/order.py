"""The portfolio order follows from the units' lists by entitlement, and from nothing else.

Each unit has a clock that advances by size / weight with every request placed from its list; the unit whose
clock shows least places next. This is weighted fair queueing (Parekh and Gallager 1993), which on lists is
sequential Phragmén with costs (Brill, Freeman, Janson and Lackner 2017). Promised value has no part in it,
so inflating a promise gains nothing.

Guarantee for requests carried by one unit, without credits: everything up to and including a request is at
most (own effort up to it) x (sum of weights) / (own weight), whatever anybody else submits, ranks or
promises.

A request that other units endorse stands in its own unit's list alone. Each sponsor is charged its share
when the request is placed: support makes a request earlier because it costs its unit less, and the
supporter's next requests pay for it. Endorsing units rank nothing here, so the tags of all sponsors meet at
that one place.

Sizes and credits are decidays, shares are parts of 10,000, weights are positive integers. All comparisons
are on integers; the last tie-break is (submitted_at, request id).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from heapq import heapify, heappop, heapreplace
from math import lcm

from domain.errors import RuleViolation
from domain.wording import day_name, days

WHOLE_SHARE = 10_000


class OrderRule(StrEnum):
    """What put a request at its place."""

    MANDATORY = "mandatory"
    ENTITLEMENT = "entitlement"


@dataclass(frozen=True, slots=True)
class Ranked:
    """One request in its unit's list.

    size: expected effort of all teams in decidays, IT's estimate, at least 1. endorsed: (unit, share of
    10,000) of each other unit that carries part of the cost. mandatory: required by law or regulator,
    placed before all else. clock_from: the unit's clock, in decidays times 10,000 with credit taken off, shows
    this at least when its turn comes, because something ranked above it stands in a lane until then.
    """

    request: str
    size: int
    submitted_at: datetime
    endorsed: tuple[tuple[str, int], ...] = ()
    mandatory: bool = False
    due_on: date | None = None
    clock_from: int | None = None


@dataclass(frozen=True, slots=True)
class UnitList:
    """A unit's list with its entitlement: weight, and credit in decidays carried over from past periods.

    A lane (quick wins, for example) is one more list with a weight of its own.
    """

    unit: str
    name: str
    weight: int
    ranked: tuple[Ranked, ...]
    credit: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A request's place in the portfolio order, with the facts that put it there.

    own_place: place in the unit's list, from 1. charged: decidays on the unit's clock up to and including
    this request, times 10,000. tag: charged less credit, per weight, as an integer over `scale`. allowance:
    decidays that may stand before it beyond its unit's guarantee: mandatory requests, credits, and costs that
    units carry for others.
    """

    request: str
    place: int
    rule: OrderRule
    unit: str
    unit_name: str
    own_place: int
    own_length: int
    weight: int
    weights: int
    charged: int
    credit: int
    tag: int
    scale: int
    allowance: int
    due_on: date | None = None

    @property
    def clock(self) -> Fraction:
        """The tag in decidays per unit of weight: requests stand in its ascending order."""
        return Fraction(self.tag, self.scale)

    @property
    def share(self) -> Fraction:
        """The unit's share of the portfolio."""
        return Fraction(self.weight, self.weights)

    @property
    def within(self) -> int:
        """Decidays of the portfolio within which the unit's effort up to here is sure to stand, rounded up."""
        own = self.charged - self.credit * WHOLE_SHARE
        return self.allowance + max(0, -(-own * self.weights // (self.weight * WHOLE_SHARE)))

    @property
    def going_before(self) -> str:
        """How many of those days go before by other rules than the units' shares; a clause, or nothing."""
        if not self.allowance:
            return ""
        return f", of which up to {days(self.allowance)} days go before by law, credit and what units carry for others"

    @property
    def text(self) -> str:
        """Why it stands here, in one or two sentences."""
        if self.rule is OrderRule.MANDATORY:
            due = f", due on {day_name(self.due_on)}" if self.due_on else ""
            return f"Required by law or regulator{due}: such requests stand before all others, the earliest due first."
        own = f"{self.unit_name} ranks it {self.own_place} of {self.own_length}."
        lent = ""
        if self.credit:
            held = "It holds" if self.credit > 0 else "It owes"
            moved = "up" if self.credit > 0 else "down"
            lent = f" {held} {days(abs(self.credit))} days of priority, which move its requests {moved}."
        return (
            f"{own} {self.unit_name}'s share is {percent(self.share)},"
            f" so its first {days(self.charged // WHOLE_SHARE)} days"
            f" stand within the first {days(self.within)} days of the portfolio{self.going_before}.{lent}"
        )

    @property
    def raised_by(self) -> str:
        """What would move it up, in one sentence."""
        if self.rule is OrderRule.MANDATORY:
            return "Only an earlier due date moves it up among the mandatory requests."
        if self.own_place == 1:
            return (
                f"It is {self.unit_name}'s first already: a smaller scope, another unit's endorsement"
                " or days of priority lent by another unit would move it up."
            )
        return (
            f"{self.unit_name}'s owner can rank it higher; a smaller scope, another unit's endorsement"
            " or days of priority lent by another unit would also move it up."
        )


def percent(share: Fraction) -> str:
    """A share in per cent, rounded half up to a whole number, or to one decimal below 10 %."""
    tenths = (share.numerator * 2000 + share.denominator) // (2 * share.denominator)
    if tenths >= 100:
        return f"{(tenths + 5) // 10}%"
    return f"{tenths // 10}.{tenths % 10}%" if tenths % 10 else f"{tenths // 10}%"


def portfolio_order(lists: Sequence[UnitList], *, mandatory_weight: int = 0) -> tuple[Place, ...]:
    """All units' lists become one order, by entitlement; mandatory requests stand first.

    Mandatory requests are charged to no unit but to a lane of their own, whose weight counts in everybody's
    share, so that calling a request mandatory shows. Raises RuleViolation for a weight below 1, a size
    below 1, shares of 100 % or more given away, an endorsing unit without a list, or a request that stands
    in two places.
    """
    checked(lists, mandatory_weight)
    weights = sum(one.weight for one in lists) + mandatory_weight
    common = lcm(*(one.weight for one in lists)) if lists else 1
    scale = common * WHOLE_SHARE
    lane = sorted(
        ((one, ranked, own) for one in lists for own, ranked in enumerate(one.ranked) if ranked.mandatory),
        key=lambda entry: (entry[1].due_on or date.max, entry[1].submitted_at, entry[1].request),
    )
    places: list[Place] = []
    charged = 0
    for one, ranked, own in lane:
        before, charged = charged // WHOLE_SHARE, charged + ranked.size * WHOLE_SHARE
        places.append(
            Place(
                ranked.request,
                len(places) + 1,
                OrderRule.MANDATORY,
                one.unit,
                one.name,
                own + 1,
                len(one.ranked),
                mandatory_weight or one.weight,
                weights,
                charged,
                0,
                0,
                scale,
                before,
                ranked.due_on,
            )
        )
    return (*places, *clocked(lists, weights, common, len(places), charged // WHOLE_SHARE))


def clocked(lists: Sequence[UnitList], weights: int, common: int, first: int, mandatory: int) -> list[Place]:
    """The units' clocks run: always the list whose next request has the smallest tag places it."""
    scale = common * WHOLE_SHARE
    allowance = (mandatory + sum(max(0, one.credit) for one in lists)) * WHOLE_SHARE
    queues = [[(own, ranked) for own, ranked in enumerate(one.ranked) if not ranked.mandatory] for one in lists]
    factor = [common // one.weight for one in lists]
    position = {one.unit: number for number, one in enumerate(lists)}
    charged = [0] * len(lists)
    served = [0] * len(lists)
    stale = [False] * len(lists)

    def head(number: int) -> tuple[int, datetime, str, int]:
        ranked, credit = queues[number][served[number]][1], lists[number].credit * WHOLE_SHARE
        if ranked.clock_from is not None:
            charged[number] = max(charged[number], ranked.clock_from + credit)
        total = charged[number] + ranked.size * kept_share(ranked) - credit
        return (total * factor[number], ranked.submitted_at, ranked.request, number)

    heap = [head(number) for number in range(len(lists)) if queues[number]]
    heapify(heap)
    places: list[Place] = []
    while heap:
        tag, _, request, number = heap[0]
        if stale[number]:  # an endorsement was charged since this head was queued: its tag has grown
            stale[number] = False
            heapreplace(heap, head(number))
            continue
        one, (own, ranked) = lists[number], queues[number][served[number]]
        charged[number] += ranked.size * kept_share(ranked)
        for unit, share in ranked.endorsed:
            charged[position[unit]] += ranked.size * share
            stale[position[unit]] = True
            allowance += ranked.size * share
        places.append(
            Place(
                request,
                first + len(places) + 1,
                OrderRule.ENTITLEMENT,
                one.unit,
                one.name,
                own + 1,
                len(one.ranked),
                one.weight,
                weights,
                charged[number],
                one.credit,
                tag,
                scale,
                -(-allowance // WHOLE_SHARE),
                ranked.due_on,
            )
        )
        served[number] += 1
        if served[number] < len(queues[number]):
            heapreplace(heap, head(number))
        else:
            heappop(heap)
    return places


def kept_share(ranked: Ranked) -> int:
    """The part of 10,000 that the request's own unit carries."""
    return WHOLE_SHARE - sum(share for _, share in ranked.endorsed) if ranked.endorsed else WHOLE_SHARE


def checked(lists: Sequence[UnitList], mandatory_weight: int) -> None:
    """The lists make sense together; otherwise a RuleViolation says which one does not."""
    units = {one.unit for one in lists}
    if len(units) != len(lists):
        raise RuleViolation("A unit has one list.", rule="one_list_per_unit", path="lists")
    if mandatory_weight < 0 or any(one.weight < 1 for one in lists):
        raise RuleViolation("An entitlement weight is at least 1.", rule="weight_positive", path="weight")
    seen: set[str] = set()
    for one in lists:
        for ranked in one.ranked:
            if ranked.request in seen:
                raise RuleViolation("A request stands in one list, once.", rule="ranked_once", path=ranked.request)
            seen.add(ranked.request)
            if ranked.size < 1:
                raise RuleViolation("A request's size is positive.", rule="size_positive", path=ranked.request)
            if ranked.endorsed and (
                kept_share(ranked) < 1
                or any(share < 1 or unit not in units or unit == one.unit for unit, share in ranked.endorsed)
            ):
                raise RuleViolation(
                    "Endorsing units are other units with a list, and leave the request's own unit a share.",
                    rule="shares_below_the_whole",
                    path=ranked.request,
                )
