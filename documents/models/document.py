"""A document of a case: stored bytes with a title, a number within the case and a topic."""

from pathlib import PurePath
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Person
from cases.by_agenda import not_only_by_agenda
from cases.models import Case
from cases.topics import closed_topics
from files.models import StoredFile


class DocumentQuerySet(models.QuerySet["Document"]):
    def of_case(self, case: Case) -> Self:
        return self.filter(case=case).select_related("file", "added_by").order_by("number")

    def without_topics(self, topics: set[str]) -> Self:
        return self.exclude(topic__in=topics)

    def not_kept_from(self, person: Person) -> Self:
        """Without those kept from the group, where `person` reads the case only because of an agenda."""
        return self.filter(Q(kept_from_group=False) | not_only_by_agenda(person))

    def open_to(self, person: Person, case: Case) -> Self:
        """Those of `case`, which `person` may read, whose topic is open to them."""
        return self.of_case(case).without_topics(closed_topics(person, case)).not_kept_from(person)


class Document(models.Model):
    """A file that belongs to a case. Two files of the same name stay apart by their number.

    One that is `kept_from_group` is closed to whoever reads the case only because it is on an agenda: they
    have a redacted copy instead, or it was left out of their papers.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="documents")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=255)
    topic = models.CharField(max_length=40, default="general")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    submission_key = models.UUIDField(unique=True, null=True)
    version = models.PositiveIntegerField(default=1)
    kept_from_group = models.BooleanField(default=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["case_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="documents_document_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    @property
    def download_name(self) -> str:
        """The title, with the ending of the file it was: what it is called once it is on somebody's disk."""
        ending = PurePath(self.file.name).suffix
        return self.title if self.title.lower().endswith(ending.lower()) else f"{self.title}{ending}"


class DocumentMove(models.Model):
    """A document that had been put with the wrong case: from where to where, why, by whom."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="moves")
    from_case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    from_number = models.PositiveIntegerField()
    to_case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="documents_documentmove_elsewhere", condition=~Q(from_case=F("to_case"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.document_id} moved"
