"""Asking members by e-mail to declare on the agenda of a meeting to come. Safe to run at any time."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from celery import shared_task
from django.conf import settings
from django.db.models import Max

from accounts.models import Person
from cases.models import CaseAccess
from clocks.working_days import add_working_days
from outbox.actions import put
from outbox.models import Message
from outbox.queue import each_by_itself
from pag.models import AgendaItem, GroupMember, Meeting
from ui.dates import as_day, day, now, today

# So many working days before the meeting whoever has still to declare is asked once more: papers go out about
# then, and nobody gets any before they have declared.
NEAR = 5
KEY = "declare-"


@dataclass
class Asked:
    """What one person has still to declare on: the meetings, and when the last of their items was opened."""

    meetings: dict[int, Meeting] = field(default_factory=dict)
    newest: dt.datetime | None = None

    def is_due(self, last: dt.datetime | None) -> bool:
        """Tell whether they are to be asked now, where they were asked `last` then."""
        if last is None or (self.newest and self.newest > last):
            return True
        near = [add_working_days(meeting.day, -NEAR) for meeting in self.meetings.values()]
        return any(as_day(last) < each <= today() for each in near)


@shared_task
def ask_to_declare() -> None:
    """Write to the members who have still to declare: once something is new, and once when it is near.

    It is one e-mail a day for all of their meetings, and says nothing about any case.
    """
    asked = _asked()
    last = _last(asked)
    people = Person.objects.filter(pk__in=asked, is_active=True).order_by("pk")
    due = [person for person in people if asked[person.pk].is_due(last.get(person.pk))]
    each_by_itself(due, lambda person: _ask(person, asked[person.pk].meetings.values()), task=ask_to_declare)


def _asked() -> dict[int, Asked]:
    to_come = Meeting.objects.to_come(at=now()).select_related("group__organisation").order_by("starts_at")
    meetings = {meeting.pk: meeting for meeting in to_come}
    items = AgendaItem.objects.waiting().filter(meeting__in=meetings)
    by_source = {item.source: meetings[item.meeting_id] for item in items}
    access = CaseAccess.objects.current().filter(effect=CaseAccess.Effect.DECLARE, source__in=by_source)
    members = set(
        GroupMember.objects.current()
        .filter(group__meetings__in=meetings)
        .values_list("group", "person")
        .distinct()
    )
    found: dict[int, Asked] = defaultdict(Asked)
    for person, source, since in access.order_by("starts_at").values_list("person", "source", "starts_at"):
        meeting = by_source[source]
        if (meeting.group_id, person) in members:
            found[person].meetings[meeting.pk] = meeting
            found[person].newest = since
    return found


def _last(asked: dict[int, Asked]) -> dict[int, dt.datetime]:
    """Return when each was asked last, by the key of the person."""
    found = {}
    for person in asked:
        sent = Message.objects.filter(key__startswith=f"{KEY}{person}-")
        at = sent.aggregate(last=Max("created_at"))["last"]
        if at:
            found[person] = at
    return found


def _ask(person: Person, meetings: Iterable[Meeting]) -> None:
    first, *more = sorted(meetings, key=lambda each: each.starts_at)
    lines = [
        f"{each.group.name}, {day(each.day)}: {settings.SITE_URL}{each.get_absolute_url()}"
        for each in (first, *more)
    ]
    put(
        key=f"{KEY}{person.pk}-{today():%Y-%m-%d}",
        to=person.email,
        subject="You are asked to declare" + ("" if more else f": meeting of {day(first.day)}"),
        body=(
            "Something is on the agenda of your group on which you have not declared yet. It opens to you, "
            "and your papers are made, once you have said whether you have a conflict of interest.\n\n"
            "To declare, sign in:\n" + "\n".join(lines) + "\n"
        ),
        organisation=first.group.organisation,
    )
