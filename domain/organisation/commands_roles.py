"""The roles over time: who may decide, who may state facts, and who stands in for whom.

Administrators assign; owners and board members name their own deputies. Nobody is ever on the business side and the IT
side at the same time: the rule says it, the table's exclusion constraint keeps it.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from domain.actor import Actor, Assignment, Deed, Role, check
from domain.audit import trail
from domain.audit.actions import Action
from domain.database.columns import new_id
from domain.database.engine import Transaction, transaction
from domain.database.refusals import refuse
from domain.errors import Conflict, Forbidden, NotFound, RuleViolation
from domain.organisation import passwords, queries, rules
from domain.organisation.commands import added_person
from domain.organisation.queries import AssignmentRow
from domain.wording import day_name

refuse(
    "assignment.one_side",
    lambda: RuleViolation(
        "This person is on the other side at that time: the business decides priorities, IT never does.",
        rule="one_side",
        path="role",
    ),
)


async def assign_role(
    actor: Actor,
    person: UUID,
    role: Role,
    *,
    unit: UUID | None = None,
    team: UUID | None = None,
    from_at: datetime | None = None,
    until_at: datetime | None = None,
) -> UUID:
    """Give somebody a role from now or `from_at` on.

    Raises NotFound, Conflict when the person already holds just this role then, RuleViolation when it is of the other
    side than a role held at the same time.
    """
    async with transaction(actor, Deed.ASSIGN_ROLE) as tx:
        begins = from_at or tx.now
        rules.check_scope(role, unit=unit is not None, team=team is not None)
        rules.check_period(begins, until_at, now=tx.now)
        await check_free(tx, person, role, unit, team, begins, until_at)
        return await assigned(
            tx, Action.ROLE_ASSIGNED, person=person, role=role, unit=unit, team=team, from_at=begins, until_at=until_at
        )


async def name_deputy(
    actor: Actor, deputy: UUID, *, from_at: datetime, until_at: datetime, unit: UUID | None = None
) -> UUID:
    """Let somebody decide in the actor's place for a while: as owner of a unit, or on the board when no unit is given.

    A deputy names no deputy, and IT staff are refused. An owner of just one unit need not say which.
    Raises Forbidden, NotFound, Conflict, RuleViolation.
    """
    async with transaction(actor, Deed.NAME_DEPUTY) as tx:
        rules.check_period(from_at, until_at, now=tx.now)
        if deputy == actor.person_id:
            raise RuleViolation("Name somebody else as your deputy.", rule="not_oneself", path="deputy")
        office = _office(actor, unit)
        ends = await tx.value("select until_at from assignment where id = $1", office.id)
        if ends is not None and until_at > ends:
            raise RuleViolation(
                f"Your own role ends on {day_name(ends)}; a deputy cannot stand in for longer.",
                rule="deputy_period",
                path="until",
            )
        await check_free(tx, deputy, office.role, office.unit_id, None, from_at, until_at, standing_in=True)
        return await assigned(
            tx,
            Action.DEPUTY_NAMED,
            person=deputy,
            role=office.role,
            unit=office.unit_id,
            acts_for=actor.person_id,
            from_at=from_at,
            until_at=until_at,
        )


def _office(actor: Actor, unit: UUID | None) -> Assignment:
    """The actor's own role for which a deputy is named. Raises Forbidden, RuleViolation."""
    own = [a for a in actor.assignments if a.acts_for_id is None and a.role in (Role.OWNER, Role.BOARD)]
    if unit is not None:
        own = [a for a in own if a.unit_id == unit]
    elif any(a.role is Role.BOARD for a in own):
        own = [a for a in own if a.role is Role.BOARD]
    if not own:
        raise Forbidden("You name a deputy only for your own role: the owner of the unit may, or the board member.")
    if len(own) > 1:
        raise RuleViolation("Say for which of your units.", rule="which_unit", path="unit")
    return own[0]


