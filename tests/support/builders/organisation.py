"""Passwords cheap enough for tests, deputies, and the last thing that the trail tells."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from domain.audit.actions import Action
from domain.database.clock import now
from domain.database.engine import row, value
from domain.organisation import commands, commands_roles, passwords
from tests.support.personas import Company, Persona

PASSWORD = "correct horse battery"
CHEAP = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))


async def person_with_password(company: Company, email: str = "pat@test.example", password: str = PASSWORD) -> Persona:
    """Somebody without a role who signs in by password."""
    passwords.use(CHEAP)
    name = "Pat Word"
    added = await commands.add_person(await company.admin.as_actor(), name=name, email=email, password=password)
    return Persona(added, name, email)


async def deputy_of(owner: Persona, deputy: Persona, *, days: int = 7, unit: UUID | None = None) -> UUID:
    """A deputy from a minute ago until in some days."""
    start = now() - timedelta(minutes=1)
    return await commands_roles.name_deputy(
        await owner.as_actor(), deputy.id, from_at=start, until_at=start + timedelta(days=days), unit=unit
    )


async def told(action: Action) -> dict[str, Any]:
    """The newest event of a kind. Fails when there is none."""
    found = await row("select * from audit_event where action = $1 order by number desc limit 1", action.value)
    assert found is not None, f"nothing tells {action}"
    return dict(found)


async def events() -> int:
    """How many events the trail has."""
    return int(await value("select count(*) from audit_event"))


def in_days(days: float) -> datetime:
    """A moment in some days, or ago."""
    return now() + timedelta(days=days)
