"""Asking for a look through documents, deciding about what was found, and sending papers out regardless."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from accounts.models import Person
from accounts.permissions import Permission, check_has
from audit.actions import record
from cases.models import Case
from cases.topics import may_see_topic
from documents.actions import add_document, keep_from_group
from documents.models import Document
from files.actions import check_upload
from files.models import StoredFile
from outbox.queue import enqueue_on_commit
from pag.models.agenda import AgendaItem
from pag.models.meeting import Meeting
from pag.packs import events
from pag.packs.looking.models import Finding, Look, SentAnyway
from pag.packs.models import PackChoice
from pag.permissions import check_can_read
from pag.policies import check_waits
from pag.transitions import MeetingStage
from ui.refusals import NotAllowed, Refusal
from ui.words import counted

Decision = Finding.Decision
CHOICES = {
    Finding.Kind.UNSEEN: (Decision.LOOKED,),
    "": (Decision.NEEDED, Decision.PUBLIC, Decision.IN_ROLE, Decision.NOT_IT),
}


def ask_to_look(*, case: Case, documents: Collection[int]) -> None:
    """Ask for a look through documents of `case`, by their keys, as far as there was none."""
    from pag.packs.looking.tasks import look

    there = set(Look.objects.filter(case=case, document__in=documents).values_list("document", flat=True))
    for key in sorted(set(documents) - there):
        wanted, made = Look.objects.get_or_create(case=case, document_id=key)
        if made:
            enqueue_on_commit(look, wanted.pk)


def ask_for_missing() -> None:
    """Ask for a look through documents that were chosen, for papers to come, before there were looks."""
    looks = Look.objects.filter(document=OuterRef("document"), case=OuterRef("document__case"))
    rows: Any = PackChoice.documents.through.objects.filter(
        packchoice__item__meeting__stage=MeetingStage.PLANNED,
        packchoice__item__state=AgendaItem.State.WAITING,
        document__case=F("packchoice__item__case"),
    )
    for row in rows.exclude(Exists(looks)).select_related("document__case"):
        ask_to_look(case=row.document.case, documents=[row.document_id])


def forget_looks(*, case: Case) -> None:
    """Forget what was found, and is undecided, in documents of `case` that nobody chooses any more."""
    chosen = PackChoice.documents.through.objects.filter(packchoice__item__case=case)
    Look.objects.filter(case=case).unsettled().exclude(document__in=chosen.values("document")).delete()


def decisions_for(finding: Finding) -> list[tuple[str, str]]:
    """Return what may be decided about a finding: value and words."""
    return [(each.value, str(each.label)) for each in CHOICES.get(finding.kind, CHOICES[""])]


@transaction.atomic
def decide(*, item: AgendaItem, document: Document, decisions: Mapping[int, str], by: Person) -> None:
    """Decide about findings in a document, by their keys. It stays so, and the words are then emptied."""
    _check(item, document, by)
    look = Look.objects.select_for_update().filter(document=document, case=item.case).first()
    findings = Finding.objects.undecided().filter(look=look, pk__in=decisions)
    for finding in findings:
        if decisions[finding.pk] not in dict(decisions_for(finding)):
            raise Refusal("Choose one of the answers for everything you decide about.")
        _settle(Finding.objects.filter(pk=finding.pk), decisions[finding.pk], by)
        record(
            events.DECIDED,
            by=by,
            case=item.case,
            topic=document.topic,
            subject=document,
            finding=finding.kind,
            decision=decisions[finding.pk],
        )
    keep_meetings_of(document.pk)


@transaction.atomic
def leave_out(*, item: AgendaItem, document: Document, by: Person) -> None:
    """Take a document out of the papers of an item, and close it to the members; with the case it stays."""
    _check(item, document, by)
    choice = PackChoice.objects.select_for_update().get(item=item)
    choice.documents.remove(document)
    keep_from_group(case=item.case, documents=[document.pk], kept=True)
    _changed(choice, by)
    record(events.LEFT_OUT, by=by, case=item.case, topic=document.topic, subject=document)
    forget_looks(case=item.case)
    _keep(item.meeting_id)


def replace(
    *, item: AgendaItem, document: Document, upload: UploadedFile, by: Person, submission_key: uuid.UUID
) -> Document:
    """Keep a redacted copy with the case, under the same topic, and choose it in place of the document.

    The document is then closed to the members.
    """
    checked = check_upload(upload)
    return _replace(item, document, checked, by=by, submission_key=submission_key)


@transaction.atomic
def _replace(
    item: AgendaItem, document: Document, checked: StoredFile, *, by: Person, submission_key: uuid.UUID
) -> Document:
    _check(item, document, by)
    already = Document.objects.filter(submission_key=submission_key).first()
    if already:
        return already
    checked.save()
    copy = add_document(
        case=item.case,
        file=checked,
        title=f"{document.title[:240]} (redacted)",
        topic=document.topic,
        by=by,
        submission_key=submission_key,
    )
    choice = PackChoice.objects.select_for_update().get(item=item)
    choice.documents.remove(document)
    choice.documents.add(copy)
    keep_from_group(case=item.case, documents=[document.pk], kept=True)
    _changed(choice, by)
    record(events.REPLACED, by=by, case=item.case, topic=document.topic, subject=document, copy=copy.number)
    forget_looks(case=item.case)
    ask_to_look(case=item.case, documents=[copy.pk])
    _keep(item.meeting_id)
    return copy


@dataclass(frozen=True)
class Unsettled:
    """What stands between a meeting and its papers: documents not looked through yet, findings undecided."""

    pending: int
    findings: Any
    number: int

    @property
    def in_words(self) -> str:
        if self.pending:
            said = counted(self.pending, "document")
            return f"{said} still being looked through. This takes a minute or two: try again then."
        return f"{counted(self.number, 'finding')} in the documents still undecided."


def unsettled_in(meeting: Meeting) -> Unsettled:
    """Return what is unsettled in the documents chosen for items that wait at the meeting; three queries."""
    rows: Any = PackChoice.documents.through.objects.filter(
        packchoice__item__meeting=meeting,
        packchoice__item__state=AgendaItem.State.WAITING,
        document__case=F("packchoice__item__case"),
    )
    chosen = set(rows.values_list("document", "document__case"))
    looks = Look.objects.filter(document__in=[document for document, _case in chosen])
    done = {(each.document_id, each.case_id): each.pk for each in looks if each.state == Look.State.READY}
    findings = Finding.objects.undecided().filter(look__in=[done[each] for each in chosen if each in done])
    return Unsettled(sum(each not in done for each in chosen), findings, findings.count())


def check_settled(*, meeting: Meeting, why: str, by: Person) -> None:
    """Raise Refusal while something is undecided, unless `why` says for what reason papers go out anyway."""
    unsettled = unsettled_in(meeting)
    if unsettled.pending:
        raise Refusal(unsettled.in_words)
    if not unsettled.number:
        return
    if not why.strip():
        raise Refusal(
            f"{unsettled.in_words} Decide about them under “Papers”, or say why the papers go out anyway."
        )
    SentAnyway.objects.create(meeting=meeting, why=why, findings=unsettled.number, sent_by=by)
    _settle(unsettled.findings, Decision.SENT, by)
    record(
        events.SENT_ANYWAY,
        by=by,
        organisation=meeting.group.organisation,
        subject=meeting,
        findings=unsettled.number,
    )


def keep_meetings_of(document: int) -> None:
    """Look at the papers of every meeting for which the document, by its key, is chosen."""
    items = PackChoice.objects.filter(documents=document).exclude(item__state=AgendaItem.State.TAKEN_OFF)
    for meeting in set(items.values_list("item__meeting", flat=True)):
        _keep(meeting)


def _check(item: AgendaItem, document: Document, by: Person) -> None:
    case = Case.objects.locked(item.case_id)
    check_has(by, Permission.MEETING_RUN, within=case.organisation)
    check_can_read(item, by)
    check_waits(item)
    document = Document.objects.get(pk=document.pk)
    if document.case_id != case.pk or not may_see_topic(by, case, document.topic):
        raise NotAllowed("This document is not open to you.")
    if not PackChoice.objects.filter(item=item, documents=document).exists():
        raise Refusal("This document is no longer chosen for the papers of this item.")


def _changed(choice: PackChoice, by: Person) -> None:
    choice.version, choice.chosen_by, choice.chosen_at = choice.version + 1, by, timezone.now()
    choice.save(update_fields=["version", "chosen_by", "chosen_at"])


def _settle(findings: Any, decision: str, by: Person) -> None:
    findings.update(decision=decision, decided_by=by, decided_at=timezone.now(), words="", excerpt="")


def _keep(meeting: int) -> None:
    from pag.packs.tasks import keep

    enqueue_on_commit(keep, meeting)
