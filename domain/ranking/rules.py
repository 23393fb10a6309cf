"""How an owner's list may change.

A list is a tuple of request ids, first place first. Every function returns a new tuple; the caller holds the
lock and the version of the list, so that two drags at once cannot both win.
"""

from bisect import bisect_left
from dataclasses import dataclass

from domain.demand.rules import IN_ORDER, RequestState
from domain.errors import Conflict, RuleViolation

LONGEST_REASON = 2000

Order = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """One request changes its place, 1 at the top; `from_place` is None when it comes in."""

    request: str
    from_place: int | None
    to_place: int


def reason_given(reason: str | None) -> str | None:
    """The reason without space around it; None when nothing was said. Raises RuleViolation for a longer one."""
    said = (reason or "").strip() or None
    if said and len(said) > LONGEST_REASON:
        raise RuleViolation(f"The reason has at most {LONGEST_REASON} characters.", rule="reason_length", path="reason")
    return said


def check_undecided(key: str, state: RequestState) -> None:
    """Only what nobody has decided yet is ranked. Raises Conflict."""
    if state not in IN_ORDER:
        raise Conflict(f"{key} is {state.spoken}; only requests that nobody has decided are ranked.")


def removed(order: Order, item: str) -> Order:
    """A request leaves the list, and those below it move up by one place.

    Raises RuleViolation when it is not in the list.
    """
    if item not in order:
        raise RuleViolation("The request is not in this unit's list.", rule="rank_within_the_unit", path="request")
    return tuple(one for one in order if one != item)


def passed(before: Order, after: Order, item: str) -> tuple[str, ...]:
    """The requests that an item overtook between two versions of a list, in their present order."""
    if item not in before or item not in after:
        return ()
    above_before = set(before[: before.index(item)])
    return tuple(one for one in after[after.index(item) + 1 :] if one in above_before)


def moves(before: Order, after: Order, first: str | None = None) -> tuple[Move, ...]:
    """The fewest moves, one after the other, that make a list into another with the same requests or more.

    `first` is the request that somebody moved by hand: where its move alone explains the new list, it is the move.
    """
    alone = first is not None and tuple(one for one in before if one != first) == tuple(
        one for one in after if one != first
    )
    staying = {one for one in after if one != first} if alone else _longest_kept(before, after)
    now, made = list(before), []
    for place, one in enumerate(after):
        if one in staying:
            continue
        from_place = now.index(one) + 1 if one in now else None
        if from_place is not None:
            del now[from_place - 1]
        to = now.index(after[place - 1]) + 1 if place else 0
        now.insert(to, one)
        if from_place != to + 1:
            made.append(Move(one, from_place, to + 1))
    return tuple(made)


def _longest_kept(before: Order, after: Order) -> set[str]:
    """The most requests that can stay where they are: a longest run of them that ascends in both lists."""
    stood = {one: place for place, one in enumerate(before)}
    ends: list[int] = []  # the smallest place at which a run of each length ends
    runs: list[str] = []
    came_from: dict[str, str | None] = {}
    for one in after:
        if one not in stood:
            continue
        length = bisect_left(ends, stood[one])
        came_from[one] = runs[length - 1] if length else None
        ends[length : length + 1] = [stood[one]]
        runs[length : length + 1] = [one]
    kept: set[str] = set()
    last = runs[-1] if runs else None
    while last is not None:
        kept.add(last)
        last = came_from[last]
    return kept
