"""People from a directory, with their roles. Nobody comes to be on the business side and the IT side at once.

Who is gone from the file keeps account and roles: ending them is a deed of its own, and an import decides about nobody.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from domain.actor import Actor, Role
from domain.audit import trail
from domain.audit.actions import Action
from domain.audit.trail import Entry
from domain.database import clock
from domain.database.engine import Transaction, rows
from domain.errors import RuleViolation
from domain.exchange.bringing import Bringing, UnitsNamed, Weighed, shortened
from domain.exchange.meanings import RowError
from domain.exchange.rules import Record
from domain.exchange.sheet import plain
from domain.organisation import rules
from domain.organisation.commands import added_person
from domain.organisation.commands_roles import assigned
from domain.organisation.queries import teams, units

_WORDS = {
    Role.REQUESTER: "requester, user, employee, none, anforderer, mitarbeiter, demandeur, aucun, -",
    Role.OWNER: "owner, business owner, unit owner, sponsor, fachverantwortlicher, verantwortlicher, responsable",
    Role.IT: "it, it staff, team member, developer, it mitarbeiter, informatique",
    Role.BOARD: "board, governance board, board member, gremium, portfolio board, comité",
    Role.ADMIN: "admin, administrator, administrateur",
}
_ROLES = {word.strip(): role for role, words in _WORDS.items() for word in words.split(",")}


@dataclass(frozen=True, slots=True)
class _Office:
    """A role of a unit or a team."""

    role: Role
    unit: UUID | None = None
    team: UUID | None = None


@dataclass(slots=True)
class _Plan:
    offices: dict[str, list[_Office]] = field(default_factory=dict)
    known: dict[str, UUID] = field(default_factory=dict)
    held: dict[UUID, list[tuple[_Office, rules.Held]]] = field(default_factory=dict)


async def weighed_people(actor: Actor, bringing: Bringing) -> Weighed:
    """What the rows mean as people and roles, and where a role is not known or on the other side."""
    named = UnitsNamed(await units(actor))
    team_ids = {}
    for team in await teams(actor):
        team_ids[plain(team.name)] = team_ids[plain(team.code)] = team.id
    plan = await _found([str(record.values["email"]) for record, _ in bringing.said])
    errors: list[RowError] = []
    for record, _ in bringing.said:
        plan.offices[record.key] = offices = []
        for word in re.split(r"\s*[,;/+&]\s*", plain(str(record.values.get("role") or "requester"))):
            role = _ROLES.get(word)
            if role is None:
                choices = "requester, business owner, IT staff, board or administrator"
                errors.append(bringing.error(record, "role", f"is no role here; write {choices}."))
            elif role is not Role.REQUESTER and (office := _office(bringing, record, role, named, team_ids, errors)):
                offices.append(office)
        errors += _two_sided(bringing, record, plan)
    created = {"units": named.spoken} if named.planned else {}
    new = [record for record, _ in bringing.said if str(record.values["email"]) not in plan.known]
    notes = (f"{len(new)} people get no password; they sign in by single sign-on.",) if new else ()
    return Weighed(partial(_brought, bringing, plan, named), tuple(errors), notes, created)


async def _found(emails: list[str]) -> _Plan:
    """Who of these is here already, and in which roles now or later."""
    plan = _Plan()
    for each in await rows(
        "select p.id, lower(p.email) as email, a.role, a.unit, a.team, a.from_at, a.until_at,"
        " coalesce(u.name, t.name, '') as of_name"
        " from person p left join assignment a on a.person = p.id and (a.until_at is null or a.until_at > $2)"
        " left join unit u on u.id = a.unit left join team t on t.id = a.team"
        " where lower(p.email) = any($1::text[])",
        emails,
        clock.now(),
    ):
        plan.known[each["email"]] = each["id"]
        if each["role"] is not None:
            role = Role(each["role"])
            held = rules.Held(role, each["from_at"], each["until_at"], each["of_name"])
            plan.held.setdefault(each["id"], []).append((_Office(role, each["unit"], each["team"]), held))
    return plan


def _office(
    bringing: Bringing,
    record: Record,
    role: Role,
    named: UnitsNamed,
    team_ids: Mapping[str, UUID],
    errors: list[RowError],
) -> _Office | None:
    if role is Role.OWNER:
        name = record.values.get("unit")
        unit = named.unit(None, name if isinstance(name, str) else None)
        if unit is None:
            errors.append(bringing.error(record, "unit", "is empty; a business owner is owner of a unit."))
            return None
        return _Office(role, unit=unit)
    if role is Role.IT:
        team = team_ids.get(plain(str(record.values.get("team") or "")))
        if team is None:
            errors.append(bringing.error(record, "team", "is no team here; add it first, with its day rate."))
            return None
        return _Office(role, team=team)
    return _Office(role)


def _two_sided(bringing: Bringing, record: Record, plan: _Plan) -> list[RowError]:
    """The refusal of a role that meets one of the other side, held already or given by the same row."""
    now = clock.now()
    person = plan.known.get(str(record.values["email"]))
    held = [one for _, one in plan.held.get(person, [])] if person else []
    for office in plan.offices[record.key]:
        try:
            rules.check_one_side(str(record.values["name"]), office.role, now, None, held)
        except RuleViolation as refused:
            return [bringing.error(record, "role", refused.message)]
        held.append(rules.Held(office.role, now, None))
    return []


async def _brought(bringing: Bringing, plan: _Plan, named: UnitsNamed, tx: Transaction) -> Mapping[str, UUID]:
    await named.create(tx)
    people: dict[str, UUID] = {}
    for record, changes in bringing.said:
        email, name = str(record.values["email"]), shortened(str(record.values["name"]), 160)
        person = plan.known.get(email)
        if person is None:
            person = await added_person(tx, name=name, email=email, password_hash=None)
        elif any(change.field == "name" for change in changes):
            await _renamed(tx, person, name)
        people[record.key] = person
        held = {office for office, _ in plan.held.get(person, [])}
        for office in plan.offices[record.key]:
            if office not in held:
                await assigned(
                    tx,
                    Action.ROLE_ASSIGNED,
                    person=person,
                    role=office.role,
                    unit=office.unit,
                    team=office.team,
                    from_at=tx.now,
                )
    return people


async def _renamed(tx: Transaction, person: UUID, name: str) -> None:
    before = await tx.value("select name from person where id = $1 for update", person)
    await tx.execute("update person set name = $2 where id = $1", person, name)
    entry = Entry(person, before={"name": before}, after={"name": name})
    await trail.record_many(tx, Action.PERSON_RENAMED, subject_kind="person", entries=[entry])
