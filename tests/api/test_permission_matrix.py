"""Who may do and see what, over HTTP, cell by cell: the reviewed table against every entry point and principal."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from graphql import GraphQLInterfaceType, GraphQLNonNull, GraphQLObjectType, GraphQLUnionType, get_named_type
from litestar.routes import ASGIRoute, WebSocketRoute

from api.app import Mandate
from api.graphql.schema import schema
from domain.calculation.commands import start_calculation
from domain.calculation.kinds import CalculationKind
from domain.database.clock import clock_at, now
from domain.database.engine import value
from domain.quantities import Month
from tests.support.builders.evidence import evidence
from tests.support.builders.scenarios import saved
from tests.support.database import Database
from tests.support.graphql import codes
from tests.support.matrix import (
    INVISIBLE,
    MUTATIONS,
    NEVER_IT,
    PEOPLE,
    PRINCIPALS,
    QUERIES,
    ROUTES,
    STRANGERS,
    SUBSCRIPTIONS,
)
from tests.support.personas import Company, founded
from tests.support.portfolios import csv_of
from tests.support.prepared import PREPARED
from tests.support.principals import Clients, personas, principals
from tests.support.sockets import EVENTS, begin, opened, said, secret_of, served
from tests.support.traces import traces

FIELDS = schema._schema
# Who orders the list of Retail, and so compares its requests.
ORDERING = frozenset({"owner", "deputy", "token", "reading token"})


def root(found: GraphQLObjectType | None) -> GraphQLObjectType:
    assert found is not None
    return found


QUERY, MUTATION, SUBSCRIPTION = root(FIELDS.query_type), root(FIELDS.mutation_type), root(FIELDS.subscription_type)


def document(kind: str, root: GraphQLObjectType, name: str, variables: dict[str, Any]) -> str:
    """One field with these arguments, by the types that the schema gives them."""
    field = root.fields[name]
    declared = ", ".join(f"${one}: {field.args[one].type}" for one in variables)
    given = ", ".join(f"{one}: ${one}" for one in variables)
    composite = isinstance(get_named_type(field.type), GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType)
    refused = " ... on Problem { code message rule violations { path message } }" if kind == "mutation" else ""
    return (
        f"{kind} {f'({declared})' if declared else ''}"
        f" {{ {name}{f'({given})' if given else ''}{' { __typename' + refused + ' }' if composite else ''} }}"
    )


async def sent(client: httpx.AsyncClient, text: str, variables: dict[str, Any]) -> dict[str, Any]:
    answer = await client.post("/graphql", json={"query": text, "variables": variables})
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def verdict(body: dict[str, Any], name: str) -> str:
    """What came of a deed or a question: done, or the code of the refusal."""
    failed = codes(body)
    if failed:
        assert not (body.get("data") or {}).get(name), "an error comes without data"
        return str(failed[0])
    given = body["data"][name]
    if isinstance(given, dict) and given["__typename"] == "Problem":
        assert given["message"]
        code = str(given["code"])
        return code if code in ("FORBIDDEN", "NOT_FOUND") else f"{code}: {given['message']}"
    return "done"


@pytest.fixture
async def company(database: Database) -> Company:
    """A company with a past in which something can have come true."""
    with clock_at(now() - timedelta(days=100)):
        return await founded()


@pytest.fixture
async def clients(app: Mandate, company: Company) -> AsyncIterator[Clients]:
    async with principals(app, company) as made:
        yield made


def test_every_entry_point_is_in_the_table_and_none_is_forgotten(app: Mandate) -> None:
    assert set(MUTATION.fields) - {name.split(",")[0] for name in MUTATIONS} == set()
    assert set(QUERY.fields) - set(QUERIES) == set()
    assert set(SUBSCRIPTION.fields) == set(SUBSCRIPTIONS)
    found = set()
    for route in app.routes:
        if isinstance(route, WebSocketRoute):
            found.add(f"WS {route.path_format}")
        elif not isinstance(route, ASGIRoute):
            found |= {f"{method} {route.path_format}" for method in route.methods if method != "OPTIONS"}
    assert {each.replace("{path}", "{path:path}") for each in found} == set(ROUTES)
    assert set(MUTATIONS) == set(PREPARED)


def test_no_row_of_the_table_lets_it_decide() -> None:
    assert not [name for name in NEVER_IT if MUTATIONS[name] & {"it", "other it"}]
    facts = {"estimateRequest", "logCapacity", "recordDependency", "startDelivery", "deliverRequest", "moveForecast"}
    assert not [name for name in facts if MUTATIONS[name] - {"it", "other it"}]


@pytest.mark.parametrize("row", [row for row in MUTATIONS if row.split(",")[0] in MUTATION.fields])
async def test_deeds(row: str, company: Company, clients: Clients) -> None:
    name, allowed, who = row.split(",")[0], MUTATIONS[row], personas(company)
    first = next(one for one in PEOPLE if one in allowed)
    variables = await PREPARED[row](company, who[first])
    text = document("mutation", MUTATION, name, variables)
    before, wrong = await traces(), []
    for principal in PRINCIPALS:
        if principal in allowed:
            continue
        body = await sent(clients[principal], text, variables)
        expected = "FORBIDDEN"
        if principal in STRANGERS:
            expected = "UNAUTHENTICATED"
        elif row in INVISIBLE and principal != "reading token":
            expected = "NOT_FOUND"
            (argument,) = variables
            nowhere = await sent(clients[principal], text, {argument: str(uuid4())})
            assert nowhere == body, "what one may not see is told apart from what is not there"
        if (found := verdict(body, name)) != expected:
            wrong.append((principal, expected, found))
        after = await traces()
        assert after == before, f"{principal} left a trace"
    for principal in sorted(allowed):
        variables = await PREPARED[row](company, who[principal])
        if (found := verdict(await sent(clients[principal], text, variables), name)) != "done":
            wrong.append((principal, "done", found))
    assert wrong == []


async def test_questions(company: Company, clients: Clients) -> None:
    it = await evidence(company)
    benefit = str(it.live.benefit.id)
    calculation = await start_calculation(await company.board.as_actor(), CalculationKind.FORECAST)
    budget = {"month": str(Month.of(now().date()) + 1), "amount": "1000"}
    scenario = str((await saved(await company.board.as_actor(), budgets=[budget])).id)
    given: dict[str, dict[str, Any]] = {
        "scenario": {"id": scenario},
        "compareScenarios": {"scenarios": [scenario]},
        "node": {"id": str(it.ranked.id)},
        "request": {"key": it.ranked.key},
        "similarRequests": {"text": "Loyalty cards"},
        "ranking": {"unit": "retail"},
        "comparison": {"unit": "retail"},
        "calculation": {"id": str(calculation.id)},
        "priorityCredits": {"unit": "retail"},
        "equalShares": {"pot": "1000"},
        "priorityQuestion": {"id": str(it.question.id)},
        "valueReview": {"id": str(await value("select id from value_review limit 1"))},
        "trackRecord": {"by": "UNIT"},
        "effortRecord": {"by": "UNIT"},
        "dateRecord": {"by": "UNIT"},
        "auditTrail": {"subject": str(it.ranked.id)},
    }
    before, wrong = await traces(), []
    for name in QUERY.fields:
        variables = given.get(name, {})
        needed = {one for one, arg in QUERY.fields[name].args.items() if isinstance(arg.type, GraphQLNonNull)}
        needed -= {one for one, arg in QUERY.fields[name].args.items() if arg.default_value is not None}
        assert needed <= set(variables) | {"first", "orderBy"}, name
        text = document("query", QUERY, name, variables)
        for principal in PRINCIPALS:
            body = await sent(clients[principal], text, variables)
            expected = "done"
            if principal not in QUERIES[name]:
                expected = "UNAUTHENTICATED" if principal in STRANGERS else "FORBIDDEN"
            if (found := verdict(body, name)) != expected:
                wrong.append((name, principal, expected, found))
            if name == "me":
                assert (body["data"]["me"] is None) == (principal in STRANGERS)
            elif name == "comparison" and expected == "done":
                assert (body["data"][name] is not None) == (principal in ORDERING)
            elif expected == "done" and name in given:
                assert body["data"][name] is not None, (name, principal)
            if expected != "done":
                assert benefit not in str(body)
    assert wrong == []
    assert await traces() == before


async def test_what_belongs_to_one_person_is_seen_by_nobody_else(company: Company, clients: Clients) -> None:
    mine = "Nobody else reads this title"
    text = document("mutation", MUTATION, "saveDraft", {"input": {}})
    assert verdict(await sent(clients["requester"], text, {"input": {"title": mine}}), "saveDraft") == "done"
    draft = str(await value("select id from draft"))
    token = str(await value("select id from api_token where person = $1 limit 1", company.owner_retail.id))
    digest = str(await value("select encode(digest, 'hex') from api_token where id = $1", token))
    private = "{ me { drafts { id title } tokens { id prefix name } } }"
    for principal in PEOPLE:
        seen = str(await sent(clients[principal], private, {}))
        assert (mine in seen) == (draft in seen) == (principal == "requester"), principal
        assert (token in seen) == (principal in ("owner", "token", "reading token")), principal
        assert digest not in seen
        for hidden in (draft, token):
            found = await sent(clients[principal], "query ($id: ID!) { node(id: $id) { __typename } }", {"id": hidden})
            assert found == {"data": {"node": None}} or principal == "reading token"
    trail = "{ auditTrail(first: 100) { edges { node { action actorName text subject } } } }"
    for principal in ("requester", "other owner", "it", "other it"):
        told = str(await sent(clients[principal], trail, {}))
        assert token not in told, principal
        assert mine not in told, principal


async def test_events_reach_whom_the_table_names(database: Database, app: Mandate, company: Company) -> None:
    who = personas(company)
    async with served(app) as host:
        for principal in sorted(SUBSCRIPTIONS["events"] - {"token", "reading token", "deputy"}):
            async with opened(host, await secret_of(who[principal])) as line:
                await begin(line)
                async with who["requester"].browser(app) as client:
                    variables = await PREPARED["submitRequest"](company, who["requester"])
                    await sent(client, document("mutation", MUTATION, "submitRequest", variables), variables)
                while (event := (await said(line))["payload"]["data"]["events"])["kind"] != "request.submitted":
                    assert event["kind"].startswith("session"), (principal, event)
        async with opened(host, None) as line:
            await begin(line, document=EVENTS)
            assert "UNAUTHENTICATED" in str(await said(line))


FILE = csv_of(("id", "name", "unit"), ("A-1", "Returns", "Retail"))


async def called(client: httpx.AsyncClient, route: str) -> httpx.Response:
    method, path = route.split()
    path = path.replace("{path:path}", f"no-such-file-{uuid4().hex}.js")
    if path == "/imports":
        form = {"kind": "requests", "dryRun": "true"}
        return await client.post(path, files={"file": ("a.csv", FILE)}, data=form)
    bodies: dict[str, dict[str, str]] = {
        "/graphql": {"query": "{ __typename }"},
        "/auth/sign-in": {"email": f"nobody{uuid4().hex}@test.example", "password": "wrong password"},
        "/auth/password": {"current": "wrong password", "new": "another longer password"},
        "/auth/sign-out": {},
    }
    if method == "POST":
        return await client.post(path, json=bodies[path])
    return await client.get(path)


@pytest.mark.parametrize("route", [route for route in ROUTES if not route.startswith("WS")])
async def test_routes(route: str, clients: Clients) -> None:
    expected, wrong = ROUTES[route], []
    for principal in PRINCIPALS:
        group = "tokens" if "token" in principal else "strangers" if principal in STRANGERS else "people"
        wanted = expected.get(principal, expected.get(group, expected.get("everybody", 0)))
        answer = await called(clients[principal], route)
        if answer.status_code != wanted:
            wrong.append((principal, wanted, answer.status_code, answer.text[:200]))
        assert not re.search(r"Traceback|asyncpg|psycopg|postgres", answer.text)
    assert wrong == []
