"""Signing in and out: a session is a random secret in the browser and its digest here, and ends when the row says so.

The system makes sessions, because who asks has not proved yet who they are; the event names the person.
"""

import hashlib
import secrets
from dataclasses import dataclass
from uuid import UUID

from domain.actor import SYSTEM_ID, Actor, Deed, check
from domain.audit import trail
from domain.audit.actions import Action
from domain.database.columns import new_id
from domain.database.engine import Transaction, transaction, value
from domain.errors import DomainError, NotFound, RuleViolation
from domain.organisation import passwords, rules


class SignInRefused(DomainError):
    """Wrong password, unknown account or somebody no longer active: the answer is the same for all three."""


class TooManySignIns(DomainError):
    """The account or the network address has tried too often; `wait_seconds` until the next try counts."""

    def __init__(self, wait_seconds: int) -> None:
        super().__init__(f"Too many attempts to sign in. Try again in {wait_seconds} seconds.")
        self.wait_seconds = wait_seconds


@dataclass(frozen=True, slots=True)
class Opened:
    """A new session: the secret for the browser's cookie, shown nowhere else."""

    secret: str
    person: UUID


async def sign_in(actor: Actor, *, email: str, password: str, address: str, user_agent: str = "") -> Opened:
    """Open a session for whoever knows the password of the account.

    At most 5 tries a minute for an account and 20 for a network address, counted before any password is checked and
    given back when it was right. Raises SignInRefused, TooManySignIns.
    """
    check(actor, Deed.SIGN_IN)
    counted = _counted(email, address)
    async with transaction(actor, Deed.SIGN_IN) as tx:
        await _count(tx, counted)
        account = await tx.row(
            """select p.id, p.name, c.password_hash from person p left join credential c on c.person = p.id
               where lower(p.email) = lower($1) and p.active""",
            email.strip(),
        )
    # Outside any transaction: the check takes a fifth of a second and must hold no connection.
    known = account["password_hash"] if account else None
    if not await passwords.matches(password, known):
        await _refuse(actor, account["id"] if account else None, address)
        raise SignInRefused("E-mail address and password do not belong together.")
    assert account is not None
    return await open_session(actor, account["id"], user_agent=user_agent, give_back=counted)


async def open_session(
    actor: Actor, person: UUID, *, user_agent: str = "", give_back: tuple[bytes, ...] = ()
) -> Opened:
    """Open a session for somebody who has proved who they are; beyond ten of a person the oldest end.

    `give_back` are the counted tries that turned out to be right. Raises NotFound when the person is not active.
    """
    check(actor, Deed.SIGN_IN)
    async with transaction(_as_person(person), Deed.SIGN_IN) as tx:
        await tx.lock("sessions", person)
        if not await tx.value("select active from person where id = $1", person):
            raise NotFound("There is no such person, or not any more.")
        if give_back:
            await tx.execute(
                "update sign_in_count set tries = greatest(tries - 1, 0) where counted = any($1::bytea[])", give_back
            )
        await tx.execute("delete from sign_in_count where since < $1", tx.now - 10 * rules.SIGN_IN_WINDOW)
        secret, session = secrets.token_urlsafe(32), new_id()
        await tx.execute(
            """insert into session (id, digest, person, created_at, expires_at, user_agent)
               values ($1, $2, $3, $4, $5, $6)""",
            session,
            rules.digest(secret),
            person,
            tx.now,
            rules.session_end(tx.now, tx.now),
            user_agent[:400],
        )
        await tx.execute(
            """update session set ended_at = $2 where id in (
                 select id from session where person = $1 and ended_at is null and expires_at > $2
                 order by created_at desc, id desc offset $3)""",
            person,
            tx.now,
            rules.SESSIONS_PER_PERSON,
        )
        await tx.execute(
            "delete from session where person = $1 and created_at < $2", person, tx.now - 10 * rules.SESSION_ABSOLUTE
        )
        await trail.record(tx, Action.SIGNED_IN, subject_kind="person", subject=person)
        return Opened(secret, person)


