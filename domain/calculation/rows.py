"""Calculations as they are read."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from asyncpg import Record

from domain.calculation.kinds import CalculationKind, CalculationState
from domain.quantities import Month

OPEN = (CalculationState.WAITING, CalculationState.RUNNING)
COLUMNS = (
    "id, kind, scenario, data_version, month, state, progress, step, asked_by, asked_at, started_at, ended_at, error"
)


@dataclass(frozen=True, slots=True)
class CalculationRow:
    """A calculation without its result. data_version: the newest event that it knows; month: its first month.

    progress: per cent; step: what it does or found, as a sentence; error: why it failed.
    """

    id: UUID
    kind: CalculationKind
    scenario: UUID | None
    data_version: int
    month: Month
    state: CalculationState
    progress: int
    step: str
    asked_by: UUID | None
    asked_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    error: str | None

    @property
    def is_open(self) -> bool:
        """Whether it is still to come to an end."""
        return self.state in OPEN

    @property
    def text(self) -> str:
        """What it is doing, or how it ended, as a sentence."""
        match self.state:
            case CalculationState.WAITING:
                return "Waiting for its turn."
            case CalculationState.CANCELLED:
                return "It was cancelled."
            case CalculationState.SUPERSEDED:
                return "The portfolio changed meanwhile, so it was given up for a newer one."
            case CalculationState.FAILED:
                return f"It failed: {self.error}"
            case _:
                return self.step or "It has begun."


def calculation_row(read: Record) -> CalculationRow:
    """A calculation from a record with `COLUMNS`."""
    values = dict(read)
    return CalculationRow(
        **{
            **values,
            "kind": CalculationKind(values["kind"]),
            "state": CalculationState(values["state"]),
            "month": Month.of(values["month"]),
        }
    )
