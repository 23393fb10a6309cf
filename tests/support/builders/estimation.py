"""Estimates as teams give them."""

from typing import Any
from uuid import UUID

from domain.demand.rows import RequestRow
from domain.estimation.commands import estimate_request
from domain.estimation.queries import EstimateRow
from domain.estimation.rules import Confidence, NewEstimate
from tests.support.personas import Company


def new_estimate(days: int = 20, **changes: Any) -> NewEstimate:
    """Half to twice the days, and no cost but for what the test changes."""
    given: dict[str, Any] = {
        "low_decidays": days * 5,
        "likely_decidays": days * 10,
        "high_decidays": days * 20,
        "confidence": Confidence.MEDIUM,
    }
    return NewEstimate(**given | changes)


async def estimated(
    company: Company, request: RequestRow | UUID, *, team: str = "platform", days: int = 20, **changes: Any
) -> EstimateRow:
    """A team's estimate of a request, given by that team's staff."""
    staff = {"platform": company.it_platform, "data": company.it_data}[team]
    wanted = request if isinstance(request, UUID) else request.id
    return await estimate_request(await staff.as_actor(), wanted, team=team, estimate=new_estimate(days, **changes))
