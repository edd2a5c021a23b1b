"""What minutes need of somebody today. A fixed number of queries."""

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from accounts.models import Person
from accounts.permissions import Permission, organisations_with
from cases.work import WorkItem
from pag.minutes.approving import approvers_of
from pag.minutes.models import MinutesSection
from pag.models import AgendaItem, Meeting
from pag.transitions import MeetingStage
from ui.dates import as_day, day


def minutes_work(person: Person) -> list[WorkItem]:
    """Return the minutes that `person` is to write, and those to approve."""
    return [*_to_write(person), *_to_approve(person)]


def _to_write(person: Person) -> list[WorkItem]:
    """For who ran the meeting: who planned it, and who recorded its end, where they still run meetings."""
    runs = organisations_with(person, Permission.MEETING_RUN)
    if not runs:
        return []
    waiting = AgendaItem.objects.waiting().filter(meeting=OuterRef("pk"))
    meetings = (
        Meeting.objects.held()
        .filter(Q(ended_by=person) | Q(planned_by=person), group__organisation__in=runs)
        .filter(ended_at__isnull=False)
        .filter(
            Q(stage=MeetingStage.IN_PROGRESS) & ~Exists(waiting)
            | Q(stage=MeetingStage.MINUTES_DRAFTED, minutes__offered_at__isnull=True)
        )
        .select_related("group")
        .order_by("starts_at")
    )
    return [
        WorkItem(
            sentence=f"Write the minutes of the meeting on {day(each.day)}",
            url=_place_of(each),
            waiting_since=each.day,
        )
        for each in meetings
    ]


def _place_of(meeting: Meeting) -> str:
    drafted = meeting.stage == MeetingStage.MINUTES_DRAFTED
    return reverse("minutes", args=[meeting.pk]) if drafted else meeting.get_absolute_url()


def _to_approve(person: Person) -> list[WorkItem]:
    sections = list(
        MinutesSection.objects.filter(
            approved_at__isnull=True,
            minutes__approved_at__isnull=True,
            minutes__offered_at__isnull=False,
            minutes__meeting__in=Meeting.objects.visible_to(person),
        ).select_related("minutes__meeting__group", "item__case")
    )
    if not sections:
        return []
    theirs: dict[int, MinutesSection] = {}
    approvers = approvers_of(sections)
    for section in sections:
        if person.pk in approvers[section.pk]:
            theirs.setdefault(section.minutes_id, section)
    return [
        WorkItem(
            sentence=f"Approve the minutes of the meeting on {day(each.minutes.meeting.day)}",
            url=reverse("minutes_approve", args=[each.minutes.meeting_id]),
            waiting_since=as_day(each.minutes.offered_at) if each.minutes.offered_at else None,
            asked=True,
        )
        for each in theirs.values()
    ]
