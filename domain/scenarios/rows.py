"""A saved scenario as it is read: plain, frozen values, named as the columns are."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from asyncpg import Record

from domain.quantities import Month
from domain.scenarios.changes import Changes

SCENARIO_COLUMNS = (
    "s.id, s.number, s.name, s.purpose, s.changes, s.data_version, s.month, s.follows, s.saved_by, s.saved_at,"
    " s.discarded_at, exists (select from scenario_adoption a where a.scenario = s.id) as adopted"
)


@dataclass(frozen=True, slots=True)
class ScenarioRow:
    """A what-if that somebody saved. data_version, month: the state of the data that they saw."""

    id: UUID
    number: int
    name: str
    purpose: str
    changes: Changes
    data_version: int
    month: Month
    follows: UUID | None
    saved_by: UUID
    saved_at: datetime
    discarded_at: datetime | None
    adopted: bool


@dataclass(frozen=True, slots=True)
class AdoptionRow:
    """What the board made of a scenario. round_number: the planning round that it held, if it held one."""

    scenario: UUID
    data_version: int
    reason: str
    adopted_by: UUID
    at: datetime
    round_number: int | None


def scenario_row(record: Record) -> ScenarioRow:
    """A scenario from a record with `SCENARIO_COLUMNS`."""
    read: dict[str, Any] = dict(record)
    read["month"] = Month.of(read["month"])
    # Kept changes were checked when they were saved.
    read["changes"] = Changes.model_validate(read["changes"])
    return ScenarioRow(**read)
