"""What benefits are worth beside what they cost, as pure rules."""

from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.value.rules import (
    BenefitKind,
    Cost,
    NewBenefit,
    ThreePoint,
    benefit_value,
    benefit_violations,
    effort_cost,
    payback_months,
    paying_months,
    promised_value,
    value_per_month,
    value_to_cost,
)

MONEY = st.lists(st.integers(0, 10**7), min_size=3, max_size=3).map(sorted).map(lambda three: ThreePoint(*three))
BENEFITS = st.builds(
    NewBenefit,
    metric=st.just("Minutes"),
    unit_of_measure=st.just("minutes"),
    kind=st.sampled_from(BenefitKind),
    target=st.just(Decimal(2)),
    money=st.none() | MONEY,
    starts_after_months=st.integers(0, 60),
    duration_months=st.integers(1, 120),
)
VALUATION = st.integers(6, 120)


@given(BENEFITS, VALUATION)
def test_a_benefit_is_worth_its_money_for_each_month_that_it_pays(benefit: NewBenefit, valuation: int) -> None:
    months = range(benefit.starts_after_months, benefit.starts_after_months + benefit.duration_months)
    paying = sum(month < valuation for month in months)
    assert paying_months(benefit, valuation) == paying
    worth = benefit_value(benefit, valuation)
    assert worth == (benefit.money * paying if benefit.money else ThreePoint())
    assert worth.low <= worth.likely <= worth.high


@given(st.lists(BENEFITS, max_size=5), VALUATION)
def test_a_request_is_worth_its_benefits_together(benefits: list[NewBenefit], valuation: int) -> None:
    assert promised_value(benefits, valuation).likely == sum(benefit_value(b, valuation).likely for b in benefits)
    assert value_per_month(benefits).high == sum(b.money.high for b in benefits if b.money)
    assert promised_value(benefits, valuation).likely <= value_per_month(benefits).likely * valuation


@given(st.lists(BENEFITS, max_size=4), st.integers(0, 10**8), st.integers(0, 10**5), VALUATION)
def test_paying_back_is_the_first_moment_at_which_the_money_is_back(
    benefits: list[NewBenefit], investment: int, run: int, valuation: int
) -> None:
    cost = Cost(one_off=investment, run_per_month=run, valuation_months=valuation)
    months = payback_months(benefits, cost, valuation)

    def balance(after: int) -> int:
        received = sum(b.money.likely * paying_months(b, after) for b in benefits if b.money)
        return received - run * after - investment

    if months is None:
        assert all(balance(after) < 0 for after in range(valuation + 1))
    else:
        assert 0 <= months <= valuation
        whole = -int(-months // 1)
        assert balance(whole) >= 0
        assert all(balance(after) < 0 for after in range(whole))


def test_cost_keeps_building_and_running_apart() -> None:
    team, other = uuid4(), uuid4()
    assert effort_cost({team: 217, other: 1}, {team: 80_000, other: 33_333}) == 1_736_000 + 3_334
    cost = Cost(one_off=500_000, effort=1_736_000, run_per_month=20_000, valuation_months=36)
    assert (cost.investment, cost.run, cost.total) == (2_236_000, 720_000, 2_956_000)
    assert value_to_cost(5_912_000, cost) == pytest.approx(2)
    assert value_to_cost(5_912_000, Cost()) is None


def test_a_plain_case_pays_back_when_a_person_would_say_so() -> None:
    benefit = NewBenefit(
        "Minutes", "minutes", BenefitKind.SAVING, money=ThreePoint(1, 50_000, 60_000), duration_months=24
    )
    assert payback_months([benefit], Cost(one_off=125_000), 36) == pytest.approx(2.5)
    assert payback_months([benefit], Cost(), 36) == 0
    assert payback_months([benefit], Cost(one_off=10**9), 36) is None


@given(BENEFITS)
def test_a_complete_benefit_has_nothing_to_change(benefit: NewBenefit) -> None:
    assert benefit_violations(benefit) == ()


def test_everything_to_change_in_a_benefit_is_said_at_once() -> None:
    wrong = NewBenefit(" ", "", BenefitKind.RISK, None, None, ThreePoint(5, 3, 1), -1, 0)
    assert {violation.path for violation in benefit_violations(wrong, "benefits.2.")} == {
        "benefits.2.metric",
        "benefits.2.unit_of_measure",
        "benefits.2.money_per_month.low",
        "benefits.2.money_per_month.high",
        "benefits.2.starts_after_months",
        "benefits.2.duration_months",
    }
    neither = NewBenefit("Trust", "points", BenefitKind.EXPERIENCE)
    assert [violation.path for violation in benefit_violations(neither)] == ["target"]
