"""Updates that are owed today: one that a team has missed, and one that another team must write soon."""

from datetime import timedelta
from functools import partial

from api.demo.story import Stage, Story, Told
from domain.database import clock
from domain.delivery.commands import post_update, start_delivery

# Team, days ago of its last update, and days from today to the next that it announced.
OWED = (("data", 12, -1), ("platform", 11, 1), ("platform", 13, -2))


def updates_are_due(story: Story) -> None:
    """The last updates before today; after them their authors say no more."""
    for team, ago, due in OWED:
        story.at(story.now - timedelta(days=ago, hours=9), partial(_announced, story, team, due))


async def _announced(story: Story, team: str, due: int) -> None:
    told = _under_way(story, team)
    if told is None:
        return
    author = await story.cast.staff(team)
    if told.stage is Stage.COMMITTED:
        await start_delivery(author, told.id)
        told.stage = Stage.IN_DELIVERY
    told.silent = True
    when = (story.now + timedelta(days=due)).replace(hour=15)
    assert when > clock.now()
    await post_update(author, told.id, text=story.says("updates"), next_update_at=when)


def _under_way(story: Story, team: str) -> Told | None:
    """What the team works on for longest, or is about to begin."""
    found = [
        told
        for told in story.requests.values()
        if told.stage in (Stage.IN_DELIVERY, Stage.COMMITTED) and team in told.wish.teams and not told.silent
    ]
    return max(
        found,
        key=lambda one: (one.stage is Stage.IN_DELIVERY, one.ends_at or story.start, one.number),
        default=None,
    )
