"""Answers, consent and what a decision makes true: exactly what the option said."""

import asyncio
from decimal import Decimal

import pytest

from domain.actor import Actor, Role
from domain.audit.actions import Action
from domain.capacity.commands import log_capacity, set_budget
from domain.database.engine import row, rows, value
from domain.decisions.commands_answers import answer_priority_question
from domain.decisions.kinds import Cause, OptionKind, QuestionStatus
from domain.decisions.queries import answers_by_question, question, questions_by_request
from domain.decisions.rows import QuestionRow
from domain.demand.commands import park_request, resume_request
from domain.demand.commands_dependencies import record_dependency
from domain.demand.rules import RequestState, Route
from domain.errors import Conflict, Forbidden, NotFound, RuleViolation
from domain.organisation.commands_roles import assign_role
from domain.planning.queries import current_plan
from domain.planning.rules import Reason
from domain.quantities import Month
from tests.support.builders.capacity import split
from tests.support.builders.decisions import (
    WHY,
    Clash,
    answered,
    clash,
    committed,
    count,
    option_of,
    options_of,
    planned,
    raised,
    reloaded,
)
from tests.support.builders.demand import actions_of
from tests.support.builders.estimation import estimated
from tests.support.builders.organisation import deputy_of
from tests.support.builders.ranking import ranked
from tests.support.personas import Company

SYSTEM = Actor.system()


async def start_of(key: str) -> Month | None:
    return (await current_plan()).start_month(key)


async def roomier(company: Company, it: Clash, *, days: int) -> None:
    """Platform has so many days a month for half a year, then 20 again."""
    platform = await company.it_platform.as_actor()
    for offset in range(7):
        await log_capacity(platform, "platform", it.first + offset, split(days if offset < 6 else 20, 0, 0, 0))


async def fresh(asked: QuestionRow) -> QuestionRow:
    return await question(SYSTEM, asked.id)


@pytest.fixture
async def it(company: Company) -> Clash:
    return await clash(company)


async def test_an_own_request_gives_way_by_its_owners_word_alone(company: Company, it: Clash) -> None:
    asked = await raised(company, it.crowded)
    option = await option_of(asked, OptionKind.DISPLACE, displacing=it.own)
    closed = await answered(company.owner_retail, asked, option)

    assert (closed.status, closed.outcome) == (QuestionStatus.DECIDED, option.id)
    assert closed.closed_at is not None
    assert await start_of(it.crowded.key) == option.earliest_month
    assert await start_of(it.theirs.key) == it.first
    kept = await row("select not_before, question from deferral where request = $1", it.own.id)
    assert kept is not None
    assert kept["question"] == asked.id
    told = await actions_of(it.crowded.id)
    assert told[-2:] == [Action.QUESTION_ANSWERED, Action.QUESTION_DECIDED]
    displaced = await row("select * from audit_event where action = 'request.displaced'")
    assert displaced is not None
    assert (displaced["request"], displaced["reason"]) == (it.own.id, WHY)
    assert displaced["after"]["by"] == it.crowded.key
    assert Month.parse(displaced["after"]["not_before"]).first == kept["not_before"]


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


async def test_a_smaller_scope_is_what_fits(company: Company, it: Clash) -> None:
    await roomier(company, it, days=23)  # three days a month are left for half a year, of ten that it needs
    asked = await raised(company, it.crowded)
    shrink = await option_of(asked, OptionKind.SHRINK)
    assert shrink.scope_share is not None
    await answered(company.owner_retail, asked, shrink)
    assert await value("select kept from scope where request = $1", it.crowded.id) == shrink.scope_share
    plan = await current_plan()
    assert plan.start_month(it.crowded.key) == shrink.earliest_month
    assert plan.finish_month(it.crowded.key) == shrink.finish_month
    assert plan.entries[it.crowded.key].effort <= 200 * shrink.scope_share + 1
    assert all(planned <= net for load in plan.plan.loads for planned, net in zip(load.planned, load.net, strict=True))


async def test_waiting_defers_the_request_itself(company: Company, it: Clash) -> None:
    asked = await raised(company, it.crowded)
    wait = await option_of(asked, OptionKind.WAIT)
    assert wait.earliest_month == it.first + 12
    await answered(company.owner_retail, asked, wait)
    kept = await value("select not_before from deferral where request = $1", it.crowded.id)
    assert kept == wait.earliest_month.first
    assert (await reloaded(it.crowded)).state is RequestState.RANKED


async def test_another_route_leads_the_request_out_of_the_plan(company: Company, it: Clash) -> None:
    asked = await raised(company, it.crowded)
    reroute = await option_of(asked, OptionKind.REROUTE)
    await answered(company.owner_retail, asked, reroute)
    after = await reloaded(it.crowded)
    assert (after.state, after.route, after.state_reason) == (RequestState.REROUTED, Route.BUSINESS_BUILT, WHY)
    assert Action.ROUTE_CHOSEN in await actions_of(it.crowded.id)


async def test_a_committed_request_that_gives_way_is_no_longer_committed(company: Company, it: Clash) -> None:
    promise = await committed(company.owner_logistics, it.theirs)
    asked = await raised(company, it.crowded)
    option = await option_of(asked, OptionKind.DISPLACE, displacing=it.theirs)
    assert f"{it.theirs.key} would no longer be committed" in option.why
    await answered(company.owner_retail, asked, option)
    await answered(company.owner_logistics, asked, option)
    after = await reloaded(it.theirs)
    assert after.state is RequestState.ESTIMATED
    assert after.state_reason is not None
    assert it.crowded.key in after.state_reason
    assert await value("select count(*) from slot where request = $1", it.theirs.id) == 0
    assert await value("select count(*) from promise where id = $1", promise.id) == 1
    assert Action.REQUEST_DISPLACED in await actions_of(it.theirs.id)


