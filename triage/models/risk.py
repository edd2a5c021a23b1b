"""Risks: each an outcome nobody wants, its likelihood, its severity in one or more domains, its score."""

import pgtrigger
from django.db import models
from django.db.models import F, Q

from triage.models.locks import kept_with_review
from triage.models.review import Review
from triage.models.scale import Domain


class Risk(models.Model):
    """One risk. `severity` is the highest of its consequences; the server sets score and colour."""

    class Level(models.TextChoices):
        PRACTICE = "practice", "Where the practitioner works"
        MANAGER = "manager", "By the case manager"
        GROUP = "group", "By the group"
        EXECUTIVE = "executive", "By the responsible officer or the board"

    class Priority(models.TextChoices):
        NOW = "now", "At once"
        SOON = "soon", "Within weeks"
        ROUTINE = "routine", "As part of usual work"
        NOTHING = "nothing", "Nothing further is needed"

    class Soon(models.TextChoices):
        DAYS = "days", "Within days"
        WEEKS = "weeks", "Within weeks"
        MONTHS = "months", "Within months"
        YEAR = "year", "Within a year"
        LATER = "later", "Later than that"
        UNKNOWN = "unknown", "Cannot be said"

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="risks")
    position = models.PositiveSmallIntegerField()
    statement = models.TextField("what could happen, and to whom", blank=True)
    likelihood = models.PositiveSmallIntegerField(null=True)
    likelihood_why = models.TextField("why this likelihood", blank=True)
    how_soon = models.CharField("how soon", max_length=10, choices=Soon, blank=True)
    time_frame = models.CharField("time frame", max_length=100, blank=True)
    frequency = models.CharField("predicted frequency or probability", max_length=100, blank=True)
    severity = models.PositiveSmallIntegerField(null=True)
    score = models.PositiveSmallIntegerField(null=True)
    colour = models.CharField(max_length=10, blank=True)
    managed_at = models.CharField("level at which it is managed", max_length=20, choices=Level, blank=True)
    priority = models.CharField("remedial priority", max_length=20, choices=Priority, blank=True)
    accepted = models.BooleanField("is the risk accepted as it stands?", null=True)
    accepted_why = models.TextField("why it is accepted or not", blank=True)

    class Meta:
        ordering = ["review_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["review", "position"], name="triage_risk_position_once"),
            models.CheckConstraint(
                name="triage_risk_in_scale",
                condition=(Q(likelihood__isnull=True) | Q(likelihood__range=(1, 5)))
                & (Q(severity__isnull=True) | Q(severity__range=(1, 5))),
            ),
            models.CheckConstraint(
                name="triage_risk_score_is_the_product",
                condition=Q(
                    likelihood__isnull=False,
                    severity__isnull=False,
                    score__isnull=False,
                    score=F("likelihood") * F("severity"),
                    colour__in=["green", "amber", "red"],
                )
                | Q(Q(likelihood__isnull=True) | Q(severity__isnull=True), score__isnull=True, colour=""),
            ),
            models.CheckConstraint(
                name="triage_risk_known_how_soon",
                condition=Q(how_soon__in=["", "days", "weeks", "months", "year", "later", "unknown"]),
            ),
        ]
        triggers = [kept_with_review()]

    def __str__(self) -> str:
        return f"Risk {self.position}"


class RiskConsequence(models.Model):
    """How grave the risk would be in one domain."""

    risk = models.ForeignKey(Risk, on_delete=models.CASCADE, related_name="consequences")
    domain = models.ForeignKey(Domain, on_delete=models.PROTECT, related_name="+")
    severity = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["risk_id", "domain__position"]
        constraints = [
            models.UniqueConstraint(fields=["risk", "domain"], name="triage_riskconsequence_once"),
            models.CheckConstraint(
                name="triage_riskconsequence_in_scale", condition=Q(severity__range=(1, 5))
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="stays_with_its_review",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF EXISTS (
                        SELECT 1 FROM triage_risk
                        JOIN triage_review ON triage_review.id = triage_risk.review_id
                        WHERE triage_risk.id IN (CASE WHEN TG_OP <> 'DELETE' THEN NEW.risk_id END,
                                                 CASE WHEN TG_OP <> 'INSERT' THEN OLD.risk_id END)
                        AND triage_review.state <> 'draft'
                    ) THEN
                        RAISE EXCEPTION 'A submitted triage review never changes.'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    IF NOT EXISTS (
                        SELECT 1 FROM triage_risk
                        JOIN triage_review ON triage_review.id = triage_risk.review_id
                        JOIN triage_domain ON triage_domain.guide_id = triage_review.guide_id
                        WHERE triage_risk.id = NEW.risk_id AND triage_domain.id = NEW.domain_id
                    ) THEN
                        RAISE EXCEPTION 'The domain is of another scoring guide.'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.severity} in {self.domain_id}"
