"""The GraphQL contract as a file, from which the front end and integrations generate their types."""

import argparse
from pathlib import Path

from api.cli.refusals import Refused
from api.settings import Settings

FILE = Path(__file__).resolve().parents[1] / "schema.graphql"
HEAD = "# The contract, printed by `python -m api schema`. Do not edit.\n\n"


def printed() -> str:
    """The contract as it must stand in the file."""
    from api.graphql.schema import schema as contract

    return HEAD + contract.as_str().strip() + "\n"


def schema(settings: Settings, asked: argparse.Namespace) -> int:
    """Write the contract, or say whether the file is fresh."""
    fresh = printed()
    if asked.check:
        if FILE.read_text(encoding="utf-8") != fresh:
            raise Refused("api/schema.graphql is stale; run `python -m api schema`.")
        print("api/schema.graphql is fresh.")
        return 0
    FILE.write_text(fresh, encoding="utf-8")
    print(f"Wrote {FILE}.")
    return 0
