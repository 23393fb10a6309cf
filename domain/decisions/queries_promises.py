"""Reading promises: what was frozen at each commitment of a request. Everyone signed in sees them."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from domain.actor import Actor
from domain.database.engine import rows
from domain.decisions.rows import (
    PromisedBenefitRow,
    PromiseRow,
    columns_of,
    promise_row,
    promised_benefit_row,
)

_PROMISE = (
    f"select {columns_of(PromiseRow, 'promise.', without=('acts_for',))}, assignment.acts_for"
    " from promise join assignment on assignment.id = promise.assignment"
)
_BENEFIT = columns_of(PromisedBenefitRow, without=("money",)) + ", low_cents, likely_cents, high_cents"


async def promises_by_id(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, PromiseRow]:
    found = await rows(f"{_PROMISE} where promise.id = any($1)", list(ids))
    return {read["id"]: promise_row(read) for read in found}


async def promises_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, tuple[PromiseRow, ...]]:
    """Every promise that was frozen for each request, the latest first."""
    found = await rows(
        f"{_PROMISE} where promise.request = any($1) order by promise.request, promise.version desc", list(ids)
    )
    grouped: dict[UUID, list[PromiseRow]] = {one: [] for one in ids}
    for read in found:
        grouped[read["request"]].append(promise_row(read))
    return {one: tuple(group) for one, group in grouped.items()}


async def promise_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, PromiseRow]:
    """The promise that counts for each request: the latest one. Requests that nobody committed are left out."""
    return {one: group[0] for one, group in (await promises_by_request(actor, ids)).items() if group}


async def benefits_by_promise(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, tuple[PromisedBenefitRow, ...]]:
    """The benefits as they were promised, in the order in which they were declared."""
    found = await rows(
        f"select {_BENEFIT} from promised_benefit where promise = any($1) order by promise, number", list(ids)
    )
    grouped: dict[UUID, list[PromisedBenefitRow]] = {one: [] for one in ids}
    for read in found:
        grouped[read["promise"]].append(promised_benefit_row(read))
    return {one: tuple(group) for one, group in grouped.items()}
