"""Planning rounds as the board holds them."""

from domain.planning.commands import hold_planning_round
from domain.planning.queries import current_plan
from domain.planning.standing import RoundRow
from tests.support.personas import Company

AGREED = "The quarter begins."


async def round_held(company: Company, *, reason: str = AGREED) -> RoundRow:
    """A planning round, held by the board that has just looked at the plan."""
    version = (await current_plan()).data_version
    return await hold_planning_round(await company.board.as_actor(), expected_data_version=version, reason=reason)
