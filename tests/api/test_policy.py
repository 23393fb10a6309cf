"""The policy over HTTP: seen by everybody, set by the board."""

from api.app import Mandate
from domain.audit.actions import Action
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
