"""What staff noted, every contact with the practitioner, and the practitioner's own account."""

import datetime as dt

from django.db import models
from django.utils import timezone

from accounts.models import Person
from cases.models.case import Case


class Note(models.Model):
    """A dated note by a member of staff. Notes are added, never changed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    topic = models.CharField(max_length=40, default="general")
    text = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    submission_key = models.UUIDField(unique=True, null=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["case", "-at"], name="cases_note_newest")]

    def __str__(self) -> str:
        return f"Note of {self.at:%d %B %Y}"


class Contact(models.Model):
    """One contact with the practitioner. *Told* and *listened to* are two different things."""

    class How(models.TextChoices):
        PHONE = "phone", "Telephone call"
        VIDEO = "video", "Video call"
        MEETING = "meeting", "Meeting in person"
        EMAIL = "email", "E-mail"
        LETTER = "letter", "Letter"
        TEXT = "text", "Text message"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="contacts")
    topic = models.CharField(max_length=40, default="general")
    how = models.CharField(max_length=20, choices=How)
    on = models.DateField()
    summary = models.TextField()
    told = models.BooleanField("told what was discussed and what comes next", default=False)
    listened = models.BooleanField("their own account was taken", default=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    submission_key = models.UUIDField(unique=True, null=True)

    # Set by who listens to `contact_logged`: the day by which they hear again, where it moved on.
    hears_by: dt.date | None = None

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["case", "-on"], name="cases_contact_newest")]

    def __str__(self) -> str:
        return f"{self.get_how_display()} on {self.on}"


class Account(models.Model):
    """The practitioner's own account, in their words. A further account is a further row.

    `about` says what it is about where it is not the case as a whole, such as their comments on a triage;
    what gives away a topic of its own has that `topic`.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="accounts")
    topic = models.CharField(max_length=40, default="general")
    about = models.CharField("what it is about", max_length=120, blank=True)
    text = models.TextField("the practitioner's own account")
    received_on = models.DateField()
    how = models.CharField("how it was given", max_length=20, choices=Contact.How)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    submission_key = models.UUIDField(unique=True, null=True)

    class Meta:
        ordering = ["received_on", "pk"]

    def __str__(self) -> str:
        return f"Account of {self.received_on}"
