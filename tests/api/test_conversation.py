"""comment, askClarification, answerClarification, follow and unfollow over HTTP."""

from api.app import Mandate
from tests.support.builders.demand import submitted
from tests.support.documents import mutation
from tests.support.graphql import browser, data
from tests.support.personas import Company

COMMENT = mutation(
    "comment",
    "request: ID!, text: String!",
    "... on CommentPayload { comment { text author { name } } request { comments { text } } }",
)
SEEN = """... on RequestPayload { request { state followed followerCount
    clarification { question askedBy { name } answer answeredBy { name } answeredAt }
    may { askClarification answerClarification } nextStep { text } } }"""
ASK = mutation("askClarification", "request: ID!, question: String!", SEEN)
ANSWER = mutation("answerClarification", "request: ID!, answer: String!", SEEN)
FOLLOW = mutation("follow", "request: ID!", SEEN)
UNFOLLOW = mutation("unfollow", "request: ID!", SEEN)


async def test_anyone_comments_on_a_request(app: Mandate, company: Company) -> None:
    request = await submitted(company)
    async with browser(app, company.it_platform) as client:
        said = (await data(client, COMMENT, request=request.key, text="We did this for Logistics."))["comment"]
        assert said["comment"] == {"text": "We did this for Logistics.", "author": {"name": "Ivo Plath"}}
        assert said["request"]["comments"] == [{"text": "We did this for Logistics."}]
        assert (await data(client, COMMENT, request=request.key, text=""))["comment"]["code"] == "RULE_VIOLATION"


async def test_it_asks_and_who_brought_the_request_answers(app: Mandate, company: Company) -> None:
    request = await submitted(company)
    async with browser(app, company.it_platform) as client:
        asked = (await data(client, ASK, request=request.key, question="Which shops?"))["askClarification"]["request"]
        assert asked["state"] == "SUBMITTED"
        assert asked["clarification"]["askedBy"] == {"name": "Ivo Plath"}
        assert asked["may"] == {"askClarification": False, "answerClarification": False}
        assert "stops nothing" in asked["nextStep"]["text"]
        refused = (await data(client, ANSWER, request=request.key, answer="All."))["answerClarification"]
        assert refused["code"] == "FORBIDDEN"
    async with browser(app, company.requester) as client:
        answered = (await data(client, ANSWER, request=request.key, answer="All."))["answerClarification"]["request"]
        assert (answered["clarification"]["answer"], answered["clarification"]["answeredBy"]) == (
            "All.",
            {"name": "Rob Quest"},
        )


async def test_anyone_follows_and_no_longer_follows(app: Mandate, company: Company) -> None:
    request = await submitted(company)
    async with browser(app, company.outsider) as client:
        followed = (await data(client, FOLLOW, request=request.key))["follow"]["request"]
        assert (followed["followed"], followed["followerCount"]) == (True, 2)
        left = (await data(client, UNFOLLOW, request=request.key))["unfollow"]["request"]
        assert (left["followed"], left["followerCount"]) == (False, 1)
