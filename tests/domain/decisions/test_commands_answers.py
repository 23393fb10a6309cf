"""Answers, consent, second thoughts, and two at once."""

import asyncio

import pytest

from domain.actor import Actor, Role
from domain.audit.actions import Action
from domain.capacity.commands import log_capacity
from domain.database.engine import row, rows, value
from domain.decisions.commands_answers import answer_priority_question
from domain.decisions.kinds import OptionKind, QuestionStatus
from domain.decisions.queries import answers_by_question, question, questions_by_request
from domain.decisions.rows import QuestionRow
from domain.demand.commands import park_request
from domain.errors import Conflict, Forbidden, NotFound, RuleViolation
from domain.organisation.commands_roles import assign_role
from domain.planning.queries import current_plan
from domain.quantities import Month
from tests.support.builders.capacity import split
from tests.support.builders.decisions import (
    WHY,
    Clash,
    answered,
    clash,
    count,
    option_of,
    options_of,
    planned,
    raised,
)
from tests.support.builders.demand import actions_of
from tests.support.builders.organisation import deputy_of
from tests.support.personas import Company

SYSTEM = Actor.system()


async def start_of(key: str) -> Month | None:
    return (await current_plan()).start_month(key)


async def fresh(asked: QuestionRow) -> QuestionRow:
    return await question(SYSTEM, asked.id)


@pytest.fixture
async def it(company: Company) -> Clash:
    return await clash(company)


async def test_another_units_request_gives_way_only_when_its_owner_agrees(company: Company, it: Clash) -> None:
    asked = await raised(company, it.crowded)
    option = await option_of(asked, OptionKind.DISPLACE, displacing=it.theirs)
    waiting = await answered(company.owner_retail, asked, option)
    assert (waiting.status, waiting.outcome) == (QuestionStatus.OPEN, None)
    assert await start_of(it.crowded.key) is None
    assert await count("deferral") == 0

    closed = await answered(company.owner_logistics, asked, option, reason="We can wait.")
    assert (closed.status, closed.outcome) == (QuestionStatus.DECIDED, option.id)
    assert await start_of(it.crowded.key) == option.earliest_month
    given = (await answers_by_question(SYSTEM, [asked.id]))[asked.id]
    assert [(one.unit, one.answered_by, one.reason) for one in given] == [
        (company.retail, company.owner_retail.id, WHY),
        (company.logistics, company.owner_logistics.id, "We can wait."),
    ]


async def test_disagreement_goes_to_the_board_whose_word_closes(company: Company, it: Clash) -> None:
    asked = await raised(company, it.crowded)
    displace = await option_of(asked, OptionKind.DISPLACE, displacing=it.theirs)
    wait = await option_of(asked, OptionKind.WAIT)
    await answered(company.owner_retail, asked, displace)
    torn = await answered(company.owner_logistics, asked, wait, reason="Ours is needed too.")
    assert (torn.status, torn.closed_at) == (QuestionStatus.ESCALATED, None)
    assert (await actions_of(it.crowded.id))[-1] == Action.QUESTION_ESCALATED
    with pytest.raises(Forbidden, match="governance board"):
        await answered(company.owner_retail, asked, wait)

    closed = await answered(company.board, asked, displace)
    assert (closed.status, closed.outcome) == (QuestionStatus.DECIDED, displace.id)
    assert await start_of(it.crowded.key) == displace.earliest_month


async def test_money_needs_the_board_after_the_owner(company: Company, it: Clash) -> None:
    asked = await raised(company, it.crowded)
    fund = await option_of(asked, OptionKind.FUND)
    with pytest.raises(Forbidden, match="once it is escalated"):
        await answered(company.board, asked, fund)
    assert (await answered(company.owner_retail, asked, fund)).status is QuestionStatus.ESCALATED
    assert await count("funded_capacity") == 0

    await answered(company.board_chair, asked, fund)
    bought = await rows("select team, month, bought_decidays, price_cents, question from funded_capacity")
    assert {one["team"] for one in bought} == {company.platform}
    assert sum(one["bought_decidays"] for one in bought) == 200
    assert sum(one["price_cents"] for one in bought) == fund.price_cents
    assert {one["question"] for one in bought} == {asked.id}
    assert await start_of(it.crowded.key) == fund.earliest_month
    assert await start_of(it.own.key) == await start_of(it.theirs.key) == it.first


