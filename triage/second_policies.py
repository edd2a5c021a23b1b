"""Who decides how many triages are scored twice, and the versions of an organisation."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from accounts.models import Organisation, Person
from accounts.permissions import Permission, organisations_with
from triage.models import SecondScoringPolicy
from ui.dates import today


@dataclass(frozen=True)
class Versions:
    """Every version an organisation has used or will use, the one that counts longest first."""

    all: list[SecondScoringPolicy]
    in_force: SecondScoringPolicy

    def standing(self, policy: SecondScoringPolicy) -> str:
        """Return in words whether a version counts today, or from a later day."""
        if policy.pk == self.in_force.pk:
            return "Counts today"
        return "Still to come" if policy.effective_from > today() else ""


def versions_of(organisation: Organisation) -> Versions:
    """Return the organisation's versions, and the default."""
    return Versions(
        list(SecondScoringPolicy.objects.used_by(organisation.pk)),
        SecondScoringPolicy.objects.in_force(organisation.pk),
    )


def decided_by(person: Person) -> QuerySet[Organisation]:
    """Return the organisations for which `person` decides, by name."""
    found = organisations_with(person, Permission.SECOND_DECIDE)
    return Organisation.objects.filter(pk__in=found).order_by("name", "pk")


def get_decided_or_404(person: Person, wanted: str) -> Organisation:
    """Return the organisation for which `person` decides; `wanted` picks one of several by its key."""
    found = decided_by(person)
    if wanted:
        found = found.filter(pk=int(wanted)) if wanted.isdecimal() and len(wanted) < 10 else found.none()
    organisation = found.first()
    if organisation is None:
        raise Http404
    return organisation
