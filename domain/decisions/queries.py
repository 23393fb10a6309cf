"""Reading priority questions. Everyone signed in sees every question, its options, its answers and their reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.actor import Actor, Role
from domain.database.engine import row, rows, value
from domain.database.grouping import grouped
from domain.decisions.kinds import QuestionStatus
from domain.decisions.rows import (
    AnswerRow,
    AskedRow,
    OptionRow,
    QuestionRow,
    columns_of,
    option_row,
    question_row,
)
from domain.demand.queries import id_of
from domain.errors import NotFound

QUESTION_COLUMNS = columns_of(QuestionRow)
OPTION_COLUMNS = columns_of(OptionRow)
ANSWER_COLUMNS = f"{columns_of(AnswerRow, 'answer.', without=('acts_for',))}, assignment.acts_for"
ANSWERS = f"select {ANSWER_COLUMNS} from answer join assignment on assignment.id = answer.assignment"


async def question(actor: Actor, ref: str | UUID) -> QuestionRow:
    """One question by its id. Raises NotFound."""
    found = await row(
        f"select {QUESTION_COLUMNS} from priority_question where id = $1", id_of(ref, "priority question")
    )
    if found is None:
        raise NotFound("There is no such priority question.")
    return question_row(found)


async def questions_by_id(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, QuestionRow]:
    found = await rows(f"select {QUESTION_COLUMNS} from priority_question where id = any($1)", list(ids))
    return {read["id"]: question_row(read) for read in found}


async def questions_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, tuple[QuestionRow, ...]]:
    """All questions about each request, the newest first."""
    found = await rows(
        f"select {QUESTION_COLUMNS} from priority_question where request = any($1) order by number desc", list(ids)
    )
    return grouped(((read["request"], question_row(read)) for read in found), ids)


async def open_question_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, QuestionRow]:
    """The question about each request that nobody has decided yet, where there is one."""
    found = await rows(
        f"select {QUESTION_COLUMNS} from priority_question where request = any($1) and closed_at is null", list(ids)
    )
    return {read["request"]: question_row(read) for read in found}


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """Some questions, the newest first; `total` counts all that the filter lets through."""

    items: tuple[QuestionRow, ...]
    has_next: bool
    total: int


async def priority_questions(
    actor: Actor,
    *,
    status: QuestionStatus | None = None,
    waiting_for_me: bool = False,
    first: int = 50,
    after: int | None = None,
) -> QuestionPage:
    """A page of questions below the number `after`. `waiting_for_me`: those that the actor's answer is missing to."""
    conditions, args = ["true"], list[object]()
    if status is not None:
        args.append(status.value)
        conditions.append(f"status = ${len(args)}")
    if waiting_for_me:
        args += [list(actor.unit_ids), actor.holds(Role.BOARD)]
        conditions.append(
            "(status = 'open' and exists (select from asked_party p where p.question = priority_question.id"
            f" and p.unit = any(${len(args) - 1}::uuid[]) and not exists (select from answer a"
            f" where a.question = p.question and a.unit = p.unit)) or status = 'escalated' and ${len(args)})"
        )
    total: int = await value(f"select count(*) from priority_question where {' and '.join(conditions)}", *args)
    if after is not None:
        args.append(after)
        conditions.append(f"number < ${len(args)}")
    args.append(first + 1)
    found = await rows(
        f"select {QUESTION_COLUMNS} from priority_question where {' and '.join(conditions)}"
        f" order by number desc limit ${len(args)}",
        *args,
    )
    return QuestionPage(tuple(question_row(read) for read in found[:first]), len(found) > first, total)


async def options_by_question(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, tuple[OptionRow, ...]]:
    """The options of each question, the best of each family first."""
    found = await rows(
        f"select {OPTION_COLUMNS} from question_option where question = any($1) order by question, number", list(ids)
    )
    return grouped(((read["question"], option_row(read)) for read in found), ids)


async def options_by_id(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, OptionRow]:
    found = await rows(f"select {OPTION_COLUMNS} from question_option where id = any($1)", list(ids))
    return {read["id"]: option_row(read) for read in found}


async def asked_by_question(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, tuple[AskedRow, ...]]:
    """Who was asked, in the order in which they were asked: the request's own unit first, the board last."""
    found = await rows(
        f"select {columns_of(AskedRow, 'p.')} from asked_party p join priority_question q on q.id = p.question"
        " join request r on r.id = q.request left join unit u on u.id = p.unit"
        " where p.question = any($1) order by p.asked_at, u.id is null, u.id <> r.unit, u.name, u.id",
        list(ids),
    )
    return grouped(((read["question"], AskedRow(**dict(read))) for read in found), ids)


async def answers_by_question(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, tuple[AnswerRow, ...]]:
    """Every answer that was given, changes of mind included, the oldest first."""
    found = await rows(
        f"{ANSWERS} where answer.question = any($1) order by answer.at, answer.supersedes is not null, answer.id",
        list(ids),
    )
    return grouped(((read["question"], AnswerRow(**dict(read))) for read in found), ids)


def standing(answers: Sequence[AnswerRow]) -> dict[UUID | None, AnswerRow]:
    """The answer of each party that counts: of a unit, or of the board (None)."""
    superseded = {one.supersedes for one in answers}
    return {one.unit: one for one in answers if one.id not in superseded}
