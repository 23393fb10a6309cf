"""Nobody but the engine opens a transaction or takes a connection: everything else would escape its guards."""

import ast

from tests.support.database import PROJECT

OWNERS = {"domain/database/engine.py", "domain/database/connections.py"}
# Connections of their own that write no business row: the queue's bookkeeping, and the ear for events.
APART = {"domain/jobs/worker.py", "domain/audit/listener.py"}
OPENING = {"transaction", "atomic", "acquire"}
CONNECTING = {"connect", "create_pool"}


def calls(path: str) -> list[tuple[str, str]]:
    """The method calls of a file: what is called on what."""
    tree = ast.parse((PROJECT / path).read_text())
    return [
        (ast.unparse(node.func.value), node.func.attr)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]


def test_only_the_engine_opens_transactions() -> None:
    files = {str(path.relative_to(PROJECT)) for part in ("domain", "api") for path in (PROJECT / part).rglob("*.py")}
    assert files >= OWNERS | APART
    found = [
        f"{path}: {subject}.{method}()"
        for path in sorted(files - OWNERS)
        for subject, method in calls(path)
        if (method in OPENING and subject.split(".")[-1] in {"DB", "connection", "pool", "tx"})
        or (method in CONNECTING and subject == "asyncpg" and path not in APART)
    ]
    assert found == []
