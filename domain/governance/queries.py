"""The policy: the version in force, an earlier one, and all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from asyncpg import Record

from domain.actor import Actor
from domain.database import clock
from domain.database.engine import row, rows
from domain.governance.rules import PolicySettings, shares

POLICY = "id, version, from_at, settings, reason, set_by, set_at"


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """One version of the policy; version 1 came with the installation and nobody set it."""

    id: UUID | None
    version: int
    from_at: datetime
    settings: PolicySettings
    reason: str
    set_by: UUID | None
    set_at: datetime

    @classmethod
    def of(cls, found: Record) -> "PolicyRow":
        # Settings that a later version of the product has dropped stay in the record and no longer count.
        known = {k: v for k, v in found["settings"].items() if k in PolicySettings.model_fields}
        return cls(**{**found, "settings": PolicySettings.model_validate(known)})


async def policy_now() -> PolicyRow:
    """The policy in force."""
    return await policy_at(clock.now())


async def policy_at(when: datetime) -> PolicyRow:
    """The policy that was in force at a moment; before the installation was founded, the defaults."""
    found = await row(f"select {POLICY} from policy where from_at <= $1 order by version desc limit 1", when)
    if found is None:
        return PolicyRow(None, 0, when, PolicySettings(), "The defaults of Mandate.", None, when)
    return PolicyRow.of(found)


async def policy_history(actor: Actor) -> tuple[PolicyRow, ...]:
    """All versions, the newest first."""
    return tuple(PolicyRow.of(each) for each in await rows(f"select {POLICY} from policy order by version desc"))


async def entitlement_by_unit(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, tuple[int, float]]:
    """Each unit's weight and its share of all units' weights, under the policy in force."""
    settings = (await policy_now()).settings
    weights = {each["id"]: settings.weight(each["id"]) for each in await rows("select id from unit order by id")}
    parts = shares(weights)
    return {unit: (weights[unit], parts[unit]) for unit in ids if unit in weights}