async def extend_session(secret: str) -> None:
    """Push the idle end of a session in use, which no event tells. An ended session stays ended."""
    async with transaction(Actor.system(), Deed.SIGN_IN) as tx:
        found = await tx.row(
            "select id, created_at from session where digest = $1 and ended_at is null and expires_at > $2 for update",
            rules.digest(secret),
            tx.now,
        )
        if found is not None:
            await tx.execute(
                "update session set expires_at = $2 where id = $1 and ended_at is null",
                found["id"],
                rules.session_end(found["created_at"], tx.now),
            )


async def sign_out(actor: Actor, secret: str) -> bool:
    """End the session at once, also for requests of it that are still running; True if there was one."""
    check(actor, Deed.SIGN_OUT)
    person = await value("select person from session where digest = $1", rules.digest(secret))
    if person is None:
        return False
    async with transaction(_as_person(person), Deed.SIGN_OUT) as tx:
        ended = await tx.execute(
            "update session set ended_at = $2 where digest = $1 and ended_at is null and expires_at > $2",
            rules.digest(secret),
            tx.now,
        )
        if not ended:
            return False
        await trail.record(tx, Action.SIGNED_OUT, subject_kind="person", subject=person)
        return True


async def change_password(actor: Actor, *, current: str, new: str) -> None:
    """Choose a new password, knowing the present one; all sessions of the person end.

    Raises SignInRefused when the present one is wrong, RuleViolation when the new one is too short or the same.
    """
    check(actor, Deed.CHANGE_PASSWORD)
    rules.check_password(new, path="new")
    if current == new:
        raise RuleViolation("Choose a password that is not the present one.", rule="password", path="new")
    async with transaction(actor, Deed.CHANGE_PASSWORD) as tx:
        await _count(tx, _counted(f"change:{actor.person_id}", ""))
        known = await tx.value("select password_hash from credential where person = $1", actor.person_id)
    if not await passwords.matches(current, known):
        raise SignInRefused("The present password is not right.")
    replacement = await passwords.hashed(new)
    async with transaction(actor, Deed.CHANGE_PASSWORD) as tx:
        await tx.execute(
            "update credential set password_hash = $2, changed_at = $3 where person = $1",
            actor.person_id,
            replacement,
            tx.now,
        )
        await tx.execute(
            "update session set ended_at = $2 where person = $1 and ended_at is null", actor.person_id, tx.now
        )
        await trail.record(tx, Action.PASSWORD_CHANGED, subject_kind="person", subject=actor.person_id)


async def _count(tx: Transaction, counted: tuple[bytes, ...]) -> None:
    """Count one try for the account and for the address, in one statement that parallel tries queue up at.

    Raises TooManySignIns.
    """
    found = await tx.rows(
        """insert into sign_in_count as c (id, counted, since, tries)
           select id, counted, $3, 1 from unnest($1::uuid[], $2::bytea[]) as given(id, counted) order by counted
           on conflict (counted) do update set
             since = case when c.since <= $3 - $4::interval then $3 else c.since end,
             tries = case when c.since <= $3 - $4::interval then 1 else c.tries + 1 end
           returning counted, since, tries""",
        [new_id() for _ in counted],
        counted,
        tx.now,
        rules.SIGN_IN_WINDOW,
    )
    limits = dict(zip(counted, (rules.SIGN_INS_PER_ACCOUNT, rules.SIGN_INS_PER_ADDRESS), strict=False))
    waits = [
        (each["since"] + rules.SIGN_IN_WINDOW - tx.now).total_seconds()
        for each in found
        if each["tries"] > limits[each["counted"]]
    ]
    if waits:
        raise TooManySignIns(max(1, round(max(waits))))


def _counted(email: str, address: str) -> tuple[bytes, ...]:
    """The two things that are counted, in the order of their limits."""
    account = hashlib.sha256(f"account:{email.strip().lower()}".encode()).digest()
    return (account, hashlib.sha256(f"address:{address}".encode()).digest()) if address else (account,)


async def _refuse(actor: Actor, person: UUID | None, address: str) -> None:
    async with transaction(actor, Deed.SIGN_IN) as tx:
        await trail.record(
            tx,
            Action.SIGN_IN_REFUSED,
            subject_kind="person",
            subject=person or SYSTEM_ID,
            after={"address": address, "account": "known" if person else "unknown"},
        )


def _as_person(person: UUID) -> Actor:
    """The system, letting this person in: the event then says who came."""
    return Actor(person, "", is_system=True)
