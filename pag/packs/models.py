"""The papers of a meeting: what was picked for each item, its parts made once, and each member's own PDF."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from documents.models import Document, Leased, LeasedQuerySet
from files.models import StoredFile
from pag.models.agenda import AgendaItem
from pag.models.meeting import Meeting

MADE = Q(state="ready", file__isnull=False, pages__isnull=False)
NOT_MADE = ~Q(state="ready") & Q(file__isnull=True, pages__isnull=True)


class PackChoice(models.Model):
    """Which documents of its case go into the papers of an item, as whoever runs the meeting picked them."""

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="pack_choice")
    documents = models.ManyToManyField(Document, related_name="+")
    chosen_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"Documents for item {self.item_id}"


class PackPart(Leased):
    """One part of papers, made once and merged for everybody to whom it is open.

    `subject_key` is the key of the PDF of the triage report, of the account, or of the stored file.
    A part that cannot be made does not stop the papers: they say its `error` in its place.
    """

    class Kind(models.TextChoices):
        REPORT = "report", "Triage report"
        ACCOUNT = "account", "The practitioner's own account"
        DOCUMENT = "document", "Document"

    kind = models.CharField(max_length=10, choices=Kind)
    subject_key = models.BigIntegerField()
    pages = models.PositiveIntegerField(null=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")

    objects = LeasedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_key"], name="pag_packpart_once"),
            models.CheckConstraint(
                name="pag_packpart_known_kind", condition=Q(kind__in=["report", "account", "document"])
            ),
            models.CheckConstraint(name="pag_packpart_ready_has_file", condition=MADE | NOT_MADE),
            models.CheckConstraint(
                name="pag_packpart_failed_says_why", condition=~Q(state="failed") | Q(error__gt="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_key}"


class PackVersionQuerySet(LeasedQuerySet):
    def current(self) -> Self:
        """The newest of each person, made or not."""
        return self.filter(superseded_at__isnull=True)

    def of(self, person: Person, meeting: Meeting) -> Self:
        """Those of one person for one meeting, the newest first."""
        return self.filter(person=person, meeting=meeting).order_by("-number")


class PackVersion(Leased):
    """One version of the papers of one member.

    `plan` holds what is in it, as `pag.packs.papers` writes it: keys and numbers only. `changes` says, in
    words without names, what is different from the version before. `meets` is when and where the group meets,
    as it stands in it; empty in those made before that was kept.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="packs")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    plan = models.JSONField()
    changes = models.JSONField(default=list)
    meets = models.CharField(max_length=300, blank=True)
    pages = models.PositiveIntegerField(null=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    ready_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)

    objects = PackVersionQuerySet.as_manager()

    class Meta:
        ordering = ["meeting_id", "person_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person", "number"], name="pag_packversion_once"),
            models.UniqueConstraint(
                fields=["meeting", "person"],
                name="pag_packversion_one_current",
                condition=Q(superseded_at__isnull=True),
            ),
            models.CheckConstraint(name="pag_packversion_ready_has_file", condition=MADE | NOT_MADE),
            models.CheckConstraint(
                name="pag_packversion_failed_says_why", condition=~Q(state="failed") | Q(error__gt="")
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.number} for {self.person_id} of meeting {self.meeting_id}"

    def get_absolute_url(self) -> str:
        return reverse("my_papers", args=[self.meeting_id])

    @property
    def before(self) -> int:
        """The number of the version before."""
        return self.number - 1
