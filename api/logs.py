"""Log lines: one event each, with the id of the request behind it, as text for people or as JSON for machines."""

import logging
import logging.config
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from domain.audit.trail import trace


def set_up(form: str = "text", level: str = "info") -> None:
    """Send everything, ours and the libraries', through one formatter to standard error."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        _with_trace,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: list[Processor] = (
        # Exceptions become text before they are encoded: an exception class is no JSON.
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(default=str, sort_keys=True)]
        if form == "json"
        else [
            # The plain form: drawing a pretty one takes seconds, in which nobody is served.
            structlog.dev.ConsoleRenderer(
                colors=False, pad_event_to=0, exception_formatter=structlog.dev.plain_traceback
            )
        ]
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    config: dict[str, Any] = {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "mandate": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": shared,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
            }
        },
        "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "mandate"}},
        "root": {"handlers": ["out"], "level": level.upper()},
        "loggers": {
            # Requests are logged once, by us; these would repeat or flood.
            "uvicorn.access": {"level": "WARNING", "propagate": False, "handlers": ["out"]},
            "uvicorn.error": {"level": "WARNING"},
            "strawberry": {"level": "CRITICAL"},
            "pgqueuer": {"level": "WARNING"},
            "alembic": {"level": "WARNING"},
        },
    }
    logging.config.dictConfig(config)


def _with_trace(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    if (request_id := trace.get()) is not None:
        event["request_id"] = request_id
    return event
