"""saveScenario, adoptScenario and what shows them: what-ifs over HTTP, which IT may look at and nothing more."""

from typing import Any

import pytest

from api.app import Mandate
from domain.database import clock
from domain.database.engine import rows
from domain.demand.queries import request
from domain.planning.queries import current_plan
from domain.quantities import Month
from tests.support.builders.capacity import logged, split
from tests.support.builders.decisions import planned
from tests.support.builders.planning import round_held
from tests.support.builders.ranking import ranked
from tests.support.graphql import asked, browser, codes, data
from tests.support.personas import Company, founded

SAVE = """
mutation Save($input: ScenarioInput!) {
  saveScenario(input: $input) {
    __typename
    ... on ScenarioPayload { scenario { id number name stale mayAdopt mayDiscard } }
    ... on Problem { code message rule violations { path message } }
  }
}
"""
ADOPT = """
mutation Adopt($scenario: ID!, $version: Int!, $reason: String!) {
  adoptScenario(scenario: $scenario, expectedDataVersion: $version, reason: $reason) {
    __typename
    ... on ScenarioPayload { scenario { adoption { by { name } reason roundNumber } mayAdopt againstAdoption } }
    ... on Problem { code message rule violations { path message } }
  }
}
"""
DISCARD = """
mutation Discard($scenario: ID!) {
  discardScenario(scenario: $scenario) {
    __typename
    ... on ScenarioPayload { scenario { discardedAt } }
    ... on Problem { code message }
  }
}
"""
FIGURES = """
fragment Figures on PlanFigures {
  requests days promisedValue { amount } calibratedValue { amount } cost { amount }
  boughtDays boughtPrice { amount currency } loadShare commitLine { place }
}
fragment Part on ScenarioPart {
  figures { requests } earlier later cameIn droppedOut days promisedValue { amount } calibratedValue { amount } text
  effects { unit { code } text }
}
"""
SCENARIO = (
    """
query Scenario($id: ID!) {
  scenario(id: $id) {
    id number name purpose by { name } savedAt dataVersion month stale ageText discardedAt planning
    follows { number } mayDiscard mayAdopt againstAdoption adoption { at }
    changes {
      kind text decidedBy whoDecides deciders { name } inForce note team { code } firstMonth lastMonth days bought
      price { amount } amount { amount } setting settingValue unit { code } requests { key } after { key } factor
      newRequest {
        key title unit { code } value { amount } oneOffCost { amount } efforts { team { code } days } deadline
        after { key } atTop place startMonth finishMonth
      }
      option { id } question
    }
    summary {
      dataVersion figures { ...Figures } live { ...Figures } earlier later cameIn droppedOut text
      units { unit { code } earlier later cameIn droppedOut days promisedValue { amount } text }
      roundAlone { ...Part } change { ...Part }
    }
  }
}
"""
    + FIGURES
)
COMPARE = (
    """
query Compare($scenarios: [ID!]!, $onlyDifferent: Boolean!) {
  compareScenarios(scenarios: $scenarios) {
    dataVersion differentCount sameCount
    columns {
      key name scenario { number } figures { ...Figures } effects { unit { code } text }
      roundAlone { ...Part } change { ...Part }
    }
    totals { figure label texts values same }
    requests(first: 2, onlyDifferent: $onlyDifferent) {
      totalCount pageInfo { hasNextPage endCursor }
      edges { node {
        key title same request { key } unit { code }
        cells { place startMonth finishMonth aboveCommitLine move promisedValue { amount } }
      } }
    }
    units { unit { code } same cells { requests days promisedValue { amount } calibratedValue { amount } } }
    loads { team { code } month same cells { net planned share } }
    waterfalls { column { key } steps { kind label requests promisedValue { amount } calibratedValue { amount } } }
  }
}
"""
    + FIGURES
)
PORTFOLIO = """
query Portfolio($scenario: ID) {
  portfolio(scenario: $scenario) { totalCount edges { node { id place startMonth request { key } } } }
  plan(scenario: $scenario) { id entries { startMonth request { key } } loads { team { code } month net planned } }
}
"""
LIST = "query L($mine: Boolean!) { scenarios(mine: $mine) { totalCount edges { node { number name } } } }"


@pytest.fixture
async def company(app: Mandate) -> Company:
    """Two requests of Retail share a team's first two months, and a third waits for them."""
    company = await founded()
    await logged(company, this_month(), days=split(20, 0, 0, 0))
    owner = await company.owner_retail.as_actor()
    after = None
    for title in ("One", "Two", "Three"):
        after = await planned(company, owner, company.retail, title, days=20, cents=100_000, after=after)
    return company


