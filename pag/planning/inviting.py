"""Invitations by e-mail: who is asked to a meeting, and who has to be told of a change."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from files.actions import store_made
from files.models import StoredFile
from outbox.actions import put
from pag.models import Group, Meeting
from pag.planning.calendar import calendar_file
from pag.planning.models import Invitation
from pag.transitions import NOT_BEGUN
from ui.dates import clock, day

REQUEST, CANCEL = Invitation.Method.REQUEST, Invitation.Method.CANCEL
INVITED, CHANGED, CANCELLED, NO_MEMBER = "invited", "changed", "cancelled", "no member"
SUBJECTS = {
    INVITED: "Invitation: {meeting}",
    CHANGED: "Changed: {meeting}",
    CANCELLED: "Cancelled: {meeting}",
    NO_MEMBER: "No longer in your calendar: {meeting}",
}
WORDS = {
    INVITED: "The {group} meets {when}.",
    CHANGED: "When or where the {group} meets has changed. It is now {when}.",
    CANCELLED: "The meeting of the {group} on {day} is cancelled. The page of the meeting says why.",
    NO_MEMBER: (
        "Your place in the {group} will have ended when it meets on {day}, so you need not come to that "
        "meeting. Thank you for what you have done there. If this is not right, ask your administrator."
    ),
}


@transaction.atomic
def keep_invited(*, meeting: Meeting) -> None:
    """Send everybody what they have still to be told about the meeting: the invitation, a change, its end.

    Safe to run as often as one likes: what somebody was told stands in a row. Nothing is sent about a
    meeting that has begun, or whose time is past.
    """
    meeting, now = Meeting.objects.locked(meeting.pk), timezone.now()
    if meeting.kind != Meeting.Kind.MEETING or meeting.stage not in NOT_BEGUN or meeting.starts_at <= now:
        return
    told = {each.person_id: each for each in meeting.invitations.select_related("person")}
    asked = _asked(meeting)
    people = {each.person_id: each.person for each in told.values()} | asked
    files: dict[tuple[str, int], StoredFile] = {}
    for key, person in sorted(people.items()):
        last, method = told.get(key), REQUEST if key in asked else CANCEL
        if last and (last.method, last.told_of) == (method, meeting.sequence):
            continue
        if last and last.method == method == CANCEL:
            continue
        invitation = last or Invitation(meeting=meeting, person=person)
        said = _said(meeting, last, method)
        invitation.sequence = last.sequence + 1 if last else 0
        invitation.method, invitation.told_of, invitation.sent_at = method, meeting.sequence, now
        invitation.save()
        which = (str(method), invitation.sequence)
        files[which] = files.get(which) or _file(meeting, invitation)
        _send(invitation, said, files[which])


def keep_group_invited(*, group: Group) -> None:
    """Do so for every meeting of the group that is to come: somebody joined it, or left."""
    for meeting in Meeting.objects.to_come(at=timezone.now()).filter(group=group).order_by("pk"):
        keep_invited(meeting=meeting)


def sequence_for(meeting: Meeting, person: Person) -> int:
    """Return the number under which `person` knows the meeting as it is."""
    invitation = Invitation.objects.filter(meeting=meeting, person=person).first()
    return invitation.sequence if invitation else meeting.sequence


def _asked(meeting: Meeting) -> dict[int, Person]:
    if meeting.cancelled_at:
        return {}
    members = meeting.group.members.current(on=meeting.day).select_related("person")
    return {each.person_id: each.person for each in members}


def _said(meeting: Meeting, last: Invitation | None, method: str) -> str:
    if method == CANCEL:
        return CANCELLED if meeting.cancelled_at else NO_MEMBER
    return CHANGED if last and last.method == REQUEST else INVITED


def _file(meeting: Meeting, invitation: Invitation) -> StoredFile:
    method = str(invitation.method).upper()
    content = calendar_file(meeting, method=method, sequence=invitation.sequence, at=invitation.sent_at)
    return store_made(content, name="meeting.ics", content_type=f"text/calendar; method={method}")


def _send(invitation: Invitation, said: str, file: StoredFile) -> None:
    """Put the e-mail. It says nothing about any case; why something changed stands on the page."""
    meeting = invitation.meeting
    group, on = meeting.group, day(meeting.day)
    until = f" to {clock(meeting.ends_at)}" if meeting.ends_at else ""
    when = f"on {meeting.day:%A} {on} at {clock(meeting.starts_at)}{until}"
    lines = [WORDS[said].format(group=group.name, when=when, day=on)]
    if invitation.method == REQUEST:
        lines += [f"Where: {meeting.place}"] if meeting.place else []
        lines += [f"To join: {meeting.link}"] if meeting.link else []
        lines.append("The attached file puts it into your calendar.")
    else:
        lines.append("The attached file takes it out of your calendar.")
    if said != NO_MEMBER:
        lines.append(f"The page of the meeting (sign in): {settings.SITE_URL}{meeting.get_absolute_url()}")
    put(
        key=f"meeting-{meeting.pk}-{invitation.person_id}-{invitation.sequence}",
        to=invitation.person.email,
        subject=SUBJECTS[said].format(meeting=f"{group.abbreviation} on {on}"),
        body="\n\n".join(lines) + "\n",
        organisation=group.organisation,
        attachment=file,
        attachment_name="meeting.ics",
    )
