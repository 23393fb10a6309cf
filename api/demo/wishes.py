"""The wishes of each unit as its people put them, read from the texts in `ideas/`.

A wish is written as

    # title
    category | teams, the one with most work first | person-days in all
    problem
    > outcome
    * kind | metric | unit of measure | baseline | target | thousands of euros a month, or - where it is not money
"""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from domain.value.rules import BenefitKind

FOLDER = Path(__file__).parent / "ideas"


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that a wish is to bring: a measure from baseline to target, and thousands of euros a month (None: no
    money)."""

    kind: BenefitKind
    metric: str
    unit_of_measure: str
    baseline: Decimal
    target: Decimal
    thousands: Decimal | None


@dataclass(frozen=True, slots=True)
class Wish:
    """What a unit would like, before anybody has estimated or ranked it. `days`: person-days of all teams."""

    unit: str
    title: str
    category: str
    teams: tuple[str, ...]
    days: int
    problem: str
    outcome: str
    effects: tuple[Effect, ...]


def wishes(unit: str) -> tuple[Wish, ...]:
    """Every wish of a unit, the oldest first."""
    text = (FOLDER / f"{unit}.txt").read_text(encoding="utf-8")
    return tuple(_wish(unit, block.strip().splitlines()) for block in text.split("\n\n") if block.strip())


def _wish(unit: str, lines: list[str]) -> Wish:
    category, teams, days = (part.strip() for part in lines[1].split("|"))
    return Wish(
        unit=unit,
        title=lines[0].removeprefix("# "),
        category=category,
        teams=tuple(teams.split()),
        days=int(days),
        problem=lines[2],
        outcome=lines[3].removeprefix("> "),
        effects=tuple(_effect(line.removeprefix("* ")) for line in lines[4:]),
    )


def _effect(line: str) -> Effect:
    kind, metric, unit, baseline, target, thousands = (part.strip() for part in line.split("|"))
    return Effect(
        BenefitKind(kind),
        metric,
        unit,
        Decimal(baseline),
        Decimal(target),
        None if thousands == "-" else Decimal(thousands),
    )
