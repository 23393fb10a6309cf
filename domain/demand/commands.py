"""What leads a request through its life: every change of state goes through `step`, and a person decides it."""

from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from domain.actor import Actor, Assignment, Deed
from domain.audit import trail
from domain.audit.actions import Action
from domain.database.columns import new_id
from domain.database.engine import Transaction, transaction
from domain.database.refusals import refuse
from domain.demand import rules
from domain.demand.queries import REQUEST_COLUMNS, id_of, request_id, request_row
from domain.demand.rows import RequestRow
from domain.demand.rules import Lane, RequestState, Route
from domain.demand.submission import NewRequest, check_reason, refuse_violations, submission_violations
from domain.errors import Conflict, NotFound, RuleViolation, Violation

Ref = str | UUID

refuse("request.imported_once", Conflict("This request was imported before; import the file as a newer snapshot."))


async def locked(tx: Transaction, request: Ref) -> RequestRow:
    """The request, held until the deed ends: others who change it wait. Takes an id or a key. Raises NotFound."""
    found = await tx.row(
        f"select {REQUEST_COLUMNS} from request where id = $1 for no key update", await request_id(request)
    )
    if found is None:
        raise NotFound(f"There is no request {request}.")
    return request_row(found)


async def step(
    tx: Transaction,
    request: RequestRow,
    to: RequestState,
    *,
    reason: str | None = None,
    look_again_on: date | None = None,
) -> RequestRow:
    """Lead a locked request to another state and return it as it then is.

    Refuses what is not in the life of a request (Conflict) or not for the actor's roles (Forbidden). `reason` is what
    followers read beside the new state; the reason of the state that it leaves goes. Records no event: the deed does.
    """
    rules.check_step(request.state, to, tx.actor.roles)
    changes: dict[str, object] = {"state": to.value, "state_since": tx.now}
    # IT's and the clock's roles may not write reasons, and their steps have none.
    if (reason, look_again_on) != (request.state_reason, request.look_again_on):
        changes |= {"state_reason": reason, "look_again_on": look_again_on}
    return await _written(tx, request, **changes)


async def touched(tx: Transaction, request: RequestRow) -> RequestRow:
    """Mark that a fact about a locked request changed, so that whoever decides on the old one must look again."""
    return await _written(tx, request)


async def _written(tx: Transaction, request: RequestRow, **changes: object) -> RequestRow:
    """Write the named columns and count the version up."""
    assignments = [f"{column} = ${place}" for place, column in enumerate(changes, start=2)]
    found = await tx.row(
        f"update request set {', '.join([*assignments, 'version = version + 1'])} where id = $1"
        f" returning {REQUEST_COLUMNS}",
        request.id,
        *changes.values(),
    )
    if found is None:
        raise NotFound(f"There is no request {request.key}.")
    return request_row(found)


async def decided_by(tx: Transaction, request: RequestRow) -> Assignment:
    """The assignment by which the actor decides for the request's unit. Raises Forbidden that names the unit."""
    unit = await tx.value("select name from unit where id = $1", request.unit)
    return tx.actor.ownership(request.unit, of=unit)


async def submit(
    tx: Transaction, new: NewRequest, *, more_violations: tuple[Violation, ...] = (), draft: Ref | None = None
) -> RequestRow:
    """Write a submitted request inside the deed that brings it (a submission, an import).

    The submitter follows it from the start. A draft that it was written from goes. `more_violations` are what the
    caller found in the rest of the form, so that one refusal names everything.
    """
    unit, beneficiary, found = await _references(tx, new)
    violations = (*submission_violations(new, tx.now.date()), *found, *more_violations)
    if new.lane is Lane.MANDATORY and not new.imported and not (unit and tx.actor.owns(unit)):
        violations += (Violation("lane", "Only a business owner of the unit says that a request is mandatory."),)
    refuse_violations(violations)
    lane = new.lane if new.lane is not Lane.NORMAL else rules.lane_of_route(new.route, new.lane)
    record = await tx.row(
        "insert into request (id, title, problem, outcome, category, unit, route, lane, state, state_since, submitter,"
        " on_behalf_of, sponsor, submitted_at, deadline, earliest_start, source, external_key)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, 'submitted', $9, $10, $11, $12, $9, $13, $14, $15, $16)"
        f" returning {REQUEST_COLUMNS}",
        new_id(),
        new.title.strip(),
        new.problem.strip(),
        new.outcome.strip(),
        new.category.strip(),
        unit,
        new.route.value,
        lane.value,
        tx.now,
        tx.actor.person_id,
        beneficiary,
        tx.actor.person_id if unit and tx.actor.owns(unit) else None,
        new.deadline,
        new.earliest_start and new.earliest_start.first,
        new.source,
        new.external_key,
    )
    assert record is not None
    request = request_row(record)
    if not new.imported:
        await followed(tx, request.id, tx.actor.person_id)
        if beneficiary:
            await followed(tx, request.id, beneficiary)
    if draft is not None:
        await tx.execute("delete from draft where id = $1 and author = $2", id_of(draft, "draft"), tx.actor.person_id)
    await trail.record(
        tx,
        Action.REQUEST_SUBMITTED,
        subject_kind="request",
        subject=request.id,
        request=request.id,
        after={name: str(value) for name, value in asdict(new).items() if value is not None} | {"key": request.key},
    )
    return request


async def _references(tx: Transaction, new: NewRequest) -> tuple[UUID | None, UUID | None, tuple[Violation, ...]]:
    """The unit and the person that the form names, and what to change where it names nobody."""
    found: list[Violation] = []
    unit = await tx.value("select id from unit where id::text = lower($1) or code = lower($1)", new.unit.strip())
    if unit is None:
        found.append(Violation("unit", "Choose the unit that the request is for."))
    person = None
    if new.on_behalf_of:
        person = await tx.value("select id from person where id::text = lower($1) and active", new.on_behalf_of)
        if person is None:
            found.append(Violation("on_behalf_of", "There is no such person."))
    return unit, person, tuple(found)


