"""Every id argument with the id of something else, of another unit, of nothing, or with nonsense: no fault, no leak."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from graphql import GraphQLObjectType, get_named_type

from api.app import Mandate
from api.graphql.schema import schema
from domain.database.clock import clock_at, now
from domain.database.engine import rows
from tests.support.builders.evidence import evidence
from tests.support.database import Database
from tests.support.graphql import browser
from tests.support.matrix import MUTATIONS, NEVER_IT
from tests.support.personas import Company, founded
from tests.support.prepared import PREPARED
from tests.support.traces import DECISIONS, traces

NONSENSE = (
    "REQ-999999",
    "REQ-0",
    "REQ--1",
    f"REQ-{2**63}",
    str(2**63),
    "-1",
    "0",
    "null",
    "",
    " ",
    "00000000-0000-0000-0000-000000000000",
    "{01a20099-3d58-75fb-95db-124254e25526}",
    "' or 1=1 --",
    "\u0000",
    "\ud83d",  # half a character
    "\U0001f600",
    "x" * 5000,
    "../../etc/passwd",
)
LEAKS = ("Traceback", "asyncpg", "psycopg", "relation", "constraint", "syntax error", "uuid_in")


def root(kind: GraphQLObjectType | None) -> GraphQLObjectType:
    assert kind is not None
    return kind


def ids_of(field: Any) -> list[str]:
    return [name for name, one in field.args.items() if get_named_type(one.type).name == "ID" or name == "key"]


@pytest.fixture
async def company(database: Database) -> Company:
    """A company with a past in which something can have come true."""
    with clock_at(now() - timedelta(days=100)):
        return await founded()


async def everything(company: Company) -> list[str]:
    """One id of every kind of thing that there is."""
    await evidence(company)
    found = []
    for table in ("request", "benefit", "estimate", "unit", "team", "person", "assignment", "priority_question",
                  "question_option", "answer", "promise", "measurement", "value_review", "rank_move", "forecast",
                  "progress_update", "policy", "audit_event", "api_token", "endorsement"):  # fmt: skip
        found += [str(each["id"]) for each in await rows(f"select id from {table} order by id limit 1")]
    return [*found, str(uuid4())]


async def asked(client: httpx.AsyncClient, kind: str, name: str, variables: dict[str, Any]) -> dict[str, Any]:
    owner = root(schema._schema.query_type if kind == "query" else schema._schema.mutation_type)
    field = owner.fields[name]
    declared = ", ".join(f"${one}: {field.args[one].type}" for one in variables)
    given = ", ".join(f"{one}: ${one}" for one in variables)
    more = " ... on Problem { code message }" if kind == "mutation" else ""
    document = f"{kind} ({declared}) {{ {name}({given}) {{ __typename{more} }} }}"
    sent = json.dumps({"query": document, "variables": variables})
    answer = await client.post("/graphql", content=sent, headers={"Content-Type": "application/json"})
    assert answer.status_code in (200, 400), (name, variables, answer.text)
    assert not any(leak in answer.text for leak in LEAKS), (name, variables, answer.text)
    assert "INTERNAL" not in answer.text, (name, variables, answer.text)
    body: dict[str, Any] = answer.json()
    return body


@pytest.mark.parametrize("who", ["requester", "it_platform", "owner_logistics"])
async def test_no_id_of_something_else_opens_a_decision(app: Mandate, company: Company, who: str) -> None:
    """A requester, IT and an owner of another unit decide nothing about Retail, whatever they name."""
    strange = [*await everything(company), *NONSENSE]
    strange = strange[::3] if who != "owner_logistics" else list(NONSENSE[::2])
    mutations = root(schema._schema.mutation_type)
    before = await traces(*DECISIONS)
    async with browser(app, company.personas[who]) as client:
        for row in NEVER_IT:
            name = row.split(",")[0]
            if row != name or name not in mutations.fields or "Benefit" in name:
                continue
            variables = await PREPARED[row](company, company.owner_retail)
            before = await traces(*DECISIONS)
            for argument in ids_of(mutations.fields[name]):
                for value in strange:
                    body = await asked(client, "mutation", name, variables | {argument: value})
                    if body.get("data") and body["data"][name]["__typename"] != "Problem":
                        raise AssertionError((name, argument, value, body))
            assert await traces(*DECISIONS) == before, name


async def test_strange_ids_are_no_fault_to_whoever_may(app: Mandate, company: Company) -> None:
    strange = [*await everything(company), *NONSENSE]
    by = {"owner": company.owner_retail, "it": company.it_platform, "board": company.board, "admin": company.admin}
    mutations = root(schema._schema.mutation_type)
    for row, allowed in MUTATIONS.items():
        name = row.split(",")[0]
        arguments = ids_of(mutations.fields[name]) if name in mutations.fields and row == name else []
        who = next((by[one] for one in by if one in allowed), company.requester)
        if not arguments:
            continue
        variables = await PREPARED[row](company, who)
        async with browser(app, who) as client:
            for argument in arguments:
                for value in strange:
                    await asked(client, "mutation", name, variables | {argument: value})


async def test_strange_ids_are_no_fault_to_whoever_asks(app: Mandate, company: Company) -> None:
    strange = [*await everything(company), *NONSENSE]
    queries = root(schema._schema.query_type)
    async with browser(app, company.requester) as client:
        for name, field in queries.fields.items():
            for argument in ids_of(field):
                for value in strange:
                    body = await asked(client, "query", name, {argument: value})
                    if name == "node" and value not in NONSENSE and (found := (body.get("data") or {}).get("node")):
                        assert found["__typename"] not in ("ApiToken", "Draft", "Session")


async def test_fields_that_nobody_offers_are_not_taken(app: Mandate, company: Company) -> None:
    """Who did it, when and for whom is not for the sender to say."""
    given = await PREPARED["submitRequest"](company, company.requester)
    document = "mutation ($input: RequestInput!) { submitRequest(input: $input) { __typename } }"
    async with browser(app, company.requester) as client:
        for more in ("submitter", "sponsor", "state", "actorId", "createdAt", "unitId", "role", "version", "id"):
            variables = {"input": given["input"] | {more: str(uuid4())}}
            body = (await client.post("/graphql", json={"query": document, "variables": variables})).json()
            assert body["errors"], more
            assert not body.get("data"), more
