"""givePulse and engagement: faces are given in confidence, and acts are counted apart from them."""

from api.app import Mandate
from tests.support.builders.demand import submitted
from tests.support.graphql import browser, data
from tests.support.personas import Company

PULSE = """mutation ($request: ID!, $moment: Moment!, $face: Int!, $comment: String) {
  givePulse(moment: $moment, request: $request, face: $face, comment: $comment) {
    ... on PulsePayload { request { key pulses { count mean worst last mine } } }
    ... on Problem { code message violations { path } } } }"""
ENGAGEMENT = """query ($unit: ID) { engagement(unit: $unit) { id unit { code } asked rankedOnTime questionsAsked
  questionsAnswered measurementsDue measurementsMade pulseCount pulseMean } }"""


async def test_a_pulse_is_given_in_confidence(app: Mandate, company: Company) -> None:
    request = await submitted(company)
    async with browser(app, company.it_platform) as client:
        given = (await data(client, PULSE, request=request.key, moment="SUBMITTED", face=2))["givePulse"]["request"]
        assert given["pulses"] == {"count": 1, "mean": None, "worst": None, "last": None, "mine": 2}
        wrong = (await data(client, PULSE, request=request.key, moment="SUBMITTED", face=6))["givePulse"]
        assert (wrong["code"], wrong["violations"]) == ("RULE_VIOLATION", [{"path": "face"}])
        early = (await data(client, PULSE, request=request.key, moment="DELIVERED", face=2))["givePulse"]
        assert early["code"] == "CONFLICT"
        (retail,) = (await data(client, ENGAGEMENT, unit="retail"))["engagement"]
        assert (retail["unit"], retail["pulseCount"], retail["pulseMean"]) == ({"code": "retail"}, 1, None)
        assert len((await data(client, ENGAGEMENT))["engagement"]) == 3
