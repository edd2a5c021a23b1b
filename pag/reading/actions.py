"""Marking papers as read, keeping a note of one's own, asking the case manager and answering."""

import uuid
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from accounts.permissions import Permission, check_has
from audit.actions import record
from cases.access import may_read
from cases.models import Case
from outbox.actions import put
from pag.models import AgendaItem
from pag.packs.papers import papers_of
from pag.permissions import check_can_read
from pag.policies import check_waits
from pag.reading import events
from pag.reading.models import OwnNote, PaperRead, Question
from ui.dates import day
from ui.refusals import Refusal, Stale


@transaction.atomic
def mark(*, item: AgendaItem, code: str, read: bool, by: Person) -> None:
    """Mark a paper, by its code among the papers of the item, as read by `by`, or take the mark back."""
    item = _locked(item, by)
    ((_item, papers),) = ((each.item, each.papers) for each in papers_of(by, [item]))
    paper = next((each for each in papers if each.code == code), None)
    if paper is None:
        raise Refusal("This paper has changed or is no longer there. Look at the papers as they are now.")
    marks: dict[str, Any] = {"item": item, "person": by, "kind": paper.kind, "subject_key": paper.subject_key}
    if not read:
        PaperRead.objects.filter(**marks).delete()
        return
    _mark, made = PaperRead.objects.get_or_create(**marks)
    if made:
        record(events.READ, by=by, case=item.case, subject=item, paper=paper.kind, key=paper.subject_key)


@transaction.atomic
def keep_note(*, item: AgendaItem, text: str, version: int, by: Person) -> OwnNote | None:
    """Keep what `by` wrote for themselves, over what they wrote before; an empty note is none."""
    item = _locked(item, by)
    note = OwnNote.objects.filter(item=item, person=by).first()
    if (note.version if note else 0) != version:
        theirs = {"text": note.text if note else ""}
        raise Stale(
            "You saved this note in another window meanwhile.",
            theirs=theirs,
            version=note.version if note else 0,
        )
    if not text.strip():
        if note:
            note.delete()
        return None
    if note is None:
        note = OwnNote.objects.create(item=item, person=by, text=text)
    else:
        note.text, note.version, note.saved_at = text, version + 1, timezone.now()
        note.save(update_fields=["text", "version", "saved_at"])
    record(events.NOTED, by=by, case=item.case, subject=item)
    return note


@transaction.atomic
def ask(*, item: AgendaItem, words: str, by: Person, submission_key: uuid.UUID) -> Question:
    """Ask the case manager what everybody on the item then sees; an e-mail tells them, naming nobody."""
    item = _locked(item, by)
    already = Question.objects.filter(submission_key=submission_key).first()
    if already:
        return already
    check_waits(item)
    question = Question.objects.create(item=item, words=words, asked_by=by, submission_key=submission_key)
    record(events.ASKED, by=by, case=item.case, subject=question)
    if item.case.manager_id != by.pk and may_read(item.case.manager, item.case):
        _tell(question, item.case.manager, f"question-{question.pk}", "There is a question for you")
    return question


@transaction.atomic
def answer(*, question: Question, words: str, by: Person) -> Question:
    """Answer a question, once. Who asked gets an e-mail that names nobody, while they may read the case."""
    item = _locked(question.item, by)
    check_has(by, Permission.CASE_RUN, within=item.case.organisation)
    question = Question.objects.select_related("asked_by").get(pk=question.pk)
    question.item = item
    if question.answered_at:
        raise Refusal("Somebody has answered this question already. Look at the answer first.")
    question.answer, question.answered_by, question.answered_at = words, by, timezone.now()
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    record(events.ANSWERED, by=by, case=item.case, subject=question)
    asked_by = question.asked_by
    if asked_by != by and may_read(asked_by, item.case):
        _tell(question, asked_by, f"answer-{question.pk}", "Your question is answered")
    return question


def _locked(item: AgendaItem, by: Person) -> AgendaItem:
    case = Case.objects.locked(item.case_id)
    item = AgendaItem.objects.select_related("meeting__group").get(pk=item.pk)
    item.case = case
    check_can_read(item, by)
    return item


def _tell(question: Question, to: Person, key: str, said: str) -> None:
    item, meeting = question.item, question.item.meeting
    page = reverse("item_read", args=[meeting.pk, item.pk])
    put(
        key=key,
        to=to.email,
        subject=f"{said}: meeting of {day(meeting.day)}",
        body=(
            f"{said}. It is about {item.called_at} ({meeting.group.name}).\n\n"
            f"To read it, sign in: {settings.SITE_URL}{page}#questions\n"
        ),
        organisation=meeting.group.organisation,
        case=item.case,
    )
