"""A scenario's changes as sentences, and who decides each of them in earnest. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from domain.quantities import cents
from domain.scenarios.changes import (
    BudgetChange,
    CapacityChange,
    ChangeKind,
    Changes,
    ListOrder,
    Months,
    Move,
    NewRequest,
)
from domain.scenarios.taking import TakenOption
from domain.wording import days, joined, money, month_name

MOST_NAMED = 5


class Decider(StrEnum):
    """Who decides a change in earnest."""

    BOARD = "board"
    OWNERS = "owners"
    IT = "it"


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who decides: id and name."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class RequestName:
    key: str
    title: str
    unit: UUID


@dataclass(frozen=True, slots=True)
class Names:
    """What the sentences name. owners: by unit; staff: by team; asked: who answers a priority question, by question."""

    teams: Mapping[UUID, str]
    rates: Mapping[UUID, int]
    units: Mapping[UUID, str]
    requests: Mapping[UUID, RequestName]
    options: Mapping[UUID, TakenOption]
    owners: Mapping[UUID, tuple[Named, ...]]
    staff: Mapping[UUID, tuple[Named, ...]]
    asked: Mapping[UUID, tuple[Named, ...]]

    def request(self, one: UUID) -> str:
        """The key of a request with its title."""
        found = self.requests.get(one)
        return f"{found.key} ({found.title})" if found else "a request that is gone"

    def unit(self, one: UUID) -> str:
        return self.units.get(one, "a unit that is gone")

    def team(self, one: UUID) -> str:
        return self.teams.get(one, "a team that is gone")


@dataclass(frozen=True, slots=True)
class Told:
    """One change, told: its path in the form, what it is, who decides it and how to ask. people: who they are."""

    path: str
    kind: ChangeKind
    change: Any
    text: str
    decider: Decider
    who: str
    people: tuple[UUID, ...]


def told(changes: Changes, names: Names) -> tuple[Told, ...]:
    """Every change as a sentence, with who decides it."""
    made = []
    for path, kind, change in changes.parts():
        decider, who, people = _decides(kind, change, names)
        made.append(Told(path, kind, change, _TEXT[kind](change, names), decider, who, tuple(one.id for one in people)))
    return tuple(made)


def of_others(several: Sequence[Told]) -> tuple[Told, ...]:
    """What the board cannot adopt, because it is not the board's to decide."""
    return tuple(one for one in several if one.decider is not Decider.BOARD)


def _span(one: Months) -> str:
    if one.last == one.month:
        return month_name(one.month)
    return f"each month from {month_name(one.month)} to {month_name(one.last)}"


def _capacity(one: CapacityChange, names: Names) -> str:
    text = f"{names.team(one.team)} has {days(abs(one.decidays))} days {'more' if one.days > 0 else 'fewer'}"
    text = f"{text} in {_span(one)}"
    if not one.bought:
        return f"{text}, as an assumption."
    price = one.price(names.rates.get(one.team, 0)) * (one.last - one.month + 1)
    return f"{text}, bought for {money(price)} at its day rate."


def _budget(one: BudgetChange, _: Names) -> str:
    return f"The budget of {_span(one)} is {money(one.cents)}."


def _percent(share: float) -> str:
    return f"{Decimal(str(share)) * 100:f}".rstrip("0").rstrip(".") + "%"


_POLICY: dict[str, Callable[[Any], str]] = {
    "small_lane_percent": lambda value: f"The quick-win lane's share of the portfolio is {value}%.",
    "mandatory_weight": lambda value: f"What law or regulator ask for has the weight {value} in the portfolio order.",
    "small_item_days": lambda value: f"Requests of up to {value} days count as small.",
    "commit_share": lambda value: f"The commit line asks for {_percent(value)} of the effort above it.",
    "request_share_of_team": lambda value: f"One request takes at most {_percent(value)} of a team's month.",
    "displayed_months": lambda value: f"The plan shows {value} months.",
    "calibrate_efforts": lambda value: (
        "Efforts are planned at what such estimates came out at." if value else "Efforts are planned as estimated."
    ),
    "decide_by_months": lambda value: f"A request is decided or confirmed anew within {value} months.",
}


def _policy(change: tuple[str, Any], names: Names) -> str:
    setting, value = change
    if setting != "entitlements":
        return _POLICY[setting](value)
    weights = [f"{names.unit(unit)} has the weight {weight}" for unit, weight in value.items()]
    return f"In the portfolio order {joined(weights)}."


