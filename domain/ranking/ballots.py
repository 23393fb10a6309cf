"""What an owner's ballot may say, and how a move changes it.

A ballot is tiers of request ids, best first; requests of one tier are level. It need not name every request of the
unit: what it leaves out, its owner has no opinion about. Pure; the caller holds the lock of the unit's list.
"""

from collections.abc import Collection, Sequence

from domain.errors import RuleViolation
from domain.ranking.rules import Order

Tiers = tuple[tuple[str, ...], ...]


def kept(tiers: Sequence[Sequence[str]], counting: Collection[str]) -> Tiers:
    """The ballot without what left the order; tiers that are empty then go."""
    left = (tuple(one for one in tier if one in counting) for tier in tiers)
    return tuple(tier for tier in left if tier)


def flat(tiers: Tiers, by_date: Order) -> Order:
    """The ballot as one order: within a tier the request submitted first stands first."""
    age = {one: place for place, one in enumerate(by_date)}
    return tuple(one for tier in tiers for one in sorted(tier, key=age.__getitem__))


def completed(tiers: Tiers, order: Order) -> Tiers:
    """The ballot with every request of the unit's list: each that it lacks comes right below the one that stands above
    it in the list, or on top."""
    known = {one for tier in tiers for one in tier}
    made = list(tiers)
    for place, one in enumerate(order):
        if one not in known:
            made.insert(_tier_of(made, order[place - 1]) + 1 if place else 0, (one,))
    return tuple(made)


def placed(tiers: Tiers, item: str, after: str | None, order: Order) -> Tiers:
    """The ballot, completed by the unit's list, with a request right below another one or on top.

    Where `after` stands level with others, the tier is parted below it as the list orders them: who moves a request
    sees one under the other. Raises RuleViolation when `after` is the request itself or not in the list.
    """
    if after == item:
        raise RuleViolation("A request cannot be ranked below itself.", rule="rank_after_another", path="after")
    if after is not None and after not in order:
        raise RuleViolation(
            "The request to rank below is not in this unit's list.", rule="rank_within_the_unit", path="after"
        )
    made = list(kept(completed(tiers, order), {one for one in order if one != item}))
    if after is None:
        return ((item,), *made)
    place = _tier_of(made, after)
    level = sorted(made[place], key=order.index)
    upper = level[: level.index(after) + 1]
    lower = level[len(upper) :]
    return (*made[:place], tuple(upper), (item,), *([tuple(lower)] if lower else ()), *made[place + 1 :])


def place_on(tiers: Tiers, item: str) -> int:
    """A request's place on the ballot, 1 at the top: one more than the requests above it. Raises ValueError."""
    return sum(len(tier) for tier in tiers[: _tier_of(tiers, item)]) + 1


def _tier_of(tiers: Sequence[Sequence[str]], item: str) -> int:
    for place, tier in enumerate(tiers):
        if item in tier:
            return place
    raise ValueError(f"{item} is not on the ballot")
