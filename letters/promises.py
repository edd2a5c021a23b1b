"""The day by which the practitioner hears again.

There is one: it stands on the support plan. Letters read it when they are drafted and set it when they go
out, and a contact at which the practitioner was told keeps it.
"""

import datetime as dt

from accounts.models import Person
from cases.models import Case, Contact
from cases.stages import Stage
from clocks.working_days import calm_day_until
from letters.models import Kind, Letter, LetterTemplate
from support.actions import promise_update
from support.models import SupportPlan
from ui.dates import day

# How long before its day the next update is asked for; what is told from then on keeps the promise.
NEAR = dt.timedelta(days=7)


def promised_for(case: Case) -> dt.date | None:
    """Return the day by which the practitioner expects to hear; None where none was promised."""
    plan = SupportPlan.objects.of_case(case)
    return plan.next_update_on if plan else None


def next_promise(case: Case, template: LetterTemplate, *, on: dt.date) -> dt.date | None:
    """Return the day a letter drafted `on` that day promises: what stands, unless the letter keeps it."""
    if not template.update_days:
        return None
    stands = promised_for(case)
    # A first letter brings no news that would keep a promise: it says the day that was agreed, however near.
    kept_until = on if template.kind == Kind.FIRST else on + NEAR
    return stands if stands and stands > kept_until else _fresh(template, on=on)


def _fresh(template: LetterTemplate, *, on: dt.date) -> dt.date:
    """Return the day that the wording's policy promises, never one on which nobody can be reached."""
    return calm_day_until(on + dt.timedelta(days=template.update_days))


def keep_by(contact: Contact, *, by: Person) -> None:
    """Move the promise on where the practitioner was told near its day, as an update letter would.

    What a letter promised on the day of the contact, or later, is not kept by it: they go by the letter.
    """
    case = contact.case
    stands = promised_for(case)
    if contact.told and case.stage == Stage.WITHDRAWN:
        return _move_on(contact, stands, None, by=by)
    if not contact.told or case.ended or stands is None or stands > contact.on + NEAR:
        return None
    letters = Letter.objects.of_case(case).told()
    if any(
        each.next_update_on == stands and (each.went_out_on or contact.on) >= contact.on for each in letters
    ):
        return None
    template = LetterTemplate.objects.in_force(Kind.UPDATE, case.organisation, on=contact.on)
    if template:
        _move_on(contact, stands, _fresh(template, on=contact.on), by=by)
    return None


def _move_on(contact: Contact, stands: dt.date | None, to: dt.date | None, *, by: Person) -> None:
    contact.expected_by, contact.hears_by = stands, to
    contact.save(update_fields=["expected_by", "hears_by"])
    promise_update(case=contact.case, on=to, by=by)


def undo(contact: Contact, *, by: Person) -> None:
    """Let the day stand again that the contact moved on, unless it was moved anew since."""
    if contact.expected_by and promised_for(contact.case) == contact.hears_by:
        promise_update(case=contact.case, on=contact.expected_by, by=by)


def says_when(letter: Letter) -> bool:
    """Tell whether the letter's text says the day it promises."""
    return letter.next_update_on is not None and day(letter.next_update_on) in letter.text


def in_words(name: str, promised: dt.date, *, on: dt.date) -> str:
    """Return whom to think of: "Dr Okafor expects to hear from you by 3 March 2026"."""
    if promised > on:
        return f"{name} expects to hear from you by {day(promised)}"
    if promised == on:
        return f"{name} expects to hear from you today"
    return f"{name} has been waiting to hear from you since {day(promised)}"


def tell_withdrawn(case: Case) -> str:
    """Return what there is to do about a withdrawn case of which the practitioner had heard."""
    return f"Tell {case.practitioner.name} that the case is withdrawn"


def reworded(text: str, old: dt.date | None, new: dt.date | None) -> str:
    """Return the text with the promised day changed, where it says it once; twice, somebody has to look."""
    if old is None or new is None or text.count(day(old)) != 1:
        return text
    return text.replace(day(old), day(new))
