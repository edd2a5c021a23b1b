"""The minutes of a meeting: sections that are written, approved and then locked, and dated corrections."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from pag.agenda.models import OtherItem
from pag.models.agenda import AgendaItem
from pag.models.meeting import Meeting
from ui.dates import day

APPROVED_ALREADY = """
    IF EXISTS (SELECT 1 FROM pag_minutes WHERE id = NEW.minutes_id AND approved_at IS NOT NULL) THEN
        RAISE EXCEPTION 'these minutes are approved';
    END IF;
    RETURN NEW;
"""


class Minutes(models.Model):
    """The minutes of one meeting. Offered when they are ready to be approved; locked once they are.

    `approved_at` is when the last section was approved.
    """

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    drafted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(default=timezone.now)
    offered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    offered_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="pag_minutes_offered_wholly",
                condition=Q(offered_by__isnull=True, offered_at__isnull=True)
                | Q(offered_by__isnull=False, offered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="pag_minutes_approved_wholly",
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="locked_once_approved",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__approved_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"Minutes of meeting {self.meeting_id}"

    def get_absolute_url(self) -> str:
        return reverse("minutes", args=[self.meeting_id])

    @property
    def is_approved(self) -> bool:
        return self.approved_at is not None


class MinutesSection(models.Model):
    """One section. What the record says of an item stands beside its text, and is kept with its approval.

    `text` is what was considered where it is about an item, else the section itself; `voice` how the
    practitioner was listened to; `more` what else was said. `quoted` is what `pag.minutes.quoting` gave
    when the section was approved, so that it stays as it was then.
    """

    class Kind(models.TextChoices):
        PRESENT = "present", "Who was there"
        DECLARATIONS = "declarations", "Declarations of interest"
        ITEM = "item", "Item"
        RATIFIED = "ratified", "Decision between meetings"
        OTHER = "other", "Other item"
        TAKEN_OFF = "taken_off", "Taken off the agenda"
        FURTHER = "further", "Anything else"

    # Those with a decision about a case: the case gets its extract of them.
    DECIDED = (Kind.ITEM, Kind.RATIFIED)

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="sections")
    kind = models.CharField(max_length=20, choices=Kind)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, related_name="+")
    other = models.ForeignKey(OtherItem, on_delete=models.PROTECT, null=True, related_name="+")
    place = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    voice = models.TextField("the practitioner's voice", blank=True)
    more = models.TextField("what else was said", blank=True)
    quoted = models.JSONField("what the record said when it was approved", null=True)
    version = models.PositiveIntegerField(default=1)
    edited_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    edited_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["minutes", "place"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "place"], name="pag_minutessection_place_once"),
            models.UniqueConstraint(fields=["minutes", "item"], name="pag_minutessection_item_once"),
            models.CheckConstraint(
                name="pag_minutessection_known_kind",
                condition=Q(
                    kind__in=["present", "declarations", "item", "ratified", "other", "taken_off", "further"]
                ),
            ),
            models.CheckConstraint(
                name="pag_minutessection_about_its_item",
                condition=Q(
                    kind__in=["item", "ratified", "taken_off"], item__isnull=False, other__isnull=True
                )
                | Q(kind="other", item__isnull=True, other__isnull=False)
                | Q(kind__in=["present", "declarations", "further"], item__isnull=True, other__isnull=True),
            ),
            models.CheckConstraint(
                name="pag_minutessection_approved_wholly",
                condition=Q(approved_by__isnull=True, approved_at__isnull=True, quoted__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False, quoted__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="locked_once_approved",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__approved_at__isnull=False),
            ),
            pgtrigger.Trigger(
                name="none_added_afterwards",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=APPROVED_ALREADY,
            ),
        ]

    def __str__(self) -> str:
        return f"Section {self.place} of minutes {self.minutes_id}"

    @property
    def title(self) -> str:
        """What it is called on the page: "Item 3", "Who was there"."""
        if self.kind == self.Kind.ITEM and self.item:
            return f"Item {self.item.position}"
        if self.kind == self.Kind.RATIFIED and self.item:
            return f"Decision between meetings, {day(self.item.meeting.day)}"
        if self.other:
            return f"Item {self.other.number}: {self.other.title}"
        return str(self.get_kind_display())

    @property
    def is_decided(self) -> bool:
        """Whether there is a decision about a case in it."""
        return self.kind in self.DECIDED

    @property
    def is_written(self) -> bool:
        """Whether it has words of its own. What was taken off is quoted, and nothing is written about it."""
        return self.kind != self.Kind.TAKEN_OFF


class MinutesCorrection(models.Model):
    """What was wrong in approved minutes, and what is right. The approved text stays, and so does this."""

    section = models.ForeignKey(MinutesSection, on_delete=models.PROTECT, related_name="corrections")
    wrong = models.TextField("what is wrong")
    right = models.TextField("what is right")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    submission_key = models.UUIDField(unique=True)

    class Meta:
        ordering = ["section", "made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="pag_minutescorrection_says_what", condition=Q(wrong__gt="", right__gt="")
            )
        ]
        triggers = [pgtrigger.Protect(name="recorded_once", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"Correction {self.pk} of section {self.section_id}"


class MinutesCopy(models.Model):
    """What one PDF of approved minutes holds, as `pag.minutes.copies` writes it: keys and numbers, no name.

    Those to whom the same is open share a copy. Whose the copy is, is asked whenever it is opened.
    """

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="copies")
    digest = models.CharField(max_length=64)
    plan = models.JSONField()
    wanted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["minutes", "digest"], name="pag_minutescopy_once_per_plan")
        ]

    def __str__(self) -> str:
        return f"Copy {self.pk} of minutes {self.minutes_id}"
