"""Drafting a scoring guide: begun from a version or a file, edited section by section, withdrawn."""

import re
import uuid
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import Max

from accounts.models import Organisation, Person
from accounts.permissions import Permission, check_has
from audit.actions import record
from triage import events
from triage.guides.contents import Contents, contents_of, write_contents
from triage.guides.file import read_guide
from triage.guides.sections import ONE, moved_up, new_key, part_called, part_key, with_part, without_part
from triage.guides.shape import MOST_ROWS, shape_problems
from triage.models import Guide
from ui.refusals import NotAllowed, Refusal, Stale

PUBLISHED = (
    "This version has been published and never changes. Copy it into a new draft, and change that. "
    "What you typed is still on this page."
)
GONE = "This part of the draft has been taken out meanwhile. What you typed is still on this page."


@transaction.atomic
def copy_guide(*, of: Guide, organisation: Organisation, by: Person, submission_key: uuid.UUID) -> Guide:
    """Begin a draft of the organisation that says what a published version says."""
    check_has(by, Permission.GUIDE_EDIT, within=organisation)
    of = Guide.objects.select_related("organisation").get(pk=of.pk)
    if of.published_at is None or of.organisation_id not in (None, organisation.pk):
        raise Refusal("Only a published version of your own organisation, or the default, can be copied.")
    contents = contents_of(of)
    return _begin(organisation, contents, by=by, submission_key=submission_key, copied_from=of)


@transaction.atomic
def import_guide(
    *, content: bytes, organisation: Organisation, by: Person, submission_key: uuid.UUID
) -> Guide:
    """Begin a draft of the organisation from a file. Raises WrongFile, naming every problem."""
    check_has(by, Permission.GUIDE_EDIT, within=organisation)
    return _begin(organisation, read_guide(content), by=by, submission_key=submission_key)


@transaction.atomic
def save_guide_section(
    *, guide: Guide, section: str, change: Callable[[Contents], Contents], version: int, by: Person
) -> Guide:
    """Write what `change` makes of the contents.

    Raises Stale where `section` was saved since `version` of it; other sections do not get in the way.
    """
    guide = locked_draft(guide, by)
    now = guide.edits.get(section, 0)
    if now != version:
        raise Stale(version=now)
    return _write(guide, section, change(contents_of(guide)), by)


@transaction.atomic
def save_guide_part(*, guide: Guide, listed: str, values: dict[str, Any], version: int, by: Person) -> Guide:
    """Save one domain ("domains") or factor ("factors") there is. Raises Stale as `save_guide_section`."""

    def changed(contents: Contents) -> Contents:
        if part_called(contents, listed, values["key"]) is None:
            raise Refusal(GONE)
        return with_part(contents, listed, values)

    section = part_key(listed, values["key"])
    return save_guide_section(guide=guide, section=section, change=changed, version=version, by=by)


@transaction.atomic
def add_guide_part(*, guide: Guide, listed: str, values: dict[str, Any], by: Person) -> Guide:
    """Add a domain or a factor at the end. A second click, which brings the same words, adds nothing."""
    guide = locked_draft(guide, by)
    contents = contents_of(guide)
    label = values["label"].casefold()
    for row in contents[listed]:
        if row["label"].casefold() == label:
            if part_called(contents, listed, row["key"]) == {**values, "key": row["key"]}:
                return guide
            raise Refusal(
                f"There is a {ONE[listed]} with that name already. Change that one, or name this another way."
            )
    if len(contents[listed]) >= MOST_ROWS[listed]:
        raise Refusal(f"There can be {MOST_ROWS[listed]} of these at most. Take one out first.")
    key = new_key(values["label"], {row["key"] for row in contents[listed]})
    return _write(guide, listed, with_part(contents, listed, {"key": key, **values}), by)


@transaction.atomic
def move_guide_part_up(*, guide: Guide, listed: str, key: str, by: Person) -> Guide:
    """Put a domain or factor before the one it stands behind."""
    guide = locked_draft(guide, by)
    return _write(guide, listed, moved_up(contents_of(guide), listed, key), by)


