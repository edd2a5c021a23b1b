"""What was said about an action since it was agreed: how it goes, that it is done, what changed and why."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Person
from documents.models import Document
from pag.models.action import Action

NOT_CHANGED = Q(was_by="", now_by="", was_due__isnull=True, now_due__isnull=True)


class ActionUpdate(models.Model):
    """One dated line about an action. It never changes.

    `words` say how it goes; how we know that it is done; or why it was opened again, given to somebody else
    or given another day. `was_…` and `now_…` are what was changed, in words, as they were then.
    """

    class Kind(models.TextChoices):
        SAID = "said", "How it goes"
        DONE = "done", "Done"
        REOPENED = "reopened", "Opened again"
        OWNER = "owner", "Given to somebody else"
        DUE = "due", "Another day"

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="updates")
    kind = models.CharField(max_length=10, choices=Kind)
    words = models.TextField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    was_by = models.CharField("who saw to it before", max_length=250, blank=True)
    now_by = models.CharField("who sees to it from then on", max_length=250, blank=True)
    was_due = models.DateField("when it was due before", null=True)
    now_due = models.DateField("when it is due from then on", null=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    submission_key = models.UUIDField(unique=True, null=True)

    class Meta:
        ordering = ["action_id", "pk"]
        constraints = [
            models.CheckConstraint(name="pag_actionupdate_says_what", condition=Q(words__gt="")),
            models.CheckConstraint(
                name="pag_actionupdate_says_what_changed",
                condition=(Q(kind__in=["said", "done", "reopened"]) & NOT_CHANGED)
                | Q(kind="owner", was_by__gt="", now_by__gt="", was_due__isnull=True, now_due__isnull=True)
                | Q(kind="due", was_by="", now_by="", was_due__isnull=False, now_due__isnull=False),
            ),
            models.CheckConstraint(
                name="pag_actionupdate_shows_a_document",
                condition=Q(document__isnull=True) | Q(kind__in=["said", "done"]),
            ),
        ]
        triggers = [pgtrigger.Protect(name="recorded_once", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.kind} of action {self.action_id}"
