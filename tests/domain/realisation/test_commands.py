"""Measurements and value reviews: who may, what they write, and what is refused."""

import asyncio

import pytest

from domain.actor import Deed, Role
from domain.database.engine import transaction, value
from domain.demand.queries import request as request_now
from domain.demand.rules import RequestState
from domain.errors import Conflict, DomainError, Forbidden, RuleViolation
from domain.organisation.commands_roles import assign_role
from domain.realisation import commands, queries
from domain.realisation.rules import ReviewStatus, Verdict
from tests.support.builders.delivery import committed_request, delivered, in_month, started, this_month
from tests.support.builders.demand import actions_of
from tests.support.builders.realisation import EVIDENCE, LESSON, closed, live, measured, review_of
from tests.support.personas import SYSTEM, Company

S = RequestState


async def state_of(company: Company, request: object) -> RequestState:
    found = await request_now(await company.requester.as_actor(), str(request))
    assert found is not None
    return found.state


async def test_an_owner_records_what_came_true_and_the_request_comes_into_review(company: Company) -> None:
    it = await live(company)
    (made,) = await measured(company, it, 80_000)
    assert (made.month, made.amount_cents, made.superseded, made.verified) == (it.since + 1, 80_000, False, False)
    assert made.measured_by == company.owner_retail.id
    assert await state_of(company, it.request.id) is S.IN_REVIEW
    assert (await actions_of(it.request.id))[-1] == "measurement.recorded"


async def test_a_correction_supersedes_and_both_stay(company: Company) -> None:
    it = await live(company)
    (first,) = await measured(company, it, 80_000)
    (second,) = await measured(company, it, 70_000)
    owner = await company.owner_retail.as_actor()
    told = (await queries.measurements_by_benefit(owner, [it.benefit.id]))[it.benefit.id]
    assert [(each.id, each.superseded) for each in told] == [(first.id, True), (second.id, False)]
    assert second.supersedes == first.id
    assert await queries.realised_by_benefit(owner, [it.benefit.id]) == {it.benefit.id: 70_000}
    with pytest.raises(Forbidden):
        async with transaction(owner, Deed.RECORD_MEASUREMENT) as tx:
            await tx.execute("update measurement set amount_cents = 1 where id = $1", first.id)


async def test_only_months_that_began_and_that_were_promised_are_measured(company: Company) -> None:
    it = await live(company)
    with in_month(it.since + 2):
        owner = await company.owner_retail.as_actor()
        for month in (it.since, it.since + 3, it.since + 25):
            with pytest.raises(RuleViolation) as refused:
                await commands.record_measurement(owner, it.benefit.id, month=month, amount_cents=1, evidence=EVIDENCE)
            assert [violation.path for violation in refused.value.violations] == ["month"]
        with pytest.raises(RuleViolation):
            await commands.record_measurement(owner, it.benefit.id, month=it.since + 1, amount_cents=1, evidence=" ")
    assert await value("select count(*) from measurement") == 0


async def test_nothing_is_measured_before_delivery(company: Company) -> None:
    request = await started(company, await committed_request(company))
    owner = await company.owner_retail.as_actor()
    benefit = await value("select id from benefit where request = $1", request.id)
    with pytest.raises(Conflict, match="after delivery"):
        await commands.record_measurement(owner, benefit, month=this_month(), amount_cents=1, evidence=EVIDENCE)


async def test_nobody_but_an_owner_of_the_unit_measures(company: Company) -> None:
    it = await live(company)
    for persona in company.personas.values():
        if persona == company.owner_retail:
            continue
        with pytest.raises(Forbidden, match="owner"):
            await measured(company, it, 1, by=persona)
    assert await value("select count(*) from measurement") == 0


async def test_of_two_measurements_at_once_one_corrects_the_other(company: Company) -> None:
    it = await live(company)
    with in_month(it.since + 2):
        owner = await company.owner_retail.as_actor()
        await asyncio.gather(
            *(
                commands.record_measurement(
                    owner, it.benefit.id, month=it.since + 1, amount_cents=amount, evidence=EVIDENCE
                )
                for amount in (1, 2, 3, 4)
            )
        )
    assert await value("select count(*) from measurement where supersedes is null") == 1
    assert await value("select count(*) from measurement") == 4


async def test_delivery_schedules_the_reviews_of_the_policy_once(company: Company) -> None:
    it = await live(company)
    reviews = (await queries.reviews_by_request(SYSTEM, [it.request.id]))[it.request.id]
    assert [(each.checkpoint_months, each.due_on, each.status) for each in reviews] == [
        (3, (it.since + 4).first, ReviewStatus.SCHEDULED),
        (12, (it.since + 13).first, ReviewStatus.SCHEDULED),
    ]
    assert await commands.schedule_reviews(SYSTEM, it.request.id) == ()
    assert (await actions_of(it.request.id)).count("reviews.scheduled") == 1
    with pytest.raises(Forbidden):
        await commands.schedule_reviews(await company.it_platform.as_actor(), it.request.id)


async def test_the_clock_opens_reviews_whose_day_has_come_even_if_the_job_was_lost(company: Company) -> None:
    request = await delivered(company, await started(company, await committed_request(company)))
    with in_month(this_month() + 4, 1):
        assert await commands.open_due_reviews(SYSTEM) == 1
        assert await commands.open_due_reviews(SYSTEM) == 0
        assert await state_of(company, request.id) is S.IN_REVIEW
    assert (await actions_of(request.id))[-2:] == ["reviews.scheduled", "review.opened"]


