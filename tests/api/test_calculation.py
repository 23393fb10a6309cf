"""Heavy work over HTTP: started, done by the worker, shown beside the plan and with each request."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from api.app import Mandate
from api.worker import worker
from domain.database.clock import clock_at
from domain.quantities import Month
from tests.support.builders.capacity import logged, split
from tests.support.builders.decisions import planned
from tests.support.builders.scenarios import saved
from tests.support.database import Database
from tests.support.graphql import browser, data
from tests.support.personas import Company, founded

NOW = datetime(2026, 11, 9, 12, tzinfo=UTC)
FIRST = Month(2026, 11)
CALCULATION = """
... on Calculation {
  id kind state progress text askedBy { name } ofPresentData mayCancel scenarioId basis
  maximumValue { value { amount } }
}
... on Problem { code message }
"""
START = f"""
mutation Start($kind: CalculationKind!, $scenario: ID) {{
  startCalculation(kind: $kind, scenario: $scenario) {{ {CALCULATION} }}
}}
"""
CANCEL = f"mutation Cancel($calculation: ID!) {{ cancelCalculation(calculation: $calculation) {{ {CALCULATION} }} }}"
LISTED = f"""
query Listed($kind: CalculationKind, $scenario: ID) {{
  calculations(kind: $kind, scenario: $scenario) {{ {CALCULATION.split("... on Problem")[0]} }}
}}
"""
PLAN = """
query Plan($scenario: ID) {
  plan(scenario: $scenario) {
    dataVersion proved gap
    forecast { state basis }
    maximumValue {
      id proved gap text priceOfOrder priceText ofPresentData dataVersion differing
      value { amount } orderValue { amount } bound { amount }
      perTeamMonth { team { code } atLeast { amount } about { amount } perPersonMonth { amount } }
      differences { key request { title } byOrder byValue difference { amount } }
    }
    entries { chance chanceText request { key finishForecast { text } } finishForecast { chance p50 p85 text runs } }
  }
}
"""


@pytest.fixture
async def company(database: object) -> AsyncIterator[Company]:
    """A team with twenty days a month, and two requests of which only one fits; the poorer stands first."""
    with clock_at(NOW):
        company = await founded()
        await logged(company, FIRST, days=split(20, 0, 0, 0))
        owner = await company.owner_retail.as_actor()
        poor = await planned(company, owner, company.retail, "Poor", days=200, cents=100_000)
        await planned(company, owner, company.retail, "Rich", days=200, cents=9_000_000, after=poor)
        yield company


async def test_what_was_calculated_stands_beside_the_plan(app: Mandate, company: Company, database: Database) -> None:
    async with browser(app, company.it_platform) as it, browser(app, company.requester) as requester:
        before = (await data(requester, PLAN))["plan"]
        assert (before["proved"], before["gap"], before["maximumValue"], before["forecast"]) == (
            False,
            None,
            None,
            None,
        )
        assert "no forecast knows it yet" in before["entries"][0]["chanceText"]
        for kind in ("MAXIMUM_VALUE", "FORECAST"):
            started = (await data(it, START, kind=kind))["startCalculation"]
            assert (started["state"], started["progress"], started["mayCancel"]) == ("WAITING", 0, True)
            assert started["text"] == "Waiting for its turn."
            refused = (await data(requester, START, kind=kind))["startCalculation"]
            assert refused["code"] == "FORBIDDEN"
        await worker(database.login_url).drain()
        for found in (await data(requester, LISTED))["calculations"]:
            assert (found["state"], found["progress"], found["ofPresentData"]) == ("DONE", 1, True)
            assert found["mayCancel"] is False
        plan = (await data(requester, PLAN))["plan"]
    best = plan["maximumValue"]
    assert plan["dataVersion"] == before["dataVersion"] == best["dataVersion"]
    assert (plan["proved"], best["proved"], best["gap"], best["ofPresentData"]) == (False, True, 0, True)
    assert plan["gap"] == pytest.approx(1 - float(best["orderValue"]["amount"]) / float(best["bound"]["amount"]))
    assert best["priceOfOrder"] == pytest.approx(plan["gap"])
    assert best["priceText"].startswith("By value alone, another plan would bring")
    assert {one["request"]["title"] for one in best["differences"]} == {"Poor", "Rich"}
    assert best["differing"] == 2
    assert float(best["perTeamMonth"][0]["about"]["amount"]) >= 0
    first = plan["entries"][0]
    assert 0 < first["finishForecast"]["chance"] < 1
    assert first["finishForecast"]["runs"] == 500
    assert first["chanceText"].endswith("of 100 simulated plans.")
    assert first["request"]["finishForecast"]["text"] == first["finishForecast"]["text"]
    assert plan["forecast"]["basis"].startswith("500 plans were simulated.")


async def test_a_scenario_has_calculations_of_its_own(app: Mandate, company: Company, database: Database) -> None:
    scenario = await saved(
        await company.owner_retail.as_actor(),
        "A small budget",
        budgets=[{"month": str(FIRST + 1), "amount": "50000"}],
    )
    of = str(scenario.id)
    async with browser(app, company.board) as board:
        assert (await data(board, START, kind="FORECAST", scenario=of))["startCalculation"]["scenarioId"] == of
        await worker(database.login_url).drain()
        assert (await data(board, LISTED))["calculations"] == []
        assert [one["state"] for one in (await data(board, LISTED, scenario=of))["calculations"]] == ["DONE"]
        assert (await data(board, PLAN))["plan"]["forecast"] is None
        plan = (await data(board, PLAN, scenario=of))["plan"]
    assert plan["forecast"]["state"] == "DONE"
    assert plan["entries"][0]["finishForecast"]["runs"] == 500


async def test_a_waiting_calculation_is_called_off(app: Mandate, company: Company, database: Database) -> None:
    async with browser(app, company.board) as board:
        started = (await data(board, START, kind="MAXIMUM_VALUE"))["startCalculation"]
        cancelled = (await data(board, CANCEL, calculation=started["id"]))["cancelCalculation"]
        assert (cancelled["state"], cancelled["text"]) == ("CANCELLED", "It was cancelled.")
        again = (await data(board, CANCEL, calculation=started["id"]))["cancelCalculation"]
        assert again["code"] == "CONFLICT"
        assert (await data(board, CANCEL, calculation="no id"))["cancelCalculation"]["code"] == "NOT_FOUND"
        await worker(database.login_url).drain()
        assert (await data(board, LISTED))["calculations"][0]["state"] == "CANCELLED"
