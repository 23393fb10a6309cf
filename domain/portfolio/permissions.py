"""What a person may do to a request now, once everything about it is known. The commands check again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from domain.actor import Actor
from domain.delivery.queries import teams_by_request
from domain.demand.permissions import RequestPermissions, permitted
from domain.demand.queries import clarifications_by_request, requests_by_id
from domain.planning.queries import current_plan
from domain.portfolio.next_steps import open_question_by_request
from domain.value.queries import benefits_by_request


async def permissions_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, RequestPermissions]:
    """The actor's permissions on each request: the rules of the request's life, less what a later fact takes away.

    A request has one open priority question at a time, which is answered before anything is committed; what is
    undecided for too long raises none until its owner confirms it. Only what has a place in the plan and promises
    something can be committed, and only what promised something can be measured. Of IT only the teams that estimated a
    request speak about its delivery.
    """
    known = await requests_by_id(actor, ids)
    asked = await clarifications_by_request(actor, ids)
    questions = await open_question_by_request(actor, ids)
    benefits = await benefits_by_request(actor, ids)
    teams = await teams_by_request(actor, ids)
    plan = await current_plan()
    found = {}
    for one, row in known.items():
        allowed = permitted(actor, row, clarification_open=any(each.open for each in asked[one]))
        on_it = bool(actor.team_ids & set(teams[one]))
        found[one] = replace(
            allowed,
            start_delivery=allowed.start_delivery and on_it,
            deliver=allowed.deliver and on_it,
            move_forecast=allowed.move_forecast and on_it,
            post_update=allowed.post_update and (on_it or actor.owns(row.unit)),
            commit=allowed.commit
            and one not in questions
            and bool(benefits[one])
            and plan.start_month(row.key) is not None,
            raise_question=allowed.raise_question and one not in questions and row.key not in plan.input.undecided,
            record_measurement=allowed.record_measurement and bool(benefits[one]),
        )
    return found
