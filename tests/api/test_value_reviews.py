"""valueReviews: by the day on which they are due, in pages."""

from api.app import Mandate
from tests.support.builders.realisation import live
from tests.support.documents import REVIEWS
from tests.support.graphql import browser, data
from tests.support.personas import Company


async def test_reviews_come_in_pages(app: Mandate, company: Company) -> None:
    await live(company, "One")
    await live(company, "Two", room=False)
    async with browser(app, company.requester) as client:
        seen, after = [], None
        while True:
            page = (await data(client, REVIEWS, first=1, after=after))["valueReviews"]
            seen += [edge["node"]["id"] for edge in page["edges"]]
            after = page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                break
    assert len(seen) == len(set(seen)) == 4
