"""What people do with requests: bring them, write about them, follow them, and decide about their own unit's."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

import strawberry
from strawberry.scalars import JSON

from api.graphql.context import Info
from api.graphql.demand_types import (
    Comment,
    Draft,
    LazyRequest,
    Reason,
    RequestPayload,
    RequestRef,
    RequestResult,
    as_request,
)
from api.graphql.errors import Problem
from api.graphql.value import BenefitInput
from domain.demand import commands, commands_conversation, commands_drafts, queries
from domain.demand.commands_dependencies import record_dependency
from domain.demand.rules import Lane, Route
from domain.demand.submission import NewRequest
from domain.quantities import Month
from domain.value.commands import submit_request


@strawberry.input(description="A request as its submitter describes it, in business terms.")
class RequestInput:
    title: str = strawberry.field(description="What it is about, in one line of at most 200 characters.")
    problem: str = strawberry.field(description="What is wrong today.")
    outcome: str = strawberry.field(description="What will be different.")
    unit: strawberry.ID = strawberry.field(description="The unit that it is for, by id or code.")
    category: str = strawberry.field(description="The kind of business matter.")
    route: Route | None = strawberry.field(
        default=Route.IT_DELIVERY, description="How it might be met; the owner decides."
    )
    lane: Lane | None = strawberry.field(
        default=Lane.NORMAL, description="Which envelope it draws on; only an owner of the unit says mandatory."
    )
    deadline: date | None = strawberry.field(default=None, description="The day by which the business needs it.")
    earliest_start: Month | None = strawberry.field(default=None, description="The month before which it cannot start.")
    on_behalf_of: strawberry.ID | None = strawberry.field(
        default=None, description="The person for whom it is brought, by id."
    )
    benefits: list[BenefitInput] | None = strawberry.field(default=None, description="What it is to bring.")

    def described(self) -> NewRequest:
        """The request as the domain takes it."""
        return NewRequest(
            title=self.title,
            problem=self.problem,
            outcome=self.outcome,
            unit=self.unit,
            category=self.category,
            route=self.route or Route.IT_DELIVERY,
            lane=self.lane or Lane.NORMAL,
            deadline=self.deadline,
            earliest_start=self.earliest_start,
            on_behalf_of=self.on_behalf_of,
        )


@strawberry.input(description="A request being written, as far as it is; nothing is required.")
class DraftInput:
    title: str | None = strawberry.field(default=None, description="As typed so far.")
    problem: str | None = strawberry.field(default=None, description="As typed so far.")
    outcome: str | None = strawberry.field(default=None, description="As typed so far.")
    unit: strawberry.ID | None = strawberry.field(default=None, description="The unit chosen so far, by id.")
    category: str | None = strawberry.field(default=None, description="As typed so far.")
    route: Route | None = strawberry.field(default=None, description="The route proposed so far.")
    deadline: date | None = strawberry.field(default=None, description="The deadline typed so far.")
    benefits: JSON | None = strawberry.field(default=None, description="The benefits as typed so far.")

    def typed(self) -> Mapping[str, Any]:
        """What was typed, without what was not."""
        given = {name: value for name, value in vars(self).items() if value is not None}
        return given | ({"deadline": self.deadline.isoformat()} if self.deadline else {})


@strawberry.type(description="A comment that was made.")
class CommentPayload:
    comment: Comment = strawberry.field(description="The comment.")
    request: LazyRequest = strawberry.field(description="The request that it is about.")


@strawberry.type(description="A draft that was saved.")
class DraftPayload:
    draft: Draft = strawberry.field(description="The draft as it is now.")


@strawberry.type(description="A draft that is gone.")
class DraftDiscarded:
    draft: strawberry.ID = strawberry.field(description="The id that it had.")


CommentResult = Annotated[
    CommentPayload | Problem, strawberry.union("CommentResult", description="The comment, or why it was refused.")
]
SaveDraftResult = Annotated[
    DraftPayload | Problem, strawberry.union("SaveDraftResult", description="The draft, or why it was not saved.")
]
DiscardDraftResult = Annotated[
    DraftDiscarded | Problem,
    strawberry.union("DiscardDraftResult", description="The draft's id, or why it was not discarded."),
]


@strawberry.type
class DemandMutation:
    """What may be done with requests."""

    @strawberry.mutation(
        description="Bring a request, with what it is to bring. Anyone may; you follow it from then on."
    )
    async def submit_request(
        self,
        info: Info,
        input: Annotated[RequestInput, strawberry.argument(description="The request.")],  # noqa: A002
        draft: Annotated[
            strawberry.ID | None, strawberry.argument(description="Your draft that it was written from; it goes.")
        ] = None,
    ) -> RequestResult:
        row = await submit_request(
            info.context.actor,
            input.described(),
            benefits=[benefit.promised() for benefit in input.benefits or ()],
            draft=draft,
        )
        return RequestPayload(request=as_request(row))

    @strawberry.mutation(description="Keep a request that is being written. Only you see it.")
    async def save_draft(
        self,
        info: Info,
        input: Annotated[DraftInput, strawberry.argument(description="The form as typed so far.")],  # noqa: A002
        draft: Annotated[
            strawberry.ID | None, strawberry.argument(description="Your draft to write over; a new one without it.")
        ] = None,
    ) -> SaveDraftResult:
        row = await commands_drafts.save_draft(info.context.actor, input.typed(), draft=draft)
        return DraftPayload(draft=Draft(row=row))

    @strawberry.mutation(description="Throw a draft of yours away.")
    async def discard_draft(
        self, info: Info, draft: Annotated[strawberry.ID, strawberry.argument(description="Your draft.")]
    ) -> DiscardDraftResult:
        row = await commands_drafts.discard_draft(info.context.actor, draft)
        return DraftDiscarded(draft=strawberry.ID(str(row.id)))

    @strawberry.mutation(description="Say something about a request. Anyone may.")
    async def comment(
        self,
        info: Info,
        request: RequestRef,
        text: Annotated[str, strawberry.argument(description="What to say, at most 8,000 characters.")],
    ) -> CommentResult:
        said = await commands_conversation.comment(info.context.actor, request, text=text)
        return CommentPayload(comment=Comment(row=said), request=await _request(info, said.request))

    @strawberry.mutation(description="Ask what a request means. IT, owners and the board may; it stops nothing.")
    async def ask_clarification(
        self,
        info: Info,
        request: RequestRef,
        question: Annotated[str, strawberry.argument(description="The question, at most 4,000 characters.")],
    ) -> RequestResult:
        row = await commands_conversation.ask_clarification(info.context.actor, request, question=question)
        return RequestPayload(request=as_request(row))

    @strawberry.mutation(
        description="Answer the open question about a request. Who brought it, its sponsor and the unit's owners may."
    )
    async def answer_clarification(
        self,
        info: Info,
        request: RequestRef,
        answer: Annotated[str, strawberry.argument(description="The answer, at most 4,000 characters.")],
    ) -> RequestResult:
        answered = await commands_conversation.answer_clarification(info.context.actor, request, answer=answer)
        return RequestPayload(request=await _request(info, answered.request))

    @strawberry.mutation(description="Hear from now on what becomes of a request. Anyone may.")
    async def follow(self, info: Info, request: RequestRef) -> RequestResult:
        row = await commands_conversation.follow(info.context.actor, request)
        return RequestPayload(request=as_request(row))

    @strawberry.mutation(description="No longer hear what becomes of a request.")
    async def unfollow(self, info: Info, request: RequestRef) -> RequestResult:
        row = await commands_conversation.unfollow(info.context.actor, request)
        return RequestPayload(request=as_request(row))

    @strawberry.mutation(description="Answer for a request of your unit. An owner of the unit may.")
    async def sponsor_request(self, info: Info, request: RequestRef) -> RequestResult:
        row = await commands.sponsor_request(info.context.actor, request)
        return RequestPayload(request=as_request(row))

    @strawberry.mutation(description="Give a request up. An owner of its unit may; nobody of IT ever does.")
    async def withdraw_request(self, info: Info, request: RequestRef, reason: Reason) -> RequestResult:
        row = await commands.withdraw_request(info.context.actor, request, reason=reason)
        return RequestPayload(request=as_request(row))

    @strawberry.mutation(description="Set a request aside for now. An owner of its unit may; nobody of IT ever does.")
    async def park_request(
        self,
        info: Info,
        request: RequestRef,
        reason: Reason,
        look_again_on: Annotated[
            date | None, strawberry.argument(description="The day on which it is looked at again.")
        ] = None,
    ) -> RequestResult:
        row = await commands.park_request(info.context.actor, request, reason=reason, look_again_on=look_again_on)
        return RequestPayload(request=as_request(row))

    @strawberry.mutation(description="Take a parked request up again. An owner of its unit may.")
    async def resume_request(self, info: Info, request: RequestRef, reason: Reason) -> RequestResult:
        row = await commands.resume_request(info.context.actor, request, reason=reason)
        return RequestPayload(request=as_request(row))

    @strawberry.mutation(
        description="Decide how a request is met: away from IT it is rerouted, back to IT it is submitted again."
        " An owner of its unit may."
    )
    async def choose_route(
        self,
        info: Info,
        request: RequestRef,
        route: Annotated[Route, strawberry.argument(description="How it is to be met.")],
        reason: Reason,
    ) -> RequestResult:
        row = await commands.choose_route(info.context.actor, request, route=route, reason=reason)
        return RequestPayload(request=as_request(row))

    @strawberry.mutation(
        description="State that a request cannot start before another is finished. IT may; a circle is refused."
    )
    async def record_dependency(
        self,
        info: Info,
        request: RequestRef,
        needs: Annotated[strawberry.ID, strawberry.argument(description="What must be finished first, by id or key.")],
    ) -> RequestResult:
        row = await record_dependency(info.context.actor, request, needs=needs)
        return RequestPayload(request=as_request(row))


async def _request(info: Info, id_: Any) -> Any:
    found = await queries.requests_by_id(info.context.actor, [id_])
    return as_request(found[id_])
