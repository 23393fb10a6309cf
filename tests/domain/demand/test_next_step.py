"""What happens next, and who may do what: true for every state and every person."""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from uuid import UUID, uuid4

import pytest

from domain.actor import Actor, Assignment, Role
from domain.demand.next_step import StepFacts, next_step
from domain.demand.permissions import permitted, who_decides
from domain.demand.rows import RequestRow
from domain.demand.rules import LIFE, Lane, RequestState, Route
from domain.quantities import Month

S = RequestState
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
UNIT, TEAM, OWNER, SUBMITTER, BOARD = (uuid4() for _ in range(5))


def request(
    state: RequestState = S.SUBMITTED, route: Route = Route.IT_DELIVERY, again: date | None = None
) -> RequestRow:
    return RequestRow(
        id=uuid4(),
        number=7,
        title="Returns",
        problem="Slow.",
        outcome="Fast.",
        category="service",
        unit=UNIT,
        route=route,
        lane=Lane.NORMAL,
        state=state,
        state_reason=None,
        state_since=NOW,
        look_again_on=again,
        submitter=SUBMITTER,
        on_behalf_of=None,
        sponsor=None,
        submitted_at=NOW,
        deadline=None,
        earliest_start=None,
        version=1,
        source=None,
        external_key=None,
    )


def actor(role: Role | None, *, person: UUID | None = None) -> Actor:
    scope = {Role.OWNER: {"unit_id": UNIT}, Role.IT: {"team_id": TEAM}}.get(role or Role.REQUESTER, {})
    held = (Assignment(uuid4(), role, **scope),) if role else ()
    return Actor(person or uuid4(), "Somebody", held)


FACTS = StepFacts(unit="Retail", deciders=(OWNER,), board=(BOARD,))


def test_every_state_has_a_sentence_of_its_own() -> None:
    texts = {state: next_step(request(state), FACTS, NOW).text for state in S}
    assert all(text.endswith(".") for text in texts.values())
    assert len(set(texts.values())) == len(S)


@pytest.mark.parametrize("state", [S.ESTIMATED, S.RANKED, S.PARKED, S.REROUTED])
def test_what_the_business_decides_waits_for_the_owner(state: RequestState) -> None:
    assert next_step(request(state), FACTS, NOW).waits_for == (OWNER,)


def test_an_open_question_comes_before_everything_else() -> None:
    due = NOW + timedelta(days=2)
    facts = StepFacts("Retail", (OWNER,), (BOARD,), question_number=3, question_due_at=due, answering=(OWNER, BOARD))
    for state in S:
        step = next_step(request(state), facts, NOW)
        assert (step.waits_for, step.due_at, step.overdue) == ((OWNER, BOARD), due, False)
        assert "priority question 3" in step.text
    assert next_step(request(), facts, NOW + timedelta(days=3)).overdue


def test_an_escalated_question_waits_for_the_board() -> None:
    facts = StepFacts("Retail", (OWNER,), (BOARD,), question_number=3, question_escalated=True)
    step = next_step(request(), facts, NOW)
    assert step.waits_for == (BOARD,)
    assert "governance board" in step.text


def test_a_missed_update_is_shown_as_missed() -> None:
    facts = StepFacts("Retail", next_update_at=NOW - timedelta(hours=1), planned_finish=Month(2027, 2))
    step = next_step(request(S.IN_DELIVERY), facts, NOW)
    assert step.overdue
    assert "February 2027" in step.text


def test_a_team_that_owes_an_estimate_is_named() -> None:
    facts = StepFacts("Retail", team_owing=TEAM, team_owing_name="Data", estimators=(SUBMITTER,))
    step = next_step(request(), facts, NOW)
    assert (step.team, step.waits_for) == (TEAM, (SUBMITTER,))
    assert "team Data" in step.text


def test_a_parked_request_is_due_on_the_day_to_look_again() -> None:
    step = next_step(request(S.PARKED, again=date(2026, 11, 20)), FACTS, NOW)
    assert step.overdue
    assert "20 November 2026" in step.text


def test_a_clarification_stops_nothing() -> None:
    asked = StepFacts("Retail", (OWNER,), clarification_open=True)
    step = next_step(request(S.ESTIMATED), asked, NOW)
    assert step.waits_for == (OWNER,)
    assert "stops nothing" in step.text


def test_measurements_that_are_due_wait_for_the_owner_before_the_board() -> None:
    due = StepFacts("Retail", (OWNER,), (BOARD,), review_due_on=date(2026, 12, 1), measurements_due=2)
    assert next_step(request(S.IN_REVIEW), due, NOW).waits_for == (OWNER,)
    none_due = StepFacts("Retail", (OWNER,), (BOARD,), review_due_on=date(2026, 12, 1))
    assert next_step(request(S.IN_REVIEW), none_due, NOW).waits_for == (BOARD,)


def test_it_may_decide_nothing_in_any_state() -> None:
    for state, route in product(S, Route):
        allowed = permitted(actor(Role.IT), request(state, route))
        decisions = ("rank", "commit", "withdraw", "park", "resume", "choose_route", "sponsor", "record_measurement")
        assert not any(getattr(allowed, name) for name in (*decisions, "declare_benefit", "endorse", "edit"))


def test_what_an_owner_may_is_what_the_life_allows() -> None:
    for state in S:
        allowed = permitted(actor(Role.OWNER), request(state))
        assert allowed.withdraw == ((state, S.WITHDRAWN) in LIFE)
        assert allowed.park == ((state, S.PARKED) in LIFE)
        assert allowed.commit == ((state, S.COMMITTED) in LIFE)
        assert allowed.resume == (state is S.PARKED)
        assert not allowed.estimate_as


def test_who_brought_a_request_promises_value_until_it_is_ranked() -> None:
    brought = actor(None, person=SUBMITTER)
    may = {state for state in S if permitted(brought, request(state)).declare_benefit}
    assert may == {S.SUBMITTED, S.ESTIMATED}
    assert not permitted(actor(None), request()).declare_benefit
    assert not permitted(actor(Role.IT, person=SUBMITTER), request()).declare_benefit


def test_it_estimates_for_its_own_teams_until_go_live() -> None:
    assert permitted(actor(Role.IT), request()).estimate_as == (TEAM,)
    for state in (S.DELIVERED, S.IN_REVIEW, S.CLOSED, S.WITHDRAWN):
        assert permitted(actor(Role.IT), request(state)).estimate_as == ()


def test_only_who_knows_answers_an_open_clarification() -> None:
    assert permitted(actor(None, person=SUBMITTER), request(), clarification_open=True).answer_clarification
    assert permitted(actor(Role.OWNER), request(), clarification_open=True).answer_clarification
    assert not permitted(actor(Role.IT), request(), clarification_open=True).answer_clarification
    assert not permitted(actor(Role.OWNER), request()).answer_clarification
    assert permitted(actor(Role.IT), request()).ask_clarification
    assert not permitted(actor(Role.IT), request(), clarification_open=True).ask_clarification


def test_who_decides_is_named() -> None:
    assert who_decides("Retail", ["Rita", "Rolf"]) == "Rita or Rolf decides for Retail."
    assert "no business owner" in who_decides("Retail", [])
