"""What owners decide about order and support."""

from decimal import Decimal
from typing import Annotated, Any

import strawberry

from api.graphql.context import Info
from api.graphql.demand_types import LazyRequest, RequestRef, request_of
from api.graphql.errors import Problem
from api.graphql.ranking import Endorsement, Ranking, ranking_of
from domain.ranking import commands, commands_endorsement, queries


@strawberry.type(description="A list after a move in it.")
class RankingPayload:
    ranking: Ranking = strawberry.field(description="The unit's list as it is now.")
    request: LazyRequest = strawberry.field(description="The request as it is now.")


@strawberry.type(description="Support that was given.")
class EndorsementPayload:
    endorsement: Endorsement = strawberry.field(description="The endorsement.")
    request: LazyRequest = strawberry.field(description="The request as it is now.")


RankingResult = Annotated[
    RankingPayload | Problem, strawberry.union("RankingResult", description="The list, or why the move was refused.")
]
EndorsementResult = Annotated[
    EndorsementPayload | Problem,
    strawberry.union("EndorsementResult", description="The endorsement, or why it was refused."),
]


@strawberry.type
class RankingMutation:
    """What owners decide about order. IT and the board decide nothing here."""

    @strawberry.mutation(
        description="Put a request at a place in its unit's list; what is ranked for the first time comes in. A"
        " business owner of the unit may."
    )
    async def rank_request(
        self,
        info: Info,
        request: RequestRef,
        expected_version: Annotated[
            int,
            strawberry.argument(description="The list's version that you looked at; another one is a CONFLICT."),
        ],
        after: Annotated[
            strawberry.ID | None,
            strawberry.argument(description="The request to stand right below, by id or key; null for the top."),
        ] = None,
        reason: Annotated[
            str | None, strawberry.argument(description="Why; kept when given, at most 2000 characters.")
        ] = None,
    ) -> RankingResult:
        placed = await commands.rank_request(
            info.context.actor, request, after=after, expected_version=expected_version, reason=reason
        )
        info.context.forget()
        about: Any = await request_of(info, placed.request.id)
        ranking = await ranking_of(info, placed.unit)
        assert ranking is not None
        return RankingPayload(ranking=ranking, request=about)

    @strawberry.mutation(
        description="Support another unit's request with a share of its cost. A business owner of another unit may."
    )
    async def endorse_request(
        self,
        info: Info,
        request: RequestRef,
        cost_share: Annotated[
            float,
            strawberry.argument(
                description="The share that your unit would carry, 0 to 1; all shares together are at most 1."
            ),
        ],
        unit: Annotated[
            strawberry.ID | None,
            strawberry.argument(description="For which of your units, by id or code, if you own several others."),
        ] = None,
    ) -> EndorsementResult:
        given = await commands_endorsement.endorse_request(
            info.context.actor, request, cost_share=Decimal(str(cost_share)), unit=unit
        )
        info.context.forget()
        row = await info.context.load(queries.endorsements_by_id, given)
        assert row is not None
        about: Any = await request_of(info, row.request)
        return EndorsementPayload(endorsement=Endorsement.of(row), request=about)
