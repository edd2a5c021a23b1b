"""Structured logs: one JSON object a line, with the request's id carried into Celery.

Lines hold route names, keys and codes, never query strings, form content or names of people. What an error
says may quote a letter, a document or a row: of an error a line holds its kind and where it came about.
"""

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog

ROOT = Path(__file__).resolve().parents[2]
Event = MutableMapping[str, Any]

# Where a library would put words of people into a line, they are left out.
DROPPED = ("request", "user_agent", "ip", "query")
# Invitations, and links to choose a new password.
SECRET = re.compile(r"(/join/|/password/forgotten/)[^/\s]+")


def drop_personal_data(_logger: object, _method: str, event: dict) -> dict:
    """Remove the keys that could carry personal data (a path with a query, an address)."""
    for key in DROPPED:
        event.pop(key, None)
    return event


def drop_secrets(_logger: object, _method: str, event: Event) -> Event:
    """Take the secret out of an address that lets whoever has it in: Django names addresses it refused."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = SECRET.sub(r"\1…", value)
    return event


def drop_words_of_errors(_logger: object, _method: str, event: Event) -> Event:
    """Put the kind of each error, and the lines of code it went through, in the place of what it says."""
    error = _error(event.pop("exc_info", None))
    if error:
        event["exception"] = _kinds(error)
        event["at"] = _where(error.__traceback__)
        _leave_out_message(event, error)
    for key, value in event.items():
        if isinstance(value, BaseException):
            event[key] = _kinds(value)
    return event


def _error(found: Any) -> BaseException | None:
    if isinstance(found, BaseException):
        return found
    if isinstance(found, tuple):
        return found[1] if isinstance(found[1], BaseException) else None
    return sys.exc_info()[1] if found else None


def _leave_out_message(event: Event, error: BaseException) -> None:
    """Take what the error says out of what libraries write about it: Celery and django-structlog quote it."""
    record: logging.LogRecord | None = event.get("_record")
    data = getattr(record, "data", None)
    if isinstance(data, dict) and "description" in data:
        event["event"] = f"Task {data.get('name')}[{data.get('id')}] {data['description']}"
    if "error" in event:
        event["error"] = type(error).__name__
    said = str(error)
    if said and isinstance(event.get("event"), str):
        event["event"] = event["event"].replace(said, type(error).__name__)


def _kinds(error: BaseException) -> str:
    """Return the kinds of an error and of those that led to it, the first one last."""
    kinds, seen = [], set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        kinds.append(f"{type(error).__module__}.{type(error).__qualname__}")
        error = error.__cause__ or error.__context__  # type: ignore[assignment]
    return " from ".join(kinds)


def _where(found: TracebackType | None) -> list[str]:
    """Return the lines of code an error went through, without what they hold."""
    return [
        f"{frame.filename.removeprefix(f'{ROOT}/')}:{frame.lineno} {frame.name}"
        for frame in traceback.StackSummary.extract(traceback.walk_tb(found), lookup_lines=False)
    ]


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
                "processors": [
                    drop_words_of_errors,
                    drop_secrets,
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.JSONRenderer(),
                ],
                "foreign_pre_chain": SHARED,
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # WeasyPrint and fontTools report every font they open.
            "fontTools": {"level": "WARNING"},
            "weasyprint": {"level": "ERROR"},
            # pikepdf says at every start that it listens.
            "pikepdf": {"level": "WARNING"},
            "django.db.backends": {"level": "WARNING"},
        },
    }
