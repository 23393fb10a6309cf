"""The built-in PostgreSQL: one server per folder, gone with its last client, whole again after a crash."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from domain.database.embedded import EmbeddedServer, embedded
from domain.database.embedded_server import Place, ServerFailed, alive

PROJECT = Path(__file__).resolve().parents[3]
CLIENT = """
import sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from domain.database.embedded import embedded
with embedded(Path(sys.argv[1]), settings={"fsync": "off"}) as server:
    print(server.url("postgres"), flush=True)
    sys.stdin.read()
"""
NOBODY = 65534


@pytest.fixture
def folder() -> Iterator[Path]:
    """A place of its own per test, with a short name; whatever server is left there ends by itself."""
    made = Path(tempfile.mkdtemp(prefix="pg-"))
    yield made / "pg"
    until(lambda: not serving(made / "pg"))
    shutil.rmtree(made)


def until(condition: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.05)


def postmaster(folder: Path) -> int:
    found = Place(folder, folder / "socket").postmaster()
    assert found is not None
    return found[0]


def serving(folder: Path) -> bool:
    found = Place(folder, folder / "socket").postmaster()
    return found is not None and Place(folder, folder / "socket").runs(found[0])


def guard_of(folder: Path) -> int:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                arguments = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if os.fsencode(folder) in arguments and b"-I" in arguments:
                return int(entry.name)
    raise AssertionError("no guard runs")


def client(folder: Path, user: int | None = None) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", CLIENT, str(folder), str(PROJECT)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd="/",
        user=user,
        group=user,
        extra_groups=None if user is None else [],
    )


def address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def answer(url: str, question: str) -> object:
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(question).fetchone()
    return row[0] if row else None


def leave(process: subprocess.Popen[str]) -> None:
    process.communicate(timeout=30)
    assert process.returncode == 0


def test_a_server_starts_from_nothing_and_keeps_its_data_until_the_next_start(folder: Path) -> None:
    with embedded(folder) as server:
        assert answer(server.url("postgres"), "SELECT upper('é')") == "É"
        assert server.create_database("kept data")
        assert not server.create_database("kept data")
        with psycopg.connect(server.url("kept data"), autocommit=True) as connection:
            connection.execute("CREATE TABLE promise AS SELECT 42 AS amount")
    until(lambda: not serving(folder))
    with embedded(folder) as server:
        assert answer(server.url("kept data"), "SELECT amount FROM promise") == 42


def test_it_opens_no_network_port_and_a_socket_for_its_owner_only(folder: Path) -> None:
    with embedded(folder) as server:
        assert answer(server.url("postgres"), "SHOW listen_addresses") == ""
        assert server.socket_folder.stat().st_mode & 0o777 == 0o700


def test_settings_reach_the_server(folder: Path) -> None:
    with embedded(folder, settings={"fsync": "off", "work_mem": "9MB"}) as server:
        assert answer(server.url("postgres"), "SHOW fsync") == "off"
        assert answer(server.url("postgres"), "SHOW work_mem") == "9MB"


def test_a_wrong_setting_is_reported_with_the_servers_own_words(folder: Path) -> None:
    with (
        pytest.raises(ServerFailed, match="no_such_setting"),
        embedded(folder, settings={"no_such_setting": "1"}),
    ):
        pytest.fail("it started")


def test_five_clients_at_once_share_one_server(folder: Path) -> None:
    clients = [client(folder) for _ in range(5)]
    started = {answer(address(each), "SELECT pg_postmaster_start_time()::text") for each in clients}
    assert len(started) == 1
    for each in clients[1:]:
        leave(each)
    time.sleep(2)
    assert serving(folder), "one client is still there"
    leave(clients[0])
    until(lambda: not serving(folder))


def test_killing_the_last_client_stops_the_server_cleanly(folder: Path) -> None:
    only = client(folder)
    address(only)
    only.kill()
    only.communicate()
    until(lambda: not serving(folder))
    assert "database system is shut down" in (folder / "server.log").read_text()


def test_a_killed_server_comes_back_under_a_living_client(folder: Path) -> None:
    with embedded(folder) as server:
        with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS n")
        killed = postmaster(folder)
        os.kill(killed, signal.SIGKILL)
        until(lambda: back(server, killed, folder))
        assert answer(server.url("postgres"), "SELECT n FROM kept") == 7


def back(server: EmbeddedServer, killed: int, folder: Path) -> bool:
    found = Place(folder, server.socket_folder)
    return found.ready() and postmaster(folder) != killed


@pytest.mark.skipif(sys.platform != "linux", reason="finds the guard in /proc")
def test_when_server_and_clients_are_killed_the_next_client_finds_its_data(folder: Path) -> None:
    first = client(folder)
    with psycopg.connect(address(first), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS n")
    doomed = (guard_of(folder), postmaster(folder), first.pid)
    for process in doomed:
        os.kill(process, signal.SIGKILL)
    first.communicate()
    until(lambda: not any(alive(process) for process in doomed))
    with embedded(folder) as server:
        assert answer(server.url("postgres"), "SELECT n FROM kept") == 7


@pytest.mark.skipif(sys.platform != "linux", reason="finds the guard in /proc")
def test_a_server_that_lost_its_guard_is_adopted_and_stopped_by_the_next_client(folder: Path) -> None:
    first = client(folder)
    url = address(first)
    born = answer(url, "SELECT pg_postmaster_start_time()::text")
    guard = guard_of(folder)
    os.kill(guard, signal.SIGKILL)
    until(lambda: not alive(guard))
    with embedded(folder):
        assert answer(url, "SELECT pg_postmaster_start_time()::text") == born
        leave(first)
    until(lambda: not serving(folder))


def test_an_interrupted_set_up_starts_over(folder: Path) -> None:
    (folder / "data.new").mkdir(parents=True)
    (folder / "data.new" / "PG_VERSION").write_text("half")
    with embedded(folder) as server:
        assert answer(server.url("postgres"), "SELECT 1") == 1


def test_a_mark_that_names_a_strangers_process_does_not_keep_the_server_away(folder: Path) -> None:
    with embedded(folder):
        mark = (folder / "data" / "postmaster.pid").read_text()
    until(lambda: not serving(folder))
    stranger = "\n".join([str(os.getpid()), *mark.splitlines()[1:]]) + "\n"
    (folder / "data" / "postmaster.pid").write_text(stranger)
    with embedded(folder) as server:
        assert answer(server.url("postgres"), "SELECT 1") == 1


def test_a_folder_with_a_long_name_gets_a_short_private_socket(folder: Path) -> None:
    deep = folder / ("a_long_name_" * 10)
    with embedded(deep) as server:
        assert answer(server.url("postgres"), "SELECT 1") == 1
        assert not server.socket_folder.is_relative_to(folder)
        assert server.socket_folder.stat().st_mode & 0o777 == 0o700
    until(lambda: not serving(deep))
    shutil.rmtree(server.socket_folder)


def test_data_of_another_major_version_is_left_alone(folder: Path) -> None:
    with embedded(folder):
        pass
    until(lambda: not serving(folder))
    (folder / "data" / "PG_VERSION").write_text("12\n")
    with pytest.raises(ServerFailed, match="made by PostgreSQL 12"), embedded(folder):
        pytest.fail("it started")


def test_other_programs_than_the_wheels_can_be_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MANDATE_POSTGRES_BIN", "/no/such/folder")
    with pytest.raises(ServerFailed, match="MANDATE_POSTGRES_BIN"), embedded(folder):
        pytest.fail("it started")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_root_hands_the_server_to_an_ordinary_user(folder: Path) -> None:
    with embedded(folder):
        assert Path(f"/proc/{postmaster(folder)}").stat().st_uid != 0
        assert (folder / "data").stat().st_uid != 0


@pytest.mark.skipif(os.geteuid() != 0, reason="the other tests already run as an ordinary user")
def test_an_ordinary_user_needs_no_right_but_their_own_folder(folder: Path) -> None:
    folder.parent.chmod(0o700)
    os.chown(folder.parent, NOBODY, NOBODY)
    try:
        subprocess.run([sys.executable, "-c", "import psycopg"], user=NOBODY, group=NOBODY, cwd="/", check=True)
    except (PermissionError, subprocess.CalledProcessError):
        pytest.skip("this Python is closed to ordinary users")
    theirs = client(folder, user=NOBODY)
    assert answer(address(theirs), "SELECT 1") == 1
    assert (folder / "data").stat().st_uid == NOBODY
    leave(theirs)
    until(lambda: not serving(folder))
