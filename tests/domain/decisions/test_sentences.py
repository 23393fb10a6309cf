"""A question, its options and its deciders in plain sentences, and the promise that a commitment freezes."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from uuid import UUID, uuid4

import pytest

from domain.actor import Actor, Assignment, Role, Side
from domain.decisions.kinds import Cause, Consent, OptionKind, QuestionStatus
from domain.decisions.permissions import answering_units, answers_as_board, may_answer
from domain.decisions.promising import frozen
from domain.decisions.rows import Binding, QuestionRow
from domain.decisions.rules import Displaced, ExtraCapacity, Option
from domain.decisions.sentences import (
    binding_text,
    if_nobody_answers,
    option_title,
    question_sentence,
    request_name,
    short_sentence,
    who_decides,
)
from domain.estimation.rules import Effort
from domain.quantities import Month
from domain.value.queries import BenefitRow
from domain.value.rules import BenefitKind, ThreePoint

NOW = datetime(2026, 11, 21, 9, 5, tzinfo=UTC)
MARCH = Month(2027, 3)
DATA = uuid4()
QUESTION = QuestionRow(
    id=uuid4(),
    number=7,
    request=uuid4(),
    cause=Cause.NEW_REQUEST,
    reason="The season.",
    wanted_month=MARCH,
    binding=(Binding(DATA, MARCH, MARCH, 140, 60, 200),),
    binding_sets=(),
    status=QuestionStatus.OPEN,
    raised_by=None,
    raised_side=Side.IT,
    raised_at=NOW,
    due_at=NOW,
    escalated_at=None,
    closed_at=None,
    outcome=None,
    data_version=1,
)
BARE = Option("", OptionKind.WAIT, "REQ-42", "u", Consent.YOURS, 0, 0, 0, 3, "")
MONTHS = ("December 2026", "January 2027", "February 2027", "March 2027")


def test_the_question_is_one_sentence() -> None:
    name = request_name(42, "Returns portal")
    assert question_sentence(QUESTION, name, {DATA: "Data"}) == (
        "REQ-42 Returns portal cannot start in March 2027: Data is short of 14 days. What gives way?"
    )
    budget = replace(
        QUESTION, wanted_month=None, binding=(Binding(None, MARCH, MARCH, 250_00, 1_000_00, 5_000_00),) * 4
    )
    assert question_sentence(budget, "REQ-42", {}) == (
        "REQ-42 cannot start in March 2027: the budget is short of €1,000. What gives way?"
    )
    unexplained = replace(QUESTION, wanted_month=None, binding=())
    assert question_sentence(unexplained, "REQ-42", {}) == "REQ-42 cannot be planned. What gives way?"
    assert short_sentence(replace(unexplained, cause=Cause.DEADLINE), {}) == (
        "Cannot be finished by its deadline: too few months are left until then"
    )
    assert len(request_name(1, "x" * 200)) < 70


def test_it_names_the_team_that_is_short_most_and_the_facts_name_every_month() -> None:
    web = uuid4()
    several = (
        Binding(DATA, MARCH, MARCH, 90, 60, 200),
        Binding(web, MARCH, MARCH, 100, 0, 180),
        Binding(DATA, MARCH + 1, MARCH, 55, 0, 200),
        Binding(None, MARCH, MARCH, 9_000_00, 0, 5_000_00),
    )
    names = {DATA: "Data", web: "Web"}
    said = short_sentence(replace(QUESTION, binding=several), names)
    assert said == "Cannot start in March 2027: Data is short of 14.5 days"
    assert [binding_text(one, names) for one in several] == [
        "Data has 6 of 20 days left in March 2027, 9 too few",
        "Web has 0 of 18 days left in March 2027, 10 too few",
        "Data has 0 of 20 days left in April 2027, 5.5 too few",
        "€0 of the budget of €5,000 is left in March 2027, €9,000 too little",
    ]


@pytest.mark.parametrize(
    ("option", "title"),
    [
        (BARE, "Wait until March 2027"),
        (replace(BARE, earliest=None), "Wait, without a month in sight"),
        (replace(BARE, kind=OptionKind.SHRINK, scope_share=Fraction(2, 3)), "Deliver 66% of it"),
        (
            replace(BARE, kind=OptionKind.REROUTE, route="business_built"),
            "Meet it another way: built in the business, with a coach",
        ),
        (
            replace(BARE, kind=OptionKind.FUND, extra_capacity=(ExtraCapacity("t", 0, 45), ExtraCapacity("t", 1, 5))),
            "Pay for 5 days of Data",
        ),
        (
            replace(BARE, kind=OptionKind.FUND, extra_capacity=(ExtraCapacity(None, 0, 120_000),)),
            "Pay for €1,200 more budget",
        ),
        (
            replace(BARE, kind=OptionKind.DISPLACE, displaced=(Displaced("REQ-7", "u", 0, None, 0),)),
            "REQ-7 gives way",
        ),
        (
            replace(
                BARE,
                kind=OptionKind.DISPLACE,
                displaced=(Displaced("REQ-7", "u", 0, 1, 0), Displaced("REQ-8", "u", 0, 3, 0)),
            ),
            "REQ-7 moves to January 2027 and REQ-8 to March 2027",
        ),
        (
            replace(
                BARE,
                kind=OptionKind.COMBINE,
                displaced=(Displaced("REQ-7", "u", 0, 1, 0),),
                extra_capacity=(ExtraCapacity("t", 0, 45), ExtraCapacity(None, 0, 120_000)),
            ),
            "REQ-7 gives way, and pay for 4.5 days of Data and €1,200 more budget",
        ),
        (
            replace(
                BARE,
                kind=OptionKind.DISPLACE,
                displaced=tuple(Displaced(f"REQ-{one}", "u", 0, None, 0) for one in range(1, 7)),
            ),
            "REQ-1, REQ-2, REQ-3 and 3 more give way",
        ),
    ],
)
def test_an_option_has_a_title(option: Option, title: str) -> None:
    keys = {f"REQ-{one}": f"REQ-{one}" for one in range(10)}
    assert option_title(option, MONTHS, keys, {"t": "Data"}) == title


def test_who_decides_and_what_silence_leads_to_are_said_in_advance() -> None:
    said = who_decides(QuestionStatus.OPEN, "Retail", ["Finance", "Logistics"], board=True)
    assert said == (
        "The business owner of Retail chooses; where requests of Finance and Logistics give way, their owners must"
        " agree; new money and mandatory work need the governance board as well. IT does not decide."
    )
    assert who_decides(QuestionStatus.ESCALATED, "Retail", [], board=False) == "The governance board decides."
    assert "lapsed" in who_decides(QuestionStatus.LAPSED, "Retail", [], board=False)
    assert if_nobody_answers(QuestionStatus.OPEN, NOW, "REQ-42") == (
        "If the owners asked have not agreed by 21 November 2026 at 09:05 UTC, the governance board is asked to decide."
    )
    assert "stays where the plan has it" in str(if_nobody_answers(QuestionStatus.ESCALATED, NOW, "REQ-42"))
    assert if_nobody_answers(QuestionStatus.DECIDED, NOW, "REQ-42") is None


def actor(*held: tuple[Role, UUID | None]) -> Actor:
    return Actor(
        uuid4(),
        "Somebody",
        tuple(
            Assignment(uuid4(), role, unit if role is Role.OWNER else None, unit if role is Role.IT else None)
            for role, unit in held
        ),
    )


@pytest.mark.parametrize("status", list(QuestionStatus))
def test_it_and_administrators_may_never_answer(status: QuestionStatus) -> None:
    unit = uuid4()
    for role in (Role.IT, Role.ADMIN):
        assert not may_answer(actor((role, unit)), status, [unit])
    assert not may_answer(Actor.system(), status, [unit])


def test_owners_answer_what_is_open_and_the_board_what_was_escalated() -> None:
    unit, other = uuid4(), uuid4()
    owner, board = actor((Role.OWNER, unit)), actor((Role.BOARD, None))
    assert answering_units(owner, QuestionStatus.OPEN, [unit, other]) == (unit,)
    assert answering_units(owner, QuestionStatus.ESCALATED, [unit]) == ()
    assert not may_answer(owner, QuestionStatus.OPEN, [other])
    assert answers_as_board(board, QuestionStatus.ESCALATED)
    assert not may_answer(board, QuestionStatus.OPEN, [unit])
    narrow = replace(owner, scopes=frozenset({"read"}))
    assert not may_answer(narrow, QuestionStatus.OPEN, [unit])


def benefit(**changes: object) -> BenefitRow:
    person = uuid4()
    given: dict[str, object] = {
        "id": uuid4(),
        "request": uuid4(),
        "number": 1,
        "metric": "Minutes",
        "unit_of_measure": "minutes",
        "kind": BenefitKind.SAVING,
        "baseline": None,
        "target": Decimal(2),
        "money": ThreePoint(50, 101, 200),
        "starts_after_months": 2,
        "duration_months": 48,
        "owner": person,
        "declared_by": person,
        "declared_at": NOW,
        "dropped_at": None,
    }
    return BenefitRow(**(given | changes))  # type: ignore[arg-type]


def test_a_promise_holds_the_months_in_which_money_is_due() -> None:
    team = uuid4()
    effort = Effort(one_off_cents=1001, run_cents=11, by_team={team: 15})
    made = frozen(MARCH, MARCH + 1, effort, {team: 80_000}, [benefit()], valuation_months=36, scope_share=Decimal(1))
    (one,) = made.benefits
    assert (str(one.start), str(one.end), one.value_cents) == ("2027-07", "2031-06", 34 * 101)
    assert (made.effort_decidays, made.cost_cents, made.run_cents) == (15, 1001 + 120_000, 11)

    half = frozen(
        MARCH,
        MARCH + 1,
        effort,
        {team: 80_000},
        [benefit(), benefit(money=None)],
        valuation_months=36,
        scope_share=Decimal("0.5"),
    )
    assert (half.effort_decidays, half.one_off_cents, half.run_cents) == (8, 501, 6)
    assert half.benefits[0].money == ThreePoint(25, 50, 100)
    assert (half.value_cents, half.benefits[1].money, half.benefits[1].value_cents) == (34 * 101 // 2, None, 0)
