"""Slices that go wrong, for the other process to import."""

import time
from typing import Any, NoReturn

from domain.calculation.work import Maximising, Work, advanced

SECONDS = 30


def endless(work: Work) -> tuple[Work, dict[str, Any] | None]:
    """A slice that takes far longer than anybody waits."""
    time.sleep(SECONDS)
    return advanced(work)


def endless_plan(work: Work) -> tuple[Work, dict[str, Any] | None]:
    """The same for a plan of most value; a forecast takes what it takes."""
    return endless(work) if isinstance(work, Maximising) else advanced(work)


def broken(work: Work) -> NoReturn:
    """A slice that fails."""
    raise ValueError("the numbers do not add up")
