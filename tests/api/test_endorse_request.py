"""endorseRequest: another unit's owner supports a request with a share of its cost."""

import pytest

from api.app import Mandate
from tests.support.builders.demand import submitted
from tests.support.graphql import browser, data
from tests.support.personas import Company, founded

ENDORSE = """
mutation Endorse($request: ID!, $share: Float!) {
  endorseRequest(request: $request, costShare: $share) {
    __typename
    ... on EndorsementPayload {
      endorsement { costShare unit { code } by { name } }
      request { endorsements { costShare unit { code } } may { endorse } }
    }
    ... on Problem { code message rule violations { path } }
  }
}
"""


@pytest.fixture
async def company(app: Mandate) -> Company:
    return await founded()


async def test_another_owner_supports_a_request(app: Mandate, company: Company) -> None:
    request = await submitted(company)
    async with browser(app, company.owner_logistics) as client:
        given = (await data(client, ENDORSE, request=request.key, share=0.3))["endorseRequest"]
        assert given["endorsement"] == {"costShare": 0.3, "unit": {"code": "logistics"}, "by": {"name": "Liam Lowe"}}
        assert given["request"] == {
            "endorsements": [{"costShare": 0.3, "unit": {"code": "logistics"}}],
            "may": {"endorse": True},
        }
    async with browser(app, company.owner_finance) as client:
        refused = (await data(client, ENDORSE, request=request.key, share=0.8))["endorseRequest"]
        assert (refused["code"], refused["rule"]) == ("RULE_VIOLATION", "shares_below_the_whole")
        assert refused["violations"] == [{"path": "costShare"}]


@pytest.mark.parametrize(
    "who", ["owner_retail", "it_platform", "it_data", "board", "board_chair", "admin", "requester", "outsider"]
)
async def test_the_own_owner_it_and_the_board_endorse_nothing(app: Mandate, company: Company, who: str) -> None:
    request = await submitted(company)
    async with browser(app, company.personas[who]) as client:
        refused = (await data(client, ENDORSE, request=request.key, share=0.3))["endorseRequest"]
        assert (refused["__typename"], refused["code"]) == ("Problem", "FORBIDDEN")
        assert "owner" in refused["message"]
