"""For each mutation a subject of Retail in a state in which whoever may do it can do it now, as variables."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from itertools import count
from typing import Any

from domain.actor import Role
from domain.calculation.commands import start_calculation
from domain.calculation.kinds import CalculationKind
from domain.database import clock
from domain.database.engine import value
from domain.decisions.commands_clock import escalate_overdue
from domain.decisions.kinds import OptionKind
from domain.demand.commands import park_request
from domain.demand.commands_conversation import ask_clarification, follow
from domain.demand.commands_drafts import save_draft
from domain.demand.rows import RequestRow
from domain.organisation import commands, commands_roles, commands_tokens
from domain.planning.queries import current_plan
from domain.ranking.queries import ranking_by_unit
from domain.realisation.commands import open_due_reviews
from domain.realisation.rules import Verdict
from tests.support.builders.capacity import logged, split
from tests.support.builders.decisions import clash, option_of, planned, raised, reloaded
from tests.support.builders.delivery import committed_request, started, this_month
from tests.support.builders.demand import submitted
from tests.support.builders.estimation import estimated
from tests.support.builders.realisation import live, review_of
from tests.support.builders.scenarios import saved
from tests.support.builders.value import promised
from tests.support.personas import SYSTEM, Company, Persona

Variables = dict[str, Any]
# (company, who will try) → the variables
Prepare = Callable[[Company, Persona], Awaitable[Variables]]
PREPARED: dict[str, Prepare] = {}
_numbers = count(1)
WHY = "Because the season begins."


def prepared(*names: str) -> Callable[[Prepare], Prepare]:
    def register(prepare: Prepare) -> Prepare:
        PREPARED.update(dict.fromkeys(names, prepare))
        return prepare

    return register


def _title() -> str:
    return f"Subject {next(_numbers)}"


def _id(row: Any) -> str:
    return str(row.id)


async def _submitted(company: Company) -> RequestRow:
    return await submitted(company, title=_title())


async def _room(company: Company) -> None:
    """Capacity that everything here fits into."""
    if not await value("select exists (select from capacity)"):
        await logged(company, this_month(), days=split(20, 0, 0, 0))


async def _ranked(company: Company, *, days: int = 2) -> RequestRow:
    await _room(company)
    owner = await company.owner_retail.as_actor()
    return await planned(company, owner, company.retail, _title(), days=days, cents=100_000)


async def _committed(company: Company) -> RequestRow:
    await _room(company)
    return await committed_request(company, _title(), days=2, room=False)


BENEFIT = {
    "metric": "Minutes",
    "unitOfMeasure": "minutes",
    "kind": "SAVING",
    "moneyPerMonth": {"low": "1", "likely": "2", "high": "3"},
}


@prepared("submitRequest")
async def _submit(company: Company, _: Persona) -> Variables:
    described = {"title": _title(), "problem": "Slow.", "outcome": "Fast.", "unit": "retail", "category": "Service"}
    return {"input": described}


@prepared("saveDraft")
async def _save(company: Company, _: Persona) -> Variables:
    return {"input": {"title": "Half"}}


@prepared("discardDraft")
async def _discard(company: Company, _: Persona) -> Variables:
    return {"draft": _id(await save_draft(await company.requester.as_actor(), {"title": "Half"}))}


@prepared("comment")
async def _comment(company: Company, _: Persona) -> Variables:
    return {"request": _id(await _submitted(company)), "text": "Why?"}


@prepared("askClarification")
async def _ask(company: Company, _: Persona) -> Variables:
    return {"request": _id(await _submitted(company)), "question": "Which shops?"}


@prepared("answerClarification")
async def _answer_clarification(company: Company, _: Persona) -> Variables:
    request = await _submitted(company)
    await ask_clarification(await company.it_platform.as_actor(), request.id, question="Which shops?")
    return {"request": _id(request), "answer": "All."}


@prepared("follow", "sponsorRequest")
async def _about(company: Company, _: Persona) -> Variables:
    return {"request": _id(await _submitted(company))}


@prepared("unfollow")
async def _unfollow(company: Company, who: Persona) -> Variables:
    request = await _submitted(company)
    await follow(await who.as_actor(), request.id)
    return {"request": _id(request)}


@prepared("givePulse")
async def _pulse(company: Company, _: Persona) -> Variables:
    return {"request": _id(await _submitted(company)), "moment": "SUBMITTED", "face": 4}


@prepared("setPreferences")
async def _preferences(company: Company, _: Persona) -> Variables:
    return {"locale": "de"}


@prepared("createApiToken")
async def _create_token(company: Company, _: Persona) -> Variables:
    return {"name": "Another"}


@prepared("revokeApiToken")
async def _revoke_token(company: Company, _: Persona) -> Variables:
    return {"token": _id(await commands_tokens.create_api_token(await company.requester.as_actor(), name="Mine"))}


@prepared("withdrawRequest", "parkRequest")
async def _aside(company: Company, _: Persona) -> Variables:
    return {"request": _id(await _ranked(company)), "reason": WHY}


@prepared("resumeRequest")
async def _resume(company: Company, _: Persona) -> Variables:
    request = await _submitted(company)
    await park_request(await company.owner_retail.as_actor(), request.id, reason=WHY)
    return {"request": _id(request), "reason": WHY}


@prepared("chooseRoute")
async def _route(company: Company, _: Persona) -> Variables:
    return {"request": _id(await _submitted(company)), "route": "BOUGHT_SERVICE", "reason": WHY}


@prepared("rankRequest")
async def _rank(company: Company, _: Persona) -> Variables:
    request = await _submitted(company)
    lists = await ranking_by_unit(await company.owner_retail.as_actor(), [company.retail])
    return {"request": _id(request), "after": None, "expectedVersion": lists[company.retail].version}


@prepared("submitRanking")
async def _submit_ranking(company: Company, _: Persona) -> Variables:
    request = await _submitted(company)
    lists = await ranking_by_unit(await company.owner_retail.as_actor(), [company.retail])
    return {"unit": "retail", "tiers": [[_id(request)]], "expectedVersion": lists[company.retail].version}


@prepared("compareRequests")
async def _compare(company: Company, _: Persona) -> Variables:
    one, two = _id(await _submitted(company)), _id(await _submitted(company))
    return {"unit": "retail", "among": [one, two], "best": one, "worst": two}


@prepared("commitRequest")
async def _commit(company: Company, _: Persona) -> Variables:
    request = await reloaded(await _ranked(company))
    return {"request": _id(request), "expectedVersion": request.version}


@prepared("reconfirmRequest")
async def _reconfirm(company: Company, _: Persona) -> Variables:
    return {"request": _id(await _submitted(company)), "reason": WHY}


@prepared("lendPriority")
async def _lend(company: Company, _: Persona) -> Variables:
    await _room(company)
    return {"from": "retail", "to": "logistics", "days": 0.1, "reason": WHY}


@prepared("endorseRequest")
async def _endorse(company: Company, _: Persona) -> Variables:
    return {"request": _id(await _submitted(company)), "costShare": 0.1}


@prepared("raisePriorityQuestion")
async def _raise(company: Company, _: Persona) -> Variables:
    return {"request": _id((await clash(company)).crowded), "reason": WHY}


@prepared("answerPriorityQuestion")
async def _answer(company: Company, _: Persona) -> Variables:
    question = await raised(company, (await clash(company)).crowded)
    return {"question": _id(question), "option": _id(await option_of(question, OptionKind.REROUTE)), "reason": WHY}


@prepared("answerPriorityQuestion, escalated")
async def _answer_escalated(company: Company, who: Persona) -> Variables:
    given = await _answer(company, who)
    with clock.clock_at(clock.now() + timedelta(days=30)):
        assert await escalate_overdue(SYSTEM) >= 1
    return given


@prepared("declareBenefit")
async def _declare(company: Company, _: Persona) -> Variables:
    return {"request": _id(await _submitted(company)), "input": BENEFIT}


@prepared("declareBenefit, ranked")
async def _declare_ranked(company: Company, _: Persona) -> Variables:
    return {"request": _id(await _ranked(company)), "input": BENEFIT}


@prepared("dropBenefit")
async def _drop(company: Company, _: Persona) -> Variables:
    return {"benefit": _id(await promised(company, await _submitted(company))), "reason": WHY}


@prepared("recordMeasurement")
async def _measure(company: Company, _: Persona) -> Variables:
    await _room(company)
    with clock.clock_at(clock.now() - timedelta(days=62)):
        it = await live(company, _title(), room=False)
    return {"benefit": _id(it.benefit), "month": str(it.since + 1), "amount": "10.00", "evidence": "Ledger."}


@prepared("closeValueReview")
async def _close(company: Company, _: Persona) -> Variables:
    await _room(company)
    it = await live(company, _title(), room=False)
    with clock.clock_at(clock.now() + timedelta(days=150)):
        await open_due_reviews(SYSTEM)
    review = await review_of(company, it)
    return {"review": _id(review), "verdict": Verdict.UNMEASURABLE.name, "lesson": WHY}


@prepared("estimateRequest")
async def _estimate(company: Company, _: Persona) -> Variables:
    days = {"low": 1, "likely": 2, "high": 3}
    return {
        "request": _id(await _submitted(company)),
        "team": "platform",
        "input": {"effortDays": days, "confidence": "HIGH"},
    }


@prepared("logCapacity")
async def _log(company: Company, _: Persona) -> Variables:
    split = {"grossDays": 20, "runDays": 5, "leaveDays": 1, "otherDays": 1}
    return {"team": "platform", "month": str(this_month() + 1), "input": split}


@prepared("recordDependency")
async def _depend(company: Company, _: Persona) -> Variables:
    return {"request": _id(await _submitted(company)), "needs": _id(await _submitted(company))}


@prepared("startDelivery")
async def _start(company: Company, _: Persona) -> Variables:
    return {"request": _id(await _committed(company))}


@prepared("deliverRequest")
async def _deliver(company: Company, _: Persona) -> Variables:
    return {"request": _id(await started(company, await _committed(company)))}


@prepared("moveForecast")
async def _forecast(company: Company, _: Persona) -> Variables:
    request = await started(company, await _committed(company))
    return {"request": _id(request), "finishMonth": str(this_month() + 3), "reason": WHY}


@prepared("postUpdate")
async def _update(company: Company, _: Persona) -> Variables:
    request = await _submitted(company)
    await estimated(company, request)
    then = clock.now() + timedelta(days=7)
    return {"request": _id(request), "text": "On our way.", "nextUpdateAt": then.isoformat()}


@prepared("setPolicy")
async def _policy(company: Company, _: Persona) -> Variables:
    return {"input": {"answerDays": 9}, "reason": WHY}


@prepared("setBudget")
async def _budget(company: Company, _: Persona) -> Variables:
    return {"month": str(this_month() + 2), "amount": "50000.00"}


@prepared("startCalculation")
async def _start_calculation(company: Company, _: Persona) -> Variables:
    return {"kind": "MAXIMUM_VALUE"}


@prepared("cancelCalculation")
async def _cancel_calculation(company: Company, _: Persona) -> Variables:
    started = await start_calculation(await company.board.as_actor(), CalculationKind.FORECAST)
    return {"calculation": _id(started)}


@prepared("saveScenario")
async def _save_scenario(company: Company, _: Persona) -> Variables:
    budget = {"month": str(this_month() + 1), "amount": f"{next(_numbers)}000.00"}
    return {"input": {"name": _title(), "changes": {"budgets": [budget]}}}


@prepared("discardScenario")
async def _discard_scenario(company: Company, _: Persona) -> Variables:
    budget = {"month": str(this_month() + 1), "amount": f"{next(_numbers)}000"}
    return {"scenario": _id(await saved(await company.board.as_actor(), _title(), budgets=[budget]))}


@prepared("adoptScenario")
async def _adopt_scenario(company: Company, _: Persona) -> Variables:
    budget = {"month": str(this_month() + 1), "amount": f"{next(_numbers)}000"}
    scenario = await saved(await company.owner_retail.as_actor(), _title(), budgets=[budget])
    version = (await current_plan()).data_version
    return {"scenario": _id(scenario), "expectedDataVersion": version, "reason": WHY}


@prepared("holdPlanningRound")
async def _round(company: Company, _: Persona) -> Variables:
    return {"expectedDataVersion": (await current_plan()).data_version, "reason": WHY}


@prepared("nameDeputy")
async def _deputy(company: Company, _: Persona) -> Variables:
    number = next(_numbers)
    somebody = await commands.add_person(
        await company.admin.as_actor(), name=f"Stand In {number}", email=f"stand{number}@test.example"
    )
    start = clock.now() + timedelta(hours=1)
    until = start + timedelta(days=3)
    return {"deputy": str(somebody), "from": start.isoformat(), "until": until.isoformat()}


@prepared("addPerson")
async def _person(company: Company, _: Persona) -> Variables:
    return {"name": "New Face", "email": f"new{next(_numbers)}@test.example"}


@prepared("addUnit")
async def _unit(company: Company, _: Persona) -> Variables:
    return {"code": f"unit{next(_numbers)}", "name": _title()}


@prepared("addTeam")
async def _team(company: Company, _: Persona) -> Variables:
    return {"code": f"team{next(_numbers)}", "name": _title(), "dayRate": "800.00"}


@prepared("assignRole")
async def _assign(company: Company, _: Persona) -> Variables:
    return {"person": str(company.requester.id), "role": Role.OWNER.name, "unit": str(company.finance)}


@prepared("endAssignment")
async def _end(company: Company, _: Persona) -> Variables:
    admin = await company.admin.as_actor()
    somebody = await commands.add_person(admin, name="Past Owner", email=f"past{next(_numbers)}@test.example")
    return {"assignment": str(await commands_roles.assign_role(admin, somebody, Role.OWNER, unit=company.finance))}
