"""Who orders a unit's list now, and which of them answers for it.

An owner is who holds the office, or for whom a deputy holds it. Accountable is whom the policy names, while that
person is an owner; else who has owned the unit longest.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from domain.database.engine import rows
from domain.database.grouping import grouped
from domain.governance.queries import policy_at


async def owners_by_unit(units: Sequence[UUID], at: datetime) -> Mapping[UUID, tuple[UUID, ...]]:
    """The owners of each unit at a moment, the accountable one first, the others by how long they own it."""
    found = await rows(
        "select a.unit, coalesce(a.acts_for, a.person) as owner from assignment a join person p on p.id = a.person"
        " where a.unit = any($1::uuid[]) and a.role = 'owner' and p.active"
        " and a.from_at <= $2 and (a.until_at is null or a.until_at > $2) group by 1, 2"
        " order by a.unit, min(a.from_at) filter (where a.acts_for is null) nulls last, min(a.from_at), 2",
        list(units),
        at,
    )
    owners = grouped((each["unit"], each["owner"]) for each in found)
    named = (await policy_at(at)).settings.accountable
    return {unit: _led(there, named.get(unit)) for unit, there in owners.items()}


def _led(owners: Sequence[UUID], named: UUID | None) -> tuple[UUID, ...]:
    if named is None or named not in owners:
        return tuple(owners)
    return (named, *(one for one in owners if one != named))
