"""Making parts and papers in the background. Every task may run twice; a lease says who makes what."""

import datetime as dt
import tempfile
import time
from pathlib import Path
from typing import Any

import structlog
from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from audit.actions import record
from cases.querysets import grants_read_once
from files.actions import store_made_file
from files.models import StoredFile
from outbox.actions import put
from outbox.queue import each_by_itself, enqueue
from pag.models import Meeting
from pag.packs import events
from pag.packs.actions import keep_up_to_date
from pag.packs.looking.actions import ask_for_missing
from pag.packs.looking.models import Look
from pag.packs.looking.tasks import look
from pag.packs.making import Bodies, CannotInclude, CannotRender, make_pack
from pag.packs.making import make_part as write_part
from pag.packs.models import PackPart, PackVersion
from pag.packs.papers import papers_for
from pag.packs.state import is_right, parts_of, settled, whole_plan
from pag.transitions import MeetingStage
from ui.dates import day, today

log = structlog.get_logger(__name__)

State = PackPart.State
PATIENCE = dt.timedelta(seconds=10)
TRIES = 3
PART_SECONDS, PACK_SECONDS = settings.PDF_SECONDS, 3 * settings.PDF_SECONDS
# A lease outlasts the moment at which a stuck worker is stopped, so that no two make the same.
AFTER = 15
AT_ONCE = 50


@shared_task
def sweep() -> None:
    """Ask again for what waits: what the queue lost, and what a worker began and did not finish."""
    now = timezone.now()
    for rows, task in ((PackPart.objects, make_part), (PackVersion.objects, make), (Look.objects, look)):
        waiting = rows.left_behind(at=now, patience=PATIENCE)
        for pk in waiting.values_list("pk", flat=True)[:AT_ONCE]:
            enqueue(task, pk)


@shared_task
def keep_all() -> None:
    """Keep the papers of all meetings to come right, whatever changed and however."""
    ask_for_missing()
    out = [MeetingStage.PAPERS_OUT, MeetingStage.IN_PROGRESS]
    meetings = Meeting.objects.held().upcoming(on=today()).taking_place()
    waiting = meetings.filter(stage__in=out, ended_at__isnull=True)
    each_by_itself(waiting, lambda meeting: keep_up_to_date(meeting=meeting), task=keep_all)


@shared_task
def keep(pk: int) -> None:
    """Keep the papers of one meeting right."""
    keep_up_to_date(meeting=Meeting.objects.get(pk=pk))


@shared_task(soft_time_limit=PART_SECONDS, time_limit=PART_SECONDS + 10)
def make_part(pk: int) -> None:
    """Make one part for everybody. A part that cannot be made says why, and papers go on without it."""
    lease = dt.timedelta(seconds=PART_SECONDS + AFTER)
    part = PackPart.objects.claim(pk, at=timezone.now(), lease=lease)
    if part is None:
        return
    if part.attempts > TRIES:
        _fail(part, "The program that takes it in stopped each time it tried.")
    else:
        with tempfile.TemporaryDirectory() as folder:
            _make_part(part, Path(folder) / "part.pdf")
    for version in PackVersion.objects.outstanding(at=timezone.now()).values_list("pk", flat=True)[:AT_ONCE]:
        enqueue(make, version)


def _make_part(part: PackPart, target: Path) -> None:
    try:
        pages = write_part(part, target)
    except (CannotInclude, CannotRender) as reason:
        _fail(part, str(reason))
    except SoftTimeLimitExceeded:
        _fail(part, "It takes too long to take it in.")
    except Exception:
        log.exception("pack.part_not_made", part=part.pk, attempts=part.attempts)
        _try_later(part, "Something unexpected stopped it each time it was tried.")
    else:
        _store_part(part, target, pages)


@transaction.atomic
def _store_part(part: PackPart, target: Path, pages: int) -> None:
    mine = _still_held(part)
    if mine is not None:
        mine.file, mine.pages = _stored(target, "part.pdf"), pages
        mine.state, mine.lease_until = State.READY, None
        mine.save(update_fields=["file", "pages", "state", "lease_until"])


@shared_task(soft_time_limit=PACK_SECONDS, time_limit=PACK_SECONDS + 10)
def make(pk: int) -> None:
    """Make one member's papers, then those that wait and hold the same items: what they share is there."""
    first = PackVersion.objects.current().filter(pk=pk).first()
    if first is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        bodies: Bodies = {}
        until = time.monotonic() + PACK_SECONDS / 2
        _make(pk, Path(folder) / "papers.pdf", bodies)
        same = PackVersion.objects.current().filter(meeting=first.meeting_id, plan=first.plan)
        for other in same.outstanding(at=timezone.now()).values_list("pk", flat=True):
            if not bodies or time.monotonic() > until:
                break
            _make(other, Path(folder) / "papers.pdf", bodies)


