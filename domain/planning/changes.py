"""Which requests start in another month by one plan than by another. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from domain.planning.current import CurrentPlan
from domain.quantities import Month


@dataclass(frozen=True, slots=True)
class StartChange:
    """A request's start by two plans; None is outside the plan.

    place: in the portfolio order of the later plan, 0 while it holds its months, None when it is not in the order.
    because: what made it later, as far as that is named one by one.
    """

    request: UUID
    place: int | None
    before: Month | None
    after: Month | None
    because: str | None = None

    @property
    def later(self) -> bool:
        """Whether it starts later or left the plan."""
        return self.before is not None and (self.after is None or self.after > self.before)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many requests start later (and are still planned), start earlier, come into the plan, drop out of it."""

    later: int
    earlier: int
    comes_in: int
    drops_out: int


def counted(changes: Iterable[StartChange]) -> Counts:
    """Changes by their kind; they add up to their number."""
    later = earlier = comes_in = drops_out = 0
    for one in changes:
        if one.before is None:
            comes_in += 1
        elif one.after is None:
            drops_out += 1
        elif one.after > one.before:
            later += 1
        else:
            earlier += 1
    return Counts(later, earlier, comes_in, drops_out)


def changed(before: Mapping[UUID, Month], after: CurrentPlan) -> tuple[StartChange, ...]:
    """Every request in play that starts in another month now: held ones, the order by place, those that lost theirs."""
    found = []
    for one in in_order(after):
        was, now = before.get(one), after.starts.get(one)
        if was != now:
            found.append(StartChange(one, after.place_of(one), was, now))
    return tuple(found)


def in_order(plan: CurrentPlan) -> Sequence[UUID]:
    """Every request in play: who holds months, the order by place, then those that have no place."""
    demands = plan.input.demands
    keys = dict.fromkeys((*plan.input.held, *(place.request for place in plan.input.order), *demands))
    return [demands[key].id for key in keys]


def as_documents(changes: Iterable[StartChange]) -> list[dict[str, Any]]:
    """Changes as a planning round stores them."""
    return [
        {
            "request": str(one.request),
            "place": one.place,
            "before": None if one.before is None else str(one.before),
            "after": None if one.after is None else str(one.after),
        }
        for one in changes
    ]


def from_documents(documents: Iterable[Mapping[str, Any]]) -> tuple[StartChange, ...]:
    """Changes from how a planning round stores them."""

    def month(text: str | None) -> Month | None:
        return None if text is None else Month.parse(text)

    return tuple(
        StartChange(
            UUID(one["request"]),
            one["place"],
            month(one["before"]),
            month(one["after"]),
        )
        for one in documents
    )
