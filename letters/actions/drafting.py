"""Drafting a letter from the wording in force and what is known of the case."""

import uuid
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import Person
from audit.actions import record
from cases.models import Case
from letters import events
from letters.facts import gather
from letters.loading import conditions
from letters.markup import fill
from letters.models import Kind, Letter, LetterTemplate
from letters.policies import check_may_write
from pag.models import Decision
from triage.enclosing import check_can_enclose
from triage.models import Sharing
from ui.dates import today
from ui.refusals import Refusal

LONGEST_SUBJECT = 250
# The key of a block that is not part of the text.
SUBJECT = "subject"


@transaction.atomic
def draft_letter(
    *,
    case: Case,
    kind: str,
    by: Person,
    decision: Decision | None = None,
    encloses: Sharing | None = None,
    submission_key: uuid.UUID | None = None,
) -> Letter:
    """Draft a letter of `kind` and return it; an outcome letter is of a `decision`, and there is one of each.

    With `encloses`, the practitioner's copy of a triage review goes with it.

    What is not known stays in the text as [[placeholders]] for somebody to fill.
    """
    case = Case.objects.locked(case.pk)
    check_may_write(by, case)
    if submission_key:
        already = Letter.objects.filter(submission_key=submission_key).first()
        if already:
            return already
    if encloses:
        check_can_enclose(by, case, encloses)
    return _draft(
        case=case, kind=kind, by=by, decision=decision, encloses=encloses, submission_key=submission_key
    )


def draft_outcome_letter(*, decision: Decision, by: Person) -> Letter:
    """Draft the outcome letter of a decision that `by`, who need not write letters, has just recorded.

    The caller holds the case.
    """
    return _draft(case=decision.item.case, kind=Kind.OUTCOME, by=by, decision=decision)


def _draft(*, case: Case, decision: Decision | None, **given: Any) -> Letter:
    kind = given["kind"]
    if (decision is not None) != (kind == Kind.OUTCOME):
        raise Refusal("An outcome letter is about a decision. Choose the meeting whose outcome it tells.")
    if decision is not None:
        already = Letter.objects.filter(decision=decision).order_by("-pk").first()
        if already:
            return already
    if kind == Kind.CLOSING and not case.ended:
        raise Refusal("A closing letter says that the case has ended. Close the case first, then write it.")
    on = today()
    template = LetterTemplate.objects.in_force(kind, case.organisation, on=on)
    if template is None:
        raise Refusal("There is no wording in force for this letter. Ask your administrator to publish one.")
    encloses = given.get("encloses")
    facts = gather(case=case, template=template, decision=decision, on=on, encloses=encloses)
    letter = Letter(
        case=case,
        number=next_number(case),
        template=template,
        decision=decision,
        meeting_date=facts.meeting_date,
        subject=fill(subject(template, facts.when), facts.values)[:LONGEST_SUBJECT],
        text=fill(compose(template, facts.when), facts.values),
        print_size=Letter.objects.print_size_for(case.practitioner),
        context={"reply_by": facts.reply_by.isoformat()},
        kind=kind,
        encloses=encloses,
        written_by=given["by"],
        written_at=timezone.now(),
        submission_key=given.get("submission_key"),
    )
    letter.next_update_on = facts.next_update
    letter.save(force_insert=True)
    record(events.DRAFTED, by=given["by"], case=case, subject=letter, letter=kind, number=letter.number)
    return letter


def subject(template: LetterTemplate, when: frozenset[str]) -> str:
    """Return the subject that fits: of a block that is one, else the template's own."""
    fits = (block for block in template.blocks if block["key"] == SUBJECT and conditions(block) <= when)
    return next((block["text"] for block in fits), template.subject)


def compose(template: LetterTemplate, when: frozenset[str]) -> str:
    """Return the blocks that fit, one after another; lists that follow one another are one list."""
    text = ""
    for block in template.blocks:
        if block["key"] == SUBJECT or not conditions(block) <= when:
            continue
        goes_on = block["text"].startswith("- ") and text.rsplit("\n", 1)[-1].startswith("- ")
        text += ("\n" if goes_on else "\n\n") + block["text"]
    return text.strip()


def next_number(case: Case) -> int:
    """Return the next letter's number within the case, whose lock the caller holds."""
    return (Letter.objects.of_case(case).aggregate(last=Max("number"))["last"] or 0) + 1
