"""A scoring guide as plain values: what is copied, edited, compared, exported and imported."""

import json
from functools import partial
from typing import Any

from django.apps import apps

from triage.loading import write_parts
from triage.models import Guide
from triage.models.guide import PARTS
from triage.scale import Scale

# The form of the file. A file says which one it is in, so that a later form can still read an earlier one.
FORMAT = 1

Contents = dict[str, Any]


def contents_of(guide: Guide) -> Contents:
    """Return everything a guide says."""
    scale = Scale(guide)
    return {
        "name": guide.name,
        "source": guide.source,
        "steps": list(guide.steps),
        "not_meaning": list(guide.not_meaning),
        "likelihoods": [
            _picked(each, "score", "label", "probability", "description") for each in scale.likelihoods
        ],
        "severities": [_picked(each, "score", "label", "plain_meaning") for each in scale.severities],
        "domains": [_picked(each, "key", "label", "hint") for each in scale.domains],
        "descriptors": [
            {"severity": severity.score, "domain": domain.key, "text": scale.descriptor(domain, severity)}
            for severity in scale.severities
            for domain in scale.domains
            if scale.descriptor(domain, severity)
        ],
        "factors": [_picked(each, "key", "label", "questions", "reminder") for each in scale.factors],
        "bands": [_picked(each, "colour", "label", "lowest", "highest", "meaning") for each in scale.bands],
    }


def as_file(contents: Contents) -> bytes:
    """Return the file by which a guide is handed on."""
    return (json.dumps({"format": FORMAT, **contents}, ensure_ascii=False, indent=2) + "\n").encode()


def write_contents(guide: Guide, contents: Contents) -> None:
    """Let a draft, whose row is locked, say `contents` and nothing else."""
    for part in reversed(PARTS):
        getattr(guide, part).all().delete()
    for name in ("name", "source", "steps", "not_meaning"):
        setattr(guide, name, contents[name])
    guide.save()
    write_parts(partial(apps.get_model, "triage"), guide, contents)


def _picked(part: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(part, name) for name in names}
