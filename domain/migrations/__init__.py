"""The way of the database from one version of the product to the next."""

from functools import cache
from pathlib import Path

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from domain.database.engine import Unavailable, value

HERE = Path(__file__).parent


def configuration(url: str | None = None) -> Config:
    """Alembic's settings for use in process, where logging is already set up."""
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.set_main_option("path_separator", "os")
    config.attributes["configure_logger"] = False
    if url is not None:
        config.attributes["url"] = url
    return config


def migrate(url: str, *, to: str = "head") -> None:
    """Bring the database to a version; several at once wait for the first and then find nothing left to do.

    At the newest version the guards (roles, grants, triggers) are put in force too. The address must be the
    owner's. Blocking: call it before the event loop, or in a thread.
    """
    command.upgrade(configuration(url), to)


@cache
def newest() -> str | None:
    """The version that this product needs."""
    return ScriptDirectory.from_config(configuration()).get_current_head()


async def is_current() -> bool:
    """Whether the connected database has exactly the version that this product needs, and is there at all."""
    try:
        return bool(await value("select version_num from alembic_version") == newest())
    except (Unavailable, asyncpg.PostgresError):
        return False
