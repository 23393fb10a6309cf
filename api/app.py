"""The web application: routes, what stands around every answer, and what lives as long as the process."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from time import perf_counter
from typing import Any
from uuid import uuid4

import structlog
from litestar import Litestar
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.middleware import DefineMiddleware
from litestar.types import LifeSpanReceive, LifeSpanScope, LifeSpanSend, Message, Receive, Scope, Send

from api import frontend, health, imports, metrics, problems
from api.auth.middleware import Authentication
from api.auth.routes import auth_router
from api.graphql.endpoint import graphql_controller
from api.settings import Settings
from domain.audit.listener import EventListener
from domain.audit.trail import trace
from domain.database.engine import connected

logger = structlog.get_logger(__name__)

BODY_BYTES = 64 * 1024  # of any request; GraphQL and imports set their own
CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    )
)
HEADERS = {
    "content-security-policy": CONTENT_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
QUIET = ("/healthz", "/readyz", "/metrics")  # asked every few seconds; logged only when they fail


class Mandate(Litestar):
    """Litestar with one thing around it all: the request's id, the headers of every answer, its line in the log.

    Around, because errors of routing never reach the middleware.
    """

    async def __call__(
        self,
        scope: Scope | LifeSpanScope,
        receive: Receive | LifeSpanReceive,
        send: Send | LifeSpanSend,
    ) -> None:
        if scope["type"] == "lifespan":
            await super().__call__(scope, receive, send)
            return
        request_id = uuid4().hex
        token = trace.set(request_id)
        began = perf_counter()
        status = 0

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], *_headers(self, message, request_id)]
            await send(message)  # type: ignore[arg-type]

        try:
            await super().__call__(scope, receive, sent)
        finally:
            if status:
                _noted(scope, status, perf_counter() - began)
            trace.reset(token)


def _headers(app: Litestar, message: Any, request_id: str) -> list[tuple[bytes, bytes]]:
    given = {name.lower() for name, _ in message["headers"]}
    added = {**HEADERS, "x-request-id": request_id, "cache-control": "no-store"}
    if app.state.settings.secure:
        added["strict-transport-security"] = "max-age=31536000"
    return [(name.encode(), text.encode()) for name, text in added.items() if name.encode() not in given]


def _noted(scope: Any, status: int, seconds: float) -> None:
    method, path = scope["method"], scope["path"]
    route = scope.get("path_template") or "unknown"
    metrics.REQUESTS.labels(method, route, status).inc()
    metrics.SECONDS.labels(method, route).observe(seconds)
    if path not in QUIET or status >= 500:
        logger.info("request", method=method, path=path, status=status, ms=round(seconds * 1000, 1))


def create_app(
    settings: Settings, *, background: Callable[[], AbstractAsyncContextManager[None]] | None = None
) -> Mandate:
    """The application. `background` runs beside it for as long as it serves, such as the worker of a single process."""
    assert settings.database_url, "the address of the database is known before the application is made"
    url = settings.database_url
    events = EventListener(url)

    @asynccontextmanager
    async def serving(_: Litestar) -> AsyncIterator[None]:
        async with connected(url, size=settings.pool_size, read_size=settings.read_pool_size):
            listening = asyncio.create_task(events.run(), name="events")
            try:
                if background is None:
                    yield
                else:
                    async with background():
                        yield
            finally:
                events.close()
                listening.cancel()
                with suppress(asyncio.CancelledError):
                    await listening

    return Mandate(
        route_handlers=[
            graphql_controller(settings),
            auth_router(settings),
            health.healthz,
            health.readyz,
            metrics.metrics,
            imports.imports,
            *frontend.handlers(),
        ],
        lifespan=[serving],
        middleware=[DefineMiddleware(Authentication, settings=settings)],
        exception_handlers=problems.HANDLERS,
        state=State({"settings": settings, "events": events}),
        request_max_body_size=BODY_BYTES,
        compression_config=CompressionConfig(backend="brotli", brotli_gzip_fallback=True, minimum_size=1000),
        openapi_config=None,
        logging_config=None,
        debug=False,
    )
