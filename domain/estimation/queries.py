"""Reading estimates: the current one of each team, all versions, and what they come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from asyncpg import Record

from domain.actor import Actor
from domain.database.engine import rows
from domain.database.grouping import grouped
from domain.estimation.rules import Confidence, Effort, total_effort
from domain.quantities import pert_mean

ESTIMATE_COLUMNS = (
    "id, request, team, version, low_decidays, likely_decidays, high_decidays, one_off_cents, run_cents,"
    " confidence, assumptions, made_by, made_at, source"
)


@dataclass(frozen=True, slots=True)
class EstimateRow:
    """One version of a team's estimate: decidays of work, cents once and a month. `current` is the newest version."""

    id: UUID
    request: UUID
    team: UUID
    version: int
    low_decidays: int
    likely_decidays: int
    high_decidays: int
    one_off_cents: int
    run_cents: int
    confidence: Confidence
    assumptions: str
    made_by: UUID
    made_at: datetime
    source: str | None
    current: bool = True

    @property
    def expected_decidays(self) -> int:
        return pert_mean(self.low_decidays, self.likely_decidays, self.high_decidays)


def estimate_row(record: Record) -> EstimateRow:
    """An estimate from a record with `ESTIMATE_COLUMNS`, and `current` perhaps."""
    read: dict[str, Any] = dict(record)
    read["confidence"] = Confidence(read["confidence"])
    return EstimateRow(**read)


async def estimate_by_id(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, EstimateRow]:
    """Estimates for a loader."""
    found = await rows(
        f"select {ESTIMATE_COLUMNS}, version = (select max(version) from estimate newer where"
        " newer.request = estimate.request and newer.team = estimate.team) as current"
        " from estimate where id = any($1)",
        list(ids),
    )
    return {read["id"]: estimate_row(read) for read in found}


async def estimates_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, tuple[EstimateRow, ...]]:
    """The current estimate of each team, the team that estimated first first."""
    found = await rows(
        f"""
        select {ESTIMATE_COLUMNS} from (
          select distinct on (request, team) {ESTIMATE_COLUMNS},
            min(made_at) over (partition by request, team) as since
          from estimate where request = any($1) order by request, team, version desc
        ) newest order by since, team
        """,
        list(ids),
    )
    return grouped(((read["request"], estimate_row(read)) for read in found), ids)


async def estimate_history_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, tuple[EstimateRow, ...]]:
    """Every version that any team gave, the latest first."""
    found = await rows(
        f"select {ESTIMATE_COLUMNS}, version = max(version) over (partition by request, team) as current"
        " from estimate where request = any($1) order by made_at desc, id desc",
        list(ids),
    )
    return grouped(((read["request"], estimate_row(read)) for read in found), ids)


async def effort_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Effort]:
    """What each request takes by its current estimates; requests that nobody estimated are left out."""
    estimates = await estimates_by_request(actor, ids)
    return {request: total_effort(current) for request, current in estimates.items() if current}


async def estimated_by(actor: Actor, team: UUID) -> tuple[UUID, ...]:
    """The requests that a team has estimated."""
    return tuple(read["request"] for read in await rows("select distinct request from estimate where team = $1", team))


async def needing_estimate(actor: Actor, team: UUID | None = None) -> tuple[UUID, ...]:
    """The requests for IT that wait for an estimate: none has come (from this team) since they were submitted."""
    found = await rows(
        "select id from request r where state = 'submitted' and route in ('it_delivery', 'quick_win')"
        " and not exists (select from estimate e where e.request = r.id and e.made_at >= r.state_since"
        " and ($1::uuid is null or e.team = $1)) order by submitted_at, id",
        team,
    )
    return tuple(read["id"] for read in found)
