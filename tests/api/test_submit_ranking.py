"""submitRanking, compareRequests, comparison and the ballots over HTTP: owners order together, everybody sees why."""

import pytest

from api.app import Mandate
from domain.actor import Role
from domain.audit.actions import Action
from domain.organisation import commands_roles
from tests.support.builders.ballots import cast, owner_too
from tests.support.builders.demand import submitted
from tests.support.builders.organisation import told
from tests.support.builders.ranking import ranked_list
from tests.support.graphql import asked, browser, data
from tests.support.personas import Company, founded

SUBMIT = """
mutation Submit($unit: ID!, $tiers: [[ID!]!]!, $version: Int!, $reason: String) {
  submitRanking(unit: $unit, tiers: $tiers, expectedVersion: $version, reason: $reason) {
    __typename
    ... on SubmitRankingPayload { ranking { version rule entries { place request { key state } } } }
    ... on Problem { code message rule violations { path message } }
  }
}
"""
RANKING = """
query Ranking($unit: ID!) {
  ranking(unit: $unit) {
    version rule isDue accountable { name }
    ballots { id owner { name } isAccountable castAt castBy { name } isTakenOver
      tiers { place requests { key } } missing { key } }
    myBallot { owner { name } tiers { requests { key } } }
    entries { place request { key } whyHere wouldRaise disputed againstAbove { above { key } ahead behind level } }
  }
}
"""
COMPARE = """
mutation Compare($unit: ID!, $among: [ID!]!, $best: ID!, $worst: ID!) {
  compareRequests(unit: $unit, among: $among, best: $best, worst: $worst) {
    __typename
    ... on CompareRequestsPayload { comparison { asked left suggested { key } } }
    ... on Problem { code message rule violations { path message } }
  }
}
"""
COMPARISON = """
query Comparison($unit: ID!) {
  comparison(unit: $unit) {
    id unit { code } next { among { key } text why } suggested { key } differs asked left consistency consistencyText
    circles { requests { key } text } circleCount
  }
}
"""
EVERYBODY_ELSE = ["it_platform", "it_data", "board", "board_chair", "admin", "requester", "outsider"]


@pytest.fixture
async def company(app: Mandate) -> Company:
    return await founded()


async def test_an_owner_gives_a_whole_ballot(app: Mandate, company: Company) -> None:
    one, two, three = [await submitted(company, title=title) for title in ("One", "Two", "Three")]
    async with browser(app, company.owner_retail) as client:
        tiers = [[three.key], [str(one.id), two.key]]
        done = (await data(client, SUBMIT, unit="retail", tiers=tiers, version=0, reason="Season."))["submitRanking"]
        assert done["__typename"] == "SubmitRankingPayload"
        assert [each["request"] for each in done["ranking"]["entries"]] == [
            {"key": key, "state": "RANKED"} for key in (three.key, one.key, two.key)
        ]
        assert done["ranking"]["rule"] == "Rita Reed alone orders this list."
        stale = (await data(client, SUBMIT, unit="retail", tiers=tiers, version=0))["submitRanking"]
        assert (stale["code"], "Rita Reed moved" in stale["message"]) == ("CONFLICT", True)
        version = done["ranking"]["version"]
        for wrong, rule in (([], "ballot_size"), ([[one.key], [one.key]], "ballot_once"), (tiers, "rank_changes")):
            refused = (await data(client, SUBMIT, unit="retail", tiers=wrong, version=version))["submitRanking"]
            assert (refused["code"], refused["rule"]) == ("RULE_VIOLATION", rule)
            assert refused["violations"][0]["path"] == "tiers"
        unknown = (await data(client, SUBMIT, unit="retail", tiers=[["REQ-999999"]], version=version))["submitRanking"]
        assert unknown["code"] == "NOT_FOUND"
    assert (await told(Action.RANKING_SUBMITTED))["reason"] == "Season."


async def test_everybody_sees_whose_ballots_make_the_list_and_why(app: Mandate, company: Company) -> None:
    rita = await company.owner_retail.as_actor()
    bea, carl = [await owner_too(company, name, company.retail) for name in ("Bea Bond", "Carl Cole")]
    one, two, three = [await submitted(company, title=title) for title in ("One", "Two", "Three")]
    await cast(rita, company.retail, one, two)
    await cast(await bea.as_actor(), company.retail, two, one, three)
    async with browser(app, company.it_platform) as client:
        seen = (await data(client, RANKING, unit="retail"))["ranking"]
    assert (seen["isDue"], seen["accountable"], seen["myBallot"]) == (False, {"name": "Rita Reed"}, None)
    assert seen["rule"].endswith(
        "Rita Reed, who is accountable, decides. With so few owners that is common. Carl Cole has not ranked."
    )
    assert [(each["owner"]["name"], each["isAccountable"]) for each in seen["ballots"]] == [
        ("Rita Reed", True),
        ("Bea Bond", False),
        ("Carl Cole", False),
    ]
    first, second, third = seen["ballots"]
    assert [[each["key"] for each in tier["requests"]] for tier in first["tiers"]] == [[one.key], [two.key]]
    assert ([each["key"] for each in first["missing"]], second["missing"]) == ([three.key], [])
    assert (third["castAt"], third["tiers"], len(third["missing"])) == (None, [], 3)
    top, middle, last = seen["entries"]
    assert top["request"]["key"] == one.key
    assert top["whyHere"] == (
        f"As many owners put {one.key} first as {two.key} (1 each), so Rita Reed, who is accountable, decides:"
        f" {one.key} first."
    )
    assert (top["wouldRaise"], top["disputed"], top["againstAbove"]) == (None, True, None)
    assert middle["againstAbove"] == {"above": {"key": one.key}, "ahead": 1, "behind": 1, "level": 0}
    assert last["whyHere"] == (
        f"{two.key} is above {three.key} because the one owner who ranked both put {two.key} first."
    )
    assert (last["disputed"], last["wouldRaise"]) == (
        False,
        f"It passes {two.key} when the one owner who put {two.key} first puts it above {two.key}.",
    )
    async with browser(app, carl) as client:
        seen = (await data(client, RANKING, unit="retail"))["ranking"]
        assert seen["myBallot"] == {"owner": {"name": "Carl Cole"}, "tiers": []}
        version = seen["version"]
        done = await data(client, SUBMIT, unit="retail", tiers=[[three.key], [two.key], [one.key]], version=version)
        assert [each["request"]["key"] for each in done["submitRanking"]["ranking"]["entries"]] == [
            two.key,
            one.key,
            three.key,
        ]


