"""The scoring guide: versioned data. Published, it never changes; what was scored with it stays with it."""

import datetime as dt
from typing import Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Organisation, Person
from ui.dates import today

PARTS = ("likelihoods", "severities", "domains", "descriptors", "factors", "bands")


class GuideQuerySet(models.QuerySet["Guide"]):
    def published(self) -> Self:
        return self.filter(published_at__isnull=False)

    def whole(self) -> Self:
        """With everything a page needs of a guide, in a fixed number of queries."""
        return self.select_related("organisation").prefetch_related(*PARTS)

    def drafts(self) -> Self:
        return self.filter(published_at=None)

    def usable_by(self, organisation_id: int) -> Self:
        """Those that may score the organisation's cases: its own, and the default for all."""
        return self.published().filter(Q(organisation=organisation_id) | Q(organisation=None))

    def in_force(self, organisation_id: int, *, on: dt.date | None = None) -> "Guide | None":
        """Return the organisation's guide on a day (today): its own newest, else the newest default.

        Of several published for the same day, the one published last counts.
        """
        return (
            self.usable_by(organisation_id)
            .filter(effective_from__lte=on or today())
            .order_by(F("organisation").asc(nulls_last=True), "-effective_from", "-published_at", "-version")
            .first()
        )


class Guide(models.Model):
    """One version of the guide, of one organisation, or the default for all (no organisation).

    A draft has no day from which it counts. `edits` says how often each of its sections was saved
    (`triage.guides.sections`), so that two people editing different sections do not get in each other's way.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="scoring_guides"
    )
    version = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    source = models.TextField("where its contents come from")
    effective_from = models.DateField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    started_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    copied_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    submission_key = models.UUIDField(null=True, unique=True)
    edits = models.JSONField(default=dict)
    steps = ArrayField(models.TextField(), default=list)
    not_meaning = ArrayField(models.TextField(), default=list, verbose_name="what a score does not mean")

    objects = GuideQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "version"], name="triage_guide_version_once", nulls_distinct=False
            ),
            models.CheckConstraint(name="triage_guide_counts_from_one", condition=Q(version__gte=1)),
            models.CheckConstraint(
                name="triage_guide_published_from_a_day",
                condition=Q(published_at__isnull=True) | Q(effective_from__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="published_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def edited(self) -> int:
        """How often the draft was saved in all."""
        return sum(self.edits.values())
