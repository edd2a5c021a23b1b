"""Setting up a group, and who belongs to it."""

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models import Organisation, Person
from accounts.permissions import Permission, check_has, has
from audit.actions import record
from pag import events
from pag.actions.access import keep_access_right
from pag.models import Group, GroupMember
from pag.planning.inviting import keep_group_invited
from ui.dates import day
from ui.refusals import Refusal


@transaction.atomic
def create_group(
    *,
    organisation: Organisation,
    name: str,
    abbreviation: str,
    kind: str,
    submission_key: uuid.UUID,
    by: Person,
) -> Group:
    """Set up a group. The same submission key makes one, however often it comes."""
    check_has(by, Permission.ORGANISATION_MANAGE, within=organisation)
    # A second click waits here until the first has been written, and then finds it.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    already = Group.objects.filter(submission_key=submission_key).first()
    if already:
        return already
    if Group.objects.filter(organisation=organisation, name__iexact=name).exists():
        raise Refusal(f"There is a group called “{name}” already. Give this one another name.")
    group = Group.objects.create(
        organisation=organisation,
        name=name,
        abbreviation=abbreviation,
        kind=kind,
        submission_key=submission_key,
    )
    record(events.GROUP_CREATED, by=by, organisation=organisation, subject=group)
    return group


@transaction.atomic
def add_member(
    *,
    group: Group,
    person: Person,
    kind: str,
    by: Person,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    discipline: str = "",
    voting: bool = True,
) -> GroupMember:
    """Add somebody to the group for a time; they are asked to declare on what is on its agendas.

    `discipline` is given for a peer and for nobody else.
    """
    group = _locked(group.pk)
    check_has(by, Permission.ORGANISATION_MANAGE, within=group.organisation)
    _check_days(starts_on, ends_on)
    if (kind == GroupMember.Kind.PEER) != bool(discipline):
        raise Refusal("Give a discipline for a peer, and for nobody else.")
    if not has(person, Permission.MEETING_SEE, within=group.organisation):
        raise Refusal(
            f"{person.name} cannot see meetings at {group.organisation}. "
            "Give them the role “Group member” first."
        )
    same_days = _overlapping(group, starts_on, ends_on)
    already = same_days.filter(person=person).first()
    if already and (already.kind, already.starts_on, already.ends_on) == (kind, starts_on, ends_on):
        return already
    if already:
        raise Refusal(
            f"{person.name} is in the group already on some of those days. End that membership first."
        )
    chair = same_days.filter(kind=GroupMember.Kind.CHAIR).select_related("person").first()
    if kind == GroupMember.Kind.CHAIR and chair:
        until = f"until {day(chair.ends_on)}" if chair.ends_on else "with no end set"
        raise Refusal(f"{chair.person.name} is the chair, {until}. A group has one chair at a time.")
    member = GroupMember.objects.create(
        group=group,
        person=person,
        kind=kind,
        discipline=discipline,
        voting=voting,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    record(
        events.MEMBER_ADDED,
        by=by,
        organisation=group.organisation,
        subject=member,
        group=group.pk,
        person=person.pk,
        member_kind=kind,
    )
    keep_access_right(group=group)
    keep_group_invited(group=group)
    return member


@transaction.atomic
def end_membership(*, member: GroupMember, ends_on: dt.date, by: Person) -> GroupMember:
    """End a membership; `ends_on` is its last day. What its agendas opened ends with it."""
    group = _locked(member.group_id)
    check_has(by, Permission.ORGANISATION_MANAGE, within=group.organisation)
    member = GroupMember.objects.select_for_update().get(pk=member.pk)
    _check_days(member.starts_on, ends_on)
    if member.ends_on == ends_on:
        return member
    if member.ends_on and ends_on > member.ends_on:
        raise Refusal(f"This membership ends on {day(member.ends_on)}. Add a new one for the time after it.")
    member.ends_on = ends_on
    member.save(update_fields=["ends_on"])
    record(
        events.MEMBER_ENDED,
        by=by,
        organisation=group.organisation,
        subject=member,
        group=group.pk,
        person=member.person_id,
        ends_on=ends_on,
    )
    keep_access_right(group=group)
    keep_group_invited(group=group)
    return member


def _locked(pk: int) -> Group:
    """Return the group with its own row locked: its organisation's is one that every case refers to."""
    return Group.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=pk)


def _check_days(starts_on: dt.date, ends_on: dt.date | None) -> None:
    if ends_on and ends_on < starts_on:
        raise Refusal(f"The last day cannot come before the first, {day(starts_on)}. Check the two dates.")


def _overlapping(group: Group, starts_on: dt.date, ends_on: dt.date | None) -> QuerySet[GroupMember]:
    members = GroupMember.objects.filter(group=group)
    if ends_on:
        members = members.filter(starts_on__lte=ends_on)
    return members.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on))
