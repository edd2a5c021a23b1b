"""What letters do when a decision, an e-mail, a contact, or the end of a case or its opening is recorded."""

from typing import Any

from django.dispatch import receiver

from accounts.models import Person
from cases.models import Case, Contact
from cases.signals import contact_logged, opened_again, taken_back, withdrawn
from letters import promises
from letters.actions import bring_up_to_date, draft_outcome_letter
from letters.actions.delivery import message_settled
from letters.actions.ending import case_opened_again, case_withdrawn
from letters.policies import check_no_letter_names
from outbox.models import Message
from outbox.signals import settled
from pag.models import Decision
from pag.signals import decision_recorded, final_recorded


@receiver(decision_recorded, dispatch_uid="letters.decision_recorded")
def draft_when_decided(*, decision: Decision, by: Person, **_given: Any) -> None:
    """Draft the outcome letter in the transaction that records the decision."""
    draft_outcome_letter(decision=decision, by=by)


@receiver(final_recorded, dispatch_uid="letters.final_recorded")
def say_what_was_decided(*, decision: Decision, by: Person, **_given: Any) -> None:
    """Let a draft that said that nothing was decided say what was."""
    bring_up_to_date(decision=decision, by=by)


@receiver(settled, dispatch_uid="letters.settled")
def note_what_became_of_it(*, message: Message, **_given: Any) -> None:
    """Note on the letter what came of its e-mail."""
    if message.key.startswith("letter-"):
        message_settled(message=message)


@receiver(contact_logged, dispatch_uid="letters.contact_logged")
def keep_the_promise(*, contact: Contact, by: Person, **_given: Any) -> None:
    """Move the next update on where the practitioner was told."""
    promises.keep_by(contact, by=by)


@receiver(taken_back, sender=Contact, dispatch_uid="letters.contact_taken_back")
def reckon_anew(*, record: Contact, instead: Contact | None, by: Person, **_given: Any) -> None:
    """Keep the call that a posted letter names, and reckon the next update by what stands now."""
    same_day = instead is not None and (instead.on, instead.told) == (record.on, record.told)
    if not (instead and same_day and instead.how == record.how):
        check_no_letter_names(record)
    if same_day:
        return
    promises.undo(record, by=by)
    if instead:
        instead.expected_by = instead.hears_by = None
        instead.save(update_fields=["expected_by", "hears_by"])
        promises.keep_by(instead, by=by)


@receiver(opened_again, dispatch_uid="letters.opened_again")
def say_that_it_is_open(*, case: Case, by: Person, **_given: Any) -> None:
    """Hold back what says that the case is closed, and ask that the practitioner be told that it is not."""
    case_opened_again(case=case, by=by)


@receiver(withdrawn, dispatch_uid="letters.withdrawn")
def say_that_it_is_withdrawn(*, case: Case, by: Person, **_given: Any) -> None:
    """Ask that a practitioner who had heard of the case be told that it is withdrawn."""
    case_withdrawn(case=case, by=by)
