"""What happens next to a request, from all that the later capabilities know about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from domain.actor import Actor
from domain.database.engine import rows
from domain.delivery.queries import next_update_by_request, teams_by_request
from domain.demand import queries as demand
from domain.demand.next_step import StepFacts
from domain.organisation.queries import deciders_by_unit, staff_by_team
from domain.planning.queries import current_plan
from domain.ranking.queries_decide_by import decide_by_by_request
from domain.realisation.queries import measurements_due_by_request


async def step_facts_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, StepFacts]:
    """Everything that the next step of each request depends on."""
    known = await demand.step_facts_by_request(actor, ids)
    questions = await _questions(actor, ids)
    plan = await current_plan()
    teams = await teams_by_request(actor, ids)
    staff = await staff_by_team(actor, list({team for several in teams.values() for team in several}))
    updates = await next_update_by_request(actor, ids)
    reviews = await _reviews_due(ids)
    measurements = await measurements_due_by_request(actor, ids)
    decisions = await decide_by_by_request(actor, ids)
    found = {}
    for one, facts in known.items():
        asked = questions.get(one)
        if asked is not None:
            facts = replace(
                facts,
                question_number=asked.number,
                question_due_at=asked.due_at,
                question_escalated=asked.escalated,
                answering=asked.answering,
            )
        key = plan.keys.get(one)
        if key is not None and key not in plan.input.unranked:
            facts = replace(
                facts,
                is_estimated=plan.input.demands[key].is_estimated,
                has_room=plan.start_month(key) is not None,
                planned_start=plan.start_month(key),
                planned_finish=plan.finish_month(key),
            )
        on_it = teams.get(one, ())
        people = {person.id: None for team in on_it for person in staff.get(team, ())}
        found[one] = replace(
            facts,
            delivering=tuple(people),
            delivering_team=on_it[0] if len(on_it) == 1 else None,
            next_update_at=updates[one].at if one in updates else None,
            review_due_on=reviews.get(one),
            measurements_due=measurements[one].months if one in measurements else 0,
            decide_by=decisions[one].by if one in decisions and decisions[one].too_long else None,
        )
    return found


@dataclass(frozen=True, slots=True)
class _OpenQuestion:
    """A priority question that nobody has decided, and the people whose answer is missing."""

    number: int
    due_at: datetime
    escalated: bool
    answering: tuple[UUID, ...]


async def open_question_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, int]:
    """The number of the priority question that is open about each request."""
    return {one: asked.number for one, asked in (await _questions(actor, ids)).items()}


async def _questions(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, _OpenQuestion]:
    """The open question about each request. Once escalated it waits for the board alone."""
    found = await rows(
        "select q.request, q.number, q.due_at, q.status, array(select p.unit from asked_party p"
        " where p.question = q.id and p.unit is not null and not exists (select from answer a"
        " where a.question = q.id and a.unit = p.unit)) as silent"
        " from priority_question q where q.request = any($1) and q.closed_at is null",
        list(ids),
    )
    deciders = await deciders_by_unit(actor, list({unit for each in found for unit in each["silent"]}))
    questions = {}
    for each in found:
        escalated = each["status"] == "escalated"
        people = {person.id: None for unit in each["silent"] for person in deciders.get(unit, ())}
        questions[each["request"]] = _OpenQuestion(
            each["number"], each["due_at"], escalated, () if escalated else tuple(people)
        )
    return questions


async def _reviews_due(ids: Sequence[UUID]) -> Mapping[UUID, date]:
    """The day of the next value review of each request that has one to come."""
    found = await rows(
        "select v.request, min(v.due_on) as due_on from value_review v where v.request = any($1)"
        " and not exists (select from review_verdict c where c.review = v.id) group by v.request",
        list(ids),
    )
    return {each["request"]: each["due_on"] for each in found}
