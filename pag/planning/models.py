"""How meetings were planned and changed, and who was invited to them."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Person
from pag.models.group import Group
from pag.models.meeting import Meeting


class MeetingSeries(models.Model):
    """Meetings that were planned in one step, `every_weeks` weeks apart. Each is changed on its own."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    every_weeks = models.PositiveSmallIntegerField()
    planned_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(default=timezone.now)
    submission_key = models.UUIDField(unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="pag_meetingseries_weeks", condition=Q(every_weeks__range=(1, 52)))
        ]

    def __str__(self) -> str:
        return f"Every {self.every_weeks} weeks"


class MeetingChange(models.Model):
    """One change of a meeting: how it was before, and why where the papers were out. It never changes."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="changes")
    starts_at = models.DateTimeField("started before")
    ends_at = models.DateTimeField("ended before", null=True)
    place = models.CharField("place before", max_length=200, blank=True)
    link = models.URLField("link before", max_length=500, blank=True)
    papers_due = models.DateField("papers due before", null=True)
    reason = models.TextField(blank=True)
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["meeting_id", "-changed_at", "-pk"]
        triggers = [pgtrigger.Protect(name="recorded_once", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"Change of meeting {self.meeting_id}"


class Invitation(models.Model):
    """What a member was last sent about a meeting: an invitation to it, or that it is off for them.

    `sequence` rises with whatever the same person is sent about the same meeting: calendars go by it.
    """

    class Method(models.TextChoices):
        REQUEST = "request", "Invited"
        CANCEL = "cancel", "Taken back"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="invitations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=10, choices=Method)
    # Which state of the meeting it told of: the meeting's own `sequence` then.
    told_of = models.PositiveIntegerField()
    sequence = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["meeting_id", "person"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="pag_invitation_once"),
            models.CheckConstraint(
                name="pag_invitation_known_method", condition=Q(method__in=["request", "cancel"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_method_display()}: {self.person_id} to {self.meeting_id}"
