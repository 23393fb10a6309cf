"""What plans come to, total by total, those that differ first. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.quantities import amount, days
from domain.scenarios.figures import Figures, Outcome
from domain.wording import days as days_text
from domain.wording import money


class Figure(StrEnum):
    """What plans are compared by."""

    REQUESTS = "requests"
    DAYS = "days"
    PROMISED_VALUE = "promised_value"
    CALIBRATED_VALUE = "calibrated_value"
    COST = "cost"
    BOUGHT_PRICE = "bought_price"
    COMMIT_LINE = "commit_line"
    LOAD = "load"


@dataclass(frozen=True, slots=True)
class Total:
    """One total in every plan: as people read it, and as numbers (money in whole units, days, a share)."""

    figure: Figure
    label: str
    texts: tuple[str, ...]
    values: tuple[Decimal, ...]

    @property
    def same(self) -> bool:
        """Whether all plans read the same; what nobody can see is no difference."""
        return len(set(self.texts)) == 1


def totals(outcomes: Sequence[Outcome]) -> tuple[Total, ...]:
    """Every total of every plan, those that differ first."""
    several = [each.figures for each in outcomes]
    made = []
    for figure, (label, number, text) in _TOTALS.items():
        values = tuple(number(each) for each in several)
        made.append(Total(figure, label, tuple(text(each) for each in several), values))
    return tuple(sorted(made, key=lambda each: each.same))


def _share(figures: Figures) -> Decimal:
    share = figures.load_share
    if share is None:
        return Decimal(0)
    return (Decimal(share.numerator) / share.denominator).quantize(Decimal("0.0001"))


def _requests(figures: Figures) -> str:
    number = figures.total.requests
    return f"{number:,} {'request' if number == 1 else 'requests'}"


_TOTALS: dict[Figure, tuple[str, Callable[[Figures], Decimal], Callable[[Figures], str]]] = {
    Figure.PROMISED_VALUE: (
        "Promised value",
        lambda each: amount(each.total.promised),
        lambda each: money(each.total.promised),
    ),
    Figure.CALIBRATED_VALUE: (
        "Value at what such promises came true at",
        lambda each: amount(each.total.calibrated),
        lambda each: money(each.total.calibrated),
    ),
    Figure.REQUESTS: ("Requests in the plan", lambda each: Decimal(each.total.requests), _requests),
    Figure.DAYS: (
        "Work in the plan",
        lambda each: days(each.total.effort),
        lambda each: f"{days_text(each.total.effort)} days",
    ),
    Figure.COST: ("Cost until go-live", lambda each: amount(each.total.cost), lambda each: money(each.total.cost)),
    Figure.BOUGHT_PRICE: (
        "Price of bought days",
        lambda each: amount(each.bought_cents),
        lambda each: money(each.bought_cents),
    ),
    Figure.COMMIT_LINE: (
        "Commit line",
        lambda each: Decimal(each.line.place),
        lambda each: f"place {each.line.place}" if each.line.place else "above everything",
    ),
    Figure.LOAD: ("Teams' days planned", _share, lambda each: f"{_share(each):.0%}"),
}
