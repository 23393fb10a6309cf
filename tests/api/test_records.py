"""effortRecord, dateRecord, dateBuffer, planned efforts, the price of waiting and regrets, as screens read them."""

from api.app import Mandate
from domain.decisions.kinds import OptionKind
from domain.value.queries import benefits_by_request
from tests.support.builders.decisions import answered, clash, committed, option_of, planned, raised
from tests.support.builders.delivery import committed_request, delivered, in_month, started, this_month
from tests.support.builders.realisation import Live, measured
from tests.support.graphql import browser, data
from tests.support.personas import SYSTEM, Company

RECORDS = """
query Records($by: RecordBy!) {
  effortRecord(by: $by) { id by label team { code } unit { code } sample tooFew estimatedDays actualDays ratio median
    factor low high ownShare text }
  dateRecord(by: $by) { id by label team { code } unit { code } sample tooFew onTime onTimeShare low high expectedShare
    medianSlipMonths p50SlipMonths p85SlipMonths durationRatio text }
  dateBuffer { months quantile hitRate forecasts reached text }
  predictability { team { code } effortRatio expectedShare p50SlipMonths p85SlipMonths durationRatio text }
}
"""
OF_REQUEST = """
query Priced($key: String!) {
  request(key: $key) {
    calibratedEffort { estimatedDays plannedDays lowDays highDays applied text
      teams { team { code } estimatedDays plannedDays factor low high sample tooFew text } }
    priceOfWaiting { monthLost soonest planned months monthAsPromised { likely { amount } }
      monthAsCalibrated { likely { amount } } runCostPerMonth { amount } asPromised { likely { amount } }
      asCalibrated { likely { amount } } deadlineLoss { amount } text }
  }
}
"""
REGRETS = """
query Regrets($after: String) {
  regrets(first: 1, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { node { id question { number regret { id } regretUnknown } planningRound decidedAt total { amount }
      wrongPromises { amount } choice { amount } againstBestOther { amount } approximate text parts } }
  }
}
"""
UNKNOWN = "query Unknown($id: ID!) { priorityQuestion(id: $id) { regret { id } regretUnknown } }"


async def test_records_are_the_same_for_everyone_and_name_nobody(app: Mandate, company: Company) -> None:
    for number in range(5):
        request = await started(company, await committed_request(company, f"Done {number}", days=2, room=number == 0))
        with in_month(this_month(), 28):
            await delivered(company, request, actual_decidays=30)
    seen = []
    for persona in (company.owner_retail, company.it_platform, company.requester):
        async with browser(app, persona) as client:
            seen.append([await data(client, RECORDS, by=by) for by in ("TEAM", "UNIT", "CATEGORY", "ROUTE")])
    assert seen[0] == seen[1] == seen[2]
    (team,), (unit,) = seen[0][0]["effortRecord"], seen[0][1]["effortRecord"]
    assert (team["by"], team["label"], team["team"], team["unit"]) == ("TEAM", "Platform", {"code": "platform"}, None)
    assert (unit["by"], unit["team"], unit["unit"]) == ("UNIT", None, {"code": "retail"})
    assert (team["sample"], team["tooFew"], team["ratio"], team["factor"]) == (5, False, 1.5, 1.5)
    assert (team["estimatedDays"], team["actualDays"]) == (10, 15)
    (dates,) = seen[0][0]["dateRecord"]
    assert (dates["sample"], dates["onTime"], dates["onTimeShare"], dates["p85SlipMonths"]) == (5, 5, None, 0)
    assert dates["text"].startswith("5 of 5 came in or before the month first promised")
    told = next(one for one in seen[0][0]["predictability"] if one["team"]["code"] == "platform")
    assert (told["effortRatio"], told["text"], told["p85SlipMonths"]) == (1.5, dates["text"], 0)
    assert seen[0][0]["dateBuffer"]["months"] is None
    owner = await company.owner_retail.as_actor()
    request = await planned(company, owner, company.retail, "Next", days=10, cents=360_000)
    async with browser(app, company.requester) as client:
        priced = (await data(client, OF_REQUEST, key=request.key))["request"]
    effort, waiting = priced["calibratedEffort"], priced["priceOfWaiting"]
    assert (effort["estimatedDays"], effort["plannedDays"], effort["applied"]) == (10, 15, True)
    assert effort["teams"][0]["factor"] == 1.5
    assert "(10 estimated; such estimates have come out at 1.50)" in effort["text"]
    assert waiting["monthAsPromised"] == {"likely": {"amount": "2400.00"}}
    assert waiting["monthAsCalibrated"] == waiting["monthAsPromised"]
    assert waiting["text"].startswith("Each month of waiting costs €2,400 (as promised)")


async def test_regrets_come_in_pages_and_say_why_they_are_not_known(app: Mandate, company: Company) -> None:
    it = await clash(company)
    question = await raised(company, it.crowded)
    async with browser(app, company.owner_logistics) as client:
        unknown = (await data(client, UNKNOWN, id=str(question.id)))["priorityQuestion"]
        assert unknown == {"regret": None, "regretUnknown": "It is not decided yet."}
        assert (await data(client, REGRETS))["regrets"]["edges"] == []
        option = await option_of(question, OptionKind.DISPLACE, displacing=it.own)
        await answered(company.owner_retail, question, option)
        for request, cents in ((it.crowded, 250_000), (it.own, 900_000)):
            await committed(company.owner_retail, request)
            await delivered(company, await started(company, request))
            (benefit,) = (await benefits_by_request(SYSTEM, [request.id]))[request.id]
            await measured(company, Live(request, benefit, this_month()), cents, cents, cents)
        page = (await data(client, REGRETS))["regrets"]
        assert (page["totalCount"], page["pageInfo"]["hasNextPage"]) == (1, False)
        node = page["edges"][0]["node"]
        assert node["question"] == {"number": question.number, "regret": {"id": node["id"]}, "regretUnknown": None}
        assert node["planningRound"] is None
        total, wrong, choice = (float(node[one]["amount"]) for one in ("total", "wrongPromises", "choice"))
        assert total == wrong + choice >= 0
        assert len(node["parts"]) >= 2
        assert (await data(client, REGRETS, after=page["pageInfo"]["endCursor"]))["regrets"]["edges"] == []
