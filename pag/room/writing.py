"""Who else is writing the record of an item: told to whoever writes it too. Drafts are each person's own."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Draft, Membership, Person
from accounts.permissions import Permission
from accounts.roles import ROLES
from cases.models import CaseAccess
from pag.models import AgendaItem, Decision, GroupMember, Meeting
from pag.room.stamp import stamp_of
from ui.dates import as_day, clock, today, when

RECORDING = [role.key for role in ROLES if Permission.DECISION_RECORD in role.permissions]
# How long after the last word somebody still counts as writing.
STILL = dt.timedelta(minutes=10)


def draft_key(item: AgendaItem) -> str:
    """Return the name of the draft of the record of an item."""
    return f"decision:{item.pk}"


@dataclass(frozen=True)
class Writers:
    """What to say beside the form: who `recorded` the item meanwhile, and who is `writing` it too."""

    recorded: str = ""
    writing: tuple[str, ...] = ()

    @property
    def stamp(self) -> str:
        return stamp_of(self)


def writers(item: AgendaItem, person: Person) -> Writers:
    """Return who else is writing the record of the item, and who has recorded it already."""
    decision = Decision.objects.filter(item=item).select_related("recorded_by").first()
    if decision:
        who = "You" if decision.recorded_by_id == person.pk else decision.recorded_by.name
        return Writers(recorded=f"{who} recorded the decision on this item, {when(decision.recorded_at)}.")
    return Writers(writing=tuple(_said(each) for each in drafts_of_others([item], item.meeting, person)))


def _said(draft: Draft) -> str:
    begun = draft.begun_at
    since = clock(begun) if as_day(begun) == today() else when(begun)
    if draft.saved_at > timezone.now() - STILL:
        return f"{draft.person.name} is writing this record too (since {since})."
    return f"{draft.person.name} began to write this record too ({since}) and has not recorded it."


def drafts_of_others(items: Collection[AgendaItem], meeting: Meeting, person: Person) -> QuerySet[Draft]:
    """Return the drafts of the records of these items that others hold, who may record them today."""
    group = meeting.group
    presiding = GroupMember.objects.current().filter(group=group, kind__in=GroupMember.PRESIDING)
    staff = Membership.objects.current().filter(organisation=group.organisation_id, role__in=RECORDING)
    may = Q(person__in=presiding.values("person")) | Q(person__in=staff.values("person"))
    denied = CaseAccess.objects.denials()
    theirs = Q()
    for item in items:
        kept_out = denied.filter(case=item.case_id).values("person")
        theirs |= Q(form=draft_key(item)) & ~Q(person__in=kept_out)
    drafts = Draft.objects.filter(may, theirs) if theirs else Draft.objects.none()
    return drafts.exclude(person=person).select_related("person").order_by("begun_at", "pk")