@pytest.fixture
async def three(company: Company) -> list[str]:
    """The keys of the three requests, the first on top."""
    return [f"REQ-{each['number']}" for each in await rows("select number from request order by number")]


def this_month() -> Month:
    return Month.of(clock.now().date())


def changes(**more: Any) -> dict[str, Any]:
    """Twenty days more of Platform in the next months, and a budget."""
    first = this_month()
    days = {"team": "platform", "month": str(first), "untilMonth": str(first + 1), "days": 20}
    return {"capacity": [days], "budgets": [{"month": str(first), "amount": "90000.00"}], **more}


async def save(client: Any, name: str = "Faster", **more: Any) -> dict[str, Any]:
    given = (await data(client, SAVE, input={"name": name, "changes": changes(**more)}))["saveScenario"]
    assert given["__typename"] == "ScenarioPayload", given
    scenario: dict[str, Any] = given["scenario"]
    return scenario


async def test_a_scenario_says_what_it_changes_who_decides_it_and_what_it_comes_to(
    app: Mandate, company: Company, three: list[str]
) -> None:
    new = {"title": "Chat", "unit": "retail", "value": "3600.00", "efforts": [{"team": "platform", "days": 5}]}
    async with browser(app, company.owner_retail) as client:
        made = await save(
            client,
            moves=[{"request": three[2], "after": None}],
            requestsIn=[{**new, "after": three[2]}],
            policy={"smallItemDays": 12.5, "entitlements": [{"unit": "finance", "weight": 2}]},
            effortFactor="1.10",
        )
        assert (made["mayDiscard"], made["mayAdopt"], made["stale"]) == (True, False, False)
    async with browser(app, company.it_platform) as client:
        found = (await data(client, SCENARIO, id=made["id"]))["scenario"]
        assert (await data(client, SCENARIO, id=str(made["number"])))["scenario"]["id"] == made["id"]
    assert found["by"]["name"] == "Rita Reed"
    kinds = [change["kind"] for change in found["changes"]]
    assert kinds == ["POLICY", "POLICY", "CAPACITY", "BUDGET", "MOVE", "REQUEST_IN", "EFFORT"]
    by_kind = {change["kind"]: change for change in found["changes"]}
    assert by_kind["CAPACITY"]["price"]["amount"] == "32000.00"
    assert by_kind["CAPACITY"]["text"].endswith("bought for €32,000 at its day rate.")
    assert (by_kind["MOVE"]["decidedBy"], [one["name"] for one in by_kind["MOVE"]["deciders"]]) == (
        "OWNERS",
        ["Rita Reed"],
    )
    landed = by_kind["REQUEST_IN"]["newRequest"]
    assert (landed["key"], landed["place"], landed["startMonth"]) == ("NEW-1", 2, str(this_month()))
    assert [change["settingValue"] for change in found["changes"][:2]] == [
        [{"unit": str(company.finance), "weight": 2}],
        "12.5",
    ]
    assert len(found["againstAdoption"]) == 3
    assert found["summary"]["figures"]["requests"] == found["summary"]["live"]["requests"] + 1 == 4
    assert found["summary"]["text"].startswith("Against the plan as it is")
    assert found["ageText"] == "Saved today; nothing changed since."


async def test_plans_stand_side_by_side(app: Mandate, company: Company, three: list[str]) -> None:
    async with browser(app, company.owner_retail) as client:
        one = await save(client)
        two = await save(client, "Without the first", requestsOut=[three[0]])
        wanted = [one["id"], str(two["number"])]
        found = (await data(client, COMPARE, scenarios=wanted, onlyDifferent=False))["compareScenarios"]
        assert [column["key"] for column in found["columns"]] == ["live", one["id"], two["id"]]
        assert (found["differentCount"], found["sameCount"]) == (2, 1)
        first = found["requests"]["edges"][0]["node"]
        assert (first["key"], [cell["move"] for cell in first["cells"]]) == (three[0], ["SAME", "SAME", "DROPPED_OUT"])
        assert found["requests"]["pageInfo"]["hasNextPage"]
        assert [total["same"] for total in found["totals"]] == sorted(total["same"] for total in found["totals"])
        for waterfall in found["waterfalls"]:
            values = [float(step["promisedValue"]["amount"]) for step in waterfall["steps"]]
            assert round(sum(values[:-2]), 2) == values[-2]
            assert values[-1] == -32_000
        loads = [(load["month"], load["cells"][0]["net"], load["cells"][1]["net"]) for load in found["loads"]]
        assert loads[0] == (str(this_month()), 20, 40)
        refused = await asked(client, COMPARE, scenarios=[one["id"]] * 2, onlyDifferent=True)
        assert "Compare 2 to 4 different plans" in refused["errors"][0]["message"]


