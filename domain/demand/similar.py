"""Requests that speak of the same thing as a text, so that people follow one instead of writing another."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from domain.actor import Actor
from domain.database.engine import row, rows
from domain.demand.queries import requests_by_id
from domain.demand.rows import RequestRow
from domain.demand.similarity import TextIndex, words

MOST = 10


@dataclass(frozen=True, slots=True)
class SimilarRequest:
    """A request and how near it is, 0 to 1."""

    request: RequestRow
    score: float


@dataclass(slots=True)
class _Kept:
    """The index that was made last, and what it was made from; anything new or reworded makes it stale.

    One for each process: about 1 MB and half a second for 5,000 requests, made in a thread so that others go on.
    """

    made_from: tuple[object, ...] = ()
    index: TextIndex[UUID] = field(default_factory=lambda: TextIndex({}, {}))
    making: asyncio.Lock = field(default_factory=asyncio.Lock)


_kept = _Kept()


async def _index() -> TextIndex[UUID]:
    newest = await row(
        "select current_database(), count(*), max(number), sum(hashtextextended(title, length(problem))) from request"
        " where state <> 'withdrawn'"
    )
    made_from = tuple(newest or ())
    if _kept.made_from == made_from:
        return _kept.index
    async with _kept.making:
        if _kept.made_from != made_from:
            found = await rows(
                "select id, title, problem || ' ' || outcome as text from request where state <> 'withdrawn'"
            )
            texts = [(read["id"], read["title"], read["text"]) for read in found]
            _kept.index = await asyncio.to_thread(TextIndex.of, texts)
            _kept.made_from = made_from
        return _kept.index


async def similar_requests(actor: Actor, text: str, *, first: int = 4) -> tuple[SimilarRequest, ...]:
    """The requests nearest to what somebody is typing, best first; withdrawn ones are left out."""
    lines = text.strip().partition("\n")
    near = (await _index()).nearest(words(lines[0], lines[2]), min(first, MOST))
    return _found(await requests_by_id(actor, [one for one, _ in near]), near)


async def similar_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, tuple[SimilarRequest, ...]]:
    """The requests nearest to each request, without itself; at most ten each."""
    index = await _index()
    near = {
        one.id: index.nearest(words(one.title, f"{one.problem} {one.outcome}"), MOST, leaving_out=frozenset({one.id}))
        for one in (await requests_by_id(actor, ids)).values()
    }
    known = await requests_by_id(actor, list({other for pairs in near.values() for other, _ in pairs}))
    return {one: _found(known, pairs) for one, pairs in near.items()}


def _found(known: Mapping[UUID, RequestRow], near: list[tuple[UUID, float]]) -> tuple[SimilarRequest, ...]:
    return tuple(SimilarRequest(known[one], score) for one, score in near if one in known)
