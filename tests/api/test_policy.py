"""The policy over HTTP: seen by everybody, set by the board."""

from typing import Any

from httpx import AsyncClient

from api.app import Mandate
from domain.actor import Role
from domain.audit.actions import Action
from domain.organisation.commands_roles import assign_role
from tests.support.builders.organisation import told
from tests.support.graphql import asked, codes, data
from tests.support.personas import Company, anonymous

POLICY = """{ policy { id version from setBy { name } reason method entitlements { unit { code } weight share }
  answerDays remindAfterDays ifUnanswered reviewCheckpointMonths commitShare committedChance smallItemDays
  valuationMonths minimumGroup minimumSample updateEveryDays horizonMonths displayedMonths requestShareOfTeam
  history { id version reason settings setBy { name } } maySet } }"""
SET = """mutation ($input: PolicyInput!, $reason: String!) { setPolicy(input: $input, reason: $reason) {
  ... on PolicyPayload { policy { id version answerDays smallItemDays entitlements { unit { code } weight share }
    setBy { name } history { version } } }
  ... on Problem { code message rule violations { path message } } } }"""


async def test_everybody_sees_the_policy_in_force(app: Mandate, company: Company) -> None:
    async with company.it_data.browser(app) as client:
        policy = (await data(client, POLICY))["policy"]
    assert (policy["version"], policy["setBy"], policy["maySet"]) == (1, None, False)
    assert policy["ifUnanswered"] == "escalate to the board"
    assert (policy["reviewCheckpointMonths"], policy["smallItemDays"]) == ([3, 12], 10)
    assert [each["unit"]["code"] for each in policy["entitlements"]] == ["finance", "logistics", "retail"]
    assert policy["history"][0]["settings"]["answer_days"] == 5
    async with anonymous(app) as client:
        assert codes(await asked(client, POLICY)) == ["UNAUTHENTICATED"]


async def test_the_board_sets_it_and_the_first_version_stays(app: Mandate, company: Company) -> None:
    changes = {"answerDays": 7, "smallItemDays": 12.5, "entitlements": [{"unit": "retail", "weight": 2}]}
    async with company.board.browser(app) as client:
        policy = (await data(client, SET, input=changes, reason="Peak season."))["setPolicy"]["policy"]
    assert (policy["version"], policy["answerDays"], policy["smallItemDays"]) == (2, 7, 12.5)
    assert policy["setBy"] == {"name": "Bo Board"}
    assert {each["unit"]["code"]: each["share"] for each in policy["entitlements"]}["retail"] == 0.5
    assert [each["version"] for each in policy["history"]] == [2, 1]
    assert (await told(Action.POLICY_SET))["actor"] == company.board.id


async def test_nobody_else_sets_it(app: Mandate, company: Company) -> None:
    for name, persona in company.personas.items():
        if not name.startswith("board"):
            async with persona.browser(app) as client:
                problem = (await data(client, SET, input={"answerDays": 7}, reason="Mine."))["setPolicy"]
            assert problem["code"] == "FORBIDDEN", name
            assert "the governance board may" in problem["message"]
    async with anonymous(app) as client:
        assert codes(await asked(client, SET, input={}, reason="X.")) == ["UNAUTHENTICATED"]


async def test_everything_to_correct_is_said_at_once_where_the_form_has_it(app: Mandate, company: Company) -> None:
    async with company.board.browser(app) as client:
        wrong = {"answerDays": 0, "reviewCheckpointMonths": [12, 3], "commitShare": 2}
        problem = (await data(client, SET, input=wrong, reason="X."))["setPolicy"]
        assert problem["rule"] == "policy_bounds"
        assert {each["path"] for each in problem["violations"]} == {
            "answerDays",
            "reviewCheckpointMonths",
            "commitShare",
        }
        unknown = {"entitlements": [{"unit": "nothing", "weight": 2}]}
        assert (await data(client, SET, input=unknown, reason="X."))["setPolicy"]["code"] == "NOT_FOUND"
        unreasoned = (await data(client, SET, input={"answerDays": 7}, reason="  "))["setPolicy"]
        assert unreasoned["violations"][0]["path"] == "reason"


