"""What happens next to a request, from everything that the later capabilities know."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from domain.actor import Actor, Deed
from domain.database.clock import clock_at
from domain.database.columns import new_id
from domain.database.engine import transaction
from domain.demand.next_step import NextStep, next_step
from domain.demand.queries import requests_by_id
from domain.demand.rules import RequestState
from domain.portfolio.next_steps import step_facts_by_request
from domain.portfolio.permissions import permissions_by_request
from domain.quantities import Month
from tests.support.builders.capacity import logged, split
from tests.support.builders.demand import led_to, submitted
from tests.support.builders.estimation import estimated
from tests.support.builders.ranking import ranked_list
from tests.support.builders.value import promised
from tests.support.personas import Company, founded

NOW = datetime(2026, 11, 9, 12, tzinfo=UTC)
FIRST = Month(2026, 11)


@pytest.fixture
async def company(database: object) -> AsyncIterator[Company]:
    with clock_at(NOW):
        company = await founded()
        await logged(company, FIRST, days=split(40, 12, 4, 4))
        yield company


async def step(actor: Actor, request: UUID, *, at: datetime = NOW) -> NextStep:
    with clock_at(at):
        row = (await requests_by_id(actor, [request]))[request]
        return next_step(row, (await step_facts_by_request(actor, [request]))[request], at)


async def asked(company: Company, request: UUID, *units: UUID) -> None:
    """An open priority question to units."""
    async with transaction(await company.it_platform.as_actor(), Deed.RAISE_PRIORITY_QUESTION) as tx:
        question = new_id()
        await tx.execute(
            "insert into priority_question (id, request, cause, reason, raised_by, raised_side, raised_at, due_at,"
            " data_version) values ($1, $2, 'new_request', 'No room.', $3, 'it', $4, $5, 1)",
            question,
            request,
            tx.actor.person_id,
            tx.now,
            tx.now + timedelta(days=5),
        )
        for unit in units:
            await tx.execute(
                "insert into asked_party (id, question, unit, because, asked_at) values ($1, $2, $3, 'Theirs.', $4)",
                new_id(),
                question,
                unit,
                tx.now,
            )


async def test_a_ranked_request_waits_for_its_owner_with_its_planned_month(company: Company, owner: Actor) -> None:
    with clock_at(NOW):
        (one,) = await ranked_list(owner, company.retail, "One")
        await estimated(company, one)
    told = await step(owner, one.id)
    assert told.text == "Waits for the owner of Retail to commit it; planned to start in November 2026."
    assert told.waits_for == (company.owner_retail.id,)


async def test_a_ranked_request_without_estimate_or_room_says_what_it_waits_for(company: Company, owner: Actor) -> None:
    with clock_at(NOW):
        one, two = await ranked_list(owner, company.retail, "One", "Two")
        await estimated(company, one, days=4000)
    assert (await step(owner, one.id)).text == (
        "Waits for the owner of Retail: it finds no room in the plan; a priority question shows what could give way."
    )
    assert (await step(owner, two.id)).text == "Waits for an estimate by the delivery teams concerned."


async def test_only_what_has_a_place_and_a_promise_may_be_committed(company: Company, owner: Actor) -> None:
    async def may_commit() -> bool:
        return (await permissions_by_request(owner, [one.id]))[one.id].commit

    with clock_at(NOW):
        (one,) = await ranked_list(owner, company.retail, "One")
        assert not await may_commit()
        await estimated(company, one)
        assert not await may_commit()
        await promised(company, one)
        assert await may_commit()
        assert not (await permissions_by_request(await company.it_platform.as_actor(), [one.id]))[one.id].commit
        await asked(company, one.id, company.retail)
        assert not await may_commit()


async def test_an_open_question_comes_before_everything(company: Company, owner: Actor) -> None:
    with clock_at(NOW):
        (one,) = await ranked_list(owner, company.retail, "One")
        before = (await permissions_by_request(owner, [one.id]))[one.id]
        await asked(company, one.id, company.retail, company.finance)
        after = (await permissions_by_request(owner, [one.id]))[one.id]
    told = await step(owner, one.id)
    assert told.text.startswith("Waits for the owners concerned to answer priority question")
    assert set(told.waits_for) == {company.owner_retail.id, company.owner_finance.id}
    assert (told.due_at, told.overdue) == (NOW + timedelta(days=5), False)
    assert (await step(owner, one.id, at=NOW + timedelta(days=6))).overdue
    assert (before.raise_question, after.raise_question) == (True, False)
    assert after.rank


async def test_an_escalated_question_waits_for_the_board(company: Company, owner: Actor) -> None:
    with clock_at(NOW):
        (one,) = await ranked_list(owner, company.retail, "One")
        await asked(company, one.id, company.retail)
        async with transaction(Actor.system(), Deed.ESCALATE_QUESTION) as tx:
            await tx.execute("update priority_question set status = 'escalated', escalated_at = $1", tx.now)
    told = await step(owner, one.id)
    assert "the governance board" in told.text
    assert set(told.waits_for) == {company.board.id, company.board_chair.id}


async def test_committed_work_waits_for_the_teams_on_it(company: Company, owner: Actor) -> None:
    with clock_at(NOW):
        one = await submitted(company)
        await estimated(company, one)
        await led_to(company, one, RequestState.RANKED, RequestState.COMMITTED)
    told = await step(owner, one.id)
    assert told.text.startswith("Waits for IT to start delivery")
    assert (told.team, told.waits_for) == (company.platform, (company.it_platform.id,))


async def test_a_missed_update_is_overdue(company: Company, owner: Actor) -> None:
    with clock_at(NOW):
        one = await submitted(company)
        await estimated(company, one)
        await led_to(company, one, RequestState.RANKED, RequestState.COMMITTED, RequestState.IN_DELIVERY)
        async with transaction(await company.it_platform.as_actor(), Deed.POST_UPDATE) as tx:
            await tx.execute(
                "insert into progress_update (id, request, text, next_update_at, author, at)"
                " values ($1, $2, 'Half of it runs.', $3, $4, $5)",
                new_id(),
                one.id,
                NOW + timedelta(days=3),
                tx.actor.person_id,
                tx.now,
            )
    assert not (await step(owner, one.id)).overdue
    late = await step(owner, one.id, at=NOW + timedelta(days=4))
    assert (late.due_at, late.overdue) == (NOW + timedelta(days=3), True)


async def test_after_go_live_each_month_that_passed_wants_a_measurement(company: Company, owner: Actor) -> None:
    with clock_at(NOW):
        one = await submitted(company)
        await estimated(company, one)
        benefit = await promised(company, one, starts_after_months=1, duration_months=24)
        await led_to(company, one, RequestState.RANKED, RequestState.COMMITTED)
        await promise(owner, one.id, benefit.id)
        async with transaction(await company.it_platform.as_actor(), Deed.START_DELIVERY) as tx:
            await tx.execute(
                "insert into delivery (request, started_on, started_by, assignment, side)"
                " values ($1, $2, $3, $4, 'it')",
                one.id,
                date(2026, 11, 9),
                tx.actor.person_id,
                tx.actor.assignments[0].id,
            )
        await led_to(company, one, RequestState.IN_DELIVERY, RequestState.DELIVERED)
        async with transaction(await company.it_platform.as_actor(), Deed.DELIVER_REQUEST) as tx:
            await tx.execute("update delivery set delivered_on = $1", date(2027, 2, 3))
    # Promised for December and finished in February: the benefit from January on comes from March on.
    told = await step(owner, one.id, at=datetime(2027, 6, 2, tzinfo=UTC))
    assert told.text == "Waits for the owner of Retail to record measurements of 3 months."
    assert "value review" in (await step(owner, one.id, at=datetime(2027, 3, 20, tzinfo=UTC))).text


async def promise(owner: Actor, request: UUID, benefit: UUID) -> None:
    """A promise for December with a benefit from January on."""
    async with transaction(owner, Deed.COMMIT_REQUEST) as tx:
        made = new_id()
        await tx.execute(
            "insert into promise (id, request, version, start_month, finish_month, effort_decidays, one_off_cents,"
            " run_cents, cost_cents, value_cents, scope_share, committed_by, assignment, side, committed_at,"
            " data_version) values ($1, $2, 1, $3, $4, 10, 0, 0, 7, 9, 1, $5, $6, 'business', $7, 1)",
            made,
            request,
            date(2026, 11, 1),
            date(2026, 12, 1),
            owner.person_id,
            owner.assignments[0].id,
            tx.now,
        )
        await tx.execute(
            "insert into promised_benefit (id, promise, benefit, number, metric, unit_of_measure, kind, low_cents,"
            " likely_cents, high_cents, start_month, end_month, value_cents)"
            " values ($1, $2, $3, 1, 'Minutes', 'minutes', 'saving', 1, 2, 3, $4, $5, 9)",
            new_id(),
            made,
            benefit,
            date(2027, 1, 1),
            date(2028, 12, 1),
        )
