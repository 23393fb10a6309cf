"""Chapter seven: the governance board holds planning rounds; between them nobody is pushed back without a cause."""

from functools import partial

from api.demo.story import Story
from domain.planning.commands import hold_planning_round
from domain.planning.preview import planning_round_preview

# Months before now, and who held it for the board why.
ROUNDS = (
    (-4, 1, "The units have ordered their lists anew since the plan was made. From now on it stands for a quarter."),
    (-1, 0, "A new quarter: what was owed to those who rank higher is made good, and everybody hears whom it moves."),
)


def rounds_are_held(story: Story) -> None:
    """The board looks at what would change, and holds the round on the same day."""
    for months, member, reason in ROUNDS:
        story.on(story.this_month + months, 16, partial(_held, story, member, reason), hour=14)


async def _held(story: Story, member: int, reason: str) -> None:
    seen = await planning_round_preview()
    await hold_planning_round(await story.cast.board(member), expected_data_version=seen.data_version, reason=reason)
