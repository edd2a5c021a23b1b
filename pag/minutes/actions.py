"""Drafting minutes, changing them, offering them, approving them, and correcting what was approved."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from audit.actions import record
from cases import search
from cases.models import Case
from pag.actions.meeting import write_move
from pag.minutes import events
from pag.minutes.approving import approvers_of
from pag.minutes.copies import want_full_copy
from pag.minutes.drafting import first_draft
from pag.minutes.extracts import want_extract
from pag.minutes.models import Minutes, MinutesCorrection, MinutesSection
from pag.minutes.naming import Named, known_in
from pag.minutes.quoting import Quoted
from pag.minutes.reading import Access, quoted_by_section, reader_of, sections_of
from pag.minutes.rules import check_may_draft, check_writes
from pag.minutes.telling import ask_to_approve, tell_members
from pag.models import Meeting
from pag.transitions import MeetingStage
from ui.refusals import NotAllowed, Refusal, Stale
from ui.words import full_stop

APPROVED_ALREADY = "This is approved, and no longer changes. Add a correction instead."


@dataclass(frozen=True)
class Written:
    """The words of one section; `voice` and `more` are there for items only."""

    text: str
    voice: str = ""
    more: str = ""


@transaction.atomic
def draft_minutes(*, meeting: Meeting, by: Person) -> Minutes:
    """Draft the minutes from what was recorded; the meeting goes to “Minutes drafted”. Once a meeting."""
    check_writes(by, meeting)
    meeting = Meeting.objects.locked(meeting.pk)
    already = Minutes.objects.filter(meeting=meeting).first()
    if already:
        return already
    check_may_draft(meeting)
    minutes = Minutes.objects.create(meeting=meeting, drafted_by=by)
    MinutesSection.objects.bulk_create(first_draft(minutes))
    write_move(meeting=meeting, to=MeetingStage.MINUTES_DRAFTED, by=by)
    record(events.DRAFTED, by=by, organisation=meeting.group.organisation, subject=minutes, day=meeting.day)
    return minutes


@transaction.atomic
def write_section(*, section: MinutesSection, written: Written, version: int, by: Person) -> MinutesSection:
    """Save the words of one section, unless somebody else saved it first, or it is approved."""
    minutes = _locked(section.minutes, cases=[section.item.case_id] if section.item else [])
    section = _fresh(section, minutes)
    check_can_write(section, by)
    if section.version != version:
        theirs = {"text": section.text, "voice": section.voice, "more": section.more}
        raise Stale(theirs=theirs, version=section.version)
    section.text = written.text
    section.voice, section.more = (written.voice, written.more) if section.is_decided else ("", "")
    section.version, section.edited_by, section.edited_at = version + 1, by, timezone.now()
    section.save(update_fields=["text", "voice", "more", "version", "edited_by", "edited_at"])
    record(
        events.EDITED,
        by=by,
        case=section.item.case if section.item else None,
        organisation=None if section.item else minutes.meeting.group.organisation,
        subject=section,
    )
    return section


def check_can_write(section: MinutesSection, by: Person) -> None:
    """Raise the reason why `by` may not change this section now."""
    check_open(section, by)
    if not section.is_written:
        raise Refusal("What was taken off the agenda stands as it was recorded: nothing is written about it.")
    if section.approved_at:
        raise Refusal(APPROVED_ALREADY)


def check_open(section: MinutesSection, by: Person) -> None:
    """Raise NotAllowed unless `by` writes minutes of this meeting and the section is open to them."""
    check_writes(by, section.minutes.meeting)
    reader = reader_of(by, section.minutes, [section])
    if reader.access[section.pk] == Access.ASIDE:
        raise NotAllowed("You stand aside from this item, so its minutes are written by somebody else.")
    if reader.access[section.pk] != Access.OPEN:
        raise NotAllowed("This item is not open to you, so its minutes are written by somebody else.")


@transaction.atomic
def offer(*, minutes: Minutes, by: Person) -> Minutes:
    """Ask whoever presides to approve the minutes: an e-mail says so, and it is on their list of work.

    Raises Refusal where what is open to `by` names the practitioner of another case.
    """
    check_writes(by, minutes.meeting)
    minutes = _locked(minutes)
    if minutes.is_approved:
        raise Refusal("These minutes are approved already.")
    if minutes.offered_at:
        return minutes
    sections = sections_of(minutes)
    check_names(named_for(minutes, sections, by=by))
    minutes.offered_by, minutes.offered_at = by, timezone.now()
    minutes.save(update_fields=["offered_by", "offered_at"])
    record(events.OFFERED, by=by, organisation=minutes.meeting.group.organisation, subject=minutes)
    waiting = [section for section in sections if section.approved_at is None]
    ask_to_approve(minutes, set().union(*approvers_of(waiting).values()), by=by)
    return minutes


def theirs_to_approve(sections: Collection[MinutesSection], by: Person) -> list[MinutesSection]:
    """Return the sections that are not approved yet and that `by` approves, open to them now."""
    waiting = [section for section in sections if section.approved_at is None]
    if not waiting:
        return []
    approvers, reader = approvers_of(waiting), reader_of(by, waiting[0].minutes, waiting)
    return [
        section
        for section in waiting
        if by.pk in approvers[section.pk]
        and (section.kind == MinutesSection.Kind.TAKEN_OFF or reader.access[section.pk] == Access.OPEN)
    ]


def seen(sections: Collection[MinutesSection]) -> str:
    """Return which versions of which sections somebody has before them."""
    return " ".join(f"{section.pk}.{section.version}" for section in sections)


@transaction.atomic
def approve(*, minutes: Minutes, versions: str, by: Person, looked: bool = False) -> Minutes:
    """Approve every section that is for `by` to approve, as they saw it: `versions` is what `seen` gave.

    `looked` says that they looked at the names that may be of others or of members, and that they are right.

    With the last of them the minutes are approved: the meeting goes to “Minutes approved”, each case gets
    its extract, and the members are told.
    """
    every_case = minutes.sections.filter(item__isnull=False).values_list("item__case", flat=True)
    minutes = _locked(minutes, cases=list(every_case))
    if minutes.is_approved:
        return minutes
    sections = sections_of(minutes)
    mine = theirs_to_approve(sections, by)
    if not mine:
        raise NotAllowed("Minutes are approved by who presides, or stands in where the chair cannot.")
    if seen(mine) != versions:
        raise Stale(
            "Somebody changed the minutes while you were reading. Read what is new below, then approve.",
        )
    check_names(known_in(minutes, sections).pointed_out(mine), looked=looked)
    quoted, now = quoted_by_section(sections), timezone.now()
    for section in mine:
        _approve(section, quoted[section.pk], by=by)
    if all(section.approved_at for section in sections):
        minutes.approved_by, minutes.approved_at = by, now
        minutes.save(update_fields=["approved_by", "approved_at"])
        _approved(minutes, sections, by=by)
    return minutes


def named_for(minutes: Minutes, sections: Collection[MinutesSection], *, by: Person) -> list[Named]:
    """Return the names to look at in the sections that are open to `by`; `sections` are all of them."""
    access = reader_of(by, minutes, sections).access
    return known_in(minutes, sections).pointed_out(
        each for each in sections if access[each.pk] == Access.OPEN
    )


def check_names(named: Collection[Named], *, looked: bool = True) -> None:
    """Raise Refusal where names stand in words that name nobody, or may, and nobody said that they looked."""
    certain = [each.in_words for each in named if each.certain]
    if certain:
        raise Refusal(
            f"{full_stop('; '.join(certain))} Change the words first: the extract of a case names nobody of "
            "another."
        )
    if named and not looked:
        raise Refusal("Look at the names pointed out, and say that they are right so. Then approve.")


def _approve(section: MinutesSection, quoted: Quoted, *, by: Person) -> None:
    section.quoted, section.approved_by, section.approved_at = quoted, by, timezone.now()
    section.save(update_fields=["quoted", "approved_by", "approved_at"])


def _approved(minutes: Minutes, sections: Collection[MinutesSection], *, by: Person) -> None:
    """Do what follows from the approval of all of the minutes."""
    meeting = minutes.meeting
    write_move(meeting=meeting, to=MeetingStage.APPROVED, by=by)
    record(events.APPROVED, by=by, organisation=meeting.group.organisation, subject=minutes, day=meeting.day)
    for section in sections:
        if section.is_decided and section.item:
            case = section.item.case
            # Who approved it is not said on the case: a deputy's name would tell that the chair stood aside.
            record(events.SECTION_APPROVED, system="pag", case=case, subject=section, day=meeting.day)
            _index(section)
            want_extract(section, by=minutes.drafted_by)
    want_full_copy(minutes, sections, by=by)
    tell_members(minutes)


@transaction.atomic
def correct(
    *, section: MinutesSection, wrong: str, right: str, by: Person, submission_key: uuid.UUID
) -> MinutesCorrection:
    """Add a dated correction to approved minutes, and have a new extract made where it is about an item."""
    minutes = _locked(section.minutes, cases=[section.item.case_id] if section.item else [])
    section = _fresh(section, minutes)
    check_open(section, by)
    already = MinutesCorrection.objects.filter(submission_key=submission_key).first()
    if already:
        return already
    if not minutes.is_approved:
        raise Refusal("These minutes are not approved yet: change their text instead.")
    made = MinutesCorrection.objects.create(
        section=section, wrong=wrong, right=right, made_by=by, submission_key=submission_key
    )
    case = section.item.case if section.item else None
    organisation = None if case else minutes.meeting.group.organisation
    record(
        events.CORRECTED,
        by=by,
        case=case,
        organisation=organisation,
        subject=made,
        day=minutes.meeting.day,
    )
    if section.is_decided:
        _index(section)
        want_extract(section, by=by)
    return made


def _index(section: MinutesSection) -> None:
    corrections = section.corrections.values_list("wrong", "right")
    words = [section.text, section.voice, section.more, *(text for pair in corrections for text in pair)]
    if section.item:
        search.index(case=section.item.case, source=f"minutes:{section.pk}", text="\n".join(words))


@transaction.atomic
def record_opened(*, minutes: Minutes, sections: Collection[MinutesSection], by: Person) -> None:
    """Record that `by` opened a PDF of the minutes: for the meeting, and with every case that was in it."""
    day, organisation = minutes.meeting.day, minutes.meeting.group.organisation
    record(events.OPENED, by=by, organisation=organisation, subject=minutes, day=day)
    for section in sections:
        if section.item:
            record(events.OPENED, by=by, case=section.item.case, subject=minutes, day=day)


def _locked(minutes: Minutes, *, cases: Collection[int] = ()) -> Minutes:
    """Lock the cases, in the order of their keys, and then the minutes; return those as they are now."""
    for pk in sorted(set(cases)):
        Case.objects.locked(pk)
    found = Minutes.objects.select_for_update(of=("self",)).select_related(
        "meeting__group__organisation", "drafted_by"
    )
    return found.get(pk=minutes.pk)


def _fresh(section: MinutesSection, minutes: Minutes) -> MinutesSection:
    fresh = MinutesSection.objects.select_related("item__case__organisation", "item__meeting").get(
        pk=section.pk
    )
    fresh.minutes = minutes
    return fresh
