"""Everything by which IT could try to decide: each deed of the business by each way in, all of them over HTTP."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import httpx

from api.graphql.schema import schema
from domain.actor import Deed
from domain.audit.queries import data_version
from domain.database.engine import transaction
from domain.delivery.commands import SCHEDULE_REVIEWS
from domain.jobs import enqueue
from domain.jobs.worker import Worker
from tests.support.builders.demand import submitted
from tests.support.matrix import NEVER_IT
from tests.support.personas import Company
from tests.support.portfolios import csv_of
from tests.support.prepared import BENEFIT, PREPARED, WHY, Variables

PROBLEM = "__typename ... on Problem { code message }"


def call(name: str, variables: Variables) -> str:
    """A mutation with variables of the types that the schema gives them."""
    mutation = schema._schema.mutation_type
    assert mutation is not None
    declared = ", ".join(f"${one}: {mutation.fields[name].args[one].type}" for one in variables)
    given = ", ".join(f"{one}: ${one}" for one in variables)
    return f"mutation ({declared}) {{ {name}({given}) {{ {PROBLEM} }} }}"


async def verdicts(client: httpx.AsyncClient, document: str, variables: Variables) -> list[str]:
    """What came of each field of a document: done, or the code by which it was refused."""
    body: dict[str, Any] = (await client.post("/graphql", json={"query": document, "variables": variables})).json()
    if body.get("errors"):
        return [str(one.get("extensions", {}).get("code")) for one in body["errors"]]
    given = body["data"].values()
    return ["done" if one["__typename"] != "Problem" else str(one["code"]) for one in given]


# What is set up before the defence is taken away, and then the attempt itself.
Attempt = Callable[[httpx.AsyncClient], Awaitable[list[str]]]
SetUp = Callable[[Company], Awaitable[Attempt]]


@dataclass(frozen=True, slots=True)
class Attack:
    """One attempt of IT; `by` is the principal whose browser or program makes it."""

    name: str
    by: str
    set_up: SetUp


# Deeds that are prepared for the board.
BOARDS = (
    "closeValueReview",
    "setPolicy",
    "setBudget",
    "holdPlanningRound",
    "discardScenario",
    "adoptScenario",
)


def _deed(row: str) -> SetUp:
    async def set_up(company: Company) -> Attempt:
        by = company.board if row in BOARDS else company.owner_retail
        variables = await PREPARED[row](company, by)
        name = row.split(",")[0]

        async def attempt(client: httpx.AsyncClient) -> list[str]:
            if "expectedDataVersion" in variables:  # what was set up since has moved the portfolio
                variables["expectedDataVersion"] = (await data_version()).newest
            return await verdicts(client, call(name, variables), variables)

        return attempt

    return set_up


async def _at_once(company: Company) -> Attempt:
    """Several deeds in one document, so that one that may be done could open the door for the others."""
    told = await PREPARED["comment"](company, company.owner_retail)
    ranking = await PREPARED["rankRequest"](company, company.owner_retail)
    aside = await PREPARED["withdrawRequest"](company, company.owner_retail)
    variables = {
        "a": ranking["request"],
        "v": ranking["expectedVersion"],
        "b": aside["request"],
        "why": WHY,
        "c": told["request"],
    }
    document = f"""mutation ($a: ID!, $v: Int!, $b: ID!, $why: String!, $c: ID!) {{
      one: rankRequest(request: $a, expectedVersion: $v) {{ {PROBLEM} }}
      two: withdrawRequest(request: $b, reason: $why) {{ {PROBLEM} }}
      three: parkRequest(request: $c, reason: $why) {{ {PROBLEM} }}
      four: sponsorRequest(request: $c) {{ {PROBLEM} }}
    }}"""
    return lambda client: verdicts(client, document, variables)


async def _mandatory(company: Company) -> Attempt:
    variables = await PREPARED["submitRequest"](company, company.it_platform)
    variables["input"]["lane"] = "MANDATORY"
    return lambda client: verdicts(client, call("submitRequest", variables), variables)


async def _with_value(company: Company) -> Attempt:
    variables = await PREPARED["submitRequest"](company, company.it_platform)
    variables["input"]["benefits"] = [BENEFIT]
    return lambda client: verdicts(client, call("submitRequest", variables), variables)


async def _of_ones_own(company: Company) -> Attempt:
    request = await submitted(company, by=company.it_platform)
    variables = {"request": str(request.id), "input": BENEFIT}
    return lambda client: verdicts(client, call("declareBenefit", variables), variables)


async def _appoint_oneself(company: Company) -> Attempt:
    variables = {"person": str(company.it_platform.id), "role": "OWNER", "unit": str(company.retail)}
    return lambda client: verdicts(client, call("assignRole", variables), variables)


async def _appoint_to_the_board(company: Company) -> Attempt:
    variables = {"person": str(company.it_platform.id), "role": "BOARD"}
    return lambda client: verdicts(client, call("assignRole", variables), variables)


async def _its_deputy(company: Company) -> Attempt:
    variables = await PREPARED["nameDeputy"](company, company.owner_retail)
    variables |= {"deputy": str(company.it_data.id), "unit": str(company.retail)}
    return lambda client: verdicts(client, call("nameDeputy", variables), variables)


def _import(kind: str, data: bytes) -> SetUp:
    async def set_up(_: Company) -> Attempt:
        async def attempt(client: httpx.AsyncClient) -> list[str]:
            form = {"kind": kind, "dryRun": "false", "source": "Mine"}
            answer = await client.post("/imports", files={"file": ("mine.csv", data)}, data=form)
            return ["done" if answer.status_code == 200 else "FORBIDDEN" if answer.status_code == 403 else answer.text]

        return attempt

    return set_up


_REQUESTS = csv_of(("id", "name", "unit", "value per year"), ("A-1", "Ours first", "Retail", "900000"))
_PEOPLE = csv_of(("name", "email", "role", "unit"), ("Ivo's Friend", "friend@test.example", "owner", "Retail"))

ATTACKS = (
    *(Attack(row, "it", _deed(row)) for row in NEVER_IT),
    *(Attack(f"{row}, by token", "it token", _deed(row)) for row in NEVER_IT),
    Attack("several at once", "it", _at_once),
    Attack("several at once, by token", "it token", _at_once),
    Attack("submit as mandatory", "it", _mandatory),
    Attack("submit with a promised value", "it", _with_value),
    Attack("promise for a request of one's own", "it", _of_ones_own),
    Attack("become an owner", "it", _appoint_oneself),
    Attack("join the board", "it", _appoint_to_the_board),
    Attack("become a deputy", "it", _its_deputy),
    Attack("import requests with value", "it", _import("requests", _REQUESTS)),
    Attack("import an owner", "it", _import("people", _PEOPLE)),
)


async def forged_jobs(company: Company, url: str, request: str) -> None:
    """IT enqueues jobs named like deeds, and one that the worker knows about a request where nothing is due."""
    from api.worker import HANDLERS

    async with transaction(await company.it_platform.as_actor(), Deed.COMMENT) as tx:
        for name in ("rank_request", "commit_request", "close_value_review", SCHEDULE_REVIEWS):
            await enqueue(tx, name, {"request": request, "actor": str(company.owner_retail.id)})
    assert set(HANDLERS) & {deed.value for deed in Deed} == set()
    worker = Worker(url, HANDLERS, ())
    with suppress(TimeoutError):  # jobs that nobody knows stay, and the worker waits for them
        await asyncio.wait_for(worker.drain(), 3)