async def end_assignment(actor: Actor, assignment: UUID) -> None:
    """Take a role away from now on; what was decided under it stays. The deputies named for it end with it.

    Raises NotFound, Conflict when it has ended already.
    """
    async with transaction(actor, Deed.END_ASSIGNMENT) as tx:
        found = await tx.row(f"select {queries.ASSIGNMENT} from assignment a where a.id = $1 for update", assignment)
        if found is None:
            raise NotFound("There is no such role.")
        ended = AssignmentRow.of(found)
        if ended.until_at is not None and ended.until_at <= tx.now:
            raise Conflict("This role has ended already.")
        deputies: Sequence[AssignmentRow] = ()
        if ended.acts_for is None and ended.role in (Role.OWNER, Role.BOARD):
            deputies = [
                AssignmentRow.of(each)
                for each in await tx.rows(
                    f"""select {queries.ASSIGNMENT} from assignment a
                        where a.acts_for = $1 and a.role = $2 and a.unit is not distinct from $3
                          and (a.until_at is null or a.until_at > $4) order by a.id for update""",
                    ended.person,
                    ended.role.value,
                    ended.unit,
                    tx.now,
                )
            ]
        for each in (ended, *deputies):
            # A role that never began ends as it would have begun: an empty period.
            until_at = max(tx.now, each.from_at)
            await tx.execute("update assignment set until_at = $2 where id = $1", each.id, until_at)
            await trail.record(
                tx,
                Action.ASSIGNMENT_ENDED,
                subject_kind="person",
                subject=each.person,
                before=_facts(each.role, each.unit, each.team, each.from_at, each.until_at),
                after=_facts(each.role, each.unit, each.team, each.from_at, until_at),
            )


async def found_administrator(actor: Actor, *, name: str, email: str, password: str | None = None) -> UUID:
    """Let the system appoint the first administrator of a new installation, who then adds everybody else.

    Raises Conflict once there is an administrator.
    """
    check(actor, Deed.FOUND_INSTALLATION)
    if password is not None:
        rules.check_password(password)
    password_hash = await passwords.hashed(password) if password is not None else None
    async with transaction(actor, Deed.FOUND_INSTALLATION) as tx:
        await tx.lock("first-administrator")
        if await tx.value("select exists (select 1 from assignment where role = 'admin')"):
            raise Conflict("This installation already has an administrator.")
        person = await added_person(tx, name=name, email=email, password_hash=password_hash)
        await assigned(tx, Action.ROLE_ASSIGNED, person=person, role=Role.ADMIN, from_at=tx.now)
        return person


async def check_free(
    tx: Transaction,
    person: UUID,
    role: Role,
    unit: UUID | None,
    team: UUID | None,
    from_at: datetime,
    until_at: datetime | None,
    *,
    standing_in: bool = False,
) -> None:
    """The person exists, is active, and may hold this role then. Two who ask about one person queue up."""
    await tx.lock("roles", person)
    name = await tx.value("select name from person where id = $1 and active", person)
    if name is None:
        raise NotFound("There is no such person, or not any more.")
    for table, scope in (("unit", unit), ("team", team)):
        if scope is not None and not await tx.value(f"select exists (select 1 from {table} where id = $1)", scope):
            raise NotFound(f"There is no such {table}.")
    held = await tx.rows(
        """select a.role, a.from_at, a.until_at, a.unit, a.team, coalesce(u.name, t.name, '') as of_name
           from assignment a left join unit u on u.id = a.unit left join team t on t.id = a.team
           where a.person = $1 and (a.until_at is null or a.until_at > $2) order by a.from_at, a.id""",
        person,
        from_at,
    )
    periods = [rules.Held(Role(each["role"]), each["from_at"], each["until_at"], each["of_name"]) for each in held]
    rules.check_one_side(name, role, from_at, until_at, periods, standing_in=standing_in)
    for each, period in zip(held, periods, strict=True):
        same = (period.role, each["unit"], each["team"]) == (role, unit, team)
        if same and period.meets(from_at, until_at):
            raise Conflict(f"{name} already holds this role at that time.")


async def assigned(
    tx: Transaction,
    action: Action,
    *,
    person: UUID,
    role: Role,
    unit: UUID | None = None,
    team: UUID | None = None,
    acts_for: UUID | None = None,
    from_at: datetime,
    until_at: datetime | None = None,
) -> UUID:
    assignment = new_id()
    await tx.execute(
        """insert into assignment (id, person, role, side, unit, team, acts_for, from_at, until_at)
           values ($1,$2,$3,$4,$5,$6,$7,$8,$9)""",
        assignment,
        person,
        role.value,
        role.side.value,
        unit,
        team,
        acts_for,
        from_at,
        until_at,
    )
    await trail.record(
        tx,
        action,
        subject_kind="person",
        subject=person,
        after={"assignment": str(assignment), **_facts(role, unit, team, from_at, until_at)},
    )
    return assignment


def _facts(
    role: Role, unit: UUID | None, team: UUID | None, from_at: datetime, until_at: datetime | None
) -> dict[str, str | None]:
    return {
        "role": role.value,
        "unit": str(unit) if unit else None,
        "team": str(team) if team else None,
        "from": from_at.isoformat(),
        "until": until_at.isoformat() if until_at else None,
    }
