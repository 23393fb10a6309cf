"""logCapacity, capacity, setBudget and budgets over HTTP."""

from typing import Any

from api.app import Mandate
from tests.support.documents import mutation
from tests.support.graphql import asked, browser, codes, data
from tests.support.personas import Company

LOG = mutation(
    "logCapacity",
    "team: ID!, month: Month!, input: CapacityInput!, expectedVersion: Int",
    "... on CapacityPayload { capacity { id month netDays logged version loggedBy { name } note team { code } } }",
)
BUDGET = mutation(
    "setBudget",
    "month: Month!, amount: Decimal!, expectedVersion: Int",
    "... on BudgetPayload { budget { id month amount { amount } set version setBy { name } } }",
)
CELLS = """query ($team: ID, $from: Month, $to: Month) {
  capacity(team: $team, from: $from, to: $to) { id team { code mayLog } month netDays logged version } }"""
BUDGETS = "query ($from: Month, $to: Month) { budgets(from: $from, to: $to) { id month amount { amount } set } }"


def month(**changes: Any) -> dict[str, Any]:
    """22 of 40 days are left for requests, but for what the test changes."""
    return {"grossDays": 40, "runDays": 12, "leaveDays": 4.5, "otherDays": 1.5, "note": "Holidays"} | changes


async def test_a_team_logs_its_month_and_sees_what_is_assumed(app: Mandate, company: Company) -> None:
    async with browser(app, company.it_platform) as client:
        cell = (await data(client, LOG, team="platform", month="2026-11", input=month()))["logCapacity"]["capacity"]
        assert cell == {
            "id": f"capacity:{company.platform}:2026-11",
            "month": "2026-11",
            "netDays": 22.0,
            "logged": True,
            "version": 1,
            "loggedBy": {"name": "Ivo Plath"},
            "note": "Holidays",
            "team": {"code": "platform"},
        }
        stale = await data(client, LOG, team="platform", month="2026-11", input=month(), expectedVersion=0)
        assert stale["logCapacity"]["code"] == "CONFLICT"
        cells = (await data(client, CELLS, team="platform", **{"from": "2026-11", "to": "2026-12"}))["capacity"]
        assert [(one["month"], one["netDays"], one["logged"]) for one in cells] == [
            ("2026-11", 22.0, True),
            ("2026-12", 22.0, False),
        ]
        assert cells[0]["team"] == {"code": "platform", "mayLog": True}
        everything = (await data(client, CELLS))["capacity"]
        assert len(everything) == 24


async def test_more_than_there_is_cannot_go_off(app: Mandate, company: Company) -> None:
    async with browser(app, company.it_platform) as client:
        problem = (await data(client, LOG, team="platform", month="2026-11", input=month(grossDays=10)))["logCapacity"]
        assert (problem["code"], problem["rule"]) == ("RULE_VIOLATION", "capacity_fits")
        assert "8 more than the 10 gross" in problem["message"]
        body = await asked(client, LOG, team="platform", month="2026-13", input=month())
        assert len(codes(body)) == 1


async def test_nobody_else_logs_a_teams_month(app: Mandate, company: Company) -> None:
    for persona in (company.it_data, company.owner_retail, company.board, company.admin, company.requester):
        async with browser(app, persona) as client:
            problem = (await data(client, LOG, team="platform", month="2026-11", input=month()))["logCapacity"]
        assert problem["code"] == "FORBIDDEN"


async def test_the_board_sets_a_budget_and_nobody_else(app: Mandate, company: Company) -> None:
    async with browser(app, company.board) as client:
        budget = (await data(client, BUDGET, month="2026-11", amount="50000"))["setBudget"]["budget"]
        assert budget == {
            "id": "budget:2026-11",
            "month": "2026-11",
            "amount": {"amount": "50000.00"},
            "set": True,
            "version": 1,
            "setBy": {"name": "Bo Board"},
        }
        cells = (await data(client, BUDGETS, **{"from": "2026-11", "to": "2026-12"}))["budgets"]
        assert [(one["month"], one["amount"]["amount"], one["set"]) for one in cells] == [
            ("2026-11", "50000.00", True),
            ("2026-12", "0.00", False),
        ]
        refused = (await data(client, BUDGET, month="2026-11", amount="-1"))["setBudget"]
        assert (refused["code"], refused["violations"][0]["path"]) == ("RULE_VIOLATION", "amount")
    for persona in (company.it_platform, company.owner_retail, company.admin, company.requester):
        async with browser(app, persona) as client:
            problem = (await data(client, BUDGET, month="2026-11", amount="1"))["setBudget"]
        assert (problem["code"], "governance board" in problem["message"]) == ("FORBIDDEN", True)
