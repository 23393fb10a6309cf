"""How sure a place in the plan is, and whether it is in time."""

from datetime import date

import pytest

from domain.portfolio.rules import Chance, chance, late
from domain.quantities import Month


@pytest.mark.parametrize(
    ("held", "planned", "above", "sure"),
    [
        (True, True, True, Chance.COMMITTED),
        (False, True, True, Chance.COMMITTED),
        (False, True, False, Chance.LIKELY),
        (False, False, True, Chance.NOT_IN_PLAN),
        (False, False, False, Chance.NOT_IN_PLAN),
    ],
)
def test_only_a_month_in_the_plan_gives_a_chance(held: bool, planned: bool, above: bool, sure: Chance) -> None:
    assert chance(held=held, planned=planned, above_line=above) is sure


@pytest.mark.parametrize(
    ("deadline", "finish", "too_late"),
    [
        (None, Month(2027, 5), False),
        (date(2027, 5, 31), Month(2027, 5), False),
        (date(2027, 5, 30), Month(2027, 5), True),
        (date(2027, 5, 31), Month(2027, 6), True),
        (date(2027, 5, 31), None, False),
        (date(2026, 11, 21), None, False),
        (date(2026, 11, 20), None, True),
        (date(2026, 11, 20), Month(2026, 11), True),
    ],
)
def test_late_is_what_finishes_after_its_deadline_or_can_no_longer_meet_it(
    deadline: date | None, finish: Month | None, too_late: bool
) -> None:
    assert late(deadline, finish, date(2026, 11, 21)) is too_late
