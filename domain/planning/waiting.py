"""What each month of waiting costs: the value that does not come, less the run cost that is not paid. Cents. Pure.

It is counted as plans count value: the same amount in every month after the finish, up to the valuation period. A
request that misses its deadline loses all that would have come after it. None of this moves anybody in the order.
"""

from dataclasses import dataclass
from fractions import Fraction

from domain.value.rules import ThreePoint
from domain.wording import money


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waiting is priced by. Periods count from 0, the current month; None where they are not known.

    value: promised in the valuation period for the whole scope, of which decisions left `kept`. soonest: where it could
    finish if its teams were free; planned: where the plan finishes it; deadline: the last period in which it may
    finish. waits: it could be under way this month and is not.
    """

    value: ThreePoint
    kept: Fraction
    factor: Fraction
    run_cents: int
    valuation: int
    soonest: int | None
    planned: int | None
    deadline: int | None
    waits: bool
    held: bool = False


@dataclass(frozen=True, slots=True)
class PriceOfWaiting:
    """A month's value less its run cost, as promised and as such promises came true, and what the months come to.

    months: of waiting until the plan finishes it, or until the deadline that it misses; None when not known. rest: what
    is lost for good after a deadline that is missed, None when it is not.
    """

    month_promised: ThreePoint
    month_calibrated: ThreePoint
    run_cents: int
    months: int | None
    promised: ThreePoint | None
    calibrated: ThreePoint | None
    rest_promised: ThreePoint | None
    rest_calibrated: ThreePoint | None
    loses_now: bool
    text: str


def price_of_waiting(given: Waiting, *, month: str = "This month") -> PriceOfWaiting:
    """Months times what a month brings; `month` is what the current one is called."""
    promised = _monthly(given, Fraction(1))
    calibrated = _monthly(given, given.factor)
    months, rest = _lost(given)
    loses = given.waits and calibrated.likely > 0 and months != 0
    return PriceOfWaiting(
        promised,
        calibrated,
        given.run_cents,
        months,
        None if months is None else promised * months,
        None if months is None else calibrated * months,
        promised * rest if rest else None,
        calibrated * rest if rest else None,
        loses,
        _said(given, promised, calibrated, months, rest, month if loses else None),
    )


def _monthly(given: Waiting, factor: Fraction) -> ThreePoint:
    """What a month in use brings on average, less the run cost, rounded down to a cent."""
    amounts = (given.value.low, given.value.likely, given.value.high)
    low, likely, high = (int(amount * given.kept * factor) // given.valuation - given.run_cents for amount in amounts)
    return ThreePoint(low, likely, high)


def _lost(given: Waiting) -> tuple[int | None, int]:
    """Months of waiting, and months after a missed deadline; both within the valuation period."""
    soonest, planned, deadline = given.soonest, given.planned, given.deadline
    if soonest is None:
        return None, 0
    misses = deadline is not None and (planned is None or planned > deadline)
    end = max(soonest, deadline) if misses and deadline is not None else planned
    if end is None:
        return None, 0
    months = _paying(given, soonest) - _paying(given, end)
    return max(0, months), _paying(given, end) if misses else 0


def _paying(given: Waiting, finish: int) -> int:
    """For how many months it pays until the end of the valuation period."""
    return max(0, given.valuation - finish - 1)


def _said(
    given: Waiting, promised: ThreePoint, calibrated: ThreePoint, months: int | None, rest: int, now: str | None
) -> str:
    if not given.value.high:
        return "Its benefits are not stated in money, so nobody can say what a month of waiting costs."
    if promised.likely <= 0:
        return "A month of waiting costs nothing: it costs at least as much to run as it is promised to bring."
    said = f"Each month of waiting costs {money(promised.likely)} (as promised)"
    if calibrated.likely > 0:
        said += f", {money(calibrated.likely)} (as such promises came true)"
    else:
        said += "; as such promises came true it would not pay its run cost"
    if given.run_cents:
        said += f", after the {money(given.run_cents)} of run cost that it avoids"
    parts = [f"{said}."]
    if now is not None:
        parts.append(f"{now} is being lost now.")
    if given.held:
        parts.append("It is committed and holds its months.")
    elif months:
        until = "its deadline" if rest else "the plan has it in use"
        each = f"{months} month{'s' if months != 1 else ''}"
        cost = money(max(0, calibrated.likely) * months)
        parts.append(f"{each} until {until} cost {cost} as such promises came true.")
    elif months is None and given.soonest is not None:
        parts.append("The plan has no month for it yet.")
    if rest and calibrated.likely > 0:
        parts.append(f"It misses its deadline: the {money(calibrated.likely * rest)} after it are lost for good.")
    return " ".join(parts)
