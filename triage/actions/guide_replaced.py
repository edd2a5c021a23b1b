"""Putting what a file says in the place of a draft of the scoring guide."""

from django.db import transaction

from accounts.models import Person
from audit.actions import record
from triage import events
from triage.actions.guide import check_not_changed_since, locked_draft
from triage.guides.contents import contents_of, write_contents
from triage.guides.file import read_guide
from triage.guides.sections import SECTIONS, part_key
from triage.models import Guide
from ui.refusals import NotAllowed


@transaction.atomic
def replace_guide(*, guide: Guide, content: bytes, version: int, by: Person) -> Guide:
    """Let a draft that `by` began say what the file says, and nothing else.

    Raises WrongFile, naming every problem, and Stale where the draft was saved since `version`. A second
    click, which finds the draft saying it already, changes nothing.
    """
    guide = locked_draft(guide, by)
    check_began(guide, by)
    wanted, stood = read_guide(content), contents_of(guide)
    if wanted == stood:
        return guide
    check_not_changed_since(guide, version)
    # Pages opened before are out of date, whichever section they show.
    parts = {
        part_key(listed, row["key"])
        for listed in ("domains", "factors")
        for contents in (stood, wanted)
        for row in contents[listed]
    }
    for key in {*parts, *(section.key for section in SECTIONS)}:
        guide.edits[key] = guide.edits.get(key, 0) + 1
    write_contents(guide, wanted)
    record(
        events.GUIDE_REPLACED, by=by, organisation=guide.organisation, subject=guide, version=guide.version
    )
    return guide


def check_began(guide: Guide, by: Person) -> None:
    """Raise NotAllowed unless `by` began this draft: nobody's work is replaced by somebody else's file."""
    if guide.started_by_id != by.pk:
        raise NotAllowed(
            "A draft is replaced from a file only by whoever began it. Begin a version of your own from the "
            "file, and compare the two."
        )
