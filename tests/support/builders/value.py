"""Benefits as the business promises them."""

from dataclasses import replace
from typing import Any

from domain.demand.rows import RequestRow
from domain.value.commands import declare_benefit
from domain.value.queries import BenefitRow
from domain.value.rules import BenefitKind, NewBenefit, ThreePoint
from tests.support.personas import Company

MINUTES = NewBenefit(
    metric="Minutes for a return",
    unit_of_measure="minutes",
    kind=BenefitKind.SAVING,
    money=ThreePoint(300_000, 500_000, 600_000),
    starts_after_months=1,
    duration_months=24,
)


def new_benefit(**changes: Any) -> NewBenefit:
    """5,000 a month for two years from the second month on, but for what the test changes."""
    return replace(MINUTES, **changes)


async def promised(company: Company, request: RequestRow, **changes: Any) -> BenefitRow:
    """A benefit of a Retail request, promised by the owner."""
    return await declare_benefit(await company.owner_retail.as_actor(), request.id, new_benefit(**changes))
