"""What people say about a request and who hears it: comments, clarification, following. None of it stops anything."""

from uuid import UUID

from domain.actor import Actor, Deed
from domain.audit import trail
from domain.audit.actions import Action
from domain.database.columns import new_id
from domain.database.engine import Transaction, transaction
from domain.database.refusals import refuse
from domain.demand.commands import Ref, followed, locked
from domain.demand.permissions import may_clarify
from domain.demand.queries import request_id
from domain.demand.rows import ClarificationRow, CommentRow, RequestRow
from domain.demand.rules import ENDED
from domain.demand.submission import check_text
from domain.errors import Conflict, Forbidden

_OPEN_ALREADY = "A question about this request is open already; it is answered first."
refuse("clarification.one_open", Conflict(_OPEN_ALREADY))


async def comment(actor: Actor, request: Ref, *, text: str) -> CommentRow:
    """Anyone says something about a request."""
    text = check_text("text", "The comment", text, 8000)
    async with transaction(actor, Deed.COMMENT) as tx:
        said = CommentRow(new_id(), await request_id(request), actor.person_id, text, tx.now)
        await tx.execute(
            "insert into comment (id, request, author, text, at) values ($1, $2, $3, $4, $5)",
            said.id,
            said.request,
            said.author,
            said.text,
            said.at,
        )
        await _record(tx, Action.REQUEST_COMMENTED, said.request, subject=said.id, kind="comment", text=text)
        return said


async def ask_clarification(actor: Actor, request: Ref, *, question: str) -> RequestRow:
    """IT, an owner or the board asks what a request means; it is a flag, and ranking goes on."""
    question = check_text("question", "The question", question, 4000)
    async with transaction(actor, Deed.ASK_CLARIFICATION) as tx:
        about = await locked(tx, request)
        if about.state in ENDED:
            raise Conflict(f"The request is {about.state.spoken}; there is nothing left to clarify.")
        if await tx.value("select true from clarification where request = $1 and answer is null", about.id):
            raise Conflict(_OPEN_ALREADY)
        asked = new_id()
        await tx.execute(
            "insert into clarification (id, request, question, asked_by, asked_at) values ($1, $2, $3, $4, $5)",
            asked,
            about.id,
            question,
            actor.person_id,
            tx.now,
        )
        await _record(tx, Action.CLARIFICATION_ASKED, about.id, subject=asked, kind="clarification", question=question)
        return about


async def answer_clarification(actor: Actor, request: Ref, *, answer: str) -> ClarificationRow:
    """Who brought the request, its sponsor or an owner of the unit answers the open question about it."""
    answer = check_text("answer", "The answer", answer, 4000)
    async with transaction(actor, Deed.ANSWER_CLARIFICATION) as tx:
        about = await locked(tx, request)
        if not may_clarify(actor, about):
            raise Forbidden("Who brought the request, its sponsor or a business owner of the unit answers this.")
        found = await tx.row(
            "update clarification set answer = $2, answered_by = $3, answered_at = $4"
            " where request = $1 and answer is null"
            " returning id, request, question, asked_by, asked_at, answer, answered_by, answered_at",
            about.id,
            answer,
            actor.person_id,
            tx.now,
        )
        if found is None:
            raise Conflict("No question about this request is open.")
        answered = ClarificationRow(**dict(found))
        await _record(
            tx, Action.CLARIFICATION_ANSWERED, about.id, subject=answered.id, kind="clarification", answer=answer
        )
        return answered


async def follow(actor: Actor, request: Ref) -> RequestRow:
    """Anyone hears from now on what becomes of a request. Following twice is following."""
    async with transaction(actor, Deed.FOLLOW) as tx:
        about = await locked(tx, request)
        if await followed(tx, about.id, actor.person_id):
            await _record(tx, Action.REQUEST_FOLLOWED, about.id)
        return about


async def unfollow(actor: Actor, request: Ref) -> RequestRow:
    """Somebody no longer wants to hear what becomes of a request."""
    async with transaction(actor, Deed.UNFOLLOW) as tx:
        about = await locked(tx, request)
        if await tx.execute("delete from follower where request = $1 and person = $2", about.id, actor.person_id):
            await _record(tx, Action.REQUEST_UNFOLLOWED, about.id)
        return about


async def _record(
    tx: Transaction,
    action: Action,
    request: UUID,
    *,
    subject: UUID | None = None,
    kind: str = "request",
    **after: str,
) -> None:
    await trail.record(tx, action, subject_kind=kind, subject=subject or request, request=request, after=after or None)
