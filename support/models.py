"""The practitioner's support plan, and the eight considerations kept live on every case."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Person
from cases.models import Case
from support.considerations import KEYS


class SupportPlanQuerySet(models.QuerySet["SupportPlan"]):
    def of_case(self, case: Case) -> "SupportPlan | None":
        """Return the plan of `case`, if one has been written."""
        return self.filter(case=case).select_related("saved_by").first()


class SupportPlan(models.Model):
    """Who is there for the practitioner, what they need to take part, and when they are next told.

    The pastoral contact has no part in the investigation: somebody confirmed that before naming them.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="support_plan")
    contact_name = models.CharField("pastoral contact", max_length=120, blank=True)
    contact_role = models.CharField("their role", max_length=150, blank=True)
    contact_phone = models.CharField("their telephone number", max_length=40, blank=True)
    contact_email = models.EmailField("their e-mail", blank=True)
    uninvolved = models.BooleanField("no part in the investigation", default=False)
    preferred = models.TextField("whom the practitioner would like", blank=True)
    not_wanted = models.TextField("whom the practitioner would not like", blank=True)
    reach = models.TextField("how the practitioner wishes to be reached", blank=True)
    adjustments = models.TextField("adjustments", blank=True)
    next_update_on = models.DateField("next update due", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(auto_now=True)

    objects = SupportPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="support_plan_contact_wholly",
                condition=Q(
                    contact_name="", contact_role="", contact_phone="", contact_email="", uninvolved=False
                )
                | (
                    Q(contact_name__gt="", uninvolved=True)
                    & (Q(contact_phone__gt="") | Q(contact_email__gt=""))
                ),
            ),
        ]
        indexes = [models.Index(fields=["next_update_on"], name="support_plan_next_update")]

    def __str__(self) -> str:
        return f"Support plan of {self.case}"


class ConsiderationQuerySet(models.QuerySet["Consideration"]):
    def of_case(self, case: Case) -> Self:
        return self.filter(case=case).select_related("by")

    def about(self, key: str) -> Self:
        return self.filter(key=key)

    def newest_of_each(self) -> Self:
        """The newest row of each consideration: where it stands."""
        return self.order_by("key", "-at", "-pk").distinct("key")


class Consideration(models.Model):
    """Where one of the eight considerations stood from then on. Rows are added, never changed."""

    class State(models.TextChoices):
        NOT_YET = "not_yet", "Not yet"
        IN_HAND = "in_hand", "In hand"
        DONE = "done", "Done"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="considerations")
    key = models.CharField(max_length=30)
    state = models.CharField(max_length=10, choices=State)
    note = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    submission_key = models.UUIDField(unique=True)

    objects = ConsiderationQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(name="support_consideration_known_key", condition=Q(key__in=KEYS)),
            models.CheckConstraint(
                name="support_consideration_known_state",
                condition=Q(state__in=["not_yet", "in_hand", "done"]),
            ),
        ]
        indexes = [models.Index(fields=["case", "key", "-at"], name="support_consideration_latest")]
        triggers = [pgtrigger.ReadOnly(name="added_only")]

    def __str__(self) -> str:
        return f"{self.key}: {self.get_state_display()}"
