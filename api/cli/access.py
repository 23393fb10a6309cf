"""Access from the shell: API tokens."""

import argparse
import asyncio

from api.cli.addresses import addresses
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
