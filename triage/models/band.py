"""The colour bands of a guide: which scores are green, amber and red."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import IntegerRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from triage.models.guide import Guide
from triage.models.locks import kept_with_guide


class Int4Range(Func):
    function = "INT4RANGE"
    output_field = IntegerRangeField()


class Band(models.Model):
    """All scores from `lowest` to `highest`, both included, have this colour."""

    class Colour(models.TextChoices):
        GREEN = "green", "Green"
        AMBER = "amber", "Amber"
        RED = "red", "Red"

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="bands")
    colour = models.CharField(max_length=10, choices=Colour)
    label = models.CharField(max_length=40)
    lowest = models.PositiveSmallIntegerField()
    highest = models.PositiveSmallIntegerField()
    meaning = models.TextField()

    class Meta:
        ordering = ["guide_id", "lowest"]
        constraints = [
            models.UniqueConstraint(fields=["guide", "colour"], name="triage_band_colour_once"),
            models.CheckConstraint(
                name="triage_band_known_colour", condition=Q(colour__in=["green", "amber", "red"])
            ),
            models.CheckConstraint(
                name="triage_band_within_1_and_25",
                condition=Q(lowest__gte=1, highest__lte=25, lowest__lte=F("highest")),
            ),
            ExclusionConstraint(
                name="triage_band_no_overlap",
                expressions=[
                    ("guide", RangeOperators.EQUAL),
                    (
                        Int4Range(
                            "lowest", "highest", RangeBoundary(inclusive_lower=True, inclusive_upper=True)
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        triggers = [kept_with_guide()]

    def __str__(self) -> str:
        return f"{self.get_colour_display()} {self.label}"
