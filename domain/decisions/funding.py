"""What is missing, bought: exactly so much for each team and month, from the earliest start to the cheapest one."""

from collections.abc import Sequence

from domain.decisions.attempts import Attempt
from domain.decisions.conflict import Conflict
from domain.decisions.kinds import Consent, OptionKind
from domain.decisions.rules import Option
from domain.decisions.wording import Wording

MOST_FUNDING = 3


def fundings(conflict: Conflict, ways: Sequence[Attempt], say: Wording) -> list[Option]:
    """The funding options: the earliest start, the cheapest one, and between them what is best on balance."""
    front = cheaper_and_later(conflict, ways)
    between = sorted(front[1:-1], key=lambda one: (one[0] - conflict.gained(one[1].t), one[1].t))
    chosen = sorted([*front[:1], *between[: MOST_FUNDING - 2], *front[1:][-1:]], key=lambda one: one[1].t)
    return [funded(conflict, price, way, say) for price, way in chosen]


def cheaper_and_later(conflict: Conflict, ways: Sequence[Attempt]) -> list[tuple[int, Attempt]]:
    """The starts, with their price in cents, that no other start beats in both price and month; by month."""
    found: list[tuple[int, Attempt]] = []
    for price, way in sorted(
        ((conflict.price(way.needs), way) for way in ways if way.needs),
        key=lambda one: (one[1].t, one[0], one[1].starts),
    ):
        if not found or price < found[-1][0]:
            found.append((price, way))
    return found


def funded(conflict: Conflict, price: int, way: Attempt, say: Wording) -> Option:
    work, extra = conflict.work, conflict.extra(way.needs)
    return Option(
        "",
        OptionKind.FUND,
        work.request,
        work.unit,
        Consent.BOARD,
        price,
        0,
        conflict.gained(way.t),
        way.t,
        say.fund(work, way.t, extra),
        extra_capacity=extra,
        reserved=conflict.reserved(way.starts),
    )
