"""Writing events. Always called inside the action's own transaction."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

import structlog
from django.db import models, transaction
from django.utils import timezone

from audit.kinds import Kind
from audit.models import Event

CODE = re.compile(r"[\w.:/@+-]{0,80}")
QUARTER = dt.timedelta(minutes=15)
# A code, a key or a date: what an event may say beside its kind.
Detail = str | int | bool | dt.date | None


class CaseLike(Protocol):
    """What an event needs to know of a case."""

    pk: Any
    organisation_id: Any


def record(
    kind: Kind,
    /,
    *,
    by: models.Model | None = None,
    system: str = "",
    case: CaseLike | None = None,
    organisation: models.Model | None = None,
    topic: str = "general",
    subject: models.Model | None = None,
    **detail: Detail,
) -> Event:
    """Record one event and return it.

    Exactly one of `by` (a person) and `system` (a named process) is given. `detail` takes codes, keys and
    dates; anything that looks like free text raises ValueError, because events are kept for ever.
    """
    (event,) = record_each(
        kind,
        [detail],
        by=by,
        system=system,
        case=case,
        organisation=organisation,
        topic=topic,
        subject=subject,
    )
    return event


def record_each(
    kind: Kind,
    details: Iterable[Mapping[str, Detail]],
    /,
    *,
    by: models.Model | None = None,
    system: str = "",
    case: CaseLike | None = None,
    organisation: models.Model | None = None,
    topic: str = "general",
    subject: models.Model | None = None,
) -> list[Event]:
    """Record one event for each of `details`, as `record` does, in one query."""
    if not connection_is_atomic():
        raise RuntimeError(f"{kind.code} must be recorded inside its action's transaction.")
    return Event.objects.bulk_create(
        Event(
            kind=kind.code,
            actor_key=by.pk if by else None,
            system=system,
            case_key=case.pk if case else None,
            organisation_key=_organisation_key(case, organisation),
            topic=topic,
            subject=subject._meta.label_lower if subject else "",
            subject_key=subject.pk if subject else None,
            detail={key: _code(key, value) for key, value in detail.items()},
            request_id=_request_id(),
        )
        for detail in details
    )


def record_look(kind: Kind, *, by: models.Model, case: CaseLike, topic: str = "general") -> None:
    """Record that `by` looked at this topic of the case; once per quarter of an hour."""
    record_looks(kind, by=by, cases=[case], topic=topic)


def record_looks(kind: Kind, *, by: models.Model, cases: Iterable[CaseLike], topic: str = "general") -> None:
    """Record that `by` looked at something of each of the cases, as `record_look` does for one."""
    now = timezone.now()
    window = now - (now - dt.datetime.min.replace(tzinfo=dt.UTC)) % QUARTER
    Event.objects.bulk_create(
        [
            Event(
                kind=kind.code,
                at=now,
                actor_key=by.pk,
                case_key=case.pk,
                organisation_key=case.organisation_id,
                topic=topic,
                window=window,
                request_id=_request_id(),
            )
            for case in cases
        ],
        ignore_conflicts=True,
    )


def connection_is_atomic() -> bool:
    """Tell whether a transaction is open, so that an event and its change stand or fall together."""
    return transaction.get_connection().in_atomic_block


def _organisation_key(case: CaseLike | None, organisation: models.Model | None) -> int | None:
    if organisation is not None:
        return organisation.pk
    return case.organisation_id if case else None


def _request_id() -> str:
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))


def _code(key: str, value: object) -> object:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str) and CODE.fullmatch(value):
        return value
    raise ValueError(f"{key} is free text; an audit event holds keys and codes only.")
