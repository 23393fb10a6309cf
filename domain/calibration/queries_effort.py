"""Reading what finished work took beside its estimates, from deliveries here and from imported records.

Everyone signed in sees all of it: the record is of teams and kinds of work, never of persons.
"""

import asyncio
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from domain.actor import Actor
from domain.calibration.effort import CompanyEfforts, FinishedWork, company_efforts, effort_factor, parted
from domain.calibration.effort_record import EffortRecord, RecordBy, effort_records
from domain.calibration.factors import NEUTRAL
from domain.calibration.planned_effort import PlannedEffort, planned_effort, team_effort
from domain.database.engine import rows
from domain.demand.rules import Route
from domain.estimation.queries import estimates_by_request
from domain.governance.queries import policy_now

# Above it the record is fitted beside the event loop.
AT_ONCE = 500

# Requests that were delivered here are known by their key; work from elsewhere has no unit and no route.
_WORKS = """
select e.source || ' ' || e.external_key as key, e.team, e.category, r.unit, r.route,
  e.estimated_days::float8 as estimated, e.actual_days::float8 as actual, e.finished_on
from effort_record e left join request r on e.source = 'mandate' and e.external_key = 'REQ-' || r.number
where e.estimated_days > 0 and e.actual_days is not null order by e.source, e.external_key
"""
# By how much each team was to take part in what several teams did here.
_SIZES = """
select distinct on (e.request, e.team) x.source || ' ' || x.external_key as key, e.team,
  e.low_decidays + 4 * e.likely_decidays + e.high_decidays as size
from effort_record x join request r on x.source = 'mandate' and x.external_key = 'REQ-' || r.number
join estimate e on e.request = r.id where x.team is null order by e.request, e.team, e.version desc
"""
# An import overwrites what a row said before and says when; nothing else changes a record.
_STATE = """
select count(*) as records, max(at) as newest,
  (select coalesce(sum(version), 0) from request where state in ('delivered', 'in_review', 'closed')) as versions
from effort_record
"""


@dataclass(frozen=True, slots=True)
class _Read:
    """The record of one state of the data, with the work that it is made from, whole and by team."""

    state: tuple[object, ...]
    works: tuple[FinishedWork, ...]
    parts: tuple[FinishedWork, ...]
    efforts: CompanyEfforts


_latest: _Read | None = None


async def _read() -> _Read:
    """Everything that finished work says now; fitted once for each state of the data."""
    global _latest
    minimum = (await policy_now()).settings.minimum_sample
    state = (minimum, *(await rows(_STATE))[0])
    if _latest is not None and _latest.state == state:
        return _latest
    works = tuple(FinishedWork(**dict(each)) for each in await rows(_WORKS))
    sizes: defaultdict[str, dict[UUID, int]] = defaultdict(dict)
    for each in await rows(_SIZES):
        sizes[each["key"]][each["team"]] = each["size"]
    parts = tuple(parted(works, sizes))
    if len(works) <= AT_ONCE:
        efforts = company_efforts(parts, minimum_sample=minimum)
    else:
        efforts = await asyncio.to_thread(company_efforts, parts, minimum_sample=minimum)
    _latest = made = _Read(state, works, parts, efforts)
    return made


async def efforts_of_company() -> CompanyEfforts:
    """The record of all finished work, as plans and forecasts use it."""
    return (await _read()).efforts


@dataclass(frozen=True, slots=True)
class EffortRecordRow:
    """The record of one team, unit, category or route; `key` is its id, or its name for the last two."""

    by: RecordBy
    key: UUID | str
    label: str
    record: EffortRecord


async def effort_record_rows(actor: Actor, by: RecordBy) -> tuple[EffortRecordRow, ...]:
    """What finished work took beside its estimates, by name and not by result."""
    read = await _read()
    found = effort_records(read.parts if by is RecordBy.TEAM else read.works, read.efforts, by)
    names = await labels(by, [key for key, _ in found])
    made = [EffortRecordRow(by, key, names[key], record) for key, record in found if isinstance(key, UUID | str)]
    return tuple(sorted(made, key=lambda each: (each.label.lower(), str(each.key))))


async def labels(by: RecordBy, keys: Sequence[Hashable]) -> Mapping[Hashable, str]:
    """What a record's row is called."""
    if by in (RecordBy.TEAM, RecordBy.UNIT):
        found = await rows(f"select id, name from {by.value} where id = any($1)", list(keys))
        return {read["id"]: read["name"] for read in found}
    return {key: str(key).replace("_", " ") if key in set(Route) else str(key) for key in keys}


async def planned_effort_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, PlannedEffort]:
    """What plans count on for each request that somebody has estimated."""
    efforts = await efforts_of_company()
    calibrate = (await policy_now()).settings.calibrate_efforts
    about = {
        read["id"]: (read["category"], Fraction(1 if read["kept"] is None else read["kept"]))
        for read in await rows(
            "select r.id, r.category, (select c.kept from scope c where c.request = r.id order by c.at desc, c.id desc"
            " limit 1) as kept from request r where r.id = any($1)",
            list(ids),
        )
    }
    names = {read["id"]: read["name"] for read in await rows("select id, name from team")}
    made = {}
    for request, current in (await estimates_by_request(actor, ids)).items():
        category, kept = about.get(request, (None, NEUTRAL))
        parts = [
            team_effort(
                each.team,
                names[each.team],
                each.expected_decidays,
                effort_factor(efforts, team=each.team, category=category, name=names[each.team]),
                kept=kept,
                calibrate=calibrate,
            )
            for each in current
        ]
        if parts:
            made[request] = planned_effort(parts, calibrate=calibrate)
    return made
