"""Chapter seven: the governance board holds planning rounds; between them nobody is pushed back without a cause."""

from datetime import timedelta
from functools import partial

from api.demo.chance import at_work
from api.demo.story import Story
from domain.planning.commands import hold_planning_round
from domain.planning.preview import planning_round_preview

# Days before now, and who held it for the board why.
ROUNDS = (
    (194, 1, "The units have ordered their lists anew since the plan was made. From now on it stands for a quarter."),
    (103, 0, "A new quarter: what is owed to those who rank higher is made good, and everybody hears whom it moves."),
    (12, 2, "Much was ranked since summer that found no month. The plan follows the order again for this quarter."),
)


def rounds_are_held(story: Story) -> None:
    """Each quarter the board looks at what would change, and holds the round on the same day."""
    for days, member, reason in ROUNDS:
        day = (story.now - timedelta(days=days)).date()
        story.at(at_work(day, story.chance, hour=14), partial(_held, story, member, reason))


async def _held(story: Story, member: int, reason: str) -> None:
    seen = await planning_round_preview()
    await hold_planning_round(await story.cast.board(member), expected_data_version=seen.data_version, reason=reason)
