"""Who answers a priority question, and what follows from the answers."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.decisions.kinds import Consent, OptionKind, QuestionStatus
from domain.decisions.rules import (
    Answer,
    Consents,
    Displaced,
    Option,
    asked,
    consent_for,
    consents,
    due_at,
    is_overdue,
    may_answer,
    outcome,
)
from domain.errors import RuleViolation

OWN = Displaced("REQ-1", "retail", 0, 1, 100)
OTHER = Displaced("REQ-2", "finance", 0, None, 100)
LAW = Displaced("REQ-3", "retail", 0, None, 100, mandatory=True)

OPTIONS = {
    "wait": Consents(frozenset({"retail"}), False),
    "swap": Consents(frozenset({"retail", "finance"}), False),
    "both": Consents(frozenset({"retail", "finance", "logistics"}), False),
    "fund": Consents(frozenset({"retail"}), True),
}


def option(displaced: tuple[Displaced, ...], price: int | None = 0) -> Option:
    consent = consent_for("retail", displaced, price)
    return Option("k", OptionKind.DISPLACE, "REQ-9", "retail", consent, price, 0, 0, 0, "", displaced=displaced)


@pytest.mark.parametrize(
    ("displaced", "price", "consent", "units"),
    [
        ((), 0, Consent.YOURS, {"retail"}),
        ((), None, Consent.YOURS, {"retail"}),
        ((OWN,), 0, Consent.YOURS, {"retail"}),
        ((OWN, OTHER), 0, Consent.THEIRS, {"retail", "finance"}),
        ((OWN,), 5, Consent.BOARD, {"retail"}),
        ((LAW, OTHER), 0, Consent.BOARD, {"retail", "finance"}),
    ],
)
def test_consent_follows_whose_requests_and_money_an_option_touches(
    displaced: tuple[Displaced, ...], price: int | None, consent: Consent, units: set[str]
) -> None:
    one = option(displaced, price)
    assert one.consent is consent
    assert consents(one) == Consents(frozenset(units), consent is Consent.BOARD)
    assert asked([one, option(())]) == units


def test_a_choice_that_touches_nobody_else_closes_at_once() -> None:
    found = outcome(OPTIONS, [Answer("retail", "wait")], "retail")
    assert (found.status, found.option) == (QuestionStatus.DECIDED, "wait")


def test_a_choice_that_touches_others_waits_for_them() -> None:
    found = outcome(OPTIONS, [Answer("retail", "both"), Answer("finance", "both")], "retail")
    assert (found.status, found.option, found.waiting_for) == (QuestionStatus.OPEN, None, frozenset({"logistics"}))


def test_agreement_of_all_units_concerned_closes_in_any_sequence() -> None:
    answers = [Answer("retail", "both"), Answer("finance", "both"), Answer("logistics", "both")]
    for sequence in permutations(answers):
        assert outcome(OPTIONS, sequence, "retail").option == "both"


def test_disagreement_money_and_silence_escalate_and_only_the_board_then_decides() -> None:
    differently = [Answer("retail", "swap"), Answer("finance", "wait")]
    assert outcome(OPTIONS, differently, "retail").status is QuestionStatus.ESCALATED
    assert outcome(OPTIONS, [Answer("retail", "fund")], "retail").status is QuestionStatus.ESCALATED
    assert outcome(OPTIONS, [], "retail").status is QuestionStatus.OPEN
    assert outcome(OPTIONS, [], "retail", overdue=True).status is QuestionStatus.ESCALATED
    silent = outcome(OPTIONS, [Answer("retail", "swap")], "retail", overdue=True)
    assert (silent.status, silent.waiting_for) == (QuestionStatus.ESCALATED, frozenset({"finance"}))
    assert outcome(OPTIONS, [*differently, Answer(None, "fund")], "retail").option == "fund"


def test_a_unit_may_change_its_mind_while_the_question_is_open() -> None:
    answers = [Answer("retail", "swap"), Answer("retail", "wait")]
    assert outcome(OPTIONS, answers, "retail").option == "wait"


def test_an_answer_to_no_option_is_refused() -> None:
    with pytest.raises(RuleViolation):
        outcome(OPTIONS, [Answer("retail", "elsewhere")], "retail")


def test_owners_asked_answer_open_questions_and_the_board_escalated_ones() -> None:
    assert may_answer(OPTIONS, "finance", QuestionStatus.OPEN)
    assert not may_answer(OPTIONS, "legal", QuestionStatus.OPEN)
    assert not may_answer(OPTIONS, "finance", QuestionStatus.ESCALATED)
    assert not may_answer(OPTIONS, None, QuestionStatus.OPEN)
    assert may_answer(OPTIONS, None, QuestionStatus.ESCALATED)


@given(st.lists(st.tuples(st.sampled_from(["retail", "finance", "logistics"]), st.sampled_from(list(OPTIONS)))))
def test_without_the_board_a_question_closes_only_with_everybodys_consent(answers: list[tuple[str, str]]) -> None:
    found = outcome(OPTIONS, [Answer(*one) for one in answers], "retail")
    latest = dict(answers)
    if found.status is QuestionStatus.DECIDED:
        assert found.option is not None
        assert not OPTIONS[found.option].board
        assert all(latest.get(unit) == found.option for unit in OPTIONS[found.option].units)
    else:
        assert found.option is None


@given(st.integers(1, 90))
def test_answers_are_due_after_the_policys_days(days: int) -> None:
    raised = datetime(2026, 3, 1, 9, tzinfo=UTC)
    due = due_at(raised, days)
    assert due - raised == timedelta(days=days)
    assert not is_overdue(due, due)
    assert is_overdue(due, due + timedelta(seconds=1))


def test_owners_have_at_least_a_day() -> None:
    with pytest.raises(RuleViolation):
        due_at(datetime(2026, 3, 1, tzinfo=UTC), 0)
