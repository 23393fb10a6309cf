"""Days of priority: each unit's ledger, and lending them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from api.graphql.context import Info
from api.graphql.enums import exposed
from api.graphql.errors import Problem
from api.graphql.organisation import Person, Unit, person_or_none, unit_of
from api.graphql.pages import PageInfo, cursor, page_info, page_size, position, trimmed
from api.graphql.ranking import Ranking, ranking_of
from api.graphql.scalars import PersonDays, person_days
from domain.actor import Deed, may
from domain.database.clock import now
from domain.organisation.queries import unit_id
from domain.quantities import Month, decidays
from domain.ranking import commands_credits, queries_credits
from domain.ranking.credits import may_lend
from domain.ranking.kinds import CreditKind
from domain.ranking.queries_credits import CreditRow
from domain.ranking.queries_entitlement import limits

exposed(
    CreditKind,
    "How a unit came to days of priority, or gave them away.",
    {
        CreditKind.ACCRUED: "At a month's close: it got less, or more, than its share while its work waited.",
        CreditKind.LENT: "Its owner lent them to another unit.",
        CreditKind.BORROWED: "Another unit's owner lent them to it.",
    },
)


@strawberry.type(description="An entry of a unit's ledger of priority days.")
class PriorityCredit:
    id: strawberry.ID = strawberry.field(description="The id: unique, stable and without meaning.")
    month: Month = strawberry.field(description="The month that was closed, or in which the days were lent.")
    kind: CreditKind = strawberry.field(description="How the days came or went.")
    days: PersonDays = strawberry.field(
        description="Person-days of priority; above 0 they move the unit's requests up, below 0 down."
    )
    balance_days: PersonDays = strawberry.field(description="What the unit holds with this entry; below 0 it owes.")
    reason: str | None = strawberry.field(description="Why, where somebody lent.")
    at: datetime = strawberry.field(description="When it was entered.")
    text: str = strawberry.field(description="The entry in a sentence.")
    row: strawberry.Private[CreditRow]

    @classmethod
    def of(cls, row: CreditRow) -> "PriorityCredit":
        return cls(
            id=strawberry.ID(str(row.id)),
            month=row.month,
            kind=row.kind,
            days=person_days(row.credit_decidays),
            balance_days=person_days(row.balance_decidays),
            reason=row.reason,
            at=row.at,
            text=row.text,
            row=row,
        )

    @strawberry.field(description="The unit.")
    async def unit(self, info: Info) -> Unit:
        return await unit_of(info, self.row.unit)

    @strawberry.field(description="The unit at the other side of a loan.")
    async def other_unit(self, info: Info) -> Unit | None:
        return None if self.row.other_unit is None else await unit_of(info, self.row.other_unit)

    @strawberry.field(description="Who lent; null where the month's close did it.")
    async def by(self, info: Info) -> Person | None:
        return await person_or_none(info, self.row.given_by)


@strawberry.type(description="An entry in the list.")
class PriorityCreditEdge:
    cursor: str = strawberry.field(description="Its position in the list, for `after`.")
    node: PriorityCredit = strawberry.field(description="The entry.")


@strawberry.type(description="A unit's ledger of priority days in pages, with what it holds.")
class PriorityCreditConnection:
    edges: list[PriorityCreditEdge] = strawberry.field(description="The entries of this page, the newest first.")
    page_info: PageInfo = strawberry.field(description="Where this page stands.")
    balance_days: PersonDays = strawberry.field(description="What the unit holds now; below 0 it owes.")
    limit_days: PersonDays = strawberry.field(
        description="The most that it may hold or owe: the policy's months of its share of capacity, or the size of its"
        " largest ranked request if that is more."
    )
    may_lend_days: PersonDays = strawberry.field(description="How many days it could lend now.")
    may_lend: bool = strawberry.field(description="Whether you may lend for it.")


@strawberry.type(description="Days of priority that were lent.")
class LendPriorityPayload:
    credits: list[PriorityCredit] = strawberry.field(description="The two new entries: the lender's first.")
    ranking: Ranking = strawberry.field(description="The lender's list as it is now.")


LendPriorityResult = Annotated[
    LendPriorityPayload | Problem,
    strawberry.union("LendPriorityResult", description="The loan, or why it was refused."),
]
UnitRef = Annotated[strawberry.ID, strawberry.argument(description="The unit, by id or code.")]


@strawberry.type
class CreditsQuery:
    """What may be asked about days of priority."""

    @strawberry.field(description="A unit's ledger of priority days, the newest entry first.")
    async def priority_credits(
        self,
        info: Info,
        unit: UnitRef,
        first: Annotated[int, strawberry.argument(description="How many at most, 1 to 100.")] = 20,
        after: Annotated[str | None, strawberry.argument(description="The cursor after which to go on.")] = None,
    ) -> PriorityCreditConnection:
        actor, whose, size = info.context.actor, await unit_id(unit), page_size(first)
        last = position(after, datetime.fromisoformat, UUID)  # type: ignore[arg-type]
        rows, has_next = trimmed(
            await queries_credits.ledger(actor, whose, first=size + 1, before=(last[0], last[1]) if last else None),
            size,
        )
        edges = [PriorityCreditEdge(cursor=cursor(*row.standing), node=PriorityCredit.of(row)) for row in rows]
        held = (await queries_credits.credits_by_unit(actor, [whose]))[whose]
        most = (await limits(Month.of(now().date())))[whose]
        return PriorityCreditConnection(
            edges=edges,
            page_info=page_info([edge.cursor for edge in edges], has_next=has_next, after=after),
            balance_days=person_days(held),
            limit_days=person_days(most),
            may_lend_days=person_days(may_lend(held, most)),
            may_lend=may(actor, Deed.LEND_PRIORITY) and actor.owns(whose),
        )


@strawberry.type
class CreditsMutation:
    """What owners decide about their units' days of priority."""

    @strawberry.mutation(
        description="Lend another unit days of priority; a loan back is the way to undo it. An owner of the lending"
        " unit may."
    )
    async def lend_priority(
        self,
        info: Info,
        from_: Annotated[
            strawberry.ID, strawberry.argument(name="from", description="The lending unit, by id or code.")
        ],
        to: Annotated[strawberry.ID, strawberry.argument(description="The unit that gets them, by id or code.")],
        days: Annotated[PersonDays, strawberry.argument(description="Person-days of priority, above 0.")],
        reason: Annotated[str, strawberry.argument(description="Why; it stays in the record.")],
    ) -> LendPriorityResult:
        actor = info.context.actor
        loan = await commands_credits.lend_priority(actor, from_, to, decidays=decidays(days), reason=reason)
        entries = await queries_credits.of_loan(actor, loan)
        ranking = await ranking_of(info, entries[0].unit)
        assert ranking is not None
        return LendPriorityPayload(credits=[PriorityCredit.of(row) for row in entries], ranking=ranking)
