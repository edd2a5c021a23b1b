"""Papers that could not be made, for whoever runs the meeting. One query."""

from django.db.models import Count
from django.urls import reverse

from accounts.models import Person
from accounts.permissions import Permission, organisations_with
from cases.work import WorkItem
from pag.models import Meeting
from pag.packs.models import PackVersion
from ui.dates import day
from ui.words import counted


def to_make_again(person: Person) -> list[WorkItem]:
    """Return one line for each meeting some of whose papers could not be made."""
    failed = PackVersion.objects.current().filter(
        state=PackVersion.State.FAILED,
        meeting__group__organisation__in=organisations_with(person, Permission.MEETING_RUN),
        meeting__ended_at__isnull=True,
    )
    numbers = dict(
        failed.order_by().values("meeting").annotate(number=Count("pk")).values_list("meeting", "number")
    )
    return (
        [
            WorkItem(
                sentence=(
                    f"The papers of {counted(numbers[meeting.pk], 'member')} could not be made for the "
                    f"meeting on {day(meeting.day)}: look why, and make them again"
                ),
                url=reverse("meeting_papers", args=[meeting.pk]),
                due=meeting.day,
            )
            for meeting in Meeting.objects.filter(pk__in=numbers)
        ]
        if numbers
        else []
    )
