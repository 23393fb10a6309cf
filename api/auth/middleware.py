"""Who asks: sets `scope["user"]` to the Actor behind a cookie or a token, or None."""

from litestar.types import ASGIApp, Receive, Scope, Send

from api.settings import Settings


class Authentication:
    """Nobody is signed in. For sockets `scope["actor_again"]` answers who it is by now, or None when that ended."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["user"] = None
        await self.app(scope, receive, send)
