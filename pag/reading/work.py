"""What somebody has still to read, and which questions wait for them. A fixed number of queries."""

from collections import defaultdict
from collections.abc import Sequence

from django.urls import reverse

from accounts.models import Person
from accounts.permissions import Permission
from cases.querysets import managed
from cases.work import WorkItem
from pag.models import AgendaItem, Meeting
from pag.reading.access import Reading, readings_of
from pag.reading.models import Question
from ui.dates import as_day, day
from ui.words import counted


def to_read(person: Person, items: Sequence[AgendaItem]) -> list[WorkItem]:
    """Return one line a meeting for the items, all open to `person`, of which not every paper is read yet."""
    meetings: dict[Meeting, list[Reading]] = defaultdict(list)
    for reading in readings_of(person, items).values():
        meetings[reading.item.meeting].append(reading)
    found = []
    for meeting, readings in meetings.items():
        unread = [reading for reading in readings if not reading.done]
        if not unread:
            continue
        read, total = sum(each.read for each in readings), sum(each.total for each in readings)
        far = f": {read} of {counted(total, 'paper')} read" if read else ""
        found.append(
            WorkItem(
                sentence=f"Read {counted(len(unread), 'case')} for the meeting on {day(meeting.day)}{far}",
                url=meeting.get_absolute_url(),
                due=meeting.day,
            )
        )
    return found


def to_answer(person: Person) -> list[WorkItem]:
    """Return the questions that members asked about cases that `person` manages."""
    mine = managed(person, holding=Permission.CASE_RUN)
    if not mine:
        return []
    asked = Question.objects.unanswered().filter(item__case__pk__among=mine).exclude(asked_by=person)
    return [
        WorkItem(
            sentence=(
                f"Answer a question about {question.item.case.practitioner.name} "
                f"before the meeting on {day(question.item.meeting.day)}"
            ),
            url=reverse("item_answer", args=[question.item.meeting_id, question.item_id, question.pk]),
            reference=question.item.case.reference,
            due=question.item.meeting.day,
            waiting_since=as_day(question.asked_at),
            asked=True,
        )
        for question in asked.select_related("item__meeting", "item__case__practitioner")
        if question.item.waits
    ]
