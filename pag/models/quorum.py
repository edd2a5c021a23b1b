"""How many must take part, and who among them: a rule as data, with versions."""

import datetime as dt
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Organisation, Person
from pag.models.group import Group
from ui.words import counted, listed


class Needed(models.TextChoices):
    """Who has to be among the voting members, each at least once."""

    PRESIDING = "presiding", "the chair or the deputy chair"
    PEER = "peer", "a peer of the practitioner's discipline"
    CLINICAL = "clinical", "a clinical member"
    LAY = "lay", "a lay member"


class Excluded(models.TextChoices):
    """Who has no vote in an item, whatever else they are in the group."""

    TRIAGE = "triage", "whoever triaged the case"
    INVESTIGATOR = "investigator", "the investigator of the case"


class QuorumRuleQuerySet(models.QuerySet["QuorumRule"]):
    def of(self, group: Group) -> Self:
        """Every version that is or was, or will be, for `group`, what comes first before the rest.

        The group's own rule comes before its organisation's, and that before the default.
        """
        theirs = Q(group=group) | Q(organisation=group.organisation_id)
        default = Q(group__isnull=True, organisation__isnull=True)
        return self.filter(theirs | default).order_by(
            F("group").asc(nulls_last=True),
            F("organisation").asc(nulls_last=True),
            "-effective_from",
            "-version",
        )

    def in_force(self, group: Group, *, on: dt.date) -> "QuorumRule | None":
        """Return the rule for `group` on the day `on`; None where none had begun."""
        return self.of(group).filter(effective_from__lte=on).first()


class QuorumRule(models.Model):
    """One version of the rule, for a group, an organisation, or everybody (the default)."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, related_name="quorum_rules")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveSmallIntegerField()
    effective_from = models.DateField()
    voting_minimum = models.PositiveSmallIntegerField("fewest voting members")
    needed = ArrayField(
        models.CharField(max_length=20, choices=Needed), verbose_name="who among them", default=list
    )
    excluded = ArrayField(
        models.CharField(max_length=20, choices=Excluded), verbose_name="who has no vote", default=list
    )
    source = models.TextField("where the rule comes from")
    assumed = models.BooleanField("a default to be confirmed", default=False)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    submission_key = models.UUIDField(unique=True, null=True)

    objects = QuorumRuleQuerySet.as_manager()

    class Meta:
        ordering = ["group", "organisation", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "organisation", "version"],
                name="pag_quorumrule_version_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="pag_quorumrule_one_owner",
                condition=Q(group__isnull=True) | Q(organisation__isnull=True),
            ),
            models.CheckConstraint(name="pag_quorumrule_somebody", condition=Q(voting_minimum__gte=1)),
            models.CheckConstraint(
                name="pag_quorumrule_known_codes",
                condition=Q(needed__contained_by=Needed.values, excluded__contained_by=Excluded.values),
            ),
        ]

    def __str__(self) -> str:
        return self.in_words

    @property
    def to_confirm(self) -> str:
        """What is said beside a rule that nobody here has confirmed: whose it is, and what to do."""
        if not self.assumed:
            return ""
        return (
            "This rule came with LOTUS Cases: nobody here has set one. Compare it with your group's terms of "
            "reference, and tell your administrator if they say otherwise."
        )

    @property
    def in_words(self) -> str:
        """The rule as one reads it: "4 voting members, among them a peer … and a lay member"."""
        kinds = [kind.label for kind in Needed if kind in self.needed]
        members = counted(self.voting_minimum, "voting member")
        return f"{members}, among them {listed(kinds)}" if kinds else members

    @property
    def excluded_in_words(self) -> str:
        """Who has no vote, in a sentence; empty where it is nobody."""
        who = [each.label for each in Excluded if each in self.excluded]
        return f"No vote in an item, and not counted: {listed(who)}." if who else ""

    @property
    def origin(self) -> str:
        """Whose rule it is: the group's, its organisation's, or the default."""
        if self.group_id:
            return "The group's own rule"
        return "The rule of the organisation" if self.organisation_id else "The rule LOTUS Cases came with"
