"""Requests as people bring them, and in any state that a person can lead them to."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from domain.actor import Deed
from domain.database.engine import rows, transaction
from domain.demand.commands import locked, step
from domain.demand.rows import RequestRow
from domain.demand.rules import RequestState
from domain.demand.submission import NewRequest
from domain.value.commands import submit_request
from domain.value.rules import NewBenefit
from tests.support.personas import Company, Persona

RETURNS = NewRequest(
    title="Returns without a paper form",
    problem="Customers bring goods back with a form that the shop types in again; it takes nine minutes each.",
    outcome="A return takes two minutes and the stock is right at once.",
    unit="retail",
    category="customer service",
)


def new_request(**changes: Any) -> NewRequest:
    """A complete request for Retail, but for what the test changes."""
    return replace(RETURNS, **changes)


async def submitted(
    company: Company, *, by: Persona | None = None, benefits: Sequence[NewBenefit] = (), **changes: Any
) -> RequestRow:
    """A request that somebody (else the requester) has submitted."""
    return await submit_request(await (by or company.requester).as_actor(), new_request(**changes), benefits=benefits)


async def led_to(company: Company, request: RequestRow, *states: RequestState) -> RequestRow:
    """The request of Retail, led through states by whoever may, as the later capabilities do it."""
    deeds = {
        RequestState.ESTIMATED: (Deed.ESTIMATE_REQUEST, company.it_platform),
        RequestState.RANKED: (Deed.RANK_REQUEST, company.owner_retail),
        RequestState.COMMITTED: (Deed.COMMIT_REQUEST, company.owner_retail),
        RequestState.IN_DELIVERY: (Deed.START_DELIVERY, company.it_platform),
        RequestState.DELIVERED: (Deed.DELIVER_REQUEST, company.it_platform),
        RequestState.PARKED: (Deed.PARK_REQUEST, company.owner_retail),
        RequestState.WITHDRAWN: (Deed.WITHDRAW_REQUEST, company.owner_retail),
    }
    for state in states:
        deed, persona = deeds[state]
        async with transaction(await persona.as_actor(), deed) as tx:
            reason = "As the test needs it." if deed in (Deed.PARK_REQUEST, Deed.WITHDRAW_REQUEST) else None
            request = await step(tx, await locked(tx, request.id), state, reason=reason)
    return request


async def actions_of(request: UUID) -> list[str]:
    """What the trail says happened to a request, the oldest first."""
    return [
        read["action"]
        for read in await rows("select action from audit_event where request = $1 order by number", request)
    ]
