"""Chapter two: teams log their months, the board sets budgets and the policy, and owners are away in summer."""

from calendar import monthrange
from datetime import UTC, datetime, timedelta
from functools import partial

from api.demo.agenda import together
from api.demo.arrivals import SEED
from api.demo.chance import seeded
from api.demo.company import ADMIN, SUCCESSOR, TEAMS, UNITS, TeamOfCompany
from api.demo.story import Story
from domain.actor import Role
from domain.capacity.commands import log_capacity, set_budget
from domain.capacity.rules import Split
from domain.database import clock
from domain.governance.commands import set_policy
from domain.organisation.commands_roles import assign_role, end_assignment, name_deputy
from domain.organisation.queries import assignments_by_person
from domain.quantities import Month

AHEAD = 15  # months that teams look ahead
# Teams that have not logged the last of these months yet.
BEHIND = {"data": 4, "platform": 2, "crm": 5}
# People who join soon, where most is waiting.
GROWTH = {"data": 1.5, "crm": 1, "integration": 1.2, "mobile": 0.8, "ledger": 1, "webshop": 0.6}
DAYS_OFF = {1: 0.07, 2: 0.08, 4: 0.1, 7: 0.17, 8: 0.2, 10: 0.1, 12: 0.22}


def months_are_planned(story: Story) -> None:
    """Each quarter the teams log the quarter that is five ahead; the board sets next year's budget each November."""
    first = story.first_month
    story.at(story.start + timedelta(days=2), partial(_logged, story, first, AHEAD))
    story.at(story.start + timedelta(days=3), partial(_budgeted, story, first, 18))
    last_budget = first + 17
    for offset, month in enumerate(story.every_month()):
        if offset and offset % 3 == 0:
            story.on(month, 2, partial(_logged, story, month + (AHEAD - 3), 3))
        if month.month == 11 and month + 13 > last_budget:
            start = last_budget + 1
            story.on(month, 12, partial(_budgeted, story, start, month + 13 - last_budget))
            last_budget = month + 13
    if last_budget < story.this_month + 14:
        story.at(
            story.now - timedelta(days=20),
            partial(_budgeted, story, last_budget + 1, story.this_month + 14 - last_budget),
        )


async def _logged(story: Story, first: Month, months: int) -> None:
    await together(_logged_by(story, team, first, months) for team in TEAMS)


async def _logged_by(story: Story, team: TeamOfCompany, first: Month, months: int) -> None:
    actor = await story.cast.staff(team.code, first.ordinal)
    last = story.this_month + (AHEAD - 2 - BEHIND.get(team.code, 0))
    for offset in range(months):
        month = first + offset
        if month <= last:
            await log_capacity(actor, team.code, month, split(story, team, month), note=_note(story, team, month))


def split(story: Story, team: TeamOfCompany, month: Month, *, less: float = 1.0) -> Split:
    """A team's month: working days of its people, less what keeps the lights on, leave, and the rest."""
    chance = seeded(SEED, team.code, month)
    working = sum(
        1
        for day in range(1, monthrange(month.year, month.month)[1] + 1)
        if datetime(month.year, month.month, day, tzinfo=UTC).weekday() < 5
    )
    people = team.people + (GROWTH.get(team.code, 0) if month >= story.this_month + 2 else 0)
    gross = round(people * working * 10 * story.strength * less)
    leave = round(gross * DAYS_OFF.get(month.month, 0.04) * chance.uniform(0.8, 1.2))
    other = round(gross * chance.uniform(0.04, 0.08))
    run = round(team.run_days * 10 * story.strength * chance.uniform(0.85, 1.15))
    run = min(run, max(0, gross - leave - other - round(gross * 0.12)))
    return Split(gross // 5 * 5, run // 5 * 5, leave // 5 * 5, other // 5 * 5)


def _note(story: Story, team: TeamOfCompany, month: Month) -> str:
    chance = seeded(SEED, "note", team.code, month)
    return story.phrase("notes", chance) if chance.random() < 0.08 else ""


async def _budgeted(story: Story, first: Month, months: int) -> None:
    chair = await story.cast.board(0)
    for offset in range(months):
        month = first + offset
        amount = round(190_000 * story.strength * (1.25 if month.month in (1, 2, 9) else 0.95)) // 5_000 * 5_000
        await set_budget(chair, month, amount * 100)


def offices_change(story: Story) -> None:
    """The policy gets two more versions, Purchasing another owner, and owners a deputy for their holidays."""
    story.on(story.first_month + 3, 18, partial(_first_policy, story))
    story.on(story.this_month + -10, 17, partial(_second_policy, story))
    story.on(story.this_month + -14, 1, partial(_succession, story))
    for month in story.every_month():
        if month.month == 7:
            story.on(month, 10, partial(_holiday, story, "retail", "Elif Demir", month))
            story.on(month, 11, partial(_holiday, story, "logistics", "Anders Holm", month))
        if month.month == 12:
            story.on(month, 9, partial(_holiday, story, "finance", "Carlos Benítez", month))


async def _first_policy(story: Story) -> None:
    weights = {story.cast.unit_ids[unit.code]: max(1, unit.weight - (unit.code == "online")) for unit in UNITS}
    await set_policy(
        await story.cast.board(0),
        {"entitlements": weights, "remind_after_days": 2},
        reason="Entitlements by turnover and people, agreed with all units in the meeting of spring.",
    )


async def _second_policy(story: Story) -> None:
    unit = story.cast.unit_ids
    await set_policy(
        await story.cast.board(0),
        {"entitlements": {unit["online"]: 5, unit["workshops"]: 4, unit["marketing"]: 3}, "update_every_days": 21},
        reason="The online shop has grown to a quarter of sales. Updates every two weeks were too many to read.",
    )


async def _succession(story: Story) -> None:
    """Dieter Kranz retires; Noémie Lambert owns Purchasing from now on."""
    admin = await story.cast.person(ADMIN.name)
    old, new = story.cast.owner_of["purchasing"], SUCCESSOR.name
    held = (await assignments_by_person(admin, [story.cast.people[old]]))[story.cast.people[old]]
    await end_assignment(admin, held[0].id)
    await assign_role(admin, story.cast.people[new], Role.OWNER, unit=story.cast.unit_ids["purchasing"])
    story.cast.changed(old, new)
    story.cast.owner_of["purchasing"] = new


async def _holiday(story: Story, unit: str, deputy: str, month: Month) -> None:
    """An owner is away for three weeks; somebody decides in their place."""
    from_at = clock.now() + timedelta(days=14)
    until_at = from_at + timedelta(days=21)
    await name_deputy(
        await story.cast.person(story.cast.owner_of[unit]),
        story.cast.people[deputy],
        from_at=from_at,
        until_at=until_at,
        unit=story.cast.unit_ids[unit],
    )
    story.cast.stands_in(unit, deputy, from_at, until_at)
