"""A portfolio in conflict: a team that two requests fill for a year, and a third one that finds no room."""

from dataclasses import dataclass

from domain.actor import Actor
from domain.database import clock
from domain.database.engine import rows
from domain.decisions.commands import raise_priority_question
from domain.decisions.commands_answers import answer_priority_question
from domain.decisions.commands_commitment import commit_request
from domain.decisions.kinds import OptionKind
from domain.decisions.queries import options_by_question
from domain.decisions.rows import OptionRow, PromiseRow, QuestionRow
from domain.demand.queries import requests_by_id
from domain.demand.rows import RequestRow
from domain.demand.submission import NewRequest
from domain.quantities import Month
from domain.value.commands import declare_benefit, submit_request
from domain.value.rules import ThreePoint
from tests.support.builders.capacity import logged, split
from tests.support.builders.estimation import estimated
from tests.support.builders.ranking import ranked
from tests.support.builders.value import new_benefit
from tests.support.personas import Company, Persona

WHY = "The season does not wait."


@dataclass(frozen=True, slots=True)
class Clash:
    """Platform has 20 days a month from `first` on. `own` (Retail) and `theirs` (Logistics) take 10 each for a year;
    `crowded` (Retail, ranked last) needs 20 and finds no room in the plan."""

    first: Month
    own: RequestRow
    theirs: RequestRow
    crowded: RequestRow


async def clash(company: Company) -> Clash:
    """The conflict, made through commands by whoever may."""
    first = Month.of(clock.now().date())
    await logged(company, first, days=split(20, 0, 0, 0))
    retail, logistics = await company.owner_retail.as_actor(), await company.owner_logistics.as_actor()
    own = await planned(company, retail, company.retail, "Loyalty cards", days=120, cents=900_000)
    theirs = await planned(company, logistics, company.logistics, "Cold chain", days=120, cents=100_000)
    crowded = await planned(company, retail, company.retail, "Returns portal", days=20, cents=500_000, after=own)
    return Clash(first, own, theirs, crowded)


async def planned(
    company: Company,
    owner: Actor,
    unit: object,
    title: str,
    *,
    days: int,
    cents: int,
    after: RequestRow | None = None,
    team: str = "platform",
    deadline: Month | None = None,
) -> RequestRow:
    """A ranked request with a sure estimate of one team and a benefit of so many cents a month.

    It must be finished before the month of the deadline begins, if there is one.
    """
    request = await submit_request(
        owner,
        NewRequest(
            title=title,
            problem=f"{title}: done by hand today.",
            outcome="Done by itself.",
            unit=str(unit),
            category="Sales",
            deadline=deadline.first if deadline else None,
        ),
    )
    await estimated(
        company,
        request,
        team=team,
        low_decidays=days * 10,
        likely_decidays=days * 10,
        high_decidays=days * 10,
    )
    money = ThreePoint(cents // 2, cents, cents * 2)
    await declare_benefit(owner, request.id, new_benefit(money=money, starts_after_months=0))
    return (await ranked(owner, request, after=after)).request


async def raised(
    company: Company, request: RequestRow, *, by: Persona | None = None, wanted: Month | None = None
) -> QuestionRow:
    """A question about a request, raised by IT unless the test says otherwise."""
    actor = await (by or company.it_platform).as_actor()
    return await raise_priority_question(actor, request.id, reason=WHY, wanted_month=wanted)


async def options_of(question: QuestionRow) -> tuple[OptionRow, ...]:
    """The options of a question, in order."""
    return (await options_by_question(Actor.system(), [question.id]))[question.id]


async def option_of(question: QuestionRow, kind: OptionKind, *, displacing: RequestRow | None = None) -> OptionRow:
    """The first option of a kind, or the one that displaces just this request."""
    return next(
        one
        for one in await options_of(question)
        if one.kind is kind and (displacing is None or [gone.request for gone in one.displaced] == [displacing.id])
    )


async def answered(persona: Persona, question: QuestionRow, option: OptionRow, *, reason: str = WHY) -> QuestionRow:
    """Somebody's answer."""
    return await answer_priority_question(await persona.as_actor(), question.id, option.id, reason=reason)


async def committed(persona: Persona, request: RequestRow) -> PromiseRow:
    """A request, committed by an owner who has just looked at it."""
    now = await reloaded(request)
    return await commit_request(await persona.as_actor(), request.id, expected_version=now.version)


async def reloaded(request: RequestRow) -> RequestRow:
    """The request as it is now."""
    return (await requests_by_id(Actor.system(), [request.id]))[request.id]


async def count(table: str) -> int:
    """How many rows a table has."""
    found = await rows(f"select count(*) as rows from {table}")
    return int(found[0]["rows"])
