"""Who may answer a priority question as it stands. Pure; the command checks again, the database a third time."""

from collections.abc import Collection
from uuid import UUID

from domain.actor import Actor, Deed, Role, may
from domain.decisions.kinds import QuestionStatus


def answering_units(actor: Actor, status: QuestionStatus, asked: Collection[UUID]) -> tuple[UUID, ...]:
    """The units asked for which this person may answer now: as owner or as an owner's deputy, while it is open."""
    if status is not QuestionStatus.OPEN or not may(actor, Deed.ANSWER_PRIORITY_QUESTION):
        return ()
    return tuple(sorted(actor.unit_ids & set(asked)))


def answers_as_board(actor: Actor, status: QuestionStatus) -> bool:
    """The board answers what was escalated, and nothing else."""
    return status is QuestionStatus.ESCALATED and actor.holds(Role.BOARD) and may(actor, Deed.ANSWER_PRIORITY_QUESTION)


def may_answer(actor: Actor, status: QuestionStatus, asked: Collection[UUID]) -> bool:
    """Whether this person's answer counts now. Whoever is asked may choose any option: another one is a refusal."""
    return bool(answering_units(actor, status, asked)) or answers_as_board(actor, status)
