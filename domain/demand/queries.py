"""Reading requests. Everyone signed in sees every request; a draft is seen by its author alone."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from asyncpg import Record

from domain.actor import Actor
from domain.database.engine import row, rows, value
from domain.database.grouping import grouped
from domain.demand.next_step import StepFacts
from domain.demand.rows import ClarificationRow, CommentRow, DraftRow, RequestRow
from domain.demand.rules import Lane, RequestState, Route
from domain.errors import NotFound
from domain.organisation.queries import board_members, deciders_by_unit, unit_by_id
from domain.quantities import Month

REQUEST_COLUMNS = (
    "id, number, title, problem, outcome, category, unit, route, lane, state, state_reason, state_since,"
    " look_again_on, submitter, on_behalf_of, sponsor, submitted_at, deadline, earliest_start,"
    " version, source, external_key"
)
_KEY = re.compile(r"REQ-(\d{1,9})", re.IGNORECASE)


def request_row(record: Record) -> RequestRow:
    """A request from a record with `REQUEST_COLUMNS`."""
    read: dict[str, Any] = dict(record)
    read["route"] = Route(read["route"])
    read["lane"] = Lane(read["lane"])
    read["state"] = RequestState(read["state"])
    read["earliest_start"] = read["earliest_start"] and Month.of(read["earliest_start"])
    return RequestRow(**read)


def id_of(ref: str | UUID, what: str) -> UUID:
    """An id as it came over the wire. Raises NotFound: what is no id names nothing."""
    if isinstance(ref, UUID):
        return ref
    try:
        return UUID(ref)
    except ValueError:
        raise NotFound(f'There is no {what} "{ref}".') from None


async def request_id(ref: str | UUID) -> UUID:
    """The request that somebody means by its id or its key (REQ-42). Raises NotFound."""
    found: UUID | None
    if isinstance(ref, str) and (key := _KEY.fullmatch(ref.strip())):
        found = await value("select id from request where number = $1", int(key[1]))
    else:
        found = await value("select id from request where id = $1", id_of(ref, "request"))
    if found is None:
        raise NotFound(f"There is no request {ref}.")
    return found


async def request(actor: Actor, ref: str | UUID) -> RequestRow | None:
    """One request by id or key, or None."""
    try:
        found = await request_id(ref)
    except NotFound:
        return None
    return (await requests_by_id(actor, [found])).get(found)


async def requests_by_id(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, RequestRow]:
    """Requests for a loader."""
    found = await rows(f"select {REQUEST_COLUMNS} from request where id = any($1)", list(ids))
    return {read["id"]: request_row(read) for read in found}


class RequestOrder(StrEnum):
    """How a list of requests is ordered; the last three are given by the capabilities that know them."""

    NEWEST = "newest"
    OLDEST = "oldest"
    KEY = "key"
    TITLE = "title"
    PLACE = "place"
    VALUE = "value"
    NEXT_UPDATE = "next_update"


# order → (expression, direction, direction of the id that breaks ties); the first two run along an index.
_ORDERS = {
    RequestOrder.NEWEST: ("submitted_at", "desc", "asc"),
    RequestOrder.OLDEST: ("submitted_at", "asc", "desc"),
    RequestOrder.KEY: ("number", "asc", "asc"),
    RequestOrder.TITLE: ("lower(title)", "asc", "asc"),
}


@dataclass(frozen=True, slots=True)
class RequestFilter:
    """Which requests to list; what is not given does not narrow. `unit` is an id.

    `among` narrows to requests that another capability selected (those that a team estimated, say).
    """

    text: str | None = None
    unit: UUID | None = None
    states: tuple[RequestState, ...] = ()
    route: Route | None = None
    category: str | None = None
    mine: bool = False
    followed: bool = False
    among: Collection[UUID] | None = None


@dataclass(frozen=True, slots=True)
class RequestPage:
    """Some requests in order; `total` counts all that the filter lets through."""

    items: tuple[RequestRow, ...]
    has_next: bool
    total: int


async def requests(
    actor: Actor,
    narrowed: RequestFilter,
    *,
    order: RequestOrder = RequestOrder.NEWEST,
    in_order: Sequence[UUID] | None = None,
    first: int = 50,
    after: UUID | None = None,
) -> RequestPage:
    """A page of requests after the one named (key-set: the page stands still while others come and go).

    `in_order` gives the order as a list of ids, best first; requests that are not in it follow, newest first.
    """
    where, args = _conditions(actor, narrowed)
    total: int = await value(f"select count(*) from request where {where}", *args)
    if in_order is not None:
        # Lists of another capability's making are as long as the portfolio: the position is the key.
        args.append(list(in_order))
        source = (
            "(select request.*, coalesce(given.place, 2147483647) as sort_ from request"
            f" left join unnest(${len(args)}::uuid[]) with ordinality given(id_, place) on given.id_ = request.id)"
        )
        direction, tie = "asc", "desc"
    else:
        expression, direction, tie = _ORDERS[order]
        source = f"(select request.*, {expression} as sort_ from request)"
    beyond = ""
    if after is not None:
        args.append(after)
        less, less_id = (">" if way == "asc" else "<" for way in (direction, tie))
        last = f"(select sort_ from {source} last where last.id = ${len(args)})"
        beyond = f" and (sort_ {less} {last} or (sort_ = {last} and id {less_id} ${len(args)}))"
    args.append(first + 1)
    found = await rows(
        f"select {REQUEST_COLUMNS} from {source} request where {where}{beyond}"
        f" order by sort_ {direction}, id {tie} limit ${len(args)}",
        *args,
    )
    return RequestPage(tuple(request_row(read) for read in found[:first]), len(found) > first, total)


def _conditions(actor: Actor, narrowed: RequestFilter) -> tuple[str, list[Any]]:
    conditions = ["true"]
    args: list[Any] = []

    def add(condition: str, argument: object) -> None:
        args.append(argument)
        conditions.append(condition.replace("$", f"${len(args)}"))

    if narrowed.text and narrowed.text.strip():
        text = narrowed.text.strip()
        if key := _KEY.fullmatch(text):
            add("number = $", int(key[1]))
        else:
            wanted = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
            add("(title ilike $ or problem ilike $)", f"%{wanted}%")
    if narrowed.unit:
        add("unit = $", narrowed.unit)
    if narrowed.states:
        add("state = any($)", [state.value for state in narrowed.states])
    if narrowed.route:
        add("route = $", narrowed.route.value)
    if narrowed.category:
        add("category = $", narrowed.category)
    if narrowed.mine:
        add("(submitter = $ or on_behalf_of = $ or sponsor = $)", actor.person_id)
    if narrowed.followed:
        add("exists (select from follower f where f.request = request.id and f.person = $)", actor.person_id)
    if narrowed.among is not None:
        add("id = any($)", list(narrowed.among))
    return " and ".join(conditions), args


async def categories() -> tuple[str, ...]:
    """The categories in use, by name."""
    return tuple(read["category"] for read in await rows("select distinct category from request order by category"))


async def request_count_by_unit(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, int]:
    """How many requests each unit has, in whatever state."""
    found = await rows("select unit, count(*) as n from request where unit = any($1::uuid[]) group by unit", ids)
    return {each["unit"]: each["n"] for each in found}


async def drafts(actor: Actor) -> tuple[DraftRow, ...]:
    """The actor's own drafts, the latest first; nobody sees another's."""
    found = await rows(
        "select id, content, saved_at from draft where author = $1 order by saved_at desc, id", actor.person_id
    )
    return tuple(DraftRow(**dict(read)) for read in found)


async def draft(actor: Actor, draft_: str | UUID) -> DraftRow:
    """One of the actor's own drafts. Raises NotFound, also for a draft of somebody else."""
    found = await row(
        "select id, content, saved_at from draft where id = $1 and author = $2", id_of(draft_, "draft"), actor.person_id
    )
    if found is None:
        raise NotFound("There is no such draft of yours.")
    return DraftRow(**dict(found))


