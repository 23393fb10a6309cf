"""Chapter three: owners rank what was estimated, support each other, think again, and commit what the plan holds."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from functools import partial
from uuid import UUID

from api.demo.company import UNITS
from api.demo.delivery import work_begins
from api.demo.story import Stage, Story, Told
from domain.actor import Actor
from domain.database import clock
from domain.decisions.commands_commitment import commit_request
from domain.decisions.queries import open_question_by_request
from domain.demand.commands import choose_route, park_request, resume_request, withdraw_request
from domain.demand.commands_dependencies import record_dependency
from domain.demand.queries import requests_by_id
from domain.demand.rules import IN_ORDER, RequestState, Route
from domain.errors import Conflict, RuleViolation
from domain.planning.queries import current_plan
from domain.quantities import Month
from domain.ranking.commands import rank_request
from domain.ranking.commands_endorsement import endorse_request
from domain.ranking.queries import ranking

SOON = 2  # months: what the plan starts by then is committed
THINKING = timedelta(days=90)
_AWAY = (Route.BOUGHT_SERVICE, Route.BUSINESS_BUILT, Route.SELF_SERVICE, Route.CROWDSOURCED, Route.BUSINESS_BUILT)


def owners_decide(story: Story) -> None:
    """Each month the units order their lists in the first week, and commit in the second."""
    for month in story.every_month():
        for place, unit in enumerate(UNITS):
            story.on(month, 3 + place % 3, partial(_ordered, story, unit.code, month), hour=7 + place)
        story.on(month, 9, partial(_committed, story), hour=10)


async def _ordered(story: Story, unit: str, month: Month) -> None:
    """An owner goes through the list: new requests find their place, some of the old ones another."""
    await came_in(story, unit)
    owner = await story.cast.owner(unit, clock.now())
    if told_again := await _reconsidered(story, unit, owner, month):
        told_again.ranked_at = clock.now()


async def came_in(story: Story, unit: str) -> None:
    """What all its teams have estimated finds its place in the unit's list."""
    owner = await story.cast.owner(unit, clock.now())
    waiting = [told for told in story.requests.values() if told.wish.unit == unit and told.ranked_at is None]
    rows = await requests_by_id(owner, [told.id for told in waiting])
    for told in waiting:
        if not told.arrival.ranked:
            continue
        if rows[told.id].state is RequestState.ESTIMATED and len(told.estimated) == len(told.wish.teams):
            await ranked(story, told, owner)


async def ranked(story: Story, told: Told, owner: Actor) -> None:
    """A request comes into the list below those that its owner thinks more of."""
    shown = await ranking(owner, story.cast.unit_ids[told.wish.unit])
    assert shown is not None
    order = [entry.request for entry in shown.entries if entry.request != told.id]
    above = [one for one in order if story.requests[one].worth >= told.worth]
    await rank_request(
        owner,
        told.id,
        after=above[-1] if above else None,
        expected_version=shown.version,
        reason=story.says("rank_reasons") if told.chance.random() < 0.7 else None,
    )
    first = told.ranked_at is None
    told.ranked_at = clock.now()
    if first:
        _fate(story, told)
        if told.chance.random() < 0.2:
            story.later(clock.now(), 2, 20, told, partial(_endorsed, story, told))
        if told.chance.random() < 0.08:
            story.later(clock.now(), 2, 25, told, partial(_depends, story, told))


def _fate(story: Story, told: Told) -> None:
    """Some requests go another way than to IT, weeks or months after they were ranked."""
    if told.fate == "withdrawn":
        story.later(clock.now(), 5, 45, told, partial(_withdrawn, story, told))
    elif told.fate in ("parked", "resumed"):
        story.later(clock.now(), 4, 30, told, partial(_parked, story, told))
    elif told.fate == "rerouted":
        story.later(clock.now(), 4, 30, told, partial(_rerouted, story, told))


