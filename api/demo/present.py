"""The last chapter: what is open today, so that everybody finds something to do."""

from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from functools import partial
from uuid import UUID

from api.demo.agenda import together
from api.demo.company import TEAMS, UNITS
from api.demo.conflicts import options, raised
from api.demo.owners import commit_all
from api.demo.resources import split
from api.demo.story import Stage, Story, Told
from domain.actor import Actor
from domain.capacity.commands import log_capacity
from domain.database import clock
from domain.decisions.commands_answers import answer_priority_question
from domain.decisions.kinds import OptionKind, QuestionStatus
from domain.decisions.queries import question
from domain.decisions.rows import OptionRow
from domain.demand.commands_conversation import ask_clarification, follow
from domain.demand.commands_drafts import save_draft
from domain.demand.submission import NewRequest
from domain.errors import Conflict
from domain.organisation.commands_roles import name_deputy
from domain.planning.queries import current_plan
from domain.ranking.commands import rank_request
from domain.ranking.queries import ranking
from domain.value.commands import submit_request
from domain.value.rules import BenefitKind, NewBenefit

SHORT_OF_PEOPLE = "integration"  # the team that has lost people for the next months
ASKED = (("retail", "theirs"), ("logistics", "own"), ("finance", "shrink"), ("retail", "own"))
_LEFT = "One colleague leaves at the end of the month, another one is away until spring."


def today_comes(story: Story) -> None:
    """The last days before now."""
    story.at(story.now - timedelta(days=9), partial(_shorter, story))
    story.at(story.now - timedelta(days=8), partial(_deputies, story))
    story.at(story.now - timedelta(days=5), partial(_what_fits_first, story))
    for number, (unit, ending) in enumerate(ASKED):
        moment = story.now - timedelta(days=2, hours=17 - number)
        story.at(moment, partial(_open_question, story, unit, ending, number))
    story.at(story.now - timedelta(days=2, hours=9), partial(_board_is_asked, story))
    story.at(story.now - timedelta(hours=14), partial(_some_committed, story))
    story.at(story.now - timedelta(hours=30), partial(_clarifications, story))
    story.at(story.now - timedelta(hours=26), partial(_drafts, story))
    story.at(story.now - timedelta(hours=22), partial(_last_wishes, story))
    story.at(story.now - timedelta(hours=20), partial(_followed, story))


async def _shorter(story: Story) -> None:
    """A team has fewer people than it thought: what was committed no longer fits into its next months."""
    team = next(one for one in TEAMS if one.code == SHORT_OF_PEOPLE)
    actor = await story.cast.staff(team.code)
    for offset in range(4):
        month = story.this_month + offset
        await log_capacity(actor, team.code, month, split(story, team, month, less=0.62), note=_LEFT)


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


async def _open_question(story: Story, unit: str, ending: str, number: int) -> None:
    """A team asks about a request of the unit that comes late; about a less late one where none comes so late."""
    if await raised(story, ending, number * 2, unit=unit) is None:
        await raised(story, ending, number * 2, unit=unit, waits=2)


async def _board_is_asked(story: Story) -> None:
    """A question goes to the board: the owner chooses what costs new money."""
    for number, unit in enumerate(("online", "service", "workshops", "purchasing", "marketing", "people")):
        asked = await raised(story, "fund", number, unit=unit)
        if asked is None:
            continue
        costly = [one for one in await options(asked.id) if one.kind is OptionKind.FUND]
        if not costly:
            continue
        cheapest = min(costly, key=lambda one: one.price_cents or 0)
        await _chosen_by_all(story, asked.id, cheapest, unit)
        return


async def _chosen_by_all(story: Story, asked: UUID, option: OptionRow, unit: str) -> None:
    units = [unit, *sorted({story.requests[one.request].wish.unit for one in option.displaced} - {unit})]
    for one in units:
        if (await question(Actor.system(), asked)).status is QuestionStatus.OPEN:
            owner = await story.cast.person(story.cast.owner_of[one])
            await answer_priority_question(owner, asked, option.id, reason=story.says("answers_fund"))


async def _what_fits_first(story: Story) -> None:
    """Owners have seen the plan: most of what finds no month stands below what does."""
    plan = await current_plan()
    for unit in UNITS:
        owner = await story.cast.owner(unit.code, clock.now())
        shown = await ranking(owner, story.cast.unit_ids[unit.code])
        assert shown is not None
        order, version = [entry.request for entry in shown.entries], shown.version
        for one in [each for each in order if plan.start_month(plan.keys[each]) is None]:
            last = order[-1]
            if one != last and story.requests[one].chance.random() < 0.9:
                moved = await rank_request(
                    owner, one, after=last, expected_version=version, reason=story.says("lowered")
                )
                version = moved.version
                order.remove(one)
                order.append(one)


async def _some_committed(story: Story) -> None:
    """Some requests have just been committed and wait for their first month."""
    plan = await current_plan()
    starts = {
        plan.input.demands[place.request].id: start
        for place in plan.input.order
        if (start := plan.start_month(place.request)) is not None
    }
    soon = [one for one in sorted(starts, key=lambda one: starts[one]) if story.requests[one].fate == "delivered"]
    await commit_all(story, soon[:4], surely=True)


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
