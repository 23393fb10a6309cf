"""`POST /auth/sign-in`: a cookie for the right password, words for everything else."""

import asyncio
from typing import Any

import httpx
import pytest

from api.app import Mandate
from api.auth.demo_accounts import ACCOUNTS
from domain.audit.actions import Action
from domain.database.engine import value
from tests.support.builders.organisation import PASSWORD, person_with_password, told
from tests.support.database import Database
from tests.support.graphql import application, data
from tests.support.personas import COOKIE, Company, anonymous

ME = "{ me { person { name } } }"


async def sign_in(client: httpx.AsyncClient, password: str = PASSWORD, **headers: str) -> httpx.Response:
    body = {"email": "pat@test.example", "password": password}
    return await client.post("/auth/sign-in", json=body, headers=headers)


async def test_the_right_password_gives_a_cookie_that_is_somebody(app: Mandate, company: Company) -> None:
    await person_with_password(company)
    async with anonymous(app) as client:
        assert (await data(client, ME))["me"] is None
        answer = await sign_in(client)
        assert answer.status_code == 204
        assert answer.content == b""
        cookie = answer.headers["set-cookie"].lower()
        assert cookie.startswith(f"{COOKIE}=")
        assert {"httponly", "samesite=lax", "path=/", "max-age=43200"} <= {p.strip() for p in cookie.split(";")}
        assert "secure" not in cookie
        assert (await data(client, ME))["me"]["person"]["name"] == "Pat Word"


async def test_under_https_the_cookie_insists_on_it(database: Database, company: Company) -> None:
    await person_with_password(company)
    app = application(database, public_url="https://mandate.example.com")
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="https://mandate.example.com") as client:
        answer = await sign_in(client, Origin="https://mandate.example.com")
        assert answer.headers["set-cookie"].startswith("__Host-mandate_session=")
        assert "; Secure" in answer.headers["set-cookie"]
        assert "domain" not in answer.headers["set-cookie"].lower()
        assert (await data(client, ME))["me"] is not None


@pytest.mark.parametrize("email", ["pat@test.example", "nobody@test.example", "board@test.example"])
async def test_a_wrong_password_gets_the_same_words_for_every_account(
    app: Mandate, company: Company, email: str
) -> None:
    await person_with_password(company)
    async with anonymous(app) as client:
        answer = await client.post("/auth/sign-in", json={"email": email, "password": "guess"})
    assert answer.status_code == 401
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert answer.json()["detail"] == "E-mail address and password do not belong together."
    assert "set-cookie" not in answer.headers
    assert (await told(Action.SIGN_IN_REFUSED))["after"]["address"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{",
        b"\xff\xfe",
        b'{"email": "pat@test.example"}',
        b'{"email": 1, "password": 2}',
        b'{"email": "", "password": ""}',
        b'{"email": "a\\u0000b", "password": "x"}',
        b'{"email": "\\ud800@x", "password": "x"}',
        b"[" * 5000,
    ],
)
async def test_a_malformed_body_is_said_to_be_one(app: Mandate, company: Company, body: bytes) -> None:
    async with anonymous(app) as client:
        answer = await client.post("/auth/sign-in", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400, answer.text
    assert answer.json()["detail"].startswith('Send JSON like {"email"')


async def test_a_large_body_is_refused(app: Mandate, company: Company) -> None:
    async with anonymous(app) as client:
        answer = await sign_in(client, "x" * 20_000)
    assert answer.status_code == 413


async def test_guessing_is_slowed_down_whatever_the_caller_says_of_itself(app: Mandate, company: Company) -> None:
    await person_with_password(company)
    async with anonymous(app) as client:
        answers = await asyncio.gather(
            *(sign_in(client, f"guess {n}", **{"X-Forwarded-For": f"203.0.113.{n}"}) for n in range(30))
        )
        statuses = [answer.status_code for answer in answers]
        assert (statuses.count(401), statuses.count(429)) == (5, 25)
        refused = next(answer for answer in answers if answer.status_code == 429)
        assert 1 <= int(refused.headers["Retry-After"]) <= 60
        assert "Try again in" in refused.json()["detail"]
        assert (await sign_in(client)).status_code == 429


async def test_a_chosen_cookie_never_becomes_a_session(app: Mandate, company: Company) -> None:
    await person_with_password(company)
    chosen = "CHOSEN-BY-AN-ATTACKER"
    async with anonymous(app) as victim, anonymous(app) as attacker:
        victim.cookies.set(COOKIE, chosen)
        attacker.cookies.set(COOKIE, chosen)
        answer = await sign_in(victim)
        assert answer.status_code == 204
        assert chosen not in answer.headers["set-cookie"]
        assert (await data(attacker, ME))["me"] is None


async def test_signing_in_again_changes_the_secret_and_ends_the_old_session(app: Mandate, company: Company) -> None:
    await person_with_password(company)
    async with anonymous(app) as client, anonymous(app) as other:
        await sign_in(client)
        first = client.cookies[COOKIE]
        await sign_in(client)
        assert client.cookies[COOKIE] != first
        other.cookies.set(COOKIE, first)
        assert (await data(other, ME))["me"] is None
    assert await value("select count(*) from session where ended_at is null") == 1


async def test_the_sign_in_page_offers_the_demo_accounts_only_in_a_demo(database: Database, company: Company) -> None:
    offered: list[Any] = []
    for demo in (False, True):
        async with anonymous(application(database, demo=demo)) as client:
            offered.append((await client.get("/auth/options")).json())
    assert offered[0] == {"demo": [], "oidc": False}
    assert [each["email"] for each in offered[1]["demo"]] == [email for email, _ in ACCOUNTS]
    assert all(each["label"] for each in offered[1]["demo"])


async def test_single_sign_on_says_that_it_is_not_set_up(app: Mandate, company: Company) -> None:
    async with anonymous(app) as client:
        answer = await client.get("/auth/oidc/start")
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert "not set up" in answer.json()["detail"]


async def test_a_new_password_is_chosen_with_the_present_one(app: Mandate, company: Company) -> None:
    await person_with_password(company)
    async with anonymous(app) as client:
        body = {"current": PASSWORD, "new": "another long one"}
        assert (await client.post("/auth/password", json=body)).status_code == 401
        await sign_in(client)
        wrong = await client.post("/auth/password", json={**body, "current": "guess"})
        assert (wrong.status_code, wrong.json()["detail"]) == (401, "The present password is not right.")
        short = await client.post("/auth/password", json={**body, "new": "short"})
        assert (short.status_code, short.json()["violations"][0]["path"]) == (422, "new")
        assert (await client.post("/auth/password", json=body)).status_code == 204
        assert (await data(client, ME))["me"] is None
        assert (await sign_in(client, "another long one")).status_code == 204


async def test_a_program_signs_in_with_json_alone(app: Mandate, company: Company) -> None:
    await person_with_password(company)
    async with anonymous(app) as client:
        del client.headers["Origin"]
        assert (await sign_in(client)).status_code == 204
        assert (await data(client, ME))["me"] is not None
