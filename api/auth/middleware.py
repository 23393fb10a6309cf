"""From cookie or token to the actor: asked anew for every request, so that a role that ended has ended."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog
from litestar.connection import ASGIConnection
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException
from litestar.types import ASGIApp, Receive, Scope, Send

from api.auth import origin
from api.settings import Settings
from domain.actor import Actor
from domain.database.engine import Unavailable
from domain.organisation import queries_access
from domain.organisation.commands_sessions import extend_session

logger = structlog.get_logger(__name__)

# Routes that serve everybody the same need not know who asks: @get(..., opt={ANYBODY: True}).
ANYBODY = "anybody"
_PRESENTED = "mandate.credential"


@dataclass(frozen=True, slots=True)
class Credential:
    """What a request brought to say who it is."""

    secret: str
    is_token: bool


def cookie_name(settings: Settings) -> str:
    """The session cookie; under https its prefix makes browsers insist on Secure, this host and the whole path."""
    return "__Host-mandate_session" if settings.secure else "mandate_session"


class Authentication:
    """Puts the actor, or None, into `scope["user"]` of every request and socket, and keeps other sites' pages out.

    A wrong token is refused; a cookie that is over is simply nobody.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.cookie = cookie_name(settings)
        self.address = settings.address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            await self._identify(scope)
        await self.app(scope, receive, send)

    async def _identify(self, scope: Any) -> None:
        connection: ASGIConnection[Any, Any, Any, Any] = ASGIConnection(scope)
        headers = connection.headers
        scope["user"] = scope["auth"] = None
        if scope["route_handler"].opt.get(ANYBODY):
            return
        bearer = headers.get("authorization")
        if bearer is not None:
            kind, _, token = bearer.partition(" ")
            presented = Credential(token.strip(), is_token=True)
            scope["user"] = await queries_access.actor_by_token(presented.secret) if kind.lower() == "bearer" else None
            if scope["user"] is None:
                raise NotAuthorizedException(
                    "This API token is unknown, has expired or was revoked.", headers={"WWW-Authenticate": "Bearer"}
                )
            self._present(scope, presented)
            return
        if scope["type"] == "http" and not origin.allows_deed(scope["method"], headers, self.address):
            raise PermissionDeniedException(origin.REFUSED)
        secret = connection.cookies.get(self.cookie)
        if not secret:
            return
        if scope["type"] == "websocket" and not origin.allows_socket(headers, self.address):
            raise PermissionDeniedException(origin.REFUSED)
        access = await queries_access.access_by_session(secret)
        if access is None:
            return
        scope["user"] = access.actor
        self._present(scope, Credential(secret, is_token=False))
        if access.due:
            try:
                await extend_session(secret)
            except Unavailable:
                logger.warning("session.not_extended")

    def _present(self, scope: Any, presented: Credential) -> None:
        scope[_PRESENTED] = presented
        # Live subscriptions ask every few seconds, and end when the answer is somebody with other roles, or nobody.
        scope["actor_again"] = partial(_actor, presented)


def session_secret(scope: Any) -> str | None:
    """The secret of the session by which a request came, or None for tokens and strangers."""
    presented = scope.get(_PRESENTED)
    return presented.secret if isinstance(presented, Credential) and not presented.is_token else None


async def _actor(presented: Credential) -> Actor | None:
    """Who stands behind a credential at this moment."""
    if presented.is_token:
        return await queries_access.actor_by_token(presented.secret)
    access = await queries_access.access_by_session(presented.secret)
    return access.actor if access else None