async def followed(tx: Transaction, request: UUID, person: UUID) -> bool:
    """Let a person hear what becomes of a request; False when they follow it already. Records no event."""
    return bool(
        await tx.execute(
            "insert into follower (id, request, person, since) values ($1, $2, $3, $4)"
            " on conflict (request, person) do nothing",
            new_id(),
            request,
            person,
            tx.now,
        )
    )


async def sponsor_request(actor: Actor, request: Ref) -> RequestRow:
    """An owner of the unit answers for the request from here on, and follows it."""
    async with transaction(actor, Deed.SPONSOR_REQUEST) as tx:
        before = await locked(tx, request)
        office = await decided_by(tx, before)
        if before.state in rules.ENDED:
            raise Conflict(f"The request is {before.state.spoken}; there is nothing left to sponsor.")
        if before.sponsor == actor.person_id:
            raise Conflict("You sponsor this request already.")
        after = await _written(tx, before, sponsor=actor.person_id)
        await followed(tx, before.id, actor.person_id)
        await _told(tx, Action.REQUEST_SPONSORED, before, after, office, facts=("sponsor",))
        return after


async def withdraw_request(actor: Actor, request: Ref, *, reason: str) -> RequestRow:
    """An owner of the unit gives a request up, and says why."""
    reason = check_reason(reason)
    async with transaction(actor, Deed.WITHDRAW_REQUEST) as tx:
        before = await locked(tx, request)
        office = await decided_by(tx, before)
        after = await step(tx, before, RequestState.WITHDRAWN, reason=reason)
        await _told(tx, Action.REQUEST_WITHDRAWN, before, after, office, reason=reason)
        return after


async def park_request(actor: Actor, request: Ref, *, reason: str, look_again_on: date | None = None) -> RequestRow:
    """An owner of the unit sets a request aside for now, says why, and when to look at it again."""
    reason = check_reason(reason)
    async with transaction(actor, Deed.PARK_REQUEST) as tx:
        if look_again_on is not None and look_again_on <= tx.now.date():
            raise RuleViolation(
                "The day to look again lies in the future.", rule="look_again_later", path="look_again_on"
            )
        before = await locked(tx, request)
        office = await decided_by(tx, before)
        after = await step(tx, before, RequestState.PARKED, reason=reason, look_again_on=look_again_on)
        await _told(tx, Action.REQUEST_PARKED, before, after, office, reason=reason, facts=("look_again_on",))
        return after


async def resume_request(actor: Actor, request: Ref, *, reason: str) -> RequestRow:
    """An owner of the unit takes a parked request up again; it is submitted anew."""
    reason = check_reason(reason)
    async with transaction(actor, Deed.RESUME_REQUEST) as tx:
        before = await locked(tx, request)
        office = await decided_by(tx, before)
        if before.state is not RequestState.PARKED:
            raise Conflict(f"Only a parked request is resumed; this one is {before.state.spoken}.")
        after = await step(tx, before, RequestState.SUBMITTED)
        await _told(tx, Action.REQUEST_RESUMED, before, after, office, reason=reason)
        return after


async def choose_route(actor: Actor, request: Ref, *, route: Route, reason: str) -> RequestRow:
    """An owner of the unit decides how the request is met: away from IT it is rerouted, back to IT submitted again."""
    reason = check_reason(reason)
    async with transaction(actor, Deed.CHOOSE_ROUTE) as tx:
        before = await locked(tx, request)
        office = await decided_by(tx, before)
        return await rerouted(tx, before, route, reason=reason, acts_for=office.acts_for_id)


async def rerouted(
    tx: Transaction, before: RequestRow, route: Route, *, reason: str, acts_for: UUID | None = None
) -> RequestRow:
    """Write a chosen route inside the deed that chose it, and record it. The request is locked. Raises Conflict."""
    to = rules.state_after_route(before.state, route)
    if (to, route) == (before.state, before.route):
        raise Conflict("The request takes this route already.")
    changes: dict[str, object] = {"route": route.value}
    if (lane := rules.lane_of_route(route, before.lane)) is not before.lane:
        changes["lane"] = lane.value
    if to is before.state:
        routed = await _written(tx, before, **changes, **({"state_reason": reason} if to in rules.ASIDE else {}))
    else:
        stepped = await step(tx, before, to, reason=reason if to is RequestState.REROUTED else None)
        routed = await _written(tx, stepped, **changes)
    await trail.record(
        tx,
        Action.ROUTE_CHOSEN,
        subject_kind="request",
        subject=before.id,
        request=before.id,
        before={"route": before.route, "lane": before.lane, "state": before.state},
        after={"route": routed.route, "lane": routed.lane, "state": routed.state},
        reason=reason,
        acts_for=acts_for,
    )
    return routed


async def _told(
    tx: Transaction,
    action: Action,
    before: RequestRow,
    after: RequestRow,
    office: Assignment,
    *,
    reason: str | None = None,
    facts: tuple[str, ...] = (),
) -> None:
    """Record a decision about a request: its state and the named columns, before and after."""

    def seen(request: RequestRow) -> dict[str, Any]:
        return {name: _plain(getattr(request, name)) for name in ("state", *facts)}

    await trail.record(
        tx,
        action,
        subject_kind="request",
        subject=before.id,
        request=before.id,
        before=seen(before),
        after=seen(after),
        reason=reason,
        acts_for=office.acts_for_id,
    )


def _plain(value: object) -> str | None:
    return None if value is None else str(value)
