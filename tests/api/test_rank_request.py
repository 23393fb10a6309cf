"""rankRequest and ranking: owners order their list over HTTP, and nobody else does."""

import pytest

from api.app import Mandate
from tests.support.builders.demand import submitted
from tests.support.builders.estimation import estimated
from tests.support.builders.ranking import ranked_list
from tests.support.graphql import asked, browser, data
from tests.support.personas import Company, founded

RANK = """
mutation Rank($request: ID!, $after: ID, $version: Int!, $reason: String) {
  rankRequest(request: $request, after: $after, expectedVersion: $version, reason: $reason) {
    __typename
    ... on RankingPayload {
      ranking { version entries { place request { key } } }
      request { state rank { place of listVersion lastMove { fromPlace toPlace reason by { name } } } }
    }
    ... on Problem { code message rule violations { path message } }
  }
}
"""
RANKING = """
query Ranking($unit: ID!) {
  ranking(unit: $unit) {
    id version mayRank whoDecides commitPlace share
    commitLine { place plannedShare plannedDays rankedDays text }
    unit { code }
    entries {
      id place portfolioPlace aboveCommitLine startMonth finishMonth effortDays
      why { text constraint facts wouldHelp }
      request { key } lastMove { version toPlace }
    }
    unranked { key }
    moves(first: 5) { version fromPlace toPlace reason by { name } actedFor { name } request { key } }
  }
}
"""
EVERYBODY_ELSE = ["it_platform", "it_data", "board", "board_chair", "admin", "requester", "outsider"]


@pytest.fixture
async def company(app: Mandate) -> Company:
    return await founded()


async def test_an_owner_ranks_a_request_and_sees_its_list(app: Mandate, company: Company) -> None:
    one, two = await submitted(company), await submitted(company, title="Second")
    async with browser(app, company.owner_retail) as client:
        first = (await data(client, RANK, request=one.key, version=0))["rankRequest"]
        assert first["__typename"] == "RankingPayload"
        assert first["request"]["state"] == "RANKED"
        again = (await data(client, RANK, request=str(two.id), after=one.key, version=1, reason="Small."))[
            "rankRequest"
        ]
        assert [(each["place"], each["request"]["key"]) for each in again["ranking"]["entries"]] == [
            (1, one.key),
            (2, two.key),
        ]
        assert again["request"]["rank"] == {
            "place": 2,
            "of": 2,
            "listVersion": 2,
            "lastMove": {"fromPlace": None, "toPlace": 2, "reason": "Small.", "by": {"name": "Rita Reed"}},
        }


async def test_a_list_tells_what_follows_from_each_place(app: Mandate, company: Company) -> None:
    owner = await company.owner_retail.as_actor()
    one, two = await ranked_list(owner, company.retail, "One", "Two")
    await estimated(company, one)
    waiting = await submitted(company)
    async with browser(app, company.owner_logistics) as client:
        seen = (await data(client, RANKING, unit="retail"))["ranking"]
    assert (seen["version"], seen["mayRank"], seen["unit"]) == (2, False, {"code": "retail"})
    assert seen["whoDecides"] == "Rita Reed decides for Retail."
    assert [each["request"]["key"] for each in seen["entries"]] == [one.key, two.key]
    assert [each["portfolioPlace"] for each in seen["entries"]] == [1, 2]
    assert [each["effortDays"] for each in seen["entries"]] == [21.7, 0.0]
    assert seen["entries"][1]["why"]["constraint"] == "estimate"
    assert (seen["commitPlace"], seen["commitLine"]["place"]) == (None, 0)
    assert not any(each["aboveCommitLine"] for each in seen["entries"])
    assert seen["entries"][0]["why"]["facts"][0].startswith("Retail ranks it 1 of 2.")
    assert [each["key"] for each in seen["unranked"]] == [waiting.key]
    assert [each["version"] for each in seen["moves"]] == [2, 1]
    assert seen["share"] == pytest.approx(1 / 3)


async def test_a_stale_version_is_a_conflict_that_names_the_mover(app: Mandate, company: Company) -> None:
    owner = await company.owner_retail.as_actor()
    (one,) = await ranked_list(owner, company.retail, "One")
    async with browser(app, company.owner_retail) as client:
        refused = (await data(client, RANK, request=one.key, version=0))["rankRequest"]
        assert (refused["__typename"], refused["code"]) == ("Problem", "CONFLICT")
        assert f"Rita Reed moved {one.key} to place 1" in refused["message"]
        wrong = (await data(client, RANK, request=one.key, after=one.key, version=1))["rankRequest"]
        assert (wrong["code"], wrong["rule"], wrong["violations"][0]["path"]) == (
            "RULE_VIOLATION",
            "rank_after_another",
            "after",
        )
        gone = (await data(client, RANK, request="REQ-999999", version=1))["rankRequest"]
        assert gone["code"] == "NOT_FOUND"
        body = await asked(client, RANKING, unit="nobody")
        assert body["errors"][0]["extensions"]["code"] == "NOT_FOUND"


@pytest.mark.parametrize("who", EVERYBODY_ELSE)
async def test_nobody_but_an_owner_ranks(app: Mandate, company: Company, who: str) -> None:
    request = await submitted(company)
    async with browser(app, company.personas[who]) as client:
        refused = (await data(client, RANK, request=request.key, version=0))["rankRequest"]
        assert (refused["__typename"], refused["code"]) == ("Problem", "FORBIDDEN")
        assert "a business owner may" in refused["message"]
        seen = (await data(client, RANKING, unit="retail"))["ranking"]
        assert (seen["version"], seen["mayRank"], seen["entries"]) == (0, False, [])


async def test_an_owner_of_another_unit_is_told_who_may(app: Mandate, company: Company) -> None:
    request = await submitted(company)
    async with browser(app, company.owner_finance) as client:
        refused = (await data(client, RANK, request=request.key, version=0))["rankRequest"]
        assert (refused["code"], refused["message"]) == (
            "FORBIDDEN",
            "Only a business owner of Retail may do this.",
        )


async def test_who_is_not_signed_in_ranks_and_sees_nothing(app: Mandate, company: Company) -> None:
    async with browser(app) as client:
        for document, variables in ((RANK, {"request": "REQ-1", "version": 0}), (RANKING, {"unit": "retail"})):
            body = await asked(client, document, **variables)
            assert body["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