async def test_the_board_closes_a_review_with_its_figures_frozen(company: Company) -> None:
    it = await live(company)
    await measured(company, it, 50_000, 100_000)
    review = await closed(company, it)
    assert (review.verdict, review.lesson, review.status) == (Verdict.PARTLY, LESSON, ReviewStatus.CLOSED)
    assert (review.promised_cents, review.realised_cents) == (300_000, 150_000)
    assert review.measured_share == pytest.approx(2 / 3, abs=1e-4)
    assert await state_of(company, it.request.id) is S.IN_REVIEW
    told = (await queries.measurements_by_benefit(SYSTEM, [it.benefit.id]))[it.benefit.id]
    assert [each.verified for each in told] == [True, True]
    with in_month(it.since + 5), pytest.raises(Conflict, match="verdict stands"):
        await commands.close_value_review(
            await company.board.as_actor(), review.id, verdict=Verdict.REALISED, lesson=LESSON
        )
    with in_month(it.since + 6):
        await commands.record_measurement(
            await company.owner_retail.as_actor(),
            it.benefit.id,
            month=it.since + 3,
            amount_cents=70_000,
            evidence=EVIDENCE,
        )
    later = (await queries.measurements_by_benefit(SYSTEM, [it.benefit.id]))[it.benefit.id]
    assert [each.verified for each in later] == [True, True, False]
    frozen = await review_of(company, it)
    assert (frozen.promised_cents, frozen.realised_cents) == (300_000, 150_000)


async def test_the_last_checkpoint_closes_the_request(company: Company) -> None:
    it = await live(company)
    await measured(company, it, 50_000)
    with in_month(it.since + 13, 2):
        await commands.open_due_reviews(SYSTEM)
        last = await review_of(company, it, 12)
        with pytest.raises(Conflict, match="3 months is closed first"):
            await commands.close_value_review(
                await company.board.as_actor(), last.id, verdict=Verdict.PARTLY, lesson=LESSON
            )
    await closed(company, it)
    assert await state_of(company, it.request.id) is S.IN_REVIEW
    await closed(company, it, checkpoint=12)
    assert await state_of(company, it.request.id) is S.CLOSED
    assert (await actions_of(it.request.id))[-1] == "review.closed"


async def test_too_early_at_the_last_checkpoint_adds_another(company: Company) -> None:
    it = await live(company)
    await closed(company, it, Verdict.UNMEASURABLE)
    await closed(company, it, Verdict.TOO_EARLY, checkpoint=12)
    assert await state_of(company, it.request.id) is S.IN_REVIEW
    (added,) = await commands.schedule_reviews(SYSTEM, it.request.id)
    assert added.checkpoint_months == 21
    assert await commands.schedule_reviews(SYSTEM, it.request.id) == ()


async def test_without_a_measurement_nothing_is_said_to_have_come_true_or_not(company: Company) -> None:
    it = await live(company)
    for verdict in (Verdict.REALISED, Verdict.PARTLY, Verdict.NOT_REALISED):
        with pytest.raises(RuleViolation, match="Unmeasured is not zero"):
            await closed(company, it, verdict)
    review = await closed(company, it, Verdict.UNMEASURABLE)
    assert (review.realised_cents, review.measured_share) == (0, 0)


async def test_a_review_waits_for_its_day(company: Company) -> None:
    it = await live(company)
    review = await review_of(company, it)
    with pytest.raises(Conflict, match="opens on"):
        await commands.close_value_review(
            await company.board.as_actor(), review.id, verdict=Verdict.UNMEASURABLE, lesson=LESSON
        )


async def test_nobody_but_the_board_closes_a_review(company: Company) -> None:
    it = await live(company)
    await measured(company, it, 50_000)
    for persona in company.personas.values():
        if persona in (company.board, company.board_chair):
            continue
        with pytest.raises(Forbidden, match="governance board"):
            await closed(company, it, by=persona)
    assert await value("select count(*) from review_verdict") == 0


async def test_a_board_member_who_owns_the_unit_leaves_its_verdict_to_others(company: Company) -> None:
    it = await live(company)
    await measured(company, it, 50_000)
    await assign_role(await company.admin.as_actor(), company.owner_retail.id, Role.BOARD)
    with pytest.raises(Forbidden, match="Bo Board or Cara Chair may close"):
        await closed(company, it, by=company.owner_retail)
    assert (await closed(company, it)).closed_by == company.board.id


async def test_of_two_verdicts_at_once_one_stands(company: Company) -> None:
    it = await live(company)
    await measured(company, it, 50_000)
    with in_month(it.since + 4):
        await commands.open_due_reviews(SYSTEM)
        review = await review_of(company, it)
        members = [await persona.as_actor() for persona in (company.board, company.board_chair)]
        outcomes = await asyncio.gather(
            *(
                commands.close_value_review(actor, review.id, verdict=Verdict.PARTLY, lesson=LESSON)
                for actor in members
            ),
            return_exceptions=True,
        )
    refused = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    assert [type(outcome) for outcome in refused] == [Conflict]
    assert all(isinstance(outcome, DomainError) for outcome in refused)
    assert await value("select count(*) from review_verdict") == 1


async def test_two_clocks_at_once_open_a_review_once(company: Company) -> None:
    it = await live(company)
    with in_month(it.since + 4):
        opened = await asyncio.gather(*(commands.open_due_reviews(SYSTEM) for _ in range(3)))
    assert sum(opened) == 1
    assert (await actions_of(it.request.id)).count("review.opened") == 1


async def test_two_jobs_at_once_schedule_the_reviews_once(company: Company) -> None:
    request = await delivered(company, await started(company, await committed_request(company)))
    made = await asyncio.gather(*(commands.schedule_reviews(SYSTEM, request.id) for _ in range(3)))
    assert sorted(len(reviews) for reviews in made) == [0, 0, 2]
    assert (await actions_of(request.id)).count("reviews.scheduled") == 1
