"""How an owner's list may change.

A list is a tuple of request ids, first place first. Every function returns a new tuple; the caller holds the
lock and the version of the list, so that two drags at once cannot both win.
"""

from domain.errors import RuleViolation

Order = tuple[str, ...]


def moved(order: Order, item: str, after: str | None) -> Order:
    """A request moves to the place right below another one, or to the top.

    `after` is the request that will stand directly above `item`; None means the top. All other requests keep
    their order among themselves. An item that is not in the list yet enters at that place.
    Raises RuleViolation when `after` is the item itself or stands in another list.
    """
    if after == item:
        raise RuleViolation("A request cannot be ranked below itself.", rule="rank_after_another", path="after")
    rest = tuple(one for one in order if one != item)
    if after is None:
        return (item, *rest)
    if after not in rest:
        raise RuleViolation(
            "The request to rank below is not in this unit's list.", rule="rank_within_the_unit", path="after"
        )
    place = rest.index(after) + 1
    return (*rest[:place], item, *rest[place:])


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
