"""The last chapter: what is open today, so that everybody finds something to do."""

from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from functools import partial

from api.demo.agenda import together
from api.demo.company import TEAMS, UNITS
from api.demo.open_questions import questions_are_open
from api.demo.open_updates import updates_are_due
from api.demo.owners import came_in, commit_all
from api.demo.resources import split
from api.demo.story import Stage, Story, Told
from api.demo.tidying import cleared_up, what_fits_first
from domain.capacity.commands import log_capacity
from domain.database import clock
from domain.demand.commands_conversation import ask_clarification, follow
from domain.demand.commands_drafts import save_draft
from domain.demand.submission import NewRequest
from domain.errors import Conflict
from domain.organisation.commands_roles import name_deputy
from domain.planning.queries import current_plan
from domain.value.commands import submit_request
from domain.value.rules import BenefitKind, NewBenefit

SHORT_MONTHS = 2  # in so many months a team has lost people
_LEFT = "One colleague leaves at the end of the month, another one is away until spring."


def today_comes(story: Story) -> None:
    """The last days before now."""
    story.at(story.now - timedelta(days=9, hours=15), partial(_some_committed, story))
    story.at(story.now - timedelta(days=9), partial(_shorter, story))
    story.at(story.now - timedelta(days=8), partial(_deputies, story))
    for number, unit in enumerate(UNITS):
        story.at(story.now - timedelta(days=6, hours=14 - number), partial(_tidied, story, unit.code))
    story.at(story.now - timedelta(days=5, hours=9), partial(what_fits_first, story))
    updates_are_due(story)
    questions_are_open(story)
    story.at(story.now - timedelta(hours=14), partial(_one_committed, story))
    story.at(story.now - timedelta(hours=30), partial(_clarifications, story))
    story.at(story.now - timedelta(hours=26), partial(_drafts, story))
    story.at(story.now - timedelta(hours=22), partial(_last_wishes, story))
    story.at(story.now - timedelta(hours=20), partial(_followed, story))
    story.at(story.now - timedelta(hours=10), partial(what_fits_first, story))


async def _shorter(story: Story) -> None:
    """A team has fewer people than it thought: what was committed no longer fits into its next months."""
    plan = await current_plan()
    held = [
        (start, told)
        for told in story.requests.values()
        if told.stage is Stage.COMMITTED
        and told.id in plan.keys
        and (start := plan.start_month(plan.keys[told.id])) is not None
        and start > story.this_month
    ]
    if not held:
        return
    start, told = min(held, key=lambda one: (one[0], -one[1].size, one[1].number))
    team = next(one for one in TEAMS if one.code == told.wish.teams[0])
    actor = await story.cast.staff(team.code)
    for offset in range(SHORT_MONTHS):
        month = start + offset
        await log_capacity(actor, team.code, month, split(story, team, month, less=0.4), note=_LEFT)


async def _deputies(story: Story) -> None:
    """Henrik Solberg is away now, Marta Oyelaran will be, and the chair of the board has a deputy for a week."""
    now = clock.now()
    for owner, deputy, first, last in (
        ("Henrik Solberg", "Mariana Costa", 1, 16),
        ("Marta Oyelaran", "Elif Demir", 24, 38),
        ("Ingrid Vestergaard", "Yasmin Haddad", 30, 37),
    ):
        await name_deputy(
            await story.cast.person(owner),
            story.cast.people[deputy],
            from_at=now + timedelta(days=first),
            until_at=now + timedelta(days=last),
        )
        story.cast.changed(deputy)


async def _tidied(story: Story, unit: str) -> None:
    """An owner places what is new, and takes out what has waited too long or is too much."""
    await came_in(story, unit)
    await cleared_up(story, unit)


async def _some_committed(story: Story) -> None:
    """Some requests have just been committed and wait for their first month, the next one or a later."""
    plan = await current_plan()
    starts = {
        plan.input.demands[place.request].id: start
        for place in plan.input.order
        if (start := plan.start_month(place.request)) is not None and start > story.this_month
    }
    soon = [one for one in sorted(starts, key=lambda one: starts[one]) if story.requests[one].fate == "delivered"]
    await commit_all(story, soon[:4], surely=True)


