"""The time to decide over HTTP: the day, what happens after it, and an owner's word."""

from api.app import Mandate
from domain.actor import Actor
from domain.demand.rows import RequestRow
from domain.ranking.decide_by import decide_by
from tests.support.builders.delivery import in_month, this_month
from tests.support.builders.ranking import ranked_list
from tests.support.graphql import data
from tests.support.personas import Company

REQUEST = """query ($key: String!) { request(key: $key) { decideBy undecidedTooLong
  confirmation { reason at by { name } actedFor { name } } nextStep { text overdue waitsFor { name } }
  place { place } rank { place of } may { reconfirm } } }"""
LIST = """query ($unit: ID!) { ranking(unit: $unit) { undecidedTooLong { key }
  entries { place portfolioPlace aboveCommitLine undecidedTooLong why { text constraint } request { key } } } }"""
CONFIRM = """mutation ($request: ID!, $reason: String!) { reconfirmRequest(request: $request, reason: $reason) {
  ... on RequestPayload { request { key undecidedTooLong decideBy place { place } } }
  ... on Problem { code message rule } } }"""
WHY = "The shops still ask for it every week."


async def wishes(company: Company, owner: Actor) -> list[RequestRow]:
    return await ranked_list(owner, company.retail, "One", "Two")


async def test_the_day_stands_at_the_request_and_passes(app: Mandate, company: Company, owner: Actor) -> None:
    one, two = await wishes(company, owner)
    first = this_month()
    async with company.owner_retail.browser(app) as client:
        fresh = (await data(client, REQUEST, key=one.key))["request"]
        assert fresh["decideBy"] == decide_by(first.first, 9).isoformat()
        assert (fresh["undecidedTooLong"], fresh["confirmation"]) == (False, None)
        assert fresh["may"]["reconfirm"]
    with in_month(first + 10, 5):
        async with company.owner_retail.browser(app) as client:
            late = (await data(client, REQUEST, key=one.key))["request"]
            listed = (await data(client, LIST, unit="retail"))["ranking"]
    assert (late["undecidedTooLong"], late["place"]) == (True, None)
    assert late["rank"] == {"place": 1, "of": 2}
    assert late["nextStep"]["overdue"]
    assert late["nextStep"]["waitsFor"] == [{"name": "Rita Reed"}]
    assert late["nextStep"]["text"].startswith("Waits for the owner of Retail to confirm that it still matters")
    assert [each["key"] for each in listed["undecidedTooLong"]] == [one.key, two.key]
    assert [(entry["place"], entry["portfolioPlace"], entry["undecidedTooLong"]) for entry in listed["entries"]] == [
        (1, None, True),
        (2, None, True),
    ]
    assert listed["entries"][0]["why"]["constraint"] == "undecided for too long"


async def test_an_owner_confirms_and_nobody_else(app: Mandate, company: Company, owner: Actor) -> None:
    one, _ = await wishes(company, owner)
    with in_month(this_month() + 10, 5):
        for name in ("it_platform", "board", "admin", "requester", "owner_finance"):
            async with company.personas[name].browser(app) as client:
                problem = (await data(client, CONFIRM, request=one.key, reason=WHY))["reconfirmRequest"]
                assert problem["code"] == "FORBIDDEN", name
                assert not (await data(client, REQUEST, key=one.key))["request"]["may"]["reconfirm"]
        async with company.owner_retail.browser(app) as client:
            done = (await data(client, CONFIRM, request=one.key, reason=WHY))["reconfirmRequest"]["request"]
            assert (done["undecidedTooLong"], done["place"]["place"]) == (False, 1)
            told = (await data(client, REQUEST, key=one.key))["request"]["confirmation"]
            assert (told["reason"], told["by"]["name"], told["actedFor"]) == (WHY, "Rita Reed", None)
            blank = (await data(client, CONFIRM, request=one.key, reason=" "))["reconfirmRequest"]
            assert blank["code"] == "RULE_VIOLATION"
