"""Who wrote what in a review, who writes it together, and how somebody likes to write."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Person
from triage.models.declaration import Declaration
from triage.models.locks import kept_with_review
from triage.models.review import Review
from triage.parts import PARTS


class Contribution(models.Model):
    """That a person wrote in a part of a review (`triage.parts`): first and last when, as which version."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="contributions")
    part = models.CharField(max_length=20)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    first_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField("the review's version when they last wrote in it", default=1)

    class Meta:
        ordering = ["review_id", "first_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "part", "person"], name="triage_contribution_once"),
            models.CheckConstraint(
                name="triage_contribution_known_part", condition=Q(part__in=[part.key for part in PARTS])
            ),
            models.CheckConstraint(
                name="triage_contribution_in_order", condition=Q(last_at__gte=F("first_at"))
            ),
        ]
        triggers = [kept_with_review()]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.part} of {self.review_id}"


class JointAdvisor(models.Model):
    """A second advisor who writes a review together with its first, after declaring. Not a second scoring."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="joint_advisors")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    declaration = models.ForeignKey(Declaration, on_delete=models.PROTECT, null=True, related_name="+")
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["review_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "person"], name="triage_jointadvisor_once"),
        ]
        triggers = [kept_with_review()]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.review_id}"


class TakenOff(models.Model):
    """That somebody no longer writes a review together with its advisor, and why."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="taken_off")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["review_id", "pk"]
        constraints = [
            models.CheckConstraint(name="triage_takenoff_says_why", condition=Q(reason__gt="")),
        ]
        triggers = [kept_with_review()]

    def __str__(self) -> str:
        return f"{self.person_id} off {self.review_id}"


class Preference(models.Model):
    """Whether somebody writes reviews section by section, or on one page."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    by_section = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.person_id}: {'by section' if self.by_section else 'one page'}"
