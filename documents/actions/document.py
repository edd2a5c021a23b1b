"""Adding a document to a case, renaming it, moving it to the case it belongs to."""

import re
import uuid
from collections.abc import Collection

from django.db import transaction
from django.db.models import Max

from accounts.models import Person
from accounts.permissions import Permission, check_has
from audit.actions import record
from cases import search
from cases.access import may_read
from cases.models import Case
from cases.topics import CHOICES, may_see_topic
from documents import events
from documents.models import Document, DocumentMove, Pdf
from files.models import StoredFile
from files.sniffing import without_ending
from ui.refusals import NotAllowed, Refusal, Stale


@transaction.atomic
def add_document(
    *, case: Case, file: StoredFile, title: str, topic: str, by: Person, submission_key: uuid.UUID
) -> Document:
    """Add a stored file to the case, under the next number. The same key adds it once."""
    case = Case.objects.locked(case.pk)
    _check_may_keep(by, case, topic)
    already = Document.objects.filter(submission_key=submission_key).first()
    if already:
        return already
    document = Document.objects.create(
        case=case,
        number=next_number(case),
        title=title or without_ending(file.name),
        topic=topic,
        file=file,
        added_by=by,
        submission_key=submission_key,
    )
    _index(document, case)
    record(events.ADDED, by=by, case=case, topic=topic, subject=document, number=document.number)
    return document


@transaction.atomic
def file_made(*, pdf: Pdf, by: Person) -> Document:
    """Keep a ready PDF of a case with its documents, under its topic; a PDF is kept once.

    `by` is who had it made, and may hold no permission to add documents. The caller holds the case.
    """
    if pdf.case is None or pdf.file is None:
        raise ValueError("Only a PDF that is made, and of a case, can be kept with its documents.")
    key = uuid.uuid5(uuid.NAMESPACE_OID, f"pdf:{pdf.pk}")
    already = Document.objects.filter(submission_key=key).first()
    if already:
        return already
    document = Document.objects.create(
        case=pdf.case,
        number=next_number(pdf.case),
        title=pdf.title,
        topic=pdf.topic,
        file=pdf.file,
        added_by=by,
        submission_key=key,
    )
    _index(document, pdf.case)
    record(
        events.FILED,
        system="documents",
        case=pdf.case,
        topic=pdf.topic,
        subject=document,
        number=document.number,
    )
    return document


@transaction.atomic
def rename(*, document: Document, title: str, topic: str, version: int, by: Person) -> Document:
    """Change a document's title or topic; its bytes and number stay."""
    case, document = _locked(document)
    _check_may_keep(by, case, document.topic)
    _check_may_keep(by, case, topic)
    if document.version != version:
        theirs = {"title": document.title, "topic": dict(CHOICES).get(document.topic, document.topic)}
        raise Stale(theirs=theirs, version=document.version)
    document.title, document.topic, document.version = title, topic, version + 1
    document.save(update_fields=["title", "topic", "version"])
    _index(document, case)
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
    document = _fresh(document)
    check_can_move(document=document, start=start, end=end, by=by)
    move = DocumentMove.objects.create(
        document=document, from_case=start, from_number=document.number, to_case=end, reason=reason, by=by
    )
    search.forget(case=start, source=_source(document))
    document.case, document.number = end, next_number(end)
    document.save(update_fields=["case", "number"])
    _index(document, end)
    for kind, case, number in (
        (events.MOVED_AWAY, start, move.from_number),
        (events.MOVED_HERE, end, document.number),
    ):
        record(kind, by=by, case=case, topic=document.topic, subject=document, number=number)
    return move


def check_can_move(*, document: Document, start: Case, end: Case, by: Person) -> None:
    """Raise the reason why `by` may not move the document from one case to the other."""
    if start.organisation_id != end.organisation_id:
        raise Refusal("A document can only move to a case of the same organisation.")
    check_has(by, Permission.CASE_RUN, within=start.organisation)
    if not (may_read(by, start) and may_read(by, end)):
        raise NotAllowed("You can move a document only between cases that you can see.")
    if not (may_see_topic(by, start, document.topic) and may_see_topic(by, end, document.topic)):
        raise NotAllowed("You can move only documents that are open to you in both cases.")


@transaction.atomic
def keep_from_group(*, case: Case, documents: Collection[int], kept: bool) -> None:
    """Close documents of `case`, by their keys, to those who read it only because of an agenda, or open them.

    The calling action has checked that somebody may do this, holds the case and records it.
    """
    for document in case.documents.filter(pk__in=documents, kept_from_group=not kept):
        search.forget(case=case, source=_source(document))
        document.kept_from_group = kept
        document.save(update_fields=["kept_from_group"])
        _index(document, case)


@transaction.atomic
def record_opened(*, document: Document, by: Person) -> None:
    """Record that `by` opened the document."""
    record(
        events.OPENED,
        by=by,
        case=document.case,
        topic=document.topic,
        subject=document,
        number=document.number,
    )


def _check_may_keep(by: Person, case: Case, topic: str) -> None:
    check_has(by, Permission.DOCUMENT_ADD, within=case.organisation)
    if not may_see_topic(by, case, topic):
        raise NotAllowed("You can keep documents only under topics that are open to you.")


def _locked(document: Document) -> tuple[Case, Document]:
    case = Case.objects.locked(document.case_id)
    return case, _fresh(document)


def _fresh(document: Document) -> Document:
    """Return the document, locked, unless somebody moved it to another case meanwhile."""
    fresh = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if fresh.case_id != document.case_id:
        raise Refusal("Somebody has just moved this document to another case. Look at the list again.")
    return fresh


def _source(document: Document) -> str:
    return f"{search.KEPT if document.kept_from_group else ''}document:{document.pk}"


def _index(document: Document, case: Case) -> None:
    # "Statement_of_March.pdf" is found by "statement" too.
    words = re.sub(r"[\W_]+", " ", document.title)
    search.index(case=case, source=_source(document), text=f"{document.title} {words}", topic=document.topic)


def next_number(case: Case) -> int:
    """Return the next number; numbers of documents that were moved away are not given again."""
    here = case.documents.aggregate(last=Max("number"))["last"] or 0
    gone = DocumentMove.objects.filter(from_case=case).aggregate(last=Max("from_number"))["last"] or 0
    return max(here, gone) + 1
