"""Asking for priority questions and promises, and what they say about a request."""

from typing import Annotated

import strawberry

from api.graphql.context import Info
from api.graphql.decisions_types import PriorityQuestion
from api.graphql.node import as_uuid
from api.graphql.pages import PageInfo, cursor, page_info, page_size, position
from api.graphql.promises import Promise
from api.graphql.request_node import RequestNode
from domain.decisions import queries
from domain.decisions.kinds import QuestionStatus
from domain.decisions.queries_promises import promise_by_request, promises_by_request


@strawberry.type(description="One priority question in a list.")
class PriorityQuestionEdge:
    cursor: str = strawberry.field(description="Its place in the list, for `after`.")
    node: PriorityQuestion = strawberry.field(description="The question.")


@strawberry.type(description="Priority questions, the newest first.")
class PriorityQuestionConnection:
    edges: list[PriorityQuestionEdge] = strawberry.field(description="The questions of this page.")
    page_info: PageInfo = strawberry.field(description="Where this page stands.")
    total_count: int = strawberry.field(description="How many questions the filter lets through.")


@strawberry.type
class DecisionsOfRequest(RequestNode):
    """What decisions say about a request."""

    @strawberry.field(description="The priority questions about it, the newest first.")
    async def questions(self, info: Info) -> list[PriorityQuestion]:
        rows = await info.context.load(queries.questions_by_request, self.row.id, ())
        return [PriorityQuestion(row=row) for row in rows]

    @strawberry.field(description="What was promised when it was committed last; null until it is.")
    async def promise(self, info: Info) -> Promise | None:
        row = await info.context.load(promise_by_request, self.row.id)
        return None if row is None else Promise(row=row)

    @strawberry.field(description="Every promise that was made for it, the latest first.")
    async def promises(self, info: Info) -> list[Promise]:
        return [Promise(row=row) for row in await info.context.load(promises_by_request, self.row.id, ())]


@strawberry.type
class DecisionsQuery:
    """What may be asked about decisions."""

    @strawberry.field(description="Priority questions in pages, the newest first.")
    async def priority_questions(
        self,
        info: Info,
        status: Annotated[
            QuestionStatus | None, strawberry.argument(description="Only those that stand so; all without it.")
        ] = None,
        waiting_for_me: Annotated[
            bool | None, strawberry.argument(description="Only those to which your answer is missing.")
        ] = False,
        first: Annotated[int, strawberry.argument(description="How many, 1 to 100.")] = 50,
        after: Annotated[str | None, strawberry.argument(description="The cursor to go on from.")] = None,
    ) -> PriorityQuestionConnection:
        last = position(after, int)
        page = await queries.priority_questions(
            info.context.actor,
            status=status,
            waiting_for_me=bool(waiting_for_me),
            first=page_size(first),
            after=last[0] if last else None,
        )
        edges = [PriorityQuestionEdge(cursor=cursor(row.number), node=PriorityQuestion(row=row)) for row in page.items]
        return PriorityQuestionConnection(
            edges=edges,
            page_info=page_info([edge.cursor for edge in edges], has_next=page.has_next, after=after),
            total_count=page.total,
        )

    @strawberry.field(description="One priority question; null when there is none.")
    async def priority_question(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="The question.")],  # noqa: A002
    ) -> PriorityQuestion | None:
        wanted = as_uuid(id)
        row = await info.context.load(queries.questions_by_id, wanted) if wanted else None
        return None if row is None else PriorityQuestion(row=row)
