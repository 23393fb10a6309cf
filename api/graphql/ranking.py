"""Each unit's list, the moves that made it, and other units' support."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from api.graphql.context import Info
from api.graphql.demand_types import LazyRequest, request_of, requests_of
from api.graphql.organisation import Person, Unit, person_of, person_or_none, unit_of
from api.graphql.pages import page_size
from api.graphql.planning import CommitLine, Why
from api.graphql.ranking_ballots import BallotsOfRanking, ReasonOfEntry
from api.graphql.request_node import RequestNode
from api.graphql.scalars import PersonDays, person_days
from domain.actor import Deed, may
from domain.demand.permissions import who_decides
from domain.governance.queries import entitlement_by_unit
from domain.organisation.queries import deciders_by_unit, unit_by_id, unit_id
from domain.planning.queries import current_plan
from domain.planning.rules import CommitLine as Line
from domain.portfolio.queries import PlaceRow, listed_by_request
from domain.quantities import Month
from domain.ranking import queries
from domain.ranking.queries import EndorsementRow, MoveRow, RankingRow, RankRow
from domain.ranking.queries_credits import credits_by_unit
from domain.ranking.queries_decide_by import undecided_too_long_by_unit


@strawberry.type(description="One move in a unit's list.")
class RankMove:
    id: strawberry.ID = strawberry.field(description="The id: unique, stable and without meaning.")
    version: int = strawberry.field(description="The version of the list that it made.")
    from_place: int | None = strawberry.field(description="The place before; null when the request came in.")
    to_place: int = strawberry.field(description="The place after.")
    at: datetime = strawberry.field(description="When.")
    reason: str | None = strawberry.field(description="Why, where the owner said so.")
    row: strawberry.Private[MoveRow]

    @classmethod
    def of(cls, row: MoveRow) -> "RankMove":
        return cls(
            id=strawberry.ID(str(row.id)),
            version=row.version,
            from_place=row.from_place,
            to_place=row.to_place,
            at=row.at,
            reason=row.reason,
            row=row,
        )

    @strawberry.field(description="The owner, or the deputy, who moved it.")
    async def by(self, info: Info) -> Person:
        return await person_of(info, self.row.moved_by)

    @strawberry.field(description="The owner for whom a deputy did it.")
    async def acted_for(self, info: Info) -> Person | None:
        return await person_or_none(info, self.row.acts_for)

    @strawberry.field(description="The request that was moved.")
    async def request(self, info: Info) -> LazyRequest:
        return await request_of(info, self.row.request)


async def _last_move(info: Info, request: UUID) -> RankMove | None:
    row = await info.context.load(queries.last_move_by_request, request)
    return None if row is None else RankMove.of(row)


@strawberry.type(description="A request's place in its unit's list.")
class RankPlace(ReasonOfEntry):
    place: int = strawberry.field(description="The place, 1 at the top.")
    of: int = strawberry.field(description="How many requests the unit has ranked.")
    list_version: int = strawberry.field(description="The list's version; rankRequest asks for it.")
    row: strawberry.Private[RankRow]

    @strawberry.field(description="The last time that somebody moved the request itself.")
    async def last_move(self, info: Info) -> RankMove | None:
        return await _last_move(info, self.row.request)


@strawberry.type(description="Another unit's support for a request.")
class Endorsement:
    id: strawberry.ID = strawberry.field(description="The id: unique, stable and without meaning.")
    cost_share: float = strawberry.field(description="The share of the cost that the unit would carry, 0 to 1.")
    at: datetime = strawberry.field(description="When it was given or changed last.")
    row: strawberry.Private[EndorsementRow]

    @classmethod
    def of(cls, row: EndorsementRow) -> "Endorsement":
        return cls(id=strawberry.ID(str(row.id)), cost_share=float(row.cost_share), at=row.at, row=row)

    @strawberry.field(description="The supporting unit.")
    async def unit(self, info: Info) -> Unit:
        return await unit_of(info, self.row.unit)

    @strawberry.field(description="The owner, or the deputy, who gave it.")
    async def by(self, info: Info) -> Person:
        return await person_of(info, self.row.endorsed_by)


@strawberry.type(description="A ranked request in its unit's list, with what follows from its place.")
class RankEntry(ReasonOfEntry):
    id: strawberry.ID = strawberry.field(description="The id of this entry: one for each request.")
    place: int = strawberry.field(description="The place in the list, 1 at the top.")
    portfolio_place: int | None = strawberry.field(description="The place in the portfolio order.")
    above_commit_line: bool = strawberry.field(description="Whether it stands at or above this list's commit line.")
    start_month: Month | None = strawberry.field(description="When it starts by the plan; null outside the plan.")
    finish_month: Month | None = strawberry.field(description="When it is finished by the plan.")
    effort_days: PersonDays = strawberry.field(
        description="The expected work of all teams in person-days; 0 while nobody has estimated it."
    )
    undecided_too_long: bool = strawberry.field(
        description="Whether it is undecided for too long and so has no place in the order and the plan."
    )
    why: Why = strawberry.field(description="Why it starts then, or does not.")
    row: strawberry.Private[RankRow]

    @strawberry.field(description="The request.")
    async def request(self, info: Info) -> LazyRequest:
        return await request_of(info, self.row.request)

    @strawberry.field(description="The last time that somebody moved the request itself.")
    async def last_move(self, info: Info) -> RankMove | None:
        return await _last_move(info, self.row.request)


@strawberry.type(description="A unit's list of requests as its owners ordered it. Nobody else orders it.")
class Ranking(BallotsOfRanking):
    id: strawberry.ID = strawberry.field(description="The id of this list: one for each unit.")
    version: int = strawberry.field(
        description="Counts up with every change of the list or of a ballot; rankRequest and submitRanking ask for it."
    )
    row: strawberry.Private[RankingRow]

    @classmethod
    def of(cls, row: RankingRow) -> "Ranking":
        return cls(id=strawberry.ID(f"ranking:{row.unit}"), version=row.version, row=row)

    async def _places(self, info: Info) -> list[tuple[RankRow, PlaceRow]]:
        """The entries with what follows from them; one that left the order between two reads is left out."""
        found = await info.context.load_many(listed_by_request, [entry.request for entry in self.row.entries])
        places = {place.request: place for place in found}
        return [(entry, places[entry.request]) for entry in self.row.entries if entry.request in places]

    @strawberry.field(description="The unit.")
    async def unit(self, info: Info) -> Unit:
        return await unit_of(info, self.row.unit)

    @strawberry.field(description="The ranked requests, the first one on top.")
    async def entries(self, info: Info) -> list[RankEntry]:
        line = await self._line()
        return [
            RankEntry(
                id=strawberry.ID(f"rank:{entry.request}"),
                place=entry.place,
                portfolio_place=place.place or None,
                above_commit_line=entry.place <= line.place,
                start_month=place.start,
                finish_month=place.finish,
                effort_days=person_days(place.effort_decidays),
                undecided_too_long=place.undecided,
                why=Why.of(place.why),
                row=entry,
            )
            for entry, place in await self._places(info)
        ]

    @strawberry.field(description="The unit's requests that nobody has ranked yet, the longest waiting first.")
    async def unranked(self, info: Info) -> list[LazyRequest]:
        return await requests_of(info, self.row.unranked)

    @strawberry.field(description="Whether you order this list.")
    def may_rank(self, info: Info) -> bool:
        actor = info.context.actor
        return may(actor, Deed.RANK_REQUEST) and actor.owns(self.row.unit)

    @strawberry.field(description="Who orders this list, as a sentence.")
    async def who_decides(self, info: Info) -> str:
        unit = await info.context.load(unit_by_id, self.row.unit)
        deciders = await info.context.load(deciders_by_unit, self.row.unit, ())
        return who_decides(unit.name if unit else "", [person.name for person in deciders])

    async def _line(self) -> Line:
        plan = await current_plan()
        return plan.line_of({entry.request: entry.place for entry in self.row.entries})

    @strawberry.field(
        description="The commit line of this list, by the rule of the portfolio's line over this list's own places."
    )
    async def commit_line(self) -> CommitLine:
        return CommitLine.of(await self._line(), await current_plan())

    @strawberry.field(description="The place of this list's commit line; null when it runs above everything.")
    async def commit_place(self) -> int | None:
        return (await self._line()).place or None

    @strawberry.field(description="The unit's part of the portfolio by the policy, 0 to 1.")
    async def share(self, info: Info) -> float:
        return (await info.context.load(entitlement_by_unit, self.row.unit, (1, 0.0)))[1]

    @strawberry.field(description="What the unit holds in priority days, in person-days; below 0 it owes.")
    async def credit_days(self, info: Info) -> PersonDays:
        return person_days(await info.context.load(credits_by_unit, self.row.unit, 0))

    @strawberry.field(
        description="The unit's requests that are undecided for too long, the longest waiting first: they have no place"
        " in the order and the plan until an owner confirms them."
    )
    async def undecided_too_long(self, info: Info) -> list[LazyRequest]:
        return await requests_of(info, await info.context.load(undecided_too_long_by_unit, self.row.unit, ()))

    @strawberry.field(description="The latest moves, the newest first.")
    async def moves(
        self,
        info: Info,
        first: Annotated[int, strawberry.argument(description="How many at most, 1 to 100.")] = 20,
    ) -> list[RankMove]:
        found = await queries.moves(info.context.actor, self.row.unit, first=page_size(first))
        return [RankMove.of(row) for row in found]


async def ranking_of(info: Info, unit: UUID) -> Ranking | None:
    """A unit's list as it is now."""
    row = await info.context.load(queries.ranking_by_unit, unit)
    return None if row is None else Ranking.of(row)


@strawberry.type
class RankingOfRequest(RequestNode):
    """What ranking says about a request."""

    @strawberry.field(description="Its place in its unit's list; null while it is not ranked.")
    async def rank(self, info: Info) -> RankPlace | None:
        row = await info.context.load(queries.rank_by_request, self.row.id)
        if row is None:
            return None
        return RankPlace(place=row.place, of=row.of, list_version=row.list_version, row=row)

    @strawberry.field(description="Other units' support, the largest share first.")
    async def endorsements(self, info: Info) -> list[Endorsement]:
        rows = await info.context.load(queries.endorsements_by_request, self.row.id, ())
        return [Endorsement.of(row) for row in rows]


@strawberry.type
class RankingQuery:
    """What may be asked about the units' lists."""

    @strawberry.field(description="A unit's list; it says who may order it.")
    async def ranking(
        self,
        info: Info,
        unit: Annotated[strawberry.ID, strawberry.argument(description="The unit, by id or code.")],
    ) -> Ranking | None:
        return await ranking_of(info, await unit_id(unit))