async def _reconsidered(story: Story, unit: str, owner: Actor, month: Month) -> Told | None:
    """Now and then an owner takes something from the lower half and moves it up."""
    if story.chance.random() > 0.4:
        return None
    shown = await ranking(owner, story.cast.unit_ids[unit])
    if shown is None or len(shown.entries) < 4:
        return None
    order = [entry.request for entry in shown.entries]
    place = story.chance.randrange(len(order) // 2, len(order))
    to = story.chance.randrange(0, place)
    told = story.requests[order[place]]
    above = order[to - 1] if to else None
    await rank_request(owner, told.id, after=above, expected_version=shown.version, reason=story.says("rank_reasons"))
    told.worth = story.requests[order[to]].worth + 0.001
    return told


async def _endorsed(story: Story, told: Told) -> None:
    """The owner of another unit supports it, and carries a part of the cost."""
    if (await story.row(told)).state not in IN_ORDER:
        return
    unit = told.chance.choice([one.code for one in UNITS if one.code != told.wish.unit])
    owner = await story.cast.person(story.cast.owner_of[unit])
    await endorse_request(owner, told.id, cost_share=Decimal(told.chance.choice(("0.1", "0.15", "0.2", "0.25", "0.3"))))


async def _depends(story: Story, told: Told) -> None:
    """A team states that it cannot start before another request of the same unit is finished."""
    others = [
        one
        for one in story.requests.values()
        if one.wish.unit == told.wish.unit and one is not told and one.fate == "delivered" and one.commitment
    ]
    rows = await requests_by_id(Actor.system(), [one.id for one in others])
    under_way = [one for one in others if rows[one.id].state in (RequestState.COMMITTED, RequestState.IN_DELIVERY)]
    if under_way and (await story.row(told)).state is RequestState.RANKED:
        await record_dependency(await story.staff(told), told.id, needs=under_way[-1].id)


async def _withdrawn(story: Story, told: Told) -> None:
    if await _undecided(story, told):
        owner = await story.owner(told, clock.now())
        told.stage = Stage.OVER
        await withdraw_request(owner, told.id, reason=story.says("withdrawals"))


async def _parked(story: Story, told: Told) -> None:
    if not await _undecided(story, told):
        return
    again = clock.now() + timedelta(days=told.chance.randint(60, 150))
    owner = await story.owner(told, clock.now())
    told.stage = Stage.OVER
    await park_request(owner, told.id, reason=story.says("parkings"), look_again_on=again.date())
    if told.fate == "resumed":
        story.at(again, partial(_resumed, story, told))


async def _resumed(story: Story, told: Told) -> None:
    owner = await story.owner(told, clock.now())
    await resume_request(owner, told.id, reason=story.says("resumptions"))
    told.fate = "delivered"
    told.stage = Stage.UNDECIDED
    await ranked(story, told, owner)


async def _rerouted(story: Story, told: Told) -> None:
    if await _undecided(story, told):
        owner = await story.owner(told, clock.now())
        told.stage = Stage.OVER
        await choose_route(owner, told.id, route=told.chance.choice(_AWAY), reason=story.says("routes"))


async def _undecided(story: Story, told: Told) -> bool:
    """Whether its owner still can go another way, and no question about it is open."""
    if (await open_question_by_request(Actor.system(), [told.id])).get(told.id):
        return False
    return (await story.row(told)).state in IN_ORDER


async def _committed(story: Story) -> None:
    """Owners commit what the plan starts soon, in the order of the portfolio."""
    plan = await current_plan()
    soon = clock.now().date()
    last = Month.of(soon) + SOON
    chosen: list[UUID] = []
    for place in plan.input.order:
        start = plan.start_month(place.request)
        if start is not None and start <= last:
            chosen.append(plan.input.demands[place.request].id)
    await commit_all(story, chosen)


async def _keeps(story: Story, told: Told, owner: Actor, surely: bool) -> bool:
    """Whether its owner thinks about it until after today, because little else is left to decide."""
    if clock.now() < story.now - THINKING:
        return False
    shown = await ranking(owner, story.cast.unit_ids[told.wish.unit])
    return shown is None or len(shown.entries) <= story.ranked_today(told.wish.unit)[0] - surely


async def commit_all(story: Story, requests: Sequence[UUID], *, surely: bool = False) -> None:
    """Commit these, but for what its owner still thinks about, or is to go another way."""
    asked = await open_question_by_request(Actor.system(), requests)
    for one in requests:
        told = story.requests[one]
        if told.fate != "delivered" or one in asked or (told.chance.random() < 0.1 and not surely):
            continue
        owner = await story.owner(told, clock.now())
        row = await story.row(told)
        if row.state is not RequestState.RANKED or await _keeps(story, told, owner, surely):
            continue
        try:
            promise = await commit_request(owner, one, expected_version=row.version)
        except (Conflict, RuleViolation):
            continue  # the ones before it took its months; next month is early enough
        work_begins(story, told, promise)
