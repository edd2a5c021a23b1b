"""Adding a document to a case, renaming it, moving it to the case it belongs to."""

import uuid

from django.db import transaction
from django.db.models import Max

from accounts.models import Person
from accounts.permissions import Permission, check_has
from audit.actions import record
from cases import search
from cases.access import may_read
from cases.models import Case
from documents import events
from documents.models import Document, DocumentMove
from files.models import StoredFile
from ui.refusals import NotAllowed, Refusal


@transaction.atomic
def add_document(
    *, case: Case, file: StoredFile, title: str, topic: str, by: Person, submission_key: uuid.UUID
) -> Document:
    """Add a stored file to the case, under the next number. The same key adds it once."""
    case = Case.objects.locked(case.pk)
    check_has(by, Permission.DOCUMENT_ADD, within=case.organisation)
    already = Document.objects.filter(submission_key=submission_key).first()
    if already:
        return already
    document = Document.objects.create(
        case=case,
        number=_next_number(case),
        title=title or file.name,
        topic=topic,
        file=file,
        added_by=by,
        submission_key=submission_key,
    )
    search.index(case=case, source=f"document:{document.pk}", text=document.title, topic=topic)
    record(events.ADDED, by=by, case=case, topic=topic, subject=document, number=document.number)
    return document


@transaction.atomic
def rename(*, document: Document, title: str, topic: str, by: Person) -> Document:
    """Change a document's title or topic; its bytes and number stay."""
    case = Case.objects.locked(document.case_id)
    check_has(by, Permission.DOCUMENT_ADD, within=case.organisation)
    document.title, document.topic = title, topic
    document.save(update_fields=["title", "topic"])
    search.index(case=case, source=f"document:{document.pk}", text=title, topic=topic)
    record(events.RENAMED, by=by, case=case, topic=topic, subject=document, number=document.number)
    return document


@transaction.atomic
def move_to_right_case(*, document: Document, to: Case, reason: str, by: Person) -> DocumentMove:
    """Move a document that was put with the wrong case, with its history, and record it in both."""
    # Two cases are locked in the order of their keys, so that two moves never wait for each other.
    locked = {pk: Case.objects.locked(pk) for pk in sorted({document.case_id, to.pk})}
    start, end = locked[document.case_id], locked[to.pk]
    if start == end:
        raise Refusal("The document is with this case already. Choose the case it belongs to.")
    if start.organisation_id != end.organisation_id:
        raise Refusal("A document can only move to a case of the same organisation.")
    check_has(by, Permission.CASE_RUN, within=start.organisation)
    if not may_read(by, end):
        raise NotAllowed("You can move a document only to a case that you can see.")
    move = DocumentMove.objects.create(
        document=document, from_case=start, from_number=document.number, to_case=end, reason=reason, by=by
    )
    search.forget(case=start, source=f"document:{document.pk}")
    document.case, document.number = end, _next_number(end)
    document.save(update_fields=["case", "number"])
    search.index(case=end, source=f"document:{document.pk}", text=document.title, topic=document.topic)
    record(
        events.MOVED_AWAY, by=by, case=start, topic=document.topic, subject=document, number=move.from_number
    )
    record(events.MOVED_HERE, by=by, case=end, topic=document.topic, subject=document, number=document.number)
    return move


def _next_number(case: Case) -> int:
    """Return the next number; numbers of documents that were moved away are not given again."""
    here = case.documents.aggregate(last=Max("number"))["last"] or 0
    gone = DocumentMove.objects.filter(from_case=case).aggregate(last=Max("from_number"))["last"] or 0
    return max(here, gone) + 1
