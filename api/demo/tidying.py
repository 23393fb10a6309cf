"""The last week before now: owners take out of their lists what waits in vain, and lower what finds no month."""

from datetime import timedelta

from api.demo.story import Stage, Story, Told
from domain.actor import Actor
from domain.database import clock
from domain.decisions.queries import open_question_by_request
from domain.demand.commands import park_request, withdraw_request
from domain.planning.current import CurrentPlan
from domain.planning.queries import current_plan
from domain.ranking.commands import rank_request
from domain.ranking.queries import ranking

OLD = timedelta(days=540)  # what has waited so long and has no month is not wanted any more
ABOVE_LINE = 0.4  # the part of the ranked places that owners want above the commit line, nearly all of it planned
LOOKED_AT = 1.1  # so much further they look for what finds no month


async def cleared_up(story: Story, unit: str) -> None:
    """What is old and finds no month is withdrawn, and the lowest are parked while the list is too long to be read."""
    least, most = story.ranked_today(unit)
    owner = await story.cast.owner(unit, clock.now())
    shown = await ranking(owner, story.cast.unit_ids[unit])
    assert shown is not None
    left = len(shown.entries)
    for entry in reversed(shown.entries):
        told = story.requests[entry.request]
        plan = await current_plan()
        old = (clock.now() - OLD).date() > told.arrival.on and plan.start_month(plan.keys[told.id]) is None
        if left <= least or (left <= most and not old):
            continue
        if told.fate == "considered" or told.id in await open_question_by_request(owner, [told.id]):
            continue
        await _taken_out(story, told, owner, old=old)
        left -= 1


async def _taken_out(story: Story, told: Told, owner: Actor, *, old: bool) -> None:
    told.stage = Stage.OVER
    if old:
        await withdraw_request(owner, told.id, reason=story.says("withdrawals"))
    else:
        again = (story.now + timedelta(days=told.chance.randint(40, 140))).date()
        await park_request(owner, told.id, reason=story.says("parkings"), look_again_on=again)


async def what_fits_first(story: Story) -> None:
    """Owners look at the plan together: one by one, the largest that stands high and finds no month is moved below
    what does, or set aside where it is the last already. Small ones keep their places, as exceptions above the line."""
    lowered: set[str] = set()
    for _ in story.wished:
        plan = await current_plan()
        if plan.line.place >= len(plan.input.order) * ABOVE_LINE:
            return
        for key in sorted(_high(plan), key=lambda key: (-plan.entries[key].effort, key)):
            if await _moved_below(story, story.requests[plan.input.demands[key].id], again=key in lowered):
                lowered.add(key)
                break
        else:
            return


async def _moved_below(story: Story, told: Told, *, again: bool) -> bool:
    """A request becomes the last of its unit's list, or leaves it; False where its owner wants neither (again)."""
    owner = await story.owner(told, clock.now())
    shown = await ranking(owner, story.cast.unit_ids[told.wish.unit])
    assert shown is not None
    last = shown.entries[-1].request
    if last != told.id and not again:
        lowered = story.says("lowered")
        await rank_request(owner, told.id, after=last, expected_version=shown.version, reason=lowered)
    elif len(shown.entries) > story.ranked_today(told.wish.unit)[0] - 1 and told.fate != "considered":
        await _taken_out(story, told, owner, old=False)
    else:
        return False
    return True


def _high(plan: CurrentPlan) -> list[str]:
    """What stands high and finds no month."""
    far = len(plan.input.order) * ABOVE_LINE * LOOKED_AT
    return [
        place.request
        for place in plan.input.order
        if place.place <= far and place.request in plan.entries and plan.start_month(place.request) is None
    ]
