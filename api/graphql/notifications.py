"""The inbox: what is asked of you, and what is new about what you follow."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from api.graphql.context import Info
from api.graphql.decisions_types import PriorityQuestion
from api.graphql.demand_types import LazyRequest, of_row, request_of
from api.graphql.enums import exposed
from api.graphql.organisation import Team, Unit, team_of, unit_of
from api.graphql.pages import PageInfo, cursor, page_info, page_size, position
from api.graphql.realisation import ValueReview, review_of
from domain.decisions.queries import questions_by_id
from domain.notifications import queries
from domain.notifications.rules import InboxKind, Item, Pile, key_of

exposed(
    Pile,
    "One of the two piles of an inbox.",
    {Pile.ASKED: "It waits for you.", Pile.INFORMATION: "It is there to know."},
    name="InboxPile",
)
exposed(
    InboxKind,
    "What an item of an inbox asks for.",
    {
        InboxKind.ANSWER_QUESTION: "An answer to a priority question.",
        InboxKind.RANK_REQUEST: "A place in your unit's list.",
        InboxKind.RECONFIRM_REQUEST: "A decision on what is undecided for long, or your word that it still matters.",
        InboxKind.ESTIMATE_REQUEST: "An estimate of your team.",
        InboxKind.COMMIT_REQUEST: "A commitment: the plan starts it soon.",
        InboxKind.RECORD_MEASUREMENT: "What came true of a delivered request.",
        InboxKind.CLOSE_REVIEW: "A verdict of the governance board.",
        InboxKind.UPDATE_DUE: "An update that you owe, soon or already.",
        InboxKind.LOG_CAPACITY: "The days that your team has.",
        InboxKind.ANSWER_CLARIFICATION: "What a request means.",
        InboxKind.NEWS: "Nothing; it tells what happened.",
    },
)


@strawberry.type(description="One line of your inbox.")
class InboxItem:
    row: strawberry.Private[Item]
    kind: InboxKind = of_row("kind", "What it asks for.")
    pile: Pile = of_row("pile", "In which pile it lies.")
    text: str = of_row("text", "What it is about, in a sentence.")
    to_do: str = of_row("to_do", "What to do, in a sentence.")
    at: datetime = of_row("at", "Since when it is there.")
    due_at: datetime | None = of_row("due_at", "By when; null when no time is set.")
    overdue: bool = of_row("overdue", "Whether that time has passed.")

    @strawberry.field(description="The id: it stays while what it is about does.")
    def id(self) -> strawberry.ID:
        return strawberry.ID(self.row.id)

    @strawberry.field(description="The request that it is about; null for several at once.")
    async def request(self, info: Info) -> LazyRequest | None:
        return await request_of(info, self.row.request) if self.row.request else None

    @strawberry.field(description="The priority question that it is about.")
    async def question(self, info: Info) -> PriorityQuestion | None:
        row = await info.context.load(questions_by_id, self.row.question) if self.row.question else None
        return None if row is None else PriorityQuestion(row=row)

    @strawberry.field(description="The value review that it is about.")
    async def review(self, info: Info) -> ValueReview | None:
        return await review_of(info, self.row.review) if self.row.review else None

    @strawberry.field(description="The unit for which it asks.")
    async def unit(self, info: Info) -> Unit | None:
        return await unit_of(info, self.row.unit) if self.row.unit else None

    @strawberry.field(description="The team for which it asks.")
    async def team(self, info: Info) -> Team | None:
        return await team_of(info, self.row.team) if self.row.team else None


@strawberry.type(description="An item in your inbox.")
class InboxItemEdge:
    cursor: str = strawberry.field(description="Where it stands in the list.")
    node: InboxItem = strawberry.field(description="The item.")


@strawberry.type(description="Your inbox: what is asked of you by the time it is due, then news, the newest first.")
class InboxItemConnection:
    edges: list[InboxItemEdge] = strawberry.field(description="The items of this page.")
    page_info: PageInfo = strawberry.field(description="Where this page stands.")
    total_count: int = strawberry.field(description="How many there are in all.")
    asked_count: int = strawberry.field(description="How many wait for you; what merely happened does not count.")


@strawberry.type
class NotificationsQuery:
    """What may be asked about what waits."""

    @strawberry.field(description="Your own inbox in pages.")
    async def inbox(
        self,
        info: Info,
        first: Annotated[int, strawberry.argument(description="How many, 1 to 100.")] = 50,
        after: Annotated[str | None, strawberry.argument(description="The cursor to go on from.")] = None,
    ) -> InboxItemConnection:
        last = position(after, int, str, str)
        found = await queries.inbox(
            info.context.actor, first=page_size(first), after=(last[0], last[1], last[2]) if last else None
        )
        edges = [InboxItemEdge(cursor=cursor(*key_of(row)), node=InboxItem(row=row)) for row in found.items]
        return InboxItemConnection(
            edges=edges,
            page_info=page_info([edge.cursor for edge in edges], has_next=found.has_next, after=after),
            total_count=found.total,
            asked_count=found.asked_count,
        )


@strawberry.type
class NotificationsOfViewer:
    """What notifications add to the viewer."""

    @strawberry.field(description="How many things wait for you.")
    async def asked(self, info: Info) -> int:
        mine: UUID = info.context.actor.person_id
        return await info.context.load(queries.asked_count_by_person, mine, 0)
