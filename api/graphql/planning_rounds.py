"""What planning rounds change and what stability costs: who starts in another month, why, and who waits behind whom."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import strawberry

from api.graphql.context import Info
from api.graphql.demand_types import LazyRequest, request_of, requests_of
from api.graphql.organisation import Person, person_of
from api.graphql.pages import PageInfo, cursor, page_info, page_size, position
from domain.planning import rounds
from domain.planning.changes import Counts, StartChange, counted
from domain.planning.current import CurrentPlan
from domain.planning.debts import OrderDebt as Debt
from domain.planning.owed import debt_text, way_out
from domain.planning.preview import planning_round_preview
from domain.planning.queries import debts_of
from domain.planning.since_round import change_of, changes_since_round
from domain.planning.standing import RoundRow
from domain.quantities import Month


@strawberry.type(description="How one request's start differs between two plans.")
class PlanChange:
    id: strawberry.ID = strawberry.field(description="The id of this change.")
    place: int | None = strawberry.field(
        description="Its place in the portfolio order then; 0 while it holds its months, null when it is not in the"
        " order."
    )
    before: Month | None = strawberry.field(description="The month of its start before; null outside the plan.")
    after: Month | None = strawberry.field(description="The month of its start after; null outside the plan.")
    later: bool = strawberry.field(description="Whether it starts later or left the plan.")
    because: str | None = strawberry.field(
        description="What made it later or took it out, named from the facts. Null for what came in or moved earlier,"
        " and in a planning round, where the order itself is the reason."
    )
    request_id: strawberry.Private[UUID]

    @classmethod
    def of(cls, one: StartChange, between: str) -> "PlanChange":
        return cls(
            id=strawberry.ID(f"change:{between}:{one.request}"),
            place=one.place,
            before=one.before,
            after=one.after,
            later=one.later,
            because=one.because,
            request_id=one.request,
        )

    @strawberry.field(description="The request.")
    async def request(self, info: Info) -> LazyRequest:
        return await request_of(info, self.request_id)


def _changes(found: Iterable[StartChange], between: str) -> list[PlanChange]:
    return [PlanChange.of(one, between) for one in found]


@strawberry.type(description="A planning round that the board held: the plan made anew from the order.")
class PlanningRound:
    id: strawberry.ID = strawberry.field(description="The id of this round.")
    number: int = strawberry.field(description="Its number, from 1.")
    month: Month = strawberry.field(description="The month in which it was held; its plan began with it.")
    held_at: datetime = strawberry.field(description="When it was held.")
    reason: str = strawberry.field(description="Why it was held.")
    data_version: int = strawberry.field(description="The number of the newest event that it knew.")
    row: strawberry.Private[RoundRow]

    @classmethod
    def of(cls, row: RoundRow) -> "PlanningRound":
        return cls(
            id=strawberry.ID(str(row.id)),
            number=row.number,
            month=row.month,
            held_at=row.at,
            reason=row.reason,
            data_version=row.data_version,
            row=row,
        )

    @strawberry.field(description="Who held it for the governance board.")
    async def held_by(self, info: Info) -> Person:
        return await person_of(info, self.row.held_by)

    @strawberry.field(description="Every request whose start it changed, in the portfolio order of that day.")
    async def changes(self, info: Info) -> list[PlanChange]:
        return _changes(await self._found(info), str(self.row.id))

    @strawberry.field(description="How many requests it made later; those that left the plan are not among them.")
    async def later(self, info: Info) -> int:
        return (await self._counts(info)).later

    @strawberry.field(description="How many requests it moved earlier.")
    async def earlier(self, info: Info) -> int:
        return (await self._counts(info)).earlier

    @strawberry.field(description="How many requests it brought into the plan.")
    async def comes_in(self, info: Info) -> int:
        return (await self._counts(info)).comes_in

    @strawberry.field(description="How many requests dropped out of the plan with it.")
    async def drops_out(self, info: Info) -> int:
        return (await self._counts(info)).drops_out

    async def _found(self, info: Info) -> Sequence[StartChange]:
        return await info.context.load(rounds.changes_by_round, self.row.id, ())

    async def _counts(self, info: Info) -> Counts:
        return counted(await self._found(info))


@strawberry.type(description="A planning round in its list.")
class PlanningRoundEdge:
    cursor: str = strawberry.field(description="Its position in the list, for `after`.")
    node: PlanningRound = strawberry.field(description="The round.")


@strawberry.type(description="Planning rounds in pages, the newest first.")
class PlanningRoundConnection:
    edges: list[PlanningRoundEdge] = strawberry.field(description="The rounds of this page.")
    page_info: PageInfo = strawberry.field(description="Where this page stands.")


@strawberry.type(description="What a planning round held now would change. Asking changes nothing.")
class PlanningRoundPreview:
    data_version: int = strawberry.field(
        description="The number of the newest event that it knows; holdPlanningRound wants it back."
    )
    changes: list[PlanChange] = strawberry.field(
        description="Every request whose start would change, in the portfolio order."
    )
    later: int = strawberry.field(description="How many would start later.")
    earlier: int = strawberry.field(description="How many would start earlier.")
    comes_in: int = strawberry.field(description="How many would come into the plan.")
    drops_out: int = strawberry.field(description="How many would drop out of the plan.")


@strawberry.type(description="A request that waits behind lower ranked ones that were there first.")
class OrderDebt:
    id: strawberry.ID = strawberry.field(description="The id of this debt.")
    start: Month | None = strawberry.field(description="The month of its start; null when it is not in the plan.")
    possible: Month = strawberry.field(
        description="The month in which it could start if only better ranked work stood in the plan."
    )
    text: str = strawberry.field(description="The debt in a sentence.")
    way_out: str = strawberry.field(
        description="What can be done about it: a priority question, or the next planning round."
    )
    plan: strawberry.Private[CurrentPlan]
    debt: strawberry.Private[Debt]

    @classmethod
    def of(cls, plan: CurrentPlan, debt: Debt) -> "OrderDebt":
        return cls(
            id=strawberry.ID(f"debt:{plan.data_version}:{plan.input.demands[debt.request].id}"),
            start=plan.input.month(debt.start),
            possible=plan.months[debt.possible],
            text=debt_text(plan, debt),
            way_out=way_out(plan),
            plan=plan,
            debt=debt,
        )

    @strawberry.field(description="The request that waits.")
    async def request(self, info: Info) -> LazyRequest:
        return await request_of(info, self.plan.input.demands[self.debt.request].id)

    @strawberry.field(description="The lower ranked requests that take the days it needs there, best ranked first.")
    async def behind(self, info: Info) -> list[LazyRequest]:
        return await requests_of(info, [self.plan.input.demands[key].id for key in self.debt.behind])


@strawberry.type
class RoundOfPlan:
    """What planning rounds add to a plan."""

    plan: strawberry.Private[CurrentPlan]

    @strawberry.field(
        description="The planning round that it stands on; null before the first, while it follows the order alone."
    )
    def round(self) -> PlanningRound | None:
        return None if self.plan.round is None else PlanningRound.of(self.plan.round)

    @strawberry.field(
        description="The first day of the month in which the next round is due by the policy; null before the first"
        " round."
    )
    def next_round_on(self) -> date | None:
        held = self.plan.round
        return None if held is None else held.next_on(self.plan.input.facts.policy.planning_round_months)

    @strawberry.field(
        description="Every request whose start differs from what the round gave it, in the portfolio order; empty"
        " before the first round."
    )
    async def changes_since_round(self) -> list[PlanChange]:
        return _changes(await changes_since_round(self.plan), f"since:{self.plan.data_version}")

    @strawberry.field(
        description="The requests that wait behind lower ranked ones, in the portfolio order; none right after a"
        " planning round."
    )
    async def order_debts(self) -> list[OrderDebt]:
        return [OrderDebt.of(self.plan, debt) for debt in await debts_of(self.plan)]


async def moved_since_round(info: Info, plan: CurrentPlan, request: UUID) -> PlanChange | None:
    """How a request's start in a plan differs from what its planning round gave it."""
    if plan.round is None:
        return None
    at_round = await info.context.load(rounds.starts_by_round, plan.round.id)
    found = None if at_round is None else change_of(plan, request, at_round)
    return None if found is None else PlanChange.of(found, f"since:{plan.data_version}")


