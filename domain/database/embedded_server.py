"""One built-in PostgreSQL: its folder, its marks and locks, who it runs as, how it starts and stops.

Only PostgreSQL's own programs are used, over a Unix socket in a private folder; no network port is opened.
"""

import ctypes
import fcntl
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

PORT = 5432  # only part of the socket's name
POLL_SECONDS = 0.2
STOP_SECONDS = 60.0


class ServerFailed(RuntimeError):
    """The built-in PostgreSQL cannot run here; the message says why and what to do instead."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one built-in server keeps its data, its locks and its socket."""

    folder: Path
    socket_folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    def postmaster(self) -> tuple[int, bool] | None:
        """The process that the data folder names, and whether it has said that it is ready."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            return int(lines[0]), len(lines) > 7 and lines[7].strip() == "ready"
        except (FileNotFoundError, ValueError, IndexError):
            return None

    def ready(self) -> bool:
        found = self.postmaster()
        return found is not None and found[1] and self.runs(found[0]) and self.answers()

    def runs(self, pid: int) -> bool:
        """True if the process lives and is PostgreSQL on this data folder: numbers are given out again."""
        if Path("/proc/self/cmdline").exists():
            try:
                arguments = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            except OSError:
                return False
            return os.fsencode(self.data) in arguments
        return alive(pid)

    def answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as probe, suppress(OSError):
            probe.settimeout(2)
            probe.connect(str(self.socket_folder / f".s.PGSQL.{PORT}"))
            return True
        return False

    def log_tail(self) -> str:
        with suppress(OSError):
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-12:])
        return ""


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def locked(path: Path, kind: int, seconds: float) -> Iterator[None]:
    """Hold a file lock (`fcntl.LOCK_SH` or `LOCK_EX`); TimeoutError when others keep it for `seconds`."""
    deadline = time.monotonic() + seconds
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        while True:
            try:
                fcntl.flock(handle, kind | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise TimeoutError(f"{path} is held by another process") from None
                time.sleep(0.01)
        yield
    finally:
        os.close(handle)


def server_identity(place: Place) -> tuple[int, int] | None:
    """Who the server runs as: ourselves (None), or the data's owner, since PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    if place.data.exists() and (owner := place.data.stat()).st_uid != 0:
        return owner.st_uid, owner.st_gid
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def dropping_root(uid: int, gid: int) -> Callable[[], None]:
    """Become another user just before the program starts, keeping only the right to pass closed folders.

    Without that right (CAP_DAC_OVERRIDE) a project under /root could not be read by the server. It lets
    the server write any file, so root is for development machines and containers only.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    linux = sys.platform == "linux"

    def drop() -> None:
        if linux:
            libc.prctl(28, 4, 0, 0, 0)  # PR_SET_SECUREBITS, NO_SETUID_FIXUP: else access(2) ignores the capability
            libc.prctl(8, 1, 0, 0, 0)  # PR_SET_KEEPCAPS
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
        if linux:
            override = 1 << 1  # CAP_DAC_OVERRIDE, as effective, permitted and inheritable
            header = (ctypes.c_uint32 * 2)(0x20080522, 0)
            sets = (ctypes.c_uint32 * 6)(override, override, override, 0, 0, 0)
            if libc.capset(header, sets) == 0:
                libc.prctl(47, 2, 1, 0, 0)  # PR_CAP_AMBIENT_RAISE: survives the exec

    return drop


def run_as_server(place: Place, command: list[str]) -> subprocess.Popen[bytes]:
    """Start one of PostgreSQL's programs with a clean environment, writing to the server's log."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_", "LANG"))}
    identity = server_identity(place)
    with place.log.open("ab") as log:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=environment | {"LC_ALL": "C", "TZ": "UTC"},
            start_new_session=True,
            preexec_fn=dropping_root(*identity) if identity else None,
        )


def major_version(programs: Path) -> int:
    answer = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True)
    found = re.search(r"PostgreSQL\) (\d+)", answer.stdout)
    if found is None:
        raise ServerFailed(f"{programs / 'postgres'} does not say its version: {answer.stdout.strip()}")
    return int(found[1])


