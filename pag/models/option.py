"""What the group looked at before it decided, and why it chose it or not."""

import pgtrigger
from django.db import models
from django.db.models import Q

from pag.models.decision import Decision


class Option(models.Model):
    """One way that was open to the group; `least` is the least restrictive that protects patients.

    It never changes. Of the options of a decision one is the least restrictive: the action sees to that.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="options")
    what = models.TextField()
    why = models.TextField("why it was chosen, or not")
    chosen = models.BooleanField(default=False)
    least = models.BooleanField("the least restrictive that protects patients", default=False)

    class Meta:
        ordering = ["decision_id", "pk"]
        constraints = [
            models.CheckConstraint(name="pag_option_is_worded", condition=Q(what__gt="", why__gt="")),
            models.UniqueConstraint(
                fields=["decision"], name="pag_option_one_least", condition=Q(least=True)
            ),
        ]
        triggers = [pgtrigger.Protect(name="recorded_once", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"Option {self.pk} of {self.decision_id}"
