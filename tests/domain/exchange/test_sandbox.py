"""The process in which files are read: what it answers, and what it cannot do."""

import pickle
import subprocess
import sys
import time
from pathlib import Path

import pytest

from domain.exchange import sandbox
from domain.exchange.fields import ImportKind
from domain.exchange.files import FileOptions
from domain.exchange.sandbox import read_apart
from domain.exchange.sheet import UnreadableFile

ROOT = Path(__file__).parents[3]
CSV = "id;name;unit;budget\nA-1;Returns;Retail;1.200,50\nA-2;Stock;Logistics;2.000,00\n".encode("cp1252")
KIND = ImportKind.REQUESTS


async def test_a_file_is_read_in_another_process_as_here() -> None:
    found = await read_apart(CSV, "list.csv", KIND, FileOptions())
    assert found.usable
    assert [record.key for record in found.records] == ["A-1", "A-2"]
    assert str(found.records[0].values["cost"]) == "1200.50"
    assert (found.facts.form, found.facts.separator, found.facts.header_row) == ("csv", ";", 1)


async def test_a_refusal_comes_back_with_its_row_and_column() -> None:
    with pytest.raises(UnreadableFile) as caught:
        await read_apart(b"id,name,unit\nA-1,Returns\n", "list.csv", KIND, FileOptions())
    assert (caught.value.problem.row, caught.value.problem.column) == (2, 3)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig", "cp850", "mac-roman", "iso-8859-15"])
async def test_encodings_are_there_though_nothing_can_be_opened(encoding: str) -> None:
    named = None if encoding.startswith("utf") else encoding
    data = "id,name,unit\nA-1,Überblick für alle,Café\n".encode(encoding)
    found = await read_apart(data, "list.csv", KIND, FileOptions(encoding=named))
    assert found.records[0].values["title"] == "Überblick für alle"


async def test_too_little_memory_is_a_refusal_and_no_fault() -> None:
    data = b"id,name,unit\n" + b"".join(b"A-%d,Returns of goods,Retail\n" % at for at in range(400_000))
    with pytest.raises(UnreadableFile, match=r"memory"):
        await read_apart(data, "list.csv", KIND, FileOptions(), memory_bytes=160 * 1024 * 1024)


async def test_a_reader_that_does_not_end_is_ended() -> None:
    began = time.monotonic()
    data = b"id,name,unit\n" + b"".join(b"A-%d,Returns of goods,Retail\n" % at for at in range(400_000))
    with pytest.raises(UnreadableFile, match="too long"):
        await read_apart(data, "list.csv", KIND, FileOptions(), wall_seconds=0.3)
    assert time.monotonic() - began < 5


def apart(code: str) -> str:
    """What some code says once the limits are taken."""
    script = f"import socket; from domain.exchange import sandbox; sandbox._limit_to(1 << 29)\ntry:\n    {code}\n"
    script += "except OSError as refused:\n    print('refused', refused.errno)\n"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.parametrize(
    "code",
    ["socket.socket()", "open('/etc/passwd')", "open('/tmp/left-behind', 'w')", "__import__('os').pipe()"],
)
def test_nothing_can_be_opened_apart(code: str) -> None:
    assert "refused 24" in apart(code)


def test_an_answer_holds_plain_values_only() -> None:
    class Acts:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return eval, ("1 + 1",)

    assert sandbox._told(pickle.dumps(Acts())) is None
    assert sandbox._told(b"") is None
