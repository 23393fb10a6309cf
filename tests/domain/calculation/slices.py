"""Slices that go wrong, for the other process to import."""

import time
from typing import Any, NoReturn

from domain.calculation.work import Work, advanced

SECONDS = 30


def endless(work: Work) -> tuple[Work, dict[str, Any] | None]:
    """A slice that takes far longer than anybody waits."""
    time.sleep(SECONDS)
    return advanced(work)


def broken(work: Work) -> NoReturn:
    """A slice that fails."""
    raise ValueError("the numbers do not add up")
