"""The scoring guide: versioned data. Published, it never changes; what was scored with it stays with it."""

import datetime as dt
import functools
import operator
from typing import Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Organisation, Person
from ui.dates import today

# What never changes once it is published. That a version is withdrawn before its day is said beside it.
PUBLISHED = (
    "organisation", "version", "name", "source", "effective_from", "published_at", "published_by",
    "started_at", "started_by", "copied_from", "submission_key", "edits", "steps", "not_meaning",
)  # fmt: skip
ANY_CHANGES = functools.reduce(
    operator.or_, [pgtrigger.Q(**{f"old__{name}__df": pgtrigger.F(f"new__{name}")}) for name in PUBLISHED]
)
PARTS = ("likelihoods", "severities", "domains", "descriptors", "factors", "bands")


class GuideQuerySet(models.QuerySet["Guide"]):
    def published(self) -> Self:
        """Those that count, or will; one that was withdrawn before its day never does."""
        return self.filter(published_at__isnull=False, withdrawn_at=None)

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
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_why = models.TextField("why it was withdrawn before its day", blank=True)
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
            models.CheckConstraint(
                name="triage_guide_withdrawn_wholly_and_before_its_day",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_why="")
                | Q(
                    withdrawn_by__isnull=False,
                    withdrawn_why__gt="",
                    published_at__isnull=False,
                    withdrawn_at__date__lt=F("effective_from"),
                ),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="published_stays",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            ),
            pgtrigger.Protect(
                name="published_never_changes",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__published_at__isnull=False)
                & (pgtrigger.Q(old__withdrawn_at__isnull=False) | ANY_CHANGES),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def titled(self) -> str:
        """Its name and whose it is: an organisation’s version may be called like a default one."""
        return f"“{self.name}”{f' of {self.organisation}' if self.organisation else ', the default guide'}"

    @property
    def can_be_withdrawn(self) -> bool:
        """Whether it is published for a day to come, on which nothing has been scored with it yet."""
        published = self.published_at is not None and self.withdrawn_at is None
        return published and self.effective_from is not None and self.effective_from > today()

    @property
    def edited(self) -> int:
        """How often the draft was saved in all."""
        return sum(self.edits.values())
