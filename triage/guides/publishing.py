"""What publishing a draft from a day will do, in words, before anybody does it."""

import datetime as dt

from django.db.models import F

from triage.models import Guide, Review
from ui.dates import day, today


def what_publishing_does(guide: Guide, effective_from: dt.date) -> list[str]:
    """Return the sentences of the page that asks for confirmation; `guide` is an organisation's draft."""
    assert guide.organisation_id is not None
    on = today()
    now = Guide.objects.in_force(guide.organisation_id, on=on)
    own = Guide.objects.published().filter(organisation=guide.organisation_id)
    when = "From today" if effective_from == on else f"From {day(effective_from)}"
    begun = f"every triage review that is begun at {guide.organisation}"
    sentences = [f"{when}, {begun} is scored with version {guide.version}, “{guide.name}”."]
    if effective_from > on and now is not None:
        sentences.append(f"Until then {called(now)} stays in force.")
    same_day = own.filter(effective_from=effective_from).order_by("-published_at", "-version").first()
    if same_day is not None:
        sentences.append(
            f"{called(same_day).capitalize()} is published for the same day. The one published last counts: "
            f"version {guide.version} takes its place."
        )
    later = (
        own.filter(effective_from__gt=effective_from)
        .order_by("effective_from", F("published_at").desc())
        .first()
    )
    if later is not None and later.effective_from:
        sentences.append(f"On {day(later.effective_from)} {called(later)} takes over, as published already.")
    return [*sentences, _drafts(guide), _KEPT, _for_ever(effective_from, on)]


def called(guide: Guide) -> str:
    """Return "version 2" or "the default guide, version 1"."""
    return (
        f"version {guide.version}"
        if guide.organisation_id
        else f"the default guide, version {guide.version},"
    )


_KEPT = (
    "Submitted reviews never change: they keep their version of the guide, their scores and their colours."
)


def _for_ever(effective_from: dt.date, on: dt.date) -> str:
    ends = "Its leaflet is made as a PDF."
    if effective_from > on:
        return (
            f"Once published, the version never changes. Until {day(effective_from)} it can be withdrawn, "
            f"with a reason; from that day on a correction is a new version. {ends}"
        )
    return (
        "Once published, the version can be neither changed nor withdrawn. A correction is a new version. "
        f"{ends}"
    )


def _drafts(guide: Guide) -> str:
    drafts = Review.objects.being_written().filter(case__organisation=guide.organisation_id).count()
    if not drafts:
        return "No review is being written at the moment."
    if drafts == 1:
        return (
            "One review that is being written keeps the version it was begun with. Its page says so, and may "
            "offer the advisor to move."
        )
    return (
        f"{drafts:,} reviews that are being written keep the versions they were begun with. Their pages "
        "say so, and may offer the advisors to move."
    )
