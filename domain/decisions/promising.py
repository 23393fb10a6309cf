"""What a commitment freezes: dates from the plan, cost from the estimates, value from the benefits. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from domain.estimation.rules import Effort
from domain.quantities import Month
from domain.value.queries import BenefitRow
from domain.value.rules import ThreePoint, benefit_value, effort_cost


@dataclass(frozen=True, slots=True)
class FrozenBenefit:
    """A benefit as promised: cents a month at the promised scope, due from `start` to `end`; value in the valuation
    period, cents."""

    benefit: BenefitRow
    money: ThreePoint | None
    start: Month
    end: Month
    value_cents: int


@dataclass(frozen=True, slots=True)
class Frozen:
    """A promise before it is written: decidays and cents at the promised scope; run cost is a month's.

    `cost_cents` is what is spent until go-live: one-off cost and the teams' days at their rates.
    """

    start: Month
    finish: Month
    effort_decidays: int
    one_off_cents: int
    run_cents: int
    cost_cents: int
    value_cents: int
    scope_share: Decimal
    benefits: tuple[FrozenBenefit, ...]


def frozen(
    start: Month,
    finish: Month,
    effort: Effort,
    day_rates: Mapping[UUID, int],
    benefits: Sequence[BenefitRow],
    *,
    valuation_months: int,
    scope_share: Decimal,
) -> Frozen:
    """The promise that follows from the plan, the estimates and the benefits as they stand.

    Go-live is the end of the finish month, so money that starts after no month is first due in the month after it.
    Where a decision left a part of the scope, efforts and costs are that part rounded up, value that part rounded down.
    """
    share = Fraction(scope_share)

    def up(amount: int) -> int:
        return -int(-amount * share // 1)

    def down(amount: int) -> int:
        return int(amount * share // 1)

    by_team = {team: up(amount) for team, amount in effort.by_team.items()}
    one_off = up(effort.one_off_cents)
    kept = []
    for one in benefits:
        first = finish + 1 + one.starts_after_months
        money = one.money and ThreePoint(down(one.money.low), down(one.money.likely), down(one.money.high))
        value = down(benefit_value(one, valuation_months).likely)
        kept.append(FrozenBenefit(one, money, first, first + (one.duration_months - 1), value))
    return Frozen(
        start,
        finish,
        sum(by_team.values()),
        one_off,
        up(effort.run_cents),
        one_off + effort_cost(by_team, day_rates),
        sum(one.value_cents for one in kept),
        scope_share,
        tuple(kept),
    )