@pytest.mark.parametrize("who", ["it_platform", "it_data", "requester", "admin", "owner_finance"])
async def test_who_was_not_asked_is_refused(company: Company, it: Clash, who: str) -> None:
    asked = await raised(company, it.crowded)
    with pytest.raises(Forbidden, match="owner"):
        await answered(company.personas[who], asked, await option_of(asked, OptionKind.WAIT))
    assert await count("answer") == 0


async def test_an_answer_names_an_option_and_a_reason(company: Company, it: Clash) -> None:
    asked = await raised(company, it.crowded)
    retail = await company.owner_retail.as_actor()
    wait = await option_of(asked, OptionKind.WAIT)
    with pytest.raises(RuleViolation, match="reason"):
        await answer_priority_question(retail, asked.id, wait.id, reason=" ")
    with pytest.raises(RuleViolation, match="not an option"):
        await answer_priority_question(retail, asked.id, asked.id, reason=WHY)
    with pytest.raises(NotFound):
        await answer_priority_question(retail, wait.id, wait.id, reason=WHY)


async def test_a_deputy_answers_for_the_owner_and_it_is_recorded(company: Company, it: Clash) -> None:
    await deputy_of(company.owner_retail, company.outsider, unit=company.retail)
    asked = await raised(company, it.crowded)
    await answered(company.outsider, asked, await option_of(asked, OptionKind.WAIT))
    (given,) = (await answers_by_question(SYSTEM, [asked.id]))[asked.id]
    assert (given.answered_by, given.acts_for) == (company.outsider.id, company.owner_retail.id)
    event = await row("select actor, acts_for from audit_event where action = 'question.answered'")
    assert event is not None
    assert (event["actor"], event["acts_for"]) == (company.outsider.id, company.owner_retail.id)


async def test_one_owner_of_both_units_answers_for_both(company: Company, it: Clash) -> None:
    await assign_role(await company.admin.as_actor(), company.owner_retail.id, Role.OWNER, unit=company.logistics)
    asked = await raised(company, it.crowded)
    option = await option_of(asked, OptionKind.DISPLACE, displacing=it.theirs)
    assert (await answered(company.owner_retail, asked, option)).status is QuestionStatus.DECIDED
    assert await count("answer") == 2


async def test_a_board_member_who_owns_a_unit_too_decides_as_the_board(company: Company, it: Clash) -> None:
    await assign_role(await company.admin.as_actor(), company.owner_retail.id, Role.BOARD)
    asked = await raised(company, it.crowded)
    fund = await option_of(asked, OptionKind.FUND)
    assert (await answered(company.owner_retail, asked, fund)).status is QuestionStatus.ESCALATED
    assert (await answered(company.owner_retail, asked, fund)).status is QuestionStatus.DECIDED
    assert {one["unit"] for one in await rows("select unit from answer")} == {company.retail, None}


async def test_a_change_of_mind_supersedes_until_all_agreed(company: Company, it: Clash) -> None:
    asked = await raised(company, it.crowded)
    displace = await option_of(asked, OptionKind.DISPLACE, displacing=it.theirs)
    await answered(company.owner_logistics, asked, await option_of(asked, OptionKind.WAIT))
    await answered(company.owner_logistics, asked, displace, reason="On second thoughts.")
    closed = await answered(company.owner_retail, asked, displace)
    assert closed.status is QuestionStatus.DECIDED
    first, second, _ = (await answers_by_question(SYSTEM, [asked.id]))[asked.id]
    assert second.supersedes == first.id


