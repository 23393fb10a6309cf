"""Silence: an open question past its due time goes to the board, one event each, and nothing else happens."""

import asyncio
from datetime import timedelta

import pytest

from domain.actor import Actor
from domain.audit.actions import Action
from domain.database.clock import clock_at
from domain.database.engine import row, value
from domain.decisions.commands_clock import escalate_overdue
from domain.decisions.kinds import OptionKind, QuestionStatus
from domain.decisions.queries import asked_by_question, question
from domain.demand.commands import withdraw_request
from domain.errors import Forbidden
from tests.support.builders.decisions import WHY, answered, clash, count, option_of, raised
from tests.support.builders.demand import actions_of
from tests.support.personas import Company

SYSTEM = Actor.system()


async def test_an_overdue_question_is_put_to_the_board(company: Company) -> None:
    it = await clash(company)
    asked = await raised(company, it.crowded)
    assert await escalate_overdue(SYSTEM) == 0
    with clock_at(asked.due_at + timedelta(minutes=1)):
        assert await escalate_overdue(SYSTEM) == 1
        assert await escalate_overdue(SYSTEM) == 0
    now = await question(SYSTEM, asked.id)
    assert (now.status, now.escalated_at) == (QuestionStatus.ESCALATED, asked.due_at + timedelta(minutes=1))
    parties = (await asked_by_question(SYSTEM, [asked.id]))[asked.id]
    assert [one.unit for one in parties] == [company.retail, company.logistics, None]
    event = await row("select actor, after from audit_event where action = 'question.escalated'")
    assert event is not None
    assert event["actor"] == SYSTEM.person_id
    with clock_at(asked.due_at + timedelta(hours=1)):
        closed = await answered(company.board, asked, await option_of(asked, OptionKind.WAIT))
    assert closed.status is QuestionStatus.DECIDED


async def test_an_answer_of_one_of_two_units_does_not_stop_the_clock(company: Company) -> None:
    it = await clash(company)
    asked = await raised(company, it.crowded)
    await answered(company.owner_retail, asked, await option_of(asked, OptionKind.DISPLACE, displacing=it.theirs))
    with clock_at(asked.due_at + timedelta(minutes=1)):
        assert await escalate_overdue(SYSTEM) == 1


async def test_two_clocks_escalate_once(company: Company) -> None:
    it = await clash(company)
    asked = await raised(company, it.crowded)
    with clock_at(asked.due_at + timedelta(minutes=1)):
        done = await asyncio.gather(*(escalate_overdue(SYSTEM) for _ in range(3)))
    assert sum(done) == 1
    assert (await actions_of(it.crowded.id)).count(Action.QUESTION_ESCALATED) == 1
    assert await value("select count(*) from asked_party where unit is null") == 1


async def test_a_question_about_a_withdrawn_request_lapses(company: Company) -> None:
    it = await clash(company)
    asked = await raised(company, it.crowded)
    await withdraw_request(await company.owner_retail.as_actor(), it.crowded.id, reason=WHY)
    assert await escalate_overdue(SYSTEM) == 0
    now = await question(SYSTEM, asked.id)
    assert (now.status, now.outcome) == (QuestionStatus.LAPSED, None)
    assert now.closed_at is not None
    assert (await actions_of(it.crowded.id))[-1] == Action.QUESTION_LAPSED
    assert await count("answer") == 0


@pytest.mark.parametrize("who", ["it_platform", "owner_retail", "board", "admin"])
async def test_nobody_but_the_clock_escalates(company: Company, who: str) -> None:
    it = await clash(company)
    asked = await raised(company, it.crowded)
    actor = await company.personas[who].as_actor()
    with clock_at(asked.due_at + timedelta(minutes=1)), pytest.raises(Forbidden):
        await escalate_overdue(actor)
