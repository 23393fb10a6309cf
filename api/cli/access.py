"""Access from the shell: the first administrator, and API tokens."""

import argparse
import asyncio
import secrets

from api.cli.addresses import addresses, bring_up
from api.cli.refusals import Refused
from api.settings import Settings


def token(settings: Settings, asked: argparse.Namespace) -> int:
    """Make an API token in the name of a person, and print it this once."""
    from domain.database.engine import Unavailable, connected
    from domain.errors import DomainError
    from domain.organisation import queries
    from domain.organisation.commands_tokens import create_api_token

    async def made(url: str) -> str:
        async with connected(url, size=2, read_size=2):
            person = await queries.person_id(asked.email)
            actor = await queries.actor_of(person)
            created = await create_api_token(actor, name=asked.name, scopes=asked.scope)
            return created.secret

    with addresses(settings) as at:
        try:
            print(asyncio.run(made(at.serving)))
        except (DomainError, Unavailable) as refused:
            raise Refused(str(refused)) from None
    return 0


def administrator(settings: Settings, asked: argparse.Namespace) -> int:
    """Found a new installation: its policy and its first administrator, who then adds everybody else."""
    from domain.actor import Actor
    from domain.database.engine import Unavailable, connected
    from domain.errors import DomainError
    from domain.governance import commands as governance
    from domain.organisation.commands_roles import found_administrator

    password = secrets.token_urlsafe(18)

    async def made(url: str) -> None:
        async with connected(url, size=2, read_size=2):
            await governance.found(Actor.system())
            await found_administrator(Actor.system(), name=asked.name, email=asked.email, password=password)

    with addresses(settings) as at:
        if at.built_in:
            bring_up(at.owner)
        try:
            asyncio.run(made(at.serving))
        except (DomainError, Unavailable) as refused:
            raise Refused(str(refused)) from None
    print(f"{asked.name} may sign in as {asked.email} with this password, shown once; change it in the profile:")
    print(password)
    return 0
