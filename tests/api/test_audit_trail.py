"""`auditTrail` and a request's `timeline` over HTTP: in pages, by subject, cut to what the asker may see."""

from api.app import Mandate
from domain.demand import commands_conversation
from tests.support.builders.demand import submitted
from tests.support.graphql import asked, browser, codes, data
from tests.support.personas import Company

TRAIL = """
query ($subject: ID, $first: Int! = 50, $after: String) {
  auditTrail(subject: $subject, first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges {
      cursor
      node { number action text actorName actor { id } actedFor { id } request { id } subject before after }
    }
  }
}
"""


async def test_the_trail_comes_in_pages_without_gaps(app: Mandate, company: Company) -> None:
    numbers: list[int] = []
    after, more = None, True
    async with browser(app, company.board) as client:
        total = (await data(client, TRAIL))["auditTrail"]["totalCount"]
        while more:
            page = (await data(client, TRAIL, first=7, after=after))["auditTrail"]
            assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
            numbers += [edge["node"]["number"] for edge in page["edges"]]
            after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert numbers == sorted(set(numbers), reverse=True)
    assert len(numbers) == total > 14


async def test_what_concerns_a_request_is_found_by_its_key_and_stands_in_its_timeline(
    app: Mandate, company: Company
) -> None:
    request = await submitted(company)
    await commands_conversation.comment(await company.it_platform.as_actor(), request.id, text="Which shop first?")
    timeline = "query ($key: String!) { request(key: $key) { timeline { text } } }"
    async with browser(app, company.owner_finance) as client:
        found = (await data(client, TRAIL, subject=request.key))["auditTrail"]
        by_id = (await data(client, TRAIL, subject=str(request.id)))["auditTrail"]
        told = (await data(client, timeline, key=request.key))["request"]["timeline"]
    texts = [edge["node"]["text"] for edge in found["edges"]]
    assert texts[0] == f"Ivo Plath commented on {request.key}."
    assert found == by_id
    assert [each["text"] for each in told] == texts
    assert found["edges"][0]["node"]["actor"] == {"id": str(company.it_platform.id)}
    assert found["edges"][0]["node"]["request"] == {"id": str(request.id)}


async def test_what_is_done_in_confidence_is_left_out_and_not_counted(app: Mandate, company: Company) -> None:
    async with browser(app, company.requester) as client, browser(app, company.outsider) as other:
        before = (await data(other, TRAIL))["auditTrail"]
        await data(client, 'mutation { saveDraft(input: {title: "Secret"}) { __typename } }')
        assert (await data(client, TRAIL, first=1))["auditTrail"]["edges"][0]["node"]["action"] == "draft.saved"
        assert (await data(other, TRAIL))["auditTrail"] == before
    for persona in (company.board, company.admin):
        async with browser(app, persona) as client:
            seen = (await data(client, TRAIL))["auditTrail"]
        assert "draft.saved" not in [edge["node"]["action"] for edge in seen["edges"]]


async def test_malformed_questions_are_refused_in_plain_words(app: Mandate, company: Company) -> None:
    async with browser(app, company.board) as client:
        assert codes(await asked(client, TRAIL, first=101)) == ["TOO_MUCH"]
        assert codes(await asked(client, TRAIL, first=-1)) == ["BAD_INPUT"]
        assert codes(await asked(client, TRAIL, after="nonsense")) == ["BAD_INPUT"]
        assert codes(await asked(client, TRAIL, subject="REQ-999999")) == ["NOT_FOUND"]
        assert codes(await asked(client, TRAIL, subject="'; drop table person")) == ["NOT_FOUND"]
