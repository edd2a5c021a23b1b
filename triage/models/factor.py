"""The six factors to consider for likelihood: the guide's prompts, and what a reviewer noted on each."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from triage.models.guide import Guide
from triage.models.locks import kept_with_guide, kept_with_review
from triage.models.review import Review


class Factor(models.Model):
    """A factor with its prompting questions. The reminder says what never counts against anybody."""

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="factors")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=40)
    label = models.CharField(max_length=120)
    questions = ArrayField(models.TextField())
    reminder = models.TextField(blank=True)

    class Meta:
        ordering = ["guide_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["guide", "key"], name="triage_factor_key_once"),
            models.UniqueConstraint(fields=["guide", "position"], name="triage_factor_position_once"),
        ]
        triggers = [kept_with_guide()]

    def __str__(self) -> str:
        return self.label


class FactorNote(models.Model):
    """Which way a factor points in this review, and how the reviewer knows."""

    class Direction(models.TextChoices):
        RAISES = "raises", "Makes it more likely"
        LOWERS = "lowers", "Makes it less likely"
        NEUTRAL = "neutral", "Makes no difference"
        UNKNOWN = "unknown", "Not known"

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="factor_notes")
    factor = models.ForeignKey(Factor, on_delete=models.PROTECT, related_name="+")
    direction = models.CharField(max_length=10, choices=Direction, blank=True)
    why = models.TextField(blank=True)

    class Meta:
        ordering = ["review_id", "factor__position"]
        constraints = [
            models.UniqueConstraint(fields=["review", "factor"], name="triage_factornote_once"),
            models.CheckConstraint(
                name="triage_factornote_known_direction",
                condition=Q(direction__in=["", "raises", "lowers", "neutral", "unknown"]),
            ),
            models.CheckConstraint(
                name="triage_factornote_says_something", condition=~Q(direction="", why="")
            ),
        ]
        triggers = [kept_with_review()]

    def __str__(self) -> str:
        return f"{self.factor_id}: {self.get_direction_display()}"
