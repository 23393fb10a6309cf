"""What a team has for requests in a month, and what is assumed for months that it has not logged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.errors import Violation
from domain.quantities import Month, days

LONGEST_NOTE = 2000
MOST_DECIDAYS = 100_000  # ten thousand person-days in a month: more is a slip of the keyboard


@dataclass(frozen=True, slots=True)
class Split:
    """A team's month in decidays: gross, and what goes off for run work, leave and other."""

    gross_decidays: int = 0
    run_decidays: int = 0
    leave_decidays: int = 0
    other_decidays: int = 0

    @property
    def net_decidays(self) -> int:
        """What is left for requests."""
        return self.gross_decidays - self.run_decidays - self.leave_decidays - self.other_decidays


_PATHS = {
    "gross_decidays": "gross_days",
    "run_decidays": "run_days",
    "leave_decidays": "leave_days",
    "other_decidays": "other_days",
}


def split_violations(split: Split) -> tuple[Violation, ...]:
    """Everything to change before a month can be logged: no negative days, and no more used than there is."""
    found = []
    for name, path in _PATHS.items():
        given: int = getattr(split, name)
        if given < 0:
            found.append(Violation(path, "Days are not negative."))
        elif given > MOST_DECIDAYS:
            found.append(Violation(path, f"At most {days(MOST_DECIDAYS):,.0f} person-days a month."))
    if not found and split.net_decidays < 0:
        used = days(split.gross_decidays - split.net_decidays)
        found.append(
            Violation(
                "gross_days",
                f"Run work, leave and other come to {used} days, {days(-split.net_decidays)} more than"
                f" the {days(split.gross_decidays)} gross.",
            )
        )
    return tuple(found)


def assumed(logged: Mapping[Month, Split], months: Iterable[Month]) -> dict[Month, tuple[Split, bool]]:
    """A team's months, each with whether it was logged.

    A month that nobody logged is not a month without people: it takes the last month logged before it, and before the
    first one that first one. A team that never logged has nothing.
    """
    known = sorted(logged)
    filled = {}
    for month in months:
        if month in logged:
            filled[month] = (logged[month], True)
        elif known:
            earlier = [one for one in known if one < month]
            filled[month] = (logged[earlier[-1] if earlier else known[0]], False)
        else:
            filled[month] = (Split(), False)
    return filled
