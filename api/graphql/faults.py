"""What went wrong and is nobody's refusal: logged whole with the request's id, told in one plain sentence."""

from typing import Any

import structlog
from graphql import GraphQLError
from strawberry.types import ExecutionContext

from api.graphql.context import Context
from api.graphql.errors import code_of
from domain.audit.trail import trace
from domain.database.engine import OutcomeUnknown, Unavailable
from domain.errors import DomainError

logger = structlog.get_logger(__name__)

RETRY_SECONDS = 5


def told(error: GraphQLError, execution: ExecutionContext | None) -> GraphQLError:
    """The error as the client may know it. Our own words and malformed documents pass; everything else is masked."""
    cause = error.original_error
    if cause is None or isinstance(cause, GraphQLError):
        return error
    if isinstance(cause, DomainError):
        # A query that refuses, such as one that names an unknown unit.
        return _renamed(error, cause.message, str(code_of(cause).value))
    if isinstance(cause, Unavailable):
        _answer_later(execution)
        return _renamed(error, "The database is away; try again in a few seconds.", "UNAVAILABLE")
    operation = execution.operation_name if execution is not None else None
    logger.error("graphql.fault", operation=operation, path=error.path, exc_info=cause)
    if isinstance(cause, OutcomeUnknown):
        return _renamed(
            error, "The connection broke while saving. Reload to see whether it was done.", "OUTCOME_UNKNOWN"
        )
    return _renamed(error, "Something went wrong on our side. It has been noted.", "INTERNAL")


def _renamed(error: GraphQLError, message: str, code: str) -> GraphQLError:
    extensions: dict[str, Any] = {"code": code}
    if (instance := trace.get()) is not None:
        extensions["instance"] = instance
    return GraphQLError(message, nodes=error.nodes, path=error.path, extensions=extensions)


def _answer_later(execution: ExecutionContext | None) -> None:
    context = execution.context if execution is not None else None
    if isinstance(context, Context) and context.response is not None:
        context.response.status_code = 503
        context.response.headers["Retry-After"] = str(RETRY_SECONDS)
