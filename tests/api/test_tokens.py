"""API tokens over HTTP: made once, narrow, revocable."""

from typing import Any

import pytest

from api.app import Mandate
from domain.organisation.commands_tokens import create_api_token
from tests.support.graphql import asked, codes, data
from tests.support.personas import Company, anonymous

CREATE = """mutation ($name: String!, $scopes: [String!], $until: DateTime) {
  createApiToken(name: $name, scopes: $scopes, expiresAt: $until) {
    ... on ApiTokenPayload { token apiToken { id name prefix scopes expiresAt revokedAt } }
    ... on Problem { code message rule violations { path message } } } }"""
REVOKE = """mutation ($token: ID!) { revokeApiToken(token: $token) {
    ... on TokenRevoked { apiToken { id revokedAt } } ... on Problem { code message } } }"""
ME = "{ me { person { name } tokens { id name } } }"


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


async def with_token(app: Mandate, token: str, document: str, **variables: Any) -> dict[str, Any]:
    async with anonymous(app) as client:
        client.headers.pop("Origin")
        client.headers.update(bearer(token))
        return await asked(client, document, **variables)


async def test_a_token_is_shown_once_and_then_works(app: Mandate, company: Company) -> None:
    async with company.owner_retail.browser(app) as client:
        made = (await data(client, CREATE, name="Export", scopes=["read"]))["createApiToken"]
        assert made["apiToken"]["prefix"] == made["token"][:12]
        assert made["apiToken"]["scopes"] == ["read"]
        answer = await client.post("/graphql", json={"query": ME})
        assert answer.json()["data"]["me"]["tokens"] == [{"id": made["apiToken"]["id"], "name": "Export"}]
        assert made["token"] not in answer.text
    body = await with_token(app, made["token"], ME)
    assert body["data"]["me"]["person"]["name"] == "Rita Reed"


async def test_scopes_are_the_most_that_a_token_may(app: Mandate, company: Company) -> None:
    owner = await company.owner_retail.as_actor()
    reads = await create_api_token(owner, name="Reads", scopes=["read"])
    prefers = await create_api_token(owner, name="Prefers", scopes=["set_preferences"])
    change = 'mutation { setPreferences(locale: "de") { ... on Problem { code message } __typename } }'
    refused = (await with_token(app, reads.secret, change))["data"]["setPreferences"]
    assert refused["code"] == "FORBIDDEN"
    assert "scopes include set_preferences" in refused["message"]
    assert (await with_token(app, prefers.secret, change))["data"]["setPreferences"] == {
        "__typename": "PreferencesPayload"
    }
    for question in (ME, "{ units { code } }", "{ people { email } }"):
        assert codes(await with_token(app, prefers.secret, question)) == ["FORBIDDEN"]


@pytest.mark.parametrize("header", ["Bearer mdt_unknown", "Bearer ", "Basic cGF0OnBhdA==", "nonsense"])
async def test_a_wrong_token_is_refused_before_anything_else(app: Mandate, company: Company, header: str) -> None:
    async with company.board.browser(app) as client:
        answer = await client.post("/graphql", json={"query": ME}, headers={"Authorization": header})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.headers["content-type"].startswith("application/problem+json")


async def test_a_revoked_token_is_refused_with_the_next_request(app: Mandate, company: Company) -> None:
    created = await create_api_token(await company.owner_retail.as_actor(), name="X")
    async with company.owner_finance.browser(app) as other:
        assert (await data(other, REVOKE, token=str(created.id)))["revokeApiToken"]["code"] == "NOT_FOUND"
    async with company.admin.browser(app) as admin:
        revoked = (await data(admin, REVOKE, token=str(created.id)))["revokeApiToken"]
        assert revoked["apiToken"]["revokedAt"]
        assert (await data(admin, REVOKE, token=str(created.id)))["revokeApiToken"]["code"] == "CONFLICT"
        assert (await data(admin, REVOKE, token="no id"))["revokeApiToken"]["code"] == "NOT_FOUND"
        answer = await admin.post("/graphql", json={"query": ME}, headers=bearer(created.secret))
        assert answer.status_code == 401


async def test_unknown_scopes_are_refused_at_their_place(app: Mandate, company: Company) -> None:
    async with company.requester.browser(app) as client:
        problem = (await data(client, CREATE, name="X", scopes=["everything"]))["createApiToken"]
    assert (problem["code"], problem["rule"]) == ("RULE_VIOLATION", "scopes")
    assert problem["violations"][0]["path"] == "scopes"


async def test_nobody_makes_tokens_without_signing_in(app: Mandate, company: Company) -> None:
    async with anonymous(app) as client:
        assert codes(await asked(client, CREATE, name="X")) == ["UNAUTHENTICATED"]
