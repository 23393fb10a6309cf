"""Seeded chance, moments of working days, and decks of phrases that are gone through before one comes again."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

FOLDER = Path(__file__).parent / "said"


def seeded(*names: object) -> Random:
    """A source of chance of its own for each thing, so that changing one leaves the others as they are."""
    return Random("/".join(str(name) for name in names))


def at_work(day: date, chance: Random, *, hour: int | None = None) -> datetime:
    """A moment of the day, or of the next Monday when it is a weekend."""
    weekend = max(0, day.weekday() - 4)
    first = day + timedelta(days=(3 - weekend) if weekend else 0)
    return datetime(
        first.year,
        first.month,
        first.day,
        chance.randint(7, 16) if hour is None else hour,
        chance.randint(0, 59),
        chance.randint(0, 59),
        tzinfo=UTC,
    )


def in_days(moment: datetime, low: int, high: int, chance: Random) -> datetime:
    """A moment at work so many days later."""
    found = at_work((moment + timedelta(days=chance.randint(low, high))).date(), chance)
    return max(found, moment + timedelta(minutes=7))


class Deck:
    """Phrases of one kind, shuffled; each is heard once before any is heard again."""

    def __init__(self, kind: str, seed: object) -> None:
        lines = (FOLDER / f"{kind}.txt").read_text(encoding="utf-8").splitlines()
        self._all = [line.strip() for line in lines if line.strip()]
        self._chance = seeded(seed, kind)
        self._left: list[str] = []

    def next(self) -> str:
        if not self._left:
            self._left = list(self._all)
            self._chance.shuffle(self._left)
        return self._left.pop()
