"""Raising a priority question: facts and at least two ways out, from whoever may, and only when there is a conflict."""

import asyncio

import pytest

from domain.actor import Actor, Side
from domain.audit.actions import Action
from domain.database.engine import row
from domain.decisions.commands import raise_priority_question
from domain.decisions.kinds import Cause, Consent, OptionKind, QuestionStatus
from domain.decisions.queries import asked_by_question
from domain.demand.commands import park_request
from domain.errors import Conflict, Forbidden, NotFound, RuleViolation
from domain.planning.queries import current_plan
from tests.support.builders.decisions import WHY, clash, count, option_of, options_of, raised
from tests.support.builders.demand import actions_of
from tests.support.builders.estimation import estimated
from tests.support.builders.ranking import submitted
from tests.support.personas import Company


async def test_a_request_without_room_becomes_a_question_with_every_way_out(company: Company) -> None:
    it = await clash(company)
    assert (await current_plan()).start_month(it.crowded.key) is None
    asked = await raised(company, it.crowded)

    assert (asked.status, asked.cause, asked.raised_side) == (QuestionStatus.OPEN, Cause.NEW_REQUEST, Side.IT)
    assert (asked.due_at - asked.raised_at).days == 5
    assert {(one.team, one.left, one.net) for one in asked.binding} == {(company.platform, 0, 200)}
    options = await options_of(asked)
    assert {one.kind for one in options} >= {
        OptionKind.DISPLACE,
        OptionKind.FUND,
        OptionKind.WAIT,
        OptionKind.REROUTE,
    }
    assert [one.number for one in options] == list(range(1, len(options) + 1))

    theirs = await option_of(asked, OptionKind.DISPLACE, displacing=it.theirs)
    assert (theirs.consent, theirs.asks, theirs.asks_board) == (Consent.THEIRS, (company.logistics,), False)
    assert theirs.value_at_stake_cents > 0
    assert theirs.finish_month == theirs.earliest_month + 1  # type: ignore[operator]
    own = await option_of(asked, OptionKind.DISPLACE, displacing=it.own)
    assert (own.consent, own.asks) == (Consent.YOURS, ())
    fund = await option_of(asked, OptionKind.FUND)
    assert (fund.consent, fund.asks_board) == (Consent.BOARD, True)
    assert sum(one.decidays for one in fund.extra_capacity) == 200
    assert fund.price_cents == sum(one.cents for one in fund.extra_capacity) == 20 * 80_000
    assert (await option_of(asked, OptionKind.REROUTE)).price_cents is None  # nobody has quoted it

    parties = (await asked_by_question(Actor.system(), [asked.id]))[asked.id]
    assert [one.unit for one in parties] == [company.retail, company.logistics]
    assert it.theirs.key in parties[1].because


async def test_raising_leaves_one_event_and_moves_nothing(company: Company) -> None:
    it = await clash(company)
    before = (await current_plan()).plan
    asked = await raised(company, it.crowded)
    assert (await actions_of(it.crowded.id)).count(Action.QUESTION_RAISED) == 1
    event = await row("select * from audit_event where subject = $1", asked.id)
    assert event is not None
    assert (event["actor"], event["reason"]) == (company.it_platform.id, WHY)
    assert event["after"]["asked"] == [str(company.retail), str(company.logistics)]
    assert (await current_plan()).plan == before


@pytest.mark.parametrize("who", ["it_data", "owner_retail"])
async def test_it_staff_and_the_owner_may_raise(company: Company, who: str) -> None:
    it = await clash(company)
    asked = await raised(company, it.crowded, by=company.personas[who])
    assert asked.raised_by == company.personas[who].id


async def test_the_system_may_raise_and_names_nobody(company: Company) -> None:
    it = await clash(company)
    asked = await raise_priority_question(Actor.system(), it.crowded.id, reason=WHY, cause=Cause.LESS_CAPACITY)
    assert (asked.raised_by, asked.raised_side, asked.cause) == (None, Side.NEUTRAL, Cause.LESS_CAPACITY)


@pytest.mark.parametrize("who", ["owner_logistics", "requester", "board", "admin"])
async def test_others_may_not_raise(company: Company, who: str) -> None:
    it = await clash(company)
    with pytest.raises(Forbidden, match=r"(?i)owner"):
        await raised(company, it.crowded, by=company.personas[who])
    assert await count("priority_question") == 0


async def test_a_request_that_fits_needs_no_question(company: Company) -> None:
    it = await clash(company)
    with pytest.raises(RuleViolation, match="fits: it starts in") as refused:
        await raised(company, it.own)
    assert refused.value.rule == "needs_no_question"
    with pytest.raises(RuleViolation, match="nothing has to give way"):
        await raised(company, it.own, wanted=it.first + 2)


async def test_a_wanted_month_is_within_the_plan(company: Company) -> None:
    it = await clash(company)
    with pytest.raises(RuleViolation, match="has passed"):
        await raised(company, it.crowded, wanted=it.first + -1)
    with pytest.raises(RuleViolation, match="The plan reaches to"):
        await raised(company, it.crowded, wanted=it.first + 40)


async def test_the_options_start_where_the_request_is_wanted(company: Company) -> None:
    it = await clash(company)
    asked = await raised(company, it.crowded, wanted=it.first + 3)
    assert asked.wanted_month == it.first + 3
    assert {one.start for one in asked.binding} == {it.first + 3}
    displace = await option_of(asked, OptionKind.DISPLACE, displacing=it.theirs)
    assert displace.earliest_month is not None
    assert displace.earliest_month <= it.first + 3


async def test_only_what_is_ranked_or_committed_can_conflict(company: Company) -> None:
    it = await clash(company)
    fresh = await submitted(await company.owner_retail.as_actor(), company.retail, "Only an idea")
    for _ in range(2):  # without an estimate, and with one
        with pytest.raises(RuleViolation, match="ranks it first"):
            await raised(company, fresh)
        await estimated(company, fresh)
    await park_request(await company.owner_retail.as_actor(), it.crowded.id, reason=WHY)
    with pytest.raises(RuleViolation, match="is parked"):
        await raised(company, it.crowded)
    with pytest.raises(NotFound):
        await raise_priority_question(await company.it_platform.as_actor(), "REQ-999", reason=WHY)


async def test_there_is_one_open_question_at_a_time_also_when_two_raise_at_once(company: Company) -> None:
    it = await clash(company)
    both = await asyncio.gather(
        raised(company, it.crowded), raised(company, it.crowded, by=company.it_data), return_exceptions=True
    )
    assert [type(one) for one in both if isinstance(one, Exception)] == [Conflict]
    with pytest.raises(Conflict, match="has an open priority question already"):
        await raised(company, it.crowded)
    assert await count("priority_question") == 1


async def test_a_question_says_why(company: Company) -> None:
    it = await clash(company)
    with pytest.raises(RuleViolation, match="reason"):
        await raise_priority_question(await company.it_platform.as_actor(), it.crowded.id, reason="  ")
