"""The ballots of a unit's owners, and why each request stands where they put it."""

from datetime import datetime
from uuid import UUID

import strawberry

from api.graphql.context import Info
from api.graphql.demand_types import LazyRequest, request_of, requests_of
from api.graphql.organisation import Person, person_of, person_or_none
from domain.ranking.queries import RankingRow, RankRow
from domain.ranking.queries_ballot import BallotRow, ListReasons, list_reasons_by_unit
from domain.ranking.ranked_pairs import Pair
from domain.ranking.reasons import Reason


@strawberry.type(description="How the owners who ranked two requests put them.")
class RankMargin:
    ahead: int = strawberry.field(description="How many put the one above first.")
    behind: int = strawberry.field(description="How many put this one first.")
    level: int = strawberry.field(description="How many put both level.")
    pair: strawberry.Private[Pair]

    @strawberry.field(description="The request right above.")
    async def above(self, info: Info) -> LazyRequest:
        return await request_of(info, UUID(self.pair.above))


@strawberry.type(description="Requests that an owner puts level.")
class BallotTier:
    place: int = strawberry.field(description="Its place on the ballot, 1 at the top.")
    ids: strawberry.Private[tuple[UUID, ...]]

    @strawberry.field(description="The requests.")
    async def requests(self, info: Info) -> list[LazyRequest]:
        return await requests_of(info, self.ids)


@strawberry.type(
    description="How one owner would order the unit's requests. The unit's list follows from all owners' ballots."
)
class Ballot:
    id: strawberry.ID = strawberry.field(description="The id of this ballot: one for each unit and owner.")
    is_accountable: bool = strawberry.field(description="Whether it decides between equals.")
    cast_at: datetime | None = strawberry.field(
        description="When it was cast last; null while its owner has cast none."
    )
    is_taken_over: bool = strawberry.field(
        description="Whether it is the list as it stood when the unit's first ballot came, kept for the accountable"
        " owner who has not ranked since."
    )
    row: strawberry.Private[BallotRow]

    @classmethod
    def of(cls, row: BallotRow) -> "Ballot":
        return cls(
            id=strawberry.ID(f"ballot:{row.unit}:{row.owner}"),
            is_accountable=row.is_accountable,
            cast_at=row.cast_at,
            is_taken_over=row.is_taken_over,
            row=row,
        )

    @strawberry.field(description="The owner.")
    async def owner(self, info: Info) -> Person:
        return await person_of(info, self.row.owner)

    @strawberry.field(description="The deputy who cast it; null when the owner did.")
    async def cast_by(self, info: Info) -> Person | None:
        return await person_or_none(info, self.row.cast_by)

    @strawberry.field(
        description="Best first; requests in one tier are level. Only what the unit has ranked and nobody has decided."
    )
    def tiers(self) -> list[BallotTier]:
        return [BallotTier(place=place, ids=ids) for place, ids in enumerate(self.row.tiers, 1)]

    @strawberry.field(description="The unit's ranked requests that it says nothing about, in the order of the list.")
    async def missing(self, info: Info) -> list[LazyRequest]:
        return await requests_of(info, self.row.missing)


async def _reasons(info: Info, unit: UUID) -> ListReasons:
    found = await info.context.load(list_reasons_by_unit, unit)
    assert found is not None
    return found


@strawberry.type
class BallotsOfRanking:
    """What the ballots say about a unit's list."""

    row: strawberry.Private[RankingRow]

    @strawberry.field(
        description="The owner who answers for this list and decides between equals; null while the unit has no owner."
    )
    async def accountable(self, info: Info) -> Person | None:
        return await person_or_none(info, (await _reasons(info, self.row.unit)).accountable)

    @strawberry.field(description="How the list came about, in a few sentences.")
    async def rule(self, info: Info) -> str:
        return (await _reasons(info, self.row.unit)).rule

    @strawberry.field(
        description="One for each owner of the unit, the accountable one first, also for who has not ranked yet."
    )
    async def ballots(self, info: Info) -> list[Ballot]:
        return [Ballot.of(row) for row in (await _reasons(info, self.row.unit)).ballots]

    @strawberry.field(
        description="Your own ballot, or that of the owner for whom you stand in; null unless you order this list."
    )
    async def my_ballot(self, info: Info) -> Ballot | None:
        actor = info.context.actor
        if not actor.owns(self.row.unit):
            return None
        owner = actor.stands_in_for(self.row.unit) or actor.person_id
        row = (await _reasons(info, self.row.unit)).ballot_of(owner)
        return None if row is None else Ballot.of(row)

    @strawberry.field(
        description="Whether the ballots as they count now would give another order than the list shows, because an"
        " owner or a request left. The next ranking makes it anew."
    )
    async def is_due(self, info: Info) -> bool:
        return (await _reasons(info, self.row.unit)).is_due


@strawberry.type
class ReasonOfEntry:
    """Why a ranked request stands at its place of its unit's list."""

    row: strawberry.Private[RankRow]

    async def _reason(self, info: Info) -> Reason:
        found = (await _reasons(info, self.row.unit)).by_request.get(self.row.request)
        return found or Reason("It left the list a moment ago.", None, False, None)

    @strawberry.field(description="Why it stands at this place of its unit's list, as a sentence or two.")
    async def why_here(self, info: Info) -> str:
        return (await self._reason(info)).why_here

    @strawberry.field(
        description="What would bring it above the request right above it, as a sentence; null at the top."
    )
    async def would_raise(self, info: Info) -> str | None:
        return (await self._reason(info)).would_raise

    @strawberry.field(
        description="Whether some owners put it on the other side of the request right above or right below it."
    )
    async def disputed(self, info: Info) -> bool:
        return (await self._reason(info)).disputed

    @strawberry.field(
        description="How the owners see it against the request right above; null at the top, where nobody ranked both,"
        " and while fewer than two owners have ranked."
    )
    async def against_above(self, info: Info) -> RankMargin | None:
        pair = (await self._reason(info)).against_above
        if pair is None:
            return None
        return RankMargin(ahead=pair.ahead, behind=pair.behind, level=pair.level, pair=pair)