async def test_the_same_answer_twice_at_once_counts_once(company: Company, it: Clash) -> None:
    asked = await raised(company, it.crowded)
    wait = await option_of(asked, OptionKind.WAIT)
    both = await asyncio.gather(*(answered(company.owner_retail, asked, wait) for _ in range(4)))
    assert {one.outcome for one in both} == {wait.id}
    assert await count("answer") == await count("deferral") == 1
    assert (await actions_of(it.crowded.id)).count(Action.QUESTION_DECIDED) == 1


async def test_of_two_opposite_verdicts_at_once_one_wins(company: Company, it: Clash) -> None:
    asked = await raised(company, it.crowded)
    fund, wait = await option_of(asked, OptionKind.FUND), await option_of(asked, OptionKind.WAIT)
    await answered(company.owner_retail, asked, fund)
    both = await asyncio.gather(
        answered(company.board, asked, fund), answered(company.board_chair, asked, wait), return_exceptions=True
    )
    won = [one for one in both if isinstance(one, QuestionRow)]
    assert [type(one) for one in both if isinstance(one, Exception)] == [Conflict]
    assert (await fresh(asked)).outcome == won[0].outcome
    assert await value("select count(*) from answer where unit is null") == 1
    assert (await count("funded_capacity") > 0) == (won[0].outcome == fund.id)
    assert (await count("deferral") > 0) == (won[0].outcome == wait.id)


async def test_two_questions_decided_at_once_never_sell_the_same_days(company: Company) -> None:
    it = await clash(company)
    retail = await company.owner_retail.as_actor()
    second = await planned(company, retail, company.retail, "Gift cards", days=20, cents=50_000, after=it.crowded)
    asked = [await raised(company, it.crowded), await raised(company, second)]
    options = [await option_of(one, OptionKind.DISPLACE, displacing=it.own) for one in asked]
    both = await asyncio.gather(
        *(answered(company.owner_retail, one, option) for one, option in zip(asked, options, strict=True)),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in both) == ["Conflict", "QuestionRow"]
    loads = (await current_plan()).plan.loads
    assert all(planned <= net for load in loads for planned, net in zip(load.planned, load.net, strict=True))


async def test_an_option_that_no_longer_works_decides_nothing_and_is_asked_anew(company: Company, it: Clash) -> None:
    asked = await raised(company, it.crowded)
    option = await option_of(asked, OptionKind.DISPLACE, displacing=it.own)
    for offset in range(12):  # Platform loses half of its people, so displacing one request is not enough any more
        await log_capacity(
            await company.it_platform.as_actor(), company.platform, it.first + offset, split(10, 0, 0, 0)
        )
    with pytest.raises(Conflict, match=r"The portfolio has changed .* asks again with the options of today"):
        await answered(company.owner_retail, asked, option)
    old, new = await fresh(asked), (await questions_by_request(SYSTEM, [it.crowded.id]))[it.crowded.id][0]
    assert (old.status, old.outcome) == (QuestionStatus.LAPSED, None)
    assert (new.status, new.reason, new.raised_by) == (QuestionStatus.OPEN, WHY, None)
    assert len(await options_of(new)) >= 2
    assert await count("answer") == await count("deferral") == 0
    assert (await actions_of(it.crowded.id))[-2:] == [Action.QUESTION_LAPSED, Action.QUESTION_RAISED]
    with pytest.raises(Conflict, match="has lapsed"):
        await answered(company.owner_retail, asked, option)


async def test_when_the_request_fits_meanwhile_nobody_is_asked_again(company: Company, it: Clash) -> None:
    asked = await raised(company, it.crowded)
    option = await option_of(asked, OptionKind.DISPLACE, displacing=it.own)
    await park_request(await company.owner_retail.as_actor(), it.own.id, reason=WHY)
    with pytest.raises(Conflict, match=r"has lapsed: .* fits"):
        await answered(company.owner_retail, asked, option)
    assert [one.status for one in (await questions_by_request(SYSTEM, [it.crowded.id]))[it.crowded.id]] == [
        QuestionStatus.LAPSED
    ]
