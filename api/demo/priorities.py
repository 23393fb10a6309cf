"""Chapter eight: the clock closes each month's books of priority; owners confirm what waits undecided, and lend."""

from datetime import UTC, datetime
from functools import partial

from api.demo.arrivals import SEED
from api.demo.chance import seeded
from api.demo.company import UNITS
from api.demo.story import Story, Told
from domain.actor import Actor
from domain.database import clock
from domain.quantities import Month, decidays
from domain.ranking.commands_credits import close_period, lend_priority
from domain.ranking.commands_decide_by import reconfirm_request
from domain.ranking.credits import may_lend
from domain.ranking.queries_credits import credit_by_unit
from domain.ranking.queries_decide_by import to_decide
from domain.ranking.queries_entitlement import limits

# In the months before now, owners forget every second of what they should have decided on.
FORGETFUL, FORGOTTEN = 3, 0.5
# Months before now; who lends whom how many days, and why.
LOANS = (
    (-7, "finance", "retail", 15, "The new checkout has to stand before the season; our closing can wait a month."),
    (-2, "retail", "finance", 10, "They helped us before the season, and now it is their year end."),
)


def priority_is_kept(story: Story) -> None:
    """The books are closed in the first minutes of each month; on its last days owners look at what loses its place."""
    for month in story.every_month():
        story.at(datetime(month.year, month.month, 1, 0, 3, tzinfo=UTC), _closed)
        for place, unit in enumerate(UNITS):
            story.on(month, 20 + place % 5, partial(_confirmed, story, unit.code), hour=8 + place % 8)
    for months, lender, borrower, days, reason in LOANS:
        story.on(story.this_month + months, 5, partial(_lent, story, lender, borrower, days, reason), hour=11)


async def _closed() -> None:
    await close_period(Actor.system())


async def _confirmed(story: Story, unit: str) -> None:
    """Owners say of what is undecided for long that it still matters; some of it they forget lately."""
    this_month = Month.of(clock.now().date())
    owner = await story.cast.owner(unit, clock.now())
    for one in await to_decide(owner, [story.cast.unit_ids[unit]], until=this_month):
        told = story.requests[one.request]
        if story.this_month - this_month <= FORGETFUL and _is_forgotten(told):
            continue
        await reconfirm_request(owner, one.request, reason=story.says("confirmations"))


def _is_forgotten(told: Told) -> bool:
    return seeded(SEED, "forgotten", told.wish.title).random() < FORGOTTEN


async def _lent(story: Story, lender: str, borrower: str, days: int, reason: str) -> None:
    """As much of it as both units' entitlements allow, which in a small company may be little or nothing."""
    held, most = await credit_by_unit(Actor.system()), await limits(Month.of(clock.now().date()))
    gives, gets = story.cast.unit_ids[lender], story.cast.unit_ids[borrower]
    room = min(may_lend(held.get(gives, 0), most[gives]), most[gets] - held.get(gets, 0), decidays(days))
    if room > 0:
        owner = await story.cast.owner(lender, clock.now())
        await lend_priority(owner, gives, gets, decidays=room, reason=reason)
