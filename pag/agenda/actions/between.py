"""A decision between meetings: asked for, members consulted, and then decided by who presides."""

import uuid
from collections.abc import Collection, Mapping

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Person
from accounts.permissions import Permission, check_has
from audit.actions import record
from cases import search
from cases.access import may_read
from cases.actions import close_access, summarise, write_stage
from cases.models import Case, CaseAccess
from cases.policies import check_open
from cases.stages import Stage
from outbox.actions import put
from pag import events
from pag.actions.access import open_item
from pag.agenda.deciding import chair_can, check_presides
from pag.models import (
    AgendaItem,
    Consulted,
    Group,
    GroupMember,
    ItemDeclaration,
    Meeting,
    Presided,
    Urgency,
)
from pag.policies import check_waits
from pag.triaged import is_triaged
from ui.dates import today
from ui.refusals import NotAllowed, Refusal
from ui.words import listed

PLACE = "Between meetings"


@transaction.atomic
def ask_between(
    *,
    case: Case,
    group: Group,
    why: str,
    members: Collection[GroupMember],
    by: Person,
    submission_key: uuid.UUID,
) -> AgendaItem:
    """Ask for a decision that cannot wait until the next meeting. A second click asks once.

    Who presides and the `members` chosen to be consulted are asked to declare, and get an e-mail that names
    nobody. The other members are asked once it is decided, before they ratify it.
    """
    case = Case.objects.locked(case.pk)
    check_has(by, Permission.MEETING_RUN, within=case.organisation)
    if not may_read(by, case):
        raise NotAllowed("This case is not open to you.")
    already = Urgency.objects.filter(submission_key=submission_key).select_related("item__meeting").first()
    if already:
        return already.item
    check_open(case)
    _check(case, group, why, members)
    seats = _presiding(case, group)
    if not seats:
        raise Refusal("Nobody presides over this group today who can take part in this case.")
    meeting = Meeting.objects.create(
        group=group, kind=Meeting.Kind.BETWEEN, starts_at=timezone.now(), place=PLACE, planned_by=by
    )
    item = AgendaItem.objects.create(
        meeting=meeting,
        case=case,
        position=1,
        without_triage="" if is_triaged(case) else why,
        put_by=by,
    )
    Urgency.objects.create(
        item=item,
        why=why,
        next_meeting=next_meeting(group),
        asked_by=by,
        submission_key=submission_key,
    )
    chosen = [each for each in members if each.pk not in {seat.pk for seat in seats}]
    Consulted.objects.bulk_create(Consulted(item=item, member=member) for member in chosen)
    _open(item, case, [*seats, *chosen], by)
    record(events.BETWEEN_ASKED, by=by, case=case, subject=item)
    return item


def next_meeting(group: Group) -> Meeting | None:
    """Return the next meeting of the group that is planned, from tomorrow on."""
    planned = group.meetings.held().taking_items().upcoming(on=today())
    return next((each for each in planned if each.day > today()), None)


def those_to_ask(case: Case, group: Group) -> QuerySet[GroupMember]:
    """Return the members of the group today to whom the case is not closed."""
    kept_out = CaseAccess.objects.denials().filter(case=case)
    members: QuerySet[GroupMember] = group.members.current().exclude(person__in=kept_out.values("person"))
    return members.select_related("person")


def _check(case: Case, group: Group, why: str, members: Collection[GroupMember]) -> None:
    if group.organisation_id != case.organisation_id:
        raise Refusal("This group is of another organisation. Choose a group of your own.")
    if not why.strip():
        raise Refusal("Say why this cannot wait until the next meeting.")
    waiting = AgendaItem.objects.between().waiting().filter(case=case, meeting__group=group)
    if waiting.exists():
        raise Refusal("A decision between meetings is asked for on this case already.")
    allowed = set(those_to_ask(case, group).values_list("pk", flat=True))
    others = [member.person.name for member in members if member.pk not in allowed]
    if others:
        raise Refusal(f"{listed(others)} cannot be consulted on this case. Choose others.")


def _presiding(case: Case, group: Group) -> list[GroupMember]:
    return list(those_to_ask(case, group).filter(kind__in=GroupMember.PRESIDING))


def _open(item: AgendaItem, case: Case, seats: Collection[GroupMember], by: Person) -> None:
    """Ask the seats to declare: what earlier agendas, decided by now, opened to them ends."""
    decided = AgendaItem.objects.filter(case=case, meeting__group=item.meeting.group)
    for earlier in decided.exclude(state=AgendaItem.State.WAITING):
        for seat in seats:
            close_access(case=case, source=earlier.source, by=by, person=seat.person)
    write_stage(case=case, to=Stage.WITH_GROUP, by=by)
    open_item(item=item, case=case, by=by)
    search.index(case=case, source=item.source, text=item.urgency.why)
    summarise(case=case)
    for seat in seats:
        put(
            key=f"between-{item.pk}-{seat.pk}",
            to=seat.person.email,
            subject="A decision between meetings is asked for",
            body="A case cannot wait until the next meeting of your group. You are asked to declare on it "
            "first; then you can read it.\n\n"
            f"To see it, sign in: {settings.SITE_URL}{item.meeting.get_absolute_url()}\n",
            case=case,
        )


@transaction.atomic
def write_consulted(*, item: AgendaItem, how: Mapping[int, str], by: Person, instead: str = "") -> AgendaItem:
    """Write down how each chosen member was consulted, by key of `Consulted`; who presides decides next.

    Only who declared no conflict is consulted. The deputy says `instead` why not the chair, unless the chair
    stands aside.
    """
    case = Case.objects.locked(item.case_id)
    item = AgendaItem.objects.locked(item.pk)
    item.case = case
    seat = check_presides(item, by)
    check_waits(item)
    deputises = seat.kind == GroupMember.Kind.DEPUTY and chair_can(item)
    if deputises and not instead.strip():
        raise Refusal("Say why you decide and not the chair: for example that the chair is away.")
    declared = set(
        item.declarations.filter(answer=ItemDeclaration.Answer.NONE).values_list("person", flat=True)
    )
    for each in item.consulted.select_related("member__person"):
        answer = how.get(each.pk, "")
        if answer not in ("", Consulted.How.NOT_REACHED) and each.member.person_id not in declared:
            raise Refusal(
                f"{each.member.person.name} did not declare “None” on this case, and so is not consulted. "
                "They declare first, or were “Not reached”."
            )
        Consulted.objects.filter(pk=each.pk).update(how=answer)
    Presided.objects.update_or_create(
        item=item, defaults={"member": seat, "instead": instead if deputises else ""}
    )
    record(events.CONSULTED, by=by, case=case, subject=item)
    return item
