"""Standing aside from a case: the one way by which every conflict of interest closes it."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts.models import Person
from audit.actions import record
from cases.actions import close_access, deny
from cases.models import Case, CaseAccess
from outbox.actions import put, withdraw
from outbox.models import Message
from pag import events
from pag.answering import Matter, answerers_of
from pag.models import AgendaItem, PackVersion, StoodAside
from pag.permissions import check_can_read, member_of
from pag.signals import stood_aside
from ui.dates import day
from ui.refusals import NotAllowed, Refusal

# How the denials of those are named who stand aside from a case, on no item.
CONNECTION = "connection"


def stand_aside(
    *, case: Case, person: Person, how: str, statement: str, by: Person, item: AgendaItem | None = None
) -> StoodAside:
    """Close the case to `person` everywhere, at once, and tell who answers it. Once is enough.

    What they wrote stays for the others. The caller holds the case, and has asked whether `by` may.
    """
    if not statement.strip():
        raise Refusal("Say in a few words what the connection is, or may be.")
    source = item.source if item else CONNECTION
    read = CaseAccess.objects.current().filter(case=case, person=person, effect=CaseAccess.Effect.READ)
    reason = CaseAccess.Reason.RECUSED if read.exists() else CaseAccess.Reason.CONFLICT
    denial = deny(case=case, person=person, reason=reason, source=source, by=by)
    already = StoodAside.objects.filter(denial=denial).first()
    if already:
        return already
    close_access(case=case, source=source, by=by, person=person)
    withdraw_mails(case, person)
    aside = StoodAside.objects.create(denial=denial, item=item, how=how, statement=statement)
    record(events.STOOD_ASIDE, by=by, case=case, subject=aside, person=person.pk, how=str(how))
    if item:
        _tell(aside, item, case, person)
    stood_aside.send(sender=StoodAside, item=item, case=case, person=person, by=by)
    return aside


@transaction.atomic
def name_aside(*, item: AgendaItem, person: Person, statement: str, by: Person) -> StoodAside:
    """Let who presides close an item to a member of the group, saying why."""
    case = Case.objects.locked(item.case_id)
    item = AgendaItem.objects.locked(item.pk)
    item.case = case
    seat = member_of(item.meeting.group, by)
    if seat is None or not seat.presides:
        raise NotAllowed(
            "The chair or the deputy chair asks a member to stand aside. Speak with one of them."
        )
    check_can_read(item, by)
    if person == by:
        raise Refusal("Step back from the item yourself: choose “Step back from this item” on its page.")
    if member_of(item.meeting.group, person) is None:
        raise Refusal(f"{person.name} does not belong to the group today. Choose one of its members.")
    if item.state == AgendaItem.State.TAKEN_OFF:
        raise Refusal("This case was taken off the agenda. There is nothing to stand aside from any more.")
    how = StoodAside.How.NAMED
    return stand_aside(case=case, person=person, how=how, statement=statement, by=by, item=item)


def withdraw_mails(case: Case, person: Person) -> None:
    """Keep back what waits to be sent to them about the case, and about papers that have it."""
    withdraw(Message.objects.to_about(person.email, case.pk))
    papers = PackVersion.objects.filter(person=person, meeting__items__case=case).values_list("pk", flat=True)
    withdraw(Message.objects.filter(key__in=[f"papers-{pk}" for pk in papers]))


def _tell(aside: StoodAside, item: AgendaItem, case: Case, person: Person) -> None:
    """Write one e-mail without names: to who answers, or to the member that who presides named."""
    meeting = item.meeting
    where = item.called_at
    if aside.how == StoodAside.How.NAMED:
        to, url = [person], meeting.get_absolute_url()
        body = f"You stand aside from {where}: it is closed to you from now on. Nothing is asked of you."
    else:
        (who,) = answerers_of([Matter(case, person, item)])
        to, url = list(Person.objects.filter(pk__in=who.people)), reverse("aside", args=[aside.pk])
        body = (
            f"A member of the group has a connection with {where}, or is not sure whether they have. "
            "The item is closed to them from now on, and nobody thinks less of them for it."
        )
    for each in to:
        put(
            key=f"aside-{aside.pk}-{each.pk}",
            to=each.email,
            subject=f"About the meeting of {day(meeting.day)}",
            body=f"{body}\n\nTo see it, sign in: {settings.SITE_URL}{url}\n",
            case=case,
        )
