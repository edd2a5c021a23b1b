"""Asking for minutes to be approved, and telling members that they are. No mail says about whom they are."""

from collections.abc import Collection

from django.conf import settings
from django.urls import reverse

from accounts.models import Person
from outbox.actions import put
from pag.minutes.models import Minutes
from ui.dates import day


def ask_to_approve(minutes: Minutes, people: Collection[int], *, by: Person) -> None:
    """Write to those who have something to approve, by their keys, once; whoever asks needs no e-mail."""
    meeting = minutes.meeting
    for person in Person.objects.filter(pk__in=people, is_active=True).exclude(pk=by.pk):
        put(
            key=f"minutes-offered-{minutes.pk}-{person.pk}",
            to=person.email,
            subject=f"The minutes of the meeting of {day(meeting.day)} are ready for you to approve",
            body=(
                f"The minutes of the meeting of {meeting.group.name} on {day(meeting.day)} are written, and "
                "wait for your approval.\n\nTo read and approve them, sign in: "
                f"{settings.SITE_URL}{reverse('minutes_approve', args=[meeting.pk])}\n"
            ),
            organisation=meeting.group.organisation,
        )


def tell_members(minutes: Minutes) -> None:
    """Write to every member of the day of the meeting who is one today: they may open what is said."""
    meeting = minutes.meeting
    then = meeting.group.members.current(on=meeting.day).values("person")
    now = meeting.group.members.current().filter(person__in=then).select_related("person")
    for person in {member.person for member in now}:
        put(
            key=f"minutes-{minutes.pk}-{person.pk}",
            to=person.email,
            subject=f"The minutes of the meeting of {day(meeting.day)} are approved",
            body=(
                f"The minutes of the meeting of {meeting.group.name} on {day(meeting.day)} are approved.\n\n"
                "You find what is open to you, on a page and as a PDF, when you sign in: "
                f"{settings.SITE_URL}{minutes.get_absolute_url()}\n"
            ),
            organisation=meeting.group.organisation,
        )
