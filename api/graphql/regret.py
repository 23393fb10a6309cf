"""What decisions gave up or gained, by what came true since."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from api.graphql.context import Info
from api.graphql.pages import PageInfo, cursor, page_info, page_size, position, trimmed
from api.graphql.scalars import Money, money
from domain.decisions.queries import questions_by_id
from domain.realisation import queries_decisions, queries_regret
from domain.realisation.queries_regret import DecisionRegret

LazyQuestion = Annotated["PriorityQuestion", strawberry.lazy("api.graphql.decisions_types")]  # type: ignore[name-defined]  # noqa: F821


@strawberry.type(
    description="What a decision gave up or gained, by what came true since. Information, never a reproach."
)
class Regret:
    row: strawberry.Private[DecisionRegret]

    @strawberry.field(description="The id of this regret: one for each decision.")
    def id(self) -> strawberry.ID:
        return strawberry.ID(f"regret:{self.row.id}")

    @strawberry.field(description="The priority question that was decided; null for a planning round.")
    async def question(self, info: Info) -> LazyQuestion | None:
        if self.row.question is None:
            return None
        from api.graphql.decisions_types import PriorityQuestion

        row = await info.context.load(questions_by_id, self.row.question)
        return None if row is None else PriorityQuestion(row=row)

    @strawberry.field(description="The number of the planning round that was held; null for a priority question.")
    def planning_round(self) -> int | None:
        return self.row.planning_round

    @strawberry.field(description="When it was decided.")
    def decided_at(self) -> datetime:
        return self.row.decided_at

    @strawberry.field(
        description="What the best choice would have brought more than the one that was made, never below 0: the sum"
        " of `wrongPromises` and `choice`."
    )
    def total(self) -> Money:
        return money(self.row.regret.parts.total)

    @strawberry.field(description="What wrong promises cost: nobody could know better.")
    def wrong_promises(self) -> Money:
        return money(self.row.regret.parts.wrong_promises)

    @strawberry.field(
        description="What the choice cost against the best by the promises; below 0 where the owners knew better."
    )
    def choice(self) -> Money:
        return money(self.row.regret.parts.choice)

    @strawberry.field(
        description="What was chosen brought so much more than the best other way; below 0 where that would have"
        " brought more."
    )
    def against_best_other(self) -> Money:
        return money(self.row.regret.against_best_other)

    @strawberry.field(description="Whether the best was searched for and is not proved.")
    def approximate(self) -> bool:
        return self.row.regret.approximate

    @strawberry.field(description="It in a sentence or two.")
    def text(self) -> str:
        return self.row.regret.text

    @strawberry.field(description="What it is put together from, one sentence each.")
    def parts(self) -> list[str]:
        return list(self.row.regret.facts)


@strawberry.type(description="A regret in a list.")
class RegretEdge:
    cursor: str = strawberry.field(description="Where it stands in the list.")
    node: Regret = strawberry.field(description="The regret.")


@strawberry.type(description="What decisions gave up or gained, the latest decision first.")
class RegretConnection:
    edges: list[RegretEdge] = strawberry.field(description="The regrets of this page.")
    page_info: PageInfo = strawberry.field(description="Where this page stands.")
    total_count: int = strawberry.field(description="How many decisions there are of which it is known.")


@strawberry.type
class RegretQuery:
    """What may be asked about decisions of the past."""

    @strawberry.field(
        description="What decisions gave up or gained, the latest first; those of which both sides' values are known."
    )
    async def regrets(
        self,
        info: Info,
        first: Annotated[int, strawberry.argument(description="How many, 1 to 100.")] = 50,
        after: Annotated[str | None, strawberry.argument(description="The cursor to go on from.")] = None,
    ) -> RegretConnection:
        last = position(after, datetime.fromisoformat, UUID)  # type: ignore[arg-type]
        size = page_size(first)
        known = await queries_decisions.decision_regrets(info.context.actor)
        below = [row for row in known if last is None or (row.decided_at, row.id) < (last[0], last[1])]
        rows, more = trimmed(below[: size + 1], size)
        edges = [RegretEdge(cursor=cursor(row.decided_at.isoformat(), row.id), node=Regret(row=row)) for row in rows]
        return RegretConnection(
            edges=edges,
            page_info=page_info([edge.cursor for edge in edges], has_next=more, after=after),
            total_count=len(known),
        )


async def regret_of(info: Info, question: UUID) -> Regret | None:
    """The regret of a priority question, where it is known."""
    found = await info.context.load(queries_regret.regret_by_question, question)
    return Regret(row=found) if isinstance(found, DecisionRegret) else None


async def unknown_regret_of(info: Info, question: UUID) -> str | None:
    """Why the regret of a priority question is not known, where it is not."""
    found = await info.context.load(queries_regret.regret_by_question, question)
    return found if isinstance(found, str) else None
