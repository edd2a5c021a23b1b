"""How many must take part, and who among them: a rule as data, with versions."""

import datetime as dt

from django.db import models
from django.db.models import F, Q

from accounts.models import Organisation
from pag.models.group import Group
from ui.words import counted


class QuorumRuleQuerySet(models.QuerySet["QuorumRule"]):
    def in_force(self, group: Group, *, on: dt.date) -> "QuorumRule":
        """Return the rule for `group` on the day `on`. Raises LookupError where none had begun.

        The group's own rule comes before its organisation's, and that before the default.
        """
        theirs = Q(group=group) | Q(organisation=group.organisation_id)
        default = Q(group__isnull=True, organisation__isnull=True)
        rules = self.filter(theirs | default, effective_from__lte=on).order_by(
            F("group").asc(nulls_last=True),
            F("organisation").asc(nulls_last=True),
            "-effective_from",
            "-version",
        )
        rule = rules.first()
        if rule is None:
            raise LookupError(f"No quorum rule was in force on {on}.")
        return rule


class QuorumRule(models.Model):
    """One version of the rule, for a group, an organisation, or everybody (the default)."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, related_name="quorum_rules")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveSmallIntegerField()
    effective_from = models.DateField()
    voting_minimum = models.PositiveSmallIntegerField("fewest voting members")
    needs_peer = models.BooleanField("a peer of the practitioner's discipline among them")
    needs_lay = models.BooleanField("a lay member among them")
    source = models.TextField("where the rule comes from")
    assumed = models.BooleanField("a default to be confirmed", default=False)

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
        kinds = []
        if self.needs_peer:
            kinds.append("a peer of the practitioner's discipline")
        if self.needs_lay:
            kinds.append("a lay member")
        members = counted(self.voting_minimum, "voting member")
        return f"{members}, among them {' and '.join(kinds)}" if kinds else members
