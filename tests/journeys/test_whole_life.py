"""A request from intake to a closed value review, by five people who have nothing but an HTTP client."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from api.worker import HANDLERS
from domain.actor import Role
from domain.database.clock import clock_at, now
from domain.decisions.commands_clock import escalate_overdue
from domain.jobs.worker import Worker
from domain.organisation import commands_roles
from domain.quantities import Month
from domain.realisation.commands import open_due_reviews
from tests.support.builders.organisation import CHEAP, PASSWORD
from tests.support.database import Database
from tests.support.graphql import application
from tests.support.office import EVERYBODY, Office
from tests.support.personas import ORIGIN, SYSTEM, Company, founded
from tests.support.sockets import begin, opened, secret_of, served

WHY = "The season does not wait."


@pytest.fixture
async def company(database: Database) -> Company:
    return await founded()


@pytest.fixture
async def office(database: Database, company: Company, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Office]:
    """Everybody signs in with a password, and somebody listens."""
    from domain.organisation import passwords
    from tests.support.passwords import give_password

    passwords.use(CHEAP)
    app = application(database)
    async with AsyncExitStack() as stack:
        host = await stack.enter_async_context(served(app))
        people = {}
        for who in EVERYBODY:
            persona = company.personas[who]
            await give_password(database, persona.id, PASSWORD)
            client = await stack.enter_async_context(
                httpx.AsyncClient(
                    transport=httpx.ASGITransport(app=app),  # type: ignore[arg-type]
                    base_url=ORIGIN,
                    headers={"Origin": ORIGIN},
                )
            )
            refused = await client.post("/auth/sign-in", json={"email": persona.email, "password": "not this one"})
            assert refused.status_code == 401
            welcome = await client.post("/auth/sign-in", json={"email": persona.email, "password": PASSWORD})
            assert welcome.status_code == 204
            people[who] = client
        line = await stack.enter_async_context(opened(host, await secret_of(company.outsider)))
        await begin(line)
        yield Office(people, line)


async def signed_in(office: Office, company: Company) -> None:
    """Everybody signs in again, because sessions end."""
    for who, client in office.people.items():
        body = {"email": company.personas[who].email, "password": PASSWORD}
        assert (await client.post("/auth/sign-in", json=body)).status_code == 204


async def brought(office: Office, who: str, owner: str, unit: str, title: str, *, days: int, money: int) -> str:
    """Submitted, promised, estimated and ranked on top by its owner; its key."""
    described = {"title": title, "problem": "Slow.", "outcome": "Fast.", "unit": unit, "category": "Service"}
    given = await office.step(
        who, "submitRequest", "request { key state }", may=EVERYBODY, event="request.submitted", input=described
    )
    key = given["request"]["key"]
    benefit = {
        "metric": "Minutes for a case",
        "unitOfMeasure": "minutes",
        "kind": "SAVING",
        "moneyPerMonth": {"low": str(money // 2), "likely": str(money), "high": str(money * 2)},
        "startsAfterMonths": 0,
        "durationMonths": 24,
    }
    await office.step(
        owner, "declareBenefit", "benefit { id }", may=(who,), event="benefit.declared", request=key, input=benefit
    )
    for team, effort in (("platform", days), ("data", 1)):
        estimate = {"effortDays": {"low": effort, "likely": effort, "high": effort}, "confidence": "HIGH"}
        await office.step(
            "it_platform",
            "estimateRequest",
            "estimate { version }",
            may=(),
            event="request.estimated",
            request=key,
            team=team,
            input=estimate,
        )
    seen = await office.request("requester", key, "state estimates { team { code } }")
    assert (seen["state"], {one["team"]["code"] for one in seen["estimates"]}) == ("ESTIMATED", {"platform", "data"})
    return str(key)


async def ranked(office: Office, owner: str, unit: str, key: str, after: str | None = None) -> None:
    seen = await office.ask(owner, "query ($unit: ID!) { ranking(unit: $unit) { version } }", unit=unit)
    version = seen["ranking"]["version"]
    assert await office.may(key, "rank") == {owner}
    await office.step(
        owner,
        "rankRequest",
        "request { state rank { place } }",
        may=(),
        event="request.ranked",
        request=key,
        after=after,
        expectedVersion=version,
        reason=WHY,
    )
    assert (await office.request("it_platform", key, "state"))["state"] == "RANKED"


QUESTION = """
  id status mayAnswer asked { unit { code } } answers { unit { code } board }
  options { id kind consent title price { amount currency } valueAtStake { amount } displaced { request { key } } why }
