"""`python -m api import` and `export` as they are typed, and an import that is killed on its way."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import Process
from pathlib import Path

import asyncpg

from domain.database.engine import value
from tests.support.database import Database
from tests.support.personas import Company
from tests.support.portfolios import csv_of

ROOT = Path(__file__).parents[2]
HEADER = ("no", "what", "whose", "due date")
ROWS = (("1", "Returns", "Retail", "03/04/2099"), ("2", "Stock", "Tills", ""))


async def started(database: Database, *arguments: str) -> Process:
    environment = {**os.environ, "MANDATE_DATABASE_URL": database.login_url}
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "api",
        *arguments,
        cwd=ROOT,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def typed(database: Database, *arguments: str) -> tuple[int, str, str]:
    """The exit code, and what was printed and complained about."""
    process = await started(database, *arguments)
    out, complaint = await process.communicate()
    assert process.returncode is not None
    return process.returncode, out.decode(), complaint.decode()


async def test_a_file_is_refused_with_reasons_then_imported(
    database: Database, company: Company, tmp_path: Path
) -> None:
    file = tmp_path / "old-list-2026.csv"
    file.write_bytes(csv_of(HEADER, *ROWS))
    mapped = ("import", str(file), "--map", "title=what", "--map", "unit_name=whose")
    code, out, complaint = await typed(database, *mapped, "--as", company.admin.email)
    assert (code, out) == (1, "")
    assert '--answer "due date:day_order=…": day_first or month_first' in complaint
    assert await value("select count(*) from request") == 0
    code, out, _ = await typed(database, *mapped, "--answer", "due date:day_order=day_first")
    assert "Tills (tills)" in out
    assert (code, out.splitlines()[-1]) == (
        0,
        "Source “old-list”, requests: 2 new, 0 changed, 0 unchanged, 0 gone; imported.",
    )
    assert str(await value("select deadline from request where external_key = '1'")) == "2099-04-03"
    exported = tmp_path / "requests.csv"
    code, out, _ = await typed(database, "export", str(exported))
    assert (code, out.startswith("2 requests")) == (0, True)
    assert b"Returns" in exported.read_bytes()


async def test_an_import_killed_on_its_way_leaves_nothing(database: Database, company: Company, tmp_path: Path) -> None:
    file = tmp_path / "long.csv"
    rows = [(f"A-{at}", f"Request {at}", f"Unit {at % 50}", "12000") for at in range(6_000)]
    file.write_bytes(csv_of(("id", "name", "unit", "value per year"), *rows))
    line = await asyncpg.connect(database.owner_url)
    try:
        process = await started(database, "import", str(file), "--source", "Long list")
        while not await line.fetchval(
            "select exists (select from pg_stat_activity where datname = current_database() and xact_start is not null"
            " and pid <> pg_backend_pid() and query ilike '%insert into benefit%')"
        ):
            assert process.returncode is None, "the import ended before it could be killed"
            await asyncio.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        await process.communicate()
        while await line.fetchval(
            "select exists (select from pg_stat_activity where datname = current_database() and xact_start is not null"
            " and pid <> pg_backend_pid())"
        ):
            await asyncio.sleep(0.01)
    finally:
        await line.close()
    counts = [
        await value(f"select count(*) from {table}") for table in ("request", "benefit", "imported_row", "import_batch")
    ]
    assert counts == [0, 0, 0, 0]
    assert await value("select count(*) from unit") == 3
