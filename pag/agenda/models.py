"""What stands on an agenda beside the cases, decisions between meetings, and what a meeting said of them."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Deferrable, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import cached_property

from accounts.models import Person
from cases.models import SafetyCheck
from pag.models.agenda import AgendaItem
from pag.models.decision import Decision
from pag.models.group import GroupMember
from pag.models.meeting import Meeting

OUTCOMES = Q(outcome="", recorded_by__isnull=True, recorded_at__isnull=True)
RECORDED = Q(outcome__gt="", recorded_by__isnull=False, recorded_at__isnull=False)


class OtherItemQuerySet(models.QuerySet["OtherItem"]):
    def live(self) -> Self:
        """Those that stand on the agenda: not taken off."""
        return self.filter(taken_off_at__isnull=True)

    def numbered(self) -> Self:
        """Those that stand on the agenda in its order, each with its `number` there: after the cases."""
        cases = AgendaItem.objects.live().filter(meeting=OuterRef("meeting")).order_by("-position")
        last = Coalesce(Subquery(cases.values("position")[:1]), 0)
        return self.live().annotate(number=F("position") + last).order_by("position")


class OtherItem(models.Model):
    """Something on the agenda that is not about a case. It names no practitioner: every member reads it.

    `position` is its place among the other items, `number` that on the whole agenda, where the cases come
    first. `outcome` is what came of it. One that is taken off is kept, at no place.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="other_items")
    position = models.PositiveSmallIntegerField(null=True)
    title = models.CharField(max_length=200)
    words = models.TextField("what it is about", blank=True)
    outcome = models.TextField("what came of it", blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(null=True)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    taken_off_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    taken_off_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    submission_key = models.UUIDField(unique=True)

    objects = OtherItemQuerySet.as_manager()

    class Meta:
        ordering = ["meeting_id", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="pag_otheritem_position_once",
                deferrable=Deferrable.DEFERRED,
            ),
            models.CheckConstraint(name="pag_otheritem_is_named", condition=Q(title__gt="")),
            models.CheckConstraint(name="pag_otheritem_recorded_wholly", condition=OUTCOMES | RECORDED),
            models.CheckConstraint(
                name="pag_otheritem_taken_off_wholly",
                condition=Q(position__isnull=False, taken_off_by__isnull=True, taken_off_at__isnull=True)
                | Q(position__isnull=True, taken_off_by__isnull=False, taken_off_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @cached_property
    def number(self) -> int:
        """Its number on the whole agenda; of one that is taken off, 0. Lists take it from `numbered()`."""
        found = type(self).objects.numbered().filter(pk=self.pk).first()
        return found.number if found else 0


class Urgency(models.Model):
    """Why one case could not wait until the next meeting, which that was, and who asked for a decision."""

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="urgency")
    why = models.TextField("why it cannot wait")
    next_meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    submission_key = models.UUIDField(unique=True)

    class Meta:
        constraints = [models.CheckConstraint(name="pag_urgency_says_why", condition=Q(why__gt=""))]
        triggers = [pgtrigger.Protect(name="recorded_once", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"Urgency of item {self.item_id}"


class Consulted(models.Model):
    """A member chosen to be consulted about a case between meetings; `how` is empty until they were."""

    class How(models.TextChoices):
        EMAIL = "email", "E-mail"
        PHONE = "phone", "Telephone"
        VIDEO = "video", "Video call"
        PERSON = "person", "In person"
        NOT_REACHED = "not_reached", "Not reached"

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="consulted")
    member = models.ForeignKey(GroupMember, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=12, choices=How, blank=True)

    class Meta:
        ordering = ["item_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "member"], name="pag_consulted_once"),
            models.CheckConstraint(
                name="pag_consulted_known_how",
                condition=Q(how__in=["", "email", "phone", "video", "person", "not_reached"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} about {self.item_id}"


class Presided(models.Model):
    """Who decides between meetings, as what they are in the group; `instead` says why not the chair."""

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="presided")
    member = models.ForeignKey(GroupMember, on_delete=models.PROTECT, related_name="+")
    instead = models.TextField("why the deputy chair decided", blank=True)

    def __str__(self) -> str:
        return f"{self.member_id} for {self.item_id}"


class Ratification(models.Model):
    """What a meeting said of a decision between meetings. It never changes."""

    class Outcome(models.TextChoices):
        AGREED = "agreed", "Agreed"
        CHANGES = "changes", "Agreed with changes"
        NOT_AGREED = "not_agreed", "Not agreed"

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="ratification")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="ratifications")
    outcome = models.CharField(max_length=12, choices=Outcome)
    words = models.TextField("what the group said", blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["meeting_id", "pk"]
        constraints = [
            models.CheckConstraint(
                name="pag_ratification_says_what",
                condition=Q(outcome="agreed") | Q(outcome__in=["changes", "not_agreed"], words__gt=""),
            )
        ]
        triggers = [pgtrigger.Protect(name="recorded_once", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"Ratification of {self.decision_id}"


class StepRatification(models.Model):
    """What a meeting said of an immediate step that was in force before any meeting. It never changes."""

    class Outcome(models.TextChoices):
        AGREED = "agreed", "Agreed: it goes on"
        ENDED = "ended", "It ends today"

    safety = models.OneToOneField(SafetyCheck, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="step_ratifications")
    outcome = models.CharField(max_length=12, choices=Outcome)
    words = models.TextField("what the group said", blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["item_id", "pk"]
        constraints = [
            models.CheckConstraint(
                name="pag_stepratification_says_what",
                condition=Q(outcome="agreed") | Q(outcome="ended", words__gt=""),
            )
        ]
        triggers = [pgtrigger.Protect(name="recorded_once", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"Ratification of step {self.safety_id}"
