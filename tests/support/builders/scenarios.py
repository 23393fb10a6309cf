"""Scenarios as owners and the board save them."""

from typing import Any

from domain.actor import Actor
from domain.planning.queries import current_plan
from domain.scenarios.commands import save_scenario
from domain.scenarios.commands_adoption import adopt_scenario
from domain.scenarios.rows import ScenarioRow


async def saved(by: Actor, name: str = "More days", **changes: Any) -> ScenarioRow:
    """A scenario with these changes, named as `Changes` names them."""
    return await save_scenario(by, name=name, changes=changes)


async def adopted(by: Actor, scenario: ScenarioRow, *, reason: str = "The board wants it.") -> ScenarioRow:
    """The board adopts a scenario, having just looked at its figures."""
    version = (await current_plan()).data_version
    return await adopt_scenario(by, scenario.id, expected_data_version=version, reason=reason)