def make_data(place: Place, programs: Path) -> None:
    """Create the data folder under another name first: an interrupted set-up never looks finished."""
    fresh = place.folder / "data.new"
    shutil.rmtree(fresh, ignore_errors=True)
    # Sorting and letters that are the same on every machine, whatever its own language.
    if major_version(programs) >= 17:
        locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    else:
        locale = ["--locale=C.UTF-8"] if sys.platform == "linux" else ["--locale=C"]
    initdb = run_as_server(
        place,
        [
            *(str(programs / "initdb"), "-D", str(fresh), "-U", "postgres", "--auth=trust"),
            *("--encoding=UTF8", *locale, "--no-instructions"),
        ],
    )
    if initdb.wait() != 0:
        shutil.rmtree(fresh, ignore_errors=True)
        raise ServerFailed(f"PostgreSQL could not create its data folder.\n{place.log_tail()}")
    fresh.rename(place.data)


def check_version(place: Place, programs: Path) -> None:
    """Data of another major version is refused before PostgreSQL touches it."""
    made_by, here = int((place.data / "PG_VERSION").read_text()), major_version(programs)
    if made_by != here:
        raise ServerFailed(
            f"{place.data} was made by PostgreSQL {made_by}, but this is PostgreSQL {here}. Back it up with "
            "the old version, move the folder away, and restore into the new one."
        )


def clear_stale_marks(place: Place) -> None:
    """Let the server start where a dead one left its marks and the process number now belongs to a stranger.

    The data folder's mark is kept, under our own number (PostgreSQL accepts its parent's): it also names the
    shared memory by which PostgreSQL notices surviving processes of the dead server.
    """
    for leftover in (f".s.PGSQL.{PORT}", f".s.PGSQL.{PORT}.lock"):
        (place.socket_folder / leftover).unlink(missing_ok=True)
    found = place.postmaster()
    if found and alive(found[0]) and not place.runs(found[0]):
        mark = place.data / "postmaster.pid"
        mark.write_text("\n".join([str(os.getpid()), *mark.read_text().splitlines()[1:]]) + "\n")


class Server:
    """The one PostgreSQL of a place: started by us, or adopted from a guard that was killed."""

    def __init__(self, place: Place, programs: Path, settings: Mapping[str, str]) -> None:
        self.place, self.programs, self.settings = place, programs, settings
        self.child: subprocess.Popen[bytes] | None = None
        self.pid = 0

    def start(self) -> None:
        found = self.place.postmaster()
        if found and self.place.runs(found[0]):
            self.pid, self.child = found[0], None
        else:
            if not self.place.data.exists():
                make_data(self.place, self.programs)
            check_version(self.place, self.programs)
            self._launch()
        while not self.place.ready():
            if not self.running():
                # Processes of a killed server may need a moment to notice that it is gone.
                if "shared memory block" not in self.place.log_tail():
                    raise ServerFailed(f"PostgreSQL stopped while starting.\n{self.place.log_tail()}")
                time.sleep(POLL_SECONDS)
                self._launch()
            time.sleep(0.02)

    def _launch(self) -> None:
        clear_stale_marks(self.place)
        with suppress(OSError):
            if self.place.log.stat().st_size > 10_000_000:
                os.truncate(self.place.log, 0)
        sockets = str(self.place.socket_folder).replace('"', '""')
        fixed = {"listen_addresses": "", "unix_socket_directories": f'"{sockets}"', "port": str(PORT)}
        options = {"timezone": "UTC", "log_timezone": "UTC"} | dict(self.settings) | fixed
        command = [str(self.programs / "postgres"), "-D", str(self.place.data)]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        self.child = run_as_server(self.place, command)
        self.pid = self.child.pid

    def running(self) -> bool:
        if self.child:
            return self.child.poll() is None
        return self.pid > 0 and self.place.runs(self.pid)

    def stop(self) -> None:
        """Shut down cleanly, rolling back what is open; a hanging server is cut off and recovers later."""
        for sign, seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, 10.0)):
            if self.running():
                os.kill(self.pid, sign)
            deadline = time.monotonic() + seconds
            while self.running() and time.monotonic() < deadline:
                time.sleep(0.02)
