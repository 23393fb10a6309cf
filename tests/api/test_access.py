"""The matrix in front of every entry point: nothing without a row, nobody without a right."""

from typing import Any

import pytest
from graphql import GraphQLField, GraphQLObjectType, GraphQLSchema, GraphQLString
from litestar.routes import ASGIRoute, WebSocketRoute

from api.app import Mandate
from api.graphql import access
from api.graphql.access import READS, ROUTES, Audience, admit, deed_of
from api.graphql.schema import schema
from domain.actor import MAY, Deed, Role
from tests.support.graphql import asked, browser, codes, data
from tests.support.personas import Company

FIELDS = schema._schema


def test_everything_in_the_schema_has_a_row() -> None:
    assert access.undeclared(FIELDS) == []


def test_a_field_without_a_row_is_noticed_and_denied_to_everybody() -> None:
    query = GraphQLObjectType("Query", {"everything": GraphQLField(GraphQLString, resolve=lambda *_: "secret")})
    bare = GraphQLSchema(query)
    assert access.undeclared(bare) == ["Query.everything"]
    access.guard(bare)
    from graphql import graphql_sync

    from api.graphql.context import Context
    from domain.actor import Actor

    answer = graphql_sync(bare, "{ everything }", context_value=Context(signed_in=Actor.system()))
    assert answer.data == {"everything": None}
    assert answer.errors is not None
    assert answer.errors[0].extensions == {"code": "FORBIDDEN"}


def test_every_route_has_a_row(app: Mandate) -> None:
    found = set()
    for route in app.routes:
        if isinstance(route, WebSocketRoute):
            found.add(f"WS {route.path_format}")
        elif not isinstance(route, ASGIRoute):
            found |= {f"{method} {route.path_format}" for method in route.methods if method != "OPTIONS"}
    found = {each.replace("{path}", "{path:path}") for each in found}
    assert found - set(ROUTES) == set()


def test_no_mutation_lets_it_decide() -> None:
    decided = {
        Deed.RANK_REQUEST,
        Deed.COMMIT_REQUEST,
        Deed.WITHDRAW_REQUEST,
        Deed.PARK_REQUEST,
        Deed.RESUME_REQUEST,
        Deed.CHOOSE_ROUTE,
        Deed.SPONSOR_REQUEST,
        Deed.ENDORSE_REQUEST,
        Deed.ANSWER_PRIORITY_QUESTION,
        Deed.RECORD_MEASUREMENT,
        Deed.CLOSE_VALUE_REVIEW,
        Deed.SET_POLICY,
        Deed.SET_BUDGET,
        Deed.HOLD_PLANNING_ROUND,
    }
    assert all(Role.IT not in MAY[deed] and Role.ADMIN not in MAY[deed] for deed in decided)
    mutations = FIELDS.mutation_type.fields if FIELDS.mutation_type else {}
    assert all(deed_of(name) in MAY for name in mutations)


def arguments(field: GraphQLField) -> tuple[str, dict[str, Any]]:
    """Declarations and values for the arguments that must be given; values that every scalar takes."""
    from graphql import GraphQLInputObjectType, GraphQLList, GraphQLNonNull, get_named_type

    def value(kind: Any) -> Any:
        if isinstance(kind, GraphQLNonNull):
            kind = kind.of_type
        if isinstance(kind, GraphQLList):
            return []
        if isinstance(kind, GraphQLInputObjectType):
            return {
                name: value(each.type) for name, each in kind.fields.items() if isinstance(each.type, GraphQLNonNull)
            }
        named = get_named_type(kind)
        values = getattr(named, "values", None)
        if values:
            return next(iter(values))
        return {
            "Int": 1,
            "Float": 0.5,
            "Boolean": True,
            "Decimal": "1",
            "PersonDays": 1,
            "Month": "2026-11",
            "Date": "2026-11-02",
            "DateTime": "2026-11-02T00:00:00Z",
            "JSON": {},
        }.get(named.name, "00000000-0000-7000-8000-000000000000")

    needed = {name: each for name, each in field.args.items() if isinstance(each.type, GraphQLNonNull)}
    return ", ".join(f"${name}: {each.type}" for name, each in needed.items()), {
        name: value(each.type) for name, each in needed.items()
    }


