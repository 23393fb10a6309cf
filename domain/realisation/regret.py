"""What a decision gave up or gained, by what came true since. Money is cents. Pure.

The whole regret is V*(best by what came true) - V*(chosen), where V* counts what came true. It has two parts: what
wrong promises cost, V*(best by what came true) - V*(best by the promises), which nobody could know; and what the choice
cost against the best by the promises, V*(best by the promises) - V*(chosen), negative where the owners knew better.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from domain.wording import money


@dataclass(frozen=True, slots=True)
class Parts:
    """A regret and the two parts that it is the sum of, in cents."""

    total: int
    wrong_promises: int
    choice: int


def parts_of(best_by_truth: int, best_by_promises: int, chosen: int) -> Parts:
    """The regret of a choice; all three are counted by what came true."""
    return Parts(best_by_truth - chosen, best_by_truth - best_by_promises, best_by_promises - chosen)


@dataclass(frozen=True, slots=True)
class Rate:
    """What a request brings in a month in use, in cents: as promised, and by what came true in the measured months."""

    promised: Fraction
    realised: Fraction


@dataclass(frozen=True, slots=True)
class Way:
    """An option of a priority question, by the months as they were planned then.

    months: so many months (at that share of the scope) the request would be in use until the valuation period of the
    day ends; lost: so many fewer those that give way. price: cents of new money.
    """

    number: int
    title: str
    request: UUID
    months: Fraction
    lost: tuple[tuple[UUID, int], ...]
    price: int

    def worth(self, rates: Mapping[UUID, Rate], *, realised: bool) -> int:
        """What it brings, less what others lose and what it costs; rounded down to a cent."""

        def rate(request: UUID) -> Fraction:
            return rates[request].realised if realised else rates[request].promised

        whole = rate(self.request) * self.months - sum((rate(one) * months for one, months in self.lost), Fraction(0))
        return int(whole // 1) - self.price


@dataclass(frozen=True, slots=True)
class Regret:
    """A decision's regret in cents. against_best_other: what the chosen way brought more than the best other one;
    negative where another would have brought more. facts: what it is put together from, one sentence each."""

    parts: Parts
    against_best_other: int
    approximate: bool
    text: str
    facts: tuple[str, ...]


def regret_of_ways(ways: Sequence[Way], chosen: int, rates: Mapping[UUID, Rate]) -> Regret:
    """The regret of having chosen one of several ways (by number); every request in them has a rate.

    Where two bring the same, the chosen one counts as the better, then the one that stood first.
    """
    by_truth = {way.number: way.worth(rates, realised=True) for way in ways}
    by_promises = {way.number: way.worth(rates, realised=False) for way in ways}

    def best(worth: Mapping[int, int]) -> int:
        return min(worth, key=lambda number: (-worth[number], number != chosen, number))

    known = parts_of(by_truth[best(by_truth)], by_truth[best(by_promises)], by_truth[chosen])
    other = best({number: worth for number, worth in by_truth.items() if number != chosen})
    against = by_truth[chosen] - by_truth[other]
    title = next(way.title for way in ways if way.number == other)
    facts = tuple(
        f"{_ended(way.title)} {money(by_truth[way.number])} by what came true, {money(by_promises[way.number])} as"
        f" promised{' (chosen)' if way.number == chosen else ''}."
        for way in sorted(ways, key=lambda way: way.number)
    )
    return Regret(known, against, False, f"{_against(against, title)} {spoken(known)}".strip(), facts)


def _against(difference: int, title: str) -> str:
    if difference > 0:
        return f"What was chosen brought {money(difference)} more than the best other way, by what came true."
    if difference == 0:
        return "What was chosen brought as much as the best other way, by what came true."
    return f"Another way would have brought {money(-difference)} more, by what came true: {_ended(title, '.')}"


def spoken(known: Parts) -> str:
    """The two parts of a regret in a sentence; nothing where there is nothing to regret."""
    if known.total == 0 and known.choice == 0:
        return ""
    if not known.total:
        said = "Nothing was given up"
    elif known.wrong_promises:
        said = f"Wrong promises cost {money(known.wrong_promises)}"
    else:
        said = "No promise misled"
    if known.choice > 0:
        return f"{said}; the choice itself cost {money(known.choice)} against the best by the promises."
    if known.choice < 0:
        return f"{said}; the owners knew better than the promises by {money(-known.choice)}."
    return f"{said}; by the promises nothing better could be chosen."


def _ended(title: str, end: str = ":") -> str:
    return f"{title.rstrip('.:')}{end}"
