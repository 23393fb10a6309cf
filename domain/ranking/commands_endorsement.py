"""Owners support another unit's request with a share of its cost."""

from decimal import Decimal
from uuid import UUID

from domain.actor import Actor, Assignment, Deed
from domain.audit import trail
from domain.audit.actions import Action
from domain.database.columns import new_id
from domain.database.engine import Transaction, transaction
from domain.demand.commands import Ref, locked, touched
from domain.demand.rows import RequestRow
from domain.demand.rules import IN_ORDER
from domain.errors import Conflict, Forbidden, RuleViolation
from domain.organisation.queries import unit_id


async def endorse_request(actor: Actor, request: Ref, *, cost_share: Decimal, unit: str | UUID | None = None) -> UUID:
    """An owner of another unit supports a request with the share of its cost that the unit would carry; the
    endorsement's id.

    The own unit pays what the others leave. A second endorsement by the same unit replaces its share. `unit` says
    for which of several units the owner speaks. Raises NotFound, Forbidden, Conflict, RuleViolation.
    """
    share = Decimal(cost_share).quantize(Decimal("0.0001"))
    if not 0 <= share <= 1:
        raise RuleViolation("The share of the cost is from 0 to 1.", rule="share_of_the_whole", path="cost_share")
    async with transaction(actor, Deed.ENDORSE_REQUEST) as tx:
        before = await locked(tx, request)
        office = await _supporting(tx, before, unit)
        if before.state not in IN_ORDER:
            raise Conflict(f"{before.key} is {before.state.spoken}; support counts until a request is decided.")
        others = await tx.value(
            "select coalesce(sum(cost_share), 0) from endorsement where request = $1 and unit <> $2",
            before.id,
            office.unit_id,
        )
        if others + share > 1:
            raise RuleViolation(
                f"Other units carry {others:.0%} of the cost already; at most {1 - others:.0%} is left.",
                rule="shares_below_the_whole",
                path="cost_share",
            )
        earlier = await tx.value(
            "select cost_share from endorsement where request = $1 and unit = $2", before.id, office.unit_id
        )
        endorsement: UUID = await tx.value(
            "insert into endorsement (id, request, unit, cost_share, endorsed_by, assignment, side, at)"
            " values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (request, unit) do update set"
            " cost_share = excluded.cost_share, endorsed_by = excluded.endorsed_by,"
            " assignment = excluded.assignment, side = excluded.side, at = excluded.at returning id",
            new_id(),
            before.id,
            office.unit_id,
            share,
            actor.person_id,
            office.id,
            office.role.side.value,
            tx.now,
        )
        await touched(tx, before)
        await trail.record(
            tx,
            Action.REQUEST_ENDORSED,
            subject_kind="request",
            subject=before.id,
            request=before.id,
            before=None if earlier is None else {"unit": office.unit_id, "cost_share": earlier},
            after={"unit": office.unit_id, "cost_share": share},
            acts_for=office.acts_for_id,
        )
        return endorsement


async def _supporting(tx: Transaction, request: RequestRow, unit: str | UUID | None) -> Assignment:
    """The assignment by which the actor speaks for another unit than the request's."""
    others = tx.actor.unit_ids - {request.unit}
    if unit is not None:
        named = await unit_id(unit)
        if named == request.unit:
            raise Forbidden("A unit's own request needs no endorsement; a business owner of another unit may give one.")
        return tx.actor.ownership(named, of=await tx.value("select name from unit where id = $1", named))
    if not others:
        raise Forbidden("Only a business owner of another unit may endorse this request; its own unit ranks it.")
    if len(others) > 1:
        raise RuleViolation(
            "You own several other units; say which one supports the request.", rule="one_unit_supports", path="unit"
        )
    (only,) = others
    return tx.actor.ownership(only)
