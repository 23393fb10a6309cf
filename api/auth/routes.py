"""Signing in and out over HTTP, and what the sign-in page offers."""

from typing import Any

from litestar import Request, Response, Router, get, post
from litestar.datastructures import Cookie
from litestar.exceptions import HTTPException, NotAuthorizedException, SerializationException

from api import problems
from api.auth import demo_accounts
from api.auth.middleware import ANYBODY, cookie_name, session_secret
from api.settings import Settings
from domain.actor import Actor
from domain.organisation import commands_sessions, rules
from domain.organisation.commands_sessions import SignInRefused, TooManySignIns

Asked = Request[Actor | None, Any, Any]

BODY_BYTES = 16 * 1024
LIFETIME = int(rules.SESSION_ABSOLUTE.total_seconds())


def auth_router(settings: Settings) -> Router:
    """The routes under /auth for these settings."""
    name = cookie_name(settings)

    def cookie(secret: str, seconds: int) -> Cookie:
        return Cookie(
            name, value=secret, max_age=seconds, path="/", secure=settings.secure, httponly=True, samesite="lax"
        )

    def signed_out() -> Response[None]:
        return Response(None, status_code=204, cookies=[cookie("", 0)])

    @post("/sign-in", status_code=204)
    async def sign_in(request: Asked) -> Response[None]:
        """Open a session: always a new secret, whatever cookie the browser brought."""
        email, password = await _texts(request, "email", "password")
        try:
            opened = await commands_sessions.sign_in(
                Actor.system(),
                email=email,
                password=password,
                address=request.client.host if request.client else "unknown",
                user_agent=request.headers.get("user-agent", ""),
            )
        except (SignInRefused, TooManySignIns) as refused:
            raise _answered(refused) from None
        await _end_session(request)
        return Response(None, status_code=204, cookies=[cookie(opened.secret, LIFETIME)])

    @post("/sign-out", status_code=204)
    async def sign_out(request: Asked) -> Response[None]:
        """End the session at once, also for requests that are still running."""
        await _end_session(request)
        return signed_out()

    @post("/password", status_code=204)
    async def change_password(request: Asked) -> Response[None]:
        """Choose a new password; all sessions end, so sign in again."""
        if request.user is None:
            raise NotAuthorizedException("Sign in first.")
        current, new = await _texts(request, "current", "new")
        try:
            await commands_sessions.change_password(request.user, current=current, new=new)
        except (SignInRefused, TooManySignIns) as refused:
            raise _answered(refused) from None
        return signed_out()

    @get("/options", opt={ANYBODY: True})
    async def options() -> dict[str, Any]:
        """The ways to sign in here."""
        demo = [{"email": email, "label": label} for email, label in demo_accounts.ACCOUNTS] if settings.demo else []
        return {"demo": demo, "oidc": False}

    @get("/oidc/start", opt={ANYBODY: True})
    async def oidc_start() -> Response[Any]:
        """Single sign-on begins here once an identity provider is set up."""
        return problems.answer(404, "Single sign-on is not set up here; sign in with e-mail address and password.")

    return Router(
        "/auth",
        route_handlers=[sign_in, sign_out, change_password, options, oidc_start],
        request_max_body_size=BODY_BYTES,
    )


async def _texts(request: Asked, *names: str) -> list[str]:
    """The named texts of a JSON body. Raises 400 that says what is expected."""
    expected = f"Send JSON like {{{', '.join(f'{chr(34)}{name}{chr(34)}: …' for name in names)}}}."
    try:
        body = await request.json()
    except (SerializationException, UnicodeDecodeError, RecursionError):
        raise HTTPException(expected, status_code=400) from None
    given = [body.get(name) for name in names] if isinstance(body, dict) else []
    texts = [text for text in given if isinstance(text, str) and text and "\x00" not in text]
    if len(texts) != len(names):
        raise HTTPException(expected, status_code=400)
    return texts


async def _end_session(request: Asked) -> None:
    secret = session_secret(request.scope)
    if secret is not None:
        await commands_sessions.sign_out(Actor.system(), secret)


def _answered(refused: SignInRefused | TooManySignIns) -> HTTPException:
    if isinstance(refused, TooManySignIns):
        return HTTPException(refused.message, status_code=429, headers={"Retry-After": str(refused.wait_seconds)})
    return NotAuthorizedException(refused.message)
