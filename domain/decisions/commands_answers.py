"""Owners answer a priority question, the board what was escalated, and the last answer makes the choice true."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from domain.actor import Actor, Assignment, Deed, Role, check
from domain.audit import trail
from domain.audit.actions import Action
from domain.database.columns import new_id
from domain.database.engine import Transaction, transaction
from domain.database.refusals import refuse
from domain.decisions.applying import Decision, OptionGone, applied
from domain.decisions.checking import flaw
from domain.decisions.commands_clock import escalated, renewed
from domain.decisions.kinds import QuestionStatus
from domain.decisions.queries import (
    QUESTION_COLUMNS,
    answers_by_question,
    asked_by_question,
    options_by_question,
    question,
    standing,
)
from domain.decisions.rows import AnswerRow, OptionRow, QuestionRow, question_row
from domain.decisions.rules import Answer, Outcome, outcome
from domain.decisions.situation import situation
from domain.demand.commands import Ref, locked
from domain.demand.queries import id_of
from domain.demand.rows import RequestRow
from domain.demand.submission import check_text
from domain.errors import Conflict, Forbidden, NotFound, RuleViolation
from domain.organisation.queries import unit_by_id
from domain.planning.commands import PLAN_LOCK

LONGEST_REASON = 2000

refuse("answer.supersedes", Conflict("Somebody of your unit answered a moment ago. Reload and look again."))


@dataclass(frozen=True, slots=True)
class Put:
    """A locked question with everything that an answer depends on."""

    question: QuestionRow
    request: UUID
    asker: UUID
    options: Sequence[OptionRow]
    asked: tuple[UUID, ...]
    answers: Sequence[AnswerRow]


async def answer_priority_question(actor: Actor, question_: Ref, option: Ref, *, reason: str) -> QuestionRow:
    """Choose an option for every unit asked that the actor decides for; the board chooses once it was escalated.

    When all whom the asking unit's choice concerns chose the same, the choice becomes true in this very deed. When the
    portfolio has moved so far that the option would not do what it says, nothing is decided: the question lapses, a
    fresh one asks again, and Conflict says so. Raises Forbidden, NotFound, RuleViolation, Conflict.
    """
    check(actor, Deed.ANSWER_PRIORITY_QUESTION)
    reason = check_text("reason", "The reason", reason, LONGEST_REASON)
    asked = id_of(question_, "priority question")
    chosen = id_of(option, "option")
    speaker = await _speaking(actor, asked)
    try:
        async with transaction(speaker, Deed.ANSWER_PRIORITY_QUESTION) as tx:
            return await _answered(tx, asked, chosen, reason)
    except OptionGone as gone:
        # Outside the transaction, which is undone: the system asks again with the options of today.
        again = await renewed(asked, because=gone.message)
        raise Conflict(f"{gone.message} {again}") from gone


async def _speaking(actor: Actor, asked: UUID) -> Actor:
    """Who sits on the board and owns a unit too answers an escalated question as the board, with the board's rights."""
    seen = await question(actor, asked)
    if seen.status is QuestionStatus.ESCALATED and actor.holds(Role.BOARD) and actor.holds(Role.OWNER):
        return replace(actor, assignments=tuple(one for one in actor.assignments if one.role is Role.BOARD))
    return actor


async def _answered(tx: Transaction, asked: UUID, chosen: UUID, reason: str) -> QuestionRow:
    put = await _put(tx, asked)
    option = next((one for one in put.options if one.id == chosen), None)
    if option is None:
        raise RuleViolation("This is not an option of the question.", rule="option_of_the_question", path="option")
    counting = standing(put.answers)
    if put.question.closed_at is not None:
        if put.question.outcome == chosen and any(_is_same(one, tx.actor, chosen) for one in counting.values()):
            return put.question  # the same answer once more: a lost reply, sent again
        raise Conflict(_closed(put.question))
    offices = await _offices(tx.actor, put)
    new = {unit: office for unit, office in offices.items() if not _is_same(counting.get(unit), tx.actor, chosen)}
    if not new:
        return put.question
    for unit, office in new.items():
        await _answer_written(tx, put, unit, office, chosen, reason, counting.get(unit))
    await trail.record(
        tx,
        Action.QUESTION_ANSWERED,
        subject_kind="question",
        subject=asked,
        request=put.request,
        before={
            "options": {str(unit or "board"): str(before.option) for unit in new if (before := counting.get(unit))}
        },
        after={
            "number": put.question.number,
            "option": str(chosen),
            "title": option.title,
            "for": [str(unit or "board") for unit in new],
        },
        reason=reason,
        acts_for=next(iter(new.values())).acts_for_id,
    )
    choices = {unit: one.option for unit, one in counting.items()} | dict.fromkeys(new, chosen)
    reached = outcome(
        {str(one.id): one.consents(put.asker) for one in put.options},
        [Answer(None if unit is None else str(unit), str(one)) for unit, one in choices.items()],
        str(put.asker),
    )
    if reached.status is QuestionStatus.DECIDED:
        await _decided(tx, put, reached, next(iter(new.values())), reason)
    elif reached.status is QuestionStatus.ESCALATED:
        await escalated(tx, put.question, because=reached.because)
    return await question(tx.actor, asked)


