"""Owners confirm that an undecided request still matters, so that it keeps its place, or has it again."""

from uuid import UUID

from domain.actor import Actor, Deed
from domain.audit import trail
from domain.audit.actions import Action
from domain.database.columns import new_id
from domain.database.engine import transaction
from domain.demand.commands import Ref, decided_by, locked, touched
from domain.demand.rows import RequestRow
from domain.demand.rules import IN_ORDER, Lane
from domain.demand.submission import check_text
from domain.errors import Conflict
from domain.ranking.queries_decide_by import decide_by_by_request

LONGEST_REASON = 2000


async def reconfirm_request(actor: Actor, request: Ref, *, reason: str) -> RequestRow:
    """An owner of the unit says that an undecided request still matters, and why; its time to decide begins anew.

    Before its time is over as well as after. Raises NotFound, Forbidden, Conflict for what is decided or needs no
    confirmation, RuleViolation.
    """
    reason = check_text("reason", "The reason", reason, LONGEST_REASON)
    async with transaction(actor, Deed.RECONFIRM_REQUEST) as tx:
        before = await locked(tx, request)
        office = await decided_by(tx, before)
        if before.state not in IN_ORDER:
            raise Conflict(f"{before.key} is {before.state.spoken}; only what nobody has decided is confirmed.")
        if before.lane is Lane.MANDATORY:
            raise Conflict(f"{before.key} is required by law or regulator: it keeps its place unconfirmed.")
        was = await _last_day(actor, before.id)
        await tx.execute(
            "insert into confirmation (id, request, reason, confirmed_by, assignment, side, at)"
            " values ($1, $2, $3, $4, $5, $6, $7)",
            new_id(),
            before.id,
            reason,
            actor.person_id,
            office.id,
            office.role.side.value,
            tx.now,
        )
        after = await touched(tx, before)
        await trail.record(
            tx,
            Action.REQUEST_RECONFIRMED,
            subject_kind="request",
            subject=before.id,
            request=before.id,
            before={"decide_by": was},
            after={"decide_by": await _last_day(actor, before.id)},
            reason=reason,
            acts_for=office.acts_for_id,
        )
        return after


async def _last_day(actor: Actor, request: UUID) -> str | None:
    found = (await decide_by_by_request(actor, [request])).get(request)
    return None if found is None else found.by.isoformat()
