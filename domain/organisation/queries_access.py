"""Who stands behind a cookie or a token, and the tokens of a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.actor import Actor, Role
from domain.database import clock
from domain.database.engine import row, rows
from domain.organisation import rules
from domain.organisation.queries import actor_from

# $1 is the digest, $2 the present. One question answers who it is and what they may do, anew for each request.
_WITH_ROLES = """select p.id as person_id, p.name, held.*, a.id, a.role, a.unit, a.team, a.acts_for
    from held join person p on p.id = held.person and p.active
    left join assignment a on a.person = p.id and a.from_at <= $2 and (a.until_at is null or a.until_at > $2)
    order by a.id"""


@dataclass(frozen=True, slots=True)
class Access:
    """An actor who came with a session; `due` when the session's idle end should be pushed."""

    actor: Actor
    due: bool = False


@dataclass(frozen=True, slots=True)
class ApiTokenRow:
    """A token as it may be shown: never its secret."""

    id: UUID
    person: UUID
    name: str
    prefix: str
    scopes: tuple[str, ...] | None
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None


async def access_by_session(secret: str) -> Access | None:
    """The actor behind a session cookie; None when it is unknown, over, signed out or of somebody not active."""
    now = clock.now()
    found = await rows(
        f"""with held as (
              select person, created_at as since, expires_at as ends from session
              where digest = $1 and ended_at is null and expires_at > $2)
            {_WITH_ROLES}""",
        rules.digest(secret),
        now,
    )
    if not found:
        return None
    until = rules.session_end(found[0]["since"], now)
    return Access(actor_from(found), due=until - found[0]["ends"] >= rules.SESSION_STEP)


async def actor_by_token(secret: str) -> Actor | None:
    """The actor behind an API token, narrowed to its scopes; None when it is unknown, expired or revoked."""
    if not secret.startswith(rules.TOKEN_MARK):
        return None
    found = await rows(
        f"""with held as (
              select person, scopes from api_token
              where digest = $1 and revoked_at is null and (expires_at is null or expires_at > $2))
            {_WITH_ROLES}""",
        rules.digest(secret),
        clock.now(),
    )
    return actor_from(found, scopes=found[0]["scopes"]) if found else None


async def tokens_by_person(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, tuple[ApiTokenRow, ...]]:
    """The tokens that are not revoked, the newest first: one's own, or anybody's for an administrator."""
    seen = [each for each in ids if each == actor.person_id or actor.holds(Role.ADMIN)]
    found = await rows(
        """select id, person, name, prefix, scopes, created_at, expires_at, revoked_at from api_token
           where person = any($1::uuid[]) and revoked_at is null order by created_at desc, id desc""",
        seen,
    )
    tokens: dict[UUID, tuple[ApiTokenRow, ...]] = {}
    for each in found:
        shown = ApiTokenRow(**{**each, "scopes": None if each["scopes"] is None else tuple(each["scopes"])})
        tokens[each["person"]] = (*tokens.get(each["person"], ()), shown)
    return tokens


async def token_of(actor: Actor, token: UUID) -> ApiTokenRow | None:
    """One token, revoked or not, for its person or an administrator."""
    found = await row(
        """select id, person, name, prefix, scopes, created_at, expires_at, revoked_at from api_token
           where id = $1 and (person = $2 or $3)""",
        token,
        actor.person_id,
        actor.holds(Role.ADMIN),
    )
    if found is None:
        return None
    return ApiTokenRow(**{**found, "scopes": None if found["scopes"] is None else tuple(found["scopes"])})
