"""Requests with a place in their unit's list, made through commands by an owner of the unit."""

from datetime import date
from uuid import UUID

from domain.actor import Actor
from domain.demand.rows import RequestRow
from domain.demand.rules import Lane
from domain.demand.submission import NewRequest
from domain.ranking import queries
from domain.ranking.commands import RankedRequest, rank_request
from domain.value.commands import submit_request


async def submitted(
    owner: Actor,
    unit: UUID,
    title: str = "Faster refunds",
    *,
    lane: Lane = Lane.NORMAL,
    deadline: date | None = None,
) -> RequestRow:
    """A request that an owner of the unit brought a moment ago."""
    return await submit_request(
        owner,
        NewRequest(
            title=title,
            problem=f"{title}: customers wait for weeks.",
            outcome="They wait for a day.",
            unit=str(unit),
            category="Service",
            lane=lane,
            deadline=deadline,
        ),
    )


async def ranked(owner: Actor, request: RequestRow, *, after: RequestRow | None = None) -> RankedRequest:
    """The owner ranks a request below another one, or on top, having just looked at the list."""
    version = (await queries.ranking_by_unit(owner, [request.unit]))[request.unit].version
    return await rank_request(owner, request.id, after=after.id if after else None, expected_version=version)


async def ranked_list(owner: Actor, unit: UUID, *titles: str) -> list[RequestRow]:
    """A unit's list of new requests, the first title on top."""
    made: list[RequestRow] = []
    for title in titles:
        request = await submitted(owner, unit, title)
        made.append((await ranked(owner, request, after=made[-1] if made else None)).request)
    return made
