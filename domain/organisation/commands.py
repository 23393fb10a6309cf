"""People, units and teams come into being, and people choose how they are addressed."""

from uuid import UUID

from domain.actor import Actor, Deed, check
from domain.audit import trail
from domain.audit.actions import Action
from domain.database.columns import new_id
from domain.database.engine import Transaction, transaction
from domain.database.refusals import refuse
from domain.errors import Conflict, NotFound, RuleViolation
from domain.organisation import passwords, rules

refuse("person.one_email", Conflict("Somebody with this e-mail address is already here."))
refuse("unit.code", Conflict("Another unit already has this code."))
refuse("team.code", Conflict("Another team already has this code."))


async def add_person(
    actor: Actor, *, name: str, email: str, password: str | None = None, locale: str = "en", time_zone: str = "UTC"
) -> UUID:
    """Add somebody who may sign in: with a password, or through single sign-on only."""
    check(actor, Deed.ADD_PERSON)
    if password is not None:
        rules.check_password(password)
    # Hashed before the transaction opens: no connection waits for it.
    password_hash = await passwords.hashed(password) if password is not None else None
    async with transaction(actor, Deed.ADD_PERSON) as tx:
        return await added_person(
            tx, name=name, email=email, password_hash=password_hash, locale=locale, time_zone=time_zone
        )


async def added_person(
    tx: Transaction, *, name: str, email: str, password_hash: str | None, locale: str = "en", time_zone: str = "UTC"
) -> UUID:
    """Somebody new, within the deed that calls for it."""
    person = new_id()
    name, email = rules.normal_name(name), rules.normal_email(email)
    await tx.execute(
        "insert into person (id, email, name, locale, time_zone, active, created_at) values ($1,$2,$3,$4,$5,true,$6)",
        person,
        email,
        name,
        locale,
        time_zone,
        tx.now,
    )
    if password_hash is not None:
        await tx.execute(
            "insert into credential (person, password_hash, changed_at) values ($1,$2,$3)",
            person,
            password_hash,
            tx.now,
        )
    await trail.record(
        tx, Action.PERSON_ADDED, subject_kind="person", subject=person, after={"name": name, "email": email}
    )
    return person


async def add_unit(actor: Actor, *, code: str, name: str) -> UUID:
    """Add a business unit."""
    async with transaction(actor, Deed.ADD_UNIT) as tx:
        unit, code, name = new_id(), rules.normal_code(code), rules.normal_name(name)
        await tx.execute("insert into unit (id, code, name, created_at) values ($1,$2,$3,$4)", unit, code, name, tx.now)
        await trail.record(tx, Action.UNIT_ADDED, subject_kind="unit", subject=unit, after={"code": code, "name": name})
        return unit


async def add_team(actor: Actor, *, code: str, name: str, day_rate_cents: int) -> UUID:
    """Add a delivery team with the price of one of its person-days in cents."""
    async with transaction(actor, Deed.ADD_TEAM) as tx:
        if day_rate_cents < 0:
            raise RuleViolation("A day rate is not negative.", rule="day_rate", path="dayRate")
        team, code, name = new_id(), rules.normal_code(code), rules.normal_name(name)
        await tx.execute(
            "insert into team (id, code, name, day_rate_cents, created_at) values ($1,$2,$3,$4,$5)",
            team,
            code,
            name,
            day_rate_cents,
            tx.now,
        )
        await trail.record(
            tx,
            Action.TEAM_ADDED,
            subject_kind="team",
            subject=team,
            after={"code": code, "name": name, "day_rate_cents": day_rate_cents},
        )
        return team


async def set_preferences(actor: Actor, *, locale: str | None = None, time_zone: str | None = None) -> None:
    """Choose one's own language and time zone; what is not given stays."""
    async with transaction(actor, Deed.SET_PREFERENCES) as tx:
        wanted = {
            name: given
            for name, given in (
                ("locale", rules.known_locale(locale) if locale is not None else None),
                ("time_zone", rules.known_time_zone(time_zone) if time_zone is not None else None),
            )
            if given is not None
        }
        before = await tx.row("select locale, time_zone from person where id = $1 for update", actor.person_id)
        if before is None:
            raise NotFound("There is no such person.")
        after = {**before, **wanted}
        await tx.execute(
            "update person set locale = $2, time_zone = $3 where id = $1",
            actor.person_id,
            after["locale"],
            after["time_zone"],
        )
        await trail.record(
            tx,
            Action.PREFERENCES_SET,
            subject_kind="person",
            subject=actor.person_id,
            before=dict(before),
            after=after,
        )
