"""Rules of the house that can be read off the code: layers, and one event for every command."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
DOMAIN = PROJECT / "domain"
# Deeds that change nothing which others could want to trace.
UNRECORDED = {"extend_session"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions() -> dict[str, list[Function]]:
    """Every function of the domain, by name."""
    found: dict[str, list[Function]] = {}
    for path in sorted(DOMAIN.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, Function):
                found.setdefault(node.name, []).append(node)
    return found


def called(function: ast.AST) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id
            elif isinstance(node.func, ast.Attribute):
                yield node.func.attr


def opens_transaction(function: ast.AST) -> bool:
    return any(
        isinstance(node, ast.AsyncWith) and any("transaction" in called(item.context_expr) for item in node.items)
        for node in ast.walk(function)
    )


KNOWN = functions()
COMMANDS = sorted(
    f"{path.relative_to(PROJECT)}:{node.name}"
    for path in sorted(DOMAIN.glob("*/commands*.py"))
    for node in ast.parse(path.read_text(encoding="utf-8")).body
    if isinstance(node, ast.AsyncFunctionDef) and opens_transaction(node)
)


def records(name: str) -> bool:
    """Whether a function writes an event, itself or through what it calls."""
    reached: set[str] = set()
    waiting = [name]
    while waiting:
        one = waiting.pop()
        if one in ("record", "record_many"):
            return True
        if one not in reached and one in KNOWN:
            reached.add(one)
            waiting.extend(each for function in KNOWN[one] for each in called(function))
    return False


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_leaves_an_event(command: str) -> None:
    name = command.rpartition(":")[2]
    assert name in UNRECORDED or records(name)


def commands_inside() -> Iterator[tuple[str, ast.AST]]:
    """Everything that happens inside a transaction of a command, with where it stands."""
    for path in sorted(DOMAIN.glob("*/commands*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.AsyncWith) and any(
                "transaction" in called(item.context_expr) for item in node.items
            ):
                for statement in node.body:
                    for each in ast.walk(statement):
                        yield f"{path.parent.name}/{path.name}:{getattr(each, 'lineno', 0)}", each


def test_no_command_catches_a_refusal_or_gathers_inside_its_transaction() -> None:
    wrong = [
        place
        for place, node in commands_inside()
        if isinstance(node, ast.Try) or (isinstance(node, ast.Call) and {"gather", "create_task"} & set(called(node)))
    ]
    assert wrong == []


def test_no_command_opens_a_transaction_inside_another() -> None:
    assert [
        place for place, node in commands_inside() if isinstance(node, ast.Call) and "transaction" in called(node)
    ] == []


def test_nobody_upstream_imports_downstream() -> None:
    ran = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(PROJECT), "PATH": ""},
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_resolvers_decide_nothing_and_never_touch_the_database() -> None:
    allowed = {"domain.database.clock"}
    foundation = {"context.py", "faults.py"}
    wrong = [
        f"{path.name}: {node.module}"
        for path in sorted((PROJECT / "api" / "graphql").glob("*.py"))
        if path.name not in foundation
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith(("domain.database", "asyncpg", "piccolo"))
        and node.module not in allowed
    ]
    assert wrong == []
