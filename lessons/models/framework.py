"""The contributory factors and reflection questions a review uses, as versioned data that never changes."""

import pgtrigger
from django.db import models
from django.db.models import Q

NEVER_CHANGES = pgtrigger.Protect(name="never_changes", operation=pgtrigger.Update | pgtrigger.Delete)


class Outcome(models.TextChoices):
    """What the answers to a reflection question are. Empty where the question has no outcome of its own."""

    FACT = "fact", "Agreed facts"
    OPINION = "opinion", "Shared opinions"


class FrameworkQuerySet(models.QuerySet["Framework"]):
    def current(self) -> "Framework":
        """Return the newest version; a review keeps the one it was started with."""
        return self.latest("version")


class Framework(models.Model):
    """One published version of the factor types and reflection questions. A change is a new version."""

    version = models.PositiveSmallIntegerField(unique=True)
    name = models.CharField(max_length=200)
    source = models.TextField()
    published_on = models.DateField()

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        ordering = ["version"]
        triggers = [NEVER_CHANGES]

    def __str__(self) -> str:
        return self.name


class FactorType(models.Model):
    """One of the framework's types of contributory factor, such as "Team"."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="types")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40)
    label = models.CharField(max_length=100)
    plain = models.CharField("what it means, in plain words", max_length=300)

    class Meta:
        ordering = ["framework_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "key"], name="lessons_factortype_key_once"),
            models.UniqueConstraint(
                fields=["framework", "position"], name="lessons_factortype_position_once"
            ),
        ]
        triggers = [NEVER_CHANGES]

    def __str__(self) -> str:
        return self.label


class Factor(models.Model):
    """One contributory factor, with the question that helps to think of it."""

    type = models.ForeignKey(FactorType, on_delete=models.PROTECT, related_name="factors")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=60)
    label = models.CharField(max_length=150)
    prompt = models.CharField(max_length=300)

    class Meta:
        ordering = ["type__position", "position"]
        constraints = [
            models.UniqueConstraint(fields=["type", "key"], name="lessons_factor_key_once"),
            models.UniqueConstraint(fields=["type", "position"], name="lessons_factor_position_once"),
        ]
        triggers = [NEVER_CHANGES]

    def __str__(self) -> str:
        return self.label


class ReflectionQuestion(models.Model):
    """One question of the reflection table, and whether its answers are agreed facts or shared opinions."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="questions")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40)
    question = models.CharField(max_length=200)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    hint = models.CharField(max_length=400)

    class Meta:
        ordering = ["framework_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "key"], name="lessons_question_key_once"),
            models.UniqueConstraint(fields=["framework", "position"], name="lessons_question_position_once"),
            models.CheckConstraint(
                name="lessons_question_known_outcome", condition=Q(outcome__in=["", *Outcome.values])
            ),
        ]
        triggers = [NEVER_CHANGES]

    def __str__(self) -> str:
        return self.question
