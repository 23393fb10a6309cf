"""Reading the days that teams have and the money that the board gives, month by month."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from asyncpg import Record

from domain.actor import Actor
from domain.capacity.rules import Split, assumed
from domain.database.engine import rows
from domain.errors import RuleViolation
from domain.quantities import Month

MOST_MONTHS = 120


@dataclass(frozen=True, slots=True)
class CapacityCell:
    """A team's month. `logged` tells what the team said from what is assumed; version 0 was never logged."""

    team: UUID
    month: Month
    split: Split
    logged: bool
    version: int = 0
    note: str = ""
    logged_by: UUID | None = None
    logged_at: datetime | None = None
    source: str | None = None

    @property
    def net_decidays(self) -> int:
        return self.split.net_decidays


_DAYS = "gross_decidays, run_decidays, leave_decidays, other_decidays"
CAPACITY_COLUMNS = f"team, month, {_DAYS}, note, version, logged_by, logged_at, source"


def capacity_cell(read: Record) -> CapacityCell:
    """A logged month from a record with `CAPACITY_COLUMNS`."""
    return CapacityCell(
        team=read["team"],
        month=Month.of(read["month"]),
        split=Split(read["gross_decidays"], read["run_decidays"], read["leave_decidays"], read["other_decidays"]),
        logged=True,
        version=read["version"],
        note=read["note"],
        logged_by=read["logged_by"],
        logged_at=read["logged_at"],
        source=read["source"],
    )


def months_from(first: Month, last: Month) -> tuple[Month, ...]:
    """All months from first to last. Raises RuleViolation when there are none or too many."""
    count = last - first + 1
    if not 1 <= count <= MOST_MONTHS:
        raise RuleViolation(f"Ask for 1 to {MOST_MONTHS} months, the first one first.", rule="months_asked", path="to")
    return tuple(first + offset for offset in range(count))


async def capacity(
    actor: Actor, *, first: Month, last: Month, teams: Sequence[UUID] | None = None
) -> Mapping[UUID, tuple[CapacityCell, ...]]:
    """Every month from first to last of the teams (None: of all, by name), logged or assumed."""
    months = months_from(first, last)
    if teams is None:
        teams = [read["id"] for read in await rows("select id from team order by name, id")]
    logged: defaultdict[UUID, dict[Month, CapacityCell]] = defaultdict(dict)
    # What is assumed may come from any month that was ever logged.
    for read in await rows(f"select {CAPACITY_COLUMNS} from capacity where team = any($1)", list(teams)):
        cell = capacity_cell(read)
        logged[cell.team][cell.month] = cell
    cells: dict[UUID, tuple[CapacityCell, ...]] = {}
    for team in teams:
        known = logged[team]
        filled = assumed({month: cell.split for month, cell in known.items()}, months)
        cells[team] = tuple(
            known[month] if was_logged else CapacityCell(team, month, split, logged=False)
            for month, (split, was_logged) in filled.items()
        )
    return cells


@dataclass(frozen=True, slots=True)
class BudgetCell:
    """What may be spent on one-off cost in a month, in cents; None where the board set nothing."""

    month: Month
    amount_cents: int | None
    version: int = 0
    set_by: UUID | None = None
    set_at: datetime | None = None

    @property
    def is_set(self) -> bool:
        return self.amount_cents is not None


BUDGET_COLUMNS = "month, amount_cents, version, set_by, set_at"


def budget_cell(read: Record) -> BudgetCell:
    """A set budget from a record with `BUDGET_COLUMNS`."""
    return BudgetCell(Month.of(read["month"]), read["amount_cents"], read["version"], read["set_by"], read["set_at"])


async def budgets(actor: Actor, *, first: Month, last: Month) -> tuple[BudgetCell, ...]:
    """Every month from first to last, set or not."""
    months = months_from(first, last)
    found = await rows(f"select {BUDGET_COLUMNS} from budget where month between $1 and $2", first.first, last.first)
    known = {cell.month: cell for cell in map(budget_cell, found)}
    return tuple(known.get(month, BudgetCell(month, None)) for month in months)
