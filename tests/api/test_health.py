"""What stands around every answer: health, headers, limits on bodies, the front end, errors as problem documents."""

import json
import logging
import socket
from pathlib import Path

import httpx
import pytest
from litestar import Litestar

from api import frontend
from api.app import HEADERS, Mandate, create_app
from api.settings import Settings
from domain.database.engine import DB
from tests.support.graphql import browser


async def test_a_living_process_says_so_without_the_database() -> None:
    app = create_app(Settings(database_url="postgresql://nobody@127.0.0.1:1/none"))
    async with browser(app) as client:
        answer = await client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})


async def test_a_migrated_database_is_ready(app: Mandate) -> None:
    async with browser(app) as client:
        answer = await client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready"})


async def test_a_lost_database_is_not_ready_and_says_when_to_ask_again(
    app: Mandate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DB, "reads", None)
    async with browser(app) as client:
        answer = await client.get("/readyz")
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0


async def test_a_lost_database_answers_503_to_who_was_signed_in(app: Mandate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DB, "reads", None)
    async with browser(app) as client:
        client.cookies.set("mandate_session", "some-session")
        answer = await client.post("/graphql", json={"query": "{ me { id } }"})
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert int(answer.headers["retry-after"]) > 0


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/healthz"),
        ("GET", "/missing.js"),
        ("DELETE", "/"),
        ("GET", "/graphql"),
        ("GET", "/metrics"),
    ],
)
async def test_every_answer_carries_the_security_headers_and_its_id(app: Mandate, method: str, path: str) -> None:
    async with browser(app) as client:
        answer = await client.request(method, path)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert len(answer.headers["x-request-id"]) == 32
    assert "cache-control" in answer.headers


async def test_secure_installations_insist_on_https(app: Mandate) -> None:
    secure = create_app(Settings(database_url="postgresql://x/y", public_url="https://mandate.example.com"))
    async with browser(secure) as client:
        assert "max-age" in (await client.get("/healthz")).headers["strict-transport-security"]
    async with browser(app) as client:
        assert "strict-transport-security" not in (await client.get("/healthz")).headers


async def test_errors_outside_graphql_are_problem_documents(app: Mandate) -> None:
    async with browser(app) as client:
        answer = await client.get("/missing.js")
    body = answer.json()
    assert answer.status_code == body["status"] == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert body["instance"] == f"urn:request:{answer.headers['x-request-id']}"


async def test_a_body_that_is_too_large_is_refused(app: Mandate) -> None:
    async with browser(app) as client:
        graphql = await client.post("/graphql", json={"query": "{ me { id } }" + " " * 257 * 1024})
        sign_in = await client.post("/auth/sign-in", json={"email": "x" * 65 * 1024, "password": "y"})
    assert (graphql.status_code, sign_in.status_code) == (413, 413)


@pytest.mark.parametrize("body", ["null", "[]", '"x"', "[" * 100_000, '{"a":' * 40 + "1" + "}" * 40, "{", b"\xff\xfe{"])
async def test_a_body_that_is_no_plain_json_object_is_a_bad_request(app: Mandate, body: str | bytes) -> None:
    async with browser(app) as client:
        answer = await client.post("/graphql", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"


async def test_figures_name_the_routes_and_not_the_paths(app: Mandate) -> None:
    async with browser(app) as client:
        await client.get("/requests/REQ-42")
        text = (await client.get("/metrics")).text
    assert "mandate_requests_total" in text
    assert "REQ-42" not in text
    assert 'mandate_connections{pool="read",state="idle"}' in text


def built(folder: Path) -> httpx.AsyncClient:
    (folder / "assets").mkdir()
    (folder / "index.html").write_text("<title>front</title>")
    (folder / "assets" / "main-1a2b.js").write_text("void 0")
    (folder / ".made").write_text("stamp")
    app = Litestar(frontend.handlers(folder), openapi_config=None)
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://front.test")


async def test_the_front_page_answers_every_path_of_the_front_end_and_is_asked_again(tmp_path: Path) -> None:
    async with built(tmp_path) as client:
        first = await client.get("/requests/REQ-42")
        again = await client.get("/", headers={"If-None-Match": first.headers["etag"]})
    assert (first.status_code, first.text, first.headers["cache-control"]) == (200, "<title>front</title>", "no-cache")
    assert (again.status_code, again.content) == (304, b"")


async def test_assets_are_kept_for_ever_and_unknown_ones_are_missing(tmp_path: Path) -> None:
    async with built(tmp_path) as client:
        script = await client.get("/assets/main-1a2b.js")
        others = [await client.get(path) for path in ("/assets/other.js", "/assets/other", "/.made", "/auth/nothing")]
    assert "immutable" in script.headers["cache-control"]
    assert script.headers["content-type"].startswith("text/javascript")
    assert [other.status_code for other in others] == [404] * 4


@pytest.mark.parametrize("path", ["/../pyproject.toml", "/assets/../../secret", "/%2e%2e/%2e%2e/etc/passwd", "//etc"])
async def test_no_path_leads_out_of_the_front_end(tmp_path: Path, path: str) -> None:
    (tmp_path.parent / "secret").write_text("secret")
    async with built(tmp_path) as client:
        answer = await client.get(path)
    assert answer.status_code == 404 or answer.text == "<title>front</title>"


def test_a_busy_port_is_said_clearly(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from api.__main__ import main

    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        monkeypatch.setenv("MANDATE_PORT", str(port))
        assert main(["serve"]) == 1
    assert f"Port {port} is taken" in capsys.readouterr().err


def test_a_wrong_setting_is_named(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from api.__main__ import main

    monkeypatch.setenv("MANDATE_PORT", "many")
    assert main(["serve"]) == 2
    assert "MANDATE_PORT" in capsys.readouterr().err


async def test_a_fault_is_logged_whole_and_told_in_one_sentence(
    app: Mandate, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken() -> bool:
        raise ValueError("secret dsn postgres://u:p@h")

    monkeypatch.setattr("domain.migrations.is_current", broken)
    with caplog.at_level(logging.ERROR):
        async with browser(app) as client:
            answer = await client.get("/readyz")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert json.loads(answer.text)["title"] == "Internal Server Error"
