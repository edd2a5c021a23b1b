"""Who decides between meetings: the chair; the deputy, where the chair stands aside or is away."""

from accounts.models import Person
from cases.models import CaseAccess
from pag.models import AgendaItem, Consulted, GroupMember, Presided
from pag.permissions import check_can_read, check_decides_between
from ui.refusals import Refusal
from ui.words import listed


def check_presides(item: AgendaItem, person: Person) -> GroupMember:
    """Return as what `person` presides. Raises NotAllowed unless they do, and the item is open to them."""
    return check_decides_between(check_can_read(item, person))


def chair_can(item: AgendaItem) -> bool:
    """Tell whether the group has a chair today to whom the case is not closed."""
    kept_out = CaseAccess.objects.denials().filter(case=item.case_id)
    chair = item.meeting.group.members.current().filter(kind=GroupMember.Kind.CHAIR)
    return chair.exclude(person__in=kept_out.values("person")).exists()


def check_consulted(item: AgendaItem, by: Person) -> None:
    """Raise Refusal until it is written down who was consulted how, by whoever decides now."""
    presided = Presided.objects.filter(item=item).select_related("member").first()
    silent = item.consulted.filter(how="").select_related("member__person")
    if silent:
        names = listed(each.member.person.name for each in silent)
        raise Refusal(f"Say first how {names} was consulted, or that they were not reached.")
    if presided is None or presided.member.person_id != by.pk:
        raise Refusal("Write down first who was consulted, and how: then you decide.")


def reached(item: AgendaItem) -> list[Consulted]:
    """Return the members who were consulted about the item."""
    found = item.consulted.exclude(how__in=["", Consulted.How.NOT_REACHED])
    return list(found.select_related("member__person"))
