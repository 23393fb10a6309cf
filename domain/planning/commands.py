"""The board holds a planning round: the plan is made anew from the order, and only that may make anyone later."""

from uuid import UUID

from domain.actor import Actor, Assignment, Deed
from domain.audit import trail
from domain.audit.actions import Action
from domain.database.columns import new_id
from domain.database.engine import Transaction, transaction
from domain.demand.submission import check_text
from domain.errors import Conflict
from domain.planning.changes import as_documents, changed, counted
from domain.planning.current import afresh, planned
from domain.planning.facts import facts, freshness
from domain.planning.problem import planning_problem
from domain.planning.standing import RoundRow, as_document

# Rounds, commitments and outcomes of priority questions are decided one at a time: each must see the months that the
# one before it took.
PLAN_LOCK = "plan"
LONGEST_REASON = 2000


async def hold_planning_round(actor: Actor, *, expected_data_version: int, reason: str) -> RoundRow:
    """The board plans anew from the order; what that changes is kept with the round.

    `expected_data_version` is that of the preview that the board looked at. Raises Forbidden, RuleViolation without a
    reason, and Conflict when the portfolio has moved since.
    """
    async with transaction(actor, Deed.HOLD_PLANNING_ROUND) as tx:
        seat = actor.seat()
        said = check_text("reason", "The reason", reason, LONGEST_REASON)
        await tx.lock(PLAN_LOCK)
        newest = (await freshness(tx.now)).version.newest
        if newest != expected_data_version:
            raise Conflict(
                "The portfolio has moved since you looked at what a planning round would change. Look at the changes"
                " again, then hold it."
            )
        return await held(tx, seat, reason=said)


async def held(tx: Transaction, office: Assignment, *, reason: str, scenario: UUID | None = None) -> RoundRow:
    """Hold a planning round inside the deed that decides it, with its event.

    The plan follows from what the transaction sees, so facts that it has just written count. Raises Conflict when
    somebody else changed the portfolio at the same moment.
    """
    # Each statement sees the newest data, so nothing may have changed between the first and the last of them.
    before_reading = (await freshness(tx.now)).version
    read = await facts(tx.now)
    before, after = planned(planning_problem(read)), afresh(read)
    if before_reading != read.fresh.version or (await freshness(tx.now)).version != read.fresh.version:
        raise Conflict("Somebody changed the portfolio at this moment. Look at the changes again, then hold it.")
    changes = changed(before.starts, after)
    identifier, version = new_id(), after.data_version
    number = await tx.value(
        "insert into planning_round (id, month, data_version, starts, changes, ordinary, scenario, reason, held_by,"
        " assignment, side, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning number",
        identifier,
        read.first.first,
        version,
        as_document(after.starts),
        as_documents(changes),
        {team.team: team.ordinary for team in after.problem.teams},
        scenario,
        reason,
        tx.actor.person_id,
        office.id,
        office.role.side.value,
        tx.now,
    )
    counts = counted(changes)
    await trail.record(
        tx,
        Action.ROUND_HELD,
        subject_kind="planning_round",
        subject=identifier,
        after={
            "number": number,
            "month": read.first,
            "data_version": version,
            "later": counts.later,
            "earlier": counts.earlier,
            "comes_in": counts.comes_in,
            "drops_out": counts.drops_out,
            "scenario": scenario,
        },
        reason=reason,
        acts_for=office.acts_for_id,
    )
    return RoundRow(identifier, number, read.first, version, scenario, reason, tx.actor.person_id, tx.now)
