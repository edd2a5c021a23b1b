"""What an advisor declared about a conflict of interest, before any content of the case opened to them."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Person
from cases.models import Case


class DeclarationQuerySet(models.QuerySet["Declaration"]):
    def of_case(self, case: Case) -> "DeclarationQuerySet":
        return self.filter(case=case).select_related("person")

    def newest_of(self, case: Case, person: Person) -> "Declaration | None":
        """Return what `person` last declared on `case`."""
        return self.filter(case=case, person=person).order_by("-at", "-pk").first()


class Declaration(models.Model):
    """One declaration. Kept as it was made; seen only by the person and by those who run the case."""

    class Answer(models.TextChoices):
        NONE = "none", "No conflict of interest"
        YES = "yes", "Yes, there is a conflict of interest"
        UNSURE = "unsure", "Not sure"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="triage_declarations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer)
    statement = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = DeclarationQuerySet.as_manager()

    class Meta:
        ordering = ["case_id", "-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="triage_declaration_known_answer", condition=Q(answer__in=["none", "yes", "unsure"])
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.case_id}: {self.answer}"
