"""Changing a draft, setting a letter aside, and writing another in its place."""

import datetime as dt
import uuid
from types import EllipsisType

from django.db import transaction
from django.utils import timezone

from accounts.models import Draft, Person
from audit.actions import record
from cases.actions import summarise
from cases.models import Case
from letters import events
from letters.actions.delivery import let_message_rest
from letters.actions.drafting import next_number
from letters.advice import undecided, who_decided
from letters.drafts import draft_key
from letters.models import Kind, Letter
from letters.policies import check_may_write, may_approve, may_write
from letters.promises import reworded
from letters.transitions import State, check_move
from pag.models import Decision
from triage.enclosing import called, check_can_enclose
from triage.models import Sharing
from ui.dates import day
from ui.refusals import NotAllowed, Refusal, Stale


@transaction.atomic
def edit_letter(
    *,
    letter: Letter,
    subject: str,
    text: str,
    version: int,
    by: Person,
    next_update_on: dt.date | None = None,
    print_size: str = "",
    encloses: Sharing | EllipsisType | None = ...,
) -> Letter:
    """Save a draft's words; its date, print size and enclosure stay where none is given.

    A text that says the promised day once says the new one after a change. Raises Stale, with what stands
    now, where somebody saved first.
    """
    case = Case.objects.locked(letter.case_id)
    letter = Letter.objects.locked(letter.pk, case)
    check_may_edit(by, letter)
    if isinstance(encloses, Sharing) and encloses.pk != letter.encloses_id:
        check_can_enclose(by, case, encloses)
    stood, before = letter.version, _in_words(letter)
    take_words(letter, subject, text, next_update_on=next_update_on, print_size=print_size)
    if not isinstance(encloses, EllipsisType):
        letter.encloses = encloses
    after = _in_words(letter)
    if stood != version:
        theirs = {name: words for name, words in before.items() if words != after[name]}
        raise Stale(theirs=theirs, version=stood)
    if before != after:
        letter.version += 1
        letter.save(update_fields=["subject", "text", "context", "print_size", "encloses", "version"])
        record(events.EDITED, by=by, case=case, subject=letter, letter=letter.kind, number=letter.number)
    return letter


def bring_up_to_date(*, decision: Decision, by: Person) -> None:
    """Put what was decided on the group's advice into a draft that says that nothing was decided yet.

    Only where its words are still those it was drafted with: what somebody wrote is left to them. The caller
    holds the case.
    """
    case = decision.item.case
    said = undecided(decision)
    for found in Letter.objects.filter(decision=decision, state=State.DRAFT, text__contains=said):
        letter = Letter.objects.locked(found.pk, case)
        letter.text = letter.text.replace(said, who_decided(decision))
        letter.version += 1
        letter.save(update_fields=["text", "version"])
        record(events.EDITED, by=by, case=case, subject=letter, letter=letter.kind, number=letter.number)


def take_words(
    letter: Letter, subject: str, text: str, *, next_update_on: dt.date | None, print_size: str
) -> None:
    """Put what was typed into a letter, without saving it: a preview shows the same as saving would."""
    letter.subject = subject
    letter.text = reworded(text, letter.next_update_on, next_update_on)
    if next_update_on and letter.kind != Kind.CLOSING:
        letter.next_update_on = next_update_on
    letter.print_size = print_size or letter.print_size


def _in_words(letter: Letter) -> dict[str, str]:
    return {
        "subject": letter.subject,
        "text": letter.text,
        "next_update_on": day(letter.next_update_on),
        "print_size": letter.get_print_size_display(),
        "encloses": called(letter.encloses) if letter.encloses else "Nothing",
    }


def check_may_edit(person: Person, letter: Letter) -> None:
    """Raise unless the letter is a draft and `person` writes or approves letters."""
    if not (may_write(person, letter.case) or may_approve(person, letter.case)):
        raise NotAllowed("Only those who write or approve letters can change them. Ask the case manager.")
    if not letter.is_draft:
        raise Refusal(
            "This letter has been approved, so its words no longer change. Write another in its place."
        )


@transaction.atomic
def set_aside(*, letter: Letter, by: Person) -> Letter:
    """Set aside a letter that has not gone out: it stays to be read and is never sent."""
    let_message_rest(letter, by)
    case = Case.objects.locked(letter.case_id)
    letter = Letter.objects.locked(letter.pk, case)
    check_may_write(by, case)
    if letter.state == State.SET_ASIDE:
        return letter
    check_move(letter.state, State.SET_ASIDE)
    letter.state = State.SET_ASIDE
    letter.save(update_fields=["state"])
    summarise(case=case)
    record(events.SET_ASIDE, by=by, case=case, subject=letter, letter=letter.kind, number=letter.number)
    return letter


@transaction.atomic
def replace_letter(*, letter: Letter, by: Person, submission_key: uuid.UUID | None = None) -> Letter:
    """Begin a letter in the place of one that went out or was approved, with its words; return the new one.

    One that has not gone out is set aside. One that has stays as it is, and the new letter names it. A
    letter is replaced once: asking again returns the replacement there is.
    """
    let_message_rest(letter, by)
    case = Case.objects.locked(letter.case_id)
    letter = Letter.objects.locked(letter.pk, case)
    check_may_write(by, case)
    already = Letter.objects.filter(replaces=letter).first()
    if already:
        return already
    if letter.state in (State.SENDING, State.UNKNOWN):
        raise Refusal("It is not known yet whether this letter has left. Find that out first.")
    gone_out_on = letter.went_out_on
    if gone_out_on is None and letter.state != State.SET_ASIDE:
        letter = set_aside(letter=letter, by=by)
    new = Letter.objects.create(
        case=case,
        number=next_number(case),
        kind=letter.kind,
        template=letter.template,
        decision=letter.decision,
        meeting_date=letter.meeting_date,
        subject=letter.subject,
        text=_naming(letter.text, letter.case.practitioner.salutation, day(gone_out_on)),
        print_size=letter.print_size,
        encloses=letter.encloses,
        context={key: letter.context[key] for key in ("reply_by", "next_update") if key in letter.context},
        written_by=by,
        written_at=timezone.now(),
        replaces=letter,
        submission_key=submission_key,
    )
    record(events.REPLACED, by=by, case=case, subject=new, number=letter.number)
    Draft.objects.drop(by, draft_key(letter))
    return new


def _naming(text: str, salutation: str, sent_on: str) -> str:
    """Return the text with a sentence under the greeting that names the letter it corrects."""
    if not sent_on:
        return text
    sentence = f"This letter takes the place of the one I sent you on {sent_on}."
    greeting, between, rest = text.partition("\n\n")
    if not greeting.startswith(salutation):
        return f"{sentence}\n\n{text}"
    return f"{greeting}{between}{sentence}\n\n{rest}"
