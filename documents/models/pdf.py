"""A PDF that is wanted. The row, not the queue, says what is outstanding."""

import datetime as dt
import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Person
from cases.models import Case
from cases.topics import closed_topics
from files.models import StoredFile


class PdfQuerySet(models.QuerySet["Pdf"]):
    def outstanding(self, *, at: dt.datetime) -> Self:
        """Those to be made now: waiting, or claimed by a worker that did not come back."""
        return self.filter(
            Q(state=Pdf.State.WAITING, not_before__lte=at) | Q(state=Pdf.State.MAKING, lease_until__lt=at)
        ).order_by("wanted_at", "pk")

    def left_behind(self, *, at: dt.datetime, patience: dt.timedelta) -> Self:
        """Those that the queue may have lost: waiting for longer than `patience`, or left by a worker."""
        return self.outstanding(at=at).filter(
            Q(state=Pdf.State.MAKING) | Q(wanted_at__lte=at - patience, not_before__lte=at)
        )

    def claim(self, pk: int, *, at: dt.datetime, lease: dt.timedelta) -> "Pdf | None":
        """Take one PDF for making, with a fresh fencing token; None where it is done or somebody has it."""
        token = uuid.uuid4()
        claimed = (
            self.outstanding(at=at)
            .order_by()
            .filter(pk=pk)
            .update(state=Pdf.State.MAKING, lease_until=at + lease, token=token, attempts=F("attempts") + 1)
        )
        return self.get(pk=pk) if claimed else None

    def open_to(self, person: Person, case: Case) -> Self:
        """Those of `case`, which `person` may read, whose topic is open to them."""
        return self.filter(case=case).exclude(topic__in=closed_topics(person, case))

    def of(self, kind: str, subject: models.Model) -> Self:
        """Those of one kind made for one record, newest first."""
        return self.filter(kind=kind, subject_key=subject.pk).order_by("-pk")


class Pdf(models.Model):
    """One PDF wanted of a record, with the exact HTML it is made from.

    The HTML is frozen when the PDF is asked for, so that what was approved is what is made, however
    late the worker comes or whatever changes meanwhile. One without a case, such as a guide for everyone,
    is opened through a page of the app whose kind it is, which asks who may.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Preparing"
        MAKING = "making", "Preparing"
        READY = "ready", "Ready"
        FAILED = "failed", "Could not be made"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="pdfs")
    kind = models.CharField(max_length=40)
    subject_key = models.BigIntegerField()
    topic = models.CharField(max_length=40, default="general")
    title = models.CharField(max_length=200)
    html = models.TextField()
    html_sha256 = models.CharField(max_length=64)
    wanted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    wanted_at = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    token = models.UUIDField(null=True)
    error = models.CharField("why it could not be made, in words", max_length=500, blank=True)
    pages = models.PositiveIntegerField(null=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    ready_at = models.DateTimeField(null=True)

    objects = PdfQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="documents_pdf_ready_has_file",
                condition=Q(state="ready", file__isnull=False, ready_at__isnull=False, pages__isnull=False)
                | (~Q(state="ready") & Q(file__isnull=True, ready_at__isnull=True, pages__isnull=True)),
            ),
            models.CheckConstraint(
                name="documents_pdf_failed_says_why",
                condition=~Q(state="failed") | Q(error__gt=""),
            ),
            # The same record in the same words makes one PDF, however often it is asked for.
            models.UniqueConstraint(
                fields=["kind", "subject_key", "html_sha256"], name="documents_pdf_once_per_content"
            ),
        ]
        indexes = [
            models.Index(
                fields=["wanted_at", "id"], name="documents_pdf_waiting", condition=Q(state="waiting")
            ),
            models.Index(fields=["lease_until"], name="documents_pdf_leased", condition=Q(state="making")),
            models.Index(fields=["case", "kind", "subject_key"], name="documents_pdf_of_subject"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def preparing(self) -> bool:
        return self.state in (self.State.WAITING, self.State.MAKING)
