"""A PDF that is wanted. The row, not the queue, says what is outstanding."""

from typing import Self

from django.db import models
from django.db.models import Q

from accounts.models import Person
from cases.models import Case
from cases.topics import closed_topics
from documents.models.leased import Leased, LeasedQuerySet
from files.models import StoredFile


class PdfQuerySet(LeasedQuerySet):
    """What pages ask for comes without the HTML, which is long: it is read where the PDF is made."""

    def open_to(self, person: Person, case: Case) -> Self:
        """Those of `case`, which `person` may read, whose topic is open to them."""
        return self.filter(case=case).exclude(topic__in=closed_topics(person, case)).defer("html")

    def of(self, kind: str, subject: models.Model) -> Self:
        """Those of one kind made for one record, newest first."""
        return self.filter(kind=kind, subject_key=subject.pk).defer("html").order_by("-pk")


class Pdf(Leased):
    """One PDF wanted of a record, with the exact HTML it is made from.

    The HTML is frozen when the PDF is asked for, so that what was approved is what is made, however
    late the worker comes or whatever changes meanwhile. One without a case, such as a guide for everyone,
    is opened through a page of the app whose kind it is, which asks who may.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="pdfs")
    kind = models.CharField(max_length=40)
    subject_key = models.BigIntegerField()
    topic = models.CharField(max_length=40, default="general")
    title = models.CharField(max_length=200)
    html = models.TextField()
    html_sha256 = models.CharField(max_length=64)
    wanted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
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
