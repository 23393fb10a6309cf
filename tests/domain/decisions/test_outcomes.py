"""What a decision makes true: exactly what its option said, with an event for whoever gives way."""

from decimal import Decimal

import pytest

from domain.actor import Actor
from domain.audit.actions import Action
from domain.capacity.commands import log_capacity, set_budget
from domain.database import clock
from domain.database.engine import row, value
from domain.decisions.kinds import Cause, Consent, OptionKind, QuestionStatus
from domain.demand.commands import park_request, resume_request
from domain.demand.commands_dependencies import record_dependency
from domain.demand.rules import RequestState, Route
from domain.planning.queries import current_plan
from domain.planning.rules import Reason
from domain.quantities import Month
from tests.support.builders.capacity import logged, split
from tests.support.builders.decisions import (
    WHY,
    Clash,
    answered,
    clash,
    committed,
    option_of,
    options_of,
    planned,
    raised,
    reloaded,
)
from tests.support.builders.demand import actions_of
from tests.support.builders.estimation import estimated
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


async def test_one_gives_way_and_the_rest_is_paid_for_in_one_deed(company: Company) -> None:
    first = Month.of(clock.now().date())
    await logged(company, first, days=split(20, 0, 0, 0))
    retail, logistics = await company.owner_retail.as_actor(), await company.owner_logistics.as_actor()
    large = await planned(company, retail, company.retail, "Loyalty cards", days=120, cents=900_000)
    dear = await planned(company, retail, company.retail, "Gift cards", days=6, cents=900_000, after=large)
    cheap = await planned(company, logistics, company.logistics, "Pallet labels", days=4, cents=1_000)
    late = await planned(company, retail, company.retail, "Returns portal", days=10, cents=2_000_000, after=dear)
    assert [await start_of(one.key) for one in (large, dear, cheap, late)] == [first, first, first, first + 1]

    asked = await raised(company, late, wanted=first)
    option = await option_of(asked, OptionKind.COMBINE)
    assert (option.consent, option.asks, option.asks_board) == (Consent.BOARD, (company.logistics,), True)
    assert [(one.request, one.to_month) for one in option.displaced] == [(cheap.id, first + 1)]
    assert [(one.month, one.decidays, one.cents) for one in option.extra_capacity] == [(first, 60, 480_000)]
    assert option.price_cents == 480_000
    assert [(one.request, one.month) for one in option.reserved] == [(late.id, first)]
    await answered(company.owner_retail, asked, option)
    escalated = await answered(company.owner_logistics, asked, option)
    assert escalated.status is QuestionStatus.ESCALATED
    closed = await answered(company.board, asked, option)

    assert (closed.status, closed.outcome) == (QuestionStatus.DECIDED, option.id)
    assert [await start_of(one.key) for one in (large, dear, cheap, late)] == [first, first, first + 1, first]
    assert await value("select sum(bought_decidays) from funded_capacity where question = $1", asked.id) == 60
    assert await value("select not_before from deferral where request = $1", cheap.id) == (first + 1).first
    assert Action.REQUEST_DISPLACED in await actions_of(cheap.id)


async def test_what_no_month_has_room_for_is_a_matter_of_team_size(company: Company, it: Clash) -> None:
    retail = await company.owner_retail.as_actor()
    huge = await planned(company, retail, company.retail, "New core system", days=300, cents=900_000, after=it.crowded)
    asked = await raised(company, huge)
    assert asked.cause is Cause.TEAM_SIZE
    wait = await option_of(asked, OptionKind.WAIT)
    assert wait.earliest_month is None
    assert wait.why.endswith("with this team size, whoever gives way; too small for it: Platform.")
    assert OptionKind.DISPLACE not in {one.kind for one in await options_of(asked)}
    assert {one.team for each in asked.binding_sets for one in each} == {asked.binding[0].team}


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
