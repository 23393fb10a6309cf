"""A password for somebody who was added without one."""

from uuid import UUID

import psycopg

from domain.organisation import passwords
from tests.support.database import Database


async def give_password(database: Database, person: UUID, password: str) -> None:
    """As if an administrator had sent an invitation: the hash is written by the owner of the schema."""
    hashed = await passwords.hashed(password)
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute(
            "insert into credential (person, password_hash, changed_at) values (%s, %s, now())"
            " on conflict (person) do update set password_hash = excluded.password_hash",
            [person, hashed],
        )