"""


@pytest.mark.parametrize("escalates", [False, True], ids=["by consent", "by the board"])
async def test_the_whole_life_of_a_request(
    office: Office, company: Company, database: Database, escalates: bool
) -> None:
    # Early in a month, so that silence does not outlast the months that the options name.
    month = Month.of(now().date()) + 1
    with clock_at(datetime(month.year, month.month, 3, 12, tzinfo=UTC)):
        await signed_in(office, company)
        await lived(office, company, database, escalates=escalates)


async def lived(office: Office, company: Company, database: Database, *, escalates: bool) -> None:
    first = Month.of(now().date())
    await commands_roles.assign_role(await company.admin.as_actor(), company.it_platform.id, Role.IT, team=company.data)
    split = {"grossDays": 24, "runDays": 2, "leaveDays": 1, "otherDays": 1}
    for team in ("platform", "data"):
        await office.step(
            "it_platform",
            "logCapacity",
            "capacity { netDays }",
            may=(),
            event="capacity.logged",
            team=team,
            month=str(first),
            input=split,
        )
    await office.step(
        "board",
        "setBudget",
        "budget { amount { amount } }",
        may=(),
        event="budget.set",
        month=str(first),
        amount="90000",
    )

    own = await brought(office, "requester", "owner_retail", "retail", "Loyalty cards", days=120, money=9000)
    await ranked(office, "owner_retail", "retail", own)
    theirs = await brought(office, "requester", "owner_logistics", "logistics", "Cold chain", days=120, money=1000)
    await ranked(office, "owner_logistics", "logistics", theirs)
    key = await brought(office, "requester", "owner_retail", "retail", "Returns portal", days=20, money=5000)
    await ranked(office, "owner_retail", "retail", key, after=own)

    shown = await office.ask(
        "it_platform", "{ portfolio { edges { node { request { key } why { text } startMonth } } } }"
    )
    places = {edge["node"]["request"]["key"]: edge["node"] for edge in shown["portfolio"]["edges"]}
    assert set(places) == {own, theirs, key}
    assert places[key]["startMonth"] is None
    assert all(node["why"]["text"] for node in places.values())
    plan = await office.ask("requester", "{ plan { dataVersion method entries { request { key } } } }")
    assert {one["request"]["key"] for one in plan["plan"]["entries"]} >= {own, theirs}

    # It does not fit: IT puts the question, and may not answer it.
    assert await office.may(key, "commit") <= {"owner_retail"}
    version = (await office.request("owner_retail", key, "version"))["version"]
    refused = await office.do("owner_retail", "commitRequest", request=key, expectedVersion=version)
    assert refused["code"] == "RULE_VIOLATION"
    raised = await office.step(
        "it_platform",
        "raisePriorityQuestion",
        f"question {{ {QUESTION} }}",
        may=("owner_retail",),
        event="question.raised",
        request=key,
        reason=WHY,
    )
    question = raised["question"]
    options = question["options"]
    assert len(options) >= 2
    assert all(one["why"] and (one["kind"] == "REROUTE" or one["price"]["currency"]) for one in options)
    assert {one["consent"] for one in options} <= {"YOURS", "THEIRS", "BOARD"}
    displace = next(
        one
        for one in options
        if one["kind"] == "DISPLACE" and [d["request"]["key"] for d in one["displaced"]] == [theirs]
    )
    assert displace["consent"] == "THEIRS"

    answer = {"question": question["id"], "option": displace["id"], "reason": WHY}
    asked = ("owner_logistics",)
    await office.step(
        "owner_retail", "answerPriorityQuestion", "question { status }", may=asked, event="question.answered", **answer
    )
    standing = await office.ask(
        "board", f"query ($id: ID!) {{ priorityQuestion(id: $id) {{ {QUESTION} }} }}", id=question["id"]
    )
    assert standing["priorityQuestion"]["status"] == "OPEN"
    time = now()
    if escalates:
        time += timedelta(days=10)
        with clock_at(time):
            await signed_in(office, company)
            assert await escalate_overdue(SYSTEM) == 1
            await office.step(
                "board", "answerPriorityQuestion", "question { status }", may=(), event="question.decided", **answer
            )
    else:
        await office.step(
            "owner_logistics",
            "answerPriorityQuestion",
            "question { status }",
            may=("owner_retail",),
            event="question.decided",
            **answer,
        )

    with clock_at(time):
        await signed_in(office, company)
        decided = await office.ask(
            "requester", f"query ($id: ID!) {{ priorityQuestion(id: $id) {{ {QUESTION} }} }}", id=question["id"]
        )
        assert decided["priorityQuestion"]["status"] == "DECIDED"
        assert decided["priorityQuestion"]["mayAnswer"] is False

        version = (await office.request("owner_retail", key, "version"))["version"]
        committed = await office.step(
            "owner_retail",
            "commitRequest",
            "promise { effortDays startMonth finishMonth value { amount } cost { amount } } request { state }",
            may=(),
            event="request.committed",
            request=key,
            expectedVersion=version,
        )
        promise = committed["promise"]
        assert (committed["request"]["state"], promise["effortDays"]) == ("COMMITTED", 21)
        more = {"effortDays": {"low": 40, "likely": 60, "high": 90}, "confidence": "LOW"}
        await office.step(
            "it_platform",
            "estimateRequest",
            "estimate { version }",
            may=(),
            event="request.estimated",
            request=key,
            team="platform",
            input=more,
        )
        frozen = "promise { effortDays startMonth finishMonth value { amount } cost { amount } }"
        assert (await office.request("it_platform", key, frozen))["promise"] == promise
        assert await office.may(key, "rank") == set()
        assert await office.may(key, "startDelivery") == {"it_platform"}

        it = ("it_platform",)
        await office.step(*it, "startDelivery", "request { state }", may=(), event="delivery.started", request=key)
        await office.step(
            *it,
            "postUpdate",
            "update { missed }",
            may=("owner_retail",),
            event="update.posted",
            request=key,
            text="Half done.",
            nextUpdateAt=(time + timedelta(days=7)).isoformat(),
        )
        await office.step(
            *it,
            "moveForecast",
            "request { forecast { finishMonth } }",
            may=(),
            event="forecast.moved",
            request=key,
            finishMonth=str(Month.of(time.date()) + 4),
            reason="A colleague is ill.",
        )
        assert (await office.request("requester", key, frozen))["promise"] == promise
        await office.step(*it, "deliverRequest", "request { state }", may=(), event="request.delivered", request=key)
        await asyncio.wait_for(Worker(database.login_url, HANDLERS, ()).drain(), 10)

    # Half a year later.
    delivered = Month.of(time.date())
    with clock_at(time + timedelta(days=190)):
        await signed_in(office, company)
        assert await office.may(key, "recordMeasurement") == {"owner_retail"}
        benefits = (await office.request("owner_retail", key, "benefits { id }"))["benefits"]
        measured: Any = None
        for month in range(1, 4):
            measured = await office.step(
                "owner_retail",
                "recordMeasurement",
                "measurement { amount { amount } } benefit { request { state } }",
                may=(),
                event="measurement.recorded",
                benefit=benefits[0]["id"],
                month=str(delivered + month),
                amount="4200.00",
                evidence="Ledger, account 4711.",
            )
        assert measured["benefit"]["request"]["state"] == "IN_REVIEW"

    # After the last checkpoint everything is closed, review by review.
    with clock_at(time + timedelta(days=420)):
        await signed_in(office, company)
        await open_due_reviews(SYSTEM)
        reviews = (await office.request("board", key, "reviews { id checkpointMonths status }"))["reviews"]
        for review in sorted(reviews, key=lambda one: int(one["checkpointMonths"])):
            await office.step(
                "board",
                "closeValueReview",
                "review { verdict lesson ratio }",
                may=(),
                event="review.closed",
                review=review["id"],
                verdict="PARTLY",
                lesson="Count the cases before promising.",
            )
        assert (await office.request("requester", key, "state"))["state"] == "CLOSED"
        for what in ("rank", "commit", "withdraw", "park", "chooseRoute", "startDelivery", "declareBenefit"):
            assert await office.may(key, what) == set(), what
        told = await office.request("requester", key, "timeline(first: 100) { action actorName }")
        deeds = [one["action"] for one in reversed(told["timeline"])]
        assert deeds[0] == "request.submitted"
        assert deeds[-1] == "review.closed"
        by_it = {one["action"] for one in told["timeline"] if one["actorName"] == company.it_platform.name}
        assert by_it == {
            "request.estimated",
            "question.raised",
            "delivery.started",
            "update.posted",
            "forecast.moved",
            "request.delivered",
        }
        record = await office.ask("board", "{ trackRecord(by: UNIT) { label sample } }")
        assert next(one for one in record["trackRecord"] if one["label"] == "Retail")["sample"] >= 1
