"""Reading when delivered requests came beside the month promised first. Everyone signed in sees all of it.

Promises and deliveries stand further down the line, so their tables are read by name.
"""

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from uuid import UUID

from domain.actor import Actor
from domain.calibration.dates import DateBuffer, DateRecord, KeptDate, company_share, date_buffer, date_record
from domain.calibration.effort_record import RecordBy
from domain.calibration.queries_effort import labels
from domain.database.engine import rows
from domain.governance.queries import policy_now
from domain.quantities import Month

# The month promised first: what was promised later does not excuse a delay.
FIRST_PROMISE = (
    "select distinct on (request) request, committed_at, start_month, finish_month from promise"
    " order by request, version"
)


async def kept_dates() -> tuple[KeptDate, ...]:
    """Every delivered request that was promised, by delivery. It counts for each team that estimated it."""
    found = await rows(
        f"""
        select r.id, r.unit, r.category, r.route, p.committed_at, p.start_month, p.finish_month, d.started_on,
          d.delivered_on, array(select distinct e.team from estimate e where e.request = r.id order by e.team) as teams
        from delivery d join ({FIRST_PROMISE}) p on p.request = d.request join request r on r.id = d.request
        where d.delivered_on is not null order by d.delivered_on, r.id
        """
    )
    return tuple(
        KeptDate(
            read["id"],
            read["unit"],
            read["category"],
            read["route"],
            tuple(read["teams"]),
            read["committed_at"].date(),
            Month.of(read["start_month"]),
            Month.of(read["finish_month"]),
            Month.of(read["started_on"]),
            read["delivered_on"],
        )
        for read in found
    )


@dataclass(frozen=True, slots=True)
class DateRecordRow:
    """The record of one team, unit, category or route; `key` is its id, or its name for the last two."""

    by: RecordBy
    key: UUID | str
    label: str
    record: DateRecord


async def date_record_rows(actor: Actor, by: RecordBy) -> tuple[DateRecordRow, ...]:
    """How the months first promised were kept, by name and not by result."""
    minimum = (await policy_now()).settings.minimum_sample
    dates = await kept_dates()
    company = company_share(dates, minimum_sample=minimum)
    groups: defaultdict[Hashable, list[KeptDate]] = defaultdict(list)
    for each in dates:
        for key in each.teams if by is RecordBy.TEAM else (getattr(each, by.value),):
            groups[key].append(each)
    names = await labels(by, list(groups))
    made = [
        DateRecordRow(by, key, names[key], date_record(kept, minimum_sample=minimum, company=company))
        for key, kept in groups.items()
        if isinstance(key, UUID | str)
    ]
    return tuple(sorted(made, key=lambda each: (each.label.lower(), str(each.key))))


async def date_buffer_now(actor: Actor) -> DateBuffer:
    """How many months to add to a promised month, tested on the promises of the past."""
    return date_buffer(await kept_dates(), minimum_sample=(await policy_now()).settings.minimum_sample)
