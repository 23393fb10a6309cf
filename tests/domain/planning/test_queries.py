"""The plan of the portfolio in the database: read at one moment, made once, never stale."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from domain.actor import Actor, Deed
from domain.audit import trail
from domain.audit.actions import Action
from domain.capacity.commands import set_budget
from domain.database.clock import clock_at
from domain.database.engine import transaction, value
from domain.demand.commands import locked, park_request, step
from domain.demand.commands_conversation import answer_clarification, ask_clarification, comment, follow
from domain.demand.commands_drafts import save_draft
from domain.demand.rules import RequestState
from domain.organisation.commands_sessions import SignInRefused, sign_in
from domain.planning import queries
from domain.planning.current import CurrentPlan, planned
from domain.planning.facts import facts
from domain.planning.problem import PlanningProblem
from domain.planning.queries import current_plan
from domain.planning.rules import Reason
from domain.planning.why import why
from domain.quantities import Month
from domain.ranking.commands_endorsement import endorse_request
from tests.support.builders.capacity import logged, split
from tests.support.builders.estimation import estimated
from tests.support.builders.ranking import ranked, ranked_list, submitted
from tests.support.builders.value import promised
from tests.support.personas import SYSTEM, Company, founded

NOW = datetime(2026, 11, 9, 12, tzinfo=UTC)
FIRST = Month(2026, 11)


@pytest.fixture
async def company(database: object) -> AsyncIterator[Company]:
    with clock_at(NOW):
        company = await founded()
        await logged(company, FIRST, days=split(40, 12, 4, 4))
        await logged(company, FIRST, team="data", days=split(30, 10, 0, 0))
        yield company


async def test_everything_that_a_plan_depends_on_is_read(company: Company, owner: Actor) -> None:
    with clock_at(NOW):
        one, _ = await ranked_list(owner, company.retail, "One", "Two")
        await estimated(company, one, days=20, one_off_cents=90_000)
        await estimated(company, one, days=10, team="data")
        await promised(company, one)
        await endorse_request(await company.owner_finance.as_actor(), one.id, cost_share=Decimal("0.25"))
        await set_budget(await company.board.as_actor(), FIRST, 500_000)
        read = await facts(NOW)
    assert (read.first, len(read.demands)) == (FIRST, 2)
    known = read.demands[0]
    assert (known.key, known.rank, known.is_ranked) == (one.key, 1, True)
    assert known.effort == {company.platform: 217, company.data: 109}
    assert (known.one_off_cents, known.value_cents) == (90_000, 24 * 500_000)
    assert known.endorsed == ((company.finance, Decimal("0.2500")),)
    assert read.demands[1].effort == {}
    assert [cell.net_decidays for cell in read.capacity[company.platform]] == [200] * 18
    assert [cell.logged for cell in read.capacity[company.platform]][:2] == [True, False]
    assert (read.budgets[0].amount_cents, read.budgets[1].amount_cents) == (500_000, None)


async def test_the_plan_follows_the_order_and_says_why(company: Company, owner: Actor) -> None:
    with clock_at(NOW):
        one, two, three, four = await ranked_list(owner, company.retail, "One", "Two", "Three", "Four")
        for each in (one, two, three):
            await estimated(company, each, days=18)
        plan = await current_plan()
    assert [place.request for place in plan.input.order] == [one.key, two.key, three.key, four.key]
    assert plan.entries[one.key].reason is Reason.FITS
    assert [plan.start_month(each.key) for each in (one, two, three, four)] == [FIRST, FIRST, FIRST + 2, None]
    assert plan.keys[three.id] == three.key
    explained = why(plan, three.key)
    assert explained is not None
    assert explained.text.startswith("Starts in January 2027")
    assert explained.constraint == "Platform"


async def test_too_few_months_before_a_deadline_are_said_with_what_would_help(company: Company, owner: Actor) -> None:
    with clock_at(NOW):
        one = await submitted(owner, company.retail, "One", deadline=date(2026, 12, 31))
        await ranked(owner, one)
        await estimated(company, one, days=90)
        plan = await current_plan()
    said = why(plan, one.key)
    assert said is not None
    assert said.text == "It needs 10 months and 2 are left before its deadline, 31 December 2026."
    assert said.would_help == "A later deadline, a smaller scope or a split would help."
    assert (said.constraint, said.teams) == ("deadline", ())


async def test_a_plan_is_made_once_for_each_state_of_the_data(
    company: Company, owner: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = 0

    def counted(problem: PlanningProblem) -> CurrentPlan:
        nonlocal made
        made += 1
        return planned(problem)

    monkeypatch.setattr(queries, "planned", counted)
    with clock_at(NOW):
        one, two = await ranked_list(owner, company.retail, "One", "Two")
        plans = await asyncio.gather(*(current_plan() for _ in range(8)))
        assert made == 1
        assert all(plan is plans[0] for plan in plans)
        assert await current_plan() is plans[0]
        await ranked(owner, two)
        newer = await current_plan()
        assert made == 2
        assert newer.data_version > plans[0].data_version
        assert [place.request for place in newer.input.order] == [two.key, one.key]
    with clock_at(datetime(2026, 12, 1, tzinfo=UTC)):
        assert (await current_plan()).months[0] == FIRST + 1
    assert made == 3


async def test_what_leaves_the_portfolio_as_it_was_leaves_the_plan_fresh(company: Company, owner: Actor) -> None:
    with clock_at(NOW):
        one, _ = await ranked_list(owner, company.retail, "One", "Two")
        plan = await current_plan()
        last = await value("select max(number) from audit_event")
        with pytest.raises(SignInRefused):
            await sign_in(SYSTEM, email=company.requester.email, password="guessed", address="198.51.100.7")
        requester = await company.requester.as_actor()
        await follow(requester, one.id)
        await comment(requester, one.id, text="When?")
        await ask_clarification(owner, one.id, question="For whom?")
        await answer_clarification(owner, one.id, answer="For us.")
        await save_draft(requester, {"title": "Three"})
        read = await facts(NOW)
        assert await value("select max(number) from audit_event") > last
        assert await current_plan() is plan
    assert read == plan.input.facts


async def test_an_older_event_that_becomes_visible_later_renews_the_plan(company: Company, owner: Actor) -> None:
    with clock_at(NOW):
        one, two = await ranked_list(owner, company.retail, "One", "Two")
        early, late = asyncio.Event(), asyncio.Event()

        async def slow() -> None:
            async with transaction(owner, Deed.PARK_REQUEST) as tx:
                await step(tx, await locked(tx, one.id), RequestState.PARKED, reason="Later.")
                await trail.record(
                    tx, Action.REQUEST_PARKED, subject_kind="request", subject=one.id, request=one.id, reason="Later."
                )
                early.set()
                await late.wait()

        running = asyncio.create_task(slow())
        await early.wait()
        await submitted(owner, company.retail, "Three")
        before = await current_plan()
        assert one.key in before.places
        late.set()
        await running
        after = await current_plan()
    assert after.data_version == before.data_version
    assert list(after.places) == [two.key]


async def test_inside_a_transaction_the_plan_is_what_that_deed_sees(company: Company, owner: Actor) -> None:
    with clock_at(NOW):
        one, two = await ranked_list(owner, company.retail, "One", "Two")
        outside = await current_plan()
        async with transaction(owner, Deed.PARK_REQUEST) as tx:
            await step(tx, await locked(tx, one.id), RequestState.PARKED, reason="Later.")
            assert list((await current_plan()).places) == [two.key]
        await park_request(owner, two.id, reason="Later.")
        assert list(outside.places) == [one.key, two.key]
        assert not (await current_plan()).places


async def test_one_who_asked_may_leave_while_others_wait(company: Company, owner: Actor) -> None:
    with clock_at(NOW):
        await ranked_list(owner, company.retail, "One")
        first = asyncio.create_task(current_plan())
        await asyncio.sleep(0)
        second = asyncio.create_task(current_plan())
        await asyncio.sleep(0.001)
        first.cancel()
        assert (await second).places
