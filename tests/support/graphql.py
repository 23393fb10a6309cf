"""Asking the product over HTTP as its front end does."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx

from api.app import Mandate, create_app
from api.settings import Settings
from tests.support.database import Database
from tests.support.personas import Persona, anonymous


def application(database: Database, **chosen: Any) -> Mandate:
    """The application on a test's database. The connections are the test's own, so its lifespan is not run."""
    return create_app(Settings(database_url=database.login_url, **chosen))


async def asked(client: httpx.AsyncClient, document: str, **variables: Any) -> dict[str, Any]:
    """The whole answer to a document: `data` and `errors`."""
    answer = await client.post("/graphql", json={"query": document, "variables": variables})
    body: dict[str, Any] = answer.json()
    return body


async def data(client: httpx.AsyncClient, document: str, **variables: Any) -> dict[str, Any]:
    """What a document gives that must not fail."""
    body = await asked(client, document, **variables)
    assert not body.get("errors"), body["errors"]
    given: dict[str, Any] = body["data"]
    return given


def codes(body: Mapping[str, Any]) -> list[str | None]:
    """The codes of an answer's errors."""
    return [error.get("extensions", {}).get("code") for error in body.get("errors") or []]


@asynccontextmanager
async def browser(app: Mandate, persona: Persona | None = None) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody's browser, or nobody's."""
    opened = anonymous(app) if persona is None else persona.browser(app)
    async with opened as client:
        yield client
