"""What was decided on the group's advice later: on the MHPS route, where nothing was decided at first."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Person
from pag.models.decision import Decision


class FinalDecision(models.Model):
    """The decision of the case manager or the medical director, where `decision` said by when it comes.

    Recorded once; what was recorded never changes. `made_by` and `name` are who decided, who may be
    another than was expected.
    """

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="final")
    made_by = models.CharField("who decided", max_length=20, choices=Decision.Final)
    name = models.CharField(max_length=200)
    made_on = models.DateField("when they decided")
    words = models.TextField("what they decided")
    why = models.TextField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    submission_key = models.UUIDField(unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="pag_finaldecision_is_worded",
                condition=Q(made_by__in=Decision.Final.values, name__gt="", words__gt="", why__gt=""),
            )
        ]
        triggers = [pgtrigger.Protect(name="recorded_once", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"What was decided on the advice of {self.decision_id}"
