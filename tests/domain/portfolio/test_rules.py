"""How sure a place in the plan is."""

import pytest

from domain.portfolio.rules import Chance, chance


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
