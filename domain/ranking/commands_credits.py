"""Days of priority come by the clock at a month's close, or from one unit's owner to another unit."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from domain.actor import Actor, Deed
from domain.audit import trail
from domain.audit.actions import Action
from domain.database import clock
from domain.database.columns import new_id
from domain.database.engine import Transaction, transaction, value
from domain.demand.submission import check_reason
from domain.errors import RuleViolation
from domain.organisation.queries import unit_id
from domain.quantities import Month
from domain.ranking.credits import Accrual, accruals, check_loan
from domain.ranking.kinds import CreditKind
from domain.ranking.queries_credits import credit_by_unit, last_closed_month
from domain.ranking.queries_entitlement import limits, months_of_units

_LEDGER = "priority_credit"


async def close_period(actor: Actor) -> tuple[Month, ...]:
    """The clock closes every month that is over and not closed yet, the oldest first; which ones it closed.

    Months before the installation was founded are not its own. Each month is a deed of its own: one event, and one
    entry for each unit, also for those that neither gain nor owe.
    """
    closed = []
    month = await _next_to_close()
    while month is not None and month < Month.of(clock.now().date()):
        if await _closed(actor, month):
            closed.append(month)
        month = month + 1
    return tuple(closed)


async def _next_to_close() -> Month | None:
    last = await last_closed_month()
    if last is not None:
        return last + 1
    founded: datetime | None = await value("select min(from_at) from policy")
    return None if founded is None else Month.of(founded.date())


async def _closed(actor: Actor, month: Month) -> bool:
    """Close one month; False when another worker did so meanwhile."""
    async with transaction(actor, Deed.CLOSE_PERIOD) as tx:
        await tx.lock(_LEDGER)
        if await tx.value(
            "select exists (select from priority_credit where kind = 'accrued' and month = $1)", month.first
        ):
            return False
        held, most = await credit_by_unit(actor), await limits(month)
        found = (await months_of_units(month, month))[month]
        gained = accruals(
            [replace(one, held=held.get(UUID(one.unit), 0), limit=most.get(UUID(one.unit), 0)) for one in found]
        )
        if not gained:
            return False
        for one in gained:
            await _entered(tx, UUID(one.unit), month, CreditKind.ACCRUED, one.credit)
        await trail.record(
            tx,
            Action.PERIOD_CLOSED,
            subject_kind="period",
            subject=new_id(),
            after={"month": month, "units": {one.unit: _told(one) for one in gained if one.waited or one.delivered}},
        )
        return True


def _told(one: Accrual) -> dict[str, object]:
    return {
        "waited": one.waited,
        "entitled_decidays": one.entitled,
        "delivered_decidays": one.delivered,
        "credit_decidays": one.credit,
    }


async def lend_priority(actor: Actor, lender: str | UUID, borrower: str | UUID, *, decidays: int, reason: str) -> UUID:
    """An owner of a unit lends another unit days of priority; the loan's id.

    The lender may give what it holds and owe what its limit allows, and the other may not come to hold more than its
    own limit. A loan back is the way to undo one. Raises NotFound, Forbidden, RuleViolation.
    """
    reason = check_reason(reason)
    async with transaction(actor, Deed.LEND_PRIORITY) as tx:
        gives, gets = await unit_id(lender), await unit_id(borrower)
        names = {each["id"]: each["name"] for each in await tx.rows("select id, name from unit")}
        office = actor.ownership(gives, of=names[gives])
        if gives == gets:
            raise RuleViolation("A unit lends to another unit.", rule="loan_to_another", path="to")
        await tx.lock(_LEDGER)
        month = Month.of(tx.now.date())
        held, most = await credit_by_unit(actor), await limits(month)
        check_loan(
            decidays,
            lender=names[gives],
            held=held.get(gives, 0),
            most=most[gives],
            borrower=names[gets],
            borrowed=held.get(gets, 0),
            most_of_borrower=most[gets],
        )
        loan = new_id()
        signed = (loan, reason, actor.person_id, office.id, office.role.side.value)
        await _entered(tx, gives, month, CreditKind.LENT, -decidays, signed)
        await _entered(tx, gets, month, CreditKind.BORROWED, decidays, signed)
        await trail.record(
            tx,
            Action.PRIORITY_LENT,
            subject_kind="unit",
            subject=gives,
            before={"held_decidays": held.get(gives, 0)},
            after={"to": gets, "to_name": names[gets], "credit_decidays": decidays, "month": month},
            reason=reason,
            acts_for=office.acts_for_id,
        )
        return loan


async def _entered(
    tx: Transaction,
    unit: UUID,
    month: Month,
    kind: CreditKind,
    decidays: int,
    signed: tuple[UUID, str, UUID, UUID, str] | tuple[None, ...] = (None,) * 5,
) -> None:
    await tx.execute(
        "insert into priority_credit (id, unit, month, kind, credit_decidays, loan, reason, given_by, assignment, side,"
        " at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        new_id(),
        unit,
        month.first,
        kind.value,
        decidays,
        *signed,
        tx.now,
    )
