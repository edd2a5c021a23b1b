"""The practitioner's copy of a review: what is withheld from it and why, and when it was shared."""

import datetime as dt
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Person
from cases.models import Contact
from documents.models import Pdf
from triage.models.locks import kept_with
from triage.models.review import Review


class SharingQuerySet(models.QuerySet["Sharing"]):
    def of_review(self, review: Review) -> Self:
        """Every copy of a review, the newest first, with what is withheld and when each was shared."""
        found = self.filter(review=review).order_by("-number")
        return found.select_related("settled_by", "pdf__file").defer("pdf__html")

    def with_parts(self) -> Self:
        return self.prefetch_related("withheld", "shown__contact")

    def settled(self) -> Self:
        return self.filter(state=Sharing.State.FINAL)

    def locked(self, pk: int) -> "Sharing":
        """Return the copy with its row locked; the case's row is locked before."""
        return self.select_for_update(of=("self",)).get(pk=pk)


class Sharing(models.Model):
    """One copy of a review for the practitioner. Settled, it never changes; another one is a new number.

    `reasons_version` says which list of reasons it was marked with (`triage.withholding`). `comments_by` is
    the day until which comments on its accuracy are asked for.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Being marked"
        FINAL = "final", "Settled"

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="sharings")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    reasons_version = models.PositiveSmallIntegerField()
    names_reviewer = models.BooleanField("the reviewer is named", default=False)
    started_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)
    saved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    comments_by = models.DateField(null=True)
    pdf = models.OneToOneField(Pdf, on_delete=models.PROTECT, null=True, related_name="+")

    objects = SharingQuerySet.as_manager()

    class Meta:
        ordering = ["review_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="triage_sharing_number_once"),
            models.UniqueConstraint(
                fields=["review"], name="triage_sharing_one_draft", condition=Q(state="draft")
            ),
            models.CheckConstraint(
                name="triage_sharing_settled_wholly",
                condition=Q(
                    state="draft",
                    settled_at__isnull=True,
                    settled_by__isnull=True,
                    comments_by__isnull=True,
                    pdf__isnull=True,
                )
                | Q(
                    state="final",
                    settled_at__isnull=False,
                    settled_by__isnull=False,
                    comments_by__isnull=False,
                    pdf__isnull=False,
                ),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="settled_copy_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=~pgtrigger.Q(old__state="draft"),
            )
        ]

    def __str__(self) -> str:
        return f"Copy {self.number} of {self.review_id}"

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT


class Withheld(models.Model):
    """A part of the review (`triage.sharing`) that is withheld: the whole of it, or some words.

    Words are withheld wherever they stand in the review; `part` is where they were marked.
    """

    sharing = models.ForeignKey(Sharing, on_delete=models.CASCADE, related_name="withheld")
    part = models.CharField(max_length=60)
    whole = models.BooleanField()
    words = models.TextField(blank=True)
    reason = models.CharField(max_length=20)
    reason_words = models.TextField(blank=True)

    class Meta:
        ordering = ["sharing_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sharing", "part"], name="triage_withheld_whole_once", condition=Q(whole=True)
            ),
            models.UniqueConstraint(fields=["sharing", "part", "words"], name="triage_withheld_once"),
            models.CheckConstraint(
                name="triage_withheld_whole_or_words",
                condition=Q(whole=True, words="") | Q(whole=False, words__gt=""),
            ),
            models.CheckConstraint(
                name="triage_withheld_with_reason",
                condition=Q(part__gt="", reason__gt="") & (~Q(reason="other") | Q(reason_words__gt="")),
            ),
        ]
        triggers = [
            kept_with(
                "triage_sharing",
                "sharing_id",
                "state <> 'draft'",
                name="settled_copy_stays",
                sentence="A settled copy for the practitioner never changes.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.part} in {self.sharing_id}"


class Shown(models.Model):
    """That a settled copy was shared with the practitioner: in a contact that was logged, or with a letter.

    `letter_key` names the letter it was enclosed with, once that went out on `sent_on`, by `how`.
    """

    sharing = models.ForeignKey(Sharing, on_delete=models.PROTECT, related_name="shown")
    contact = models.OneToOneField(Contact, on_delete=models.PROTECT, null=True, related_name="+")
    letter_key = models.BigIntegerField(null=True, unique=True)
    sent_on = models.DateField(null=True)
    how = models.CharField(max_length=10, choices=Contact.How, blank=True)

    class Meta:
        ordering = ["sharing_id", "pk"]
        constraints = [
            models.CheckConstraint(
                name="triage_shown_in_a_contact_or_with_a_letter",
                condition=Q(contact__isnull=False, letter_key__isnull=True, sent_on__isnull=True, how="")
                | Q(contact__isnull=True, letter_key__isnull=False, sent_on__isnull=False, how__gt=""),
            )
        ]
        triggers = [pgtrigger.Protect(name="added_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.sharing_id} in {self.contact_id or self.letter_key}"

    @property
    def on(self) -> dt.date:
        """The London day on which it was shared."""
        on = self.contact.on if self.contact else self.sent_on
        assert on is not None, "A constraint holds it."
        return on

    @property
    def how_words(self) -> str:
        """Return "telephone call", or "with a letter, by post"."""
        if self.contact:
            return str(self.contact.get_how_display()).lower()
        return f"with a letter, {'by e-mail' if self.how == Contact.How.EMAIL else 'by post'}"
