"""The two scales of a guide, its domains, and the descriptor where severity and domain meet."""

from django.db import models
from django.db.models import Q

from triage.models.guide import Guide
from triage.models.locks import kept_with_guide

IN_SCALE = Q(score__range=(1, 5))


class Likelihood(models.Model):
    """One step of "how likely": its number, its word and its probability."""

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="likelihoods")
    score = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=60)
    probability = models.CharField(max_length=60)
    description = models.TextField()

    class Meta:
        ordering = ["guide_id", "-score"]
        constraints = [
            models.UniqueConstraint(fields=["guide", "score"], name="triage_likelihood_once"),
            models.CheckConstraint(name="triage_likelihood_in_scale", condition=IN_SCALE),
        ]
        triggers = [kept_with_guide()]

    def __str__(self) -> str:
        return f"{self.score} {self.label}"


class Severity(models.Model):
    """One step of "how grave", with what its word means in plain language."""

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="severities")
    score = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=60)
    plain_meaning = models.TextField()

    class Meta:
        ordering = ["guide_id", "-score"]
        verbose_name_plural = "severities"
        constraints = [
            models.UniqueConstraint(fields=["guide", "score"], name="triage_severity_once"),
            models.CheckConstraint(name="triage_severity_in_scale", condition=IN_SCALE),
        ]
        triggers = [kept_with_guide()]

    def __str__(self) -> str:
        return f"{self.score} {self.label}"


class Domain(models.Model):
    """What a consequence can touch, such as patient safety. `key` stays the same from version to version."""

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="domains")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=40)
    label = models.CharField(max_length=120)
    hint = models.TextField(blank=True)

    class Meta:
        ordering = ["guide_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["guide", "key"], name="triage_domain_key_once"),
            models.UniqueConstraint(fields=["guide", "position"], name="triage_domain_position_once"),
        ]
        triggers = [kept_with_guide()]

    def __str__(self) -> str:
        return self.label


class Descriptor(models.Model):
    """What one severity looks like in one domain."""

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="descriptors")
    severity = models.ForeignKey(Severity, on_delete=models.CASCADE, related_name="descriptors")
    domain = models.ForeignKey(Domain, on_delete=models.CASCADE, related_name="descriptors")
    text = models.TextField()

    class Meta:
        ordering = ["guide_id", "domain__position", "-severity__score"]
        constraints = [
            models.UniqueConstraint(fields=["severity", "domain"], name="triage_descriptor_once"),
        ]
        triggers = [kept_with_guide()]

    def __str__(self) -> str:
        return f"{self.severity_id} in {self.domain_id}"
