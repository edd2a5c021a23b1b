"""What letters need of somebody today."""

import datetime as dt

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from accounts.permissions import Permission, organisations_with
from cases.models import Case
from cases.querysets import CaseQuerySet, grants_read_once, managed
from cases.stages import Stage
from cases.work import WorkItem
from clocks.models import DeadlineRule
from clocks.rules import CALL_AFTER_MEETING, LETTER_AFTER_MEETING, due
from clocks.working_days import working_days_between
from letters import promises
from letters.advice import untold
from letters.events import NAMES
from letters.markup import unfilled
from letters.models import Kind, Letter
from letters.telling import calls_since
from letters.transitions import State
from ui.dates import as_day, day, today

# A backlog longer than this is read case by case, not on one's own list for the day.
AT_MOST = 50
# For how long after closing the letter about it is asked for.
LATELY = dt.timedelta(days=28)


def work_for(person: Person) -> list[WorkItem]:
    """Return the letters `person` is to write, approve, send or look after, and who expects to hear."""
    with grants_read_once():
        return [*_of_own_cases(person), *_promises(person), *_to_approve(person)]


def _of_own_cases(person: Person) -> list[WorkItem]:
    mine = managed(person, holding=Permission.LETTER_WRITE)
    if not mine:
        return []
    cases = Case.objects.filter(pk__among=mine)
    letters = (
        Letter.objects.filter(case__in=cases)
        .needing_somebody()
        .select_related("case__practitioner", "pdf", "decision__item__meeting")
        .defer("html", "pdf__html")
        .annotate(called=Exists(calls_since(OuterRef("case"), OuterRef("meeting_date"))))
        .order_by("pk")
    )
    rules, on = _rules(), today()
    return [
        *(_call(letter, rules) for letter in letters if letter.kind == Kind.OUTCOME and not letter.called),
        *(_of_letter(letter, rules, on=on) for letter in letters),
        *_first_letters(cases),
        *_closing_letters(cases),
        *_advice_decided(cases),
    ]


def _promises(person: Person) -> list[WorkItem]:
    """Return who expects to hear soon, where no letter has been begun that would tell them."""
    mine = managed(person, holding=Permission.CASE_RUN)
    if not mine:
        return []
    on = today()
    begun = Letter.objects.filter(case=OuterRef("pk")).needing_somebody()
    near = (
        Case.objects.filter(pk__among=mine)
        .exclude(stage=Stage.CLOSED)
        .filter(~Exists(begun), support_plan__next_update_on__lte=on + promises.NEAR)
        .select_related("practitioner", "support_plan")
    )
    return [
        WorkItem(
            sentence=promises.tell_withdrawn(case)
            if case.ended
            else promises.in_words(case.practitioner.name, promised, on=on),
            url=reverse("letters", args=[case.reference]),
            reference=case.reference,
            due=promised,
        )
        for case in near
        if (promised := case.support_plan.next_update_on)
    ]


def _closing_letters(cases: CaseQuerySet) -> list[WorkItem]:
    """Return those whose case was closed lately and who have not been told in writing."""
    begun = Letter.objects.filter(
        case=OuterRef("pk"), kind=Kind.CLOSING, written_at__gte=OuterRef("closed_at")
    )
    closed = cases.filter(~Exists(begun), stage=Stage.CLOSED, closed_at__gte=timezone.now() - LATELY)
    return [
        WorkItem(
            sentence=f"Write to {case.practitioner.name}: the case is closed",
            url=f"{reverse('letter_new', args=[case.reference])}?which={Kind.CLOSING}",
            reference=case.reference,
            waiting_since=case.closed_at and as_day(case.closed_at),
        )
        for case in closed.select_related("practitioner")
    ]


