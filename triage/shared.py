"""What the triage page says about sharing: the practitioner's copies, what they lack, and what came back."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from accounts.models import Person
from cases.models import Account
from cases.topics import closed_topics
from documents.waiting import making
from triage.models import Review, Sharing
from triage.permissions import can_share
from triage.sharing import Piece, pieces, shows_closed, what_is_withheld

Sending = Callable[[Person, Sharing], str]
_sending: list[Sending] = []


def register_sending(address: Sending) -> None:
    """Register where a settled copy is sent from; empty for whoever may not. The app above knows letters."""
    _sending.append(address)


def sharing_of(person: Person, review: Review) -> dict[str, Any]:
    """Return the context of `triage/_sharing.html`; `review` was fetched with `whole()`, and is open to them.

    Those who do not run the case see the copies that were shared, and nothing to press.
    """
    closed = closed_topics(person, review.case)
    may_share = can_share(person, review.case, review)
    copies = list(Sharing.objects.of_review(review).with_parts())
    where = [review.case.reference, review.revision]
    parts = pieces(review)
    return {
        "may_share": may_share,
        "draft": next((each for each in copies if may_share and each.is_draft), None),
        "copies": [
            _copy(each, parts, closed, where, person=person if may_share else None)
            for each in copies
            if not each.is_draft and (may_share or each.shown.all())
        ],
        "comments": Account.objects.filter(case=review.case, topic=review.topic),
        "share_url": reverse("triage_share", args=where),
        "comments_url": reverse("triage_comments", args=where),
    }


def _copy(
    sharing: Sharing, parts: list[Piece], closed: set[str], where: list[Any], *, person: Person | None
) -> dict[str, Any]:
    """Return one copy as the page shows it; `person` is whoever may send it on, if the reader may."""
    assert sharing.pdf is not None
    reference = where[0]
    ready = sharing.pdf.state == sharing.pdf.State.READY
    shown = None
    if not shows_closed(sharing, parts, closed):
        shown = making(
            sharing.pdf,
            sharing.review.case,
            label=f"The practitioner's copy {sharing.number}",
            check_url=reverse("triage", args=[reference]),
        )
    return {
        "sharing": sharing,
        "making": shown,
        "ready": ready,
        "send_url": next((each(person, sharing) for each in _sending), "") if ready and person else "",
        "withheld": what_is_withheld(sharing, parts),
        "shown": sorted(sharing.shown.all(), key=lambda each: (each.on, each.pk)),
        "shown_url": reverse("triage_shown", args=[*where, sharing.number]),
    }
