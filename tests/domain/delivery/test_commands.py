"""Starting, forecasting, telling and delivering: who may, what it writes, and what is refused."""

import asyncio
from datetime import timedelta

import pytest

from domain.database import clock
from domain.database.engine import row, value
from domain.delivery import commands, queries
from domain.demand.queries import request as request_now
from domain.demand.rules import RequestState
from domain.errors import Conflict, Forbidden, RuleViolation
from tests.support.builders.decisions import planned
from tests.support.builders.delivery import committed_request, delivered, in_month, started, this_month
from tests.support.builders.demand import actions_of
from tests.support.builders.estimation import estimated
from tests.support.personas import SYSTEM, Company

S = RequestState
DAY = timedelta(days=1)


async def state_of(request: object) -> RequestState:
    found = await request_now(SYSTEM, str(request))
    assert found is not None
    return found.state


async def test_a_team_that_estimated_it_starts_and_delivers_committed_work(company: Company) -> None:
    request = await committed_request(company)
    it = await company.it_platform.as_actor()
    begun = await commands.start_delivery(it, request.key)
    assert (begun.started_on, begun.started_by, begun.delivered_on) == (clock.now().date(), it.person_id, None)
    assert await state_of(request.id) is S.IN_DELIVERY
    done = await commands.deliver_request(it, request.id, actual_decidays=120)
    assert (done.delivered_on, done.delivered_by, done.actual_decidays) == (clock.now().date(), it.person_id, 120)
    assert await state_of(request.id) is S.DELIVERED
    assert (await actions_of(request.id))[-2:] == ["delivery.started", "request.delivered"]
    effort = await row("select team, category, estimated_days, actual_days from effort_record")
    assert effort is not None
    assert tuple(effort) == (company.platform, request.category, 10, 12)


async def test_work_of_several_teams_is_no_single_teams_record(company: Company) -> None:
    request = await committed_request(company)
    await estimated(company, request, team="data")
    await started(company, request)
    await delivered(company, request, actual_decidays=90)
    assert await value("select team from effort_record") is None


async def test_delivery_asks_the_clock_for_value_reviews(company: Company) -> None:
    await delivered(company, await started(company, await committed_request(company)))
    assert await value("select count(*) from pgqueuer where entrypoint = $1", commands.SCHEDULE_REVIEWS) == 1


async def test_only_staff_of_a_team_on_it_report_about_its_delivery(company: Company) -> None:
    request = await committed_request(company)
    for persona in company.personas.values():
        if persona == company.it_platform:
            continue
        actor = await persona.as_actor()
        for deed in (
            commands.start_delivery(actor, request.id),
            commands.deliver_request(actor, request.id),
            commands.move_forecast(actor, request.id, finish_month=this_month(), reason="Later."),
        ):
            with pytest.raises(Forbidden, match="IT staff"):
                await deed
    assert await state_of(request.id) is S.COMMITTED


async def test_work_that_nobody_committed_is_not_started(company: Company) -> None:
    owner, it = await company.owner_retail.as_actor(), await company.it_platform.as_actor()
    request = await planned(company, owner, company.retail, "Loyalty cards", days=5, cents=1)
    with pytest.raises(Conflict, match="cannot become"):
        await commands.start_delivery(it, request.id)
    with pytest.raises(Conflict, match="cannot become"):
        await commands.deliver_request(it, request.id)
    with pytest.raises(Conflict, match="only committed work"):
        await commands.move_forecast(it, request.id, finish_month=this_month(), reason="Later.")


async def test_days_that_cannot_be_are_refused(company: Company) -> None:
    request = await committed_request(company)
    it = await company.it_platform.as_actor()
    today = clock.now().date()
    for on in (today + DAY, today - DAY):
        with pytest.raises(RuleViolation):
            await commands.start_delivery(it, request.id, on=on)
    await commands.start_delivery(it, request.id)
    for on in (today + DAY, today - DAY):
        with pytest.raises(RuleViolation):
            await commands.deliver_request(it, request.id, on=on)
    with pytest.raises(RuleViolation):
        await commands.deliver_request(it, request.id, actual_decidays=-1)
    assert await state_of(request.id) is S.IN_DELIVERY


async def test_of_two_starts_at_once_one_counts(company: Company) -> None:
    request = await committed_request(company)
    it = await company.it_platform.as_actor()
    outcomes = await asyncio.gather(
        *(commands.start_delivery(it, request.id) for _ in range(3)), return_exceptions=True
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "Conflict", "DeliveryRow"]
    assert (await actions_of(request.id)).count("delivery.started") == 1


