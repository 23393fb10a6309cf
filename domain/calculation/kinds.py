"""The words of calculations that are kept in the database."""

from enum import StrEnum


class CalculationKind(StrEnum):
    """What is calculated beside everything else."""

    MAXIMUM_VALUE = "maximum_value"  # the plan of most value, with its proof or gap
    FORECAST = "forecast"  # chances and dates by simulation


class CalculationState(StrEnum):
    """How far a calculation is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    SUPERSEDED = "superseded"
    FAILED = "failed"
