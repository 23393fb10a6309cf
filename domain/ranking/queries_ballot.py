"""Whose ballots make a unit's list, what they say, and why each request stands where it stands. Everyone sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from asyncpg import Record

from domain.actor import Actor
from domain.database import clock
from domain.database.engine import rows
from domain.database.grouping import grouped
from domain.organisation.queries import UnitRow, person_by_id, unit_by_id
from domain.ranking import ballots
from domain.ranking.accountability import owners_by_unit
from domain.ranking.ballots import Tiers
from domain.ranking.queries import ranking_by_unit
from domain.ranking.ranked_pairs import Ballot, ranked_pairs
from domain.ranking.reasons import Counted, Owners, Reason, reason, rule
from domain.ranking.rules import Order


@dataclass(frozen=True, slots=True)
class BallotRow:
    """One owner's ballot as it counts now: without what left the order.

    cast_at is None while the owner has cast none; cast_by names the deputy who cast it. is_taken_over: it is the list
    as it stood when somebody else cast the unit's first ballot. missing: ranked requests that it does not name.
    """

    unit: UUID
    owner: UUID
    is_accountable: bool
    cast_at: datetime | None
    cast_by: UUID | None
    is_taken_over: bool
    tiers: tuple[tuple[UUID, ...], ...]
    missing: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class ListReasons:
    """Why a unit's list is as it is. is_due: the ballots as they count now would give another order."""

    unit: UUID
    accountable: UUID | None
    rule: str
    is_due: bool
    ballots: tuple[BallotRow, ...]
    by_request: Mapping[UUID, Reason]

    def ballot_of(self, owner: UUID) -> BallotRow | None:
        """One owner's ballot; None for who is no owner of the unit."""
        return next((one for one in self.ballots if one.owner == owner), None)


async def list_reasons_by_unit(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, ListReasons]:
    """For each unit its ballots, the rule that made its list, and a reason for each place."""
    at = clock.now()
    units = await unit_by_id(actor, ids)
    owners = await owners_by_unit(list(units), at)
    names = await person_by_id(actor, sorted({one for each in owners.values() for one in each}))
    lists = await ranking_by_unit(actor, list(units))
    ranked = grouped(
        (each["unit"], each)
        for each in await rows(
            "select unit, id, number from request where unit = any($1) and state = 'ranked' order by submitted_at, id",
            list(units),
        )
    )
    cast = grouped(
        (each["unit"], each)
        for each in await rows(
            "select b.unit, b.owner, b.tiers, b.at, b.cast_by, a.acts_for from ballot b"
            " join assignment a on a.id = b.assignment where b.unit = any($1)",
            list(units),
        )
    )
    return {
        unit: _reasons(
            row,
            {one: names[one].name for one in owners.get(unit, ()) if one in names},
            tuple(str(entry.request) for entry in lists[unit].entries),
            {str(each["id"]): f"REQ-{each['number']}" for each in ranked.get(unit, ())},
            {each["owner"]: each for each in cast.get(unit, ())},
        )
        for unit, row in units.items()
    }


def _reasons(
    unit: UnitRow, names: Mapping[UUID, str], shown: Order, keys: Mapping[str, str], cast: Mapping[UUID, Record]
) -> ListReasons:
    """`names`: the owners, the accountable one first. `keys`: all ranked requests of the unit by date."""
    accountable = next(iter(names), None)
    said = {owner: ballots.kept(cast[owner]["tiers"], keys) for owner in names if owner in cast}
    tiers = {owner: each for owner, each in said.items() if each}
    owners = Owners(
        unit.name,
        None if accountable is None else names[accountable],
        tuple(names[one] for one in tiers),
        tuple(name for one, name in names.items() if one not in tiers),
    )
    leading = tiers.get(accountable, ()) if accountable else ()
    by_date = tuple(keys)
    listed = {one for each in tiers.values() for tier in each for one in tier} | set(shown)
    items = [one for one in by_date if one in listed]
    now = ranked_pairs([Ballot(each) for each in tiers.values()], items, ballots.flat(leading, by_date))
    single = next(iter(tiers.values())) if len(tiers) == 1 else ()
    counted = Counted(owners, shown, keys, leading or single, now if len(tiers) > 1 else None)
    return ListReasons(
        unit.id,
        accountable,
        rule(owners),
        bool(tiers) and now.order != shown,
        tuple(_ballot(unit.id, owner, accountable, cast.get(owner), tiers.get(owner, ()), shown) for owner in names),
        {UUID(one): reason(counted, place) for place, one in enumerate(shown, 1)},
    )


def _ballot(
    unit: UUID, owner: UUID, accountable: UUID | None, found: Record | None, tiers: Tiers, shown: Order
) -> BallotRow:
    named = {one for tier in tiers for one in tier}
    by_other = found is not None and found["cast_by"] != owner
    taken_over = by_other and found is not None and found["acts_for"] != owner
    return BallotRow(
        unit,
        owner,
        owner == accountable,
        None if found is None or taken_over else found["at"],
        found["cast_by"] if found is not None and by_other and not taken_over else None,
        taken_over,
        tuple(tuple(UUID(one) for one in tier) for tier in tiers),
        tuple(UUID(one) for one in shown if one not in named),
    )