async def test_a_forecast_stands_beside_the_promise(company: Company) -> None:
    request = await started(company, await committed_request(company))
    promised = await row("select finish_month, version from promise where request = $1", request.id)
    it = await company.it_platform.as_actor()
    moved = await commands.move_forecast(it, request.id, finish_month=this_month() + 2, reason="The data are worse.")
    assert moved.slip_months == 2
    back = await commands.move_forecast(it, request.id, finish_month=this_month() + 1, reason="Half of it is done.")
    forecasts = (await queries.forecasts_by_request(it, [request.id]))[request.id]
    assert [(each.id, each.slip_months) for each in forecasts] == [(back.id, 1), (moved.id, 2)]
    assert await row("select finish_month, version from promise where request = $1", request.id) == promised
    assert (await actions_of(request.id))[-2:] == ["forecast.moved"] * 2
    with pytest.raises(Conflict):
        await commands.move_forecast(it, request.id, finish_month=this_month() + 1, reason="Again.")
    with pytest.raises(RuleViolation):
        await commands.move_forecast(it, request.id, finish_month=this_month() + -1, reason="Before.")
    with pytest.raises(RuleViolation):
        await commands.move_forecast(it, request.id, finish_month=this_month() + 3, reason=" ")


async def test_owners_and_the_team_tell_when_they_tell_more(company: Company) -> None:
    request = await started(company, await committed_request(company))
    it, owner = await company.it_platform.as_actor(), await company.owner_retail.as_actor()
    now = clock.now()
    await commands.post_update(it, request.id, text="Half of it is done.", next_update_at=now + 2 * DAY)
    told = await commands.post_update(owner, request.id, text="Shops are trained.", next_update_at=now + 3 * DAY)
    owed = (await queries.next_update_by_request(it, [request.id]))[request.id]
    assert (owed.at, owed.author, owed.missed) == (now + 3 * DAY, owner.person_id, False)
    assert await queries.requests_by_next_update(it) == (request.id,)
    assert (await actions_of(request.id))[-2:] == ["update.posted"] * 2
    assert not told.missed


async def test_a_missed_update_is_shown_as_missed(company: Company) -> None:
    request = await started(company, await committed_request(company))
    it = await company.it_platform.as_actor()
    now = clock.now()
    await commands.post_update(it, request.id, text="Started.", next_update_at=now + DAY)
    with clock.clock_at(now + 2 * DAY):
        assert (await queries.next_update_by_request(it, [request.id]))[request.id].missed
        (first,) = (await queries.updates_by_request(it, [request.id]))[request.id]
        assert first.missed
        await commands.post_update(it, request.id, text="Late.", next_update_at=now + 4 * DAY)
        late, first = (await queries.updates_by_request(it, [request.id]))[request.id]
        assert (late.missed, first.missed) == (False, True)
        await delivered(company, request)
    with clock.clock_at(now + 9 * DAY):
        late, first = (await queries.updates_by_request(it, [request.id]))[request.id]
        assert (late.missed, first.missed) == (False, True)
        assert await queries.next_update_by_request(it, [request.id]) == {}


async def test_others_post_no_updates_and_nobody_for_a_distant_day(company: Company) -> None:
    request = await committed_request(company)
    soon = clock.now() + DAY
    for persona in company.personas.values():
        actor = await persona.as_actor()
        if persona in (company.it_platform, company.owner_retail):
            for at in (clock.now() - DAY, clock.now() + 91 * DAY):
                with pytest.raises(RuleViolation):
                    await commands.post_update(actor, request.id, text="News.", next_update_at=at)
            with pytest.raises(RuleViolation):
                await commands.post_update(actor, request.id, text=" ", next_update_at=soon)
        else:
            with pytest.raises(Forbidden):
                await commands.post_update(actor, request.id, text="News.", next_update_at=soon)
    assert await value("select count(*) from progress_update") == 0


async def test_a_team_is_as_predictable_as_the_months_first_promised_were_kept(company: Company) -> None:
    for number in range(5):
        request = await started(company, await committed_request(company, f"Work {number}", days=2, room=number == 0))
        with in_month(this_month() + (3 if number == 4 else 0), 28):
            await delivered(company, request, actual_decidays=30)
    found = {each.team: each for each in await queries.team_predictability(SYSTEM)}
    told, effort = {team: each.dates for team, each in found.items()}, found[company.platform].effort
    platform = told[company.platform]
    assert (platform.sample, platform.on_time, platform.too_few, platform.median_slip_months) == (5, 4, False, 0.0)
    assert effort is not None
    assert effort.ratio == pytest.approx(1.5)
    assert platform.text.startswith("4 of 5 came in or before the month first promised")
    assert told[company.data].sample == 0
    (only,) = await queries.team_predictability(SYSTEM, company.data)
    assert only.team == company.data
