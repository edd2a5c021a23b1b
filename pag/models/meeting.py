"""A dated meeting of a group."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from accounts.permissions import Permission, organisations_with
from pag.models.group import Group, GroupMember
from pag.transitions import NOT_BEGUN, MeetingStage
from ui.dates import LONDON, as_day, today

HELD = "Held"
BEFORE_MINUTES = (*NOT_BEGUN, MeetingStage.IN_PROGRESS)


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def locked(self, pk: int) -> "Meeting":
        """Return the meeting with its row locked, and its group; after the case, where there is one."""
        return self.select_for_update(of=("self",)).select_related("group__organisation").get(pk=pk)

    def held(self) -> Self:
        """Those at which the group comes together: no decisions between meetings."""
        return self.filter(kind=Meeting.Kind.MEETING)

    def upcoming(self, *, on: dt.date) -> Self:
        """Those on the day `on` or later, the next first."""
        return self.filter(starts_at__gte=_midnight(on)).order_by("starts_at", "pk")

    def past(self, *, on: dt.date) -> Self:
        """Those before the day `on`, the last first."""
        return self.filter(starts_at__lt=_midnight(on)).order_by("-starts_at", "-pk")

    def past_last(self, *, on: dt.date) -> Self:
        """The same as one looks for them: those to come, the next first, then the past, the last first."""
        past = Q(starts_at__lt=_midnight(on))
        return self.annotate(is_past=Case(When(past, then=1), default=0)).order_by(
            "is_past",
            Case(When(~past, then="starts_at")),
            "-starts_at",
            "pk",
        )

    def taking_items(self) -> Self:
        """Those whose agenda may still change."""
        return self.taking_place().filter(stage__in=BEFORE_MINUTES, ended_at__isnull=True)

    def taking_place(self) -> Self:
        """Those that were not cancelled."""
        return self.filter(cancelled_at__isnull=True)

    def to_come(self, *, at: dt.datetime) -> Self:
        """Those that have not begun, and will."""
        return self.held().taking_place().filter(stage__in=NOT_BEGUN, starts_at__gt=at)

    def visible_to(self, person: Person) -> Self:
        """Those of the groups `person` belongs to now, and those they may run."""
        runs = organisations_with(person, Permission.MEETING_RUN)
        seen = Q(group__organisation__in=runs)
        # Where they run meetings they see them all, whatever they belong to.
        if elsewhere := set(organisations_with(person, Permission.MEETING_SEE)) - set(runs):
            theirs = GroupMember.objects.current().filter(person=person, group__organisation__in=elsewhere)
            seen |= Q(group__in=theirs.values("group"))
        return self.filter(seen)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=LONDON)


class Meeting(models.Model):
    """One meeting: when, where, how far it has come. Its stage is moved only by an action.

    One of the kind `BETWEEN` is the occasion of one decision between meetings: nobody comes together, and it
    is in no list of meetings. `order_version` counts how often the order of the agenda was changed.

    `ended_at` is when the group rose: the agenda is closed, and what was decided is still written down.
    `ends_at` is until when it is planned. `version` rises whenever the time, place, link or deadline for
    papers changes, `sequence` when calendars have to be told. One that is cancelled keeps its stage.
    """

    class Kind(models.TextChoices):
        MEETING = "meeting", "Meeting"
        BETWEEN = "between", "Decision between meetings"

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.MEETING)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField("planned until", null=True)
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField("link to join", max_length=500, blank=True)
    papers_due = models.DateField("papers due", null=True, blank=True)
    stage = models.CharField(max_length=20, choices=MeetingStage, default=MeetingStage.PLANNED)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    cancelled_reason = models.TextField("why it was cancelled", blank=True)
    series = models.ForeignKey("MeetingSeries", on_delete=models.PROTECT, null=True, related_name="meetings")
    version = models.PositiveIntegerField(default=1)
    sequence = models.PositiveIntegerField(default=0)
    planned_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(default=timezone.now)
    order_version = models.PositiveIntegerField(default=0)
    submission_key = models.UUIDField(unique=True, null=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="pag_meeting_known_kind", condition=Q(kind__in=["meeting", "between"])
            ),
            models.CheckConstraint(
                name="pag_meeting_known_stage", condition=Q(stage__in=MeetingStage.values)
            ),
            models.CheckConstraint(
                name="pag_meeting_is_somewhere", condition=Q(place__gt="") | Q(link__gt="")
            ),
            models.CheckConstraint(
                name="pag_meeting_ended_wholly",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
            models.CheckConstraint(
                name="pag_meeting_ended_after_start",
                condition=Q(ended_at__isnull=True)
                | ~Q(stage__in=[MeetingStage.PLANNED, MeetingStage.PAPERS_OUT]),
            ),
            models.CheckConstraint(
                name="pag_meeting_planned_until_later",
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
            ),
            models.CheckConstraint(
                name="pag_meeting_cancelled_wholly",
                condition=Q(cancelled_at__isnull=True, cancelled_by__isnull=True, cancelled_reason="")
                | Q(
                    cancelled_at__isnull=False,
                    cancelled_by__isnull=False,
                    cancelled_reason__gt="",
                    stage__in=NOT_BEGUN,
                ),
            ),
        ]
        indexes = [models.Index(fields=["group", "-starts_at"], name="pag_meeting_by_group")]

    def __str__(self) -> str:
        return f"{self.group.abbreviation} of {self.day}"

    def get_absolute_url(self) -> str:
        return reverse("meeting", args=[self.pk])

    @property
    def day(self) -> dt.date:
        """The London day it is held on."""
        return as_day(self.starts_at)

    @property
    def is_between(self) -> bool:
        """Whether it is the occasion of a decision between meetings."""
        return self.kind == self.Kind.BETWEEN

    @property
    def takes_items(self) -> bool:
        return self.stage in BEFORE_MINUTES and self.ended_at is None and self.cancelled_at is None

    @property
    def state_in_words(self) -> str:
        """How far it has come; once it ended or its day is past: held, until there are minutes."""
        if self.cancelled_at:
            return "Cancelled"
        over = self.ended_at is not None or self.day < today()
        return HELD if over and self.stage in BEFORE_MINUTES else self.get_stage_display()

    @property
    def has_come(self) -> bool:
        """Whether its day is today or past."""
        return self.day <= today()
