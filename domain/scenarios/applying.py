"""The portfolio as a scenario would have it: its changes applied to the facts of one moment. Pure.

The order is always the same: policy, capacity, budgets, options taken, requests out, lists, moves, new requests,
estimates. A change that has nothing to change any more (its months are over, its request has left) is left out and
says why, so that an old scenario can still be planned.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from domain.calibration.factors import exact, times_up
from domain.capacity.queries import CapacityCell
from domain.demand.rules import RequestState
from domain.errors import RuleViolation
from domain.planning.facts import Demand, Facts
from domain.planning.problem import planning_problem
from domain.planning.timetable import Timetable
from domain.quantities import Month
from domain.scenarios.changes import BudgetChange, CapacityChange, Changes, ListOrder, Move, NewRequest
from domain.scenarios.ideas import idea, key_of
from domain.scenarios.taking import TakenOption, taken

_OVER = "Its months are over."


@dataclass(frozen=True, slots=True)
class Supposed:
    """The facts of a scenario. notes: why a change (by its path) changes nothing on these data.

    bought: decidays and cents of the days that the scenario buys from now on, by team and month. ideas: the keys of
    its new requests, in their order.
    """

    facts: Facts
    notes: Mapping[str, str]
    bought: Mapping[tuple[UUID, Month], tuple[int, int]]
    ideas: tuple[str, ...]


def supposed(facts: Facts, changes: Changes, options: Mapping[UUID, TakenOption], *, at: datetime) -> Supposed:
    """Apply a scenario's changes to the facts. `at`: when it was saved, which is when its new requests came."""
    made = _Making(facts, at)
    if changes.policy is not None:
        made.policy(changes)
    for number, capacity in enumerate(changes.capacity):
        made.capacity(f"capacity.{number}", capacity)
    for number, budget in enumerate(changes.budgets):
        made.budget(f"budgets.{number}", budget)
    for number, option in enumerate(changes.options):
        made.option(f"options.{number}", options.get(option))
    for number, request in enumerate(changes.requests_out):
        made.out(f"requests_out.{number}", request)
    made.lists(changes)
    if changes.effort_factor is not None:
        made.effort(changes.effort_factor)
    ideas = tuple(key_of(number) for number in range(len(changes.requests_in)))
    return Supposed(made.facts, made.notes, made.bought, ideas)


