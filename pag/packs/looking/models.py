"""That a document was looked through for a case, what was found in it, and what was decided about each."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import Person
from cases.models import Case
from documents.models import Document, Leased, LeasedQuerySet
from pag.models.meeting import Meeting


class LookQuerySet(LeasedQuerySet):
    def unsettled(self) -> Self:
        """Those not done yet, and those with something nobody has decided about."""
        open_ones = Finding.objects.undecided().filter(look=OuterRef("pk"))
        return self.filter(~Q(state=Leased.State.READY) | Exists(open_ones))


class Look(Leased):
    """One look through the text of a document, for the case it was with. It always ends as `ready`."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")

    objects = LookQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "case"], name="pag_look_once")]

    def __str__(self) -> str:
        return f"Look through {self.document_id}"


class FindingQuerySet(models.QuerySet[Any]):
    def undecided(self) -> Self:
        return self.filter(decision="")


class Finding(models.Model):
    """Something in a document that may be a name or a number of somebody.

    `words` and `excerpt` are there until it is decided about, and then emptied: the document has them.
    """

    class Kind(models.TextChoices):
        NHS = "nhs", "NHS number"
        BIRTH = "birth", "Date of birth"
        PHONE = "phone", "Telephone number"
        EMAIL = "email", "E-mail address"
        POSTCODE = "postcode", "Postcode"
        NAME = "name", "Name"
        UNSEEN = "unseen", "Could not be looked through"

    class Decision(models.TextChoices):
        NEEDED = "needed", "Leave it: the group needs it"
        PUBLIC = "public", "Leave it: it is public already"
        IN_ROLE = "in_role", "Leave it: staff acting in their role"
        NOT_IT = "not_it", "Leave it: it is not what it looks like"
        LOOKED = "looked", "I have looked through it myself"
        SENT = "sent", "Papers went out without a decision"

    look = models.ForeignKey(Look, on_delete=models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=10, choices=Kind)
    pages = models.JSONField(default=list)
    words = models.CharField(max_length=200, blank=True)
    excerpt = models.CharField(max_length=400, blank=True)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["look", "pk"]
        constraints = [
            models.CheckConstraint(
                name="pag_finding_decided_wholly",
                condition=Q(decision="", decided_by__isnull=True, decided_at__isnull=True)
                | Q(
                    decision__gt="", decided_by__isnull=False, decided_at__isnull=False, words="", excerpt=""
                ),
            ),
            models.CheckConstraint(
                name="pag_finding_known_kind",
                condition=Q(kind__in=["nhs", "birth", "phone", "email", "postcode", "name", "unseen"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} in {self.look_id}"


class SentAnyway(models.Model):
    """Why papers went out although findings were undecided, in the words of who sent them."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    why = models.TextField()
    findings = models.PositiveIntegerField()
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.CheckConstraint(name="pag_sentanyway_says_why", condition=Q(why__gt=""))]

    def __str__(self) -> str:
        return f"Papers of {self.meeting_id} sent anyway"
