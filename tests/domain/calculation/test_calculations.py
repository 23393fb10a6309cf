"""Heavy work: asked for, shared, called off, superseded, done in another process, and read by everybody."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from domain.actor import Actor
from domain.audit.queries import audit_trail, data_version
from domain.calculation import queries, running
from domain.calculation.commands import cancel_calculation, start_calculation
from domain.calculation.kinds import CalculationKind, CalculationState
from domain.calculation.results import FoundMaximum
from domain.calculation.rows import CalculationRow
from domain.calculation.running import calculate, keep_forecast
from domain.database.clock import clock_at
from domain.database.engine import rows, value
from domain.demand.rows import RequestRow
from domain.errors import Conflict, Forbidden, NotFound
from domain.quantities import Month
from tests.domain.calculation import slices
from tests.support.builders.capacity import logged, split
from tests.support.builders.decisions import planned
from tests.support.personas import SYSTEM, Company, founded

NOW = datetime(2026, 11, 9, 12, tzinfo=UTC)
FIRST = Month(2026, 11)
MAXIMUM, FORECAST = CalculationKind.MAXIMUM_VALUE, CalculationKind.FORECAST


@pytest.fixture
async def company(database: object) -> AsyncIterator[Company]:
    """A team with twenty days a month; of two requests for all of its first months the owner puts the poorer first."""
    with clock_at(NOW):
        company = await founded()
        await logged(company, FIRST, days=split(20, 0, 0, 0))
        yield company


@pytest.fixture
async def two(company: Company) -> list[RequestRow]:
    owner = await company.owner_retail.as_actor()
    poor = await planned(company, owner, company.retail, "Poor", days=200, cents=100_000)
    rich = await planned(company, owner, company.retail, "Rich", days=200, cents=9_000_000, after=poor)
    return [poor, rich]


async def state_of(row: CalculationRow) -> CalculationState:
    return (await queries.calculation_by_id(SYSTEM, [row.id]))[row.id].state


async def test_who_may_start_and_cancel(company: Company) -> None:
    requester = await company.requester.as_actor()
    with pytest.raises(Forbidden):
        await start_calculation(requester, FORECAST)
    for who in (company.owner_retail, company.board, company.it_platform):
        actor = await who.as_actor()
        row = await start_calculation(actor, MAXIMUM)
        assert row.state is CalculationState.WAITING
        assert row.asked_by == actor.person_id
        with pytest.raises(Forbidden):
            await cancel_calculation(requester, row.id)
        assert (await cancel_calculation(actor, row.id)).state is CalculationState.CANCELLED
        kinds = [event.action.value for event in await audit_trail(SYSTEM, subject=row.id, limit=9)]
        assert kinds == ["calculation.cancelled", "calculation.started"]
    with pytest.raises(Conflict):
        await cancel_calculation(await company.board.as_actor(), row.id)
    with pytest.raises(NotFound):
        await cancel_calculation(await company.board.as_actor(), company.retail)


async def test_the_same_on_the_same_data_is_shared_and_newer_data_supersede_it(
    company: Company, two: list[RequestRow]
) -> None:
    owner, board = await company.owner_retail.as_actor(), await company.board.as_actor()
    first, second = await asyncio.gather(start_calculation(owner, MAXIMUM), start_calculation(board, MAXIMUM))
    assert first.id == second.id
    assert await value("select count(*) from pgqueuer where entrypoint = 'calculation'") == 1
    other = await start_calculation(owner, FORECAST)
    before = (await data_version()).newest
    await logged(company, FIRST, days=split(30, 0, 0, 0))
    assert (await data_version()).newest > before
    newer = await start_calculation(board, MAXIMUM)
    assert newer.id != first.id
    assert newer.data_version > first.data_version
    assert await state_of(first) is CalculationState.SUPERSEDED
    assert await state_of(other) is CalculationState.WAITING


async def test_it_leaves_the_data_version_alone(company: Company, two: list[RequestRow]) -> None:
    before = await data_version()
    row = await start_calculation(await company.it_platform.as_actor(), FORECAST)
    await calculate(row.id)
    assert await data_version() == before


async def test_the_plan_of_most_value_is_found_beside_the_owners_order(company: Company, two: list[RequestRow]) -> None:
    row = await start_calculation(await company.owner_retail.as_actor(), MAXIMUM)
    await calculate(row.id)
    done = (await queries.calculation_by_id(SYSTEM, [row.id]))[row.id]
    assert (done.state, done.progress) == (CalculationState.DONE, 100)
    newest = await queries.newest_maximum()
    assert newest is not None
    assert newest.fresh
    found = newest.found
    assert isinstance(found, FoundMaximum)
    assert found.proved
    assert found.value == found.bound > found.order_value
    assert found.text.startswith("Proved: no plan brings more than")
    assert {one.request for one in found.differences} >= {two[1].key}
    assert found.price_of_order == pytest.approx(1 - found.order_value / found.value)
    assert all(one.at_least is not None and one.at_least >= 0 for one in found.teams)


async def test_a_forecast_says_when_each_request_is_finished(company: Company, two: list[RequestRow]) -> None:
    row = await start_calculation(await company.owner_retail.as_actor(), FORECAST)
    await calculate(row.id)
    known = await queries.forecast_by_request(SYSTEM, [one.id for one in two])
    first = known[two[0].id]
    assert first.fresh
    assert first.runs == 500
    assert 0 < first.chance < 1
    assert first.p50 is not None
    assert first.p50 > FIRST + 10
    assert known[two[1].id].chance < first.chance
    assert "too little finished work" in first.basis


async def test_doing_one_twice_changes_nothing(company: Company, two: list[RequestRow]) -> None:
    row = await start_calculation(await company.owner_retail.as_actor(), FORECAST)
    await calculate(row.id)
    before = dict((await rows("select * from calculation where id = $1", row.id))[0])
    await calculate(row.id)
    assert dict((await rows("select * from calculation where id = $1", row.id))[0]) == before


async def test_the_same_data_give_the_same_result(company: Company, two: list[RequestRow]) -> None:
    actor = await company.owner_retail.as_actor()
    results = []
    for _ in range(2):
        row = await start_calculation(actor, FORECAST)
        await calculate(row.id)
        results.append(await value("select result::text from calculation where id = $1", row.id))
    assert results[0] == results[1]


async def test_newer_data_end_it_and_begin_it_anew(company: Company, two: list[RequestRow]) -> None:
    row = await start_calculation(await company.owner_retail.as_actor(), MAXIMUM)
    await logged(company, FIRST, days=split(30, 0, 0, 0))
    await calculate(row.id)
    assert await state_of(row) is CalculationState.SUPERSEDED
    (newer,) = await queries.calculations(SYSTEM, kind=MAXIMUM, first=1)
    assert newer.state is CalculationState.WAITING
    assert newer.data_version == (await data_version()).newest


async def test_it_is_cancelled_in_the_middle_of_a_slice(
    company: Company, two: list[RequestRow], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "advanced_in_background", slices.endless)
    monkeypatch.setattr(running, "LOOK_SECONDS", 0.05)
    actor = await company.owner_retail.as_actor()
    row = await start_calculation(actor, FORECAST)
    doing = asyncio.create_task(calculate(row.id))
    while await state_of(row) is not CalculationState.RUNNING:
        await asyncio.sleep(0.02)
    await cancel_calculation(actor, row.id)
    async with asyncio.timeout(slices.SECONDS / 3):
        await doing
    assert await state_of(row) is CalculationState.CANCELLED
    assert await queries.newest_forecast() is None


async def test_newer_data_end_it_in_the_middle_of_a_slice(
    company: Company, two: list[RequestRow], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "advanced_in_background", slices.endless)
    monkeypatch.setattr(running, "LOOK_SECONDS", 0.05)
    actor = await company.owner_retail.as_actor()
    both = [await start_calculation(actor, kind) for kind in (MAXIMUM, FORECAST)]
    doing = [asyncio.create_task(calculate(row.id)) for row in both]
    while [await state_of(row) for row in both] != [CalculationState.RUNNING] * 2:
        await asyncio.sleep(0.02)
    await logged(company, FIRST, days=split(30, 0, 0, 0))
    async with asyncio.timeout(slices.SECONDS / 3):
        await asyncio.gather(*doing)
    assert [await state_of(row) for row in both] == [CalculationState.SUPERSEDED] * 2


async def test_a_forecast_does_not_wait_for_a_plan_of_most_value(
    company: Company, two: list[RequestRow], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "advanced_in_background", slices.endless_plan)
    monkeypatch.setattr(running, "LOOK_SECONDS", 0.05)
    actor = await company.owner_retail.as_actor()
    plan, forecast = [await start_calculation(actor, kind) for kind in (MAXIMUM, FORECAST)]
    doing = asyncio.create_task(calculate(plan.id))
    while await state_of(plan) is not CalculationState.RUNNING:
        await asyncio.sleep(0.02)
    async with asyncio.timeout(slices.SECONDS / 2):
        await calculate(forecast.id)
    assert await state_of(forecast) is CalculationState.DONE
    assert await state_of(plan) is CalculationState.RUNNING
    await cancel_calculation(actor, plan.id)
    await doing


async def test_a_failure_keeps_a_plain_error(
    company: Company, two: list[RequestRow], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "advanced_in_background", slices.broken)
    row = await start_calculation(await company.owner_retail.as_actor(), FORECAST)
    await calculate(row.id)
    failed = (await queries.calculation_by_id(SYSTEM, [row.id]))[row.id]
    assert failed.state is CalculationState.FAILED
    assert failed.text == "It failed: ValueError: the numbers do not add up"
    await keep_forecast(Actor.system())
    assert len(await queries.calculations(SYSTEM, kind=FORECAST)) == 1


async def test_a_forecast_is_made_when_there_is_none_of_the_present_data(
    company: Company, two: list[RequestRow]
) -> None:
    await keep_forecast(Actor.system())
    await keep_forecast(Actor.system())
    (row,) = await queries.calculations(SYSTEM, kind=FORECAST)
    await calculate(row.id)
    await keep_forecast(Actor.system())
    assert len(await queries.calculations(SYSTEM, kind=FORECAST)) == 1
    await logged(company, FIRST, days=split(30, 0, 0, 0))
    newest = await queries.newest_forecast()
    assert newest is not None
    assert not newest.fresh
    await keep_forecast(Actor.system())
    assert [row.state for row in await queries.calculations(SYSTEM, kind=FORECAST)] == [
        CalculationState.WAITING,
        CalculationState.DONE,
    ]


async def test_an_empty_portfolio_has_a_forecast_and_a_plan_of_most_value(company: Company) -> None:
    actor = await company.owner_retail.as_actor()
    for kind in CalculationKind:
        row = await start_calculation(actor, kind)
        await calculate(row.id)
        assert await state_of(row) is CalculationState.DONE
    newest = await queries.newest_maximum()
    assert newest is not None
    assert (newest.found.value, newest.found.proved, newest.found.price_of_order) == (0, True, None)
