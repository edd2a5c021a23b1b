"""Practice cases: invented, with scores that were agreed, for learning. Real cases stand in other tables."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Organisation, Person
from cases.models.practitioner import Discipline
from triage.models.guide import Guide
from triage.models.joining import joined
from triage.models.locks import WRITES, kept_with
from triage.models.scale import Domain

MOST_RISKS = 3
NEVER_CHANGES = "A published practice case never changes."


class PracticeCaseQuerySet(models.QuerySet["PracticeCase"]):
    def published(self) -> Self:
        return self.filter(published_at__isnull=False)

    def drafts(self) -> Self:
        return self.filter(published_at=None)

    def offered(self) -> Self:
        """The newest published version of each, unless that was retired."""
        newer = self.model._default_manager.filter(  # noqa: SLF001 (the manager, whatever this is asked of)
            series=models.OuterRef("series"),
            version__gt=models.OuterRef("version"),
            published_at__isnull=False,
        )
        return self.published().filter(~models.Exists(newer), retired=None)

    def whole(self) -> Self:
        """With everything a page needs, in a fixed number of queries."""
        return self.select_related("organisation", "guide__organisation", "retired__by").prefetch_related(
            joined(PracticeCase, "risks__consequences", "domain")
        )


class PracticeCase(models.Model):
    """One version of a practice case, of one organisation, or a worked example for all (no organisation).

    `series` is the same in all its versions, and no other case has it. Its scores are by `guide`. `edits`
    counts how often it was saved.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="practice_cases"
    )
    series = models.SlugField(max_length=60)
    version = models.PositiveSmallIntegerField()
    guide = models.ForeignKey(Guide, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=150)
    profession = models.CharField(max_length=20, choices=Discipline, blank=True)
    raised = models.TextField("what was raised", blank=True)
    known = models.TextField("what is known", blank=True)
    account = models.TextField("what the practitioner says", blank=True)
    often_wrong = models.TextField("what people often get wrong", blank=True)
    agreed_by = models.CharField("who agreed on the scores, and when", max_length=200, blank=True)

    edits = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(default=timezone.now)
    started_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    copied_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    submission_key = models.UUIDField(null=True, unique=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects = PracticeCaseQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "series", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["series", "version"], name="triage_practicecase_once"),
            models.UniqueConstraint(
                fields=["series"],
                name="triage_practicecase_one_draft",
                condition=Q(published_at__isnull=True),
            ),
            models.CheckConstraint(name="triage_practicecase_named", condition=Q(title__gt="")),
            models.CheckConstraint(
                name="triage_practicecase_published_whole",
                condition=Q(published_at__isnull=True)
                | Q(
                    Q(organisation__isnull=True) | Q(published_by__isnull=False),
                    profession__gt="",
                    raised__gt="",
                    known__gt="",
                    often_wrong__gt="",
                    agreed_by__gt="",
                ),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="published_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"

    @property
    def is_example(self) -> bool:
        """Whether it comes with the service, agreed by no panel."""
        return self.organisation_id is None

    @property
    def is_draft(self) -> bool:
        return self.published_at is None


class PracticeRetirement(models.Model):
    """That a published practice case is no longer offered. Whoever scored it keeps what they learnt."""

    practice_case = models.OneToOneField(PracticeCase, on_delete=models.PROTECT, related_name="retired")
    why = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(name="triage_practiceretirement_says_why", condition=Q(why__gt=""))
        ]
        triggers = [pgtrigger.Protect(name="added_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.practice_case_id} retired"


class PracticeRisk(models.Model):
    """A risk to be scored, with the likelihood that was agreed, and why; a draft may lack either."""

    practice_case = models.ForeignKey(PracticeCase, on_delete=models.CASCADE, related_name="risks")
    position = models.PositiveSmallIntegerField()
    statement = models.TextField("what could happen, and to whom", blank=True)
    likelihood = models.PositiveSmallIntegerField(null=True)
    likelihood_why = models.TextField("why this likelihood", blank=True)
    severity_why = models.TextField("why this severity", blank=True)

    class Meta:
        ordering = ["practice_case_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["practice_case", "position"], name="triage_practicerisk_once"),
            models.CheckConstraint(
                name="triage_practicerisk_at_most_three", condition=Q(position__range=(1, MOST_RISKS))
            ),
            models.CheckConstraint(
                name="triage_practicerisk_in_scale",
                condition=Q(likelihood__isnull=True) | Q(likelihood__range=(1, 5)),
            ),
        ]
        triggers = [
            kept_with(
                "triage_practicecase",
                "practice_case_id",
                "published_at IS NOT NULL",
                name="published_practice_stays",
                sentence=NEVER_CHANGES,
            )
        ]

    def __str__(self) -> str:
        return f"Risk {self.position}"

    @property
    def severity(self) -> int | None:
        """The highest of its consequences."""
        return max((each.severity for each in self.consequences.all()), default=None)


class PracticeConsequence(models.Model):
    """How grave the risk would be in one domain, as it was agreed."""

    risk = models.ForeignKey(PracticeRisk, on_delete=models.CASCADE, related_name="consequences")
    domain = models.ForeignKey(Domain, on_delete=models.PROTECT, related_name="+")
    severity = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["risk_id", "domain__position"]
        constraints = [
            models.UniqueConstraint(fields=["risk", "domain"], name="triage_practiceconsequence_once"),
            models.CheckConstraint(
                name="triage_practiceconsequence_in_scale", condition=Q(severity__range=(1, 5))
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="published_practice_stays",
                when=pgtrigger.Before,
                operation=WRITES,
                func=f"""
                    IF EXISTS (
                        SELECT 1 FROM triage_practicerisk
                        JOIN triage_practicecase
                            ON triage_practicecase.id = triage_practicerisk.practice_case_id
                        WHERE triage_practicerisk.id IN (CASE WHEN TG_OP <> 'DELETE' THEN NEW.risk_id END,
                                                         CASE WHEN TG_OP <> 'INSERT' THEN OLD.risk_id END)
                        AND triage_practicecase.published_at IS NOT NULL
                    ) THEN
                        RAISE EXCEPTION '{NEVER_CHANGES}' USING ERRCODE = 'check_violation';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.severity} in {self.domain_id}"