def document(operation: str, name: str, field: GraphQLField) -> tuple[str, dict[str, Any]]:
    declared, values = arguments(field)
    given = f"({', '.join(f'{each}: ${each}' for each in values)})" if values else ""
    from graphql import GraphQLScalarType, get_named_type

    kind = get_named_type(field.type)
    selection = "" if isinstance(kind, GraphQLScalarType) else " { __typename ... on Problem { code message } }"
    if operation == "query" and selection:
        selection = " { __typename }"
    return f"{operation} {f'({declared})' if declared else ''} {{ {name}{given}{selection} }}", values


@pytest.mark.parametrize("name", [name for name in FIELDS.query_type.fields if READS[name] is not Audience.PUBLIC])  # type: ignore[union-attr]
async def test_nobody_reads_without_signing_in(app: Mandate, name: str) -> None:
    assert FIELDS.query_type is not None
    text, values = document("query", name, FIELDS.query_type.fields[name])
    async with browser(app) as client:
        assert codes(await asked(client, text, **values)) == ["UNAUTHENTICATED"]


MUTATIONS = list(FIELDS.mutation_type.fields) if FIELDS.mutation_type else []


@pytest.mark.parametrize("name", MUTATIONS)
async def test_nobody_does_anything_without_signing_in(app: Mandate, name: str) -> None:
    assert FIELDS.mutation_type is not None
    text, values = document("mutation", name, FIELDS.mutation_type.fields[name])
    async with browser(app) as client:
        assert codes(await asked(client, text, **values)) == ["UNAUTHENTICATED"]


ROLES = {
    "requester": Role.REQUESTER,
    "owner_retail": Role.OWNER,
    "it_platform": Role.IT,
    "board": Role.BOARD,
    "admin": Role.ADMIN,
}


async def test_every_deed_is_refused_to_every_role_without_a_right_and_the_refusal_says_who_may(
    app: Mandate, company: Company
) -> None:
    assert FIELDS.mutation_type is not None
    wrong = []
    for who, role in ROLES.items():
        async with browser(app, company.personas[who]) as client:
            for name, field in FIELDS.mutation_type.fields.items():
                deed = deed_of(name)
                assert deed is not None
                if {role, Role.REQUESTER} & set(MAY[deed]):
                    continue
                text, values = document("mutation", name, field)
                given = (await data(client, text, **values))[name]
                if given["__typename"] != "Problem" or given["code"] != "FORBIDDEN" or " may." not in given["message"]:
                    wrong.append((who, name, given))
    assert wrong == []


async def test_reads_for_oversight_are_refused_to_others(company: Company) -> None:
    for who in ("requester", "owner_retail", "it_platform"):
        with pytest.raises(Exception, match="Only the governance board and administrators") as refused:
            admit(await company.personas[who].as_actor(), Audience.OVERSIGHT)
        assert refused.value.extensions == {"code": "FORBIDDEN"}  # type: ignore[attr-defined]
    admit(await company.board.as_actor(), Audience.OVERSIGHT)
    admit(await company.admin.as_actor(), Audience.ADMIN)


async def test_a_token_does_what_its_scopes_say_and_no_more(app: Mandate, company: Company) -> None:
    from domain.organisation.commands_tokens import create_api_token

    actor = await company.admin.as_actor()
    narrow = await create_api_token(actor, name="adds units", scopes=["add_unit"])
    reader = await create_api_token(actor, name="reads", scopes=["read"])
    add = 'mutation { addUnit(code: "new", name: "New") { __typename ... on Problem { code message } } }'
    async with browser(app) as client:
        client.headers["Authorization"] = f"Bearer {narrow.secret}"
        assert codes(await asked(client, "{ units { id } }")) == ["FORBIDDEN"]
        assert (await data(client, add))["addUnit"]["__typename"] == "UnitPayload"
        client.headers["Authorization"] = f"Bearer {reader.secret}"
        assert len((await data(client, "{ units { id } }"))["units"]) == 4
        assert (await data(client, add))["addUnit"]["code"] == "FORBIDDEN"
