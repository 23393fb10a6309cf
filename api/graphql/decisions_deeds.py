"""Raising and answering priority questions, and committing. IT may raise; it answers and commits nothing."""

from typing import Annotated, Any

import strawberry

from api.graphql.context import Info
from api.graphql.decisions_types import PriorityQuestion
from api.graphql.demand_types import LazyRequest, Reason, RequestRef, request_of
from api.graphql.errors import Problem
from api.graphql.promises import Promise
from domain.decisions.commands import raise_priority_question
from domain.decisions.commands_answers import answer_priority_question
from domain.decisions.commands_commitment import commit_request
from domain.quantities import Month


@strawberry.type(description="A priority question that was raised or answered.")
class QuestionPayload:
    question: PriorityQuestion = strawberry.field(description="The question as it is now.")


@strawberry.type(description="A request that was committed.")
class PromisePayload:
    promise: Promise = strawberry.field(description="The promise that was frozen.")
    request: LazyRequest = strawberry.field(description="The request as it is now.")


QuestionResult = Annotated[
    QuestionPayload | Problem, strawberry.union("QuestionResult", description="The question, or why it was refused.")
]
PromiseResult = Annotated[
    PromisePayload | Problem, strawberry.union("PromiseResult", description="The promise, or why it was refused.")
]


@strawberry.type
class DecisionsMutation:
    """What is put to the business, and what it decides."""

    @strawberry.mutation(
        description="Put to the business what gives way for a request that does not fit. IT staff and the owner of its"
        " unit may; the options are worked out by Mandate and none is recommended."
    )
    async def raise_priority_question(
        self,
        info: Info,
        request: RequestRef,
        reason: Reason,
        wanted_month: Annotated[
            Month | None,
            strawberry.argument(description="The latest month in which a start would do; any earlier one without it."),
        ] = None,
    ) -> QuestionResult:
        row = await raise_priority_question(info.context.actor, request, reason=reason, wanted_month=wanted_month)
        return QuestionPayload(question=PriorityQuestion(row=row))

    @strawberry.mutation(
        description="Choose an option. The owners asked may, and the governance board once it was escalated; never IT."
        " When everybody concerned has agreed, the option becomes true at once."
    )
    async def answer_priority_question(
        self,
        info: Info,
        question: Annotated[strawberry.ID, strawberry.argument(description="The question.")],
        option: Annotated[strawberry.ID, strawberry.argument(description="The option chosen.")],
        reason: Reason,
    ) -> QuestionResult:
        row = await answer_priority_question(info.context.actor, question, option, reason=reason)
        return QuestionPayload(question=PriorityQuestion(row=row))

    @strawberry.mutation(
        description="Commit a ranked request that has a place in the plan: dates, cost and value are frozen as the"
        " promise. The owner of its unit may."
    )
    async def commit_request(
        self,
        info: Info,
        request: RequestRef,
        expected_version: Annotated[
            int, strawberry.argument(description="The request's version that you looked at; another one is refused.")
        ],
    ) -> PromiseResult:
        row = await commit_request(info.context.actor, request, expected_version=expected_version)
        about: Any = await request_of(info, row.request)
        return PromisePayload(promise=Promise(row=row), request=about)