async def test_more_budget_is_the_boards_and_is_written_to_the_month(company: Company) -> None:
    board = await company.board.as_actor()
    it = await clash(company)
    retail = await company.owner_retail.as_actor()
    dear = await planned(company, retail, company.retail, "Bought licences", days=0, cents=100_000, after=it.crowded)
    await estimated(company, dear, low_decidays=0, likely_decidays=0, high_decidays=0, one_off_cents=900_000)
    for offset in range(18):
        await set_budget(board, it.first + offset, 400_000)
    asked = await raised(company, dear)
    assert (asked.cause, {one.team for one in asked.binding}) == (Cause.BUDGET, {None})
    fund = await option_of(asked, OptionKind.FUND)
    await answered(company.owner_retail, asked, fund)
    await answered(company.board, asked, fund)
    bought = fund.extra_capacity[0]
    assert (bought.team, bought.cents) == (None, 500_000)
    assert await value("select amount_cents from budget where month = $1", bought.month.first) == 900_000
    assert await start_of(dear.key) == fund.earliest_month


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


async def test_a_second_reduction_is_a_part_of_the_first(company: Company, it: Clash) -> None:
    await roomier(company, it, days=25)
    await committed(company.owner_logistics, it.theirs)
    await committed(company.owner_retail, it.own)
    asked = await raised(company, it.crowded)
    half = await option_of(asked, OptionKind.SHRINK)
    assert half.scope_share == Decimal("0.5")
    await answered(company.owner_retail, asked, half)
    await roomier(company, it, days=22)
    asked = await raised(company, it.crowded)
    assert asked.cause is Cause.LESS_CAPACITY
    again = await option_of(asked, OptionKind.SHRINK)
    await answered(company.owner_retail, asked, again)
    assert again.scope_share == Decimal("0.4")
    assert await value("select kept from scope where request = $1 order by at desc limit 1", it.crowded.id) == Decimal(
        "0.2"
    )


@pytest.mark.parametrize("kind", [OptionKind.WAIT, OptionKind.REROUTE, OptionKind.FUND, OptionKind.DISPLACE])
async def test_the_board_may_choose_any_option_of_an_escalated_question(
    company: Company, it: Clash, kind: OptionKind
) -> None:
    asked = await raised(company, it.crowded)
    await answered(company.owner_retail, asked, await option_of(asked, OptionKind.FUND))
    chosen = await option_of(asked, kind)
    closed = await answered(company.board_chair, asked, chosen)
    assert (closed.status, closed.outcome) == (QuestionStatus.DECIDED, chosen.id)


async def test_a_committed_request_that_waits_stays_committed_in_later_months(company: Company, it: Clash) -> None:
    await committed(company.owner_logistics, it.theirs)
    promise = await committed(company.owner_retail, it.own)
    await roomier(company, it, days=15)
    asked = await raised(company, it.own)
    assert asked.cause is Cause.LESS_CAPACITY
    wait = await option_of(asked, OptionKind.WAIT)
    assert wait.earliest_month is not None
    assert wait.earliest_month > promise.start_month
    await answered(company.owner_retail, asked, wait)
    assert (await reloaded(it.own)).state is RequestState.COMMITTED
    assert await start_of(it.own.key) == wait.earliest_month
    assert await value("select start_month from promise where id = $1", promise.id) == promise.start_month.first


async def test_waiting_beyond_the_deadline_is_the_owners_to_accept(company: Company, it: Clash) -> None:
    retail = await company.owner_retail.as_actor()
    urgent = await planned(
        company, retail, company.retail, "New tax rate", days=60, cents=90_000, after=it.crowded, deadline=it.first + 2
    )
    await park_request(await company.owner_logistics.as_actor(), it.theirs.id, reason=WHY)
    await park_request(retail, it.crowded.id, reason=WHY)
    asked = await raised(company, urgent)
    assert asked.cause is Cause.DEADLINE
    wait = await option_of(asked, OptionKind.WAIT)
    assert "misses its deadline" in wait.why
    await answered(company.owner_retail, asked, wait)
    assert await start_of(urgent.key) == wait.earliest_month


async def test_what_it_waits_for_comes_along(company: Company, it: Clash) -> None:
    retail = await company.owner_retail.as_actor()
    base = await planned(company, retail, company.retail, "Article master", days=10, cents=10_000, after=it.crowded)
    await record_dependency(await company.it_platform.as_actor(), it.crowded.id, needs=base.id)
    asked = await raised(company, it.crowded)
    option = await option_of(asked, OptionKind.DISPLACE, displacing=it.own)
    await answered(company.owner_retail, asked, option)
    plan = await current_plan()
    assert plan.start_month(it.crowded.key) == option.earliest_month
    finish = plan.finish_month(base.key)
    assert finish is not None
    assert option.earliest_month is not None
    assert finish < option.earliest_month


async def test_a_reservation_ends_when_the_request_leaves_the_order(company: Company, it: Clash) -> None:
    retail = await company.owner_retail.as_actor()
    asked = await raised(company, it.crowded, wanted=it.first + 3)
    option = await option_of(asked, OptionKind.DISPLACE, displacing=it.own)
    await answered(company.owner_retail, asked, option)
    assert (await current_plan()).entries[it.crowded.key].reason is Reason.KEPT
    await park_request(retail, it.crowded.id, reason=WHY)
    await resume_request(retail, it.crowded.id, reason=WHY)
    await ranked(retail, it.crowded)
    assert (await current_plan()).entries[it.crowded.key].reason is Reason.FITS
