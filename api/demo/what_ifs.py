"""Chapter ten: an owner and the governance board try what would be otherwise, and leave the plan alone."""

from datetime import timedelta
from functools import partial
from typing import Any

from api.demo.story import Story
from domain.database import clock
from domain.planning.queries import current_plan
from domain.quantities import Month
from domain.scenarios.commands import save_scenario


def what_ifs_are_saved(story: Story) -> None:
    """In the last days, so that both are recent and the older one is computed on newer data."""
    story.at(story.now - timedelta(days=5) + timedelta(hours=10), partial(_owners, story))
    story.at(story.now - timedelta(days=1) + timedelta(hours=15), partial(_boards, story))


async def _owners(story: Story) -> None:
    """Retail would like help in the web shop, and what stands last in its list before everything else."""
    retail = story.cast.unit_ids["retail"]
    plan = await current_plan()
    listed = sorted(
        (one for one in plan.input.facts.demands if one.is_ranked and one.unit == retail), key=lambda one: one.rank or 0
    )
    changes: dict[str, Any] = {"capacity": [_days("webshop", "15")]}
    if len(listed) > 1:
        changes["moves"] = [{"request": str(listed[-1].id), "after": None}]
    await save_scenario(
        await story.cast.owner("retail", clock.now()),
        name="Help for the web shop before the season",
        purpose="Would fifteen more days a month bring our last wish forward, if it stood first?",
        changes=changes,
    )


async def _boards(story: Story) -> None:
    """The board looks for what a larger quick-win lane and more days of the scarcest team would bring."""
    await save_scenario(
        await story.cast.board(),
        name="More quick wins, and help for Integration",
        purpose="For the next planning round: what does it bring, what does it cost, and who would be later?",
        changes={"policy": {"small_lane_percent": 18}, "capacity": [_days("integration", "20")]},
    )


def _days(team: str, days: str) -> dict[str, str]:
    """Days bought in each of the next three months."""
    first = Month.of(clock.now().date()) + 1
    return {"team": team, "month": str(first), "until_month": str(first + 2), "days": days}
