"""What the tree promises: a contract that is fresh, files that can be read, no names of the workshop, no secrets."""

import re
import subprocess
from pathlib import Path

import pytest

from api.cli import contract

PROJECT = Path(__file__).resolve().parents[2]
LONGEST = 400
CODE = (".py", ".ts", ".tsx", ".css", ".sh")
GENERATED = ("__generated__", "domain/migrations/versions/", "frontend/src/locales", "package-lock.json", ".lock")
AVOIDED = re.compile(r"(^|/)(utils?|helpers?|common|base|manager|service|misc)(\.|/|$)")
# Paths of the machine it was made on; links to documents are not meant.
WORKPLACE = re.compile(r"(?<![\w./])/(work|root|home/\w+|Users/\w+)/\w+")


def tracked() -> list[str]:
    """The files of the product, as they are now."""
    listed = subprocess.run(["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    return [name for name in listed.splitlines() if (PROJECT / name).is_file()]


FILES = tracked()


def text_of(name: str) -> str:
    try:
        return (PROJECT / name).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def test_the_contract_is_fresh() -> None:
    assert contract.FILE.read_text(encoding="utf-8") == contract.printed(), "run python -m api schema"


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(CODE)])
def test_a_file_can_be_read_in_one_sitting(name: str) -> None:
    if not any(part in name for part in GENERATED):
        assert text_of(name).count("\n") <= LONGEST


def test_files_are_named_for_what_they_do() -> None:
    assert [name for name in FILES if name.endswith((".py", ".ts", ".tsx")) and AVOIDED.search(name)] == []


def test_nothing_names_the_place_where_it_was_made() -> None:
    here = Path(__file__).relative_to(PROJECT).as_posix()
    found = [name for name in FILES if name != here and WORKPLACE.search(text_of(name))]
    assert found == []
