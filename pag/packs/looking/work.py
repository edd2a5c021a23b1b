"""What was found in documents, for whoever chose them. One query."""

from collections import Counter
from typing import Any

from django.db.models import F
from django.urls import reverse

from accounts.models import Person
from accounts.permissions import Permission, organisations_with
from cases.work import WorkItem
from pag.models import AgendaItem, Meeting, PackChoice
from pag.packs.looking.models import Finding
from ui.dates import day
from ui.words import counted


def to_decide(person: Person) -> list[WorkItem]:
    """Return one line for each meeting for which `person` chose documents with something undecided."""
    runs = organisations_with(person, Permission.MEETING_RUN)
    if not runs:
        return []
    rows: Any = PackChoice.documents.through.objects.filter(
        packchoice__chosen_by=person,
        packchoice__item__state=AgendaItem.State.WAITING,
        packchoice__item__case__organisation__in=runs,
        packchoice__item__meeting__ended_at__isnull=True,
        document__case=F("packchoice__item__case"),
    )
    chosen = list(rows.values_list("packchoice__item__meeting", "document", "document__case"))
    undecided = Finding.objects.undecided().filter(look__document__in=[each for _m, each, _c in chosen])
    numbers = Counter(undecided.values_list("look__document", "look__case"))
    by_meeting: Counter[int] = Counter()
    for meeting, document, case in chosen:
        by_meeting[meeting] += numbers[document, case]
    found = {meeting: number for meeting, number in by_meeting.items() if number}
    return [
        WorkItem(
            sentence=(
                f"Decide about {counted(found[meeting.pk], 'finding')} in the documents for the meeting on "
                f"{day(meeting.day)}"
            ),
            url=reverse("meeting_papers", args=[meeting.pk]),
            due=meeting.papers_due or meeting.day,
        )
        for meeting in Meeting.objects.filter(pk__in=found)
    ]