def _make(pk: int, target: Path, bodies: Bodies) -> None:
    waiting = PackVersion.objects.current().select_related("meeting__group__organisation", "person")
    version = waiting.filter(pk=pk).first()
    if version is None or version.state in (State.READY, State.FAILED):
        return
    with grants_read_once():
        items = papers_for(version.person, version.meeting)
        plan = whole_plan(version.person, version.meeting, items)
    if not is_right(version, plan):
        keep_up_to_date(meeting=version.meeting)
        return
    parts = parts_of(items)
    if not settled(items, parts):
        return
    lease = dt.timedelta(seconds=PACK_SECONDS + AFTER)
    claimed = PackVersion.objects.claim(pk, at=timezone.now(), lease=lease)
    if claimed is None:
        return
    version.token, version.attempts = claimed.token, claimed.attempts
    if version.attempts > TRIES:
        _fail_pack(version, "The program that makes papers stopped each time it tried. Tell your IT team.")
        return
    try:
        pages = make_pack(version, items, parts, target, bodies)
    except CannotRender as reason:
        _fail_pack(version, str(reason))
    except SoftTimeLimitExceeded:
        _fail_pack(version, "It took too long. Choose fewer documents.")
    except Exception:
        log.exception("pack.not_made", version=version.pk, attempts=version.attempts)
        _try_later(version, "Something unexpected stopped it each time it was tried. Tell your IT team.")
    else:
        _store_pack(version, target, pages)


@transaction.atomic
def _store_pack(version: PackVersion, target: Path, pages: int) -> None:
    mine = _still_held(version)
    if mine is None or mine.superseded_at:
        log.warning("pack.lease_lost", version=version.pk)
        return
    mine.file = _stored(target, f"Papers {version.meeting.day} version {version.number}.pdf")
    mine.pages, mine.ready_at = pages, timezone.now()
    mine.state, mine.lease_until = State.READY, None
    mine.save(update_fields=["file", "pages", "ready_at", "state", "lease_until"])
    _record(events.READY, version)
    _tell(version)


def _tell(version: PackVersion) -> None:
    """Write to the member that papers are ready; nothing in it says about whom they are."""
    meeting, again = version.meeting, version.number > 1
    said = "A new version of your papers is ready" if again else "Your papers are ready"
    put(
        key=f"papers-{version.pk}",
        to=version.person.email,
        subject=f"{said} for the meeting of {day(meeting.day)}",
        body=(
            f"{said} for the meeting of {meeting.group.name} on {day(meeting.day)}."
            f"{' It replaces the one before, and says what changed.' if again else ''}\n\n"
            f"To open it, sign in: {settings.SITE_URL}{version.get_absolute_url()}\n"
        ),
        organisation=meeting.group.organisation,
    )


def _stored(target: Path, name: str) -> StoredFile:
    with target.open("rb") as content:
        return store_made_file(content, name=name, content_type="application/pdf")


def _still_held(row: Any) -> Any:
    held = type(row).objects.filter(pk=row.pk, token=row.token, state=State.MAKING)
    return held.select_for_update().first()


def _fail(row: Any, sentence: str) -> bool:
    failed = type(row).objects.filter(pk=row.pk, token=row.token, state=State.MAKING)
    return bool(failed.update(state=State.FAILED, error=sentence[:500], lease_until=None))


@transaction.atomic
def _fail_pack(version: PackVersion, sentence: str) -> None:
    if _fail(version, sentence):
        _record(events.FAILED, version)


def _try_later(row: Any, sentence: str) -> None:
    if row.attempts >= TRIES:
        _fail(row, sentence)
        return
    later = timezone.now() + dt.timedelta(seconds=5 * row.attempts)
    type(row).objects.filter(pk=row.pk, token=row.token, state=State.MAKING).update(
        state=State.WAITING, lease_until=None, not_before=later
    )


def _record(kind: Any, version: PackVersion) -> None:
    record(
        kind,
        system="pag",
        organisation=version.meeting.group.organisation,
        subject=version,
        meeting=version.meeting_id,
        person=version.person_id,
        number=version.number,
    )
