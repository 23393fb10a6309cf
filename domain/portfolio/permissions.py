"""What a person may do to a request now, once everything about it is known. The commands check again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from domain.actor import Actor
from domain.demand.permissions import RequestPermissions, permitted
from domain.demand.queries import clarifications_by_request, requests_by_id
from domain.portfolio.next_steps import open_question_by_request
from domain.value.queries import benefits_by_request


async def permissions_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, RequestPermissions]:
    """The actor's permissions on each request: the rules of the request's life, less what a later fact takes away.

    A request has one open priority question at a time, and only a request with benefits has something to measure.
    """
    known = await requests_by_id(actor, ids)
    asked = await clarifications_by_request(actor, ids)
    questions = await open_question_by_request(actor, ids)
    benefits = await benefits_by_request(actor, ids)
    found = {}
    for one, row in known.items():
        allowed = permitted(actor, row, clarification_open=any(each.open for each in asked[one]))
        found[one] = replace(
            allowed,
            raise_question=allowed.raise_question and one not in questions,
            record_measurement=allowed.record_measurement and bool(benefits[one]),
        )
    return found
