"""What is to change because of a review, who sees to it, by when, and whether it was done."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import Person
from accounts.permissions import Permission, organisations_with
from cases.models import Case, CaseAccess, TopicSeal
from cases.topics import LESSONS
from lessons.models.review import Review, ReviewFactor


class ImprovementActionQuerySet(models.QuerySet["ImprovementAction"]):
    def agreed(self) -> Self:
        """Those of completed reviews: until then an action is only proposed."""
        return self.filter(review__state=Review.State.COMPLETED)

    def to_do(self) -> Self:
        return self.agreed().filter(state=ImprovementAction.State.OPEN)

    def to_assure(self) -> Self:
        """Those done, of which nobody has made sure yet."""
        return self.agreed().filter(state=ImprovementAction.State.DONE, assured_at__isnull=True)

    def followed_by(self, person: Person) -> Self:
        """Those of the cases `person` may see, in organisations whose improvements they make sure of."""
        sealed = TopicSeal.objects.filter(case=OuterRef("pk"), person=person, topic=LESSONS, ends_at=None)
        cases = Case.objects.visible_to(person).filter(
            ~Exists(sealed), organisation__in=organisations_with(person, Permission.LESSONS_ASSURE)
        )
        return self.filter(review__case__in=cases)

    def visible_to(self, person: Person) -> Self:
        """Those `person` follows, and those they own unless they are kept from the case."""
        shut = [CaseAccess.Effect.DENY, CaseAccess.Effect.ALONE, CaseAccess.Effect.FIRST]
        kept_out = person.case_access.current().filter(effect__in=shut).values("case")
        organisations = list(person.permissions_by_organisation())
        own = Q(owner=person, review__case__organisation__in=organisations) & ~Q(review__case__in=kept_out)
        followed = Q(pk__in=self.model.objects.followed_by(person).values("pk"))
        return self.filter(followed | own)


class ImprovementAction(models.Model):
    """One action for learning and system improvement, owned by a person or by a named body, never by both."""

    class State(models.TextChoices):
        OPEN = "open", "To do"
        DONE = "done", "Done"

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="actions")
    position = models.PositiveSmallIntegerField()
    what = models.TextField()
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="improvement_actions")
    owner_body = models.CharField("owner, where it is a body", max_length=200, blank=True)
    due_on = models.DateField(null=True)
    answers = models.ManyToManyField(ReviewFactor, related_name="actions")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    evidence = models.TextField(blank=True)
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    assured_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    assured_at = models.DateTimeField(null=True)

    objects = ImprovementActionQuerySet.as_manager()

    class Meta:
        ordering = ["review_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["review", "position"], name="lessons_action_position_once"),
            models.CheckConstraint(name="lessons_action_says_what", condition=Q(what__gt="")),
            models.CheckConstraint(
                name="lessons_action_one_owner", condition=Q(owner__isnull=True) | Q(owner_body="")
            ),
            models.CheckConstraint(
                name="lessons_action_done_wholly",
                condition=Q(state="open", done_by__isnull=True, done_at__isnull=True, evidence="")
                | Q(state="done", done_by__isnull=False, done_at__isnull=False, evidence__gt=""),
            ),
            models.CheckConstraint(
                name="lessons_action_assured_wholly",
                condition=Q(assured_by__isnull=True, assured_at__isnull=True)
                | Q(assured_by__isnull=False, assured_at__isnull=False, state="done"),
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "due_on"], name="lessons_action_open", condition=Q(state="open"))
        ]

    def __str__(self) -> str:
        return f"Action {self.position} of {self.review_id}"

    @property
    def owner_name(self) -> str:
        """Who sees to it, in words; empty where nobody has been named."""
        return self.owner.name if self.owner else self.owner_body

    @property
    def sent_back(self) -> "SentBack | None":
        """What is still missing, while it is to be done again."""
        return self.sent_back_for.last() if self.state == self.State.OPEN else None

    @property
    def assured(self) -> bool:
        return self.assured_at is not None


class SentBack(models.Model):
    """An action that was marked as done and is not in place yet: what is missing, and what had been said."""

    action = models.ForeignKey(ImprovementAction, on_delete=models.PROTECT, related_name="sent_back_for")
    missing = models.TextField("what is missing")
    evidence = models.TextField("what was said to be done")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["action_id", "pk"]
        constraints = [
            models.CheckConstraint(
                name="lessons_sentback_says_what", condition=Q(missing__gt="", evidence__gt="")
            )
        ]
        triggers = [pgtrigger.Protect(name="recorded_once", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.action} sent back"
