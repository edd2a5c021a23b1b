"""What a kind of decision needs arranged: a referral to whom, by whom and by when; an interview; and more."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Person
from pag.consequences import ARRANGED, WITH_PLACE
from pag.kinds import DecisionKind
from pag.models.decision import Decision
from ui.dates import day


class Arrangement(models.Model):
    """What was arranged for one kind of a decision. It never changes.

    `to` is the body a referral goes to, or which records are reviewed; `by_whom` who sees to it.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="arrangements")
    kind = models.CharField(max_length=30, choices=DecisionKind)
    to = models.CharField("to which body, or which records", max_length=200, blank=True)
    by_whom = models.CharField(max_length=200)
    due_on = models.DateField()

    class Meta:
        ordering = ["decision_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "kind"], name="pag_arrangement_kind_once"),
            models.CheckConstraint(
                name="pag_arrangement_wholly",
                condition=Q(by_whom__gt="", kind__in=sorted(ARRANGED))
                & (Q(to__gt="", kind__in=sorted(WITH_PLACE)) | (Q(to="") & ~Q(kind__in=sorted(WITH_PLACE)))),
            ),
        ]
        triggers = [pgtrigger.Protect(name="recorded_once", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.kind} of {self.decision_id}"

    @property
    def in_words(self) -> str:
        """Such as "General Medical Council; Dr Lee, by 3 March 2026"."""
        return "; ".join(filter(None, (self.to, f"{self.by_whom}, by {day(self.due_on)}")))


class ArrangementDone(models.Model):
    """That what was arranged has been done, and on which day. It never changes."""

    arrangement = models.OneToOneField(Arrangement, on_delete=models.PROTECT, related_name="done")
    done_on = models.DateField()
    words = models.TextField("what came of it", blank=True)
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        triggers = [pgtrigger.Protect(name="recorded_once", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"Done: {self.arrangement_id}"
