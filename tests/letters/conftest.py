"""A case the group has decided about, with the people around it, reached through the real actions."""

import datetime as dt
import uuid
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from cases.actions import log_contact, record_practitioner
from cases.actions.open_case import NewConcern, open_case
from cases.actions.record import SafetyAnswer
from cases.models import Case, Contact
from documents.tasks import make
from letters import actions
from letters.models import Letter
from outbox.models import Message
from outbox.tasks import send
from pag.actions import (
    Answer,
    NewAction,
    NewDecision,
    create_group,
    plan_meeting,
    put_on_agenda,
    record_decision,
)
from pag.models import Decision
from tests.factories import make_organisation, make_person
from tests.kept import kept
from ui.dates import LONDON, today

PRACTITIONER = {
    "title": "Dr",
    "first_name": "Amara",
    "last_name": "Okafor",
    "discipline": "doctor",
    "regulator": "GMC",
    "private_email": "amara@home.test",
    "work_email": "amara@work.test",
    "address": "1 Invented Street\nTestford\nTE1 1ST",
}


def open_a_case(by: Any, organisation: Any, *, detail: str = "", **details: Any) -> Case:
    """Open a case about a practitioner with `details`, and say nobody is unsafe."""
    practitioner = record_practitioner(
        organisation=organisation, details=PRACTITIONER | details, submission_key=uuid.uuid4(), by=by
    )
    concern = NewConcern(
        category="capability",
        received_on=today() - dt.timedelta(days=30),
        summary="Records of three consultations were not complete.",
        source="colleague",
        source_detail=detail,
    )
    return open_case(
        practitioner=practitioner,
        route="performers_lists",
        concern=concern,
        safety=SafetyAnswer(unsafe=False),
        submission_key=uuid.uuid4(),
        by=by,
    )


def decide(
    case: Case,
    *,
    by: Any,
    group: Any,
    days_ago: int = 3,
    actions: Sequence[NewAction] | None = None,
    **changes: Any,
) -> Decision:
    """Let the group meet that many days ago and decide about the case; the outcome letter is drafted."""
    if actions is None:
        due_on = today() + dt.timedelta(days=30)
        actions = [NewAction(what="A half day with the records team", due_on=due_on, owner=by)]
    starts_at = dt.datetime.combine(today() - dt.timedelta(days=days_ago), dt.time(10), tzinfo=LONDON)
    meeting = plan_meeting(
        group=group, starts_at=starts_at, place="Room 1", by=by, submission_key=uuid.uuid4()
    )
    item = put_on_agenda(case=case, meeting=meeting, by=by, without_triage="Asked for by the chair")
    words = {
        "considered": "The triage and Dr Okafor's own account.",
        "kinds": ["advice"],
        "decision": "Dr Okafor is offered advice on keeping records.",
        "rationale": "The consultations were safe and the notes were short.",
        "listened_to": True,
        "listened_how": "Dr Okafor wrote two pages, which every member read.",
        "same_for_another": "yes",
        "system_part": "Ten-minute appointments and a slow computer.",
        "without_quorum": "Only two members could come at short notice.",
    }
    return record_decision(
        item=item,
        decision=NewDecision(**words | changes),
        actions=actions,
        by=by,
        submission_key=uuid.uuid4(),
    )


def call(case: Case, *, by: Any, on: dt.date | None = None, **changes: Any) -> Contact:
    """Log a call in which the practitioner was told."""
    facts = {"how": "phone", "summary": "Told what was decided.", "told": True, "listened": True} | changes
    return log_contact(case=case, on=on or today(), by=by, submission_key=uuid.uuid4(), **facts)


def complete(letter: Letter, *, by: Any) -> Letter:
    """Fill every placeholder that is left."""
    from letters.markup import PLACEHOLDER

    return actions.edit_letter(
        letter=letter,
        subject=PLACEHOLDER.sub("filled in", letter.subject),
        text=PLACEHOLDER.sub("filled in", letter.text),
        version=letter.version,
        by=by,
    )


def approved(letter: Letter, *, by: Any) -> Letter:
    """Complete and approve; the PDF is not made yet."""
    letter = complete(letter, by=by)
    return actions.approve(letter=letter, version=letter.version, by=by)


def ready(letter: Letter, *, by: Any) -> Letter:
    """Complete, approve, and let the worker make the PDF."""
    letter = approved(letter, by=by)
    make(letter.pdf_id)
    letter.refresh_from_db()
    return letter


def sent(letter: Letter, *, by: Any) -> Letter:
    """Take a letter all the way by e-mail."""
    letter = ready(letter, by=by)
    letter = actions.send_by_email(letter=letter, to_email="amara@home.test", version=letter.version, by=by)
    send(Message.objects.get(key=letter.message_key).pk)
    letter.refresh_from_db()
    return letter


@kept
def room() -> SimpleNamespace:
    """Return an organisation with its people, its group, a case and the drafted outcome letter."""
    organisation = make_organisation(
        name="Northmoor Regional Team",
        address="2 Invented Square\nTestford\nTE2 2ND",
        phone="01632 960 001",
        enquiries_hours="Monday to Friday, 9am to 5pm",
        crisis_line_name="The Listening Line",
        crisis_line_phone="0800 000 000",
        crisis_line_hours="at any hour",
    )
    manager = make_person(
        "case_manager", organisation=organisation, last_name="Manager", phone="01632 960 002"
    )
    admin = make_person("administrator", organisation=organisation)
    group = create_group(
        organisation=organisation,
        name="Performance Advisory Group",
        abbreviation="PAG",
        kind="pag",
        submission_key=uuid.uuid4(),
        by=admin,
    )
    case = open_a_case(manager, organisation)
    decision = decide(case, by=manager, group=group)
    case.refresh_from_db()
    officer = make_person("responsible_officer", organisation=organisation, last_name="Officer")
    actions.declare_to_approve(case=case, said=Answer("none"), by=officer)
    return SimpleNamespace(
        organisation=organisation,
        manager=manager,
        officer=officer,
        lead=make_person("lessons_lead", organisation=organisation, last_name="Lead"),
        advisor=make_person("advisor", organisation=organisation, last_name="Advisor"),
        group=group,
        case=case,
        decision=decision,
        letter=Letter.objects.get(decision=decision),
    )
