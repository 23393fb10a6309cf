"""inbox and me.asked: what waits for whom."""

from api.app import Mandate
from tests.support.builders.decisions import clash, raised
from tests.support.graphql import asked, browser, codes, data
from tests.support.personas import Company

INBOX = """query ($first: Int, $after: String) {
  me { asked }
  inbox(first: $first, after: $after) {
    totalCount askedCount pageInfo { hasNextPage endCursor }
    edges { cursor node { id kind pile text toDo at dueAt overdue
      request { key } question { number } review { id } unit { code } team { code } } }
  } }"""


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
