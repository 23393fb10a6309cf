"""inbox, me.asked, givePulse and engagement over HTTP."""

from api.app import Mandate
from tests.support.builders.decisions import clash, raised
from tests.support.builders.demand import submitted
from tests.support.graphql import asked, browser, codes, data
from tests.support.personas import Company

INBOX = """query ($first: Int, $after: String) {
  me { asked }
  inbox(first: $first, after: $after) {
    totalCount askedCount pageInfo { hasNextPage endCursor }
    edges { cursor node { id kind pile text toDo at dueAt overdue
      request { key } question { number } review { id } unit { code } team { code } } }
  } }"""
PULSE = """mutation ($request: ID!, $moment: Moment!, $face: Int!, $comment: String) {
  givePulse(moment: $moment, request: $request, face: $face, comment: $comment) {
    ... on PulsePayload { request { key pulses { count mean worst last mine } } }
    ... on Problem { code message violations { path } } } }"""
ENGAGEMENT = """query ($unit: ID) { engagement(unit: $unit) { id unit { code } asked rankedOnTime questionsAsked
  questionsAnswered measurementsDue measurementsMade pulseCount pulseMean } }"""


async def test_everybody_finds_what_waits_for_them(app: Mandate, company: Company) -> None:
    clashing = await clash(company)
    question = await raised(company, clashing.crowded)
    async with browser(app, company.owner_retail) as client:
        found = await data(client, INBOX)
        nodes = [edge["node"] for edge in found["inbox"]["edges"]]
        mine = next(node for node in nodes if node["kind"] == "ANSWER_QUESTION")
        assert (mine["pile"], mine["question"]) == ("ASKED", {"number": question.number})
        assert mine["request"] == {"key": clashing.crowded.key}
        assert found["me"]["asked"] == found["inbox"]["askedCount"] >= 1
        news = [node for node in nodes if node["kind"] == "NEWS"]
        assert all(node["pile"] == "INFORMATION" for node in news)
        assert len(nodes) == found["inbox"]["totalCount"]
    async with browser(app, company.it_data) as client:
        found = await data(client, INBOX, first=1)
        (edge,) = found["inbox"]["edges"]
        assert (edge["node"]["kind"], edge["node"]["team"]) == ("LOG_CAPACITY", {"code": "data"})
        rest = await data(client, INBOX, first=5, after=edge["cursor"])
        assert rest["inbox"]["edges"] == []
        assert codes(await asked(client, INBOX, after="nonsense")) == ["BAD_INPUT"]
        assert codes(await asked(client, INBOX, first=101)) == ["TOO_MUCH"]
    async with browser(app) as client:
        assert codes(await asked(client, "{ inbox { askedCount } }")) == ["UNAUTHENTICATED"]


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
