"""Whether the process lives, and whether it can serve."""

from litestar import Response, get

from api.auth.middleware import ANYBODY
from domain import migrations

RETRY_SECONDS = 5


@get("/healthz", sync_to_thread=False, opt={ANYBODY: True})
def healthz() -> dict[str, str]:
    """The process answers. Says nothing of the database, so that a lost one does not restart the process."""
    return {"status": "alive"}


@get("/readyz", opt={ANYBODY: True})
async def readyz() -> Response[dict[str, str]]:
    """The database answers and has exactly the migrations that this version needs; else 503."""
    if await migrations.is_current():
        return Response({"status": "ready"})
    return Response(
        {"status": "not ready", "detail": "The database is away or has not been migrated to this version."},
        status_code=503,
        headers={"Retry-After": str(RETRY_SECONDS)},
    )
