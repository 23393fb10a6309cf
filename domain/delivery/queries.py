"""Reading work under way: its start and end, forecasts beside the promise, updates and what is owed next.

Everyone signed in sees all of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import UUID

from asyncpg import Record

from domain.actor import Actor
from domain.calibration.dates import DateRecord, company_share, date_record
from domain.calibration.effort_record import EffortRecord, RecordBy
from domain.calibration.queries_dates import FIRST_PROMISE, kept_dates
from domain.calibration.queries_effort import effort_record_rows
from domain.database import clock
from domain.database.engine import rows, value
from domain.database.grouping import grouped
from domain.delivery.rules import missed, slip
from domain.demand.rules import AFTER_GO_LIVE, ENDED
from domain.governance.queries import policy_now
from domain.quantities import Month

DELIVERY_COLUMNS = "request, started_on, started_by, delivered_on, delivered_by, actual_decidays"


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """When IT started and delivered a request, and the decidays that it took, where somebody said so."""

    request: UUID
    started_on: date
    started_by: UUID
    delivered_on: date | None
    delivered_by: UUID | None
    actual_decidays: int | None


@dataclass(frozen=True, slots=True)
class ForecastRow:
    """When IT expects to finish. `slip_months` is counted from the month promised first; None without a promise."""

    id: UUID
    request: UUID
    finish_month: Month
    reason: str
    made_by: UUID
    at: datetime
    slip_months: int | None


@dataclass(frozen=True, slots=True)
class UpdateRow:
    """A message to the followers. `missed`: the next one that it announced did not come in time."""

    id: UUID
    request: UUID
    author: UUID
    text: str
    at: datetime
    next_update_at: datetime
    missed: bool


@dataclass(frozen=True, slots=True)
class NextUpdate:
    """The update that is owed: by when, by whom, and whether it is missed already."""

    request: UUID
    at: datetime
    author: UUID
    missed: bool


def delivery_row(record: Record) -> DeliveryRow:
    """A delivery from a record with `DELIVERY_COLUMNS`."""
    return DeliveryRow(**dict(record))


async def delivery_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, DeliveryRow]:
    """Start and end of each request that IT has started."""
    found = await rows(f"select {DELIVERY_COLUMNS} from delivery where request = any($1)", list(ids))
    return {read["request"]: delivery_row(read) for read in found}


async def teams_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, tuple[UUID, ...]]:
    """The teams on each request: those that estimated it, the earliest first."""
    found = await rows(
        "select request, team from estimate where request = any($1) group by request, team order by min(made_at), team",
        list(ids),
    )
    return grouped(((request, team) for request, team in found), ids)


async def first_promised_month(request: UUID) -> Month | None:
    """The month in which the business was first promised the request; None while it is not committed."""
    month: date | None = await value(
        "select finish_month from promise where request = $1 order by version limit 1", request
    )
    return None if month is None else Month.of(month)


async def forecasts_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, tuple[ForecastRow, ...]]:
    """Every forecast of each request, the latest first."""
    found = await rows(
        f"select f.id, f.request, f.finish_month, f.reason, f.made_by, f.at, p.finish_month as promised"
        f" from forecast f left join ({FIRST_PROMISE}) p on p.request = f.request"
        " where f.request = any($1) order by f.at desc, f.id desc",
        list(ids),
    )
    return grouped(((read["request"], _forecast(read)) for read in found), ids)


def _forecast(read: Record) -> ForecastRow:
    finish, promised = Month.of(read["finish_month"]), read["promised"]
    return ForecastRow(
        read["id"],
        read["request"],
        finish,
        read["reason"],
        read["made_by"],
        read["at"],
        None if promised is None else slip(Month.of(promised), finish),
    )


_OWING = "r.state, r.state_since, d.delivered_on"
_WITH_END = "join request r on r.id = p.request left join delivery d on d.request = p.request"


def _owed_until(read: Record, now: datetime) -> datetime:
    """Until when updates are owed: until delivery, or the end of the request, or still."""
    if read["delivered_on"] is not None:
        return min(now, datetime.combine(read["delivered_on"], time(0), UTC))
    return min(now, read["state_since"]) if read["state"] in _SILENT else now


_SILENT = frozenset(state.value for state in AFTER_GO_LIVE | ENDED)


async def updates_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, tuple[UpdateRow, ...]]:
    """Every update on each request, the latest first; one whose announced successor did not come is missed."""
    now = clock.now()
    found = await rows(
        f"select p.id, p.request, p.author, p.text, p.at, p.next_update_at, {_OWING},"
        " lead(p.at) over (partition by p.request order by p.at, p.id) as followed_at"
        f" from progress_update p {_WITH_END} where p.request = any($1) order by p.at desc, p.id desc",
        list(ids),
    )
    return grouped(((read["request"], _update(read, now)) for read in found), ids)


def _update(read: Record, now: datetime) -> UpdateRow:
    return UpdateRow(
        read["id"],
        read["request"],
        read["author"],
        read["text"],
        read["at"],
        read["next_update_at"],
        missed(read["next_update_at"], read["followed_at"], _owed_until(read, now)),
    )


_LATEST = (
    f"select distinct on (p.request) p.request, p.author, p.next_update_at, {_OWING}"
    f" from progress_update p {_WITH_END} where {{}} order by p.request, p.at desc, p.id desc"
)


async def next_update_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, NextUpdate]:
    """The update that is owed on each request; requests on which none is owed (any more) are left out."""
    now = clock.now()
    found = await rows(_LATEST.format("p.request = any($1)"), list(ids))
    return {
        read["request"]: NextUpdate(
            read["request"], read["next_update_at"], read["author"], missed(read["next_update_at"], None, now)
        )
        for read in found
        if read["delivered_on"] is None and read["state"] not in _SILENT
    }


async def requests_by_next_update(actor: Actor) -> tuple[UUID, ...]:
    """All requests on which an update is owed, the earliest (or longest missed) first."""
    found = await rows(_LATEST.format("d.delivered_on is null and r.state <> all($1::text[])"), sorted(_SILENT))
    return tuple(read["request"] for read in sorted(found, key=lambda read: (read["next_update_at"], read["request"])))


@dataclass(frozen=True, slots=True)
class TeamPredictability:
    """A team's record of keeping what was promised and estimated; `effort` is None while no work of it is finished."""

    team: UUID
    dates: DateRecord
    effort: EffortRecord | None


async def team_predictability(actor: Actor, team: UUID | None = None) -> tuple[TeamPredictability, ...]:
    """How well a team (None: each, by name) keeps the months first promised. A request counts for each team on it."""
    minimum = (await policy_now()).settings.minimum_sample
    delivered = await kept_dates()
    company = company_share(delivered, minimum_sample=minimum)
    efforts = {row.key: row.record for row in await effort_record_rows(actor, RecordBy.TEAM)}
    return tuple(
        TeamPredictability(
            read["id"],
            date_record(
                [each for each in delivered if read["id"] in each.teams], minimum_sample=minimum, company=company
            ),
            efforts.get(read["id"]),
        )
        for read in await rows("select id from team where $1::uuid is null or id = $1 order by name, id", team)
    )
