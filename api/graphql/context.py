"""What every resolver knows: who asks, one loader for each kind of edge, and the installation's few facts."""

from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias, TypeVar, overload

import msgspec
import strawberry
from graphql import GraphQLError
from strawberry.dataloader import DataLoader
from strawberry.litestar import BaseContext

from domain.actor import Actor
from domain.database import clock

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
D = TypeVar("D")
Batch: TypeAlias = Callable[[Actor, Sequence[K]], Awaitable[Mapping[K, V]]]


class Context(BaseContext, kw_only=True):
    """One request, or one socket, of one person."""

    signed_in: Actor | None = None
    currency: str = "EUR"
    demo: bool = False
    events: Any = None
    loaders: dict[Any, DataLoader[Any, Any]] = msgspec.field(default_factory=dict)

    @property
    def actor(self) -> Actor:
        """Who asks. Raises UNAUTHENTICATED when nobody is signed in."""
        if self.signed_in is None:
            raise GraphQLError("Sign in first.", extensions={"code": "UNAUTHENTICATED"})
        return self.signed_in

    @property
    def now(self) -> datetime:
        """The present, for fields that compare with it."""
        return clock.now()

    @overload
    async def load(self, batch: Batch[K, V], key: K) -> V | None: ...
    @overload
    async def load(self, batch: Batch[K, V], key: K, default: D) -> V | D: ...
    async def load(self, batch: Batch[K, V], key: K, default: Any = None) -> Any:
        """What a batch function `(actor, keys) -> {key: value}` has for a key, asked once for all keys of this moment.

        Keys without a value, among them those that the actor may not see, give `default`.
        """
        found = await self._loader(batch).load(key)
        return default if found is _ABSENT else found

    async def load_many(self, batch: Batch[K, V], keys: Sequence[K]) -> list[V]:
        """What a batch function has for several keys, in their order, leaving out those without a value."""
        return [found for found in await self._loader(batch).load_many(keys) if found is not _ABSENT]

    def forget(self) -> None:
        """Read anew from here on, because a deed may have changed anything."""
        self.loaders.clear()

    def _loader(self, batch: Batch[K, V]) -> DataLoader[K, Any]:
        loader = self.loaders.get(batch)
        if loader is None:
            actor = self.actor

            async def load(keys: list[K]) -> list[Any]:
                found = await batch(actor, keys)
                return [found.get(key, _ABSENT) for key in keys]

            loader = self.loaders[batch] = DataLoader(load_fn=load, max_batch_size=1000)
        return loader


_ABSENT: Any = object()

Info: TypeAlias = strawberry.Info[Context, None]
