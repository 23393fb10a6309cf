"""Plans side by side, differences first: the first is what the others are compared with. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from domain.quantities import Month
from domain.scenarios.figures import Line, Outcome, Sums
from domain.scenarios.moving import more_text, moves_text


class RequestMove(StrEnum):
    """What happens to a request against the first plan."""

    SAME = "same"
    CAME_IN = "came_in"
    EARLIER = "earlier"
    OTHER = "other"  # the same start, but another finish or another value
    LATER = "later"
    DROPPED_OUT = "dropped_out"


class StepKind(StrEnum):
    """The steps from the first plan's value to another's."""

    FIRST = "first"
    CAME_IN = "came_in"
    EARLIER = "earlier"
    OTHER = "other"
    LATER = "later"
    DROPPED_OUT = "dropped_out"
    TOTAL = "total"
    BOUGHT = "bought"


_LABELS = {
    StepKind.FIRST: "Value of the first plan",
    StepKind.CAME_IN: "Come in",
    StepKind.EARLIER: "Start earlier",
    StepKind.OTHER: "Same start, other scope or finish",
    StepKind.LATER: "Start later",
    StepKind.DROPPED_OUT: "Drop out",
    StepKind.TOTAL: "Value of this plan",
    StepKind.BOUGHT: "Price of bought days",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A request in each plan, None where it is not; moves are against the first."""

    id: UUID
    key: str
    title: str
    unit: UUID
    is_idea: bool
    cells: tuple[Line | None, ...]
    moves: tuple[RequestMove, ...]

    @property
    def same(self) -> bool:
        return all(move is RequestMove.SAME for move in self.moves)

    @property
    def at_stake(self) -> int:
        """How far apart its value is between the plans, in cents."""
        values = [cell.promised if cell else 0 for cell in self.cells]
        return max(values) - min(values)


@dataclass(frozen=True, slots=True)
class Effect:
    """What changes for a unit against the first plan."""

    unit: UUID
    name: str
    earlier: int
    later: int
    came_in: int
    dropped_out: int
    effort: int
    promised: int
    calibrated: int

    @property
    def moved(self) -> int:
        return self.earlier + self.later + self.came_in + self.dropped_out

    @property
    def text(self) -> str:
        """The effect as a sentence."""
        change = moves_text(self.came_in, self.dropped_out, self.earlier, self.later)
        return f"{self.name}: {change}; {more_text(self.effort, self.promised)}."


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a waterfall: how many requests make it, and their value in cents."""

    kind: StepKind
    requests: int
    promised: int
    calibrated: int

    @property
    def label(self) -> str:
        """What the step is called."""
        return _LABELS[self.kind]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two to four plans side by side. rows: those that differ first, the most value at stake on top, then by place."""

    outcomes: tuple[Outcome, ...]
    rows: tuple[Row, ...]
    effects: tuple[tuple[Effect, ...], ...]
    waterfalls: tuple[tuple[Step, ...], ...]

    @property
    def different(self) -> int:
        """How many requests differ; they stand first."""
        return sum(1 for row in self.rows if not row.same)

    def unit_rows(self) -> list[tuple[UUID, tuple[Sums, ...]]]:
        """Each unit's sums in every plan, those that differ first, then by name."""
        units = [unit.id for unit in self.outcomes[0].plan.input.facts.units]
        found = [(one, tuple(each.units.get(one, Sums()) for each in self.outcomes)) for one in units]
        return sorted(found, key=lambda each: len(set(each[1])) == 1)

    def load_rows(self) -> list[tuple[UUID, Month, tuple[tuple[int, int], ...]]]:
        """Each team's months, (net, planned) decidays in every plan, by the team's name and the month."""
        return [
            (team.id, month, tuple(each.loads.get((team.id, month), (0, 0)) for each in self.outcomes))
            for team in self.outcomes[0].plan.input.facts.teams
            for month in self.outcomes[0].plan.months
            if any((team.id, month) in each.loads for each in self.outcomes)
        ]