def _order(one: ListOrder, names: Names) -> str:
    first = [names.requests[each].key if each in names.requests else "?" for each in one.requests[:MOST_NAMED]]
    more = len(one.requests) - len(first)
    if more:
        first.append(f"{more} more")
    return f"{names.unit(one.unit)}'s list begins with {joined(first)}."


def _move(one: Move, names: Names) -> str:
    if one.after is not None:
        return f"{names.request(one.request)} stands right below {names.request(one.after)}."
    found = names.requests.get(one.request)
    return f"{names.request(one.request)} stands on top of {names.unit(found.unit) if found else 'its unit'}'s list."


def _added(one: NewRequest, names: Names) -> str:
    efforts = joined([f"{days(each.decidays)} days of {names.team(each.team)}" for each in one.efforts])
    return (
        f"{names.unit(one.unit)} has a new request, {one.title.strip()}: {efforts}, worth {money(cents(one.value))}"
        " in the valuation period."
    )


def _option(one: UUID, names: Names) -> str:
    found = names.options.get(one)
    if found is None:
        return "An option that is gone is taken."
    return f"Priority question {found.question_number} is decided: {found.title.rstrip('.')}."


_TEXT: dict[ChangeKind, Callable[[Any, Names], str]] = {
    ChangeKind.CAPACITY: _capacity,
    ChangeKind.BUDGET: _budget,
    ChangeKind.POLICY: _policy,
    ChangeKind.ORDER: _order,
    ChangeKind.MOVE: _move,
    ChangeKind.REQUEST_IN: _added,
    ChangeKind.REQUEST_OUT: lambda one, names: f"{names.request(one)} leaves.",
    ChangeKind.EFFORT: lambda factor, _: f"All estimates are {factor.normalize():f} times as large.",
    ChangeKind.OPTION: _option,
}

_BOARD = "The governance board decides it, by adopting the scenario."


def _decides(kind: ChangeKind, change: Any, names: Names) -> tuple[Decider, str, tuple[Named, ...]]:
    match kind:
        case ChangeKind.CAPACITY if not change.bought:
            people = names.staff.get(change.team, ())
            return (
                Decider.IT,
                (
                    f"Only {names.team(change.team)} itself{_by_name(people)} says what days it has: ask it to log its"
                    " capacity, or buy the days."
                ),
                people,
            )
        case ChangeKind.EFFORT:
            return Decider.IT, "Only the delivery teams estimate: ask them to estimate the requests anew.", ()
        case ChangeKind.ORDER:
            people = names.owners.get(change.unit, ())
            return Decider.OWNERS, f"{_ranks(names.unit(change.unit), people)} in this order.", people
        case ChangeKind.MOVE:
            found = names.requests.get(change.request)
            people = names.owners.get(found.unit, ()) if found else ()
            unit = names.unit(found.unit) if found else "its unit"
            below = f"below {names.request(change.after)}" if change.after else "on top"
            key = found.key if found else "it"
            return Decider.OWNERS, f"{_ranks(unit, people, what=key)} {below}.", people
        case ChangeKind.REQUEST_OUT:
            found = names.requests.get(change)
            people = names.owners.get(found.unit, ()) if found else ()
            unit = names.unit(found.unit) if found else "its unit"
            return (
                Decider.OWNERS,
                (
                    f"Only a business owner of {unit}{_by_name(people)} withdraws or parks a request: ask for"
                    f" {found.key if found else 'it'} to be withdrawn or parked."
                ),
                people,
            )
        case ChangeKind.REQUEST_IN:
            people = names.owners.get(change.unit, ())
            return (
                Decider.OWNERS,
                (
                    f"Submit {change.title.strip()}: the delivery teams estimate it, and a business owner of"
                    f" {names.unit(change.unit)}{_by_name(people)} ranks it."
                ),
                people,
            )
        case ChangeKind.OPTION:
            found_option = names.options.get(change)
            people = names.asked.get(found_option.question, ()) if found_option else ()
            number = found_option.question_number if found_option else "?"
            return (
                Decider.OWNERS,
                (
                    f"Priority question {number} is answered by the owners whom it asks{_by_name(people)},"
                    " and by the board once it is escalated: ask for this answer there."
                ),
                people,
            )
        case _:
            return Decider.BOARD, _BOARD, ()


def _ranks(unit: str, people: Sequence[Named], *, what: str = "it") -> str:
    return f"Only a business owner of {unit}{_by_name(people)} ranks its list: ask for {what} to be ranked"


def _by_name(people: Sequence[Named]) -> str:
    if not people:
        return ""
    named = [one.name for one in people[:MOST_NAMED]]
    return f" ({joined(named)})"
