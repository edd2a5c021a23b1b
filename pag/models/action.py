"""What is to be done after a decision, by whom and by when."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from accounts.models import Membership, Person
from accounts.permissions import Permission
from cases.access import WITH
from cases.models import Case, CaseAccess
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

    def visible_to(self, person: Person) -> Self:
        """Those of the cases `person` may read, and their own where they have still to declare on the case.

        What they own stays away from whoever is kept from the case, or has nothing to do with it any more.
        """
        read = Q(decision__item__case__in=Case.objects.visible_to(person).values("pk"))
        own = Q(owner=person, decision__item__case__in=Case.objects.to_declare(person).values("pk"))
        return self.filter(read | own)

    def left_by_owner(self) -> Self:
        """Those whose owner can see to them no more: the case is not open to them, or closed to them."""
        case, organisation = OuterRef("decision__item__case"), OuterRef("decision__item__case__organisation")
        here = Membership.objects.current().filter(person=OuterRef("owner"), organisation=organisation)
        access = CaseAccess.objects.current().filter(person=OuterRef("owner"), case=case)
        named = access.filter(effect__in=[CaseAccess.Effect.READ, CaseAccess.Effect.DECLARE])
        by_role = Exists(here.allowing(Permission.CASE_SEE_UNRESTRICTED)) & Q(
            decision__item__case__restricted=False
        )
        at_work = Q(Exists(here)) & Q(owner__is_active=True) & (by_role | Q(Exists(named)))
        denied = Exists(access.filter(effect=CaseAccess.Effect.DENY))
        return self.filter(Q(owner__isnull=False) & (~at_work | denied))

    def whole(self) -> Self:
        """With what lists and their own pages show."""
        return self.select_related(
            "owner", "decision__item__meeting__group", *(f"decision__item__case__{each}" for each in WITH)
        )


class Action(models.Model):
    """One thing to be done after a decision, by somebody, by a day."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="actions")
    what = models.TextField()
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    owner_name = models.CharField("owner who does not sign in here", max_length=200, blank=True)
    practitioner = models.BooleanField("the practitioner does it", default=False)
    due_on = models.DateField()
    completion = models.TextField("how one will know that it is done", blank=True)
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

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
            ),
            models.Index(fields=["due_on", "id"], name="pag_action_due", condition=Q(done_on__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"Action {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("group_action", args=[self.pk])

    @property
    def case(self) -> Case:
        return self.decision.item.case

    @property
    def by_whom(self) -> str:
        """Who does it, in words."""
        if self.practitioner:
            return PRACTITIONER
        return self.owner.name if self.owner else self.owner_name
