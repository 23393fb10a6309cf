"""Days of priority: who got less than its share while its work waited is owed the rest, and who got more owes it.

Deficit round robin (Shreedhar and Varghese 1996) over months. At a month's close each unit that had work waiting all
month is credited its share, by weight among those units, of what was delivered to them together, less what was
delivered to itself. Delivered effort is what the work took, so that an estimate that was too low is charged later.
Before limits these transfers sum to zero. A unit that waited for nothing gains and owes nothing.

No unit holds or owes more than some months of its entitlement; or than the size of its largest ranked request where
that is more, without which that request could never earn its turn. Owners may lend each other days within the same
limits: what one gives the other gets.

Sizes and credits are whole decidays, weights positive integers; rounding is by largest remainder, ties in the order
given.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from domain.errors import RuleViolation
from domain.ranking.order import WHOLE_SHARE
from domain.wording import days


@dataclass(frozen=True, slots=True)
class MonthOfUnit:
    """A unit's month: its weight, whether work waited all month, decidays delivered to it, and what it holds.

    limit: the most decidays that it may hold or owe.
    """

    unit: str
    weight: int
    waited: bool
    delivered: int
    held: int = 0
    limit: int = 0


@dataclass(frozen=True, slots=True)
class Accrual:
    """What a unit was entitled to in a month and got, and the decidays of priority that it gains (below 0: owes).

    transfer: entitled less delivered, before the limit; credit: the change of what it holds, within it.
    """

    unit: str
    waited: bool
    entitled: int
    delivered: int
    transfer: int
    credit: int


def accruals(units: Sequence[MonthOfUnit]) -> tuple[Accrual, ...]:
    """What each unit gains or owes at a month's close. Transfers of the units that waited sum to zero."""
    waiting = [one for one in units if one.waited]
    entitled = dict(
        zip(
            (one.unit for one in waiting),
            parted(sum(one.delivered for one in waiting), [one.weight for one in waiting]),
            strict=True,
        )
    )
    made = []
    for one in units:
        due = entitled.get(one.unit, 0)
        transfer = due - one.delivered if one.waited else 0
        kept = within(one.held + transfer, one.limit) if one.waited else one.held
        made.append(Accrual(one.unit, one.waited, due, one.delivered, transfer, kept - one.held))
    return tuple(made)


def limit(months: int, capacity: int, weight: int, weights: int, largest: int) -> int:
    """The most decidays that a unit may hold or owe.

    months: of its share of a month's capacity (net decidays of all teams) that the policy lets it gather. largest: the
    size of its largest ranked request.
    """
    return max(months * capacity * weight // weights if weights else 0, largest)


def within(credit: int, most: int) -> int:
    """A credit cut to a limit on both sides."""
    return max(-most, min(most, credit))


def charged(size: int, own: str, endorsed: Mapping[str, int]) -> dict[str, int]:
    """What each unit is charged of delivered work: endorsing units their shares (of 10,000), its own unit the rest."""
    shares = {own: WHOLE_SHARE - sum(endorsed.values()), **endorsed}
    return dict(zip(shares, parted(size, list(shares.values())), strict=True))


def parted(whole: int, weights: Sequence[int]) -> list[int]:
    """A whole number in parts by weight that sum to it: each rounded down, the largest remainders get one more."""
    total = sum(weights)
    if total == 0:
        return [0] * len(weights)
    parts = [whole * weight // total for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: (-(whole * weights[place] % total), place))
    for place in by_remainder[: whole - sum(parts)]:
        parts[place] += 1
    return parts


def evenness(ratios: Sequence[Fraction]) -> Fraction | None:
    """How alike the units' delivered/entitled ratios are: 1 when all are, towards 1/n when one unit has all.

    Jain, Chiu and Hawe 1984: (sum x)^2 / (n sum x^2). None without any ratio above 0.
    """
    squares = sum(ratio * ratio for ratio in ratios)
    return Fraction(sum(ratios) ** 2, len(ratios) * squares) if squares else None


def may_lend(held: int, most: int) -> int:
    """How many decidays a unit may lend: all that it holds, and what its limit lets it owe."""
    return max(0, held + most)


def holding(held: int) -> str:
    """What a unit has in days of priority, as the end of a sentence."""
    return f"{'owes' if held < 0 else 'holds'} {days(abs(held))} days"


def check_loan(
    decidays: int, *, lender: str, held: int, most: int, borrower: str, borrowed: int, most_of_borrower: int
) -> None:
    """A loan leaves both units within their limits; otherwise a RuleViolation says how many days there may be."""
    if decidays <= 0:
        raise RuleViolation("Lend some days, more than none.", rule="days_to_lend", path="days")
    if decidays > may_lend(held, most):
        raise RuleViolation(
            f"{lender} may lend {days(may_lend(held, most))} days now:"
            f" it {holding(held)} and may owe {days(most)} days.",
            rule="loan_within_entitlement",
            path="days",
        )
    if borrowed + decidays > most_of_borrower:
        room = max(0, most_of_borrower - borrowed)
        raise RuleViolation(
            f"{borrower} may take {days(room)} days now: it {holding(borrowed)} and may hold"
            f" {days(most_of_borrower)} days.",
            rule="loan_within_limit",
            path="days",
        )