@transaction.atomic
def take_out_guide_part(*, guide: Guide, listed: str, key: str, version: int, by: Person) -> Guide:
    """Take a domain, with what describes it, or a factor out of the draft.

    Raises Stale where it was saved since `version`; a second click changes nothing.
    """
    guide = locked_draft(guide, by)
    contents = contents_of(guide)
    if part_called(contents, listed, key) is None:
        return guide
    now = guide.edits.get(part_key(listed, key), 0)
    if now != version:
        raise Stale(
            "Somebody else changed this while you were looking at it. Read it again, then decide.",
            version=now,
        )
    return _write(guide, listed, without_part(contents, listed, key), by)


@transaction.atomic
def withdraw_guide(*, guide: Guide, version: int, by: Person) -> None:
    """Give a draft up: it is gone. A published version stays for ever. A second click changes nothing."""
    if not Guide.objects.filter(pk=guide.pk).exists():
        return
    guide = locked_draft(guide, by)
    check_not_changed_since(guide, version)
    record(
        events.GUIDE_WITHDRAWN, by=by, organisation=guide.organisation, subject=guide, version=guide.version
    )
    guide.delete()


def locked_draft(guide: Guide, by: Person) -> Guide:
    """Return the draft, whole, with its row locked. Raises where it is none, or not theirs to edit."""
    check_may_edit(guide, by)
    if not Guide.objects.select_for_update(of=("self",)).filter(pk=guide.pk).exists():
        raise Refusal("This draft has been withdrawn meanwhile. What you typed is still on this page.")
    guide = Guide.objects.select_related("organisation").get(pk=guide.pk)
    if guide.published_at is not None:
        raise Refusal(PUBLISHED)
    return guide


def check_may_edit(guide: Guide, by: Person) -> None:
    """Raise NotAllowed unless the guide is of an organisation whose guide `by` edits."""
    if guide.organisation is None:
        raise NotAllowed(
            "The default guide comes with the service. Copy it into a draft of your own organisation."
        )
    check_has(by, Permission.GUIDE_EDIT, within=guide.organisation)


def check_not_changed_since(guide: Guide, version: int) -> None:
    """Raise Stale unless `version` is how often the whole draft was saved."""
    if guide.edited != version:
        raise Stale(
            "The draft was changed after you opened this page. Look at it again, then go on.",
            version=guide.edited,
        )


def _begin(
    organisation: Organisation,
    contents: Contents,
    *,
    by: Person,
    submission_key: uuid.UUID,
    copied_from: Guide | None = None,
) -> Guide:
    # Versions are counted within the organisation: its row is the lock.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    own = Guide.objects.filter(organisation=organisation)
    begun = own.filter(submission_key=submission_key).first()
    if begun:
        return begun
    version = (own.aggregate(last=Max("version"))["last"] or 0) + 1
    if copied_from:
        # The name stands beside every score: it must not go on naming the version it was copied from.
        contents["name"] = re.sub(r"\bversion \d+$", f"version {version}", contents["name"])
    guide = Guide.objects.create(
        organisation=organisation,
        version=version,
        name=contents["name"],
        source=contents["source"],
        started_by=by,
        copied_from=copied_from,
        submission_key=submission_key,
    )
    write_contents(guide, contents)
    record(events.GUIDE_STARTED, by=by, organisation=organisation, subject=guide, version=guide.version)
    return guide


def _write(guide: Guide, section: str, contents: Contents, by: Person) -> Guide:
    problems = shape_problems(contents)
    if problems:
        raise Refusal(f"The draft cannot be kept like that. {problems[0]}.")
    guide.edits[section] = guide.edits.get(section, 0) + 1
    write_contents(guide, contents)
    record(events.GUIDE_SAVED, by=by, organisation=guide.organisation, subject=guide, section=section)
    return guide
