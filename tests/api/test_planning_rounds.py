"""Planning rounds over HTTP: everybody sees what one would change and what it changed; the board holds it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from api.app import Mandate
from domain.actor import Actor
from domain.database.clock import clock_at
from domain.demand.rows import RequestRow
from domain.governance.commands import set_policy
from domain.quantities import Month
from tests.support.builders.capacity import logged, split
from tests.support.builders.decisions import planned
from tests.support.builders.planning import AGREED, round_held
from tests.support.graphql import asked, codes, data
from tests.support.personas import Company, anonymous, founded

NOW = datetime(2026, 11, 9, 12, tzinfo=UTC)
FIRST = Month(2026, 11)
CHANGES = "changes { id request { key } place before after later because } later earlier comesIn dropsOut"
PREVIEW = f"{{ planningRoundPreview {{ dataVersion {CHANGES} }} }}"
ROUNDS = f"""query ($first: Int! = 20, $after: String) {{ planningRounds(first: $first, after: $after) {{
  pageInfo {{ hasNextPage endCursor }}
  edges {{ node {{ id number month heldAt heldBy {{ name }} reason dataVersion {CHANGES} }} }} }} }}"""
PLAN = """{ plan { dataVersion nextRoundOn round { number month heldAt heldBy { name } reason }
  changesSinceRound { request { key } place before after later because }
  orderDebts { id request { key } start possible behind { key } text wayOut }
  entries { request { key } startMonth goesAhead movedSinceRound { before after because } orderDebt { text } } } }"""
HOLD = """mutation ($version: Int!, $reason: String!) {
  holdPlanningRound(expectedDataVersion: $version, reason: $reason) {
    ... on HoldPlanningRoundPayload { round { number reason later earlier comesIn dropsOut }
      plan { round { number } orderDebts { id } changesSinceRound { id } } }
    ... on Problem { code message rule violations { path } } } }"""


@pytest.fixture
async def company(database: object) -> AsyncIterator[Company]:
    with clock_at(NOW):
        company = await founded()
        whole = {"request_share_of_team": 1.0}
        await set_policy(await company.board.as_actor(), whole, reason="A request may take a whole team.")
        await logged(company, FIRST, days=split(10, 0, 0, 0))
        yield company


async def wish(company: Company, owner: Actor, title: str, days: int = 10) -> RequestRow:
    """On top of the list of Retail."""
    return await planned(company, owner, company.retail, title, days=days, cents=100_000)


async def test_a_new_request_on_top_waits_for_the_round_that_the_board_holds(
    app: Mandate, company: Company, owner: Actor
) -> None:
    with clock_at(NOW):
        low = await wish(company, owner, "Low")
        async with company.it_data.browser(app) as client:
            plan = (await data(client, PLAN))["plan"]
            assert (plan["round"], plan["nextRoundOn"]) == (None, None)
            assert (plan["changesSinceRound"], plan["orderDebts"]) == ([], [])
        held = await round_held(company)
        top = await wish(company, owner, "Top")
        async with company.requester.browser(app) as client:
            plan = (await data(client, PLAN))["plan"]
            preview = (await data(client, PREVIEW))["planningRoundPreview"]
        assert plan["round"] == {
            "number": held.number,
            "month": "2026-11",
            "heldAt": NOW.isoformat(),
            "heldBy": {"name": "Bo Board"},
            "reason": AGREED,
        }
        assert plan["nextRoundOn"] == "2027-02-01"
        since = {"request": {"key": top.key}, "place": 1, "before": None, "after": "2026-12"}
        assert plan["changesSinceRound"] == [{**since, "later": False, "because": None}]
        (debt,) = plan["orderDebts"]
        assert (debt["start"], debt["possible"], debt["behind"]) == ("2026-12", "2026-11", [{"key": low.key}])
        assert debt["text"] == (
            f"By its place {top.key} could start in November 2026; {low.key}, lower in the order, was there first, so"
            " it starts in December 2026."
        )
        assert "due in February 2027" in debt["wayOut"]
        entries = {entry["request"]["key"]: entry for entry in plan["entries"]}
        assert entries[top.key]["orderDebt"] == {"text": debt["text"]}
        assert entries[top.key]["movedSinceRound"] == {"before": None, "after": "2026-12", "because": None}
        assert entries[low.key]["orderDebt"] is entries[low.key]["movedSinceRound"] is None
        counts = {name: preview[name] for name in ("later", "earlier", "comesIn", "dropsOut")}
        assert counts == {"later": 1, "earlier": 1, "comesIn": 0, "dropsOut": 0}
        async with company.board_chair.browser(app) as client:
            stale = (await data(client, HOLD, version=preview["dataVersion"] - 1, reason=AGREED))["holdPlanningRound"]
            assert stale["code"] == "CONFLICT"
            blank = (await data(client, HOLD, version=preview["dataVersion"], reason=" "))["holdPlanningRound"]
            assert (blank["code"], blank["violations"]) == ("RULE_VIOLATION", [{"path": "reason"}])
            done = (await data(client, HOLD, version=preview["dataVersion"], reason="Anew."))["holdPlanningRound"]
            assert done["round"] == {"number": done["round"]["number"], "reason": "Anew.", **counts}
            assert done["plan"]["round"] == {"number": done["round"]["number"]}
            assert (done["plan"]["orderDebts"], done["plan"]["changesSinceRound"]) == ([], [])
            page = (await data(client, ROUNDS, first=1))["planningRounds"]
            (edge,) = page["edges"]
            assert edge["node"]["changes"] == [
                {**one, "id": one["id"].replace(f"preview:{preview['dataVersion']}", edge["node"]["id"])}
                for one in preview["changes"]
            ]
            assert page["pageInfo"]["hasNextPage"]
            older = (await data(client, ROUNDS, after=page["pageInfo"]["endCursor"]))["planningRounds"]["edges"]
            assert [one["node"]["number"] for one in older] == [held.number]


async def test_only_the_board_holds_one_and_strangers_see_nothing(app: Mandate, company: Company) -> None:
    for name, persona in company.personas.items():
        if not name.startswith("board"):
            async with persona.browser(app) as client:
                problem = (await data(client, HOLD, version=1, reason="Mine."))["holdPlanningRound"]
            assert problem["code"] == "FORBIDDEN", name
            assert "the governance board may" in problem["message"]
    async with anonymous(app) as client:
        for document in (PREVIEW, ROUNDS, PLAN):
            assert codes(await asked(client, document)) == ["UNAUTHENTICATED"]


async def test_a_lower_ranked_request_goes_ahead_with_days_that_nobody_above_can_use(
    app: Mandate, company: Company, owner: Actor
) -> None:
    with clock_at(NOW):
        low = await wish(company, owner, "Low", days=4)
        high = await wish(company, owner, "High", days=10)
        top = await wish(company, owner, "Top", days=6)
        async with company.requester.browser(app) as client:
            entries = (await data(client, PLAN))["plan"]["entries"]
    said = {entry["request"]["key"]: (entry["startMonth"], entry["goesAhead"]) for entry in entries}
    assert said[top.key] == ("2026-11", None)
    needs = "needs 10 days of Platform in November 2026, which has 4 left for it."
    with_days = "with 4 days of Platform that nobody above it can use"
    assert said[high.key] == (
        "2026-12",
        f"{low.key} stands lower and starts in November 2026 {with_days}: this one {needs}",
    )
    assert said[low.key] == (
        "2026-11",
        f"It starts before {high.key}, which stands higher, {with_days}: {high.key} {needs}",
    )
