"""Structured logs: one JSON object a line, with the request's id carried into Celery.

Lines hold route names, keys and codes, never query strings, form content or names of people.
"""

from typing import Any

import structlog

# Where a library would put words of people into a line, they are left out.
DROPPED = ("request", "user_agent", "ip", "query")


def drop_personal_data(_logger: object, _method: str, event: dict) -> dict:
    """Remove the keys that could carry personal data (a path with a query, an address)."""
    for key in DROPPED:
        event.pop(key, None)
    return event


SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    drop_personal_data,
]

structlog.configure(
    processors=[
        *SHARED,
        structlog.stdlib.filter_by_level,
        structlog.processors.format_exc_info,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)


def logging_config(*, level: str) -> dict:
    """Return the logging dictionary for `level`, used by the web process and the workers alike."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processor": structlog.processors.JSONRenderer(),
                "foreign_pre_chain": SHARED,
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # WeasyPrint and fontTools report every font they open.
            "fontTools": {"level": "WARNING"},
            "weasyprint": {"level": "ERROR"},
            "django.db.backends": {"level": "WARNING"},
        },
    }
