"""A stranger's file is read apart: in a process with little memory and time, and without network, files or secrets.

The process gets the bytes by its standard input and answers by its standard output; both stay open, and it may open
nothing else, neither file nor socket. Its answer is unpickled by names: only the plain values of a reading exist for
it, so that not even a reader taken over by its input could say anything else.
"""

import asyncio
import importlib
import io
import pickle
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from domain.exchange.fields import ImportKind
from domain.exchange.files import FileOptions, FileReading, read_file
from domain.exchange.sheet import FileProblem, UnreadableFile, refused

MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 60
WALL_SECONDS = 120
AT_ONCE = 2  # readers at a time: each may use a whole processor

_ROOT = str(Path(__file__).resolve().parents[2])
_START = "import sys; sys.path.insert(0, sys.argv[1]); from domain.exchange.sandbox import answer; answer()"
# What the readers would load only when a file needs it, and could not load any more once nothing can be opened.
_NEEDED_LATER = ("encodings.cp1252", "encodings.latin_1", "encodings.cp1250", "encodings.cp1251", "encodings.cp437",
                 "encodings.cp850", "encodings.mac_roman", "encodings.iso8859_2", "encodings.iso8859_15",
                 "encodings.utf_8_sig", "encodings.utf_16", "encodings.utf_16_le", "encodings.utf_16_be",
                 "encodings.utf_32", "encodings.cp437", "encodings.ascii", "encodings.idna", "_strptime",
                 "unicodedata", "zipfile", "zlib", "traceback", "linecache")  # fmt: skip
_PLAIN = {
    ("builtins", "frozenset"),
    ("builtins", "set"),
    ("builtins", "range"),
    ("datetime", "date"),
    ("datetime", "datetime"),
    ("datetime", "time"),
    ("datetime", "timedelta"),
    ("decimal", "Decimal"),
    ("domain.quantities", "Month"),
    ("domain.errors", "Violation"),
    ("domain.exchange.columns", "ColumnMapping"),
    ("domain.exchange.columns", "Combine"),
    ("domain.exchange.columns", "FileMapping"),
    ("domain.exchange.columns", "Suggestion"),
    ("domain.exchange.efforts", "WorkingTime"),
    ("domain.exchange.fields", "ImportKind"),
    ("domain.exchange.files", "FileFacts"),
    ("domain.exchange.files", "FileReading"),
    ("domain.exchange.meanings", "Ambiguity"),
    ("domain.exchange.meanings", "Choice"),
    ("domain.exchange.meanings", "Question"),
    ("domain.exchange.meanings", "RowError"),
    ("domain.exchange.rules", "Record"),
    ("domain.exchange.sheet", "FileProblem"),
    ("domain.exchange.sheet", "Note"),
}

_turn = asyncio.Semaphore(AT_ONCE)


async def read_apart(
    data: bytes,
    name: str,
    kind: ImportKind,
    options: FileOptions,
    *,
    memory_bytes: int = MEMORY_BYTES,
    wall_seconds: float = WALL_SECONDS,
) -> FileReading:
    """What `read_file` says, from a process of its own. Raises UnreadableFile, also when the limits were not enough."""
    asked = pickle.dumps((memory_bytes, name, kind, options, data), protocol=5)
    async with _turn:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-I", "-B", "-c", _START, _ROOT,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
            env={"LC_ALL": "C.UTF-8"}, cwd="/", start_new_session=True,
        )  # fmt: skip
        try:
            async with asyncio.timeout(wall_seconds):
                said, complaint = await process.communicate(asked)
        except TimeoutError:
            raise refused("reading the file takes too long; split it, or save it again as .csv.") from None
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
    answered = _told(said)
    if isinstance(answered, FileReading):
        return answered
    if isinstance(answered, FileProblem):
        raise UnreadableFile(answered)
    if process.returncode and process.returncode < 0:
        raise refused("reading the file takes too much time or memory; split it, or save it again as .csv.")
    raise RuntimeError(f"the reader of files failed: {complaint.decode(errors='replace')[-2000:]}")


class _Plain(pickle.Unpickler):
    """Knows the values of a reading and nothing that could act."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} does not belong into a reading")


def _told(said: bytes) -> object:
    try:
        return _Plain(io.BytesIO(said)).load() if said else None
    except (EOFError, pickle.UnpicklingError):
        return None


def answer() -> None:
    """The other process: take the limits, read the file on standard input, say what it holds on standard output."""
    memory_bytes, name, kind, options, data = pickle.load(sys.stdin.buffer)
    for module in _NEEDED_LATER:
        importlib.import_module(module)
    _limit_to(memory_bytes)
    said: FileReading | FileProblem
    try:
        said = read_file(data, name, kind, options)
    except UnreadableFile as unreadable:
        said = unreadable.problem
    except (MemoryError, RecursionError):
        said = FileProblem("the file needs too much memory to be read; split it.")
    del data
    try:
        told = pickle.dumps(said, protocol=5)
    except MemoryError:
        told = pickle.dumps(FileProblem("the file needs too much memory to be read; split it."), protocol=5)
    sys.stdout.buffer.write(told)
    sys.stdout.buffer.flush()


def _limit_to(memory_bytes: int) -> None:
    """Take the limits for good. A system that knows one of them not (macOS: memory) keeps the others."""
    import resource

    wanted = {
        resource.RLIMIT_AS: memory_bytes,
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: 3,  # standard input, output and error are open; nothing else ever is
    }
    for what, most in wanted.items():
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))
