"""startDelivery, moveForecast, postUpdate, deliverRequest and predictability over HTTP."""

from datetime import timedelta

import pytest

from api.app import Mandate
from domain.database import clock
from tests.support.builders.delivery import committed_request, this_month
from tests.support.graphql import browser, data
from tests.support.personas import Company

FIELDS = """
  state updateMissed nextUpdateAt
  updates { text missed nextUpdateAt author { name } }
  forecast { finishMonth slipMonths reason by { name } }
  forecasts { id }
  delivery { startedOn deliveredOn actualDays }
"""
PROBLEM = "... on Problem { code message rule violations { path } }"
START = f"""mutation ($request: ID!, $on: Date) {{ startDelivery(request: $request, on: $on) {{
  ... on RequestPayload {{ request {{ {FIELDS} }} }} {PROBLEM} }} }}"""
DELIVER = f"""mutation ($request: ID!, $days: PersonDays) {{ deliverRequest(request: $request, actualDays: $days) {{
  ... on RequestPayload {{ request {{ {FIELDS} }} }} {PROBLEM} }} }}"""
MOVE = f"""mutation ($request: ID!, $month: Month!, $reason: String!) {{
  moveForecast(request: $request, finishMonth: $month, reason: $reason) {{
  ... on RequestPayload {{ request {{ {FIELDS} }} }} {PROBLEM} }} }}"""
UPDATE = f"""mutation ($request: ID!, $text: String!, $next: DateTime!) {{
  postUpdate(request: $request, text: $text, nextUpdateAt: $next) {{
  ... on UpdatePayload {{ update {{ text missed author {{ name }} }} request {{ {FIELDS} }} }} {PROBLEM} }} }}"""
PREDICTABILITY = """query ($team: ID) { predictability(team: $team) {
  id team { code } sample tooFew onTime onTimeShare low high medianSlipMonths effortRatio text } }"""


async def test_it_starts_forecasts_tells_and_delivers(app: Mandate, company: Company) -> None:
    request = await committed_request(company)
    now = clock.now()
    async with browser(app, company.it_platform) as client:
        begun = (await data(client, START, request=request.key))["startDelivery"]["request"]
        assert (begun["state"], begun["updates"], begun["forecast"]) == ("IN_DELIVERY", [], None)
        assert (begun["nextUpdateAt"], begun["updateMissed"]) == (None, False)
        assert begun["delivery"] == {"startedOn": now.date().isoformat(), "deliveredOn": None, "actualDays": None}
        later = str(this_month() + 2)
        moved = (await data(client, MOVE, request=request.key, month=later, reason="Worse data."))["moveForecast"]
        assert moved["request"]["forecast"] == {
            "finishMonth": later,
            "slipMonths": 2,
            "reason": "Worse data.",
            "by": {"name": "Ivo Plath"},
        }
        soon = (now + timedelta(days=2)).isoformat()
        told = (await data(client, UPDATE, request=request.key, text="Half done.", next=soon))["postUpdate"]
        assert told["update"] == {"text": "Half done.", "missed": False, "author": {"name": "Ivo Plath"}}
        assert told["request"]["nextUpdateAt"] is not None
        past = (now - timedelta(days=2)).isoformat()
        refused = (await data(client, UPDATE, request=request.key, text="Done.", next=past))["postUpdate"]
        assert (refused["code"], refused["violations"]) == ("RULE_VIOLATION", [{"path": "nextUpdateAt"}])
    with clock.clock_at(now + timedelta(days=3)):
        async with browser(app, company.it_platform) as client:
            done = (await data(client, DELIVER, request=request.key, days=12.5))["deliverRequest"]["request"]
    assert (done["state"], done["delivery"]["actualDays"]) == ("DELIVERED", 12.5)
    assert [update["missed"] for update in done["updates"]] == [True]
    async with browser(app, company.board) as client:
        (team,) = (await data(client, PREDICTABILITY, team="platform"))["predictability"]
        assert (team["team"], team["sample"], team["tooFew"]) == ({"code": "platform"}, 1, True)
        assert team["text"] == "Too few to say: 1 of 1 came on time."
        assert len((await data(client, PREDICTABILITY))["predictability"]) == 2


@pytest.mark.parametrize("who", ["owner_retail", "it_data", "board", "admin", "requester"])
async def test_only_it_of_a_team_on_it_reports_about_delivery(app: Mandate, company: Company, who: str) -> None:
    request = await committed_request(company)
    async with browser(app, company.personas[who]) as client:
        for name, document, more in (
            ("startDelivery", START, {}),
            ("deliverRequest", DELIVER, {}),
            ("moveForecast", MOVE, {"month": str(this_month()), "reason": "So."}),
        ):
            refused = (await data(client, document, request=request.key, **more))[name]
            assert refused["code"] == "FORBIDDEN"
            assert "IT staff" in refused["message"]
