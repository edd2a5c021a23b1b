"""The triage review: the toolkit's template 1, its fields in the template's order; what was read for it."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Person
from cases.models import Case
from documents.models import Document
from triage.models.band import Band
from triage.models.declaration import Declaration
from triage.models.guide import Guide
from triage.models.joining import joined
from triage.models.locks import kept_with_review


class ReviewQuerySet(models.QuerySet["Review"]):
    def of_case(self, case: Case) -> Self:
        """The case's reviews, newest first; second scorings are apart from them (`models.second`)."""
        return self.firsts().filter(case=case).order_by("-revision")

    def firsts(self) -> Self:
        """Leave out what somebody scored a second time on their own."""
        return self.filter(kind=Review.Kind.FIRST)

    def submitted(self) -> Self:
        return self.filter(state=Review.State.SUBMITTED)

    def in_draft(self) -> Self:
        return self.filter(state=Review.State.DRAFT)

    def being_written(self) -> Self:
        """Drafts that somebody goes on with, first and second alike: no count may tell the two apart."""
        return self.in_draft().filter(Q(kind=Review.Kind.FIRST) | Q(scored_apart__state="asked"))

    def written_by(self, person: Person) -> Self:
        """Those of `person` as their advisor, or as a joint advisor who has declared."""
        together = self.model._default_manager.filter(  # noqa: SLF001 (the manager, whatever this is asked of)
            joint_advisors__person=person, joint_advisors__declaration__isnull=False
        )
        return self.filter(Q(advisor=person) | Q(pk__in=together.values("pk")))

    def left_behind(self, case: Case) -> Self:
        """Drafts of advisors whom the case is no longer assigned to, newest first."""
        return self.of_case(case).in_draft().exclude(advisor=case.advisor_id)

    def without_topics(self, topics: set[str]) -> Self:
        """Leave out reviews whose topic ("triage:5") is among `topics`."""
        keys = [int(topic.removeprefix("triage:")) for topic in topics if topic.startswith("triage:")]
        return self.exclude(pk__in=keys)

    def same_triage(self, review: "Review") -> list[int]:
        """Return the keys of `review` and of those it goes on from, newest first; one query."""
        before = dict(self.filter(case=review.case_id).values_list("pk", "copied_from"))
        keys: list[int] = []
        key: int | None = review.pk
        while key is not None:
            keys.append(key)
            key = before[key]
        return keys

    def whole(self) -> Self:
        """With everything a page or report needs, in a fixed number of queries."""
        return self.with_answers().select_related("case__organisation", "case__practitioner")

    def with_answers(self) -> Self:
        """As `whole`, for whoever has the case and asks it for its reviews (`case.triage_reviews`)."""
        return self.select_related("advisor", "declaration", "guide__organisation", "band").prefetch_related(
            "notice_answers",
            joined(Review, "documents", "document"),
            joined(Review, "unread", "document"),
            joined(Review, "contributions", "person"),
            joined(Review, "joint_advisors", "person", "declaration"),
            joined(Review, "factor_notes", "factor"),
            joined(Review, "risks__consequences", "domain"),
        )

    def locked(self, pk: int) -> "Review":
        """Return the review with its row locked; the case's row is locked before."""
        return self.select_for_update(of=("self",)).get(pk=pk)


