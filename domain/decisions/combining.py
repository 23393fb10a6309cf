"""Some give way and the rest is bought, where that is better on balance than either alone."""

from collections.abc import Sequence

from domain.decisions.candidates import Aim, Cell, Purchase
from domain.decisions.conflict import Conflict
from domain.decisions.displacing import giving_way
from domain.decisions.kinds import Consent, OptionKind
from domain.decisions.pools import FoundSet, Pool, best_set
from domain.decisions.rules import Option
from domain.decisions.wording import Wording
from domain.quantities import DECIDAYS_PER_DAY


def combinations(conflict: Conflict, anybody: Sequence[Pool], own: Sequence[Pool], say: Wording) -> list[Option]:
    """The best mix of anybody's requests and money, and the best one of the unit's own requests and money.

    Best: what the request gains, less the value of those who give way, less the money. There is none where giving way
    or money alone is as good.
    """
    found: dict[tuple[object, ...], Option] = {}
    for among in (anybody, own):
        best = best_mix(conflict, among)
        if best is not None:
            option = combined(conflict, best, say)
            found.setdefault((option.displaced, option.extra_capacity), option)
    return list(found.values())


def purchase_of(conflict: Conflict, among: Sequence[Pool]) -> Purchase:
    """What one unit of each missing cell costs: a tenth of a day at the team's rate, a cent of the budget one cent."""
    return Purchase(
        {
            cell: (1, 1)
            if cell[0] == conflict.table.budget_row
            else (conflict.problem.teams[cell[0]].day_rate, DECIDAYS_PER_DAY)
            for pool in among
            for cell in pool.needs
        }
    )


def best_mix(conflict: Conflict, among: Sequence[Pool]) -> FoundSet | None:
    """The best set with the money that it leaves missing; None where the best is to displace only, or to buy only."""
    lacking = [pool for pool in among if pool.needs]
    if len(lacking) < len(among):
        return None  # something fits without anybody's loss
    purchase = purchase_of(conflict, lacking)
    best = best_set(conflict, lacking, Aim.LEAST_VALUE, on_balance=True, purchase=purchase)
    if best is None or not best.members or not left_missing(conflict, best):
        return None
    return best


def left_missing(conflict: Conflict, found: FoundSet) -> dict[Cell, int]:
    """What is still short once the set has gone."""
    freed: dict[Cell, int] = {}
    for number in found.members:
        for cell, amount in conflict.table.cells(number, conflict.table.start[number] or 0):
            freed[cell] = freed.get(cell, 0) + amount
    needs = found.attempt.needs
    return {cell: amount - freed.get(cell, 0) for cell, amount in needs.items() if amount > freed.get(cell, 0)}


def combined(conflict: Conflict, found: FoundSet, say: Wording) -> Option:
    work, way = conflict.work, found.attempt
    displaced = giving_way(conflict, way, found.members)
    need = left_missing(conflict, found)
    extra = conflict.extra(need)
    return Option(
        "",
        OptionKind.COMBINE,
        work.request,
        work.unit,
        Consent.BOARD,
        conflict.price(need),
        sum(one.deferred for one in displaced),
        conflict.gained(way.t),
        way.t,
        say.combine(work, way.t, displaced, extra),
        displaced=displaced,
        extra_capacity=extra,
        reserved=conflict.reserved(way.starts),
    )
