"""The policy keeps its bounds, and shares are parts of a whole."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import RuleViolation
from domain.governance.rules import PolicySettings, shares

UNIT = UUID(int=7)


def test_the_defaults_are_those_of_the_product() -> None:
    settings = PolicySettings()
    assert (settings.answer_days, settings.commit_share, settings.committed_chance) == (5, 0.95, 0.8)
    assert settings.review_checkpoint_months == (3, 12)
    assert settings.small_item_decidays == 100
    assert settings.weight(UNIT) == 1


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ({"answer_days": 0}, {"answer_days"}),
        ({"commit_share": 0}, {"commit_share"}),
        ({"commit_share": 1.01, "answer_days": 61}, {"commit_share", "answer_days"}),
        ({"minimum_group": 2}, {"minimum_group"}),
        ({"review_checkpoint_months": [12, 3]}, {"review_checkpoint_months"}),
        ({"review_checkpoint_months": []}, {"review_checkpoint_months"}),
        ({"entitlements": {UNIT: 0}}, {"entitlements"}),
        ({"if_unanswered": "let IT decide"}, {"if_unanswered"}),
        ({"method": "highest promised value"}, {"method"}),
        ({"unheard_of": 1}, {"unheard_of"}),
        ({"remind_after_days": 5}, {"remind_after_days"}),
        ({"displayed_months": 24}, {"displayed_months"}),
    ],
)
def test_what_is_out_of_bounds_is_refused_all_at_once(changes: dict[str, Any], paths: set[str]) -> None:
    with pytest.raises(RuleViolation) as refused:
        PolicySettings().changed(changes)
    assert {each.path for each in refused.value.violations} == paths


def test_a_change_leaves_the_rest_and_the_original_alone() -> None:
    before = PolicySettings(answer_days=7)
    after = before.changed({"horizon_months": 24})
    assert (after.answer_days, after.horizon_months, before.horizon_months) == (7, 24, 18)


@given(st.dictionaries(st.uuids(), st.integers(1, 1000), max_size=30))
def test_shares_are_in_proportion_and_together_one(weights: dict[UUID, int]) -> None:
    parts = shares(weights)
    assert parts.keys() == weights.keys()
    if weights:
        assert sum(parts.values()) == pytest.approx(1)
        for unit, weight in weights.items():
            assert parts[unit] * sum(weights.values()) == pytest.approx(weight)


@given(st.integers(1, 60), st.floats(0.01, 1), st.lists(st.integers(1, 60), min_size=1, max_size=6, unique=True))
def test_settings_survive_being_kept(days: int, share: float, months: list[int]) -> None:
    settings = PolicySettings(
        answer_days=days, commit_share=share, review_checkpoint_months=tuple(sorted(months)), entitlements={UNIT: 3}
    )
    assert PolicySettings.model_validate_json(settings.model_dump_json()) == settings
