"""The command line on a real database: tokens, evidence, backup and restore, the contract, the worker."""

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from api import worker
from api.__main__ import main
from api.graphql import access
from domain.actor import Deed
from domain.audit import queries
from domain.database.engine import transaction
from domain.jobs.worker import Worker
from tests.support.database import Database, Server
from tests.support.personas import Company

PROJECT = Path(__file__).resolve().parents[2]


def run(url: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """The command line as a process of its own, as somebody would call it."""
    return subprocess.run(
        [sys.executable, "-m", "api", *arguments],
        cwd=PROJECT,
        env={"MANDATE_DATABASE_URL": url, "PATH": "", "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


async def test_a_token_is_printed_once_and_opens_the_door(database: Database, company: Company) -> None:
    made = run(database.login_url, "token", "owner.retail@test.example", "--scope", "read")
    assert made.returncode == 0, made.stderr
    secret = made.stdout.strip()
    assert secret.startswith("mdt_") or len(secret) > 40
    (event,) = await queries.audit_trail(await company.owner_retail.as_actor(), limit=1)
    assert event.action == "token.created"
    refused = run(database.login_url, "token", "nobody@test.example")
    assert (refused.returncode, refused.stderr) == (1, "There is no such person.\n")


async def test_evidence_is_verified_and_a_missing_guard_fails(database: Database, company: Company) -> None:
    assert run(database.login_url, "audit", "verify").returncode == 0
    with psycopg.connect(database.owner_url, autocommit=True) as line:
        line.execute("alter table audit_event disable trigger append_only")
        try:
            found = run(database.login_url, "audit", "verify")
        finally:
            line.execute("alter table audit_event enable always trigger append_only")
    assert found.returncode == 1
    assert "audit_event: the guard append_only" in found.stdout


async def test_what_was_backed_up_comes_back_whole_and_guarded(
    database: Database, company: Company, server: Server, run_number: int, tmp_path: Path
) -> None:
    file = tmp_path / "backups" / "mandate.dump"
    written = run(database.owner_url, "backup", str(file))
    assert written.returncode == 0, written.stderr
    assert file.stat().st_mode & 0o077 == 0
    assert run(database.owner_url, "backup", str(file)).returncode == 1
    with server.database(f"mandate_test_{run_number}_restored") as name:
        url = server.address(name)
        restored = run(url, "restore", str(file))
        assert restored.returncode == 0, restored.stderr
        verified = run(url, "audit", "verify")
        assert verified.returncode == 0, verified.stdout
        again = run(url, "restore", str(file))
        assert again.returncode == 1
        assert "--replace" in again.stderr
        assert run(url, "restore", "--replace", str(file)).returncode == 0
        with psycopg.connect(database.owner_url) as before, psycopg.connect(url) as after:
            for table in ("audit_event", "person", "unit", "assignment", "policy"):
                counted = f"select count(*), md5(string_agg(id::text, ',' order by id)) from {table}"
                assert before.execute(counted).fetchone() == after.execute(counted).fetchone()


async def test_a_file_that_is_no_backup_is_refused_before_anything_is_lost(
    database: Database, company: Company, tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("Dear all")
    refused = run(database.owner_url, "restore", "--replace", str(tmp_path / "letter.txt"))
    assert refused.returncode == 1
    assert (await queries.data_version()).newest > 0


def test_a_database_that_is_away_is_said_in_one_line() -> None:
    for verb in (["token", "a@b.example"], ["audit", "verify"], ["backup", "/nonexistent/x.dump"], ["demo"]):
        refused = run("postgresql://nobody@127.0.0.1:1/none", *verb)
        assert refused.returncode == 1, verb
        assert "Traceback" not in refused.stderr, refused.stderr


def test_help_names_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    assert left.value.code == 0
    said = capsys.readouterr().out
    for verb in ("serve", "worker", "migrate", "demo", "schema", "token", "audit", "backup", "restore"):
        assert f"    {verb} " in said


async def test_everything_that_is_scheduled_runs_on_an_empty_company(company: Company) -> None:
    for each in worker.SCHEDULE:
        await each.call()


async def test_a_job_is_done_by_its_handler(database: Database, company: Company) -> None:
    from domain import jobs

    async with transaction(await company.it_platform.as_actor(), Deed.LOG_CAPACITY) as tx:
        await jobs.enqueue(tx, next(iter(worker.HANDLERS)), {"request": str(company.retail)})
    done: list[str] = []

    async def heard(payload: dict[str, object]) -> None:
        done.append(str(payload["request"]))

    await Worker(database.login_url, dict.fromkeys(worker.HANDLERS, heard)).drain()
    assert done == [str(company.retail)]


def test_routes_of_the_matrix_are_written_as_they_are_asked_for() -> None:
    assert all(route.split(" ")[0] in ("GET", "POST", "WS") and " /" in route for route in access.ROUTES)