async def _one_committed(story: Story) -> None:
    """When nothing waits for its first month, something is committed: the plan holds its months already."""
    if not any(told.stage is Stage.COMMITTED for told in story.requests.values()):
        plan = await current_plan()
        held = [
            plan.input.demands[place.request].id
            for place in plan.input.order
            if plan.start_month(place.request) is not None
        ]
        await commit_all(story, [one for one in held if story.requests[one].fate == "delivered"][:2], surely=True)


async def _clarifications(story: Story) -> None:
    """Teams have asked what is meant, and nobody has answered yet."""
    for unit in ("retail", "logistics", "finance"):
        told = min(
            (one for one in story.requests.values() if one.wish.unit == unit and one.stage is not Stage.OVER),
            key=lambda one: (one.stage is not Stage.UNDECIDED, -one.number),
        )
        text, _ = story.says("clarifications").split(" | ")
        with suppress(Conflict):  # another team has asked already
            await ask_clarification(await story.staff(told), told.id, question=text)


# Who is writing what: a title, a problem and a category, as far as they have come.
_DRAFTS = (
    (
        "Lena Fischer",
        "retail",
        "Lend tools to customers for a day",
        "Customers who build at home ask for a drill, and we sell them one or send them away.",
        "Sales",
    ),
    ("Lena Fischer", "retail", "Benches near the tills for those who wait", "Older customers", "Customer experience"),
    (
        "Marta Oyelaran",
        "retail",
        "One price tag for sets",
        "The set and its parts stand side by side with prices that do not add up.",
        "Pricing",
    ),
    (
        "Henrik Solberg",
        "logistics",
        "Charging points for electric vans at the two northern halls",
        "From next year the old town of Bergen lets only electric vans in.",
        "Compliance",
    ),
    ("Priya Raghunathan", "finance", "Dunning letters in the customer's language", "", "Automation"),
    (
        "Dmitri Halonen",
        "logistics",
        "Keep sensor data for a year",
        "The halls throw away what the forecast would need.",
        "Reporting",
    ),
    ("Oskar Nyman", "people", "Accounts that end on the last day of work", "", "Security"),
)


async def _drafts(story: Story) -> None:
    for name, unit, title, problem, category in _DRAFTS:
        content = {"title": title, "unit": unit, "problem": problem, "category": category}
        await save_draft(await story.cast.person(name), {key: said for key, said in content.items() if said})


async def _last_wishes(story: Story) -> None:
    """The administrator and Lena Fischer have each brought one more wish, and a team has a question about it."""
    admin = await story.cast.admin()
    roles = await submit_request(
        admin,
        NewRequest(
            title="Roles end when people change units",
            problem="Whoever changes units keeps the old role until somebody remembers. I found eleven last month.",
            outcome="A change of unit ends the old role on the same day, and the new leader is asked for the new one.",
            unit="people",
            category="Security",
        ),
        benefits=[
            NewBenefit("Roles of people who have moved on", "roles", BenefitKind.RISK, Decimal(11), Decimal(0), None)
        ],
    )
    text = "Do apprentices count, who change units every four months?"
    await ask_clarification(await story.cast.staff("identity"), roles.id, question=text)
    lena = await story.cast.person(story.cast.requester_names("retail")[0])
    wheels = await submit_request(
        lena,
        NewRequest(
            title="Wheelchairs that can be borrowed at every entrance",
            problem="We have one in each shop, behind the office door. Last week a visitor waited for twenty minutes.",
            outcome="Three stand at the entrance, and the app shows whether one is free.",
            unit="retail",
            category="Customer experience",
        ),
        benefits=[
            NewBenefit(
                "Minutes until a wheelchair is there", "minutes", BenefitKind.EXPERIENCE, Decimal(20), Decimal(1), None
            )
        ],
    )
    text = "Do the outlets belong to it? Their entrances have no network."
    await ask_clarification(await story.cast.staff("stores"), wheels.id, question=text)


async def _followed(story: Story) -> None:
    """The demo accounts follow some of what is under way."""
    under_way = [told for told in story.requests.values() if told.stage in (Stage.IN_DELIVERY, Stage.COMMITTED)]
    names = ("Marta Oyelaran", "Henrik Solberg", "Priya Raghunathan", "Lena Fischer", "Oskar Nyman", "Rafael Monteiro")
    await together(
        [_follows(story, name, told) for number, name in enumerate(names) for told in under_way[number::5][:4]]
    )


async def _follows(story: Story, name: str, told: Told) -> None:
    await follow(await story.cast.person(name), told.id)
