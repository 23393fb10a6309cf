"""Errors outside GraphQL as RFC 9457 problem documents, which name the request and never the code."""

from http import HTTPStatus
from typing import Any

import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.types import ExceptionHandlersMap

from domain.audit.trail import trace
from domain.database.engine import OutcomeUnknown, Unavailable
from domain.errors import Conflict, DomainError, Forbidden, NotFound, RuleViolation

logger = structlog.get_logger(__name__)

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 5
_STATUS: dict[type[DomainError], int] = {NotFound: 404, Forbidden: 403, Conflict: 409, RuleViolation: 422}


def answer(status: int, detail: str | None = None, headers: dict[str, str] | None = None, **more: Any) -> Response[Any]:
    """A problem document: what kind it is, in words, and by which id the log knows it."""
    title = HTTPStatus(status).phrase
    body = {"type": "about:blank", "title": title, "status": status, "instance": f"urn:request:{trace.get()}", **more}
    if detail:
        body["detail"] = detail
    return Response(body, status_code=status, media_type=MEDIA_TYPE, headers=headers)


def _refused(_: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    # Only the short detail: `extra` may repeat what was sent.
    detail = error.detail if error.status_code < 500 else None
    return answer(error.status_code, detail, dict(error.headers or {}))


def _domain(_: Request[Any, Any, Any], error: DomainError) -> Response[Any]:
    status = next(status for kind, status in _STATUS.items() if isinstance(error, kind))
    more: dict[str, Any] = {}
    if isinstance(error, RuleViolation):
        more = {
            "rule": error.rule,
            "violations": [{"path": each.path, "message": each.message} for each in error.violations],
        }
    return answer(status, error.message, **more)


def _unavailable(_: Request[Any, Any, Any], error: Unavailable) -> Response[Any]:
    return answer(503, "The database is away; try again in a few seconds.", {"Retry-After": str(RETRY_SECONDS)})


def _fault(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    logger.error("request.fault", method=request.method, path=request.url.path, exc_info=error)
    detail = None
    if isinstance(error, OutcomeUnknown):
        detail = "The connection broke while saving. Look whether it was done before trying again."
    return answer(500, detail)


HANDLERS: ExceptionHandlersMap = {
    HTTPException: _refused,
    DomainError: _domain,
    Unavailable: _unavailable,
    Exception: _fault,
}
