"""Until when an undecided request is to be decided, and the owners' word that it still matters."""

from datetime import date, datetime

import strawberry

from api.graphql.context import Info
from api.graphql.demand_types import Reason, RequestPayload, RequestRef, RequestResult, as_request
from api.graphql.organisation import Person, person_of, person_or_none
from api.graphql.request_node import RequestNode
from domain.ranking import commands_decide_by
from domain.ranking import queries_decide_by as queries
from domain.ranking.queries_decide_by import ConfirmationRow


@strawberry.type(description="An owner's word that an undecided request still matters.")
class Confirmation:
    id: strawberry.ID = strawberry.field(description="The id: unique, stable and without meaning.")
    at: datetime = strawberry.field(description="When it was given.")
    reason: str = strawberry.field(description="Why it still matters.")
    row: strawberry.Private[ConfirmationRow]

    @strawberry.field(description="The owner, or the deputy, who gave it.")
    async def by(self, info: Info) -> Person:
        return await person_of(info, self.row.confirmed_by)

    @strawberry.field(description="The owner for whom a deputy did it.")
    async def acted_for(self, info: Info) -> Person | None:
        return await person_or_none(info, self.row.acts_for)


@strawberry.type
class DecideByOfRequest(RequestNode):
    """How long a request may stay undecided."""

    @strawberry.field(
        description="The last day to decide it or to confirm it anew; after that it has no place in the order and the"
        " plan. Null when it is decided, or required by law or regulator."
    )
    async def decide_by(self, info: Info) -> date | None:
        found = await info.context.load(queries.decide_by_by_request, self.row.id)
        return None if found is None else found.by

    @strawberry.field(description="Whether that day has passed, so that it has no place in the order and the plan.")
    async def undecided_too_long(self, info: Info) -> bool:
        found = await info.context.load(queries.decide_by_by_request, self.row.id)
        return found is not None and found.too_long

    @strawberry.field(description="The last time that an owner confirmed that it still matters.")
    async def confirmation(self, info: Info) -> Confirmation | None:
        row = await info.context.load(queries.confirmation_by_request, self.row.id)
        return (
            None if row is None else Confirmation(id=strawberry.ID(str(row.id)), at=row.at, reason=row.reason, row=row)
        )


@strawberry.type
class DecideByMutation:
    """What owners say about what is undecided for long."""

    @strawberry.mutation(
        description="Confirm that an undecided request still matters; its time to decide begins anew. An owner of its"
        " unit may."
    )
    async def reconfirm_request(self, info: Info, request: RequestRef, reason: Reason) -> RequestResult:
        row = await commands_decide_by.reconfirm_request(info.context.actor, request, reason=reason)
        return RequestPayload(request=as_request(row))
