"""Keep the built-in PostgreSQL running while anybody uses it, and stop it when the last client is gone.

Runs as a detached process of its own, so that neither Ctrl-C nor `kill -9` of a client reaches the server.
Clients are counted by a shared lock on `clients.lock`, which the kernel drops however a client dies.
"""

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from domain.database.embedded_server import POLL_SECONDS, STOP_SECONDS, Place, Server, ServerFailed, locked

LINGER_SECONDS = 1.0
CRASHES_PER_MINUTE = 5


def unused(place: Place) -> bool:
    """True if no client holds the place at this moment."""
    try:
        with locked(place.folder / "clients.lock", fcntl.LOCK_EX, 0):
            return True
    except TimeoutError:
        return False


def watch(server: Server) -> None:
    """Run until nobody has used the server for a second; restart it when it crashes under somebody."""
    unused_since: float | None = None
    crashes: list[float] = []
    while True:
        time.sleep(POLL_SECONDS)
        now = time.monotonic()
        if not unused(server.place):
            unused_since = None
            if not server.running():
                crashes = [*(at for at in crashes if now - at < 60), now]
                if len(crashes) > CRASHES_PER_MINUTE:
                    raise ServerFailed(f"PostgreSQL keeps crashing.\n{server.place.log_tail()}")
                server.start()
            continue
        unused_since = unused_since or now
        if now - unused_since < LINGER_SECONDS:
            continue
        # A newcomer waits at this lock until the server is down, then starts it afresh.
        with suppress(TimeoutError), locked(server.place.folder / "clients.lock", fcntl.LOCK_EX, 0):
            server.stop()
            return


def guard(place: Place, programs: Path, settings: Mapping[str, str]) -> None:
    """Start or adopt the server, say so on standard output, and keep it as long as it has clients."""
    server = Server(place, programs, settings)
    # What is bound to the machine's shutdown ends cleanly; the server itself is in a session of its own.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with locked(place.folder / "guard.lock", fcntl.LOCK_EX, STOP_SECONDS + 15):
        try:
            server.start()
            with suppress(BrokenPipeError):
                os.write(1, b"ready")
            silence = os.open(os.devnull, os.O_RDWR)
            os.dup2(silence, 1)
            watch(server)
        except BaseException:
            server.stop()
            raise


def main(folder: str, socket_folder: str, programs: str, settings: str) -> None:
    if os.fork():
        os._exit(0)  # the starter reaps this half at once; the guard itself belongs to nobody
    os.setsid()
    os.chdir("/")
    try:
        guard(Place(Path(folder), Path(socket_folder)), Path(programs), json.loads(settings))
    except (ServerFailed, OSError, subprocess.SubprocessError, KeyError) as problem:
        with suppress(OSError):
            os.write(1, str(problem).encode())
        sys.exit(1)
