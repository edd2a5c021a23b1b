"""Guides for tests: written straight into the tables, or begun, changed and published by the actions."""

import json
import uuid
from functools import partial

from django.apps import apps
from django.utils import timezone

from triage.actions import copy_guide, publish_guide, save_guide_section
from triage.loading import NEWEST, write_parts
from triage.models import Guide
from ui.dates import today

model_called = partial(apps.get_model, "triage")


def contents(**changes):
    """Return what an organisation's first copy of the default guide says, with changes."""
    return json.loads(NEWEST.read_text()) | {"name": "Guide to scoring a risk, version 1"} | changes


def make_guide(organisation, *, version=1, publish=True, effective_from=None, **changes):
    guide = Guide.objects.create(
        organisation=organisation,
        version=version,
        name=f"Guide {version}",
        source="Written for a test",
        effective_from=effective_from or today(),
        steps=contents()["steps"],
        not_meaning=contents()["not_meaning"],
    )
    write_parts(model_called, guide, contents(**changes))
    if publish:
        Guide.objects.filter(pk=guide.pk).update(published_at=timezone.now())
    return Guide.objects.get(pk=guide.pk)


def default_guide():
    return Guide.objects.get(organisation=None, version=2)


def begin(room, by, *, of=None, key=None):
    """Begin a draft as a copy of the default, or of another version."""
    return copy_guide(
        of=of or default_guide(), organisation=room.organisation, by=by, submission_key=key or uuid.uuid4()
    )


def change(guide, section, by, *, version=None, **changes):
    """Save a section of a draft, so that its contents have these changes."""
    now = Guide.objects.get(pk=guide.pk).edits.get(section, 0) if version is None else version
    return save_guide_section(
        guide=guide,
        section=section,
        change=lambda contents: contents | changes,
        version=now,
        by=by,
    )


def publish(guide, by, *, effective_from=None, version=None):
    """Publish a draft, from today unless said otherwise, as somebody does who saw its latest state."""
    seen = Guide.objects.get(pk=guide.pk).edited if version is None else version
    return publish_guide(guide=guide, effective_from=effective_from or today(), version=seen, by=by)
