"""A case: one practitioner, one or more concerns, on the way from received to closed."""

import pghistory
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Organisation, Person
from cases.models.practitioner import Practitioner
from cases.querysets import CaseQuerySet
from cases.stages import ENDED, Stage


class Route(models.TextChoices):
    PERFORMERS_LIST = "performers_lists", "Performers Lists"
    MHPS = "mhps", "Maintaining High Professional Standards (employed)"
    CONTRACTUAL = "contractual", "Contract or employment policy"
    OTHER = "other", "Other"


class Closing(models.TextChoices):
    NO_CONCERN = "no_concern", "No concern remains"
    LEARNING = "learning", "Closed with advice or learning"
    COMPLETED = "completed", "Agreed actions completed"
    REFERRED = "referred", "Passed to another body"
    LEFT = "left", "The practitioner has left practice or the area"


@pghistory.track(append_only=True, exclude=["submission_key"])
class Case(models.Model):
    """One case. Its stage is moved only by `cases.actions.move`; its reference never changes."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="cases")
    reference = models.CharField(max_length=20, unique=True)
    # Its index is `cases_of_practitioner`, which also gives their newest cases.
    practitioner = models.ForeignKey(
        Practitioner, on_delete=models.PROTECT, related_name="cases", db_index=False
    )
    route = models.CharField(max_length=20, choices=Route)
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.RECEIVED)
    received_on = models.DateField()
    restricted = models.BooleanField(default=False)
    manager = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="managed_cases")
    advisor = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="advised_cases")
    first_with_group_on = models.DateField(null=True)
    opened_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    closing = models.CharField(max_length=20, choices=Closing, blank=True)
    closing_note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    submission_key = models.UUIDField(unique=True, null=True)

    # Set by `cases.access.get_case_alone_or_404`: its reader scores it on their own.
    alone = False

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.CheckConstraint(name="cases_case_known_stage", condition=Q(stage__in=Stage.values)),
            models.CheckConstraint(
                name="cases_case_closed_wholly",
                condition=Q(
                    stage=Stage.CLOSED, closed_at__isnull=False, closed_by__isnull=False, closing__gt=""
                )
                | (
                    ~Q(stage=Stage.CLOSED)
                    & Q(closed_at__isnull=True, closed_by__isnull=True, closing="", closing_note="")
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-received_on", "-id"], name="cases_newest"),
            # For those who work in several organisations.
            models.Index(fields=["-received_on", "-id"], name="cases_newest_of_all"),
            models.Index(fields=["organisation", "stage", "-received_on", "-id"], name="cases_by_stage"),
            models.Index(
                fields=["organisation", "-received_on", "-id"],
                name="cases_newest_open",
                condition=~Q(stage__in=[Stage.CLOSED, Stage.WITHDRAWN]),
            ),
            models.Index(fields=["practitioner", "-id"], name="cases_of_practitioner"),
            models.Index(
                fields=["organisation", "-first_with_group_on"],
                name="cases_before_group",
                condition=Q(first_with_group_on__isnull=False),
            ),
            GinIndex(OpClass("reference", name="gin_trgm_ops"), name="cases_reference_trgm"),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("case", args=[self.reference])

    @property
    def ended(self) -> bool:
        return Stage(self.stage) in ENDED

    @property
    def never_with_group(self) -> bool:
        """Whether no group has had it: then it has never been on an agenda, and nothing was decided."""
        return self.first_with_group_on is None


class CaseCounter(models.Model):
    """The last number given to a case of an organisation in a year."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year"], name="cases_casecounter_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.year}: {self.last}"


class OtherReference(models.Model):
    """The number somebody else knows the matter by."""

    class Kind(models.TextChoices):
        COMPLAINT = "complaint", "Complaint"
        INCIDENT = "incident", "Patient-safety incident"
        POLICE = "police", "Police"
        FRAUD = "fraud", "Counter-fraud"
        REGULATOR = "regulator", "Regulator"
        OTHER = "other", "Other"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="other_references")
    kind = models.CharField(max_length=20, choices=Kind)
    number = models.CharField(max_length=60)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "kind", "number"], name="cases_otherreference_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"
