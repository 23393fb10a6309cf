"""What a one-off funding pot would buy if each unit spent its part of it on what it claims most value from. Pure.

The units are the voters of the Method of Equal Shares: each owns a part of the pot by its entitlement. A request costs
its one-off money; where it needs none, its effort at the teams' day rates, because that is what the pot would pay.
What a unit gains from it is its share of the claimed value, by the shares of its cost. The calculation decides nothing,
and it uses promised values, which the portfolio order never does: it is a second opinion on a set of requests.

Money is cents. Payments and what is left are rounded to cents by largest remainder, so that payments cover each cost
and everything together is the pot.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from domain.ranking.equal_shares import Project, Purchase, Spending, equal_shares
from domain.ranking.order import WHOLE_SHARE
from domain.wording import joined, money


@dataclass(frozen=True, slots=True)
class Wanted:
    """A request that the pot could buy. cost: cents, None while nobody has estimated it. gains: claimed value in cents
    times 10,000 by unit. barred: why it is left out from the start."""

    request: str
    cost: int | None
    gains: Mapping[str, int]
    barred: str | None = None


@dataclass(frozen=True, slots=True)
class Bought:
    """A request that the pot buys. price: what its units pay, at most, for each unit of money that they claim as value.
    payments: cents by unit, the largest first."""

    request: str
    cost: int
    price: Fraction
    payments: tuple[tuple[str, int], ...]
    text: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A request that the pot does not buy; lacking: cents that its units are short of, None for another reason."""

    request: str
    cost: int | None
    lacking: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A unit's part of the pot in cents."""

    unit: str
    share: Fraction
    paid: int
    left: int

    @property
    def amount(self) -> int:
        return self.paid + self.left


@dataclass(frozen=True, slots=True)
class PotSpent:
    """What the pot buys, in this order, what it does not buy, each unit's part, and all of it in a sentence."""

    pot: int
    bought: tuple[Bought, ...]
    left_out: tuple[LeftOut, ...]
    parts: tuple[Part, ...]
    text: str

    @property
    def left(self) -> int:
        """Cents that stay with the units."""
        return sum(part.left for part in self.parts)


def spent(pot: int, weights: Mapping[str, int], wanted: Sequence[Wanted], names: Mapping[str, str]) -> PotSpent:
    """Spend a pot by equal shares. `weights` are the units' entitlements, `names` what units are called.

    Ties go to the request that comes first in `wanted`.
    """
    total = sum(weights.values())
    shares = {unit: Fraction(pot * weight, total) for unit, weight in weights.items()}
    projects = [
        Project(one.request, one.cost, {unit: gain for unit, gain in one.gains.items() if gain > 0})
        for one in wanted
        if one.cost is not None and one.barred is None
    ]
    spending = equal_shares(shares, projects)
    costs = {one.request: one.cost or 0 for one in wanted}
    bought = tuple(_bought(one, costs[one.project], names) for one in spending.bought)
    cost = sum(one.cost for one in bought)
    units = list(weights)
    rest = _cents(pot - cost, [spending.left[unit] for unit in units])
    paid = {unit: sum(dict(one.payments).get(unit, 0) for one in bought) for unit in units}
    parts = tuple(
        Part(unit, Fraction(weights[unit], total), paid[unit], left) for unit, left in zip(units, rest, strict=True)
    )
    left_out = tuple(_left_out(one, spending, names) for one in wanted if one.request not in spending.selected)
    return PotSpent(pot, bought, left_out, parts, _outcome(pot, bought, pot - cost))


def _outcome(pot: int, bought: Sequence[Bought], left: int) -> str:
    if not bought:
        return f"The pot of {money(pot)} buys none of these requests; it stays with the units."
    requests = "one request" if len(bought) == 1 else f"{len(bought)} requests"
    rest = f"{money(left)} stay with the units" if left else "nothing is left"
    return f"The pot of {money(pot)} buys {requests} for {money(pot - left)}; {rest}."


def _bought(one: Purchase, cost: int, names: Mapping[str, str]) -> Bought:
    units = list(one.payments)
    payments = zip(units, _cents(cost, [one.payments[unit] for unit in units]), strict=True)
    paid = tuple(sorted(((unit, cents) for unit, cents in payments if cents), key=lambda each: -each[1]))
    price = one.price * WHOLE_SHARE
    who = joined([f"{names[unit]} pays {money(cents)}" for unit, cents in paid]) or "nobody pays anything"
    return Bought(
        one.project,
        cost,
        price,
        paid,
        f"It costs {money(cost)}: {who}. For each {money(100)} of value claimed that is {money(round(price * 100))} at"
        " most; at its turn no other request asked for less.",
    )


def _left_out(one: Wanted, spending: Spending, names: Mapping[str, str]) -> LeftOut:
    if one.barred is not None:
        return LeftOut(one.request, one.cost, None, one.barred)
    if one.cost is None:
        return LeftOut(one.request, None, None, "Nobody has estimated it, so nobody knows what it costs.")
    gaining = [unit for unit, gain in one.gains.items() if gain > 0]
    if not gaining:
        text = "It promises no money, so no unit's part of the pot is spent on it."
        return LeftOut(one.request, one.cost, None, text)
    lacking = -(-spending.lacking[one.request].numerator // spending.lacking[one.request].denominator)
    have = joined([names[unit] for unit in gaining])
    verb = "has" if len(gaining) == 1 else "together have"
    text = f"It costs {money(one.cost)}; {have} {verb} {money(one.cost - lacking)} left: {money(lacking)} too little."
    return LeftOut(one.request, one.cost, lacking, text)


def _cents(whole: int, exact: Sequence[Fraction]) -> list[int]:
    """Exact amounts that sum to a whole number of cents, in whole cents that do."""
    floors = [amount.numerator // amount.denominator for amount in exact]
    order = sorted(range(len(exact)), key=lambda place: (floors[place] - exact[place], place))
    for place in order[: whole - sum(floors)]:
        floors[place] += 1
    return floors
