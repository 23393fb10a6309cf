"""API tokens: a program acts as its person, with no more than the scopes that the token has."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.actor import Actor, Deed, Role
from domain.audit import trail
from domain.audit.actions import Action
from domain.database.columns import new_id
from domain.database.engine import transaction
from domain.errors import Conflict, Forbidden, NotFound, RuleViolation
from domain.organisation import rules

PREFIX_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Created:
    """A new token: the secret is known only here and now."""

    id: UUID
    secret: str


async def create_api_token(
    actor: Actor, *, name: str, scopes: Iterable[str] | None = None, expires_at: datetime | None = None
) -> Created:
    """Make a token for one's own programs; `scopes` None gives all that the person may do, now and later.

    Raises RuleViolation for unknown scopes or an end in the past; Forbidden when a token would make a wider one.
    """
    async with transaction(actor, Deed.CREATE_API_TOKEN) as tx:
        wanted = None if scopes is None else sorted(set(scopes))
        rules.check_scopes(wanted)
        if wanted == []:
            raise RuleViolation("A token needs at least one scope.", rule="scopes", path="scopes")
        if actor.scopes is not None and (wanted is None or not set(wanted) <= actor.scopes):
            raise Forbidden("A token makes no token that may do more than itself: sign in to make one.")
        if expires_at is not None and expires_at <= tx.now:
            raise RuleViolation("This end is already over.", rule="period", path="expiresAt")
        token, secret = new_id(), rules.TOKEN_MARK + secrets.token_urlsafe(32)
        called = rules.normal_name(name, longest=80)
        await tx.execute(
            """insert into api_token (id, digest, prefix, person, name, scopes, created_at, expires_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8)""",
            token,
            rules.digest(secret),
            secret[:PREFIX_LENGTH],
            actor.person_id,
            called,
            wanted,
            tx.now,
            expires_at,
        )
        await trail.record(
            tx,
            Action.TOKEN_CREATED,
            subject_kind="api_token",
            subject=token,
            after={"name": called, "scopes": wanted, "expires_at": expires_at and expires_at.isoformat()},
        )
        return Created(token, secret)


async def revoke_api_token(actor: Actor, token: UUID) -> None:
    """End a token at once: one's own, or anybody's as an administrator. Raises NotFound, Conflict."""
    async with transaction(actor, Deed.REVOKE_API_TOKEN) as tx:
        found = await tx.row("select person, name, revoked_at from api_token where id = $1 for update", token)
        if found is None or not (found["person"] == actor.person_id or actor.holds(Role.ADMIN)):
            raise NotFound("There is no such token.")
        if found["revoked_at"] is not None:
            raise Conflict("This token has been revoked already.")
        await tx.execute("update api_token set revoked_at = $2 where id = $1", token, tx.now)
        await trail.record(
            tx, Action.TOKEN_REVOKED, subject_kind="api_token", subject=token, after={"name": found["name"]}
        )
