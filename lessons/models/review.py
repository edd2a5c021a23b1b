"""A lessons review: the reflections on one case, its key lessons, and what contributed."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Person
from cases.models import Case
from lessons.models.framework import Factor, Framework, Outcome, ReflectionQuestion


class Review(models.Model):
    """The lessons learnt and system improvement review of one case.

    A completed review stays as it is; looking again is a further revision. Background is linked from
    the case; `background` holds only what is added to it.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Being written"
        COMPLETED = "completed", "Complete"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="lessons_reviews")
    revision = models.PositiveSmallIntegerField(default=1)
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    group_on = models.DateField("PAG date")
    background = models.TextField("additional information", blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    started_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(auto_now=True)
    completed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    completed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["case_id", "revision"]
        constraints = [
            models.UniqueConstraint(fields=["case", "revision"], name="lessons_review_revision_once"),
            models.UniqueConstraint(
                fields=["case"], name="lessons_review_one_open", condition=Q(state="draft")
            ),
            models.CheckConstraint(
                name="lessons_review_completed_wholly",
                condition=Q(state="draft", completed_by__isnull=True, completed_at__isnull=True)
                | Q(state="completed", completed_by__isnull=False, completed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Lessons review of {self.case}"

    @property
    def completed(self) -> bool:
        return self.state == self.State.COMPLETED


class ReflectionPoint(models.Model):
    """The answer to one reflection question, with the outcome kind it was given under."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="points")
    question = models.ForeignKey(ReflectionQuestion, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)

    class Meta:
        ordering = ["review_id", "question__position"]
        constraints = [
            models.UniqueConstraint(fields=["review", "question"], name="lessons_point_once"),
            models.CheckConstraint(name="lessons_point_has_text", condition=Q(text__gt="")),
        ]

    def __str__(self) -> str:
        return str(self.question)


class KeyLesson(models.Model):
    """One lesson, in the order it was written."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="lessons")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["review_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["review", "position"], name="lessons_lesson_position_once"),
            models.CheckConstraint(name="lessons_lesson_has_text", condition=Q(text__gt="")),
        ]

    def __str__(self) -> str:
        return f"Lesson {self.position}"


class ReviewFactor(models.Model):
    """A contributory factor that was found, and how it contributed; empty until it has been said."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="factors")
    factor = models.ForeignKey(Factor, on_delete=models.PROTECT, related_name="+")
    how = models.TextField("how it contributed", blank=True)

    class Meta:
        ordering = ["review_id", "factor__type__position", "factor__position"]
        constraints = [models.UniqueConstraint(fields=["review", "factor"], name="lessons_reviewfactor_once")]

    def __str__(self) -> str:
        return str(self.factor)
