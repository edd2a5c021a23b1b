"""What two advisors agree on once both have scored: what each wrote down for both, and what counts."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Person
from triage.models.band import Band
from triage.models.second import SecondScoring

IN_SCALE = Q(likelihood__range=(1, 5), severity__range=(1, 5))
WRITTEN = ("scoring", "number", "likelihood", "severity", "reason", "by", "at")


class ProposedScoreQuerySet(models.QuerySet["ProposedScore"]):
    def newest_first(self) -> Self:
        return self.select_related("by", "answered_by").order_by("-number")


class ProposedScore(models.Model):
    """A score that an author of one of the two scorings wrote down for both.

    It counts once an author of the other confirms it. Every one is kept, with what became of it; `answer` is
    what the other sees differently.
    """

    class State(models.TextChoices):
        OPEN = "open", "Waits for the other advisor"
        CONFIRMED = "confirmed", "Confirmed"
        DIFFERS = "differs", "Not confirmed"
        REPLACED = "replaced", "Replaced by a later one"

    scoring = models.ForeignKey(SecondScoring, on_delete=models.PROTECT, related_name="proposed")
    number = models.PositiveSmallIntegerField()
    likelihood = models.PositiveSmallIntegerField()
    severity = models.PositiveSmallIntegerField()
    reason = models.TextField("why this score")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    answer = models.TextField("what the other sees differently", blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = ProposedScoreQuerySet.as_manager()

    class Meta:
        ordering = ["scoring_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["scoring", "number"], name="triage_proposed_number_once"),
            models.UniqueConstraint(
                fields=["scoring"], name="triage_proposed_one_open", condition=Q(state="open")
            ),
            models.CheckConstraint(name="triage_proposed_in_scale", condition=IN_SCALE & Q(reason__gt="")),
            models.CheckConstraint(
                name="triage_proposed_answered_wholly",
                condition=Q(state="open", answered_by__isnull=True, answered_at__isnull=True, answer="")
                | Q(state="differs", answered_by__isnull=False, answered_at__isnull=False, answer__gt="")
                | Q(
                    state__in=["confirmed", "replaced"],
                    answered_by__isnull=False,
                    answered_at__isnull=False,
                    answer="",
                ),
            ),
            models.CheckConstraint(
                name="triage_proposed_answered_by_the_other",
                condition=~Q(state__in=["confirmed", "differs"]) | ~Q(answered_by=F("by")),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="written_once", fields=list(WRITTEN)),
            pgtrigger.Protect(
                name="answered_once",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__state="open"),
            ),
            pgtrigger.Trigger(
                name="between_the_two",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF NOT EXISTS (
                        SELECT 1 FROM triage_secondscoring pair
                        CROSS JOIN LATERAL (VALUES (pair.first_id, pair.second_id),
                                                   (pair.second_id, pair.first_id)) side (own, across)
                        WHERE pair.id = NEW.scoring_id
                          AND NEW.by_id IN (SELECT advisor_id FROM triage_review WHERE id = side.own
                                            UNION ALL
                                            SELECT person_id FROM triage_jointadvisor
                                            WHERE review_id = side.own AND declaration_id IS NOT NULL)
                          AND (NEW.state NOT IN ('confirmed', 'differs')
                               OR NEW.answered_by_id IN (
                                    SELECT advisor_id FROM triage_review WHERE id = side.across
                                    UNION ALL
                                    SELECT person_id FROM triage_jointadvisor
                                    WHERE review_id = side.across AND declaration_id IS NOT NULL))
                    ) THEN
                        RAISE EXCEPTION 'The two who scored the case agree on its score.'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"Proposed score {self.number} of {self.scoring_id}: {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def score(self) -> int:
        return self.likelihood * self.severity


class AgreedScore(models.Model):
    """What was agreed once two had scored. It stands beside both scorings, and changes neither.

    `by` is whoever made it count: the advisor who confirmed what an author of the other scoring wrote down
    (`proposed`), or the responsible officer. One without `proposed` that both agreed on was recorded by the
    case manager, before advisors confirmed it themselves.
    """

    class DecidedAs(models.TextChoices):
        AGREED = "agreed", "Both advisors agreed on it"
        OFFICER = "officer", "The responsible officer decided"

    scoring = models.OneToOneField(SecondScoring, on_delete=models.PROTECT, related_name="agreed")
    likelihood = models.PositiveSmallIntegerField()
    severity = models.PositiveSmallIntegerField()
    score = models.PositiveSmallIntegerField()
    colour = models.CharField(max_length=10, choices=Band.Colour)
    band = models.ForeignKey(Band, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField("why this score")
    decided_as = models.CharField(max_length=10, choices=DecidedAs)
    proposed = models.OneToOneField(ProposedScore, on_delete=models.PROTECT, null=True, related_name="agreed")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="triage_agreed_score_is_the_product",
                condition=Q(
                    likelihood__range=(1, 5), severity__range=(1, 5), score=F("likelihood") * F("severity")
                ),
            ),
            models.CheckConstraint(
                name="triage_agreed_known_colour", condition=Q(colour__in=["green", "amber", "red"])
            ),
            models.CheckConstraint(
                name="triage_agreed_known_decision", condition=Q(decided_as__in=["agreed", "officer"])
            ),
            models.CheckConstraint(name="triage_agreed_says_why", condition=Q(reason__gt="")),
        ]
        triggers = [
            pgtrigger.Protect(name="agreed_stays", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="confirmed_by_both",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF (NEW.decided_as = 'agreed') <> EXISTS (
                        SELECT 1 FROM triage_proposedscore
                        WHERE id = NEW.proposed_id AND scoring_id = NEW.scoring_id AND state = 'confirmed'
                          AND likelihood = NEW.likelihood AND severity = NEW.severity
                          AND answered_by_id = NEW.by_id
                    ) THEN
                        RAISE EXCEPTION 'A score that two agree on is confirmed by both.'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_colour_display()} {self.score} agreed on {self.scoring_id}"
