"""How small the smallest set can be, and how large it need not be: bounds that spare the solver most of its work."""

from collections.abc import Collection, Mapping

from domain.decisions.candidates import Aim, Candidate, Cell, Purchase, reduced


def at_least(
    needs: Mapping[Cell, int], pool: Mapping[int, Candidate], aim: Aim, purchase: Purchase | None = None
) -> float:
    """A floor under the size of any set for these needs; infinite when the pool cannot do it.

    It is the highest of the floors from each cell alone, and from all cells together, each counted by the part of its
    need that is freed. With a purchase: under what a set loses and the rest costs together.
    """
    helping: dict[Cell, list[tuple[float, int, float]]] = {cell: [] for cell in needs}
    together: list[tuple[float, int, float]] = []
    for one in pool.values():
        cost = one.cost if aim is Aim.LEAST_VALUE else 1
        parts = 0.0
        for cell, gain in one.cover.items():
            helping[cell].append((cost / gain, cost, gain))
            parts += gain / needs[cell] if gain < needs[cell] else 1.0
        if parts:
            together.append((cost / parts, cost, parts))
    prices: dict[Cell, float] = dict.fromkeys(needs, float("inf"))
    if purchase is not None:
        prices = {cell: cents / units for cell, (cents, units) in purchase.rates.items() if cell in needs}
    floor = max((cheapest(helping[cell], need, prices[cell]) for cell, need in needs.items()), default=0.0)
    if floor == float("inf"):
        return floor
    whole = min((prices[cell] * need for cell, need in needs.items()), default=0.0)
    return max(floor, cheapest(together, len(needs) * (1 - 1e-12), whole))


def cheapest(helping: list[tuple[float, int, float]], need: float, price: float) -> float:
    """What it takes at least to free an amount, if everybody could give way in part or what is left were bought."""
    left, total = float(need), 0.0
    for each, cost, gain in sorted(helping):
        if each >= price:
            break
        total += cost if left >= gain else cost * (left / gain)
        left -= min(left, gain)
        if left <= 0:
            break
    return total + price * left if left > 0 else total


def affordable(
    needs: Mapping[Cell, int],
    pool: Mapping[int, Candidate],
    without: Collection[frozenset[int]],
    purchase: Purchase | None,
    limit: int | None,
) -> dict[int, Candidate]:
    """The candidates that cost no more than the limit or, without one, than some set that is known; each with all that
    go with it.

    No smallest set has a dearer one. The known set takes nobody from `without`, so it is a set that may be the answer.
    """
    most = limit if limit is not None else most_needed(needs, pool, frozenset().union(*without), purchase)
    if most is None:
        return dict(pool)
    return {number: one for number, one in pool.items() if sum(pool[each].cost for each in along(pool, number)) <= most}


def most_needed(
    needs: Mapping[Cell, int],
    pool: Mapping[int, Candidate],
    banned: frozenset[int],
    purchase: Purchase | None,
) -> int | None:
    """The cost of a set without the banned ones that is found by taking what frees most for its cost; None if none is.

    With a purchase: no more than what buying everything costs.
    """
    line: list[tuple[float, int, frozenset[int]]] = []
    for number in pool:
        group = along(pool, number)
        if not group & banned:
            cost = sum(pool[one].cost for one in group)
            frees = sum(min(pool[number].cover[cell], needs[cell]) / needs[cell] for cell in pool[number].cover)
            line.append((-frees / cost, number, group))
    line.sort(key=lambda each: each[:2])
    left = dict(needs)
    chosen: set[int] = set()
    for _, number, group in line:
        if number in chosen or not any(left[cell] > 0 for cell in pool[number].cover):
            continue
        for one in group - chosen:
            for cell, amount in pool[one].cover.items():
                left[cell] -= amount
        chosen |= group
    known = []
    if all(amount <= 0 for amount in left.values()):
        known.append(sum(pool[one].cost for one in reduced(needs, pool, frozenset(chosen))))
    if purchase is not None:
        known.append(purchase.price(needs, ()))
    return min(known, default=None)


def along(pool: Mapping[int, Candidate], number: int) -> frozenset[int]:
    """A candidate with all that go with it."""
    if not pool[number].drags:
        return frozenset({number})
    found: set[int] = set()
    stack = [number]
    while stack:
        one = stack.pop()
        if one not in found:
            found.add(one)
            stack.extend(pool[one].drags)
    return frozenset(found)