@strawberry.type
class PlanningQuery:
    @strawberry.field(description="What a planning round held now would change.")
    async def planning_round_preview(self) -> PlanningRoundPreview:
        found = await planning_round_preview()
        counts = counted(found.changes)
        return PlanningRoundPreview(
            data_version=found.data_version,
            changes=_changes(found.changes, f"preview:{found.data_version}"),
            later=counts.later,
            earlier=counts.earlier,
            comes_in=counts.comes_in,
            drops_out=counts.drops_out,
        )

    @strawberry.field(description="The planning rounds held, the newest first, with what each changed.")
    async def planning_rounds(
        self,
        info: Info,
        first: Annotated[int, strawberry.argument(description="How many at most, 1 to 100.")] = 20,
        after: Annotated[str | None, strawberry.argument(description="The cursor after which to go on.")] = None,
    ) -> PlanningRoundConnection:
        last = position(after, int)
        page = await rounds.planning_rounds(
            info.context.actor, first=page_size(first), before=last[0] if last else None
        )
        edges = [PlanningRoundEdge(cursor=cursor(row.number), node=PlanningRound.of(row)) for row in page.items]
        return PlanningRoundConnection(
            edges=edges,
            page_info=page_info([edge.cursor for edge in edges], has_next=page.has_next, after=after),
        )