class Review(models.Model):
    """One triage of a case by one advisor, at a date. Submitting locks it; a later one is a new revision."""

    class State(models.TextChoices):
        DRAFT = "draft", "Being written"
        SUBMITTED = "submitted", "Submitted"

    class Kind(models.TextChoices):
        FIRST = "first", "The triage of the case"
        SECOND = "second", "A second scoring, made without seeing the first"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="triage_reviews")
    guide = models.ForeignKey(Guide, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.FIRST)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)

    advisor = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="triage_reviews", verbose_name="name of reviewer"
    )
    reviewed_on = models.DateField("date of review")
    declaration = models.ForeignKey(Declaration, on_delete=models.PROTECT, related_name="reviews")
    # The review that was returned for more, of which this one began as a copy.
    copied_from = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="continued_as"
    )
    summary = models.TextField("summary of concern(s)", blank=True)
    safeguarding = models.BooleanField("safeguarding concern(s)", null=True)
    safeguarding_details = models.TextField(blank=True)
    health = models.BooleanField("potential health concerns", null=True)
    health_details = models.TextField(blank=True)
    judged_colour = models.CharField(
        "the reviewer's own judgement", max_length=10, choices=Band.Colour, blank=True
    )
    judged_why = models.TextField("why the reviewer judges it differently", blank=True)
    rationale = models.TextField(blank=True)
    recommendation = models.TextField("case recommendation", blank=True)
    additional = models.TextField("any additional recommendations", blank=True)
    # The sentences that rationale and recommendation were begun with (`triage.beginning`).
    begun = models.JSONField(default=list, blank=True)

    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    overall_likelihood = models.PositiveSmallIntegerField(null=True)
    overall_severity = models.PositiveSmallIntegerField(null=True)
    overall_score = models.PositiveSmallIntegerField(null=True)
    overall_colour = models.CharField(max_length=10, choices=Band.Colour, blank=True)
    band = models.ForeignKey(Band, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["case_id", "-revision"]
        constraints = [
            models.UniqueConstraint(fields=["case", "revision"], name="triage_review_revision_once"),
            models.UniqueConstraint(
                fields=["case", "advisor"],
                name="triage_review_one_draft",
                condition=Q(state="draft", kind="first"),
            ),
            models.CheckConstraint(
                name="triage_review_known_kind", condition=Q(kind__in=["first", "second"])
            ),
            models.CheckConstraint(
                name="triage_review_known_state", condition=Q(state__in=["draft", "submitted"])
            ),
            models.CheckConstraint(
                name="triage_review_submitted_wholly",
                condition=Q(
                    state="draft",
                    submitted_at__isnull=True,
                    submitted_by__isnull=True,
                    overall_likelihood__isnull=True,
                    overall_severity__isnull=True,
                    overall_score__isnull=True,
                    overall_colour="",
                    band__isnull=True,
                )
                | Q(
                    state="submitted",
                    submitted_at__isnull=False,
                    submitted_by__isnull=False,
                    overall_likelihood__range=(1, 5),
                    overall_severity__range=(1, 5),
                    overall_score=F("overall_likelihood") * F("overall_severity"),
                    overall_colour__in=["green", "amber", "red"],
                    band__isnull=False,
                    safeguarding__isnull=False,
                    health__isnull=False,
                    summary__gt="",
                    rationale__gt="",
                    recommendation__gt="",
                ),
            ),
            models.CheckConstraint(
                name="triage_review_known_judgement", condition=Q(judged_colour__in=["", *Band.Colour.values])
            ),
            # The reviewer's own judgement stands beside the computed colour, with its reason, or not at all.
            models.CheckConstraint(
                name="triage_review_judged_with_reason",
                condition=Q(state="draft")
                | Q(judged_colour="", judged_why="")
                | (Q(judged_colour__gt="", judged_why__gt="") & ~Q(judged_colour=F("overall_colour"))),
            ),
            *(
                models.CheckConstraint(
                    name=f"triage_review_{answer}_details_iff_yes",
                    condition=Q(**{answer: True, f"{answer}_details__gt": ""})
                    | Q(**{answer: True, "state": "draft"})
                    | Q(Q(**{answer: False}) | Q(**{f"{answer}__isnull": True}), **{f"{answer}_details": ""}),
                )
                for answer in ("safeguarding", "health")
            ),
        ]
        indexes = [
            models.Index(fields=["advisor", "state"], name="triage_review_of_advisor"),
            # All that similar cases are counted by stands in the index (`triage.similar`).
            models.Index(
                fields=["submitted_at"],
                include=[
                    "id",
                    "case",
                    "revision",
                    "overall_likelihood",
                    "overall_severity",
                    "overall_colour",
                ],
                condition=Q(kind="first", state="submitted"),
                name="triage_review_similar",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="submitted_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=~pgtrigger.Q(old__state="draft"),
            )
        ]

    def __str__(self) -> str:
        return f"Triage {self.revision} of {self.case_id}"

    @property
    def topic(self) -> str:
        """The topic of everything that gives away what this review says."""
        return f"triage:{self.pk}"

    @property
    def authors(self) -> tuple[Person, ...]:
        """Its advisor, and who wrote it together with them after declaring; a second scoring has one."""
        if self.is_second:
            return (self.advisor,)
        together = (each.person for each in self.joint_advisors.all() if each.declaration_id)
        return (self.advisor, *together)

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_second(self) -> bool:
        return self.kind == self.Kind.SECOND


class ReviewDocument(models.Model):
    """A document that was reviewed: one of the case's, or one named by hand. The title is kept as it was."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="documents")
    number = models.PositiveSmallIntegerField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=255)

    class Meta:
        ordering = ["review_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="triage_reviewdocument_number_once"),
            models.UniqueConstraint(fields=["review", "document"], name="triage_reviewdocument_once"),
            models.CheckConstraint(name="triage_reviewdocument_named", condition=Q(title__gt="")),
        ]
        triggers = [kept_with_review()]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class UnreadDocument(models.Model):
    """A document that was on the case, open to the reviewer, and not read when the review was submitted."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="unread")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=255)

    class Meta:
        ordering = ["review_id", "document__number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "document"], name="triage_unreaddocument_once"),
            models.CheckConstraint(name="triage_unreaddocument_named", condition=Q(title__gt="")),
        ]
        triggers = [kept_with_review()]

    def __str__(self) -> str:
        return self.title
