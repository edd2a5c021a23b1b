"""Invitations whose e-mail did not leave for certain, for the page where people are invited."""

from collections.abc import Iterable

from django.urls import reverse

from accounts.about_people import Unsent
from accounts.models import Invitation
from outbox.models import Message

SAID = {
    Message.State.FAILED: "The invitation could not be sent.",
    Message.State.UNKNOWN: "It is not known whether the invitation was sent.",
}


def unsent(invitations: Iterable[Invitation]) -> dict[int, Unsent]:
    """Return why each of these did not leave, by the invitation's key; one query."""
    waiting = Message.objects.for_a_person().of_invitations([each.pk for each in invitations])
    return {
        message.invitation_key: Unsent(
            sentence=f"{SAID[Message.State(message.state)]} {message.error}",
            again_url=reverse("outbox_decide", args=[message.pk]),
        )
        for message in waiting
        if message.invitation_key is not None
    }


def people_page(message: Message) -> str:
    """Return the page of the people among whom the invitation that `message` carries stands."""
    return f"{reverse('people')}?organisation={message.organisation_key}"
