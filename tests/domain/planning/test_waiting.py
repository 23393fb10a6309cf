"""What a month of waiting costs: known answers and properties."""

from dataclasses import replace
from fractions import Fraction
from random import Random

from domain.planning.waiting import Waiting, price_of_waiting
from domain.value.rules import ThreePoint
from tests.support.cases import each_case

# 23,000 a month as promised, likely; such promises came true at 0.6522.
GIVEN = Waiting(
    value=ThreePoint(36 * 10_000_00, 36 * 23_000_00, 36 * 40_000_00),
    kept=Fraction(1),
    factor=Fraction(6522, 10_000),
    run_cents=0,
    valuation=36,
    soonest=2,
    planned=5,
    deadline=None,
    waits=True,
)


def test_a_month_costs_what_was_promised_and_what_such_promises_came_true_at() -> None:
    price = price_of_waiting(GIVEN, month="November 2026")
    assert price.month_promised == ThreePoint(10_000_00, 23_000_00, 40_000_00)
    assert price.month_calibrated.likely == 15_000_60
    assert (price.months, price.loses_now, price.rest_promised) == (3, True, None)
    assert price.promised == ThreePoint(30_000_00, 69_000_00, 120_000_00)
    assert price.text == (
        "Each month of waiting costs €23,000 (as promised), €15,001 (as such promises came true). November 2026 is"
        " being lost now. 3 months until the plan has it in use cost €45,002 as such promises came true."
    )


def test_the_run_cost_that_waiting_avoids_is_taken_off() -> None:
    price = price_of_waiting(replace(GIVEN, run_cents=3_000_00))
    assert price.month_promised.likely == 20_000_00
    assert "after the €3,000 of run cost that it avoids" in price.text
    dear = price_of_waiting(replace(GIVEN, run_cents=16_000_00))
    assert not dear.loses_now
    assert "as such promises came true it would not pay its run cost" in dear.text
    none = price_of_waiting(replace(GIVEN, run_cents=30_000_00))
    assert none.text.startswith("A month of waiting costs nothing")


def test_what_comes_after_a_missed_deadline_is_lost_for_good() -> None:
    price = price_of_waiting(replace(GIVEN, deadline=4))
    assert (price.months, price.rest_promised) == (2, ThreePoint(10_000_00, 23_000_00, 40_000_00) * 31)
    assert "It misses its deadline: the" in price.text
    outside = price_of_waiting(replace(GIVEN, planned=None, deadline=4))
    assert outside.rest_promised == price.rest_promised
    kept = price_of_waiting(replace(GIVEN, deadline=5))
    assert (kept.months, kept.rest_promised) == (3, None)


def test_without_a_month_in_the_plan_the_months_are_not_known() -> None:
    price = price_of_waiting(replace(GIVEN, planned=None))
    assert (price.months, price.promised, price.calibrated) == (None, None, None)
    assert price.text.endswith("The plan has no month for it yet.")
    unestimated = price_of_waiting(replace(GIVEN, soonest=None, planned=None))
    assert unestimated.loses_now
    assert "no month" not in unestimated.text
    without = price_of_waiting(replace(GIVEN, value=ThreePoint()))
    assert without.text == "Its benefits are not stated in money, so nobody can say what a month of waiting costs."


def test_who_waits_for_nobody_loses_nothing() -> None:
    price = price_of_waiting(replace(GIVEN, planned=2))
    assert (price.months, price.loses_now) == (0, False)
    assert "lost" not in price.text
    held = price_of_waiting(replace(GIVEN, soonest=5, waits=False, held=True))
    assert held.text.endswith("It is committed and holds its months.")


@each_case(801)
def test_waiting_longer_never_costs_less_and_all_is_never_exceeded(chance: Random) -> None:
    given = Waiting(
        value=ThreePoint(*sorted(chance.randrange(10**9) for _ in range(3))),
        kept=Fraction(chance.randint(1, 10), 10),
        factor=Fraction(chance.randint(0, 20_000), 10_000),
        run_cents=0,
        valuation=chance.randint(6, 48),
        soonest=chance.randint(0, 6),
        planned=chance.randint(6, 20),
        deadline=chance.choice((None, chance.randint(0, 24))),
        waits=True,
    )
    price = price_of_waiting(given)
    later = price_of_waiting(replace(given, planned=(given.planned or 0) + 1))
    lost = [
        (each.calibrated or ThreePoint()).likely + (each.rest_calibrated or ThreePoint()).likely
        for each in (price, later)
    ]
    assert 0 <= lost[0] <= lost[1]
    whole = price.month_calibrated.likely * given.valuation
    assert lost[1] <= whole <= int(given.value.likely * given.kept * given.factor)
