"""What holds for every GraphQL document: limits, masking, refusals as problems, scalars, pages, nodes."""

import json
import time
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
import strawberry
from graphql import GraphQLError, parse
from strawberry.schema.config import StrawberryConfig

from api.app import Mandate
from api.graphql import limits, pages, scalars
from api.graphql.context import Context
from api.graphql.errors import Refusals, problem
from api.graphql.limits import TooMuch, Unstorable, judge
from api.graphql.scalars import SCALARS, PersonDays
from api.graphql.schema import Contract
from api.graphql.schema import schema as contract
from domain.actor import Actor
from domain.database.columns import new_id
from domain.database.engine import Unavailable
from domain.errors import Conflict, Forbidden, NotFound, RuleViolation, Violation
from domain.quantities import Month
from tests.support.graphql import asked, browser, codes, data
from tests.support.personas import Company

ME = "{ me { id } }"


def doubling(levels: int, leaf: str = "id") -> str:
    """Each fragment spreads the next one twice."""
    body = "query { me { ...F0 } } "
    for level in range(levels):
        inner = f"...F{level + 1} ...F{level + 1}" if level + 1 < levels else leaf
        body += f"fragment F{level} on Viewer {{ {inner} }} "
    return body


def aliased_doubling(levels: int) -> str:
    """Each field is asked twice by other names, so that nothing can be merged."""
    body = "query { ...F0 } "
    for level in range(levels):
        inner = f"a: node(id: 1) {{ ...F{level + 1} }} b: node(id: 1) {{ ...F{level + 1} }}"
        body += f"fragment F{level} on Query {{ {inner if level + 1 < levels else '__typename'} }} "
    return body


def deep(levels: int) -> str:
    return "query { me " + "{ a " * levels + "}" * levels + "}"


HOSTILE = {
    "doubled fragments": doubling(60),
    "doubled aliases": aliased_doubling(40),
    "inline doubling": "query { " + "... { ... { " * 40 + "me { id }" + " } }" * 40 + " }",
    "too deep": deep(13),
    "far too deep": deep(600),
    "circular": "query { me { ...A } } fragment A on Viewer { ...B } fragment B on Viewer { ...A }",
    "circular and unused": f"{ME} fragment A on Viewer {{ ...A }}",
    "many aliases": "query { " + " ".join(f"a{n}: me {{ id }}" for n in range(31)) + " }",
    "many directives": "query { me { id " + "@skip(if: false) " * 21 + "} }",
    "two operations": "query A { me { id } } query B { me { id } }",
    "many fragments": ME + " ".join(f"fragment F{n} on Viewer {{ id }}" for n in range(101)),
    "a large page": "query { auditTrail(first: 2147483647) { totalCount } }",
    "costly pages": "query { "
    + " ".join(f"a{n}: auditTrail(first: 100) {{ edges {{ node {{ id actor {{ id name }} }} }} }}" for n in range(30))
    + " x: auditTrail(first: 100) { edges { "
    + "node { id } " * 600
    + "} } }",
    "a long list": "query { node(id: [" + "1," * 1001 + "]) { id } }",
    "many tokens": "query { me { " + "id " * 2001 + "} }",
    "many comments": "#\n" * 20_000 + ME,
    "too long": ME + " " * 33_000,
}


@pytest.mark.parametrize("document", HOSTILE.values(), ids=HOSTILE)
async def test_a_hostile_document_is_refused_at_once(app: Mandate, document: str) -> None:
    spent = []
    async with browser(app) as client:
        for _ in range(3):  # the garbage of other tests may be collected in one of them
            began = time.process_time()
            body = await asked(client, document)
            spent.append(time.process_time() - began)
            assert body["data"] is None
            assert body["errors"]
    assert min(spent) < 0.25, f"{min(spent) * 1000:.0f} ms"


@pytest.mark.parametrize("make", [doubling, aliased_doubling])
def test_judging_takes_a_time_that_grows_with_the_length(make: Any) -> None:
    def seconds(levels: int) -> float:
        document = parse(make(levels))
        began = time.process_time()
        for _ in range(20):
            with suppress(TooMuch):
                judge(document)
        return time.process_time() - began

    seconds(10)
    assert seconds(24) < 10 * max(seconds(12), 0.0005)


def test_the_weight_of_a_document_counts_spreads_as_often_as_they_are_reached() -> None:
    weight = judge(parse("query { a: me { ...F } me { ...F } } fragment F on Viewer { id b: id }"))
    assert (weight.depth, weight.cost, weight.aliases) == (2, 6, 3)


def test_pages_weigh_by_their_size_also_through_variables() -> None:
    document = parse("query ($n: Int) { auditTrail(first: $n) { edges { cursor } } }")
    assert judge(document, {"n": 100}).cost == 1 + 10 * 2
    assert judge(document, {"n": 5}).cost == 1 + 2
    assert (
        judge(document, {}).cost
        == judge(parse("{ auditTrail { ...E } } fragment E on X { edges { cursor } }")).cost
        == 21
    )
    with pytest.raises(TooMuch):
        judge(document, {"n": 101})


