"""A letter to a practitioner, from its first draft to the day it went out."""

import datetime as dt
import functools
import operator
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from cases.models import Case, Contact, Practitioner
from cases.stages import ENDED, Stage
from documents.models import Pdf
from files.models import StoredFile
from letters.models.template import HARD_NEWS, WHILE_OPEN, Kind, LetterTemplate
from letters.transitions import COLOURS, FINAL, HERE, TOLD, State
from pag.models import Decision
from triage.models import Sharing
from ui.dates import as_day


class PrintSize(models.TextChoices):
    STANDARD = "standard", "Standard (12 point)"
    LARGE = "large", "Large (16 point)"


# What is settled by approving a letter, and never changes again.
FROZEN = (
    "case",
    "kind",
    "number",
    "template",
    "decision",
    "meeting_date",
    "subject",
    "text",
    "print_size",
    "addressee",
    "salutation",
    "context",
    "html",
    "html_sha256",
    "written_by",
    "approved_by",
    "approved_at",
    "replaces",
    "encloses",
    "pdf",
)
ANY_FROZEN_CHANGES = functools.reduce(
    operator.or_, [pgtrigger.Q(**{f"old__{name}__df": pgtrigger.F(f"new__{name}")}) for name in FROZEN]
)
APPROVED_WHOLLY = Q(
    approved_by__isnull=False, approved_at__isnull=False, html__gt="", html_sha256__regex=r"^[0-9a-f]{64}$"
)
NOT_APPROVED = Q(
    approved_by__isnull=True, approved_at__isnull=True, html="", html_sha256="", pdf__isnull=True
)

# What a letter is read with; its case the caller has.
WITH = ("template", "pdf", "encloses__review")


class LetterQuerySet(models.QuerySet["Letter"]):
    def of_case(self, case: Case) -> Self:
        return self.filter(case=case)

    def print_size_for(self, practitioner: Practitioner) -> str:
        """Return the print size of the last letter to this practitioner; standard for the first."""
        last = self.filter(case__practitioner=practitioner).order_by("-written_at", "-pk")
        return last.values_list("print_size", flat=True).first() or PrintSize.STANDARD

    def approved(self) -> Self:
        """Those somebody has approved: the words of the organisation, no longer of one writer."""
        return self.filter(approved_at__isnull=False)

    def told(self) -> Self:
        """Those that have gone out."""
        return self.filter(state__in=[state.value for state in TOLD])

    def needing_somebody(self) -> Self:
        """Those with something to do: not gone out, and not set aside unless a decision waits to be told."""
        untold = Q(state=State.SET_ASIDE, decision__isnull=False, replaced_by__isnull=True)
        withdrawn = Q(state=State.DRAFT, case__stage=Stage.WITHDRAWN) & ~Q(kind=Kind.CLOSING)
        too_late = Q(state__in=HERE, case__stage__in=[each.value for each in ENDED], kind__in=WHILE_OPEN)
        return self.filter(untold | ~Q(state__in=[*FINAL, State.SENDING])).exclude(withdrawn | too_late)

    def since_closing(self, case: Case) -> Self:
        """The closing letters begun since the case was last closed."""
        return self.of_case(case).filter(kind=Kind.CLOSING, written_at__gte=case.closed_at)

    def locked(self, pk: int, case: Case) -> "Letter":
        """Return the letter of `case` with its row locked; the caller holds the case already."""
        letter = self.select_for_update(of=("self",)).select_related(*WITH).get(pk=pk, case=case)
        letter.case = case
        return letter