async def test_a_planning_round_alone_and_the_change_are_told_apart(
    app: Mandate, company: Company, three: list[str]
) -> None:
    """After a round the owner ranks anew: what a round then moves is not what the scenario moves."""
    await round_held(company)
    async with browser(app, company.owner_retail) as client:
        made = await save(client)
        before = (await data(client, SCENARIO, id=made["id"]))["scenario"]["summary"]
        owner = await company.owner_retail.as_actor()
        last = await request(owner, three[2])
        assert last is not None
        await ranked(owner, last)
        found = (await data(client, SCENARIO, id=made["id"]))["scenario"]["summary"]
        compared = (await data(client, COMPARE, scenarios=[made["id"]], onlyDifferent=True))["compareScenarios"]
        within = await save(client, "Within", planning="WITHIN_CYCLE")
        alone = (await data(client, SCENARIO, id=within["id"]))["scenario"]["summary"]
    assert before["roundAlone"]["text"] == "Holding a planning round today: no request moves; days and value stay."
    assert found["roundAlone"]["earlier"] == 1
    assert found["text"].startswith(f"{found['roundAlone']['text']} {found['change']['text']} It takes 40 days")
    assert found["change"]["text"].startswith("The change on top: ")
    _, column = compared["columns"]
    assert (column["roundAlone"], column["change"]) == (found["roundAlone"], found["change"])
    kinds = [step["kind"] for step in compared["waterfalls"][0]["steps"]]
    assert kinds[:3] == ["FIRST", "ROUND", "CAME_IN"]
    values = [float(step["promisedValue"]["amount"]) for step in compared["waterfalls"][0]["steps"]]
    assert round(sum(values[:-2]), 2) == values[-2]
    assert alone["roundAlone"] is None
    assert alone["change"]["text"] == alone["text"]


async def test_what_changes_nothing_and_what_the_policy_refuses_is_said_where_it_stands(
    app: Mandate, company: Company
) -> None:
    async with browser(app, company.owner_retail) as client:
        given = {"name": "X", "changes": {"effortFactor": "1"}}
        refused = (await data(client, SAVE, input=given))["saveScenario"]
        assert (refused["rule"], refused["violations"][0]["path"]) == ("no_change", "changes.effortFactor")
        assert refused["message"].startswith("Change something")
        given = {"name": "X", "changes": {"policy": {"commitShare": 1.5, "smallLanePercent": 51}}}
        refused = (await data(client, SAVE, input=given))["saveScenario"]
        said = {each["path"]: each["message"] for each in refused["violations"]}
    assert set(said) == {"changes.policy.commitShare", "changes.policy.smallLanePercent"}
    assert "50" in said["changes.policy.smallLanePercent"]


async def test_a_scenario_that_is_not_there_is_not_found(app: Mandate, company: Company) -> None:
    async with browser(app, company.owner_retail) as client:
        for unknown in ("99", "1,2", "x"):
            assert codes(await asked(client, COMPARE, scenarios=[unknown], onlyDifferent=True)) == ["NOT_FOUND"]


async def test_portfolio_and_plan_can_be_asked_for_a_scenario(app: Mandate, company: Company, three: list[str]) -> None:
    async with browser(app, company.owner_retail) as client:
        made = await save(client, moves=[{"request": three[2], "after": None}])
        live = await data(client, PORTFOLIO)
        what_if = await data(client, PORTFOLIO, scenario=made["id"])
    assert keys(live) == three
    assert keys(what_if) == [three[2], *three[:2]]
    assert {entry["startMonth"] for entry in what_if["plan"]["entries"]} == {str(this_month())}
    platform = [load["net"] for load in what_if["plan"]["loads"] if load["team"]["code"] == "platform"]
    assert platform[:3] == [40, 40, 20]
    ids = {edge["node"]["id"] for found in (live, what_if) for edge in found["portfolio"]["edges"]}
    assert len(ids) == 6, "a place in a scenario is another place"
    assert live["plan"]["id"] != what_if["plan"]["id"]


def keys(found: dict[str, Any]) -> list[str]:
    return [edge["node"]["request"]["key"] for edge in found["portfolio"]["edges"]]


