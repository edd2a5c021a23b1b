"""The wording letters are drafted from: rows with a version and a date, never changed once published."""

import datetime as dt
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from accounts.models import Organisation


class Kind(models.TextChoices):
    FIRST = "first", "First letter"
    REFLECTIONS = "reflections", "Asking for the practitioner's own account"
    OUTCOME = "outcome", "Outcome letter"
    UPDATE = "update", "Update letter"
    CLOSING = "closing", "Closing letter"


# What may be hard to read: after a call, and at an hour when somebody can be reached.
HARD_NEWS = frozenset({Kind.FIRST, Kind.OUTCOME, Kind.CLOSING})

# What is written only while a case goes on.
WHILE_OPEN = frozenset({Kind.FIRST, Kind.REFLECTIONS, Kind.UPDATE})


class LetterTemplateQuerySet(models.QuerySet["LetterTemplate"]):
    def published(self) -> Self:
        return self.filter(published=True)

    def in_force(self, kind: str, organisation: Organisation, *, on: dt.date) -> "LetterTemplate | None":
        """Return the wording used on that day: the organisation's own newest, else the default's newest."""
        return (
            self.published()
            .filter(Q(organisation=organisation) | Q(organisation__isnull=True))
            .filter(kind=kind, effective_from__lte=on)
            .order_by(models.F("organisation").desc(nulls_last=True), "-effective_from", "-version")
            .first()
        )


class LetterTemplate(models.Model):
    """One version of one kind of letter; without an organisation it is the default for all.

    `blocks` is a list of `{"key", "when", "text"}`: Markdown with [[placeholders]], put into a letter where
    its `when` is true of the case; of a list, where all are. A block whose key is "subject" is the subject,
    in the place of `subject`, where it fits. `reply_days` and `update_days` say by when an answer is
    suggested and the next news promised, in calendar days; defaults to be confirmed by each organisation.
    A letter whose `update_days` are 0 promises nothing further.
    """

    kind = models.CharField(max_length=20, choices=Kind)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="letter_templates"
    )
    version = models.PositiveIntegerField()
    effective_from = models.DateField()
    name = models.CharField(max_length=150)
    subject = models.CharField(max_length=200)
    blocks = models.JSONField()
    reply_days = models.PositiveSmallIntegerField()
    update_days = models.PositiveSmallIntegerField()
    published = models.BooleanField(default=False)

    objects = LetterTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "organisation", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "organisation", "version"],
                name="letters_template_version_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(name="letters_template_known_kind", condition=Q(kind__in=Kind.values)),
        ]
        triggers = [
            pgtrigger.Protect(
                name="published_never_changes",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__published=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"
