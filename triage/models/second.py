"""Scoring a case again without seeing the first: when it is wanted, and how far it is."""

import datetime as dt
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Organisation, Person
from cases.models import Case
from triage.models.declaration import Declaration
from triage.models.review import Review
from ui.dates import today

# A second scoring is written alone.
WRITTEN_TOGETHER = "first__joint_advisors__person"


class SecondScoringPolicyQuerySet(models.QuerySet["SecondScoringPolicy"]):
    def used_by(self, organisation_id: int) -> Self:
        """The organisation's own versions and the default, the one that counts longest first."""
        return (
            self.filter(Q(organisation=organisation_id) | Q(organisation=None))
            .select_related("published_by")
            .order_by(F("organisation").asc(nulls_last=True), "-effective_from", "-published_at", "-pk")
        )

    def in_force(self, organisation_id: int, *, on: dt.date | None = None) -> "SecondScoringPolicy":
        """Return what counts on a day (today): the organisation's own newest version, else the default.

        Of several published for the same day, the one published last counts.
        """
        found = self.used_by(organisation_id).filter(effective_from__lte=on or today()).first()
        assert found is not None, "The default is there from the first migration."
        return found


class SecondScoringPolicy(models.Model):
    """How many triages of an organisation are scored a second time; without an organisation, the default."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="second_scoring_policies"
    )
    effective_from = models.DateField()
    sample_per_hundred = models.PositiveSmallIntegerField("how many in a hundred, drawn at random")
    every_red = models.BooleanField("every Red in addition")
    source = models.TextField("why, or where it comes from")
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(default=timezone.now)
    submission_key = models.UUIDField(null=True, unique=True)

    objects = SecondScoringPolicyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "second scoring policies"
        constraints = [
            models.CheckConstraint(
                name="triage_secondpolicy_in_a_hundred", condition=Q(sample_per_hundred__range=(0, 100))
            ),
            models.CheckConstraint(name="triage_secondpolicy_says_why", condition=Q(source__gt="")),
            models.CheckConstraint(
                name="triage_secondpolicy_by_somebody",
                condition=Q(organisation__isnull=True) | Q(published_by__isnull=False),
            ),
        ]
        triggers = [pgtrigger.Protect(name="published_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.sample_per_hundred} in 100 from {self.effective_from}"


class SecondScoringQuerySet(models.QuerySet["SecondScoring"]):
    def of_case(self, case: Case) -> Self:
        """Those of the case, newest first, with the people and reviews they are about."""
        people = ("first__advisor", "second__advisor", "person", "requested_by", "ended_by")
        return self.filter(case=case).with_agreed().select_related(*people).order_by("-wanted_at", "-pk")

    def with_agreed(self) -> Self:
        """With the score that was agreed, and who wrote it down and confirmed it."""
        return self.select_related("agreed__by", "agreed__band", "agreed__proposed__by")

    def with_authors(self) -> Self:
        """With who wrote the first scoring together with its advisor."""
        return self.prefetch_related(WRITTEN_TOGETHER)

    def running(self) -> Self:
        """Those that wait for somebody, or are being scored."""
        return self.filter(state__in=SecondScoring.RUNNING)

    def told(self) -> Self:
        """Those of which both scorings are in."""
        return self.filter(state__in=[SecondScoring.State.SCORED, SecondScoring.State.AGREED])

    def asked_of(self, person: Person) -> Self:
        """What `person` is asked to score on their own, now."""
        return self.filter(state=SecondScoring.State.ASKED, person=person)

    def locked(self, pk: int) -> "SecondScoring":
        """Return it with its row locked; the case's row is locked before."""
        found = self.select_for_update(of=("self",)).with_authors()
        return found.select_related("first__advisor", "second__advisor", "person").get(pk=pk)


