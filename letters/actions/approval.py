"""Approving a letter: from here on its words never change."""

import hashlib

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from audit.actions import record
from cases.access import may_read
from cases.models import Case, Part
from documents.actions import want_pdf
from letters import events
from letters.declaring import check_declared, has_declared
from letters.letterhead import LETTER, address_lines, html, letterhead
from letters.models import Letter
from letters.policies import check_may_approve, check_ready_to_approve
from letters.transitions import State, check_move
from pag.actions import Answer, declare_for
from ui.dates import today
from ui.refusals import NotAllowed, Stale


@transaction.atomic
def declare_to_approve(*, case: Case, said: Answer, by: Person) -> None:
    """Keep what `by`, who approves letters, declares on the case. A second click changes nothing.

    A yes or an unsure closes the case to them everywhere, at once.
    """
    case = Case.objects.locked(case.pk)
    check_may_approve(by, case)
    if has_declared(by, case):
        return
    if not may_read(by, case):
        raise NotAllowed("This case is not open to you.")
    declare_for(case=case, parts=[Part.APPROVER], said=said, by=by)


@transaction.atomic
def approve(*, letter: Letter, version: int, by: Person) -> Letter:
    """Freeze the letter as it was read at `version`, and ask for its PDF.

    Approving twice is once. Raises Stale where the words have changed since, and Refusal, naming what
    is missing, where the letter is not ready.
    """
    case = Case.objects.locked(letter.case_id)
    letter = Letter.objects.locked(letter.pk, case)
    check_may_approve(by, case)
    check_declared(by, case)
    if letter.approved_at and letter.approved_by_id == by.pk and letter.version == version + 1:
        return letter
    check_move(letter.state, State.APPROVED)
    if letter.version != version:
        raise Stale(
            "Somebody changed this letter after you opened it. Read it again before you approve it.",
            version=letter.version,
        )
    check_ready_to_approve(letter)
    letter.context = {**letter.context, "head": letterhead(letter.case, on=today())}
    letter.addressee = "\n".join(address_lines(letter.case))
    letter.salutation = letter.case.practitioner.salutation
    letter.approved_by, letter.approved_at = by, timezone.now()
    letter.state = State.APPROVED
    letter.version += 1
    letter.html = html(letter)
    letter.html_sha256 = hashlib.sha256(letter.html.encode()).hexdigest()
    letter.pdf = want_pdf(kind=LETTER, subject=letter, case=case, by=by)
    letter.save()
    record(events.APPROVED, by=by, case=case, subject=letter, letter=letter.kind, number=letter.number)
    return letter
