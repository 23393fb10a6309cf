"""`/graphql` over HTTP and as a socket, with everything that is not needed switched off."""

import json
from datetime import timedelta
from typing import Any

import orjson
from cross_web import HTTPException
from litestar import Response, WebSocket
from litestar.datastructures import State
from litestar.types import Scope
from strawberry.litestar import make_graphql_controller
from strawberry.litestar.controller import GraphQLController
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL

from api import problems
from api.graphql.context import Context
from api.graphql.schema import schema
from api.settings import Settings

BODY_BYTES = 256 * 1024
DEEPEST = 32  # levels of JSON
SUBSCRIPTIONS = 20  # on one socket
INIT_SECONDS = 5


async def context(scope: Scope, state: State) -> Context:
    """Who asks, as the authentication found out, for a request and for a socket alike."""
    settings: Settings = state.settings
    return Context(
        signed_in=scope.get("user"),
        currency=settings.currency,
        demo=settings.demo,
        events=state.events,
    )


def graphql_controller(settings: Settings) -> type[GraphQLController]:
    """The controller: queries by POST only, one protocol for sockets, no editor, no uploads, no batches."""
    made = make_graphql_controller(
        schema,
        path="/graphql",
        context_getter=context,
        graphql_ide=None,
        allow_queries_via_get=False,
        subscription_protocols=[GRAPHQL_TRANSPORT_WS_PROTOCOL],
        connection_init_wait_timeout=timedelta(seconds=INIT_SECONDS),
        multipart_uploads_enabled=False,
        max_subscriptions_per_connection=SUBSCRIPTIONS,
        allowed_origins=[settings.address],
    )

    class Endpoint(made):  # type: ignore[misc, valid-type]
        request_max_body_size = BODY_BYTES

        async def execute_request(self, request: Any, context: Any, root_value: Any) -> Response[Any]:
            try:
                return await self.run(request, context=context, root_value=root_value)  # type: ignore[no-any-return]
            except HTTPException as refused:
                return problems.answer(refused.status_code, refused.reason)

        def decode_json(self, data: str | bytes) -> object:
            return decoded(data)

        def _check_websocket_origin(self, request: WebSocket[Any, Any, Any]) -> bool:
            # A cookie comes along from any page, so a socket without Origin must prove itself by a token.
            if "origin" not in request.headers:
                return "authorization" in request.headers
            return bool(super()._check_websocket_origin(request))

    return Endpoint


def decoded(data: str | bytes) -> dict[str, Any]:
    """A JSON object of bounded depth. Raises JSONDecodeError for everything else."""
    body = orjson.loads(data)
    if not isinstance(body, dict):
        raise json.JSONDecodeError("the body is one JSON object", "", 0)
    level: list[Any] = [body]
    for _ in range(DEEPEST):
        level = [inner for each in level for inner in _inside(each)]
        if not level:
            return body
    raise json.JSONDecodeError(f"the body is nested deeper than {DEEPEST} levels", "", 0)


def _inside(value: Any) -> list[Any]:
    inner = value.values() if isinstance(value, dict) else value
    return [each for each in inner if isinstance(each, dict | list)]
