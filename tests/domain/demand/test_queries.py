"""Finding requests: pages that stand still, filters, and texts that speak of the same thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.actor import Actor
from domain.demand import queries
from domain.demand.commands_conversation import follow
from domain.demand.queries import RequestFilter, RequestOrder
from domain.demand.rules import RequestState, Route
from domain.demand.similar import similar_by_request, similar_requests
from domain.demand.similarity import TextIndex, words
from tests.support.builders.demand import led_to, submitted
from tests.support.personas import Company

TITLES = ["Delta", "alpha", "Charlie", "bravo", "Echo"]


async def _walked(actor: Actor, narrowed: RequestFilter, **how: object) -> list[str]:
    """All titles, page by page of two."""
    found: list[str] = []
    after = None
    while True:
        page = await queries.requests(actor, narrowed, first=2, after=after, **how)  # type: ignore[arg-type]
        found += [row.title for row in page.items]
        if not page.has_next:
            assert page.total >= len(found)
            return found
        after = page.items[-1].id


async def test_pages_show_every_request_once_in_order(company: Company) -> None:
    made = [await submitted(company, title=title) for title in TITLES]
    actor = await company.outsider.as_actor()
    everything = RequestFilter()
    assert await _walked(actor, everything, order=RequestOrder.NEWEST) == TITLES[::-1]
    assert await _walked(actor, everything, order=RequestOrder.OLDEST) == TITLES
    assert await _walked(actor, everything, order=RequestOrder.KEY) == TITLES
    assert await _walked(actor, everything, order=RequestOrder.TITLE) == sorted(TITLES, key=str.lower)
    given_order = [made[2].id, made[0].id]
    walked = await _walked(actor, everything, in_order=given_order)
    assert walked == ["Charlie", "Delta", "Echo", "bravo", "alpha"]


async def test_requests_are_narrowed(company: Company) -> None:
    one = await submitted(company, title="100% returns", problem="The form_7 is slow.")
    two = await submitted(company, title="Routes", unit="logistics", category="transport", route=Route.QUICK_WIN)
    await follow(await company.outsider.as_actor(), two.id)
    await led_to(company, one, RequestState.PARKED)
    actor = await company.outsider.as_actor()

    async def found(**narrowed: object) -> list[str]:
        return await _walked(actor, RequestFilter(**narrowed))  # type: ignore[arg-type]

    assert await found(text="100% RET") == ["100% returns"]
    assert await found(text="form_7") == ["100% returns"]
    assert await found(text="form 7") == []
    assert await found(text=two.key) == ["Routes"]
    assert await found(unit=company.logistics) == ["Routes"]
    assert await found(states=(RequestState.PARKED, RequestState.CLOSED)) == ["100% returns"]
    assert await found(route=Route.QUICK_WIN) == ["Routes"]
    assert await found(category="transport") == ["Routes"]
    assert await found(followed=True) == ["Routes"]
    assert await found(mine=True) == []
    assert await found(among=[one.id]) == ["100% returns"]
    assert await queries.categories() == ("customer service", "transport")


async def test_similar_requests_are_found_and_withdrawn_ones_are_not(company: Company) -> None:
    returns = await submitted(company)
    await submitted(company, title="Invoices by e-mail", problem="Suppliers post paper.", outcome="No paper.")
    again = await submitted(company, title="Returns of goods without paper", problem="The shop types the form again.")
    actor = await company.outsider.as_actor()
    near = await similar_requests(actor, "returns: the paper form in the shop")
    assert {one.request.id for one in near} == {returns.id, again.id}
    assert [one.score for one in near] == sorted((one.score for one in near), reverse=True)
    assert [one.request.id for one in (await similar_by_request(actor, [returns.id]))[returns.id]] == [again.id]
    await led_to(company, again, RequestState.WITHDRAWN)
    assert [one.request.id for one in await similar_requests(actor, "returns: the paper form in the shop")] == [
        returns.id
    ]
    assert await similar_requests(actor, "") == ()


TEXTS = st.lists(st.text("abcdefg ", min_size=3, max_size=30), min_size=1, max_size=8)


@given(TEXTS)
def test_a_text_is_nearest_to_itself(texts: list[str]) -> None:
    index = TextIndex.of((number, text, "") for number, text in enumerate(texts))
    for number, text in enumerate(texts):
        near = dict(index.nearest(words(text), len(texts)))
        if words(text):
            assert near[number] == pytest.approx(1)
            assert max(near.values()) == pytest.approx(1)
        assert all(0.25 <= score <= 1 for score in near.values())