async def test_the_board_adopts_what_it_has_seen(app: Mandate, company: Company) -> None:
    async with browser(app, company.owner_retail) as client:
        made = await save(client)
        seen = (await current_plan()).data_version
        refused = (await data(client, ADOPT, scenario=made["id"], version=seen, reason="Now."))["adoptScenario"]
        assert refused["code"] == "FORBIDDEN"
    async with browser(app, company.board) as client:
        before = await data(client, PORTFOLIO, scenario=made["id"])
        await logged(company, this_month() + 5, days=split(21, 0, 0, 0))
        late = (await data(client, ADOPT, scenario=made["id"], version=seen, reason="Now."))["adoptScenario"]
        assert (late["code"], "logged the capacity" in late["message"]) == ("CONFLICT", True)
        now = (await data(client, SCENARIO, id=made["id"]))["scenario"]
        assert now["stale"]
        version = now["summary"]["dataVersion"]
        done = (await data(client, ADOPT, scenario=made["id"], version=version, reason="Now."))["adoptScenario"]
        (held,) = await rows("select number from planning_round where scenario is not null")
        adoption = {"by": {"name": "Bo Board"}, "reason": "Now.", "roundNumber": held["number"]}
        assert done["scenario"]["adoption"] == adoption
        assert done["scenario"]["againstAdoption"] == ["The board adopted it already."]
        live = await data(client, PORTFOLIO)
    assert [entry["startMonth"] for entry in live["plan"]["entries"]] == [
        entry["startMonth"] for entry in before["plan"]["entries"]
    ]


async def test_what_others_decide_is_named_in_the_refusal(app: Mandate, company: Company, three: list[str]) -> None:
    async with browser(app, company.board) as client:
        made = await save(client, requestsOut=[three[1]], effortFactor="0.9")
        version = (await current_plan()).data_version
        refused = (await data(client, ADOPT, scenario=made["id"], version=version, reason="Now."))["adoptScenario"]
    assert (refused["code"], refused["rule"]) == ("RULE_VIOLATION", "decided_by_others")
    assert [each["path"] for each in refused["violations"]] == ["changes.requestsOut.0", "changes.effortFactor"]
    assert "Rita Reed" in refused["violations"][0]["message"]


async def test_a_refused_form_says_everything_to_correct_by_its_own_names(app: Mandate, company: Company) -> None:
    wrong = {"team": "nobody", "month": str(this_month()), "untilMonth": str(this_month()), "days": 1}
    async with browser(app, company.owner_retail) as client:
        given = {"name": "", "changes": {"capacity": [wrong], "requestsOut": ["REQ-99999"]}}
        refused = (await data(client, SAVE, input=given))["saveScenario"]
        assert [each["path"] for each in refused["violations"]] == [
            "name",
            "changes.capacity.0.team",
            "changes.requestsOut.0",
        ]
        late = {**wrong, "team": "platform", "untilMonth": str(this_month() + 99)}
        refused = (await data(client, SAVE, input={"name": "X", "changes": {"capacity": [late]}}))["saveScenario"]
        assert [each["path"] for each in refused["violations"]] == ["changes.capacity.0.untilMonth"]
        empty = (await data(client, SAVE, input={"name": "X", "changes": {}}))["saveScenario"]
        assert empty["rule"] == "no_change"
        assert (await data(client, LIST, mine=True))["scenarios"]["totalCount"] == 0


@pytest.mark.parametrize("persona", ["it_platform", "requester", "admin"])
async def test_only_owners_and_the_board_save(app: Mandate, company: Company, persona: str) -> None:
    async with browser(app, company.personas[persona]) as client:
        refused = (await data(client, SAVE, input={"name": "X", "changes": changes()}))["saveScenario"]
    assert (refused["code"], "a business owner or the governance board may" in refused["message"]) == (
        "FORBIDDEN",
        True,
    )


async def test_discarded_scenarios_leave_the_list_and_not_the_record(app: Mandate, company: Company) -> None:
    async with browser(app, company.owner_retail) as client:
        made = await save(client)
        gone = (await data(client, DISCARD, scenario=made["id"]))["discardScenario"]
        assert gone["scenario"]["discardedAt"]
        assert (await data(client, LIST, mine=False))["scenarios"]["totalCount"] == 0
        assert (await data(client, LIST, mine=True))["scenarios"]["edges"] == [
            {"node": {"number": made["number"], "name": "Faster"}}
        ]
        assert (await data(client, SCENARIO, id=made["id"]))["scenario"]["discardedAt"]
