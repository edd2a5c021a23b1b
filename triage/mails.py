"""The e-mails of triage. They name the case by its reference and nobody at all."""

from django.conf import settings
from django.urls import reverse

from accounts.models import Person
from cases.models import Case, CaseAccess
from outbox.actions import put

QUIET = "This message says nothing about the people concerned, on purpose: an inbox can be read by others."


def needs_declaration(*, case: Case, advisor: Person, key: str) -> None:
    """Tell an advisor that a case waits for their declaration."""
    _put(
        key=key,
        to=advisor,
        case=case,
        subject=f"A case needs your declaration: {case.reference}",
        says="You are asked to triage a case. First say whether you have a conflict of interest: nothing "
        "about it opens to you before that.",
    )


def needs_another_advisor(*, case: Case, key: str) -> None:
    """Tell the case manager that the advisor stood aside."""
    _put(
        key=key,
        to=case.manager,
        case=case,
        subject=f"A case needs another advisor: {case.reference}",
        says="The advisor who was asked stood aside. The case is closed to them. Please ask somebody else.",
    )


def joint_stood_aside(*, case: Case, key: str) -> None:
    """Tell the case manager that the second advisor stood aside."""
    _put(
        key=key,
        to=case.manager,
        case=case,
        subject=f"A second advisor stood aside: {case.reference}",
        says="The second advisor who was asked to write the triage together with the first stood aside. "
        "The triage goes on without them.",
    )


def joint_taken_off(*, case: Case, advisor: Person, key: str) -> None:
    """Tell a second advisor that they need not go on; why is between them and the case manager."""
    _put(
        key=key,
        to=advisor,
        case=case,
        subject=f"You need not go on with a triage: {case.reference}",
        says="The triage you were asked to write together with another advisor goes on without you. What you "
        "wrote in it stays, with your name. Nothing more is needed from you. The case manager can tell you "
        "why.",
    )


def needs_new_scoring(*, case: Case, advisor: Person, key: str) -> None:
    """Ask an advisor who has scored a case before to score it again."""
    _put(
        key=key,
        to=advisor,
        case=case,
        subject=f"A new scoring is asked for: {case.reference}",
        says="You are asked to score this case again, with what is known now. It begins as a new review; "
        "the one you submitted stays as it is.",
    )


def returned_for_more(*, case: Case, advisor: Person, key: str) -> None:
    """Tell an advisor that their review came back with a question."""
    _put(
        key=key,
        to=advisor,
        case=case,
        subject=f"A triage review came back for more: {case.reference}",
        says="Something more is asked for in your triage review. Why, stands on its page. Everything you "
        "wrote is there to go on with, and the review you submitted stays as it is.",
    )


def asked_alone(*, case: Case, person: Person, key: str) -> None:
    """Ask somebody to score a case on their own. Why they are asked is said nowhere."""
    _put(
        key=key,
        to=person,
        case=case,
        subject=f"A case needs your declaration: {case.reference}",
        says="You are asked to score this case on your own. First say whether you have a conflict of "
        "interest: nothing about it opens to you before that.",
    )


def asked_no_longer(*, case: Case, person: Person, key: str) -> None:
    """Tell somebody who was asked to score a case that it is not needed of them any more."""
    put(
        key=key,
        to=person.email,
        subject=f"You are no longer asked to score {case.reference}",
        body=f"Nothing more is needed from you, and the case is closed to you. Thank you.\n\n{QUIET}\n",
        organisation=case.organisation,
        case=case,
    )


def alone_stood_aside(*, case: Case, key: str) -> None:
    """Tell the case manager that whoever was to score the case a second time stood aside."""
    _put(
        key=key,
        to=case.manager,
        case=case,
        subject=f"A second advisor stood aside: {case.reference}",
        says="The advisor who was asked to score the case on their own stood aside. "
        "Please ask somebody else.",
    )


def second_saw_a_conflict(*, case: Case, key: str) -> None:
    """Tell the case manager that whoever scored the case a second time sees a conflict of interest since."""
    _put(
        key=key,
        to=case.manager,
        case=case,
        subject=f"A second advisor declared a conflict of interest: {case.reference}",
        says="The advisor who scored this case on their own has declared a conflict of interest since. Their "
        "scoring stays as it was made. Please consider what weight it can have.",
    )


def second_is_in(*, case: Case, key: str) -> None:
    """Tell the case manager that both scorings are there."""
    _put(
        key=key,
        to=case.manager,
        case=case,
        subject=f"A second scoring has been submitted: {case.reference}",
        says="Both scorings are there to read side by side. The two advisors talk it through next, and agree "
        "on a score.",
    )


def to_be_agreed(*, case: Case, person: Person, key: str) -> None:
    """Tell the first advisor that another has scored the case too."""
    _put(
        key=key,
        to=person,
        case=case,
        subject=f"Two have scored a case: {case.reference}",
        says="Another advisor has scored this case too, without seeing how you did. Please read the two side "
        "by side, talk it through with them, and write down the score you agree on.",
    )


def score_to_confirm(*, case: Case, person: Person, key: str) -> None:
    """Ask the other advisor whether they agree on the score that was written down for both."""
    _put(
        key=key,
        to=person,
        case=case,
        subject=f"A score waits for your answer: {case.reference}",
        says="The other advisor has written down a score for both scorings of this case. Please read it and "
        "say whether you agree: it counts once you confirm it.",
    )


def score_not_confirmed(*, case: Case, person: Person, key: str) -> None:
    """Tell whoever wrote a score down that the other sees it differently."""
    _put(
        key=key,
        to=person,
        case=case,
        subject=f"The other advisor sees it differently: {case.reference}",
        says="The score that was written down is not confirmed. What the other advisor sees differently "
        "stands on the case. Please talk it through and write down another; where you stay apart, the "
        "responsible officer decides.",
    )


def triage_is_in(*, case: Case, key: str) -> None:
    """Tell the case manager that the triage was submitted."""
    _put(
        key=key,
        to=case.manager,
        case=case,
        subject=f"A triage has been submitted: {case.reference}",
        says="The triage review is there to read, and the case can go on the agenda of the group.",
    )


def _put(*, key: str, to: Person, case: Case, subject: str, says: str) -> None:
    # A case manager who stands aside, or has still to declare, is told nothing of the case.
    shut = [CaseAccess.Effect.DENY, CaseAccess.Effect.FIRST]
    if CaseAccess.objects.current().of(to).filter(case=case, effect__in=shut).exists():
        return
    link = settings.SITE_URL.rstrip("/") + reverse("triage", args=[case.reference])
    put(
        key=key,
        to=to.email,
        subject=subject,
        body=f"{says}\n\nSign in and open:\n{link}\n\n{QUIET}\n",
        organisation=case.organisation,
        case=case,
    )
