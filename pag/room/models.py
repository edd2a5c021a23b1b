"""In the room: who is there from when to when, which item is before the group, and who presides."""

import datetime as dt
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone

from accounts.models import Person
from pag.agenda.models import OtherItem
from pag.models.agenda import AgendaItem
from pag.models.group import GroupMember
from pag.models.meeting import Meeting


class TimeRange(Func):
    """The moments between two, the first included."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Attendance(models.Model):
    """A member in the room from `arrived_at` until `left_at`; several rows where one comes back.

    Without `left_at` they are there still, or stayed until the end.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    member = models.ForeignKey(GroupMember, on_delete=models.PROTECT, related_name="attendances")
    arrived_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["meeting_id", "arrived_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="pag_attendance_leaves_after_arriving",
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("arrived_at")),
            ),
            ExclusionConstraint(
                name="pag_attendance_once_at_a_time",
                expressions=[
                    ("meeting", RangeOperators.EQUAL),
                    ("member", RangeOperators.EQUAL),
                    (TimeRange("arrived_at", "left_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} at {self.meeting_id}"

    def covers(self, moment: dt.datetime) -> bool:
        """Tell whether they were in the room at that moment."""
        return self.arrived_at <= moment and (self.left_at is None or moment < self.left_at)


class Apology(models.Model):
    """A member sent their apologies for a meeting. Where they came after all, their attendance counts."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="apologies")
    member = models.ForeignKey(GroupMember, on_delete=models.PROTECT, related_name="apologies")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["meeting_id", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="pag_apology_once")]

    def __str__(self) -> str:
        return f"Apologies of {self.member_id} for {self.meeting_id}"


class TurnQuerySet(models.QuerySet["Turn"]):
    def current(self) -> Self:
        """Those that have not ended: one a meeting at most. What was taken off the agenda is not."""
        on_agenda = ~Q(item__state=AgendaItem.State.TAKEN_OFF) & Q(other__taken_off_at__isnull=True)
        return self.filter(on_agenda, ended_at__isnull=True)


class Turn(models.Model):
    """A case, or an `other` item of the agenda, before the group from `began_at` until `ended_at`.

    There are several where it is taken up again.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="turns")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, related_name="turns")
    other = models.ForeignKey(OtherItem, on_delete=models.PROTECT, null=True, related_name="turns")
    began_at = models.DateTimeField(default=timezone.now)
    began_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = TurnQuerySet.as_manager()

    class Meta:
        ordering = ["meeting_id", "began_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], name="pag_turn_one_at_a_time", condition=Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(
                name="pag_turn_of_one",
                condition=Q(item__isnull=False, other__isnull=True)
                | Q(item__isnull=True, other__isnull=False),
            ),
            models.CheckConstraint(
                name="pag_turn_ends_after_it_began",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("began_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"Turn {self.pk} of meeting {self.meeting_id}"

    @property
    def is_current(self) -> bool:
        """Whether it has not ended, and what it is about stands on the agenda still."""
        entry = self.entry
        if isinstance(entry, AgendaItem):
            return self.ended_at is None and entry.state != AgendaItem.State.TAKEN_OFF
        return self.ended_at is None and entry.taken_off_at is None

    @property
    def entry(self) -> AgendaItem | OtherItem:
        """What is before the group."""
        found = self.item or self.other
        assert found is not None, "a turn is of one of the two"
        return found

    @property
    def number(self) -> int:
        """The number of what is before the group, on the whole agenda."""
        entry = self.entry
        return entry.position if isinstance(entry, AgendaItem) else entry.number


class Handover(models.Model):
    """From `since` on `member` presides over the meeting. The last row says who does now; none changes."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="handovers")
    member = models.ForeignKey(GroupMember, on_delete=models.PROTECT, related_name="handovers")
    since = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["meeting_id", "since", "pk"]

    def __str__(self) -> str:
        return f"{self.member_id} presides over {self.meeting_id}"
