"""Plans side by side, differences first: the first is what the others are compared with. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from domain.quantities import Month
from domain.scenarios.figures import Figures, Line, Outcome, Sums
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
    ROUND = "round"  # a planning round held today, without any change
    CAME_IN = "came_in"
    EARLIER = "earlier"
    OTHER = "other"
    LATER = "later"
    DROPPED_OUT = "dropped_out"
    TOTAL = "total"
    BOUGHT = "bought"


_LABELS = {
    StepKind.FIRST: "Value of the first plan",
    StepKind.ROUND: "A planning round alone",
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
class Leg:
    """The way from one plan to another: what it comes to afterwards, and what changes on the way for whom."""

    before: Figures
    after: Figures
    effects: tuple[Effect, ...]

    @property
    def earlier(self) -> int:
        return sum(each.earlier for each in self.effects)

    @property
    def later(self) -> int:
        return sum(each.later for each in self.effects)

    @property
    def came_in(self) -> int:
        return sum(each.came_in for each in self.effects)

    @property
    def dropped_out(self) -> int:
        return sum(each.dropped_out for each in self.effects)

    @property
    def effort(self) -> int:
        """Decidays more (or fewer, below 0) in the plan."""
        return self.after.total.effort - self.before.total.effort

    @property
    def promised(self) -> int:
        """Promised value in cents, more (or less, below 0)."""
        return self.after.total.promised - self.before.total.promised

    @property
    def calibrated(self) -> int:
        return self.after.total.calibrated - self.before.total.calibrated

    @property
    def text(self) -> str:
        """What changes, without a full stop: "2 requests come in; €120,000 more"."""
        moves = moves_text(self.came_in, self.dropped_out, self.earlier, self.later)
        return f"{moves}; {more_text(self.effort, self.promised)}"


@dataclass(frozen=True, slots=True)
class Split:
    """A plan that a planning round makes, in two legs: the round held today alone, and the change on top of it."""

    round_alone: Leg
    change: Leg


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
    """Two to four plans side by side. rows: those that differ first, the most value at stake on top, then by place.

    splits: for each plan the round alone and the change, None where the plan has no such parts.
    """

    outcomes: tuple[Outcome, ...]
    rows: tuple[Row, ...]
    effects: tuple[tuple[Effect, ...], ...]
    waterfalls: tuple[tuple[Step, ...], ...]
    splits: tuple[Split | None, ...]

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


def compared(outcomes: Sequence[Outcome], alone: Sequence[Outcome | None] = ()) -> Comparison:
    """Put plans of the same data side by side.

    alone: for each plan the one of a planning round without its change, None where there is nothing to split.
    """
    alone = alone or [None] * len(outcomes)
    first, rows = outcomes[0], _rows(outcomes)
    return Comparison(
        tuple(outcomes),
        rows,
        tuple(_effects(first, each) for each in outcomes),
        tuple(_waterfall(first, between, each) for between, each in zip(alone[1:], outcomes[1:], strict=True)),
        tuple(
            None if between is None else Split(leg(first, between), leg(between, each))
            for between, each in zip(alone, outcomes, strict=True)
        ),
    )


def leg(before: Outcome, after: Outcome) -> Leg:
    """The way from one plan to another."""
    return Leg(before.figures, after.figures, _effects(before, after))


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


def _moved(first: Outcome, other: Outcome) -> list[tuple[RequestMove, Line | None, Line | None]]:
    """What becomes of the requests on the way from one plan to another, those that stay as they are left out."""
    pairs = [(first.lines.get(one), other.lines.get(one)) for one in dict.fromkeys((*first.lines, *other.lines))]
    moved = [(move_of(before, after), before, after) for before, after in pairs]
    return [each for each in moved if each[0] is not RequestMove.SAME]


def _effects(first: Outcome, other: Outcome) -> tuple[Effect, ...]:
    """What changes for each unit, those with most first; units for which nothing changes are left out."""
    moves: dict[UUID, list[RequestMove]] = {}
    for move, one, another in _moved(first, other):
        line = one or another
        assert line is not None
        moves.setdefault(line.unit, []).append(move)
    made = []
    for unit in first.plan.input.facts.units:
        if unit.id not in moves:
            continue
        some = moves[unit.id]
        before, after = first.units[unit.id], other.units.get(unit.id, Sums())
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


def _waterfall(first: Outcome, alone: Outcome | None, other: Outcome) -> tuple[Step, ...]:
    """From the first plan's value to another's. The steps between add up exactly, whatever they are rounded to.

    With a planning round between them, that is a step of its own, and the requests' moves count from there.
    """
    start = first.total
    steps = [Step(StepKind.FIRST, start.requests, start.promised, start.calibrated)]
    if alone is not None:
        added = (alone.total.promised - start.promised, alone.total.calibrated - start.calibrated)
        steps.append(Step(StepKind.ROUND, len(_moved(first, alone)), *added))
    moved = _moved(alone or first, other)
    for kind in (move for move in RequestMove if move is not RequestMove.SAME):
        of_kind = [(before, after) for move, before, after in moved if move is kind]
        promised = calibrated = 0
        for before, after in of_kind:
            promised += (after.promised if after else 0) - (before.promised if before else 0)
            calibrated += (after.calibrated if after else 0) - (before.calibrated if before else 0)
        steps.append(Step(StepKind(kind.value), len(of_kind), promised, calibrated))
    steps.append(Step(StepKind.TOTAL, other.total.requests, other.total.promised, other.total.calibrated))
    bought = first.figures.bought_cents - other.figures.bought_cents
    steps.append(Step(StepKind.BOUGHT, 0, bought, bought))
    return tuple(steps)