LANES = """{ policy { smallLanePercent mandatoryWeight decideByMonths creditMonths planningRoundMonths calibrateEfforts
  simulationRuns accountable { named unit { code } owner { id name } owners { name } } } }"""
SET_LANES = """mutation ($input: PolicyInput!, $reason: String!) { setPolicy(input: $input, reason: $reason) {
  ... on PolicyPayload { policy { smallLanePercent mandatoryWeight decideByMonths creditMonths planningRoundMonths
    calibrateEfforts simulationRuns accountable { named unit { code } owner { name } } } }
  ... on Problem { code rule message violations { path } } } }"""


async def test_the_board_sets_lanes_credits_and_the_time_to_decide(app: Mandate, company: Company) -> None:
    async with company.it_data.browser(app) as client:
        before = (await data(client, LANES))["policy"]
    owners = before.pop("accountable")
    assert before == {
        "smallLanePercent": 12,
        "mandatoryWeight": 0,
        "decideByMonths": 9,
        "creditMonths": 2,
        "planningRoundMonths": 3,
        "calibrateEfforts": True,
        "simulationRuns": 500,
    }
    assert [(each["unit"]["code"], each["named"], each["owner"]["name"]) for each in owners] == [
        ("finance", False, "Fay Finch"),
        ("logistics", False, "Liam Lowe"),
        ("retail", False, "Rita Reed"),
    ]
    changes = {
        "smallLanePercent": 0,
        "mandatoryWeight": 4,
        "decideByMonths": 6,
        "creditMonths": 3,
        "planningRoundMonths": 2,
        "calibrateEfforts": False,
        "simulationRuns": 100,
    }
    async with company.board.browser(app) as client:
        after = (await data(client, SET_LANES, input=changes, reason="A new year."))["setPolicy"]["policy"]
        after.pop("accountable")
        assert after == changes
        wrong = {"smallLanePercent": 51, "creditMonths": 25, "decideByMonths": 0, "simulationRuns": 1}
        problem = (await data(client, SET_LANES, input=wrong, reason="X."))["setPolicy"]
    assert {each["path"] for each in problem["violations"]} == set(wrong)


async def test_who_answers_for_a_list_is_one_of_its_owners(app: Mandate, company: Company) -> None:
    admin = await company.admin.as_actor()
    await assign_role(admin, company.requester.id, Role.OWNER, unit=company.retail)

    async def named(client: AsyncClient, owner: object) -> dict[str, Any]:
        changes = {"accountable": [{"unit": "retail", "owner": None if owner is None else str(owner)}]}
        answer: dict[str, Any] = (await data(client, SET_LANES, input=changes, reason="She knows it."))["setPolicy"]
        return answer

    async with company.board.browser(app) as client:
        set_ = await named(client, company.requester.id)
        retail = next(each for each in set_["policy"]["accountable"] if each["unit"]["code"] == "retail")
        assert (retail["named"], retail["owner"]["name"]) == (True, "Rob Quest")
        others = await data(client, SET, input={"answerDays": 7}, reason="Peak season.")
        assert others["setPolicy"]["policy"]["answerDays"] == 7
        kept = (await data(client, LANES))["policy"]["accountable"]
        assert [each["named"] for each in kept] == [False, False, True]
        assert [person["name"] for person in kept[2]["owners"]] == ["Rob Quest", "Rita Reed"]
        for stranger in (company.owner_finance.id, company.it_platform.id):
            refused = await named(client, stranger)
            assert (refused["code"], refused["rule"]) == ("RULE_VIOLATION", "accountable_owner")
            assert refused["message"] == "Only a business owner of Retail can answer for its list."
        assert (await named(client, "00000000-0000-0000-0000-000000000001"))["code"] in ("NOT_FOUND", "RULE_VIOLATION")
        gone = await named(client, None)
        assert not any(each["named"] for each in gone["policy"]["accountable"])
