"""What about documents, PDFs and messages needs somebody."""

import datetime as dt

from django.db.models import Exists, OuterRef
from django.urls import reverse

from accounts.models import Person
from cases.models import Case
from cases.work import WorkItem
from documents.access import messages_to_decide
from documents.invitations import people_page
from documents.models import Pdf
from outbox.models import Message
from ui.dates import as_day
from ui.words import counted


def work_for(person: Person) -> list[WorkItem]:
    """Return messages to decide about, and PDFs this person asked for that could not be made."""
    return [*_messages(person), *_pdfs(person)]


def _messages(person: Person) -> list[WorkItem]:
    decide = [message for message, _case in messages_to_decide(person)]
    invitations = [message for message in decide if message.invitation_key]
    waiting = [message for message in decide if not message.invitation_key]
    items = [
        WorkItem(
            f"The invitation to {message.to} did not leave for certain: look at it and send it again",
            people_page(message),
            waiting_since=_since(message),
        )
        for message in invitations
    ]
    if waiting:
        sentence = f"{counted(len(waiting), 'message')} did not leave for certain: decide what to do"
        items.append(WorkItem(sentence, reverse("outbox"), waiting_since=_since(waiting[0])))
    return items


def _since(message: Message) -> dt.date | None:
    return as_day(message.settled_at) if message.settled_at else None


def _pdfs(person: Person) -> list[WorkItem]:
    newer = Pdf.objects.filter(
        kind=OuterRef("kind"), subject_key=OuterRef("subject_key"), pk__gt=OuterRef("pk")
    )
    failed = (
        Pdf.objects.filter(
            state=Pdf.State.FAILED, wanted_by=person, case__in=Case.objects.visible_to(person).values("pk")
        )
        .exclude(Exists(newer))
        .select_related("case")
        .defer("html")
    )
    return [
        WorkItem(
            f"A PDF you asked for could not be made: {pdf.title}",
            reverse("pdf_status", args=[pdf.case.reference, pdf.pk]),
            reference=pdf.case.reference,
            waiting_since=as_day(pdf.wanted_at),
            since="asked for on",
        )
        for pdf in failed
        if pdf.case
    ]
