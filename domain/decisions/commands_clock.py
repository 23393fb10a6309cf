"""What happens to a question without anybody's choice: silence takes it to the board, a changed portfolio ends it."""

from uuid import UUID

from domain.actor import Actor, Deed
from domain.audit import trail
from domain.audit.actions import Action
from domain.database import clock
from domain.database.columns import new_id
from domain.database.engine import Transaction, rows, transaction
from domain.decisions.commands import CAN_CONFLICT, drawn_up, raised
from domain.decisions.kinds import QuestionStatus
from domain.decisions.queries import QUESTION_COLUMNS, question
from domain.decisions.raising import needless
from domain.decisions.rows import QuestionRow, question_row
from domain.decisions.rules import is_overdue
from domain.decisions.situation import situation
from domain.demand.commands import locked


async def escalate_overdue(actor: Actor) -> int:
    """The clock puts every open question that is past its due time to the board; how many it put there.

    Questions about requests that compete for nothing any more (withdrawn, parked, rerouted) lapse instead.
    """
    await lapse_settled(actor)
    found = await rows(
        "select id from priority_question where status = 'open' and due_at < $1 order by due_at, id", clock.now()
    )
    done = 0
    for each in found:
        async with transaction(actor, Deed.ESCALATE_QUESTION) as tx:
            row = await held(tx, each["id"])
            if row is not None and row.status is QuestionStatus.OPEN and is_overdue(row.due_at, tx.now):
                await escalated(tx, row, because="Not every owner asked has answered in time.")
                done += 1
    return done


async def lapse_settled(actor: Actor) -> int:
    """Questions end whose request left the order by its owner's own decision; how many ended."""
    found = await rows(
        "select q.id, r.state from priority_question q join request r on r.id = q.request"
        " where q.closed_at is null and r.state <> all($1) order by q.number",
        [state.value for state in CAN_CONFLICT],
    )
    done = 0
    for each in found:
        async with transaction(actor, Deed.ESCALATE_QUESTION) as tx:
            row = await held(tx, each["id"])
            if row is not None:
                spoken = str(each["state"]).replace("_", " ")
                await lapsed(tx, row, because=f"The request is {spoken}: nothing has to give way for it any more.")
                done += 1
    return done


async def renewed(asked: UUID, *, because: str) -> str:
    """The system ends a question whose options no longer hold, and asks again with those of today; what it did.

    Its deed is apart from the answer that was refused. Nothing is asked when the request fits now.
    """
    actor = Actor.system()
    async with transaction(actor, Deed.RAISE_PRIORITY_QUESTION) as tx:
        row = await held(tx, asked)
        if row is None:
            return "Reload to see where it stands."
        request = await locked(tx, row.request)
        await lapsed(tx, row, because=because)
        if request.state not in CAN_CONFLICT:
            return f"Question {row.number} has lapsed."
        now = await situation()
        last = now.first + (now.problem.horizon - 1)
        wanted = row.wanted_month and min(max(row.wanted_month, now.first), last)
        if why := needless(now, request.key, now.period(wanted)):
            return f"Question {row.number} has lapsed: {why}"
        drawn = await drawn_up(now, request, wanted, row.cause)
        new = await raised(tx, request, now, drawn, reason=row.reason, wanted_month=wanted)
        return f"Question {new.number} asks again with the options of today."


async def held(tx: Transaction, asked: UUID) -> QuestionRow | None:
    """A question that is not closed, held until the deed ends."""
    record = await tx.row(
        f"select {QUESTION_COLUMNS} from priority_question where id = $1 and closed_at is null for update", asked
    )
    return None if record is None else question_row(record)


async def escalated(tx: Transaction, row: QuestionRow, *, because: str) -> QuestionRow:
    """Put a locked question to the governance board, and record it."""
    await tx.execute(
        "update priority_question set status = 'escalated', escalated_at = $2 where id = $1", row.id, tx.now
    )
    await tx.execute(
        "insert into asked_party (id, question, unit, because, asked_at) values ($1, $2, null, $3, $4)",
        new_id(),
        row.id,
        because,
        tx.now,
    )
    await trail.record(
        tx,
        Action.QUESTION_ESCALATED,
        subject_kind="question",
        subject=row.id,
        request=row.request,
        before={"status": row.status},
        after={"number": row.number, "status": QuestionStatus.ESCALATED, "because": because},
    )
    return await question(tx.actor, row.id)


async def lapsed(tx: Transaction, row: QuestionRow, *, because: str) -> None:
    """End a locked question without a decision, and record why."""
    await tx.execute("update priority_question set status = 'lapsed', closed_at = $2 where id = $1", row.id, tx.now)
    await trail.record(
        tx,
        Action.QUESTION_LAPSED,
        subject_kind="question",
        subject=row.id,
        request=row.request,
        before={"status": row.status},
        after={"number": row.number, "status": QuestionStatus.LAPSED, "because": because},
    )