async def test_a_unit_without_owner_or_list_says_so(app: Mandate, company: Company) -> None:
    async with browser(app, company.requester) as client:
        seen = (await data(client, RANKING, unit="retail"))["ranking"]
        assert (seen["entries"], seen["isDue"], seen["rule"]) == ([], False, "Rita Reed alone orders this list.")
        admin = await company.admin.as_actor()
        office = (await company.owner_retail.as_actor()).assignments[0].id
        await commands_roles.end_assignment(admin, office)
        seen = (await data(client, RANKING, unit="retail"))["ranking"]
        assert (seen["accountable"], seen["ballots"]) == (None, [])
        assert seen["rule"] == "Retail has no owner, so nobody can order its list."
        await commands_roles.assign_role(admin, company.requester.id, Role.OWNER, unit=company.retail)
        seen = (await data(client, RANKING, unit="retail"))["ranking"]
        assert seen["accountable"] == {"name": "Rob Quest"}


async def test_an_owner_compares_and_gets_a_suggestion(app: Mandate, company: Company) -> None:
    owner = await company.owner_retail.as_actor()
    one, two = await ranked_list(owner, company.retail, "One", "Two")
    async with browser(app, company.owner_retail) as client:
        seen = (await data(client, COMPARISON, unit="retail"))["comparison"]
        assert seen["unit"] == {"code": "retail"}
        assert seen["next"]["text"] == "Which of these two first?"
        assert {each["key"] for each in seen["next"]["among"]} == {one.key, two.key}
        assert seen["next"]["why"] == "Your answers so far say least about these, so this answer tells most."
        assert (seen["asked"], seen["left"], seen["consistency"], seen["differs"]) == (0, 2, None, False)
        given = {"unit": "retail", "among": [one.key, two.key], "best": two.key, "worst": one.key}
        done = (await data(client, COMPARE, **given))["compareRequests"]
        assert done["comparison"] == {"asked": 1, "left": 0, "suggested": [{"key": two.key}, {"key": one.key}]}
        seen = (await data(client, COMPARISON, unit="retail"))["comparison"]
        assert (seen["next"], seen["differs"], seen["consistency"], seen["circles"]) == (None, True, 1.0, [])
        refused = (await data(client, COMPARE, **{**given, "worst": two.key}))["compareRequests"]
        assert (refused["code"], refused["rule"]) == ("RULE_VIOLATION", "best_and_worst")
        assert (await asked(client, COMPARISON, unit="nobody"))["errors"][0]["extensions"]["code"] == "NOT_FOUND"


@pytest.mark.parametrize("who", EVERYBODY_ELSE)
async def test_nobody_but_an_owner_submits_or_compares(app: Mandate, company: Company, who: str) -> None:
    one, two = await submitted(company), await submitted(company, title="Second")
    async with browser(app, company.personas[who]) as client:
        refused = (await data(client, SUBMIT, unit="retail", tiers=[[one.key]], version=0))["submitRanking"]
        assert refused["code"] == "FORBIDDEN"
        assert "a business owner may" in refused["message"]
        among = [one.key, two.key]
        refused = await data(client, COMPARE, unit="retail", among=among, best=one.key, worst=two.key)
        assert refused["compareRequests"]["code"] == "FORBIDDEN"
        assert (await data(client, COMPARISON, unit="retail"))["comparison"] is None


async def test_an_owner_of_another_unit_is_told_who_may(app: Mandate, company: Company) -> None:
    one, two = await submitted(company), await submitted(company, title="Second")
    async with browser(app, company.owner_finance) as client:
        refused = (await data(client, SUBMIT, unit="retail", tiers=[[one.key]], version=0))["submitRanking"]
        assert (refused["code"], refused["message"]) == ("FORBIDDEN", "Only a business owner of Retail may do this.")
        among = [one.key, two.key]
        refused = await data(client, COMPARE, unit="retail", among=among, best=one.key, worst=two.key)
        assert refused["compareRequests"]["message"] == "Only a business owner of Retail may do this."
    async with browser(app) as client:
        for document, variables in (
            (SUBMIT, {"unit": "retail", "tiers": [[one.key]], "version": 0}),
            (COMPARE, {"unit": "retail", "among": among, "best": one.key, "worst": two.key}),
            (COMPARISON, {"unit": "retail"}),
        ):
            body = await asked(client, document, **variables)
            assert body["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
