"""The practitioner's copy of a triage at each step, reached through the real actions."""

import uuid
from types import SimpleNamespace
from typing import Any

from cases.models import Contact
from documents.tasks import make
from triage import actions
from triage.models import Sharing
from triage.sharing import Mark
from ui.dates import today


def save(room: SimpleNamespace, *marks: Mark, version: int = 0, by: Any = None, **options: Any) -> Sharing:
    """Mark what is withheld of the triage of `room`."""
    options.setdefault("names_reviewer", False)
    return actions.save_sharing(
        review=room.review, marks=marks, version=version, by=by or room.manager, **options
    )


def settle(room: SimpleNamespace, *marks: Mark, **options: Any) -> Sharing:
    """Settle a copy; its PDF is not made yet."""
    draft = save(room, *marks, **options)
    return actions.settle_sharing(sharing=draft, version=draft.version, by=room.manager)


def ready(room: SimpleNamespace, *marks: Mark) -> Sharing:
    """Settle a copy and let the worker make its PDF."""
    sharing = settle(room, *marks)
    make(sharing.pdf_id)
    return Sharing.objects.get(pk=sharing.pk)


def whole(part: str, reason: str = "third_party", **options: Any) -> Mark:
    return Mark(part, reason, whole=True, **options)


def some(part: str, *passages: str, reason: str = "third_party", **options: Any) -> Mark:
    return Mark(part, reason, passages=passages, **options)


def show(room: SimpleNamespace, **changes: Any) -> Contact:
    """Record that the copy was handed over."""
    given = {"on": today(), "how": "meeting", "told": False, "by": room.manager}
    key = {"submission_key": uuid.uuid4()}
    return actions.record_shown(sharing=room.sharing, **given | key | changes)
