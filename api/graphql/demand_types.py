"""What belongs to requests: their words, what people say about them, what happens next, and who may do what."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from api.graphql.context import Info
from api.graphql.enums import exposed
from api.graphql.errors import Problem
from api.graphql.node import as_uuid, node_loader
from api.graphql.organisation import Person, Team, Unit, person_of, person_or_none
from domain.demand import queries, similar
from domain.demand.rows import ClarificationRow, CommentRow, DraftRow, RequestRow
from domain.demand.rules import Lane, RequestState, Route
from domain.organisation.queries import unit_by_id

if TYPE_CHECKING:
    from api.graphql.request import Request

LazyRequest = Annotated["Request", strawberry.lazy("api.graphql.request")]

S = RequestState
exposed(
    RequestState,
    "Where a request stands in its life. There is no state in which IT has refused it.",
    {
        S.SUBMITTED: "Brought by somebody; the teams concerned have not estimated it since.",
        S.ESTIMATED: "At least one team has said what it takes.",
        S.RANKED: "It has a place in its unit's list.",
        S.COMMITTED: "Its owner has committed it; dates, cost and value are frozen as the promise.",
        S.IN_DELIVERY: "IT has started to deliver it.",
        S.DELIVERED: "It is live.",
        S.IN_REVIEW: "Promised and realised value are being compared.",
        S.CLOSED: "Its last value review is closed.",
        S.PARKED: "Its owner has set it aside for now.",
        S.WITHDRAWN: "Its owner has given it up.",
        S.REROUTED: "Its owner meets it by a route without IT.",
    },
)
exposed(
    Route,
    "How a request is met.",
    {
        Route.IT_DELIVERY: "The delivery teams build it.",
        Route.QUICK_WIN: "The delivery teams build it in the lane for small work.",
        Route.BOUGHT_SERVICE: "A service is bought.",
        Route.BUSINESS_BUILT: "The business builds it, with a coach.",
        Route.CROWDSOURCED: "It is put out to many.",
        Route.SELF_SERVICE: "The business helps itself with what is there.",
    },
)
exposed(
    Lane,
    "Which envelope of capacity a request draws on.",
    {
        Lane.NORMAL: "The unit's own entitlement, in the order of its list.",
        Lane.MANDATORY: "Comes first and is charged apart.",
        Lane.SMALL: "The envelope for small work with a high return.",
    },
)
exposed(
    queries.RequestOrder,
    "How a list of requests is ordered.",
    {
        queries.RequestOrder.NEWEST: "Submitted last comes first.",
        queries.RequestOrder.OLDEST: "Submitted first comes first.",
        queries.RequestOrder.KEY: "By key, REQ-1 first.",
        queries.RequestOrder.TITLE: "By title, A first.",
        queries.RequestOrder.PLACE: "By place in the portfolio order; requests without one follow.",
        queries.RequestOrder.VALUE: "By likely promised value, the highest first. It never drives the plan.",
        queries.RequestOrder.NEXT_UPDATE: "By the time of the next update, the earliest first.",
    },
)


def as_request(row: RequestRow) -> "Request":
    """A request's row as the object of the schema."""
    from api.graphql.request import Request  # it is made of the classes here

    return Request(row=row)


async def request_of(info: Info, id_: UUID) -> "Request":
    """The request that a row refers to."""
    row = await info.context.load(queries.requests_by_id, id_)
    assert row is not None
    return as_request(row)


async def requests_of(info: Info, ids: Sequence[UUID]) -> "list[Request]":
    """The requests that rows refer to, in their order."""
    return [as_request(row) for row in await info.context.load_many(queries.requests_by_id, ids)]


@node_loader
async def request_node(info: Info, id_: UUID) -> "Request | None":
    row = await info.context.load(queries.requests_by_id, id_)
    return None if row is None else as_request(row)


def of_row(name: str, description: str) -> Any:
    """A field that is the row's column of the same name."""
    return strawberry.field(resolver=lambda root: getattr(root.row, name), description=description)


@strawberry.type(description="A question about what a request means. It is a flag and stops nothing.")
class Clarification:
    row: strawberry.Private[ClarificationRow]
    question: str = of_row("question", "What was asked.")
    asked_at: datetime = of_row("asked_at", "When it was asked.")
    answer: str | None = of_row("answer", "What was answered; null while the question is open.")
    answered_at: datetime | None = of_row("answered_at", "When it was answered.")

    @strawberry.field(description="Who asked.")
    async def asked_by(self, info: Info) -> Person:
        return await person_of(info, self.row.asked_by)

    @strawberry.field(description="Who answered.")
    async def answered_by(self, info: Info) -> Person | None:
        return await person_or_none(info, self.row.answered_by)


@strawberry.type(description="What somebody said about a request.")
class Comment:
    row: strawberry.Private[CommentRow]
    text: str = of_row("text", "What was said.")
    at: datetime = of_row("at", "When it was said.")

    @strawberry.field(description="The id: unique, stable and without meaning.")
    def id(self) -> strawberry.ID:
        return strawberry.ID(str(self.row.id))

    @strawberry.field(description="Who said it.")
    async def author(self, info: Info) -> Person:
        return await person_of(info, self.row.author)


