"""Reading the track record: what promises of a unit, owner, category or route came true at.

There is no league table of persons: an owner's row is seen by that owner and by the board, rows stand by name and not
by result, and IT sees none. Units, categories and routes are everybody's.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from domain.actor import Actor, Role
from domain.calibration.expectation import Expectation, of_category, of_owner, of_route, of_unit
from domain.calibration.queries_value import kept_promises, record_of_company
from domain.calibration.value import CompanyRecord, KeptPromise, TrackRecord, track_record
from domain.database.engine import rows
from domain.demand.rules import Route
from domain.governance.queries import policy_now


class TrackRecordBy(StrEnum):
    """What a track record is put together by."""

    UNIT = "unit"
    OWNER = "owner"
    CATEGORY = "category"
    ROUTE = "route"


@dataclass(frozen=True, slots=True)
class TrackRecordRow:
    """The record of one unit, owner, category or route, and what is expected of its next promise; `key` is its id, or
    its name for the last two."""

    by: TrackRecordBy
    key: UUID | str
    label: str
    record: TrackRecord
    expected: Expectation


async def track_records(actor: Actor, by: TrackRecordBy) -> tuple[TrackRecordRow, ...]:
    """What promises came true at, by name. Owners: the board sees all, an owner the own row, nobody else any."""
    minimum = (await policy_now()).settings.minimum_sample
    grouped: defaultdict[UUID | str, list[KeptPromise]] = defaultdict(list)
    for each in await kept_promises():
        grouped[_key(each, by)].append(each)
    if by is TrackRecordBy.OWNER and not actor.holds(Role.BOARD):
        mine = actor.person_id
        grouped = defaultdict(list, {mine: grouped[mine]} if mine in grouped else {})
    company = await record_of_company()
    expected = _EXPECTED[by]
    names = await _names(by, [key for key in grouped if isinstance(key, UUID)])
    made = [
        TrackRecordRow(by, key, _label(key, names), track_record(kept, minimum_sample=minimum), expected(company, key))
        for key, kept in grouped.items()
    ]
    return tuple(sorted(made, key=lambda each: (each.label.lower(), str(each.key))))


_EXPECTED: dict[TrackRecordBy, Callable[[CompanyRecord, Hashable], Expectation]] = {
    TrackRecordBy.UNIT: of_unit,
    TrackRecordBy.OWNER: of_owner,
    TrackRecordBy.CATEGORY: of_category,
    TrackRecordBy.ROUTE: of_route,
}


def _key(kept: KeptPromise, by: TrackRecordBy) -> UUID | str:
    match by:
        case TrackRecordBy.UNIT:
            return kept.unit
        case TrackRecordBy.OWNER:
            return kept.owner
        case TrackRecordBy.CATEGORY:
            return kept.category
        case TrackRecordBy.ROUTE:
            return kept.route


async def _names(by: TrackRecordBy, ids: Sequence[UUID]) -> Mapping[UUID, str]:
    table = {TrackRecordBy.UNIT: "unit", TrackRecordBy.OWNER: "person"}.get(by)
    if table is None:
        return {}
    return {read["id"]: read["name"] for read in await rows(f"select id, name from {table} where id = any($1)", ids)}


def _label(key: UUID | str, names: Mapping[UUID, str]) -> str:
    if isinstance(key, UUID):
        return names.get(key, "")
    return key.replace("_", " ") if key in set(Route) else key
