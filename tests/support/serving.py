"""The application behind a real socket, so that a real browser can come."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn

from api.app import create_app
from api.frontend import BUILT
from api.settings import Settings


class Unbuilt(RuntimeError):
    """There are no screens to look at; the message says how to get them."""


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals belong to the test run."""
        yield


@asynccontextmanager
async def serving(database_url: str) -> AsyncIterator[str]:
    """Serve the product with its built screens on a free port of this machine; the address.

    The connections are the test run's own and already there, so of the application's lifespan only the live events
    run. Raises Unbuilt.
    """
    if not (BUILT / "index.html").is_file():
        raise Unbuilt("The screens are not built, so no browser can look at them. Run `make test`, which builds them.")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        app = create_app(Settings(database_url=database_url, port=port))
        server = _Server(uvicorn.Config(app, lifespan="off", log_config=None, access_log=False))
        events = asyncio.create_task(app.state.events.run(), name="events")
        served = asyncio.create_task(server.serve([listening]), name="served")
        try:
            while not server.started:
                if served.done():
                    await served
                    raise RuntimeError("the server ended before it had started")
                await asyncio.sleep(0.02)
            yield f"http://127.0.0.1:{port}"
        finally:
            app.state.events.close()
            server.should_exit = True
            await served
            events.cancel()
            await asyncio.gather(events, return_exceptions=True)
