"""What staff noted, every contact with the practitioner, and the practitioner's own account."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Person
from cases.models.case import Case


class WrittenDownQuerySet(models.QuerySet[Any]):
    def standing(self) -> Self:
        """Those that were not taken back."""
        return self.filter(taken_back_at__isnull=True)

    def shown(self, case: Case) -> Self:
        """Those of the case that stand, and those that were taken back with nothing in their place."""
        mine = self.filter(case=case, replaced_by__isnull=True)
        return mine.select_related("taken_back_by", "replaces__taken_back_by")


class StandingManager(models.Manager.from_queryset(WrittenDownQuerySet)):  # type: ignore[misc]
    """Everybody who reads what was written down reads what stands, whether or not they think of it."""

    def get_queryset(self) -> WrittenDownQuerySet:
        standing: WrittenDownQuerySet = super().get_queryset().standing()
        return standing


class WrittenDown(models.Model):
    """What was written down about a case is never changed: it is taken back, with a reason.

    A correction is a further row that `replaces` the one taken back. `objects` are those that stand; `ever`
    are all.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="%(class)ss")
    topic = models.CharField(max_length=40, default="general")
    submission_key = models.UUIDField(unique=True, null=True)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    taken_back_why = models.TextField("why it was corrected or taken back", blank=True)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")

    objects = StandingManager()
    ever = models.Manager.from_queryset(WrittenDownQuerySet)()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="cases_%(class)s_taken_back_wholly",
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True, taken_back_why="")
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False, taken_back_why__gt=""),
            )
        ]

    # What it is, in a word that codes use; where its words, its author and its day stand.
    what: ClassVar[str]
    words_field: ClassVar[str] = "text"
    author_field: ClassVar[str] = "by"
    day_field: ClassVar[str] = ""

    # Written by the page that shows it.
    may_correct = False
    earlier: Self | None = None

    @property
    def author(self) -> Person:
        """Who wrote it down."""
        author: Person = getattr(self, self.author_field)
        return author

    @property
    def words(self) -> str:
        """What it says."""
        return str(getattr(self, self.words_field))

    def lineage(self) -> list[int]:
        """Return the keys of this row and of those it came to stand for, which others may point to."""
        row, keys = self, [self.pk]
        while row.replaces:
            row = row.replaces
            keys.append(row.pk)
        return keys

    @property
    def source(self) -> str:
        """How the search names it."""
        return f"{self.what}:{self.pk}"


class Note(WrittenDown):
    """A dated note by a member of staff."""

    what = "note"

    text = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta(WrittenDown.Meta):
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["case", "-at"], name="cases_note_newest")]

    def __str__(self) -> str:
        return f"Note of {self.at:%d %B %Y}"


class Contact(WrittenDown):
    """One contact with the practitioner. *Told* and *listened to* are two different things."""

    what = "contact"
    words_field = "summary"
    day_field = "on"

    class How(models.TextChoices):
        PHONE = "phone", "Telephone call"
        VIDEO = "video", "Video call"
        MEETING = "meeting", "Meeting in person"
        EMAIL = "email", "E-mail"
        LETTER = "letter", "Letter"
        TEXT = "text", "Text message"

    how = models.CharField(max_length=20, choices=How)
    on = models.DateField()
    summary = models.TextField()
    told = models.BooleanField("told what was discussed and what comes next", default=False)
    listened = models.BooleanField("their own account was taken", default=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    # Written by who listens to `contact_logged`, where it moved the day by which they hear again: what was
    # expected before, and since.
    expected_by = models.DateField(null=True)
    hears_by = models.DateField(null=True)

    class Meta(WrittenDown.Meta):
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["case", "-on"], name="cases_contact_newest")]

    def __str__(self) -> str:
        return f"{self.get_how_display()} on {self.on}"


class Account(WrittenDown):
    """The practitioner's own account, in their words. A further account is a further row.

    `about` says what it is about where it is not the case as a whole, such as their comments on a triage;
    what gives away a topic of its own has that `topic`.
    """

    what = "account"
    author_field = "recorded_by"
    day_field = "received_on"

    about = models.CharField("what it is about", max_length=120, blank=True)
    text = models.TextField("the practitioner's own account")
    received_on = models.DateField()
    how = models.CharField("how it was given", max_length=20, choices=Contact.How)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta(WrittenDown.Meta):
        ordering = ["received_on", "pk"]

    def __str__(self) -> str:
        return f"Account of {self.received_on}"
