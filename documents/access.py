"""Reaching a document, a PDF or a message that waits for a decision: the places every view asks."""

import datetime as dt

from django.db.models import Max
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import Person
from accounts.permissions import Permission, organisations_with
from audit.models import Event
from cases.access import get_case_or_404
from cases.models import Case
from documents import events
from documents.kinds import kind_called
from documents.models import Document, Pdf
from outbox.models import Message


def get_document_or_404(person: Person, reference: str, number: int) -> tuple[Case, Document]:
    """Return the case and its document, if `person` may read the case and the document's topic."""
    case = get_case_or_404(person, reference)
    return case, get_object_or_404(Document.objects.open_to(person, case), number=number)


def get_pdf_or_404(person: Person, reference: str, pk: int) -> tuple[Case, Pdf]:
    """Return the case and its PDF, if case, topic and the kind's own rule are open to `person`."""
    case = get_case_or_404(person, reference)
    pdf = get_object_or_404(Pdf.objects.open_to(person, case).select_related("file"), pk=pk)
    if not kind_called(pdf.kind).may_open(person, pdf):
        raise Http404
    return case, pdf


def messages_to_decide(person: Person) -> list[tuple[Message, Case | None]]:
    """Return the messages that wait for `person` to decide about them, each with its case.

    A message about a case is shown only to those who may see the case; an invitation only to those who
    look after people.
    """
    deciding = {Permission.CASE_RUN, Permission.PEOPLE_MANAGE}
    organisations = {key for needed in deciding for key in organisations_with(person, needed)}
    waiting = [
        message
        for message in Message.objects.for_a_person().filter(organisation_key__in=organisations)
        if message.organisation_key in organisations_with(person, message.decided_by_those_who_may)
    ]
    keys = {message.case_key for message in waiting if message.case_key}
    visible = Case.objects.visible_to(person).filter(pk__in=keys).select_related("practitioner")
    cases = {case.pk: case for case in visible} if keys else {}
    return [
        (message, cases[message.case_key] if message.case_key else None)
        for message in waiting
        if message.case_key is None or message.case_key in cases
    ]


def get_message_or_404(person: Person, pk: int) -> Message:
    """Return one of the messages that `person` may decide about."""
    found = [message for message, _case in messages_to_decide(person) if message.pk == pk]
    if not found:
        raise Http404
    return found[0]


def opened_by(person: Person, case: Case) -> dict[int, dt.datetime]:
    """Return when `person` last opened each document of `case`, by the document's key; one query."""
    opened = Event.objects.of_case(case.pk).filter(kind=events.OPENED.code, actor_key=person.pk)
    return dict(opened.order_by("subject_key").values_list("subject_key").annotate(last=Max("at")))
