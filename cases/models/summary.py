"""What the head of a case and the list of cases show, written by the apps above."""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import DateField, F, Q, Value
from django.db.models.functions import Coalesce

from cases.models.case import Case

FAR = Value(dt.date(9999, 12, 31), output_field=DateField())


def due(path: str = "") -> Any:
    """Return the next date of the summary at `path` as the list sorts by it: without one, last."""
    return Coalesce(f"{path}next_due", FAR)


def height(path: str = "") -> Any:
    """Return the score of the summary at `path` as the list sorts by it: without one, last."""
    return Coalesce(f"{path}score", Value(0))


class CaseSummary(models.Model):
    """Colour and score with their date, the next step, and when the practitioner was last told.

    It obeys seals: `score_topic` says which topic the score belongs to. `next_place` is which of the steps
    the next one is, as `cases.summary` calls it.
    """

    class Colour(models.TextChoices):
        GREEN = "green", "Green"
        AMBER = "amber", "Amber"
        RED = "red", "Red"

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="summary", primary_key=True)
    colour = models.CharField(max_length=10, choices=Colour, blank=True)
    score = models.PositiveSmallIntegerField(null=True)
    scored_on = models.DateField(null=True)
    score_topic = models.CharField(max_length=40, blank=True)
    next_step = models.CharField(max_length=150, blank=True)
    next_place = models.CharField(max_length=20, blank=True)
    next_due = models.DateField(null=True)
    last_told_on = models.DateField(null=True)
    last_met_on = models.DateField(null=True)
    pastoral_contact = models.CharField(max_length=200, blank=True)
    pastoral_reach = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cases_casesummary_scored_wholly",
                condition=Q(colour="", score__isnull=True, scored_on__isnull=True, score_topic="")
                | Q(
                    colour__in=["green", "amber", "red"],
                    score__range=(1, 25),
                    scored_on__isnull=False,
                    score_topic__gt="",
                ),
            )
        ]
        indexes = [
            models.Index(due(), F("case"), name="cases_summary_due"),
            models.Index(height().desc(), F("case").desc(), name="cases_summary_height"),
        ]

    def __str__(self) -> str:
        return f"Summary of {self.case_id}"

    @property
    def told_since_meeting(self) -> bool | None:
        """Whether the practitioner was told after the last meeting; None where there was none."""
        if self.last_met_on is None:
            return None
        return self.last_told_on is not None and self.last_told_on >= self.last_met_on
