"""Months as teams log them."""

from domain.capacity.commands import log_capacity
from domain.capacity.queries import CapacityCell
from domain.capacity.rules import Split
from domain.quantities import Month
from tests.support.personas import Company


def split(gross: int = 40, run: int = 12, leave: int = 4, other: int = 2) -> Split:
    """A month in whole days; 22 are left for requests unless the test says otherwise."""
    return Split(gross * 10, run * 10, leave * 10, other * 10)


async def logged(company: Company, month: Month, *, team: str = "platform", days: Split | None = None) -> CapacityCell:
    """A team's month, logged by that team's staff."""
    staff = {"platform": company.it_platform, "data": company.it_data}[team]
    return await log_capacity(await staff.as_actor(), team, month, days or split())
