"""What was raised, by whom, and whether anyone is unsafe today."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Person
from cases.models.case import Case


@pghistory.track(append_only=True, exclude=["submission_key"])
class Concern(models.Model):
    """One concern. Nothing in it is proved until found. `version` counts its corrections."""

    class Category(models.TextChoices):
        CONDUCT = "conduct", "Conduct"
        CAPABILITY = "capability", "Capability"
        HEALTH = "health", "Health"
        MIXED = "mixed", "More than one of these"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="concerns")
    category = models.CharField(max_length=20, choices=Category)
    received_on = models.DateField()
    summary = models.TextField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    submission_key = models.UUIDField(unique=True, null=True)

    class Meta:
        ordering = ["received_on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_category_display()} concern of {self.received_on}"


@pghistory.track(append_only=True)
class ConcernSource(models.Model):
    """Who raised the concern: a protected topic, kept apart from the concern itself."""

    class Kind(models.TextChoices):
        PATIENT = "patient", "Patient, family or carer"
        COLLEAGUE = "colleague", "Colleague"
        EMPLOYER = "employer", "Employer or practice"
        REGULATOR = "regulator", "Regulator or inspector"
        SELF = "self", "The practitioner themselves"
        WHISTLEBLOWER = "whistleblower", "Somebody speaking up in confidence"
        OTHER = "other", "Other"

    concern = models.OneToOneField(Concern, on_delete=models.PROTECT, related_name="source")
    kind = models.CharField(max_length=20, choices=Kind)
    detail = models.TextField("who raised it", blank=True)

    def __str__(self) -> str:
        return self.get_kind_display()


class SafetyCheck(models.Model):
    """An answer to "is anyone unsafe today?". Answers are added, never changed; the newest counts."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="safety_checks")
    unsafe = models.BooleanField("is anyone unsafe today?")
    step = models.TextField("immediate step", blank=True)
    decided_by = models.CharField("who decided", max_length=200, blank=True)
    review_on = models.DateField("when it is reviewed", null=True, blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-answered_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="cases_safetycheck_yes_has_step",
                condition=Q(unsafe=True, step__gt="", decided_by__gt="", review_on__isnull=False)
                | Q(unsafe=False, step="", decided_by="", review_on__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return "Somebody may be unsafe" if self.unsafe else "Nobody is unsafe today"


class StepAfterClosing(models.Model):
    """What became of an immediate step in force when its case closed: it ended, or somebody looks after it.

    Answers are added, never changed; a case that closes again has a further one.
    """

    safety = models.ForeignKey(SafetyCheck, on_delete=models.PROTECT, related_name="closings")
    ends = models.BooleanField("does the step end with the case?")
    why = models.TextField("why it can end", blank=True)
    kept_by = models.CharField("who looks after it", max_length=200, blank=True)
    until = models.DateField("until when", null=True, blank=True)
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-said_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="cases_stepafterclosing_ends_or_is_kept",
                condition=Q(ends=True, why__gt="", kept_by="", until__isnull=True)
                | Q(ends=False, why="", kept_by__gt="", until__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return "The step ended" if self.ends else f"The step goes on until {self.until}"
