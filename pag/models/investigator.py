"""Who investigates in the place of whom a decision named. It never changes; the last one counts."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Person
from pag.models.decision import Decision


class NewInvestigator(models.Model):
    """Somebody named after the decision: who signs in here as `person`, anybody by `name`."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="new_investigators")
    name = models.CharField(max_length=200)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    named_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField(default=timezone.now)
    submission_key = models.UUIDField(unique=True)

    class Meta:
        ordering = ["decision_id", "pk"]
        constraints = [models.CheckConstraint(name="pag_newinvestigator_named", condition=Q(name__gt=""))]
        triggers = [pgtrigger.Protect(name="recorded_once", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"Investigator {self.pk} of {self.decision_id}"