class Letter(models.Model):
    """One letter. Its words are frozen when it is approved, and nothing of it changes once it went out.

    A correction is a new letter that names the one it `replaces`. `text` is Markdown. `context` holds
    what the letterhead said and the dates promised, as they were at approval.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=20, choices=Kind)
    number = models.PositiveIntegerField()
    template = models.ForeignKey(LetterTemplate, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="letters")
    meeting_date = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    subject = models.CharField(max_length=250)
    text = models.TextField()
    print_size = models.CharField(max_length=10, choices=PrintSize, default=PrintSize.STANDARD)
    addressee = models.TextField(blank=True)
    salutation = models.CharField(max_length=250, blank=True)
    context = models.JSONField(default=dict)
    html = models.TextField(blank=True)
    html_sha256 = models.CharField(max_length=64, blank=True)
    pdf = models.ForeignKey(Pdf, on_delete=models.PROTECT, null=True, related_name="+")
    file_sha256 = models.CharField(max_length=64, blank=True)
    # The practitioner's copy of a triage review, which goes with the letter.
    encloses = models.ForeignKey(Sharing, on_delete=models.PROTECT, null=True, related_name="+")
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    to_email = models.EmailField(blank=True)
    message_key = models.CharField(max_length=120, blank=True)
    sent_at = models.DateTimeField(null=True)
    posted_on = models.DateField(null=True)
    call = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, related_name="+")
    trouble = models.CharField("why it could not be sent, in words", max_length=300, blank=True)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    version = models.PositiveIntegerField(default=1)
    submission_key = models.UUIDField(unique=True, null=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["case_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="letters_letter_number_once"),
            models.UniqueConstraint(
                fields=["decision"],
                name="letters_one_outcome_letter_a_decision",
                condition=Q(replaces__isnull=True),
            ),
            models.UniqueConstraint(fields=["replaces"], name="letters_replaced_once"),
            models.CheckConstraint(name="letters_letter_known_state", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="letters_letter_known_print", condition=Q(print_size__in=PrintSize.values)
            ),
            models.CheckConstraint(
                name="letters_outcome_has_decision",
                condition=Q(kind=Kind.OUTCOME, decision__isnull=False, meeting_date__isnull=False)
                | (~Q(kind=Kind.OUTCOME) & Q(decision__isnull=True)),
            ),
            models.CheckConstraint(
                name="letters_approved_wholly",
                condition=(Q(state=State.DRAFT) & NOT_APPROVED)
                | (Q(state=State.SET_ASIDE) & (NOT_APPROVED | APPROVED_WHOLLY))
                | (~Q(state__in=[State.DRAFT, State.SET_ASIDE]) & APPROVED_WHOLLY & Q(pdf__isnull=False)),
            ),
            models.CheckConstraint(
                name="letters_ready_has_file",
                condition=Q(state__in=[State.DRAFT, State.APPROVED], file_sha256="")
                | Q(state=State.SET_ASIDE)
                | (
                    ~Q(state__in=[State.DRAFT, State.APPROVED, State.SET_ASIDE])
                    & Q(file_sha256__regex=r"^[0-9a-f]{64}$")
                ),
            ),
            models.CheckConstraint(
                name="letters_mailed_has_address",
                condition=~Q(state__in=[State.SENDING, State.SENT, State.FAILED, State.UNKNOWN])
                | Q(to_email__gt="", message_key__gt="", sent_by__isnull=False),
            ),
            models.CheckConstraint(
                name="letters_sent_has_time",
                condition=Q(state=State.SENT, sent_at__isnull=False)
                | (~Q(state=State.SENT) & Q(sent_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="letters_posted_has_day",
                condition=Q(state=State.POSTED, posted_on__isnull=False, sent_by__isnull=False)
                | (~Q(state=State.POSTED) & Q(posted_on__isnull=True, call__isnull=True)),
            ),
            models.CheckConstraint(
                name="letters_posted_outcome_after_call",
                condition=~Q(state=State.POSTED, kind=Kind.OUTCOME) | Q(call__isnull=False),
            ),
            models.CheckConstraint(
                name="letters_trouble_in_words",
                condition=Q(state__in=[State.FAILED, State.UNKNOWN], trouble__gt="")
                | ~Q(state__in=[State.FAILED, State.UNKNOWN]),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "case"], name="letters_by_state"),
            models.Index(fields=["message_key"], name="letters_by_message", condition=Q(message_key__gt="")),
        ]
        triggers = [
            pgtrigger.Protect(
                name="approved_words_never_change",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__approved_at__isnull=False) & ANY_FROZEN_CHANGES,
            ),
            pgtrigger.Protect(
                name="gone_out_never_changes",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__in=[state.value for state in sorted(FINAL)]),
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"Letter {self.number} of {self.case_id}"

    def get_absolute_url(self) -> str:
        return reverse("letter", args=[self.case.reference, self.number])

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT

    @property
    def file(self) -> StoredFile:
        """The finished PDF. Raises ValueError for a letter whose PDF is not made yet."""
        if self.pdf is None or self.pdf.file is None:
            raise ValueError("The letter's PDF is not made yet.")
        return self.pdf.file

    @property
    def brings_hard_news(self) -> bool:
        """Whether it may be hard to read: by its kind, or because a score of a risk goes with it."""
        return self.kind in HARD_NEWS or self.encloses_id is not None

    @property
    def colour(self) -> str:
        """The colour of its status tag."""
        return COLOURS[State(self.state)]

    @property
    def next_update_on(self) -> dt.date | None:
        """The day by which the letter says they hear again; None where it promises nothing."""
        promised = self.context.get("next_update")
        return dt.date.fromisoformat(promised) if promised else None

    @next_update_on.setter
    def next_update_on(self, on: dt.date | None) -> None:
        self.context = {**self.context, "next_update": on.isoformat() if on else None}

    @property
    def went_out_on(self) -> dt.date | None:
        """The London day it was e-mailed or posted, or None while it has not been."""
        return self.posted_on or (as_day(self.sent_at) if self.sent_at else None)
