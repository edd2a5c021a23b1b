"""What the service asked a reviewer about their answers, and what they said."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Person
from triage.models.locks import kept_with_review
from triage.models.review import Review


class NoticeAnswer(models.Model):
    """One notice (`triage.notices`) in the words it was shown in. `reason` is empty where none was given."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="notice_answers")
    code = models.CharField(max_length=40)
    about = models.CharField(max_length=80)
    asked = models.TextField()
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["review_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "code", "about"], name="triage_noticeanswer_once"),
            models.CheckConstraint(name="triage_noticeanswer_asks", condition=Q(code__gt="", asked__gt="")),
            models.CheckConstraint(
                name="triage_noticeanswer_by_somebody",
                condition=Q(reason="", by__isnull=True) | Q(reason__gt="", by__isnull=False),
            ),
        ]
        triggers = [kept_with_review()]

    def __str__(self) -> str:
        return f"{self.code} of {self.review_id}"
