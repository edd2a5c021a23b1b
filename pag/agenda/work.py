"""What decisions between meetings need of somebody: to declare, to decide, and to have them ratified."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from accounts.models import Person
from accounts.permissions import Permission
from cases.querysets import managed
from cases.work import WorkItem
from pag.agenda.ratifying import awaiting_ratification
from pag.models import AgendaItem, GroupMember, ItemDeclaration, Meeting
from ui.dates import as_day, day, today

NONE = ItemDeclaration.Answer.NONE
Memberships = Mapping[int, GroupMember]
Answers = Mapping[int, str]


def between(items: Sequence[AgendaItem], memberships: Memberships, answers: Answers) -> list[WorkItem]:
    """Return what waits of decisions between meetings for a member of the group."""
    found = []
    for item in items:
        member = memberships.get(item.meeting.group_id)
        if member is None or answers.get(item.pk) not in (None, NONE):
            continue
        declared = item.pk in answers
        found.append(
            WorkItem(
                sentence=_sentence(item, member) if declared else _declare(item),
                url=item.get_absolute_url() if declared else item.meeting.get_absolute_url(),
                reference=item.case.reference if declared else "",
                due=as_day(item.put_at),
                asked=True,
            )
        )
    return found


def _declare(item: AgendaItem) -> str:
    return "Declare on a case: a decision between meetings is asked for"


def _sentence(item: AgendaItem, member: GroupMember) -> str:
    name = item.case.practitioner.name
    if member.kind == GroupMember.Kind.CHAIR:
        return f"Decide between meetings about {name}, once members were consulted"
    if member.kind == GroupMember.Kind.DEPUTY:
        return f"Decide between meetings about {name}, if the chair cannot"
    return f"You are to be consulted between meetings about {name}: read the case"


def ratifying(person: Person, memberships: Memberships, answers: Answers) -> list[WorkItem]:
    """Return what was decided between meetings and no meeting has ratified yet.

    For who presides and the case's manager, and, to declare, for every member who has not yet.
    """
    mine = managed(person, holding=Permission.MEETING_RUN)
    if not (mine or memberships):
        return []
    undeclared = _to_declare_first(person, memberships, answers) if memberships else []
    asked = {item.pk for item in undeclared}
    waiting = [each for each in awaiting_ratification(person) if each.item_id not in asked]
    next_ones: dict[int, Any] = {}
    if undeclared or waiting:
        groups = {item.meeting.group_id for item in undeclared}
        groups |= {each.item.meeting.group_id for each in waiting}
        planned = Meeting.objects.held().taking_items().upcoming(on=today()).filter(group__in=groups)
        for meeting in planned:
            next_ones.setdefault(meeting.group_id, meeting)
    found = [
        WorkItem(
            sentence="Declare on a decision between meetings, which your group is to ratify",
            url=next_ones[item.meeting.group_id].get_absolute_url(),
            due=next_ones[item.meeting.group_id].day,
        )
        for item in undeclared
        if item.meeting.group_id in next_ones
    ]
    for decision in waiting:
        case, group = decision.item.case, decision.item.meeting.group_id
        member = memberships.get(group)
        presides = member is not None and member.presides and answers.get(decision.item_id) == NONE
        if not (case.pk in mine or presides):
            continue
        next_one = next_ones.get(group)
        about = f"what was decided about {case.practitioner.name} on {day(decision.decided_on)}"
        when = f": it meets on {day(next_one.day)}" if next_one else ": no meeting is planned"
        group_page = reverse("case_group", args=[case.reference])
        found.append(
            WorkItem(
                sentence=f"Have the group ratify {about}{when}",
                url=next_one.get_absolute_url() if next_one else group_page,
                reference=case.reference,
                due=next_one.day if next_one else None,
                waiting_since=decision.decided_on,
            )
        )
    return found


def _to_declare_first(person: Person, memberships: Memberships, answers: Answers) -> list[AgendaItem]:
    items = AgendaItem.objects.to_ratify().visible_to(person).select_related("meeting")
    return [item for item in items if item.meeting.group_id in memberships and item.pk not in answers]
