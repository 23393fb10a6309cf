"""Retail's three owners do not want quite the same: each has a ballot, and one compares requests two at a time."""

from datetime import timedelta
from functools import partial
from uuid import UUID

from api.demo.story import Story
from domain.actor import Actor, Role
from domain.organisation.commands_roles import assign_role
from domain.ranking.commands_ballot import submit_ranking
from domain.ranking.commands_comparison import compare_requests
from domain.ranking.queries import ranking
from domain.ranking.queries_comparison import comparison

UNIT = "retail"
SECOND, THIRD = "Jonas Weidmann", "Samuel Okonkwo"  # beside the accountable owner, whose ballot is the list so far
ANSWERS = 7


def owners_disagree(story: Story) -> None:
    """A third owner is appointed, and in the last hours before now the others rank too."""
    story.at(story.now - timedelta(days=25), partial(_third_owner, story))
    story.at(story.now - timedelta(hours=3), partial(_ballots, story))
    story.at(story.now - timedelta(hours=2), partial(_compared, story))


async def _third_owner(story: Story) -> None:
    await assign_role(await story.cast.admin(), story.cast.people[THIRD], Role.OWNER, unit=story.cast.unit_ids[UNIT])
    story.cast.changed(THIRD)


async def _list(story: Story, owner: Actor) -> tuple[list[UUID], int]:
    shown = await ranking(owner, story.cast.unit_ids[UNIT])
    assert shown is not None
    return [entry.request for entry in shown.entries], shown.version


async def _ballots(story: Story) -> None:
    """One would swap the first two requests, and stands alone with it; that the last two change places two of three
    want."""
    for name, said in ((SECOND, _ends_swapped), (THIRD, _what_it_knows)):
        owner = await story.cast.person(name)
        shown, version = await _list(story, owner)
        if len(shown) > 1:
            await submit_ranking(owner, UNIT, said(shown), expected_version=version, reason=story.says("rank_reasons"))


def _ends_swapped(shown: list[UUID]) -> list[list[UUID]]:
    """The first two change places, and the last two."""
    order = list(shown)
    order[0], order[1] = order[1], order[0]
    if len(order) > 3:
        order[-2], order[-1] = order[-1], order[-2]
    return [[one] for one in order]


def _what_it_knows(shown: list[UUID]) -> list[list[UUID]]:
    """The first two are level, the last two change places, and the middle of the list is left out."""
    first, next_, last = shown[:2], shown[2:4], shown[4:][-2:]
    return [first, *([one] for one in next_), *([one] for one in reversed(last))]


async def _compared(story: Story) -> None:
    """The second owner starts to compare, and contradicts himself once."""
    owner = await story.cast.person(SECOND)
    shown, _ = await _list(story, owner)
    said = [(0, 1), (1, 2), (2, 0)] if len(shown) > 2 else []
    for first, behind in said:
        await compare_requests(owner, UNIT, [shown[first], shown[behind]], best=shown[first], worst=shown[behind])
    for _ in range(ANSWERS - len(said)):
        seen = await comparison(owner, story.cast.unit_ids[UNIT])
        if seen is None or seen.next is None:
            return
        ordered = sorted(seen.next.among, key=lambda one: shown.index(one) if one in shown else len(shown))
        await compare_requests(owner, UNIT, seen.next.among, best=ordered[0], worst=ordered[-1])
