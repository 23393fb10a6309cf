"""An undecided request is decided or confirmed anew by a day; after it, it has no place in the order and the plan.

Age itself raises nothing: old requests at the top would cost more value than they bring. Instead the owner of the unit
looks again and confirms, shrinks, funds, commits or withdraws it. Until then it stays in its unit's list, visible, with
the reason. What law or regulator require, and what a decision holds months for, keeps its place whatever its age.

Months are counted from when the request came into this installation, or from the last decision about it or
confirmation of it, to the end of a month: the order changes at the turn of a month and not within one.
"""

from datetime import date, timedelta

from domain.quantities import Month


def decide_by(counted_from: date, months: int) -> date:
    """The last day: the end of the month that comes so many months after the one that is counted from."""
    return (Month.of(counted_from) + months + 1).first - timedelta(days=1)


def undecided_too_long(counted_from: date, months: int, today: Month) -> bool:
    """Whether that day has passed when a month begins."""
    return today - Month.of(counted_from) > months
