"""Backups by PostgreSQL's own tools: the whole database in one file, and back from it."""

import argparse
import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from api.cli.addresses import addresses, bring_up, connection, emptied, is_empty, unreachable
from api.cli.refusals import Refused
from api.settings import Settings
from domain.database.embedded import find_programs
from domain.database.embedded_server import ServerFailed

FORMAT = "%Y%m%dT%H%M%SZ"


def backup(settings: Settings, asked: argparse.Namespace) -> int:
    """Write the whole database to a file that only this user can read."""
    file: Path = asked.file or settings.data_dir / "backups" / f"mandate-{datetime.now(UTC).strftime(FORMAT)}.dump"
    if file.exists():
        raise Refused(f"{file} is there already; name another file.")
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(file.name + ".unfinished")
    with addresses(settings) as at:
        unfinished.touch(mode=0o600)
        try:
            _run("pg_dump", at.owner, "--format=custom", "--no-owner", f"--file={unfinished}")
            # A dump that cannot be listed, or that holds no events, is none.
            if "TABLE DATA public audit_event" not in _run("pg_restore", None, "--list", str(unfinished)):
                raise Refused("The backup holds no audit trail; is this Mandate's database?")
            unfinished.rename(file)
        finally:
            unfinished.unlink(missing_ok=True)
    print(f"Wrote {file} ({file.stat().st_size / 1_000_000:.1f} MB). Keep a copy on another machine.")
    return 0


def restore(settings: Settings, asked: argparse.Namespace) -> int:
    """Put a backup into the database, bring it to this version, and put the guards in force."""
    file: Path = asked.file
    if not file.is_file():
        raise Refused(f"There is no file {file}.")
    if "TABLE DATA public audit_event" not in _run("pg_restore", None, "--list", str(file)):
        raise Refused(f"{file} is not a backup of Mandate.")
    with addresses(settings) as at:
        if not is_empty(at.owner) and not asked.replace:
            raise Refused("The database has people in it. To lose all that is in it: restore --replace FILE")
        # Makes the roles that the backup's grants name.
        bring_up(at.owner)
        with connection(at.owner) as line:
            emptied(line)
        _run(
            "pg_restore",
            at.owner,
            "--no-owner",
            "--no-comments",
            "--exit-on-error",
            "--single-transaction",
            str(file),
        )
        bring_up(at.owner)
        _settle(at.owner)
    print("Restored. Now check it: python -m api audit verify")
    return 0


def _settle(owner_url: str) -> None:
    """Let restored events come before all new ones: their transaction numbers are another server's."""
    try:
        with psycopg.connect(owner_url) as line:
            line.execute("alter table audit_event disable trigger append_only")
            line.execute("update audit_event set xact = 0 where xact <> 0")
            line.execute("alter table audit_event enable always trigger append_only")
    except psycopg.OperationalError as away:
        unreachable(away)


def _run(program: str, owner_url: str | None, *arguments: str) -> str:
    environment = dict(os.environ)
    if owner_url is not None:
        url = make_url(owner_url)
        # The password travels in the environment: arguments are seen by everybody on the machine.
        if url.password:
            environment["PGPASSWORD"] = str(url.password)
        named = url.set(password=None, drivername="postgresql").render_as_string()
        arguments = (f"--dbname={named}", *arguments)
    ran = subprocess.run([_program(program), *arguments], env=environment, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise Refused(f"{program} failed: {ran.stderr.strip()}")
    return ran.stdout


def _program(name: str) -> str:
    """PostgreSQL's own program: of the built-in server, else of the machine."""
    try:
        ours = find_programs() / name
    except ServerFailed:
        ours = None
    if ours is not None and ours.is_file():
        return str(ours)
    if (installed := shutil.which(name)) is None:
        raise Refused(f"{name} is not installed; it comes with PostgreSQL's client programs.")
    return installed
