"""Requests: who stands behind them, what happens next, and finding them."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import strawberry

from api.graphql.context import Info
from api.graphql.demand_types import (
    Clarification,
    Comment,
    Draft,
    ImportSource,
    LazyRequest,
    SimilarRequest,
    as_request,
    of_row,
    requests_of,
    similar_of,
)
from api.graphql.organisation import Person, Unit, person_of, person_or_none, unit_of
from api.graphql.pages import PageInfo, cursor, page_info, page_size, position
from api.graphql.request_node import RequestNode
from domain.delivery.queries import requests_by_next_update
from domain.demand import queries, similar
from domain.demand.rules import Lane, RequestState, Route
from domain.estimation.queries import estimated_by, needing_estimate
from domain.organisation.queries import team_id, unit_id
from domain.portfolio.queries import requests_by_place
from domain.quantities import Month
from domain.value.queries import requests_by_value


@strawberry.type
class DemandOfViewer:
    """What demand adds to the viewer."""

    @strawberry.field(description="Your own drafts, the latest first. Nobody else sees them.")
    async def drafts(self, info: Info) -> list[Draft]:
        return [Draft(row=row) for row in await queries.drafts(info.context.actor)]


@strawberry.type
class DemandOfRequest(RequestNode):
    """What demand says about a request."""

    key: str = of_row("key", "The name by which people call it, REQ-42.")
    number: int = of_row("number", "The number in its key.")
    title: str = of_row("title", "What it is about, in one line.")
    problem: str = of_row("problem", "What is wrong today, in business terms.")
    outcome: str = of_row("outcome", "What will be different, in business terms.")
    category: str = of_row("category", "The kind of business matter.")
    route: Route = of_row("route", "How it is to be met.")
    lane: Lane = of_row("lane", "Which envelope of capacity it draws on.")
    state: RequestState = of_row("state", "Where it stands in its life.")
    state_reason: str | None = of_row("state_reason", "Why it is parked, withdrawn, rerouted or displaced.")
    state_since: datetime = of_row("state_since", "Since when it is in this state.")
    look_again_on: date | None = of_row("look_again_on", "The day on which a parked request is looked at again.")
    version: int = of_row("version", "Counts up with every change; commitRequest asks for it.")
    submitted_at: datetime | None = of_row("submitted_at", "When it was submitted.")
    deadline: date | None = of_row("deadline", "The day by which the business needs it.")
    earliest_start: Month | None = of_row("earliest_start", "The month before which it cannot start.")

    @strawberry.field(description="The business unit that it belongs to.")
    async def unit(self, info: Info) -> Unit:
        return await unit_of(info, self.row.unit)

    @strawberry.field(description="Who brought it.")
    async def submitter(self, info: Info) -> Person:
        return await person_of(info, self.row.submitter)

    @strawberry.field(description="For whom it was brought, if for somebody else.")
    async def on_behalf_of(self, info: Info) -> Person | None:
        return await person_or_none(info, self.row.on_behalf_of)

    @strawberry.field(description="The owner who answers for it; null until one sponsors it.")
    async def sponsor(self, info: Info) -> Person | None:
        return await person_or_none(info, self.row.sponsor)

    @strawberry.field(description="The latest question about what it means, open or answered.")
    async def clarification(self, info: Info) -> Clarification | None:
        asked = await info.context.load(queries.clarifications_by_request, self.row.id, ())
        return Clarification(row=asked[0]) if asked else None

    @strawberry.field(description="The requests that must be finished before it can start.")
    async def depends_on(self, info: Info) -> list[LazyRequest]:
        return await requests_of(info, await info.context.load(queries.needs_by_request, self.row.id, ()))

    @strawberry.field(description="The requests that cannot start before it is finished.")
    async def needed_by(self, info: Info) -> list[LazyRequest]:
        return await requests_of(info, await info.context.load(queries.needed_by_request, self.row.id, ()))

    @strawberry.field(description="How many people hear what becomes of it.")
    async def follower_count(self, info: Info) -> int:
        return len(await info.context.load(queries.followers_by_request, self.row.id, ()))

    @strawberry.field(description="Whether you hear what becomes of it.")
    async def followed(self, info: Info) -> bool:
        followers = await info.context.load(queries.followers_by_request, self.row.id, ())
        return info.context.actor.person_id in followers

    @strawberry.field(description="What people said about it, the oldest first.")
    async def comments(self, info: Info) -> list[Comment]:
        said = await info.context.load(queries.comments_by_request, self.row.id, ())
        return [Comment(row=row) for row in said]

    @strawberry.field(description="Requests that speak of the same thing, the nearest first.")
    async def similar(
        self,
        info: Info,
        first: Annotated[int, strawberry.argument(description="How many at most, 1 to 10.")] = 4,
    ) -> list[SimilarRequest]:
        near = await info.context.load(similar.similar_by_request, self.row.id, ())
        return similar_of(near[: page_size(first)])

    @strawberry.field(description="Where it was imported from; null when it was written here.")
    def source(self) -> ImportSource | None:
        if self.row.source is None or self.row.external_key is None:
            return None
        return ImportSource(
            system=self.row.source, external_key=self.row.external_key, imported_at=self.row.submitted_at
        )


@strawberry.type(description="A request in a list.")
class RequestEdge:
    cursor: str = strawberry.field(description="Its place in the list, for `after`.")
    node: LazyRequest = strawberry.field(description="The request.")


@strawberry.type(description="Requests in pages.")
class RequestConnection:
    edges: list[RequestEdge] = strawberry.field(description="The requests of this page.")
    page_info: PageInfo = strawberry.field(description="Where the page stands in the list.")
    total_count: int = strawberry.field(description="How many requests the filter lets through.")


@strawberry.input(description="Which requests to list; what is not given does not narrow.")
class RequestFilter:
    text: str | None = strawberry.field(default=None, description="Words in the title or the problem, or a key.")
    unit: strawberry.ID | None = strawberry.field(default=None, description="Of this unit, by id or code.")
    states: list[RequestState] | None = strawberry.field(default=None, description="In one of these states.")
    route: Route | None = strawberry.field(default=None, description="Met by this route.")
    category: str | None = strawberry.field(default=None, description="Of this category.")
    team: strawberry.ID | None = strawberry.field(
        default=None, description="Estimated by this team (by id or code); with needsEstimate, not yet by it."
    )
    mine: bool | None = strawberry.field(default=None, description="Brought, sponsored or brought for you.")
    followed: bool | None = strawberry.field(default=None, description="Followed by you.")
    needs_estimate: bool | None = strawberry.field(default=None, description="Waiting for an estimate.")

    async def selected(self, info: Info) -> queries.RequestFilter:
        """The filter with every name resolved."""
        actor = info.context.actor
        team = await team_id(self.team) if self.team else None
        among = None
        if self.needs_estimate:
            among = await needing_estimate(actor, team)
        elif team:
            among = await estimated_by(actor, team)
        return queries.RequestFilter(
            text=self.text,
            unit=await unit_id(self.unit) if self.unit else None,
            states=tuple(self.states or ()),
            route=self.route,
            category=self.category,
            mine=bool(self.mine),
            followed=bool(self.followed),
            among=among,
        )


# Orders that other capabilities know; requests that are not in them follow, the newest first.
_IN_ORDER = {
    queries.RequestOrder.PLACE: requests_by_place,
    queries.RequestOrder.VALUE: requests_by_value,
    queries.RequestOrder.NEXT_UPDATE: requests_by_next_update,
}


@strawberry.type
class DemandQuery:
    """What may be asked about requests."""

    @strawberry.field(description="Requests, narrowed and ordered.")
    async def requests(
        self,
        info: Info,
        filter: Annotated[RequestFilter | None, strawberry.argument(description="Which requests.")] = None,  # noqa: A002
        order_by: Annotated[
            queries.RequestOrder | None, strawberry.argument(description="In which order; the newest first.")
        ] = None,
        first: Annotated[int, strawberry.argument(description="How many at most, 1 to 100.")] = 50,
        after: Annotated[str | None, strawberry.argument(description="The cursor after which to go on.")] = None,
    ) -> RequestConnection:
        actor = info.context.actor
        last = position(after, UUID)
        order = order_by or queries.RequestOrder.NEWEST
        page = await queries.requests(
            actor,
            await (filter or RequestFilter()).selected(info),
            order=order,
            in_order=await _IN_ORDER[order](actor) if order in _IN_ORDER else None,
            first=page_size(first),
            after=last[0] if last else None,
        )
        edges = [RequestEdge(cursor=cursor(row.id), node=as_request(row)) for row in page.items]
        return RequestConnection(
            edges=edges,
            page_info=page_info([edge.cursor for edge in edges], has_next=page.has_next, after=after),
            total_count=page.total,
        )

    @strawberry.field(description="One request; null when there is none of that name.")
    async def request(
        self,
        info: Info,
        key: Annotated[str, strawberry.argument(description="Its key (REQ-42) or its id.")],
    ) -> LazyRequest | None:
        row = await queries.request(info.context.actor, key)
        return None if row is None else as_request(row)

    @strawberry.field(description="Requests that speak of the same thing as a text being typed, the nearest first.")
    async def similar_requests(
        self,
        info: Info,
        text: Annotated[str, strawberry.argument(description="The text; its first line counts as the title.")],
        first: Annotated[int, strawberry.argument(description="How many at most, 1 to 10.")] = 4,
    ) -> list[SimilarRequest]:
        return similar_of(await similar.similar_requests(info.context.actor, text, first=page_size(first)))

    @strawberry.field(description="The categories in use, by name.")
    async def categories(self, info: Info) -> list[str]:
        return list(await queries.categories())
