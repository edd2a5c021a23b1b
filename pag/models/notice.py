"""Why something that stood out in a decision was right as it was."""

import pgtrigger
from django.db import models
from django.db.models import Q

from pag.models.decision import Decision
from pag.notices import Notice


class NoticeAnswer(models.Model):
    """The answer to one notice, given before the decision was recorded. It never changes."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="answers")
    notice = models.CharField(max_length=40, choices=Notice)
    reason = models.TextField()

    class Meta:
        ordering = ["decision_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "notice"], name="pag_noticeanswer_once"),
            models.CheckConstraint(
                name="pag_noticeanswer_known_notice", condition=Q(notice__in=Notice.values)
            ),
            models.CheckConstraint(name="pag_noticeanswer_says_why", condition=Q(reason__gt="")),
        ]
        triggers = [pgtrigger.Protect(name="recorded_once", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.notice} of {self.decision_id}"
