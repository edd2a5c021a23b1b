"""What somebody said of their connections with a case before they took a part in it. It never changes."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Person
from cases.models.case import Case


class Part(models.TextChoices):
    """What somebody is asked to do in a case. The key names the access that goes with it."""

    MANAGER = "manager", "run the case"
    INVESTIGATOR = "investigation", "investigate it"
    APPROVER = "approver", "approve its letters"


class CaseDeclarationQuerySet(models.QuerySet["CaseDeclaration"]):
    def said_none(self, *, person: Person, part: str) -> Self:
        """Those by which `person` said that they have no connection, in this part."""
        return self.filter(person=person, part=part, answer=CaseDeclaration.Answer.NONE)


class CaseDeclaration(models.Model):
    """One declaration of one person, for one part. What a connection is stands with who stands aside."""

    class Answer(models.TextChoices):
        NONE = "none", "No connection"
        YES = "yes", "Yes, there is one"
        UNSURE = "unsure", "Not sure"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="declarations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=20, choices=Part)
    answer = models.CharField(max_length=10, choices=Answer)
    at = models.DateTimeField(default=timezone.now)

    objects = CaseDeclarationQuerySet.as_manager()

    class Meta:
        ordering = ["case_id", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="cases_casedeclaration_known_part",
                condition=Q(part__in=["manager", "investigation", "approver"]),
            ),
            models.CheckConstraint(
                name="cases_casedeclaration_known_answer", condition=Q(answer__in=["none", "yes", "unsure"])
            ),
        ]
        triggers = [pgtrigger.Protect(name="recorded_once", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.case_id} as {self.part}: {self.answer}"