async def comments_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, tuple[CommentRow, ...]]:
    """What people said, the oldest first."""
    found = await rows(
        "select id, request, author, text, at from comment where request = any($1) order by at, id", list(ids)
    )
    return grouped(((read["request"], CommentRow(**dict(read))) for read in found), ids)


async def clarifications_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, tuple[ClarificationRow, ...]]:
    """Questions about the requests themselves, the latest first."""
    found = await rows(
        "select id, request, question, asked_by, asked_at, answer, answered_by, answered_at from clarification"
        " where request = any($1) order by asked_at desc, id desc",
        list(ids),
    )
    return grouped(((read["request"], ClarificationRow(**dict(read))) for read in found), ids)


async def followers_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, tuple[UUID, ...]]:
    """Who hears what becomes of the requests: people's ids, the longest following first."""
    return await _linked("select request, person from follower where request = any($1) order by since, id", ids)


async def needs_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, tuple[UUID, ...]]:
    """The requests that each request waits for."""
    return await _linked("select request, needs from dependency where request = any($1) order by at, id", ids)


async def needed_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, tuple[UUID, ...]]:
    """The requests that wait for each request."""
    return await _linked("select needs, request from dependency where needs = any($1) order by at, id", ids)


async def step_facts_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, StepFacts]:
    """What demand knows about the next step of each request; later capabilities add theirs with `replace`."""
    known = await requests_by_id(actor, ids)
    unit_ids = list({one.unit for one in known.values()})
    units = await unit_by_id(actor, unit_ids)
    deciders = await deciders_by_unit(actor, unit_ids)
    board = tuple(person.id for person in await board_members(actor))
    open_ = await rows("select request from clarification where request = any($1) and answer is null", list(ids))
    asked = {read["request"] for read in open_}
    return {
        one.id: StepFacts(
            unit=units[one.unit].name,
            deciders=tuple(person.id for person in deciders.get(one.unit, ())),
            board=board,
            clarification_open=one.id in asked,
        )
        for one in known.values()
    }


async def _linked(sql: str, ids: Sequence[UUID]) -> Mapping[UUID, tuple[UUID, ...]]:
    return grouped(((one, other) for one, other in await rows(sql, list(ids))), ids)
