"""A one-off pot over HTTP: everybody may calculate it, and it changes nothing."""

from api.app import Mandate
from domain.actor import Actor
from tests.support.builders.capacity import logged, split
from tests.support.builders.decisions import planned
from tests.support.builders.delivery import this_month
from tests.support.builders.estimation import estimated
from tests.support.graphql import asked, codes, data
from tests.support.personas import Company, anonymous
from tests.support.traces import traces

POT = """query ($pot: Decimal!, $requests: [ID!]) { equalShares(pot: $pot, requests: $requests) { text
  pot { amount } left { amount } shares { share amount { amount } paid { amount } left { amount } unit { code } }
  bought { cost { amount } price text payments { amount { amount } unit { code } } request { key } }
  notBought { cost { amount } lacking { amount } text request { key } } } }"""


async def test_everybody_calculates_and_nothing_changes(app: Mandate, company: Company, owner: Actor) -> None:
    await logged(company, this_month(), days=split(40, 0, 0, 0))
    one = await planned(company, owner, company.retail, "One", days=1, cents=100_000)
    await estimated(company, one, days=1, one_off_cents=300_000)
    two = await planned(company, owner, company.retail, "Two", days=1, cents=100_000)
    await estimated(company, two, days=1, one_off_cents=310_000)
    async with company.it_platform.browser(app) as client:
        before = await traces()
        found = (await data(client, POT, pot="10000"))["equalShares"]
        named = (await data(client, POT, pot="10000.00", requests=[two.key]))["equalShares"]
        wrong = await asked(client, POT, pot="-1")
        nobody = await asked(client, POT, pot="1", requests=["REQ-999"])
        assert await traces() == before
    (bought,) = found["bought"]
    assert (bought["request"]["key"], bought["cost"]["amount"]) == (one.key, "3000.00")
    assert bought["payments"] == [{"amount": {"amount": "3000.00"}, "unit": {"code": "retail"}}]
    (left_out,) = found["notBought"]
    assert (left_out["request"]["key"], left_out["lacking"]["amount"]) == (two.key, "2766.67")
    assert found["left"]["amount"] == "7000.00"
    assert {each["unit"]["code"]: each["left"]["amount"] for each in found["shares"]}["retail"] in ("333.33", "333.34")
    assert found["text"].startswith("The pot of €10,000 buys one request for €3,000")
    assert [each["request"]["key"] for each in named["bought"]] == [two.key]
    assert codes(wrong) == ["RULE_VIOLATION"]
    assert codes(nobody) == ["NOT_FOUND"]
    async with anonymous(app) as client:
        assert codes(await asked(client, POT, pot="1")) == ["UNAUTHENTICATED"]
