"""Append-only events: what happened, and who looked.

Events name people and records by key, so that they outlive both and this app imports nobody.
"""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone


class EventQuerySet(models.QuerySet["Event"]):
    def of_case(self, case_key: int) -> "EventQuerySet":
        return self.filter(case_key=case_key)

    def without_topics(self, topics: set[str]) -> "EventQuerySet":
        return self.exclude(topic__in=topics)

    def newest_first(self) -> "EventQuerySet":
        return self.order_by("-at", "-pk")


class Event(models.Model):
    """One thing that happened. `detail` holds keys and codes only, never free text or names."""

    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=64)
    actor_key = models.BigIntegerField(null=True)
    system = models.CharField(max_length=40, blank=True)
    organisation_key = models.BigIntegerField(null=True)
    case_key = models.BigIntegerField(null=True)
    topic = models.CharField(max_length=40, default="general")
    subject = models.CharField(max_length=40, blank=True)
    subject_key = models.BigIntegerField(null=True)
    detail = models.JSONField(default=dict)
    request_id = models.CharField(max_length=64, blank=True)
    # For looking only: the quarter of an hour it fell in, so that there is one event per quarter.
    window = models.DateTimeField(null=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="audit_event_names_a_person_or_a_system",
                condition=Q(actor_key__isnull=False, system="") | (Q(actor_key__isnull=True) & ~Q(system="")),
            ),
            models.UniqueConstraint(
                name="audit_one_look_a_quarter",
                fields=["actor_key", "case_key", "topic", "window"],
                condition=Q(window__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["case_key", "-at", "-id"], name="audit_case_newest"),
            models.Index(fields=["organisation_key", "-at", "-id"], name="audit_organisation_newest"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"
