"""`POST /imports`: a file of a real portfolio, first as a dry run, then for good."""

from typing import Any

from litestar import Request, Response, post
from litestar.connection import ASGIConnection
from litestar.datastructures import UploadFile
from litestar.exceptions import HTTPException, NotAuthorizedException
from litestar.handlers import BaseRouteHandler

from api import problems
from api.imports_form import options_of
from domain.actor import Actor, Deed, check
from domain.errors import RuleViolation
from domain.exchange.commands import import_portfolio, mapping_used
from domain.exchange.fields import ImportKind
from domain.exchange.files import source_of
from domain.exchange.meanings import RowError
from domain.exchange.report import FileRefused, ImportRefused, ImportReport
from domain.exchange.sheet import LIMITS, column_letters

BODY_BYTES = LIMITS.packed + 256 * 1024  # the file, and the form around it
_TRUE, _FALSE = ("true", "1", "yes", "on"), ("false", "0", "no", "off")


async def administrators(connection: ASGIConnection[Any, Actor | None, Any, Any], _: BaseRouteHandler) -> None:
    """Who may not import is told so before the file is received."""
    if connection.user is None:
        raise NotAuthorizedException("Sign in first.")
    check(connection.user, Deed.IMPORT_PORTFOLIO)


def _file_refused(_: Request[Any, Any, Any], refused: FileRefused) -> Response[Any]:
    problem = refused.problem
    column = problem.column and column_letters(problem.column)
    return problems.answer(
        422,
        refused.message,
        rule=refused.rule,
        violations=[{"path": "file", "message": refused.message}],
        errors=[{"row": problem.row, "column": problem.header or column, "value": None, "message": problem.message}],
    )


def _import_refused(_: Request[Any, Any, Any], refused: ImportRefused) -> Response[Any]:
    violations = [{"path": each.path, "message": each.message} for each in refused.violations]
    more = as_json(refused.report) | {"rule": refused.rule, "violations": violations}
    return problems.answer(422, refused.message, **more)


@post(
    "/imports",
    status_code=200,
    guards=[administrators],
    request_max_body_size=BODY_BYTES,
    exception_handlers={FileRefused: _file_refused, ImportRefused: _import_refused},
)
async def imports(request: Request[Actor | None, Any, Any]) -> dict[str, Any]:
    """Import the file of a multipart form, or (dryRun, the default) say what importing it would do."""
    form = await request.form()
    file = form.get("file")
    if not isinstance(file, UploadFile):
        raise HTTPException("Send a multipart form with the fields file, kind and dryRun.", status_code=400)
    try:
        texts = {name: _text(form.get(name)) for name in ("kind", "source", "dryRun", "mapping", "answers")}
        data = await file.read()
    finally:
        await file.close()
    assert request.user is not None
    report = await import_portfolio(
        request.user,
        _kind(texts["kind"]),
        source=texts["source"] or source_of(file.filename),
        file_name=file.filename,
        data=data,
        options=options_of(texts["mapping"], texts["answers"]),
        dry_run=_flag(texts["dryRun"]),
    )
    return as_json(report)


def _text(given: object) -> str | None:
    if given is not None and not isinstance(given, str):
        given = given if isinstance(given, bool | int) else None
    return str(given).strip() or None if given is not None else None


def _kind(text: str | None) -> ImportKind:
    try:
        return ImportKind(text or "")
    except ValueError:
        raise RuleViolation(f"kind is one of {', '.join(ImportKind)}.", rule="import_kind", path="kind") from None


def _flag(text: str | None) -> bool:
    """Whether it is a dry run; only a clear no makes it an import."""
    flag = (text or "true").lower()
    if flag not in (*_TRUE, *_FALSE):
        raise RuleViolation("dryRun is true or false.", rule="dry_run", path="dryRun")
    return flag in _TRUE


def as_json(report: ImportReport) -> dict[str, Any]:
    """The report as it goes over the wire."""
    reading, counts = report.reading, report.counts
    facts = reading.facts
    return {
        "kind": report.kind.value,
        "source": report.source,
        "fileName": report.file_name,
        "dryRun": report.dry_run,
        "usable": report.usable,
        "applied": report.applied,
        "alreadyImported": report.already_imported,
        "batch": str(report.batch) if report.batch else None,
        "counts": {name: getattr(counts, name) for name in ("rows", "new", "changed", "unchanged", "gone")},
        "file": {
            "form": facts.form,
            "encoding": facts.encoding,
            "separator": facts.separator,
            "sheet": facts.sheet,
            "sheets": facts.sheets,
            "headers": facts.headers,
            "headerRow": facts.header_row,
            "rows": facts.row_count,
            "currency": reading.currency,
        },
        "preview": [{"row": number, "cells": cells} for number, cells in facts.preview],
        "suggestions": [
            {"field": name, "header": one.header, "confidence": one.confidence, "why": one.why}
            for name, one in reading.suggestions.items()
        ],
        "mapping": mapping_used(reading),
        "decided": [
            {"field": name, "question": question.value, "choice": choice.value, "words": choice.words}
            for name, choices in reading.decided.items()
            for question, choice in choices.items()
        ],
        "questions": [
            {
                "field": one.field,
                "column": one.column,
                "question": one.question.value,
                "samples": one.samples,
                "choices": [{"choice": choice.value, "words": choice.words} for choice in one.choices],
            }
            for one in reading.questions
        ],
        "violations": [{"path": one.path, "message": one.message} for one in reading.violations],
        "errors": [_error(one) for one in report.errors],
        "errorCount": report.error_count,
        "notes": [*({"row": one.row, "message": one.message} for one in reading.notes),
                  *({"row": None, "message": note} for note in report.notes)],
        "changes": [
            {
                "row": row,
                "key": key,
                "fields": [{"field": one.field, "before": one.before, "after": one.after} for one in changes],
            }
            for row, key, changes in report.changes
        ],
        "gone": report.gone,
        "willCreate": report.will_create,
    }  # fmt: skip


def _error(error: RowError) -> dict[str, Any]:
    return {"row": error.row, "column": error.column, "value": error.value[:200], "message": error.message}
