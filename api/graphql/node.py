"""Any object by its id, as Relay refetches it. Ids are unique across all kinds and say nothing."""

from collections.abc import Awaitable, Callable
from typing import TypeVar
from uuid import UUID

import strawberry

from api.graphql.context import Info


@strawberry.interface(description="Something with an id that is unique across all kinds of objects.")
class Node:
    id: strawberry.ID = strawberry.field(description="The id: unique, stable and without meaning.")


Loader = Callable[[Info, UUID], Awaitable[Node | None]]
L = TypeVar("L", bound=Loader)
_LOADERS: list[Loader] = []


def node_loader(load: L) -> L:
    """Register how one kind of object is found by id: `(info, id) -> object | None`.

    The loader applies the actor's visibility; what may not be seen is None, as what does not exist.
    """
    _LOADERS.append(load)
    return load


def as_uuid(text: str) -> UUID | None:
    """An id as typed, or None when it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


@strawberry.type
class NodeQuery:
    @strawberry.field(description="Any object by its id; null when there is none that you may see.")
    async def node(self, info: Info, id: strawberry.ID) -> Node | None:  # noqa: A002 — the argument's name in the contract
        wanted = as_uuid(id)
        if wanted is None:
            return None
        for load in _LOADERS:
            if (found := await load(info, wanted)) is not None:
                return found
        return None
