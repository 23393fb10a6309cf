"""The people on the stage: the company is founded, everybody is appointed, and each acts as what they are."""

from datetime import datetime
from uuid import UUID

from api.auth.demo_accounts import PASSWORD
from api.demo.company import ADMIN, BOARD, EVERYBODY, OWNERS, REQUESTERS, STAFF, TEAMS, UNITS, PersonOfCompany
from domain.actor import Actor, Role
from domain.governance.commands import found
from domain.organisation.commands import add_person, add_team, add_unit
from domain.organisation.commands_roles import assign_role, found_administrator
from domain.organisation.queries import actor_of

_ROLES = {"owner": Role.OWNER, "it": Role.IT, "board": Role.BOARD}


class Cast:
    """Who is who: ids of units and teams by code, and everybody by name, account or office."""

    def __init__(self) -> None:
        self.unit_ids: dict[str, UUID] = {}
        self.team_ids: dict[str, UUID] = {}
        self.unit_names = {unit.code: unit.name for unit in UNITS}
        self.people: dict[str, UUID] = {}
        self.owner_of: dict[str, str] = {}
        self._actors: dict[str, Actor] = {}
        self._stand_ins: dict[str, tuple[str, datetime, datetime]] = {}

    async def found(self) -> None:
        """The company is founded: policy, administrator, units, teams, people and their roles."""
        system = Actor.system()
        await found(system)
        self.people[ADMIN.name] = await found_administrator(
            system, name=ADMIN.name, email=ADMIN.email, password=PASSWORD
        )
        admin = await self.person(ADMIN.name)
        for unit in UNITS:
            self.unit_ids[unit.code] = await add_unit(admin, code=unit.code, name=unit.name)
        for team in TEAMS:
            self.team_ids[team.code] = await add_team(
                admin, code=team.code, name=team.name, day_rate_cents=team.day_rate * 100
            )
        for one in EVERYBODY:
            await self._joined(admin, one)
        for one in OWNERS:
            self.owner_of.setdefault(one.of, one.name)

    async def _joined(self, admin: Actor, one: PersonOfCompany) -> None:
        self.people[one.name] = await add_person(
            admin,
            name=one.name,
            email=one.email,
            password=PASSWORD if one.account else None,
            locale=one.locale,
            time_zone="Europe/Zurich",
        )
        role = _ROLES.get(one.role)
        if role is not None:
            await assign_role(
                admin,
                self.people[one.name],
                role,
                unit=self.unit_ids.get(one.of) if role is Role.OWNER else None,
                team=self.team_ids.get(one.of) if role is Role.IT else None,
            )

    async def person(self, name: str) -> Actor:
        """Somebody by name, with the roles in force; read once and kept until `changed`."""
        if name not in self._actors:
            self._actors[name] = await actor_of(self.people[name])
        return self._actors[name]

    def changed(self, *names: str) -> None:
        """These people's roles have changed."""
        for name in names:
            self._actors.pop(name, None)

    async def owner(self, unit: str, at: datetime) -> Actor:
        """Who decides for a unit at a moment: its owner, or the deputy of those days."""
        deputy = self._stand_ins.get(unit)
        if deputy and deputy[1] <= at < deputy[2]:
            return await actor_of(self.people[deputy[0]])
        return await self.person(self.owner_of[unit])

    def stands_in(self, unit: str, name: str, from_at: datetime, until_at: datetime) -> None:
        """From a day to a day somebody decides in the owner's place."""
        self._stand_ins[unit] = (name, from_at, until_at)

    async def admin(self) -> Actor:
        return await self.person(ADMIN.name)

    async def board(self, number: int = 0) -> Actor:
        """A member of the board; 0 is the chair."""
        return await self.person(BOARD[number % len(BOARD)].name)

    async def staff(self, team: str, number: int = 0) -> Actor:
        """Somebody of a team."""
        there = self.staff_names(team)
        return await self.person(there[number % len(there)])

    def staff_names(self, team: str) -> tuple[str, ...]:
        return tuple(one.name for one in STAFF if one.of == team)

    def requester_names(self, unit: str) -> tuple[str, ...]:
        return tuple(one.name for one in REQUESTERS if one.of == unit)
