"""How sure a place in the plan is, and whether it is in time."""

from datetime import date

import pytest

from domain.portfolio.rules import Chance, late, sureness
from domain.quantities import Month

OCTOBER = Month(2027, 10)


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
    found = sureness(held=held, planned=planned, above_line=above, simulated=None, committed_from=0.8, until=OCTOBER)
    assert found.chance is sure
    assert found.text.endswith(".")


@pytest.mark.parametrize(
    ("simulated", "sure"),
    [
        (1.0, Chance.COMMITTED),
        (0.8, Chance.COMMITTED),
        (0.799, Chance.LIKELY),
        (0.5, Chance.LIKELY),
        (0.499, Chance.NOT_IN_PLAN),
        (0.0, Chance.NOT_IN_PLAN),
    ],
)
def test_with_a_forecast_the_simulated_plans_decide(simulated: float, sure: Chance) -> None:
    for above in (True, False):
        found = sureness(
            held=False, planned=True, above_line=above, simulated=simulated, committed_from=0.8, until=OCTOBER
        )
        assert found.chance is sure
        unlikely = "Unlikely by October 2027: f" if sure is Chance.NOT_IN_PLAN else "F"
        then = "then" if unlikely != "F" else "October 2027"
        assert found.text == f"{unlikely}inished by {then} in {round(simulated * 100)} of 100 simulated plans."
    held = sureness(held=True, planned=True, above_line=True, simulated=simulated, committed_from=0.8, until=OCTOBER)
    assert held.chance is Chance.COMMITTED
    absent = sureness(
        held=False, planned=False, above_line=True, simulated=simulated, committed_from=0.8, until=OCTOBER
    )
    assert absent.chance is Chance.NOT_IN_PLAN
    old = sureness(
        held=False, planned=True, above_line=True, simulated=simulated, committed_from=0.8, until=OCTOBER, fresh=False
    )
    assert "before the latest change" in old.text


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
