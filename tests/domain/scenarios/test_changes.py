"""What a scenario may change: exact amounts, and everything to correct said at once."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from domain.errors import RuleViolation
from domain.governance.rules import PolicySettings
from domain.scenarios.changes import ChangeKind, Changes, Planning, PolicyChange, changes_of

TEAM, UNIT, ONE, TWO = (str(UUID(int=number)) for number in (9, 1, 11, 12))
NEW = {"title": "Self-service", "unit": UNIT, "efforts": [{"team": TEAM, "days": "12.5"}]}


def refused(**changes: Any) -> dict[str, str]:
    with pytest.raises(RuleViolation) as refusal:
        changes_of(changes)
    return {each.path: each.message for each in refusal.value.violations}


def test_amounts_are_exact_and_survive_being_kept() -> None:
    made = changes_of(
        {
            "capacity": [{"team": TEAM, "month": "2026-12", "until_month": "2027-02", "days": "7.3"}],
            "budgets": [{"month": "2027-01", "amount": "50000.05"}],
            "requests_in": [{**NEW, "value": "0.01", "one_off_cost": "1234.56"}],
            "effort_factor": "1.15",
            "policy": {"entitlements": {UNIT: 3}, "small_item_days": "12.5"},
        }
    )
    assert (made.capacity[0].decidays, made.budgets[0].cents) == (73, 5_000_005)
    assert [str(month) for month in made.capacity[0].months] == ["2026-12", "2027-01", "2027-02"]
    assert made.requests_in[0].efforts[0].decidays == 125
    assert made.planning is Planning.PLANNING_ROUND
    kept = made.model_dump(mode="json", exclude_none=True)
    assert kept["capacity"][0]["days"] == "7.3"
    assert Changes.model_validate(kept) == made


def test_bought_days_are_priced_at_the_day_rate_rounded_up() -> None:
    bought = changes_of({"capacity": [{"team": TEAM, "month": "2026-12", "days": "0.1"}]}).capacity[0]
    assert bought.price(80_005) == 8_001
    assumed = changes_of({"capacity": [{"team": TEAM, "month": "2026-12", "days": "0.1", "bought": False}]}).capacity[0]
    assert assumed.price(80_005) == 0


def test_everything_to_correct_is_said_at_once_where_it_stands() -> None:
    said = refused(
        capacity=[
            {"team": TEAM, "month": "2026-13", "days": "1"},
            {"team": TEAM, "month": "2026-12", "days": "1.25"},
            {"team": TEAM, "month": "2026-12", "days": "-1"},
            {"team": TEAM, "month": "2026-12", "until_month": "2026-11", "days": "1"},
        ],
        budgets=[{"month": "2026-12", "amount": "-1"}],
        requests_in=[{**NEW, "title": " ", "efforts": []}],
        effort_factor="0",
        policy={"entitlements": {UNIT: 0}},
    )
    assert said["changes.capacity.0.month"] == "2026-13 is not a month."
    assert said["changes.capacity.1.days"] == "Decimals at most: 1."
    assert said["changes.capacity.2"] == "Only days more can be bought; say that fewer are not bought."
    assert said["changes.capacity.3"] == "The last month is not before the first."
    assert said["changes.budgets.0.amount"] == "At least 0."
    assert said["changes.requests_in.0.efforts"] == "Give at least 1."
    assert said["changes.effort_factor"] == "More than 0."
    assert said[f"changes.policy.entitlements.{UNIT}"] == "At least 1."


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"order": [{"unit": UNIT, "requests": [ONE, ONE]}]}, "A request stands in a list once."),
        ({"moves": [{"request": ONE, "after": ONE}]}, "A request does not stand below itself."),
        ({"moves": [{"request": ONE}], "requests_out": [ONE]}, "What leaves has no place in a list."),
        ({"requests_in": [{**NEW, "after": ONE, "at_top": True}]}, "It stands on top or below another one, not both."),
        ({"capacity": [{"team": TEAM, "month": "2026-12", "days": "0"}]}, "Give some days more or fewer."),
        ({"moves": [{"request": "REQ-x"}]}, "There is no such thing here."),
    ],
)
def test_changes_that_contradict_themselves_are_refused(changes: dict[str, Any], message: str) -> None:
    assert message in refused(**changes).values()


def test_a_scenario_changes_something() -> None:
    with pytest.raises(RuleViolation, match="Change something"):
        changes_of({"planning": "within_cycle"})


def test_settings_of_the_policy_are_the_policys_own() -> None:
    """What a scenario may set, the policy has, and what it refuses the policy refuses."""
    assert set(PolicyChange.model_fields) <= set(PolicySettings.model_fields)
    with pytest.raises(RuleViolation):
        PolicyChange(commit_share=1.5).on(PolicySettings())
    weights = PolicyChange(entitlements={UUID(UNIT): 3}).on(PolicySettings(entitlements={UUID(ONE): 2})).entitlements
    assert weights == {UUID(ONE): 2, UUID(UNIT): 3}


def test_parts_stand_in_the_order_in_which_they_are_applied() -> None:
    made = changes_of(
        {
            "effort_factor": Decimal("1.2"),
            "requests_out": [TWO],
            "moves": [{"request": ONE}],
            "policy": {"mandatory_weight": 2, "displayed_months": 9},
        }
    )
    assert [(path, kind) for path, kind, _ in made.parts()] == [
        ("policy.mandatory_weight", ChangeKind.POLICY),
        ("policy.displayed_months", ChangeKind.POLICY),
        ("requests_out.0", ChangeKind.REQUEST_OUT),
        ("moves.0", ChangeKind.MOVE),
        ("effort_factor", ChangeKind.EFFORT),
    ]
