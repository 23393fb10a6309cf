"""Figures for Prometheus: how much is asked, how long it takes, who listens and how full the pools are."""

from litestar import MediaType, Response, get
from litestar.datastructures import State
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, Counter, Gauge, Histogram, generate_latest

from api.auth.middleware import ANYBODY
from domain.database.engine import DB

REQUESTS = Counter("mandate_requests_total", "Answered HTTP requests.", ["method", "route", "status"])
SECONDS = Histogram(
    "mandate_request_seconds",
    "Time from the request to the last byte of its answer.",
    ["method", "route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
READERS = Gauge("mandate_event_readers", "Open streams of live events.")
CONNECTIONS = Gauge("mandate_connections", "Database connections.", ["pool", "state"])


@get("/metrics", media_type=MediaType.TEXT, sync_to_thread=False, opt={ANYBODY: True})
def metrics(state: State) -> Response[bytes]:
    """This process's figures in Prometheus's text format."""
    READERS.set(state.events.readers)
    for name, pool in (("write", DB.pool), ("read", DB.reads)):
        if pool is not None:
            idle = pool.get_idle_size()
            CONNECTIONS.labels(name, "idle").set(idle)
            CONNECTIONS.labels(name, "busy").set(pool.get_size() - idle)
    return Response(generate_latest(REGISTRY), headers={"Content-Type": CONTENT_TYPE_LATEST})