def compared(outcomes: Sequence[Outcome]) -> Comparison:
    """Put plans of the same data side by side."""
    rows = _rows(outcomes)
    return Comparison(
        tuple(outcomes),
        rows,
        tuple(_effects(outcomes, rows, column) for column in range(len(outcomes))),
        tuple(_waterfall(outcomes, rows, column) for column in range(1, len(outcomes))),
    )


def _rows(outcomes: Sequence[Outcome]) -> tuple[Row, ...]:
    known = dict.fromkeys(one for each in outcomes for one in each.lines)
    made = []
    for one in known:
        cells = tuple(each.lines.get(one) for each in outcomes)
        named = next(cell for cell in cells if cell is not None)
        made.append(
            Row(
                one,
                named.key,
                named.title,
                named.unit,
                named.is_idea,
                cells,
                tuple(move_of(cells[0], cell) for cell in cells),
            )
        )
    made.sort(key=_standing)
    return tuple(made)


def _standing(row: Row) -> tuple[bool, int, int, str]:
    places = [cell.place for cell in row.cells if cell is not None and cell.place is not None]
    return (row.same, 0 if row.same else -row.at_stake, min(places, default=10**9), str(row.id))


def move_of(first: Line | None, other: Line | None) -> RequestMove:
    """What happens to a request between two plans."""
    before, after = (first.start if first else None), (other.start if other else None)
    if before is None or after is None:
        if before is None and after is None:
            return RequestMove.SAME
        return RequestMove.CAME_IN if before is None else RequestMove.DROPPED_OUT
    if before != after:
        return RequestMove.EARLIER if after < before else RequestMove.LATER
    assert first is not None
    assert other is not None
    same = (first.finish, first.promised, first.effort) == (other.finish, other.promised, other.effort)
    return RequestMove.SAME if same else RequestMove.OTHER


def _effects(outcomes: Sequence[Outcome], rows: Iterable[Row], column: int) -> tuple[Effect, ...]:
    """What changes for each unit, those with most first; units for which nothing changes are left out."""
    moves: dict[UUID, list[RequestMove]] = {}
    for row in rows:
        if row.moves[column] is not RequestMove.SAME:
            moves.setdefault(row.unit, []).append(row.moves[column])
    made = []
    for unit in outcomes[0].plan.input.facts.units:
        if unit.id not in moves:
            continue
        some = moves[unit.id]
        before, after = outcomes[0].units[unit.id], outcomes[column].units.get(unit.id, Sums())
        made.append(
            Effect(
                unit.id,
                unit.name,
                some.count(RequestMove.EARLIER),
                some.count(RequestMove.LATER),
                some.count(RequestMove.CAME_IN),
                some.count(RequestMove.DROPPED_OUT),
                after.effort - before.effort,
                after.promised - before.promised,
                after.calibrated - before.calibrated,
            )
        )
    return tuple(sorted(made, key=lambda each: -each.moved))


def _waterfall(outcomes: Sequence[Outcome], rows: Sequence[Row], column: int) -> tuple[Step, ...]:
    """From the first plan's value to another's. The steps between add up exactly, whatever they are rounded to."""
    first, other = outcomes[0], outcomes[column]
    steps = [Step(StepKind.FIRST, first.total.requests, first.total.promised, first.total.calibrated)]
    for move in (move for move in RequestMove if move is not RequestMove.SAME):
        of_kind = [row for row in rows if row.moves[column] is move]
        promised = calibrated = 0
        for row in of_kind:
            before, after = row.cells[0], row.cells[column]
            promised += (after.promised if after else 0) - (before.promised if before else 0)
            calibrated += (after.calibrated if after else 0) - (before.calibrated if before else 0)
        steps.append(Step(StepKind(move.value), len(of_kind), promised, calibrated))
    steps.append(Step(StepKind.TOTAL, other.total.requests, other.total.promised, other.total.calibrated))
    bought = first.figures.bought_cents - other.figures.bought_cents
    steps.append(Step(StepKind.BOUGHT, 0, bought, bought))
    return tuple(steps)
