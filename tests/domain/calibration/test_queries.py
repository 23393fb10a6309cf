"""What is read of efforts and dates of the past, and that plans, screens and prices use the same figures."""

import pytest

from domain.calibration.effort_record import RecordBy
from domain.calibration.queries_dates import date_buffer_now, date_record_rows
from domain.calibration.queries_effort import effort_record_rows, efforts_of_company, planned_effort_by_request
from domain.calibration.queries_value import calibrated_value_by_request
from domain.delivery.queries import team_predictability
from domain.governance.commands import set_policy
from domain.planning.queries import current_plan
from domain.planning.queries_waiting import waiting_by_request
from domain.planning.why import why
from domain.portfolio.queries import place_by_request
from tests.support.builders.capacity import logged, split
from tests.support.builders.decisions import planned
from tests.support.builders.delivery import committed_request, delivered, in_month, started, this_month
from tests.support.builders.realisation import live, measured
from tests.support.personas import SYSTEM, Company


async def finished(company: Company, count: int, *, days: int = 2, actual: int = 30, late: int = 0) -> None:
    """So many requests of Platform that were estimated at these days and took so many decidays."""
    for number in range(count):
        request = await started(
            company, await committed_request(company, f"Done {number}", days=days, room=number == 0)
        )
        with in_month(this_month() + late, 28):
            await delivered(company, request, actual_decidays=actual)


async def test_plans_count_on_what_such_estimates_have_come_out_at(company: Company) -> None:
    await finished(company, 4)
    owner = await company.owner_retail.as_actor()
    request = await planned(company, owner, company.retail, "Next", days=10, cents=100_000)
    few = (await planned_effort_by_request(SYSTEM, [request.id]))[request.id]
    assert (few.estimated, few.planned, few.applied) == (100, 100, False)
    assert few.text == "10 days of Platform. Too few to say: 4 finished pieces of work with an estimate, 5 needed."
    await finished(company, 1)
    effort = (await planned_effort_by_request(SYSTEM, [request.id]))[request.id]
    assert (effort.estimated, effort.planned, effort.applied) == (100, 150, True)
    said = "15 days of Platform (10 estimated; such estimates have come out at 1.50)"
    assert effort.text == f"{said}."
    plan = await current_plan()
    demand = plan.demand(request.id)
    assert demand is not None
    assert (demand.effort, demand.estimated) == ({company.platform: 150}, {company.platform: 100})
    assert plan.entries[demand.key].effort == 150
    reason = why(plan, demand.key)
    assert reason is not None
    assert f"It takes {said}." in reason.facts
    place = (await place_by_request(SYSTEM, [request.id]))[request.id]
    assert place.effort_decidays == 150
    await set_policy(await company.board.as_actor(), {"calibrate_efforts": False}, reason="Trust the estimates.")
    plain = (await planned_effort_by_request(SYSTEM, [request.id]))[request.id]
    assert (plain.planned, plain.applied) == (100, False)
    assert plain.text == "10 days of Platform: the policy plans by the estimates as they are."
    assert (await current_plan()).entries[demand.key].effort == 100


async def test_records_stand_by_name_and_are_the_same_everywhere(company: Company) -> None:
    await finished(company, 5, late=1)
    (team,) = await effort_record_rows(SYSTEM, RecordBy.TEAM)
    assert (team.key, team.label, team.record.sample) == (company.platform, "Platform", 5)
    assert (team.record.ratio, team.record.median, team.record.factor) == (1.5, 1.5, 1.5)
    (unit,) = await effort_record_rows(SYSTEM, RecordBy.UNIT)
    (route,) = await effort_record_rows(SYSTEM, RecordBy.ROUTE)
    (category,) = await effort_record_rows(SYSTEM, RecordBy.CATEGORY)
    assert (unit.label, route.label, category.label) == ("Retail", "it delivery", "Sales")
    assert {unit.record, route.record, category.record} == {unit.record}
    told = {one.team: one for one in await team_predictability(SYSTEM)}
    assert told[company.platform].effort == team.record
    (dates,) = await date_record_rows(SYSTEM, RecordBy.TEAM)
    assert told[company.platform].dates == dates.record
    assert (dates.record.on_time, dates.record.p50, dates.record.p85, dates.record.duration_ratio) == (0, 1, 1, 2.0)
    assert dates.record.expected_share == 0.0
    assert told[company.data].dates.expected_share == 0.0
    for by in RecordBy:
        (row,) = await date_record_rows(SYSTEM, by)
        assert row.record == dates.record
    assert (await date_buffer_now(SYSTEM)).text.startswith("Too few to test: 0 promises")


async def test_the_record_is_fitted_once_for_each_state_of_the_data(company: Company) -> None:
    await finished(company, 5)
    before = await efforts_of_company()
    assert before is await efforts_of_company()
    await finished(company, 1, actual=20)
    after = await efforts_of_company()
    assert (before.sample, after.sample) == (5, 6)


async def test_what_came_true_prices_plans_and_waiting_and_moves_nobody(company: Company) -> None:
    made = [await live(company, f"Work {number}", room=number == 0) for number in range(8)]
    owner = await company.owner_retail.as_actor()
    await logged(company, this_month(), days=split(20, 0, 0, 0))
    first = await planned(company, owner, company.retail, "First", days=20, cents=100_000)
    second = await planned(company, owner, company.retail, "Second", days=2, cents=900_000, after=first)
    at = made[0].since + 5
    with in_month(at):
        before = await current_plan()
        promised = {work.request: work.value for work in before.problem.works}
    for each in made:
        await measured(company, each, 50_000, 50_000, 50_000)
    with in_month(at):
        after = await current_plan()
        for request in (first, second):
            key = after.keys[request.id]
            value = next(work.value for work in after.problem.works if work.request == key)
            assert value == promised[key] // 2
            shown = (await calibrated_value_by_request(SYSTEM, [request.id]))[request.id]
            assert shown.expected_cents == shown.promised_cents // 2
            waiting = (await waiting_by_request(SYSTEM, [request.id]))[request.id]
            assert waiting.price.month_promised.likely == promised[key]
            assert waiting.price.month_calibrated.likely == value
        assert after.input.order == before.input.order
        assert after.plan.starts == before.plan.starts


async def test_only_what_waits_has_a_price_of_waiting(company: Company) -> None:
    done = await live(company)
    owner = await company.owner_retail.as_actor()
    request = await planned(company, owner, company.retail, "Next", days=10, cents=3_600_00)
    found = await waiting_by_request(SYSTEM, [done.request.id, request.id])
    assert list(found) == [request.id]
    one = found[request.id]
    assert (one.soonest, one.planned) == (this_month(), this_month())
    assert (one.price.months, one.lost_now) == (0, None)
    assert one.price.month_promised.likely == pytest.approx(3_600_00 * 24 / 36, abs=1)
