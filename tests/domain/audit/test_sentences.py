"""Each event reads as one plain sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.audit.actions import Action
from domain.audit.sentences import Facts, ordinal, sentence


@pytest.mark.parametrize(
    ("action", "facts", "text"),
    [
        (
            Action.REQUEST_RANKED,
            Facts("Ana Ruiz", request="REQ-12", unit="Retail", after={"place": 2}),
            "Ana Ruiz ranked REQ-12 second in Retail.",
        ),
        (
            Action.REQUEST_PARKED,
            Facts("Ana Ruiz", acts_for="Rita Reed", request="REQ-3", reason="No budget before spring"),
            "Ana Ruiz, for Rita Reed, parked REQ-3: “No budget before spring”",
        ),
        (
            Action.ROUTE_CHOSEN,
            Facts("Ana Ruiz", request="REQ-3", after={"route": "bought_service"}),
            "Ana Ruiz chose the route of REQ-3: bought service.",
        ),
        (
            Action.CAPACITY_LOGGED,
            Facts("Ivo Plath", subject="Platform", after={"month": "2026-11-01"}),
            "Ivo Plath logged the capacity of Platform for November 2026.",
        ),
        (
            Action.FORECAST_MOVED,
            Facts("Ivo Plath", request="REQ-213", after={"finish_month": "2027-02"}),
            "Ivo Plath moved the forecast of REQ-213 to February 2027.",
        ),
        (
            Action.QUESTION_ESCALATED,
            Facts("Mandate", request="REQ-9"),
            "Mandate put the priority question about REQ-9 to the governance board.",
        ),
    ],
)
def test_a_sentence_says_who_did_what_and_why(action: Action, facts: Facts, text: str) -> None:
    assert sentence(action, facts) == text


@pytest.mark.parametrize("action", Action)
def test_every_action_has_its_sentence_however_little_is_known(action: Action) -> None:
    text = sentence(action, Facts("Ana Ruiz"))
    assert text.startswith("Ana Ruiz ")
    assert text.endswith(".")
    assert "None" not in text
    assert "  " not in text


@given(st.integers(1, 10**6))
def test_places_are_words_up_to_ten_and_ordinals_after(place: int) -> None:
    if place <= 10:
        assert ordinal(place).isalpha()
    else:
        assert ordinal(place)[: len(str(place))] == str(place)
        expected = "th" if place % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
        assert ordinal(place).endswith(expected)
