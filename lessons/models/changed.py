"""What changed about an action after it was agreed, and what was put right in a completed review."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Person
from lessons.models.action import ImprovementAction
from lessons.models.review import Review


class ActionChange(models.Model):
    """An action was given to somebody else, or another day: what it was, what it is since, and why."""

    action = models.ForeignKey(ImprovementAction, on_delete=models.PROTECT, related_name="changes")
    was_by = models.CharField("who saw to it before", max_length=250)
    now_by = models.CharField("who sees to it from then on", max_length=250)
    was_due = models.DateField("when it was due before")
    now_due = models.DateField("when it is due from then on")
    reason = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["action_id", "pk"]
        constraints = [
            models.CheckConstraint(
                name="lessons_actionchange_says_why", condition=Q(reason__gt="", was_by__gt="", now_by__gt="")
            )
        ]
        triggers = [pgtrigger.Protect(name="recorded_once", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.action} changed"


class Correction(models.Model):
    """What was put right in a review after it was completed. The review's own words stay as they were."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="corrections")
    wrong = models.TextField("what is wrong")
    right = models.TextField("what is right")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    submission_key = models.UUIDField(unique=True)

    class Meta:
        ordering = ["review_id", "pk"]
        constraints = [
            models.CheckConstraint(
                name="lessons_correction_says_what", condition=Q(wrong__gt="", right__gt="")
            )
        ]
        triggers = [pgtrigger.Protect(name="recorded_once", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.review} corrected"
