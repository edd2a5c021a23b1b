"""What is to be done after a decision, by whom and by when."""

from typing import Self

from django.db import models
from django.db.models import Q

from accounts.models import Person
from cases.models import Case
from pag.models.decision import Decision

# How an action says that it is the practitioner's own.
PRACTITIONER = "The practitioner"


class ActionQuerySet(models.QuerySet["Action"]):
    def open(self) -> Self:
        return self.filter(done_on__isnull=True)

    def owned_by(self, person: Person) -> Self:
        return self.filter(owner=person)

    def of_case(self, case: Case) -> Self:
        return self.filter(decision__item__case=case)


class Action(models.Model):
    """One thing to be done after a decision, by somebody, by a day."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="actions")
    what = models.TextField()
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    owner_name = models.CharField("owner who does not sign in here", max_length=200, blank=True)
    practitioner = models.BooleanField("the practitioner does it", default=False)
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(name="pag_action_says_what", condition=Q(what__gt="")),
            models.CheckConstraint(
                name="pag_action_one_owner",
                condition=Q(owner__isnull=False, owner_name="", practitioner=False)
                | Q(owner__isnull=True, owner_name__gt="", practitioner=False)
                | Q(owner__isnull=True, owner_name="", practitioner=True),
            ),
            models.CheckConstraint(
                name="pag_action_done_wholly",
                condition=Q(done_on__isnull=True, done_by__isnull=True)
                | Q(done_on__isnull=False, done_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["owner", "due_on"], name="pag_action_open", condition=Q(done_on__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"Action {self.pk}"

    @property
    def by_whom(self) -> str:
        """Who does it, in words."""
        if self.practitioner:
            return PRACTITIONER
        return self.owner.name if self.owner else self.owner_name
