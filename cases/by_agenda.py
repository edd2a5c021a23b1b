"""Who reads a case only because it is on the agenda of a group of theirs."""

from django.db.models import Exists, OuterRef, Q

from accounts.models import Person
from accounts.permissions import Permission, organisations_with
from cases.models import Case, CaseAccess

Effect = CaseAccess.Effect


def not_only_by_agenda(person: Person) -> Q:
    """Narrow rows with a `case` to those whose case `person` reads for another reason than an agenda.

    By their role, or named on it: the other half of the rule of `Case.objects.visible_to`.
    """
    after_group = Q(
        organisation__in=organisations_with(person, Permission.CASE_SEE_BEFORE_GROUP),
        first_with_group_on__isnull=False,
    )
    always = Q(organisation__in=organisations_with(person, Permission.CASE_SEE_UNRESTRICTED))
    by_role = Case.objects.filter(always | after_group, pk=OuterRef("case"), restricted=False)
    by_name = CaseAccess.objects.current().filter(
        case=OuterRef("case"), person=person, effect__in=[Effect.READ, Effect.ALONE]
    )
    return Q(Exists(by_role)) | Q(Exists(by_name.exclude(reason=CaseAccess.Reason.AGENDA)))