@dataclass(slots=True)
class _Making:
    facts: Facts
    at: datetime
    notes: dict[str, str] = field(default_factory=dict)
    bought: dict[tuple[UUID, Month], tuple[int, int]] = field(default_factory=dict)

    def policy(self, changes: Changes) -> None:
        """Settings that go together; those that no longer do with today's policy are left out one by one."""
        assert changes.policy is not None
        settings = self.facts.policy
        for name, wanted in changes.policy.settings().items():
            alone = type(changes.policy).model_validate({name: wanted})
            try:
                changed = alone.on(settings)
            except RuleViolation as refused:
                said = " ".join(one.message for one in refused.violations) or refused.message
                self.notes[f"policy.{name}"] = f"It does not go with today's policy: {said}"
                continue
            if changed == settings:
                self.notes[f"policy.{name}"] = "The policy says so already."
            settings = changed
        demands = self.facts.demands
        if settings.calibrate_efforts != self.facts.policy.calibrate_efforts:
            demands = tuple(_planned(one, calibrate=settings.calibrate_efforts) for one in demands)
        self.facts = replace(self.facts, policy=settings, demands=demands)

    def capacity(self, path: str, change: CapacityChange) -> None:
        team = next((one for one in self.facts.teams if one.id == change.team), None)
        if team is None:
            self.notes[path] = "There is no such team any more."
            return
        cells = {cell.month: cell for cell in self.facts.capacity[team.id]}
        months = [month for month in change.months if month in cells]
        if not months:
            self.notes[path] = _OVER if change.last < self.facts.first else "The plan does not look so far ahead."
            return
        if change.bought:
            funded = dict(self.facts.funded)
            for month in months:
                cell = (team.id, month)
                funded[cell] = funded.get(cell, 0) + change.decidays
                decidays, cents = self.bought.get(cell, (0, 0))
                self.bought[cell] = (decidays + change.decidays, cents + change.price(team.day_rate_cents))
            self.facts = replace(self.facts, funded=funded)
            return
        for month in months:
            cells[month] = _with_days(cells[month], change.decidays)
        self.facts = replace(self.facts, capacity={**self.facts.capacity, team.id: tuple(cells.values())})

    def budget(self, path: str, change: BudgetChange) -> None:
        wanted = set(change.months)
        if not any(cell.month in wanted for cell in self.facts.budgets):
            self.notes[path] = _OVER if change.last < self.facts.first else "The plan does not look so far ahead."
            return
        budgets = tuple(
            replace(cell, amount_cents=change.cents) if cell.month in wanted else cell for cell in self.facts.budgets
        )
        if budgets == self.facts.budgets:
            self.notes[path] = "The budget is this already."
        self.facts = replace(self.facts, budgets=budgets)

    def option(self, path: str, option: TakenOption | None) -> None:
        if option is None:
            self.notes[path] = "There is no such option any more."
        elif not option.open:
            self.notes[path] = f"Priority question {option.question_number} is closed."
        else:
            self.facts = taken(self.facts, option, self._months)

    def _months(self, one: Demand) -> int:
        table = Timetable(planning_problem(self.facts).problem)
        number = table.index.get(one.key)
        return 1 if number is None else table.shapes[number].duration

    def out(self, path: str, request: UUID) -> None:
        one = next((each for each in self.facts.demands if each.id == request), None)
        if one is None:
            self.notes[path] = "It has left the portfolio already."
        elif one.state is RequestState.IN_DELIVERY:
            self.notes[path] = f"{one.key} is in delivery by now: it cannot leave."
        else:
            self.facts = replace(self.facts, demands=tuple(each for each in self.facts.demands if each.id != request))

    def lists(self, changes: Changes) -> None:
        """Lists and moves, then new requests; each unit's list is numbered anew once everybody has a place."""
        demands = {one.id: one for one in self.facts.demands}
        listed: dict[UUID, list[UUID]] = {unit.id: [] for unit in self.facts.units}
        for one in sorted((one for one in demands.values() if one.is_ranked), key=lambda one: one.rank or 0):
            listed[one.unit].append(one.id)
        for number, order in enumerate(changes.order):
            self._ordered(f"order.{number}", order, demands, listed)
        for number, move in enumerate(changes.moves):
            self._moved(f"moves.{number}", move, demands, listed)
        for number, new in enumerate(changes.requests_in):
            self._added(number, new, demands, listed)
        ranks = {request: place for several in listed.values() for place, request in enumerate(several, 1)}
        self.facts = replace(
            self.facts,
            demands=tuple(
                one if one.id not in ranks else replace(one, rank=ranks[one.id], state=RequestState.RANKED)
                for one in demands.values()
            ),
        )

    def _ordered(
        self, path: str, order: ListOrder, demands: Mapping[UUID, Demand], listed: dict[UUID, list[UUID]]
    ) -> None:
        before = listed.get(order.unit)
        wanted = [one for one in order.requests if one in demands and _listable(demands[one], order.unit)]
        if before is None or not wanted:
            self.notes[path] = "Nothing of this list is up for ranking any more."
            return
        first = set(wanted)
        listed[order.unit] = [*wanted, *(one for one in before if one not in first)]
        if listed[order.unit] == before:
            self.notes[path] = "The list stands like this already."

    def _moved(self, path: str, move: Move, demands: Mapping[UUID, Demand], listed: dict[UUID, list[UUID]]) -> None:
        one = demands.get(move.request)
        if one is None or not _listable(one, one.unit):
            self.notes[path] = "It is not up for ranking any more."
            return
        before = listed[one.unit]
        rest = [each for each in before if each != one.id]
        if move.after is not None and move.after not in rest:
            self.notes[path] = "The request above it is not in the list any more."
            return
        place = 0 if move.after is None else rest.index(move.after) + 1
        listed[one.unit] = [*rest[:place], one.id, *rest[place:]]
        if listed[one.unit] == before:
            self.notes[path] = "It stands there already."

    def _added(self, number: int, new: NewRequest, demands: dict[UUID, Demand], listed: dict[UUID, list[UUID]]) -> None:
        path = f"requests_in.{number}"
        if new.unit not in listed or any(each.team not in self.facts.capacity for each in new.efforts):
            self.notes[path] = "Its unit or one of its teams is not there any more."
            return
        several = listed[new.unit]
        place = 0 if new.at_top else len(several)
        if new.after is not None:
            if new.after in several:
                place = several.index(new.after) + 1
            else:
                self.notes[path] = "The request above it is not in the list any more, so it stands at the end."
        made = idea(number, new, rank=place + 1, at=self.at)
        demands[made.id] = made
        several.insert(place, made.id)

    def effort(self, factor: Decimal) -> None:
        """All estimates times a factor, rounded up to a whole deciday for each team."""
        demands = tuple(
            replace(one, effort=_all_times(one.effort, factor), estimated=_all_times(one.estimated, factor))
            for one in self.facts.demands
        )
        if factor == 1:
            self.notes["effort_factor"] = "A factor of 1 leaves all estimates as they are."
        elif demands == self.facts.demands:
            self.notes["effort_factor"] = "It leaves all estimates as they are."
        self.facts = replace(self.facts, demands=demands)


def _planned(one: Demand, *, calibrate: bool) -> Demand:
    """A request with its efforts planned at what such estimates have come out at, or as they were estimated."""
    factors = one.effort_factors if calibrate else {}
    return replace(
        one,
        effort={team: times_up(amount, exact(factors.get(team, 1.0))) for team, amount in one.estimated.items()},
    )


def _all_times(efforts: Mapping[UUID, int], factor: Decimal) -> dict[UUID, int]:
    numerator, denominator = factor.as_integer_ratio()
    return {team: -(-amount * numerator // denominator) for team, amount in efforts.items()}


def _with_days(cell: CapacityCell, decidays: int) -> CapacityCell:
    """A team's month with days more or fewer before what goes off; never fewer than none left."""
    gross = cell.split.gross_decidays + max(decidays, -cell.split.net_decidays)
    return replace(cell, split=replace(cell.split, gross_decidays=gross))


def _listable(one: Demand, unit: UUID) -> bool:
    """Whether an owner could give it a place in a unit's list now."""
    return one.unit == unit and one.state in (
        RequestState.SUBMITTED,
        RequestState.ESTIMATED,
        RequestState.RANKED,
    )
