"""What the group decided about a case at a meeting, why, and who does what by when."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Person
from cases.models import Case
from pag.kinds import DecisionKind
from pag.models.agenda import AgendaItem
from pag.models.group import GroupMember
from pag.models.quorum import QuorumRule
from ui.dates import day

if TYPE_CHECKING:
    from pag.models.final import FinalDecision


def kind_has(kind: DecisionKind, **facts: object) -> Q:
    """Return a condition: `facts` hold where `kind` was decided, and their fields are empty otherwise."""
    given, empty = Q(), Q()
    for name, is_text in facts.items():
        given &= Q(**{f"{name}__gt": ""}) if is_text else Q(**{f"{name}__isnull": False})
        empty &= Q(**{name: ""}) if is_text else Q(**{f"{name}__isnull": True})
    has = Q(kinds__contains=[kind.value])
    return (has & given) | (~has & empty)


class DecisionQuerySet(models.QuerySet["Decision"]):
    def of_case(self, case: Case) -> Self:
        """Those about `case`, the last first."""
        return (
            self.filter(item__case=case)
            .select_related("item__meeting__group", "item__case", "quorum_rule", "recorded_by", "final")
            .order_by("-decided_on", "-pk")
        )

    def awaiting_final(self) -> Self:
        """Those on whose advice somebody has still to decide."""
        return self.filter(final_due__isnull=False, final__isnull=True)


class Decision(models.Model):
    """The decision on one agenda item. Recorded once; what was recorded never changes.

    `listened_how` says how the practitioner was listened to, or why not. `quorum_missing` is what the rule
    missed among those who took part; the rule is not there where that was not yet recorded.

    On the MHPS route the group advises (reference.md, "RO"): `final_…` say who decides on its advice, and
    what on which day, or by when; what they decide later is `final` (`FinalDecision`). They are empty on
    every other route.

    `factors`, `dissent`, the options looked at and what was arranged are empty on decisions recorded before
    they were asked for. `dissent` names nobody who did not ask for it, and no letter quotes it.
    """

    class Same(models.TextChoices):
        YES = "yes", "Yes"
        UNSURE = "unsure", "Not sure"
        NO = "no", "No"

    class Final(models.TextChoices):
        CASE_MANAGER = "case_manager", "The case manager"
        MEDICAL_DIRECTOR = "medical_director", "The medical director"

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="decision")
    considered = models.TextField("what the group considered")
    kinds = ArrayField(models.CharField(max_length=30, choices=DecisionKind))
    other_kind = models.CharField("other: what", max_length=200, blank=True)
    decision = models.TextField()
    rationale = models.TextField()
    listened_to = models.BooleanField("was the practitioner listened to?")
    listened_how = models.TextField("how, or why not")
    same_for_another = models.CharField("the same for another person?", max_length=10, choices=Same)
    same_why = models.TextField("what would be different", blank=True)
    system_part = models.TextField("what the system contributed")
    factors = models.TextField("contributory and system factors noticed", blank=True)
    dissent = models.TextField("what somebody held against it", blank=True)
    investigator = models.CharField(max_length=200, blank=True)
    investigator_person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    terms_due = models.DateField("when the terms of reference follow", null=True)
    health_reason = models.TextField("why an occupational health report is asked for", blank=True)
    adjourned_until = models.DateField(null=True)
    adjourned_for = models.TextField("what the group waits for", blank=True)
    quorum_rule = models.ForeignKey(QuorumRule, on_delete=models.PROTECT, null=True, related_name="+")
    quorum_missing = models.TextField("what was missing for a quorum", blank=True)
    without_quorum = models.TextField("why it was decided without a quorum", blank=True)
    final_by = models.CharField("who decides on the advice", max_length=20, choices=Final, blank=True)
    final_name = models.CharField(max_length=200, blank=True)
    final_decision = models.TextField("what they decided", blank=True)
    final_on = models.DateField("when they decided", null=True)
    final_due = models.DateField("by when they will decide", null=True)
    decided_on = models.DateField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveSmallIntegerField(default=1)
    submission_key = models.UUIDField(unique=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="pag_decision_known_kinds",
                condition=Q(kinds__contained_by=DecisionKind.values, kinds__len__gte=1),
            ),
            models.CheckConstraint(
                name="pag_decision_is_worded",
                condition=Q(
                    considered__gt="",
                    decision__gt="",
                    rationale__gt="",
                    listened_how__gt="",
                    system_part__gt="",
                ),
            ),
            models.CheckConstraint(
                name="pag_decision_known_same", condition=Q(same_for_another__in=["yes", "unsure", "no"])
            ),
            models.CheckConstraint(
                name="pag_decision_investigation_wholly",
                condition=kind_has(DecisionKind.INVESTIGATION, investigator=True, terms_due=False),
            ),
            models.CheckConstraint(
                name="pag_decision_investigator_is_named",
                condition=Q(investigator_person__isnull=True) | Q(investigator__gt=""),
            ),
            models.CheckConstraint(
                name="pag_decision_health_has_reason",
                condition=kind_has(DecisionKind.OCCUPATIONAL_HEALTH, health_reason=True),
            ),
            models.CheckConstraint(
                name="pag_decision_adjourned_wholly",
                condition=kind_has(DecisionKind.ADJOURN, adjourned_until=False, adjourned_for=True),
            ),
            models.CheckConstraint(
                name="pag_decision_other_says_what",
                condition=kind_has(DecisionKind.OTHER, other_kind=True),
            ),
            models.CheckConstraint(
                name="pag_decision_final_wholly",
                condition=Q(
                    final_by="",
                    final_name="",
                    final_decision="",
                    final_on__isnull=True,
                    final_due__isnull=True,
                )
                | Q(
                    Q(final_decision__gt="", final_on__isnull=False, final_due__isnull=True)
                    | Q(final_decision="", final_on__isnull=True, final_due__isnull=False),
                    final_by__in=["case_manager", "medical_director"],
                    final_name__gt="",
                ),
            ),
            models.CheckConstraint(
                name="pag_decision_without_quorum_says_why",
                condition=Q(quorum_missing="", without_quorum="")
                | Q(quorum_missing__gt="", without_quorum__gt=""),
            ),
        ]
        triggers = [pgtrigger.Protect(name="recorded_once", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"Decision on {self.item_id}"

    @property
    def kinds_in_words(self) -> list[str]:
        """The kinds as people read them, "other" by what it is."""
        return [
            self.other_kind if kind == DecisionKind.OTHER else str(kind.label)
            for kind in DecisionKind
            if kind in self.kinds
        ]

    def has(self, kind: DecisionKind) -> bool:
        """Tell whether `kind` was decided."""
        return kind in self.kinds

    @property
    def is_adjournment(self) -> bool:
        return self.has(DecisionKind.ADJOURN)

    @property
    def final_in_words(self) -> str:
        """Who decides on the advice, and what on which day, or by when; empty on every other route."""
        if not self.final_by:
            return ""
        who = f"{self.get_final_by_display()}, {self.final_name},"
        if self.final_on:
            return f"{who} decided on {day(self.final_on)}:\n\n{self.final_decision}"
        if later := self.decided_later:
            who = f"{later.get_made_by_display()}, {later.name},"
            return f"{who} decided on {day(later.made_on)}:\n\n{later.words}\n\nWhy: {later.why}"
        return f"{who} has not decided yet, and will by {day(self.final_due)}."

    @property
    def decided_later(self) -> "FinalDecision | None":
        """What was decided on the advice after it was recorded without; asks only where that may be."""
        return getattr(self, "final", None) if self.final_due else None

    @property
    def awaits_final(self) -> bool:
        """Whether somebody has still to decide on the advice."""
        return self.final_due is not None and self.decided_later is None

    @property
    def took_part(self) -> list[GroupMember]:
        """The members who took part in the item."""
        return [each.member for each in self.item.participants.all()]