def test_lists_in_variables_are_bounded() -> None:
    document = parse("query ($ids: [ID!]) { node(id: $ids) { id } }")
    judge(document, {"ids": [1] * limits.ITEMS})
    with pytest.raises(TooMuch):
        judge(document, {"deep": [{"ids": [1] * (limits.ITEMS + 1)}]})


async def test_the_schema_is_told_to_who_is_signed_in_only(app: Mandate, company: Company) -> None:
    document = "{ __schema { types { name fields { name type { name ofType { name } } } } } }"
    async with browser(app) as client:
        assert codes(await asked(client, document)) == ["UNAUTHENTICATED"]
    async with browser(app, company.requester) as client:
        assert len((await data(client, document))["__schema"]["types"]) > 20


async def test_misspelt_fields_get_no_suggestions(app: Mandate) -> None:
    async with browser(app) as client:
        body = await asked(client, "{ mee { id } }")
    assert "Did you mean" not in body["errors"][0]["message"]


async def test_queries_by_get_batches_uploads_and_the_editor_are_off(app: Mandate) -> None:
    async with browser(app) as client:
        by_get = await client.get("/graphql", params={"query": ME})
        editor = await client.get("/graphql", headers={"Accept": "text/html"})
        batch = await client.post("/graphql", json=[{"query": ME}])
        upload = await client.post(
            "/graphql", data={"operations": '{"query": "{ me { id } }"}', "map": "{}"}, files={"0": b"x"}
        )
        form = await client.post("/graphql", data={"query": ME})
    assert [each.status_code for each in (by_get, batch)] == [400, 400]
    assert "<html" not in editor.text.lower()
    assert upload.status_code >= 400
    assert form.status_code >= 400


@strawberry.type
class Query:
    @strawberry.field
    def me(self) -> str:
        raise ValueError("secret dsn postgres://u:p@h")

    @strawberry.field
    def units(self) -> list[str]:
        raise NotFound("There is no such unit.")

    @strawberry.field
    def plan(self) -> str:
        raise Unavailable("the database does not answer")

    @strawberry.field
    def capacity(self, month: Month, days: PersonDays, amount: Decimal) -> str:
        return f"{month} {days} {amount}"

    @strawberry.field
    def budgets(self) -> scalars.EffortRange:
        return scalars.effort_range(10, 25, 85)

    @strawberry.field
    def policy(self) -> scalars.MoneyRange:
        return scalars.money_range(0, 150, 1_000_000_000_00)


def small() -> Contract:
    return Contract(Query, config=StrawberryConfig(scalar_map=SCALARS), exception_handlers=[Refusals()])


async def answered(document: str, **variables: Any) -> Any:
    context = Context(signed_in=Actor(new_id(), "Ana"), currency="CHF")
    return await small().execute(document, variable_values=variables, context_value=context)


async def test_a_fault_is_masked(caplog: pytest.LogCaptureFixture) -> None:
    (error,) = (await answered("{ me }")).errors
    assert "secret" not in str(error.formatted)
    assert error.extensions["code"] == "INTERNAL"


async def test_a_query_that_refuses_says_so_in_its_own_words() -> None:
    (error,) = (await answered("{ units }")).errors
    assert (error.message, error.extensions["code"]) == ("There is no such unit.", "NOT_FOUND")


async def test_a_database_lost_in_the_middle_answers_503(app: Mandate, monkeypatch: pytest.MonkeyPatch) -> None:
    async def lost(*_: object) -> None:
        raise Unavailable("the database does not answer")

    monkeypatch.setattr(contract._schema.query_type.fields["me"], "resolve", lost)  # type: ignore[union-attr]
    async with browser(app) as client:
        answer = await client.post("/graphql", json={"query": ME})
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert codes(answer.json()) == ["UNAVAILABLE"]


async def test_a_lost_database_is_named_as_such() -> None:
    (error,) = (await answered("{ plan }")).errors
    assert error.extensions["code"] == "UNAVAILABLE"


async def test_amounts_travel_exactly_and_with_their_unit() -> None:
    sent = await answered(
        "{ budgets { low likely high expected } policy { low { amount currency } likely { amount } high { amount } } }"
    )
    assert sent.data == {
        "budgets": {"low": 1.0, "likely": 2.5, "high": 8.5, "expected": 3.3},
        "policy": {
            "low": {"amount": "0.00", "currency": "CHF"},
            "likely": {"amount": "1.50"},
            "high": {"amount": "1000000000.00"},
        },
    }
    asked_for = "query ($m: Month!, $d: PersonDays!, $a: Decimal!) { capacity(month: $m, days: $d, amount: $a) }"
    taken = await answered(asked_for, m="2026-11", d=2.5, a="12.30")
    assert taken.data == {"capacity": "2026-11 2.5 12.30"}


