"""What somebody scored in a practice case: for themselves alone. It counts in no figure."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Person
from triage.models.joining import joined
from triage.models.practice import PracticeCase, PracticeRisk
from triage.models.scale import Domain

STAYS = pgtrigger.Update | pgtrigger.Delete


class PracticeAttemptQuerySet(models.QuerySet["PracticeAttempt"]):
    def of(self, person: Person) -> "PracticeAttemptQuerySet":
        """The person's own, the newest first: nobody reads another's."""
        return self.filter(person=person).order_by("-at", "-pk")

    def whole(self) -> "PracticeAttemptQuerySet":
        """With every answer, in a fixed number of queries."""
        return self.prefetch_related(joined(PracticeAttempt, "answers__consequences", "domain"))


class PracticeAttempt(models.Model):
    """One go at one version of a practice case. It stays as it was made; a further one stands beside it."""

    practice_case = models.ForeignKey(PracticeCase, on_delete=models.PROTECT, related_name="attempts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    submission_key = models.UUIDField(unique=True)

    objects = PracticeAttemptQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["person", "practice_case", "-at"], name="triage_attempts_of_person")]
        triggers = [pgtrigger.Protect(name="attempt_stays", operation=STAYS)]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.practice_case_id}"


class PracticeAnswer(models.Model):
    """How one risk was scored, and why, in their own words."""

    attempt = models.ForeignKey(PracticeAttempt, on_delete=models.CASCADE, related_name="answers")
    risk = models.ForeignKey(PracticeRisk, on_delete=models.PROTECT, related_name="+")
    likelihood = models.PositiveSmallIntegerField()
    why = models.TextField(blank=True)

    class Meta:
        ordering = ["attempt_id", "risk__position"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "risk"], name="triage_practiceanswer_once"),
            models.CheckConstraint(
                name="triage_practiceanswer_in_scale", condition=Q(likelihood__range=(1, 5))
            ),
        ]
        triggers = [pgtrigger.Protect(name="attempt_stays", operation=STAYS)]

    def __str__(self) -> str:
        return f"{self.likelihood} for {self.risk_id}"

    @property
    def severity(self) -> int | None:
        """The highest of its consequences."""
        return max((each.severity for each in self.consequences.all()), default=None)


class PracticeAnswerConsequence(models.Model):
    """How grave they found the risk in one domain."""

    answer = models.ForeignKey(PracticeAnswer, on_delete=models.CASCADE, related_name="consequences")
    domain = models.ForeignKey(Domain, on_delete=models.PROTECT, related_name="+")
    severity = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["answer_id", "domain__position"]
        constraints = [
            models.UniqueConstraint(fields=["answer", "domain"], name="triage_practiceanswer_domain_once"),
            models.CheckConstraint(
                name="triage_practiceanswer_grave_in_scale", condition=Q(severity__range=(1, 5))
            ),
        ]
        triggers = [pgtrigger.Protect(name="attempt_stays", operation=STAYS)]

    def __str__(self) -> str:
        return f"{self.severity} in {self.domain_id}"