def _advice_decided(cases: CaseQuerySet) -> list[WorkItem]:
    """Return what was decided on the group's advice, where no letter has been begun that would tell it."""
    begun = Letter.objects.filter(case=OuterRef("decision__item__case"), kind__in=[Kind.OUTCOME, Kind.UPDATE])
    waiting = untold(cases.open()).filter(~Exists(begun.needing_somebody()))
    found = []
    for final in waiting:
        case = final.decision.item.case
        ring = f"Ring {case.practitioner.name}, then write"
        found.append(
            WorkItem(
                sentence=f"{ring}: {final.name} decided on the group's advice",
                url=f"{reverse('letter_new', args=[case.reference])}?which={Kind.UPDATE}",
                reference=case.reference,
                waiting_since=final.made_on,
            )
        )
    return found


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
        .select_related("case__practitioner", "decision__item__meeting")
        .order_by("pk")[:AT_MOST]
    )
    rules, on = _rules(), today()
    return [_of_letter(draft, rules, on=on) for draft in drafts if not unfilled(draft.subject, draft.text)]


def _rules() -> list[DeadlineRule]:
    keys = (CALL_AFTER_MEETING, LETTER_AFTER_MEETING)
    return list(DeadlineRule.objects.filter(key__in=keys).order_by("-effective_from"))


def _first_letters(cases: CaseQuerySet) -> list[WorkItem]:
    begun = Letter.objects.filter(case=OuterRef("pk"), kind=Kind.FIRST)
    waiting = (
        cases.open().filter(~Exists(begun), first_with_group_on__isnull=True).select_related("practitioner")
    )
    return [
        WorkItem(
            sentence=f"Write to {case.practitioner.name}: a concern has been raised",
            url=f"{reverse('letter_new', args=[case.reference])}?which={Kind.FIRST}",
            reference=case.reference,
            waiting_since=case.received_on,
            since="received on",
        )
        for case in waiting
    ]


def _call(letter: Letter, rules: list[DeadlineRule]) -> WorkItem:
    """Return the call that comes before an outcome letter: the call tells, and the letter follows."""
    met_on = letter.meeting_date or as_day(letter.written_at)
    came = "was decided between meetings" if _is_between(letter) else "came of the meeting"
    return WorkItem(
        sentence=f"Ring {letter.case.practitioner.name}: what {came} on {day(met_on)}",
        url=reverse("case_contact", args=[letter.case.reference]),
        reference=letter.case.reference,
        due=_due(CALL_AFTER_MEETING, letter, rules, met_on),
        waiting_since=met_on,
    )


def _of_letter(letter: Letter, rules: list[DeadlineRule], *, on: dt.date) -> WorkItem:
    met_on = letter.meeting_date if letter.kind == Kind.OUTCOME else None
    return WorkItem(
        sentence=sentence(letter, on=on),
        url=letter.get_absolute_url(),
        reference=letter.case.reference,
        due=_due(LETTER_AFTER_MEETING, letter, rules, met_on) if met_on else None,
        waiting_since=met_on or as_day(letter.written_at),
    )


def sentence(letter: Letter, *, on: dt.date) -> str:
    """Return what there is to do about a letter, in words: "Send the outcome letter to Dr Okafor"."""
    name, which = letter.case.practitioner.name, NAMES[Kind(letter.kind)]
    if letter.is_draft:
        start = f"{'Finish' if unfilled(letter.subject, letter.text) else 'Approve'} {which} to {name}"
        return start + _since(letter, on=on)
    if letter.state == State.SET_ASIDE:
        return f"Write {which} to {name}{_since(letter, on=on)}"
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
    between = _is_between(letter)
    if days <= 0:
        return ": it has just been decided between meetings" if between else ": the group has just met"
    ago = f"{days} working day{'' if days == 1 else 's'} ago"
    return f": it was decided between meetings {ago}" if between else f": the group met {ago}"


def _is_between(letter: Letter) -> bool:
    return letter.decision is not None and letter.decision.item.meeting.is_between


def _due(key: str, letter: Letter, rules: list[DeadlineRule], met_on: dt.date) -> dt.date | None:
    """Return the day the rule called `key` gives, as `clocks.rules.deadline` would, of rules read once."""
    organisation = letter.case.organisation_id
    for whose in (organisation, None):
        for rule in rules:
            if rule.key == key and rule.organisation_key == whose and rule.effective_from <= met_on:
                return due(rule, met_on)
    return None