@pytest.mark.parametrize(
    ("month", "days", "amount"),
    [
        ("2026-13", 1, "1"),
        ("November", 1, "1"),
        ("2026-11", 1.25, "1"),
        ("2026-11", float("inf"), "1"),
        ("2026-11", True, "1"),
        ("2026-11", 1, "NaN"),
        ("2026-11", 1, "1e308"),
        ("2026-11", 1, {"a": 1}),
    ],
)
async def test_amounts_that_are_none_are_refused_in_plain_words(month: str, days: Any, amount: Any) -> None:
    asked_for = "query ($m: Month!, $d: PersonDays!, $a: Decimal!) { capacity(month: $m, days: $d, amount: $a) }"
    (error,) = (await answered(asked_for, m=month, d=days, a=amount)).errors
    assert "Traceback" not in error.message
    assert error.extensions is None or error.extensions.get("code") != "INTERNAL"


def test_each_refusal_has_its_code_and_all_violations_in_the_words_of_the_form() -> None:
    kinds = [NotFound("a"), Forbidden("b"), Conflict("c"), RuleViolation("d", rule="r")]
    assert [problem(each).code.name for each in kinds] == ["NOT_FOUND", "FORBIDDEN", "CONFLICT", "RULE_VIOLATION"]
    wrong = RuleViolation(
        "Two things.", rule="form", violations=(Violation("effort_days.low", "Too low."), Violation("title", "Empty."))
    )
    made = problem(wrong)
    assert (made.rule, [each.path for each in made.violations]) == ("form", ["effortDays.low", "title"])


def test_cursors_come_back_as_what_they_were_and_belong_to_one_list() -> None:
    key = new_id()
    assert pages.position(pages.cursor(7, key, None), int, type(key), str) == (7, key, None)
    for wrong in ("", "x", "!!!", "é", pages.cursor(1), pages.cursor("a", "b", "c")):
        with pytest.raises(GraphQLError):
            pages.position(wrong, int, type(key), str)


@pytest.mark.parametrize("first", [-1, 0, 101, 2**31 - 1])
def test_a_page_has_1_to_100_entries(first: int) -> None:
    with pytest.raises(GraphQLError):
        pages.page_size(first)


async def test_a_node_is_found_by_its_id_alone(app: Mandate, company: Company) -> None:
    document = "query ($id: ID!) { node(id: $id) { __typename id } }"
    async with browser(app, company.requester) as client:
        unit = (await data(client, document, id=str(company.retail)))["node"]
        nothing = [(await data(client, document, id=each))["node"] for each in (str(new_id()), "", "REQ-1", "-1")]
    assert unit == {"__typename": "Unit", "id": str(company.retail)}
    assert nothing == [None] * 4


async def test_one_batch_asks_once_for_all_keys_and_a_deed_makes_it_ask_again() -> None:
    calls: list[list[int]] = []

    async def squares(actor: Actor, keys: Any) -> dict[int, int]:
        calls.append(list(keys))
        return {key: key * key for key in keys if key < 10}

    context = Context(signed_in=Actor(new_id(), "Ana"))
    assert await context.load_many(squares, [1, 2, 11]) == [1, 4]
    assert await context.load(squares, 2) == 4
    assert await context.load(squares, 11) is None
    assert await context.load(squares, 11, ()) == ()
    context.forget()
    await context.load(squares, 2)
    assert calls == [[1, 2, 11], [2]]


def test_every_type_field_argument_and_value_says_what_it_is() -> None:
    silent = []
    for name, kind in contract._schema.type_map.items():
        if name.startswith("__") or name in ("String", "Int", "Float", "Boolean", "ID"):
            continue
        if not kind.description and not name.endswith("Result") and not name.endswith("ResultUnion"):
            silent.append(name)
        for field_name, field in getattr(kind, "fields", {}).items():
            if not field.description:
                silent.append(f"{name}.{field_name}")
        for value_name, value in getattr(kind, "values", {}).items():
            if not value.description:
                silent.append(f"{name}.{value_name}")
    assert silent == []


async def test_a_text_that_cannot_be_kept_is_refused_in_words(app: Mandate) -> None:
    document = "query ($text: String!) { similarRequests(text: $text) { id } }"
    async with browser(app) as client:
        body = json.dumps({"query": document, "variables": {"text": "a\0b"}})
        answer = await client.post("/graphql", content=body, headers={"Content-Type": "application/json"})
    (error,) = answer.json()["errors"]
    assert error["extensions"]["code"] == "RULE_VIOLATION"
    assert "cannot be kept" in error["message"]


def test_half_a_character_is_refused_too() -> None:
    with pytest.raises(Unstorable):
        judge(parse("query ($text: String!) { similarRequests(text: $text) { id } }"), {"text": "half \ud83d"})


@pytest.mark.parametrize(("literal", "refused"), [(r"a\u0000b", True), (r"a\u{0}b", True), (r"a\\u0000b", False)])
async def test_so_is_one_that_is_written_out(app: Mandate, literal: str, refused: bool) -> None:
    async with browser(app) as client:
        body = await asked(client, f'{{ similarRequests(text: "{literal}") {{ id }} }}')
    assert any("cannot be kept" in error["message"] for error in body.get("errors", ())) is refused