async def _put(tx: Transaction, asked: UUID) -> Put:
    """The question, held until the deed ends: two answers at once wait for each other."""
    record = await tx.row(f"select {QUESTION_COLUMNS} from priority_question where id = $1 for update", asked)
    if record is None:
        raise NotFound("There is no such priority question.")
    row = question_row(record)
    parties = (await asked_by_question(tx.actor, [asked]))[asked]
    return Put(
        row,
        row.request,
        await tx.value("select unit from request where id = $1", row.request),
        (await options_by_question(tx.actor, [asked]))[asked],
        tuple(one.unit for one in parties if one.unit is not None),
        (await answers_by_question(tx.actor, [asked]))[asked],
    )


def _is_same(given: AnswerRow | None, actor: Actor, chosen: UUID) -> bool:
    return given is not None and given.option == chosen and given.answered_by == actor.person_id


def _closed(row: QuestionRow) -> str:
    if row.status is QuestionStatus.LAPSED:
        return f"Priority question {row.number} has lapsed; reload to see where the request stands."
    return f"Priority question {row.number} has been decided meanwhile. Reload to see how."


async def _offices(actor: Actor, put: Put) -> dict[UUID | None, Assignment]:
    """For whom the actor answers, and by which office. Raises Forbidden that says who may."""
    if put.question.status is QuestionStatus.ESCALATED:
        if not actor.holds(Role.BOARD):
            raise Forbidden("The question was escalated: only the governance board may answer it now.")
        return {None: actor.seat()}
    mine = sorted(actor.unit_ids & set(put.asked), key=lambda unit: (unit != put.asker, unit))
    if not mine:
        names = await unit_by_id(actor, put.asked)
        who = " and ".join(sorted(unit.name for unit in names.values()))
        board = " The governance board may once it is escalated." if actor.holds(Role.BOARD) else ""
        raise Forbidden(f"Only the business owners of {who} may answer this question.{board}")
    return {unit: actor.ownership(unit) for unit in mine}


async def _answer_written(
    tx: Transaction,
    put: Put,
    unit: UUID | None,
    office: Assignment,
    chosen: UUID,
    reason: str,
    before: AnswerRow | None,
) -> None:
    await tx.execute(
        "insert into answer (id, question, option, unit, answered_by, assignment, side, reason, at, supersedes)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        new_id(),
        put.question.id,
        chosen,
        unit,
        tx.actor.person_id,
        office.id,
        office.role.side.value,
        reason,
        tx.now,
        before.id if before else None,
    )


async def _decided(tx: Transaction, put: Put, reached: Outcome, office: Assignment, reason: str) -> None:
    """The choice holds: check it once more against the portfolio of this moment, write what follows, close."""
    await tx.lock(PLAN_LOCK)
    request = await locked(tx, put.request)
    row = next(one for one in put.options if str(one.id) == reached.option)
    made = await _checked(put.question, request, row, office, reason)
    displaced = await applied(tx, made)
    await tx.execute(
        "update priority_question set status = 'decided', outcome = $2, closed_at = $3 where id = $1",
        put.question.id,
        row.id,
        tx.now,
    )
    await trail.record(
        tx,
        Action.QUESTION_DECIDED,
        subject_kind="question",
        subject=put.question.id,
        request=put.request,
        before={"status": put.question.status},
        after={
            "number": put.question.number,
            "option": str(row.id),
            "kind": row.kind,
            "title": row.title,
            "because": reached.because,
            "displaced": [str(one) for one in displaced],
            "price_cents": row.price_cents,
        },
        reason=reason,
        acts_for=office.acts_for_id,
    )


async def _checked(
    row: QuestionRow, request: RequestRow, option: OptionRow, office: Assignment, reason: str
) -> Decision:
    """The option in today's plan. Raises OptionGone that says what has changed."""
    now = await situation()
    if request.id not in now.keys or now.work(request.key) is None:
        raise OptionGone(f"{request.key} is {request.state.spoken} and competes for no capacity any more.")
    today = now.option(option, request.id)
    if wrong := await asyncio.to_thread(flaw, now.problem, now.plan, today):
        raise OptionGone(f"The portfolio has changed since the question was raised: {wrong}.")
    return Decision(row, request, option, today, now, office, reason)
