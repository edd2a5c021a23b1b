"""The deadline for papers, and a meeting to close, for whoever runs it."""

from django.db.models import Exists, OuterRef
from django.urls import reverse

from accounts.models import Membership, Person
from accounts.permissions import Permission, organisations_with
from accounts.roles import ROLES
from cases.work import WorkItem
from clocks.working_days import add_working_days, working_days_between
from pag.models import Meeting
from pag.transitions import MeetingStage
from ui.dates import day, now, today
from ui.words import counted

# So many working days before the deadline it stands on the list of work.
NEAR = 3
RUNNING = [role.key for role in ROLES if Permission.MEETING_RUN in role.permissions]


def work_for(person: Person) -> list[WorkItem]:
    """Return the papers to send out soon and the meetings to close, of those that `person` runs."""
    runs = organisations_with(person, Permission.MEETING_RUN)
    if not runs:
        return []
    near = add_working_days(today(), NEAR)
    theirs = Meeting.objects.taking_place().filter(group__organisation__in=runs).select_related("group")
    due = theirs.to_come(at=now()).filter(stage=MeetingStage.PLANNED, papers_due__lte=near)
    closing = theirs.held().filter(stage=MeetingStage.APPROVED)
    found = _of(person, due | closing)
    return [
        *(_send_out(each) for each in found if each.stage == MeetingStage.PLANNED),
        *(_close(each) for each in found if each.stage == MeetingStage.APPROVED),
    ]


def _of(person: Person, meetings: object) -> list[Meeting]:
    """Return those that `person` planned, and those whose planner runs no meetings there any more."""
    still = Membership.objects.current().filter(
        person=OuterRef("planned_by"), organisation=OuterRef("group__organisation"), role__in=RUNNING
    )
    found = meetings.annotate(has_runner=Exists(still)).order_by("starts_at", "pk")  # type: ignore[attr-defined]
    return [each for each in found if each.planned_by_id == person.pk or not each.has_runner]


def _send_out(meeting: Meeting) -> WorkItem:
    due = meeting.papers_due or meeting.day
    days = working_days_between(today(), due)
    if due == today():
        when = "they are due today"
    elif due > today():
        when = f"they are due in {counted(days, 'working day')}" if days else "they are due before the next"
    else:
        when = f"they were due on {day(due)}"
    return WorkItem(
        sentence=f"Send out the papers for the meeting on {day(meeting.day)}: {when}",
        url=reverse("meeting_papers", args=[meeting.pk]),
        due=due,
    )


def _close(meeting: Meeting) -> WorkItem:
    return WorkItem(
        sentence=f"Close the meeting of {day(meeting.day)}: its minutes are approved",
        url=meeting.get_absolute_url(),
        waiting_since=meeting.day,
    )
