"""Requests being written. A draft is its author's alone: the trail says that it was saved, never what it says."""

from collections.abc import Mapping
from json import dumps
from typing import Any

from domain.actor import Actor, Deed
from domain.audit import trail
from domain.audit.actions import Action
from domain.database.columns import new_id
from domain.database.engine import transaction
from domain.demand.commands import Ref
from domain.demand.queries import draft as own_draft
from domain.demand.rows import DraftRow
from domain.errors import RuleViolation

MOST_CHARACTERS = 100_000
MOST_DRAFTS = 50


async def save_draft(actor: Actor, content: Mapping[str, Any], *, draft: Ref | None = None) -> DraftRow:
    """Keep a form as it is typed, in a new draft or in the one named. Raises NotFound for a draft of somebody else."""
    kept = dict(content)
    if len(dumps(kept, default=str)) > MOST_CHARACTERS:
        raise RuleViolation("The draft is too long to keep.", rule="draft_length", path="input")
    async with transaction(actor, Deed.SAVE_DRAFT) as tx:
        if draft is None:
            if await tx.value("select count(*) from draft where author = $1", actor.person_id) >= MOST_DRAFTS:
                raise RuleViolation(f"You keep {MOST_DRAFTS} drafts; discard one first.", rule="draft_count")
            saved = DraftRow(new_id(), kept, tx.now)
            await tx.execute(
                "insert into draft (id, author, content, saved_at) values ($1, $2, $3, $4)",
                saved.id,
                actor.person_id,
                kept,
                tx.now,
            )
        else:
            saved = DraftRow((await own_draft(actor, draft)).id, kept, tx.now)
            await tx.execute("update draft set content = $2, saved_at = $3 where id = $1", saved.id, kept, tx.now)
        await trail.record(tx, Action.DRAFT_SAVED, subject_kind="draft", subject=saved.id)
        return saved


async def discard_draft(actor: Actor, draft: Ref) -> DraftRow:
    """The author throws a draft away."""
    async with transaction(actor, Deed.DISCARD_DRAFT) as tx:
        thrown = await own_draft(actor, draft)
        await tx.execute("delete from draft where id = $1", thrown.id)
        await trail.record(tx, Action.DRAFT_DISCARDED, subject_kind="draft", subject=thrown.id)
        return thrown
