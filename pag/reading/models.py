"""What somebody read, what they noted for themselves, and what they asked about an item."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Person
from pag.models.agenda import AgendaItem

PAPER_KINDS = ("report", "account", "document")


class PaperRead(models.Model):
    """That somebody read one paper of an item, as it was then.

    `kind` and `subject_key` name the paper as `PackPart` does. A paper that changes has another key, so that
    the mark of the one before no longer counts.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    subject_key = models.BigIntegerField()
    read_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "person", "kind", "subject_key"], name="pag_paperread_once"
            ),
            models.CheckConstraint(name="pag_paperread_known_kind", condition=Q(kind__in=PAPER_KINDS)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_key} read by {self.person_id}"


class OwnNote(models.Model):
    """What somebody wrote about an item for themselves. Nobody else sees it in the product."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    saved_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="pag_ownnote_once")]

    def __str__(self) -> str:
        return f"Note of {self.person_id} on {self.item_id}"


class QuestionQuerySet(models.QuerySet["Question"]):
    def unanswered(self) -> Self:
        return self.filter(answered_at__isnull=True)


class Question(models.Model):
    """A question to the case manager about an item; everybody to whom the item is open sees both sides."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="questions")
    words = models.TextField("question")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    submission_key = models.UUIDField(unique=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["item_id", "asked_at", "pk"]
        constraints = [
            models.CheckConstraint(name="pag_question_asks", condition=Q(words__gt="")),
            models.CheckConstraint(
                name="pag_question_answered_wholly",
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | Q(answer__gt="", answered_by__isnull=False, answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Question {self.pk} on {self.item_id}"
