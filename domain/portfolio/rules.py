"""How sure a request's place in the plan is, and whether that is in time."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.quantities import Month
from domain.wording import month_name


class Chance(StrEnum):
    """What somebody who waits for a request may count on; with a month, `not_in_plan` means that it is unlikely."""

    COMMITTED = "committed"
    LIKELY = "likely"
    NOT_IN_PLAN = "not_in_plan"


LIKELY_FROM = 0.5


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure a place in the plan is, and what that is taken from, as a sentence."""

    chance: Chance
    text: str


def sureness(
    *,
    held: bool,
    planned: bool,
    above_line: bool,
    simulated: float | None,
    committed_from: float,
    until: Month,
    fresh: bool = True,
) -> Sureness:
    """Held months are committed; what is planned, by how many simulated plans finish it within the months shown.

    until: the last month shown. committed_from: the policy's part from which that counts as committed. Without a
    forecast a place above the commit line counts as committed and another planned one as likely; the line leaves out
    what does not fit above it, so a place above it alone is not enough.
    """
    if held:
        return Sureness(Chance.COMMITTED, "It holds its months, whatever simulated plans say.")
    if not planned:
        return Sureness(Chance.NOT_IN_PLAN, "It has no month in this plan.")
    if simulated is None:
        said = "at or above" if above_line else "below"
        found = Chance.COMMITTED if above_line else Chance.LIKELY
        return Sureness(found, f"It is planned {said} the commit line; no forecast knows it yet.")
    found = Chance.NOT_IN_PLAN
    if simulated >= LIKELY_FROM:
        found = Chance.LIKELY
    if simulated >= committed_from:
        found = Chance.COMMITTED
    before = "" if fresh else ", made before the latest change"
    said = f"{round(simulated * 100)} of 100 simulated plans{before}"
    if found is Chance.NOT_IN_PLAN:
        return Sureness(found, f"Unlikely by {month_name(until)}: finished by then in {said}.")
    return Sureness(found, f"Finished by {month_name(until)} in {said}.")


def late(deadline: date | None, finish: Month | None, today: date) -> bool:
    """Whether the deadline has passed, or the plan finishes after it; a month is finished on its last day."""
    if deadline is None:
        return False
    return deadline < today or (finish is not None and (finish + 1).first - timedelta(days=1) > deadline)
