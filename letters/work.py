"""What letters need of somebody today."""

import datetime as dt

from django.db.models import Exists, OuterRef
from django.urls import reverse

from accounts.models import Person
from accounts.permissions import Permission, organisations_with
from cases.models import Case
from cases.querysets import CaseQuerySet
from cases.work import WorkItem
from clocks.models import DeadlineRule
from clocks.rules import LETTER_AFTER_MEETING, due
from clocks.working_days import working_days_between
from letters.events import NAMES
from letters.markup import unfilled
from letters.models import Kind, Letter
from letters.transitions import State
from ui.dates import as_day, today

# A backlog longer than this is read case by case, not on one's own list for the day.
AT_MOST = 50


def work_for(person: Person) -> list[WorkItem]:
    """Return the letters `person` is to write, approve, send or look after."""
    return [*_of_own_cases(person), *_to_approve(person)]


def _of_own_cases(person: Person) -> list[WorkItem]:
    writes = organisations_with(person, Permission.LETTER_WRITE)
    if not writes:
        return []
    cases = Case.objects.visible_to(person).filter(manager=person, organisation__in=writes)
    letters = (
        Letter.objects.filter(case__in=cases)
        .needing_somebody()
        .select_related("case__practitioner", "pdf")
        .defer("html", "pdf__html")
        .order_by("pk")
    )
    rules, on = _rules(), today()
    return [_of_letter(letter, rules, on=on) for letter in letters] + _first_letters(cases)


def _to_approve(person: Person) -> list[WorkItem]:
    """Return the drafts without gaps that wait for `person`, who approves letters and writes none.

    Those who write too approve what they wrote themselves: colleagues' drafts are not on their list.
    """
    writes = organisations_with(person, Permission.LETTER_WRITE)
    approves = set(organisations_with(person, Permission.LETTER_APPROVE)).difference(writes)
    if not approves:
        return []
    cases = Case.objects.visible_to(person).filter(organisation__in=approves)
    drafts = (
        Letter.objects.filter(case__in=cases, state=State.DRAFT)
        .needing_somebody()
        .select_related("case__practitioner")
        .order_by("pk")[:AT_MOST]
    )
    rules, on = _rules(), today()
    return [_of_letter(draft, rules, on=on) for draft in drafts if not unfilled(draft.subject, draft.text)]


def _rules() -> list[DeadlineRule]:
    return list(DeadlineRule.objects.filter(key=LETTER_AFTER_MEETING).order_by("-effective_from"))


def _first_letters(cases: CaseQuerySet) -> list[WorkItem]:
    begun = Letter.objects.filter(case=OuterRef("pk"), kind=Kind.FIRST)
    waiting = cases.open().filter(~Exists(begun), before_group_on__isnull=True).select_related("practitioner")
    return [
        WorkItem(
            sentence=f"Write to {case.practitioner.name}: a concern has been raised",
            url=reverse("letter_new", args=[case.reference]),
            reference=case.reference,
            waiting_since=case.received_on,
        )
        for case in waiting
    ]


def _of_letter(letter: Letter, rules: list[DeadlineRule], *, on: dt.date) -> WorkItem:
    met_on = letter.meeting_date if letter.kind == Kind.OUTCOME else None
    return WorkItem(
        sentence=sentence(letter, on=on),
        url=letter.get_absolute_url(),
        reference=letter.case.reference,
        due=_due(letter, rules, met_on) if met_on else None,
        waiting_since=met_on or as_day(letter.written_at),
    )


def sentence(letter: Letter, *, on: dt.date) -> str:
    """Return what there is to do about a letter, in words: "Send the outcome letter to Dr Okafor"."""
    name, which = letter.case.practitioner.name, NAMES[Kind(letter.kind)]
    if letter.is_draft:
        if unfilled(letter.subject, letter.text):
            start = f"Write to {name}" if letter.kind == Kind.OUTCOME else f"Finish {which} to {name}"
        else:
            start = f"Approve {which} to {name}"
        return start + _since(letter, on=on)
    if letter.state == State.SET_ASIDE:
        return f"Write to {name}{_since(letter, on=on)}"
    if letter.state == State.APPROVED:
        made = "could not be made" if letter.pdf and letter.pdf.state == "failed" else "is being made"
        return f"The PDF of {which} to {name} {made}"
    if letter.state == State.READY:
        return f"Send {which} to {name}{_since(letter, on=on)}"
    if letter.state == State.FAILED:
        return f"{which[:1].upper()}{which[1:]} to {name} could not be sent"
    return f"Find out whether {which} to {name} has left"


def _since(letter: Letter, *, on: dt.date) -> str:
    if letter.kind != Kind.OUTCOME or letter.meeting_date is None:
        return ""
    days = working_days_between(letter.meeting_date, on)
    if days <= 0:
        return ": the group has just met"
    return f": the group met {days} working day{'' if days == 1 else 's'} ago"


def _due(letter: Letter, rules: list[DeadlineRule], met_on: dt.date) -> dt.date | None:
    """Return the day the letter is due, as `clocks.rules.deadline` counts it, from rules read once."""
    organisation = letter.case.organisation_id
    for key in (organisation, None):
        for rule in rules:
            if rule.organisation_key == key and rule.effective_from <= met_on:
                return due(rule, met_on)
    return None
