"""A submitted review that was returned for more. The review itself stays as it was submitted."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Person
from triage.models.review import Review


class ReviewReturn(models.Model):
    """Who returned a review, when and why; what was asked for goes into a new revision."""

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="returned")
    reason = models.TextField("what more is needed, and why")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(name="triage_reviewreturn_says_why", condition=Q(reason__gt=""))
        ]

    def __str__(self) -> str:
        return f"{self.review_id} returned"