@strawberry.type(description="What happens next to a request, and who it waits for.")
class NextStep:
    text: str = strawberry.field(description="The next step as a sentence.")
    waits_for: list[Person] = strawberry.field(description="The people on whom it waits.")
    team: Team | None = strawberry.field(description="The team on which it waits, if it is one.")
    due_at: datetime | None = strawberry.field(description="By when; null when no time is set.")
    overdue: bool = strawberry.field(description="Whether that time has passed.")


@strawberry.type(description="What the person who asks may do to a request as it stands. Nobody else sees it.")
class RequestPermissions:
    edit: bool = strawberry.field(description="Change its text: never once submitted; comment or answer instead.")
    rank: bool = strawberry.field(description="Put it at a place in its unit's list.")
    commit: bool = strawberry.field(description="Commit it, which freezes the promise.")
    withdraw: bool = strawberry.field(description="Give it up.")
    park: bool = strawberry.field(description="Set it aside for now.")
    resume: bool = strawberry.field(description="Take it up again.")
    choose_route: bool = strawberry.field(description="Decide how it is met.")
    sponsor: bool = strawberry.field(description="Answer for it.")
    declare_benefit: bool = strawberry.field(description="Promise or drop benefits.")
    record_measurement: bool = strawberry.field(description="Record what it really brings.")
    endorse: bool = strawberry.field(description="Support it as another unit, with a share of the cost.")
    raise_question: bool = strawberry.field(description="Put a priority question about it to the business.")
    post_update: bool = strawberry.field(description="Tell its followers where it stands.")
    estimate_as: list[Team] = strawberry.field(description="The teams for which an estimate may be given.")
    start_delivery: bool = strawberry.field(description="Report that delivery has started.")
    deliver: bool = strawberry.field(description="Report that it is live.")
    move_forecast: bool = strawberry.field(description="Say that it will be finished in another month.")
    record_dependency: bool = strawberry.field(description="State what must be finished before it.")
    ask_clarification: bool = strawberry.field(description="Ask what it means.")
    answer_clarification: bool = strawberry.field(description="Answer the open question about it.")
    reconfirm: bool = strawberry.field(
        description="Confirm that it still matters, so that its time to decide begins anew."
    )
    who_decides: str = strawberry.field(description="Who decides about it, as a sentence.")


@strawberry.type(description="Where an imported request came from.")
class ImportSource:
    system: str = strawberry.field(description="The portfolio or system that it was imported from.")
    external_key: str = strawberry.field(description="Its key there.")
    imported_at: datetime = strawberry.field(description="When it was imported first.")


@strawberry.type(description="A request that speaks of the same thing.")
class SimilarRequest:
    id: strawberry.ID = strawberry.field(description="The id of the similar request, within this list.")
    request: LazyRequest = strawberry.field(description="The similar request.")
    score: float = strawberry.field(description="How near it is: cosine of the words' weights, 0.25 to 1.")


def similar_of(found: Sequence[similar.SimilarRequest]) -> list[SimilarRequest]:
    return [
        SimilarRequest(
            id=strawberry.ID(f"similar:{one.request.id}"), request=as_request(one.request), score=round(one.score, 3)
        )
        for one in found
    ]


@strawberry.type(description="A request being written; only its author sees it.")
class Draft:
    row: strawberry.Private[DraftRow]
    saved_at: datetime = of_row("saved_at", "When it was saved last.")

    @strawberry.field(description="The id: unique, stable and without meaning.")
    def id(self) -> strawberry.ID:
        return strawberry.ID(str(self.row.id))

    @strawberry.field(description="The unit chosen so far.")
    async def unit(self, info: Info) -> Unit | None:
        chosen = as_uuid(str(self.row.content.get("unit", "")))
        row = None if chosen is None else await info.context.load(unit_by_id, chosen)
        return None if row is None else Unit.of(row)

    @strawberry.field(description="The route proposed so far.")
    def route(self) -> Route | None:
        proposed = self.row.content.get("route")
        return Route(proposed) if proposed in set(Route) else None

    @strawberry.field(description="The deadline typed so far.")
    def deadline(self) -> date | None:
        typed = self.row.content.get("deadline")
        return date.fromisoformat(typed) if typed else None

    title: str | None = strawberry.field(resolver=lambda root: _typed(root, "title"), description="As typed so far.")
    problem: str | None = strawberry.field(
        resolver=lambda root: _typed(root, "problem"), description="As typed so far."
    )
    outcome: str | None = strawberry.field(
        resolver=lambda root: _typed(root, "outcome"), description="As typed so far."
    )
    category: str | None = strawberry.field(
        resolver=lambda root: _typed(root, "category"), description="As typed so far."
    )
    benefits: JSON | None = strawberry.field(
        resolver=lambda root: _typed(root, "benefits"), description="The benefits as typed so far."
    )


def _typed(draft: Draft, name: str) -> Any:
    return draft.row.content.get(name)


@strawberry.type(description="A request after a deed on it.")
class RequestPayload:
    request: LazyRequest = strawberry.field(description="The request as it is now.")


RequestResult = Annotated[
    RequestPayload | Problem, strawberry.union("RequestResult", description="The request, or why the deed was refused.")
]
RequestRef = Annotated[strawberry.ID, strawberry.argument(description="The request, by id or by key (REQ-42).")]
Reason = Annotated[str, strawberry.argument(description="Why; whoever follows the request reads it.")]
