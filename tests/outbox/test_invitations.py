"""An invitation's e-mail holds a secret: the outbox keeps it no longer than it needs it."""

import uuid

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from accounts.actions import accept, invite, withdraw_invitation
from accounts.actions.invite import Invitee
from accounts.models import Invitation
from outbox import actions
from outbox.models import Message
from outbox.tasks import send
from tests.factories import make_organisation, make_person
from tests.outbox.conftest import put
from ui.refusals import NotAllowed

pytestmark = pytest.mark.django_db
State = Message.State


@pytest.fixture
def organisation():
    return make_organisation(name="Invented Trust")


@pytest.fixture
def message(organisation):
    admin = make_person("administrator", organisation=organisation)
    invitee = Invitee(email="New.Colleague@example.test", last_name="Colleague", roles=("advisor",))
    invitation = invite(organisation=organisation, invitee=invitee, submission_key=uuid.uuid4(), by=admin)
    return Message.objects.get(key=f"invitation-{invitation.pk}")


@pytest.fixture
def administrator(organisation):
    return make_person("administrator", organisation=organisation)


def refused(message, mailbox, *, with_state):
    mailbox.data = "550 no" if with_state == State.FAILED else None
    send(message.pk)
    message.refresh_from_db()
    assert message.state == with_state
    return message


def test_an_invitation_is_sent_once_to_the_person_with_who_invites_and_until_when(message):
    assert message.to == "new.colleague@example.test"
    assert "Invented Trust" not in message.subject
    for _ in range(2):
        send(message.pk)
    assert len(mail.outbox) == 1
    assert "Invented Trust" in mail.outbox[0].body
    assert "/join/" in mail.outbox[0].body


def test_the_secret_is_forgotten_once_it_is_sent(message):
    assert "/join/" in message.body
    send(message.pk)
    message.refresh_from_db()
    assert (message.state, message.body) == (State.SENT, "")


def test_any_other_message_is_kept_after_sending():
    message = put(body="The letter is attached.")
    send(message.pk)
    message.refresh_from_db()
    assert message.body == "The letter is attached."


@pytest.mark.parametrize("state", [State.FAILED, State.UNKNOWN])
def test_an_invitation_that_may_not_have_left_can_be_sent_again(message, mailbox, administrator, state):
    refused(message, mailbox, with_state=state)
    mailbox.data = "250 OK"
    actions.send_again(message=message, by=administrator)
    send(message.pk)
    message.refresh_from_db()
    assert b"/join/" in mailbox.arrived[-1]
    assert (message.state, message.body) == (State.SENT, "")


@pytest.mark.parametrize("decide", [actions.mark_arrived, actions.settle_elsewhere])
def test_the_secret_is_forgotten_once_somebody_decided_that_it_need_not_be_sent(
    message, mailbox, administrator, decide
):
    refused(message, mailbox, with_state=State.UNKNOWN)
    decide(message=message, by=administrator)
    message.refresh_from_db()
    assert message.body == ""


@pytest.mark.parametrize("state", [State.WAITING, State.SENDING, State.FAILED, State.UNKNOWN])
def test_the_database_lets_it_be_kept_as_long_as_it_may_have_to_be_sent(message, state):
    settled = {"settled_at": message.created_at, "error": "It was refused."}
    more = settled if state in {State.FAILED, State.UNKNOWN} else {}
    Message.objects.filter(pk=message.pk).update(state=state, **more)
    message.refresh_from_db()
    assert "/join/" in message.body


def test_the_database_holds_no_secret_that_was_sent(message):
    with pytest.raises(IntegrityError, match="outbox_secret_forgotten_once_sent"), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(state=State.SENT, settled_at=message.created_at)


def test_somebody_who_runs_cases_decides_about_no_invitation(message, mailbox, organisation):
    refused(message, mailbox, with_state=State.FAILED)
    with pytest.raises(NotAllowed, match="invite people"):
        actions.send_again(message=message, by=make_person("case_manager", organisation=organisation))


def again(invitation, by):
    invitee = Invitee(email=invitation.email, last_name="Colleague", roles=("advisor",))
    invite(organisation=invitation.organisation, invitee=invitee, submission_key=uuid.uuid4(), by=by)


@pytest.mark.parametrize(
    "end",
    [
        lambda invitation, by: withdraw_invitation(invitation=invitation, by=by),
        again,
        lambda invitation, _by: accept(invitation=invitation, password="three words nobody guesses"),
    ],
    ids=["withdrawn", "replaced", "accepted"],
)
def test_nobody_is_asked_about_an_invitation_that_has_ended(message, mailbox, administrator, end):
    refused(message, mailbox, with_state=State.UNKNOWN)
    assert list(Message.objects.for_a_person()) == [message]
    end(Invitation.objects.get(), administrator)
    message.refresh_from_db()
    assert not Message.objects.for_a_person().exists()
    assert (message.body, message.decided_by is None) == ("", False)