class SecondScoring(models.Model):
    """One triage that is scored a second time. Why is for those who run it, never for whoever scores."""

    class Reason(models.TextChoices):
        SAMPLE = "sample", "Drawn at random"
        RED = "red", "Every Red is scored a second time"
        REQUEST = "request", "Asked for"

    class State(models.TextChoices):
        WANTED = "wanted", "Wanted: a second advisor is to be asked"
        ASKED = "asked", "A second advisor is asked"
        SCORED = "scored", "Both have scored"
        AGREED = "agreed", "A score is agreed"
        NOT_NEEDED = "not_needed", "Not needed"

    RUNNING = (State.WANTED, State.ASKED)

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="second_scorings")
    first = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="second_scorings")
    reason = models.CharField(max_length=10, choices=Reason)
    requested_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WANTED)
    wanted_at = models.DateTimeField(default=timezone.now)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True)
    declaration = models.ForeignKey(Declaration, on_delete=models.PROTECT, null=True, related_name="+")
    second = models.OneToOneField(Review, on_delete=models.PROTECT, null=True, related_name="scored_apart")
    scored_at = models.DateTimeField(null=True)

    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_why = models.TextField("why it is not needed", blank=True)

    objects = SecondScoringQuerySet.as_manager()

    class Meta:
        ordering = ["case_id", "-wanted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["first"], name="triage_second_once", condition=~Q(state="not_needed")
            ),
            models.CheckConstraint(
                name="triage_second_known_reason", condition=Q(reason__in=["sample", "red", "request"])
            ),
            models.CheckConstraint(
                name="triage_second_requested_by_somebody",
                condition=Q(reason="request", requested_by__isnull=False)
                | (~Q(reason="request") & Q(requested_by__isnull=True)),
            ),
            models.CheckConstraint(
                name="triage_second_asked_wholly",
                condition=Q(person__isnull=True, asked_by__isnull=True, asked_at__isnull=True)
                | Q(person__isnull=False, asked_by__isnull=False, asked_at__isnull=False),
            ),
            models.CheckConstraint(
                name="triage_second_declared_before_scoring",
                condition=Q(declaration__isnull=True, second__isnull=True)
                | Q(declaration__isnull=False, second__isnull=False, person__isnull=False),
            ),
            models.CheckConstraint(
                name="triage_second_state_says_how_far",
                condition=Q(
                    state="wanted", person__isnull=True, scored_at__isnull=True, ended_at__isnull=True
                )
                | Q(state="asked", person__isnull=False, scored_at__isnull=True, ended_at__isnull=True)
                | Q(
                    state__in=["scored", "agreed"],
                    second__isnull=False,
                    scored_at__isnull=False,
                    ended_at__isnull=True,
                )
                | Q(state="not_needed", scored_at__isnull=True, ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="triage_second_ended_wholly",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, ended_why="")
                | Q(ended_at__isnull=False, ended_by__isnull=False, ended_why__gt=""),
            ),
        ]
        indexes = [models.Index(fields=["person", "state"], name="triage_second_of_person")]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="two_people_score",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF EXISTS (
                        SELECT 1 FROM triage_review
                        WHERE id = NEW.first_id AND (advisor_id = NEW.person_id OR kind <> 'first'
                                                     OR case_id <> NEW.case_id OR state = 'draft')
                    ) OR EXISTS (
                        SELECT 1 FROM triage_review
                        WHERE id = NEW.second_id AND (advisor_id <> NEW.person_id OR kind <> 'second'
                                                      OR case_id <> NEW.case_id)
                    ) THEN
                        RAISE EXCEPTION 'A second scoring is made by somebody else, of the same case.'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"Second scoring of {self.first_id}: {self.state}"

    @property
    def source(self) -> str:
        """How access to the case that it gives is named."""
        return f"second:{self.pk}"

    @property
    def both_are_in(self) -> bool:
        return self.state in (self.State.SCORED, self.State.AGREED)

    @property
    def sides(self) -> tuple[tuple[Person, ...], ...]:
        """Who wrote each of the two, the first scoring's first; nobody's name before both are in."""
        return (self.first.authors, self.second.authors) if self.second and self.both_are_in else ()

    @property
    def authors(self) -> tuple[Person, ...]:
        """Everybody who wrote one of the two."""
        return tuple(person for side in self.sides for person in side)

    def side_of(self, person: Person) -> tuple[Person, ...]:
        """Return who speaks for the scoring that `person` wrote: everybody who wrote it, each for all."""
        return next((side for side in self.sides if person in side), ())

    def across(self, person: Person) -> tuple[Person, ...]:
        """Return who speaks for the scoring that `person`, who wrote the other one, did not write."""
        return next((side for side in self.sides if person not in side), ())
