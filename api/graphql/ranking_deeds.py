"""What owners decide about order and support."""

from decimal import Decimal
from typing import Annotated, Any

import strawberry

from api.graphql.context import Info
from api.graphql.demand_types import LazyRequest, RequestRef, request_of
from api.graphql.errors import Problem
from api.graphql.ranking import Endorsement, Ranking, ranking_of
from domain.ranking import commands, commands_ballot, commands_endorsement, queries


@strawberry.type(description="A list after a move in it.")
class RankingPayload:
    ranking: Ranking = strawberry.field(description="The unit's list as it is now.")
    request: LazyRequest = strawberry.field(description="The request as it is now.")


@strawberry.type(description="A list after a whole ballot.")
class SubmitRankingPayload:
    ranking: Ranking = strawberry.field(description="The unit's list as it is now.")


@strawberry.type(description="Support that was given.")
class EndorsementPayload:
    endorsement: Endorsement = strawberry.field(description="The endorsement.")
    request: LazyRequest = strawberry.field(description="The request as it is now.")


RankingResult = Annotated[
    RankingPayload | Problem, strawberry.union("RankingResult", description="The list, or why the move was refused.")
]
SubmitRankingResult = Annotated[
    SubmitRankingPayload | Problem,
    strawberry.union("SubmitRankingResult", description="The list, or why the ballot was refused."),
]
EndorsementResult = Annotated[
    EndorsementPayload | Problem,
    strawberry.union("EndorsementResult", description="The endorsement, or why it was refused."),
]


@strawberry.type
class RankingMutation:
    """What owners decide about order. IT and the board decide nothing here."""

    @strawberry.mutation(
        description="Put a request at a place on your ballot, and so in its unit's list, which follows from the ballots"
        " of all its owners; what is ranked for the first time comes in. A business owner of the unit may."
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
        description="Give your whole ballot at once: tiers, best first; requests in one tier are level, and about what"
        " you leave out you have no opinion. The unit's list follows from the ballots of all its owners; what nobody"
        " had ranked comes in. A business owner of the unit may."
    )
    async def submit_ranking(
        self,
        info: Info,
        unit: Annotated[strawberry.ID, strawberry.argument(description="The unit, by id or code.")],
        tiers: Annotated[
            list[list[strawberry.ID]],
            strawberry.argument(description="Requests by id or key, each once, the best tier first."),
        ],
        expected_version: Annotated[
            int,
            strawberry.argument(description="The list's version that you looked at; another one is a CONFLICT."),
        ],
        reason: Annotated[
            str | None, strawberry.argument(description="Why; kept when given, at most 2000 characters.")
        ] = None,
    ) -> SubmitRankingResult:
        done = await commands_ballot.submit_ranking(
            info.context.actor, unit, tiers, expected_version=expected_version, reason=reason
        )
        info.context.forget()
        ranking = await ranking_of(info, done.unit)
        assert ranking is not None
        return SubmitRankingPayload(ranking=ranking)

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
