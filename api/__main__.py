"""`python -m api VERB`: everything that is done to an installation from a shell."""

import argparse
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TypeAlias

from pydantic import ValidationError

from api.cli.refusals import Refused
from api.settings import Settings
from domain.wording import speak_in

Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Run: TypeAlias = Callable[[Settings, argparse.Namespace], int]


def main(arguments: list[str] | None = None) -> int:
    """Run one errand; its exit code."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    try:
        settings = Settings()
    except ValidationError as wrong:
        for each in wrong.errors():
            name = "_".join(str(part) for part in each["loc"]).upper()
            print(f"MANDATE_{name}: {each['msg']}", file=sys.stderr)
        return 2
    speak_in(settings.currency)
    module, _, function = asked.run.partition(":")
    # Imported here, so that no errand waits for the libraries of the others.
    run: Run = getattr(import_module(f"api.cli.{module}"), function)
    try:
        return run(settings, asked)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m api", description=__doc__)
    verbs = parser.add_subparsers(required=True, metavar="VERB")

    def verb(name: str, run: str, what: str, among: Verbs = verbs) -> argparse.ArgumentParser:
        made = among.add_parser(name, help=what, description=what)
        made.set_defaults(run=run)
        return made

    serve = verb("serve", "serving:serve", "Serve the product.")
    serve.add_argument("--demo", action="store_true", help="with the demo company, loaded into an empty database")
    verb("worker", "serving:work", "Do the work that waits in the queue, and what the clock asks for.")
    migrate = verb("migrate", "database:migrate", "Bring the database to this version.")
    migrate.add_argument("--check", action="store_true", help="only say whether tables and migrations agree")
    verb("demo", "database:demo", "Load the demo company into an empty database.")
    imported = verb("import", "exchange:import_file", "Import a CSV or XLSX file of a portfolio, whole or not at all.")
    imported.add_argument("file", type=Path, metavar="FILE")
    imported.add_argument("--kind", default="requests", choices=("requests", "estimate_history", "capacity", "people"))
    imported.add_argument("--source", help="where it comes from; default: the file's name without its date")
    imported.add_argument("--map", action="append", default=[], metavar="FIELD=HEADER", help="may be repeated")
    imported.add_argument("--mapping", type=Path, metavar="JSON", help="a file with the whole mapping, as over HTTP")
    imported.add_argument("--answer", action="append", default=[], metavar="COLUMN:QUESTION=CHOICE")
    imported.add_argument("--dry-run", action="store_true", help="only say what would happen")
    imported.add_argument(
        "--as", dest="email", metavar="EMAIL", help="the administrator who imports, if not the only one"
    )
    exported = verb("export", "exchange:export_requests", "Write all requests with their facts as CSV or XLSX.")
    exported.add_argument("file", type=Path, metavar="FILE", help="ends in .csv or .xlsx")
    schema = verb("schema", "contract:schema", "Write the GraphQL contract to api/schema.graphql.")
    schema.add_argument("--check", action="store_true", help="only say whether the file is fresh")
    first = verb("administrator", "access:administrator", "Appoint the first administrator; prints a password once.")
    first.add_argument("email", metavar="EMAIL")
    first.add_argument("name", metavar="NAME")
    token = verb("token", "access:token", "Make an API token for somebody; it is printed once.")
    token.add_argument("email", metavar="EMAIL")
    token.add_argument("--name", default="command line", help="what it is for")
    token.add_argument("--scope", action="append", metavar="SCOPE", help="read, or a deed; may be repeated")
    audit = verbs.add_parser("audit", help="Look after the audit trail.").add_subparsers(required=True, metavar="VERB")
    verb("verify", "evidence:verify", "Check that the evidence is guarded and whole.", audit)
    case = verb("bench-case", "cases:bench_case", "Answer a public benchmark case as JSON.")
    case.add_argument("file", type=Path, metavar="FILE", help="ends in .txt .dat .pb .soc .soi .toc or .sm")
    backup = verb("backup", "backups:backup", "Write a backup of the whole database.")
    backup.add_argument("file", nargs="?", type=Path, metavar="FILE", help="default: MANDATE_DATA_DIR/backups/…")
    restore = verb("restore", "backups:restore", "Put a backup into an empty database.")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("--replace", action="store_true", help="even if the database is not empty: all in it is lost")
    return parser


if __name__ == "__main__":
    sys.exit(main())
