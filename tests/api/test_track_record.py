"""trackRecord: what promises came true at, and whose record who sees."""

from api.app import Mandate
from tests.support.builders.delivery import in_month
from tests.support.builders.realisation import live, measured
from tests.support.graphql import browser, data
from tests.support.personas import Company

RECORD_OF = """
query Records($by: TrackRecordBy!) {
  trackRecord(by: $by) { label sample inRange tooFew text measuredShare promised { amount } realised { amount } ratio
    unit { code } person { name } }
}
"""


async def test_records_stand_by_name_and_owners_see_their_own(app: Mandate, company: Company) -> None:
    it = await live(company)
    await measured(company, it, 50_000)
    with in_month(it.since + 3):
        async with browser(app, company.owner_retail) as client:
            (unit,) = (await data(client, RECORD_OF, by="UNIT"))["trackRecord"]
            assert (unit["label"], unit["unit"], unit["person"]) == ("Retail", {"code": "retail"}, None)
            assert (unit["sample"], unit["tooFew"], unit["ratio"]) == (1, True, None)
            assert (unit["promised"], unit["realised"]) == ({"amount": "1000.00"}, {"amount": "500.00"})
            (owner,) = (await data(client, RECORD_OF, by="OWNER"))["trackRecord"]
            assert owner["person"] == {"name": "Rita Reed"}
        async with browser(app, company.it_platform) as client:
            assert (await data(client, RECORD_OF, by="OWNER"))["trackRecord"] == []
            assert len((await data(client, RECORD_OF, by="ROUTE"))["trackRecord"]) == 1
