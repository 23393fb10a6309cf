"""What a person may do to a request now, once everything about it is known. The commands check again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from domain.actor import Actor
from domain.demand.permissions import RequestPermissions, permitted
from domain.demand.queries import clarifications_by_request, requests_by_id
from domain.planning.queries import current_plan
from domain.portfolio.next_steps import open_question_by_request
from domain.value.queries import benefits_by_request


async def permissions_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, RequestPermissions]:
    """The actor's permissions on each request: the rules of the request's life, less what a later fact takes away.

    A request has one open priority question at a time, which is answered before anything is committed. Only what has a
    place in the plan and promises something can be committed, and only what promised something can be measured.
    """
    known = await requests_by_id(actor, ids)
    asked = await clarifications_by_request(actor, ids)
    questions = await open_question_by_request(actor, ids)
    benefits = await benefits_by_request(actor, ids)
    plan = await current_plan()
    found = {}
    for one, row in known.items():
        allowed = permitted(actor, row, clarification_open=any(each.open for each in asked[one]))
        found[one] = replace(
            allowed,
            commit=allowed.commit
            and one not in questions
            and bool(benefits[one])
            and plan.start_month(row.key) is not None,
            raise_question=allowed.raise_question and one not in questions,
            record_measurement=allowed.record_measurement and bool(benefits[one]),
        )
    return found
