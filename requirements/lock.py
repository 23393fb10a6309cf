"""Write the locks: one choice of versions for all groups, with hashes, and no name of any host in them."""

import subprocess
import sys
import tempfile
from pathlib import Path

LOCKS = Path(__file__).resolve().parent
PROJECT = LOCKS.parent / "pyproject.toml"
GROUPS = ("run", "build", "test")
COMPILE = [
    *(
        str(Path(sys.executable).with_name("uv")),
        "pip",
        "compile",
        "--quiet",
        "--universal",
        "--python-version",
        "3.11",
    ),
    *("--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate"),
]


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        together = Path(scratch) / "all.txt"
        compile_lock(together, *GROUPS)
        for group in GROUPS:
            compile_lock(LOCKS / f"{group}.lock", group, constraints=together)
    for lock in LOCKS.glob("*.lock"):
        if "://" in lock.read_text():
            sys.exit(f"{lock.name} names a host; locks must be usable with any index.")


def compile_lock(lock: Path, *groups: str, constraints: Path | None = None) -> None:
    chosen = [argument for group in groups for argument in ("--group", f"{PROJECT}:{group}")]
    limits = ["--constraints", str(constraints)] if constraints else []
    # --upgrade: the lock that is there does not count; the newest versions that pyproject.toml allows do.
    subprocess.run([*COMPILE, "--upgrade", *chosen, *limits, "--output-file", str(lock)], check=True)


if __name__ == "__main__":
    main()
