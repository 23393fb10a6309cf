"""Serving the product from one process, and the worker as a process of its own."""

import argparse
import asyncio
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from types import FrameType
from typing import Any

from api.cli.addresses import Addresses, addresses, bring_up
from api.cli.refusals import Refused
from api.settings import Settings

WEBSOCKET_BYTES = 64 * 1024
CONCURRENT = 1000  # connections; above it the answer is 503


def serve(settings: Settings, asked: argparse.Namespace) -> int:
    """Serve until a signal; running requests are finished first."""
    listening = _listening(settings)
    with addresses(settings) as at, listening:
        _prepare(at, demo=asked.demo)
        known = settings.model_copy(update={"database_url": at.serving, "demo": settings.demo or asked.demo})
        _run(known, listening)
    return 0


def work(settings: Settings, asked: argparse.Namespace) -> int:
    """Do jobs until a signal; those in hand are finished first."""
    from api import logs
    from api.worker import worker
    from domain.database.engine import connected

    logs.set_up(settings.log_format, settings.log_level)

    async def run(url: str) -> None:
        made = worker(url)
        for each in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(each, made.stop)
        async with connected(url, size=settings.pool_size, read_size=settings.read_pool_size):
            await made.run()

    with addresses(settings) as at:
        asyncio.run(run(at.serving))
    return 0


def _listening(settings: Settings) -> socket.socket:
    """The socket, taken before anything slow happens. Raises Refused when another program has the port."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((settings.host, settings.port))
        made.listen(2048)
    except OSError as refused:
        made.close()
        if settings.port and _answers(settings):
            raise Refused(
                f"Port {settings.port} is taken by another program."
                f" Choose another one: make run PORT={settings.port + 1}"
            ) from None
        raise Refused(f"Cannot listen on {settings.host}:{settings.port}: {refused.strerror}.") from None
    return made


def _answers(settings: Settings) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.settimeout(1)
        return probe.connect_ex((settings.host, settings.port)) == 0


def _prepare(at: Addresses, *, demo: bool) -> None:
    """Migrate the built-in database and, if asked, fill an empty one with the demo company.

    Another database is migrated by its owner with `migrate`, before the new version starts.
    """
    if not (at.built_in or demo):
        return
    bring_up(at.owner)
    if demo:
        from api.cli.database import tell_demo

        tell_demo(at.owner)


def _run(settings: Settings, listening: socket.socket) -> None:
    import uvicorn

    from api import logs
    from api.app import create_app
    from api.worker import working

    logs.set_up(settings.log_format, settings.log_level)
    assert settings.database_url
    app = create_app(settings, background=partial(working, settings.database_url) if settings.worker else None)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=True,
        proxy_headers=bool(settings.proxies),
        forwarded_allow_ips=settings.proxies or None,
        limit_concurrency=CONCURRENT,
        timeout_graceful_shutdown=settings.shutdown_seconds,
        h11_max_incomplete_event_size=16 * 1024,
        ws_max_size=WEBSOCKET_BYTES,
        ws_max_queue=16,
        ws_per_message_deflate=False,
    )

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                _greet(settings, listening.getsockname()[1])

        @contextmanager
        def capture_signals(self) -> Iterator[None]:
            # Unlike uvicorn's own, a stop that was asked for ends with success instead of dying by the signal.
            def stop(number: int, frame: FrameType | None) -> Any:
                return self.handle_exit(number, frame)

            before = {each: signal.signal(each, stop) for each in (signal.SIGINT, signal.SIGTERM)}
            try:
                yield
            finally:
                for each, handler in before.items():
                    signal.signal(each, handler)

    server = Server(config)
    server.run(sockets=[listening])
    if not server.started:
        raise Refused("Mandate did not start; the lines above say why.")


def _greet(settings: Settings, port: int) -> None:
    address = settings.public_url or f"http://{'127.0.0.1' if settings.host == '0.0.0.0' else settings.host}:{port}"
    print(f"\nMandate is ready: {address}", flush=True)
    if settings.demo:
        from api.auth.demo_accounts import ACCOUNTS, PASSWORD

        print(f"\nSign in with the password {PASSWORD} as")
        for email, who in ACCOUNTS:
            print(f"  {email:<32} {who}")
    print("\nCtrl-C stops it.\n", flush=True)
    sys.stdout.flush()
