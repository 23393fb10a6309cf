"""Teams log the days that they have; the board sets what may be spent."""

from uuid import UUID

from domain.actor import Actor, Assignment, Deed
from domain.audit import trail
from domain.audit.actions import Action
from domain.capacity.queries import (
    BUDGET_COLUMNS,
    CAPACITY_COLUMNS,
    BudgetCell,
    CapacityCell,
    budget_cell,
    capacity_cell,
)
from domain.capacity.rules import LONGEST_NOTE, Split, split_violations
from domain.database.columns import new_id
from domain.database.engine import Transaction, transaction
from domain.database.refusals import refuse
from domain.errors import Conflict, RuleViolation, Violation
from domain.organisation.queries import team_id
from domain.quantities import Month, amount
from domain.wording import month_name

MOST_CENTS = 10**15  # ten million million: more is a slip of the keyboard

refuse("capacity.once", Conflict("Somebody logged this month a moment ago; reload and look at it."))
refuse("budget.once", Conflict("Somebody set this budget a moment ago; reload and look at it."))


async def log_capacity(
    actor: Actor,
    team: str | UUID,
    month: Month,
    split: Split,
    *,
    note: str = "",
    expected_version: int | None = None,
) -> CapacityCell:
    """IT staff of a team say how many days the team has in a month and what goes off for other things.

    `expected_version` is the version that the caller looked at, 0 for a month not logged yet; another one is refused
    (Conflict). None overwrites whatever is there.
    """
    violations = split_violations(split)
    if len(note) > LONGEST_NOTE:
        violations += (Violation("note", f"The note has at most {LONGEST_NOTE} characters."),)
    if violations:
        raise RuleViolation(violations[0].message, rule="capacity_fits", violations=violations)
    async with transaction(actor, Deed.LOG_CAPACITY) as tx:
        of_team = await team_id(team)
        office = actor.membership(of_team, of=f"team {await tx.value('select name from team where id = $1', of_team)}")
        return await logged(tx, of_team, month, split, note=note, expected_version=expected_version, office=office)


async def logged(
    tx: Transaction,
    team: UUID,
    month: Month,
    split: Split,
    *,
    note: str = "",
    expected_version: int | None = None,
    office: Assignment | None,
    source: str | None = None,
) -> CapacityCell:
    """Write a team's month inside the deed that brings it, with its event.

    Capacity that is imported has a `source` in place of an office in the team.
    """
    await tx.lock("capacity", team, month)
    before = await tx.row(f"select {CAPACITY_COLUMNS} from capacity where team = $1 and month = $2", team, month.first)
    _check_version(before["version"] if before else 0, expected_version, f"{month_name(month)} of this team was logged")
    record = await tx.row(
        f"""
        insert into capacity (id, team, month, gross_decidays, run_decidays, leave_decidays, other_decidays, note,
          logged_by, assignment, side, source, logged_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        on conflict (team, month) do update set gross_decidays = excluded.gross_decidays,
          run_decidays = excluded.run_decidays, leave_decidays = excluded.leave_decidays,
          other_decidays = excluded.other_decidays, note = excluded.note, version = capacity.version + 1,
          logged_by = excluded.logged_by, assignment = excluded.assignment, side = excluded.side,
          source = excluded.source, logged_at = excluded.logged_at
        returning id, {CAPACITY_COLUMNS}
        """,
        new_id(),
        team,
        month.first,
        split.gross_decidays,
        split.run_decidays,
        split.leave_decidays,
        split.other_decidays,
        note.strip(),
        tx.actor.person_id,
        office.id if office else None,
        office.role.side.value if office else None,
        source,
        tx.now,
    )
    assert record is not None
    after = capacity_cell(record)
    await trail.record(
        tx,
        Action.CAPACITY_LOGGED,
        subject_kind="capacity",
        subject=record["id"],
        before=_seen(capacity_cell(before)) if before else None,
        after={"team": team, "month": month, **_seen(after)},
        reason=after.note or None,
        acts_for=office.acts_for_id if office else None,
    )
    return after


def _seen(cell: CapacityCell) -> dict[str, object]:
    return {
        "gross_decidays": cell.split.gross_decidays,
        "run_decidays": cell.split.run_decidays,
        "leave_decidays": cell.split.leave_decidays,
        "other_decidays": cell.split.other_decidays,
        "version": cell.version,
    }


async def set_budget(
    actor: Actor, month: Month, amount_cents: int, *, expected_version: int | None = None
) -> BudgetCell:
    """The board says what may be spent on one-off cost in a month. `expected_version` as for capacity."""
    async with transaction(actor, Deed.SET_BUDGET) as tx:
        return await budget_set(tx, month, amount_cents, expected_version=expected_version, seat=actor.seat())


async def budget_set(
    tx: Transaction,
    month: Month,
    amount_cents: int,
    *,
    expected_version: int | None = None,
    reason: str | None = None,
    seat: Assignment,
) -> BudgetCell:
    """Write a month's budget inside the deed that sets it, with its event."""
    if not 0 <= amount_cents <= MOST_CENTS:
        message = f"A budget is an amount from 0 to {amount(MOST_CENTS):,.0f}."
        raise RuleViolation(message, rule="budget_amount", path="amount")
    await tx.lock("budget", month)
    before = await tx.row(f"select {BUDGET_COLUMNS} from budget where month = $1", month.first)
    _check_version(before["version"] if before else 0, expected_version, f"The budget of {month_name(month)} was set")
    record = await tx.row(
        "insert into budget (id, month, amount_cents, set_by, assignment, side, set_at)"
        " values ($1, $2, $3, $4, $5, $6, $7) on conflict (month) do update set"
        " amount_cents = excluded.amount_cents, version = budget.version + 1, set_by = excluded.set_by,"
        f" assignment = excluded.assignment, side = excluded.side, set_at = excluded.set_at"
        f" returning id, {BUDGET_COLUMNS}",
        new_id(),
        month.first,
        amount_cents,
        tx.actor.person_id,
        seat.id,
        seat.role.side.value,
        tx.now,
    )
    assert record is not None
    await trail.record(
        tx,
        Action.BUDGET_SET,
        subject_kind="budget",
        subject=record["id"],
        before={"amount_cents": before["amount_cents"]} if before else None,
        after={"month": month, "amount_cents": amount_cents},
        reason=reason,
        acts_for=seat.acts_for_id,
    )
    return budget_cell(record)


def _check_version(version: int, expected: int | None, what: str) -> None:
    if expected is not None and expected != version:
        raise Conflict(f"{what} by somebody else meanwhile; reload and decide again.")
