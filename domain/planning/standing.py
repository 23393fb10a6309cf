"""The plan that stands inside a cycle: made by a planning round, then only moved for a cause."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from asyncpg import Record

from domain.actor import Actor, Deed
from domain.audit.queries import DataVersion
from domain.database.engine import row, transaction
from domain.quantities import Month

LOCK = "standing plan"

ROUND_COLUMNS = "r.id, r.number, r.month, r.data_version, r.scenario, r.reason, r.held_by, r.at"


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A planning round that the board held. month: the one that its plan began with."""

    id: UUID
    number: int
    month: Month
    data_version: int
    scenario: UUID | None
    reason: str
    held_by: UUID
    at: datetime

    def next_on(self, every_months: int) -> date:
        """The first day of the month in which the next round is due."""
        return (self.month + every_months).first


def round_row(read: Record) -> RoundRow:
    """A round from a record with `ROUND_COLUMNS`."""
    return RoundRow(
        read["id"],
        read["number"],
        Month.of(read["month"]),
        read["data_version"],
        read["scenario"],
        read["reason"],
        read["held_by"],
        read["at"],
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """The plan that stands since a round, as it was stored last.

    version, month: the state of the data and the month that it was made from; the version is None as long as nothing
    but the round itself was stored. starts: the month in which each request starts, by id. ordinary: decidays of each
    team's ordinary month at the round. moves: why those became later that did since the round, as sentences.
    """

    round: RoundRow
    version: DataVersion | None
    month: Month
    starts: Mapping[UUID, Month]
    ordinary: Mapping[UUID, int]
    moves: Mapping[UUID, tuple[str, ...]]

    @property
    def newest(self) -> int:
        """The number of the newest event that it knows."""
        return self.round.data_version if self.version is None else self.version.newest


_STORED = "s.data_version as stored_version, s.recent as stored_recent, s.month as stored_month"
_LATEST = "from planning_round r left join standing_plan s on s.planning_round = r.id order by r.number desc limit 1"


async def standing() -> Standing | None:
    """The plan that stands; None before the first planning round."""
    read = await row(
        f"select {ROUND_COLUMNS}, r.ordinary, {_STORED}, coalesce(s.starts, r.starts) as starts,"
        f" coalesce(s.moves, '{{}}') as moves {_LATEST}"
    )
    if read is None:
        return None
    version, month = _made_from(read)
    return Standing(
        round_row(read),
        version,
        month,
        months_of(read["starts"]),
        {UUID(team): decidays for team, decidays in read["ordinary"].items()},
        {UUID(one): tuple(said) for one, said in read["moves"].items()},
    )


def _made_from(read: Record) -> tuple[DataVersion | None, Month]:
    if read["stored_version"] is None:
        return None, Month.of(read["month"])
    return DataVersion(read["stored_version"], read["stored_recent"]), Month.of(read["stored_month"])


async def stored(
    before: Standing,
    *,
    version: DataVersion,
    month: Month,
    starts: Mapping[UUID, Month],
    moves: Mapping[UUID, Iterable[str]],
) -> bool:
    """Keep the plan that follows from `before`; False when another one stands by now, so that this one is nobody's.

    So every plan follows from the one stored before it, whoever makes it. It is no decision and leaves no event.
    """
    async with transaction(Actor.system(), Deed.KEEP_PLAN) as tx:
        await tx.lock(LOCK)
        read = await tx.row(f"select {ROUND_COLUMNS}, {_STORED} {_LATEST}")
        if read is None or (read["id"], *_made_from(read)) != (before.round.id, before.version, before.month):
            return False
        await tx.execute(
            "insert into standing_plan (planning_round, data_version, recent, month, starts, moves, at)"
            " values ($1, $2, $3, $4, $5, $6, $7) on conflict (planning_round) do update"
            " set data_version = excluded.data_version, recent = excluded.recent, month = excluded.month,"
            " starts = excluded.starts, moves = excluded.moves, at = excluded.at",
            before.round.id,
            version.newest,
            version.recent,
            month.first,
            as_document(starts),
            {str(one): list(said) for one, said in moves.items()},
            tx.now,
        )
        return True


def months_of(document: Mapping[str, str]) -> dict[UUID, Month]:
    """Months by request from how they are stored."""
    months = {text: Month.parse(text) for text in set(document.values())}
    return {UUID(one): months[text] for one, text in document.items()}


def as_document(starts: Mapping[UUID, Month]) -> dict[str, Any]:
    """Months by request as they are stored."""
    return {str(one): str(month) for one, month in starts.items()}
