"""Who stands beside a practitioner outside the organisation: rows with a version and a date."""

import datetime as dt

import pgtrigger
from django.db import models

from accounts.models import Organisation
from cases.models import Case


class OutsideHelpQuerySet(models.QuerySet["OutsideHelp"]):
    def in_force(self, organisation: Organisation, *, on: dt.date) -> "OutsideHelp":
        """Return the organisation's own newest version, else the default's.

        Raises LookupError where there is none.
        """
        found = (
            self.filter(
                models.Q(organisation=organisation) | models.Q(organisation__isnull=True),
                effective_from__lte=on,
            )
            .order_by(models.F("organisation").asc(nulls_last=True), "-effective_from", "-version")
            .first()
        )
        if found is None:
            raise LookupError(f"Nothing says on {on} who can help a practitioner.")
        return found


class OutsideHelp(models.Model):
    """One version; without an organisation it is the default for all.

    `local_committees` is a list of `{"discipline", "routes", "name"}`; `defence` gives words by discipline
    and for "other". `records_kept` says, as the organisation itself puts it, how long the record of a
    closed case is kept; empty where the organisation has not said so.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField()
    effective_from = models.DateField()
    local_committees = models.JSONField()
    defence = models.JSONField()
    records_kept = models.TextField(blank=True)
    source = models.TextField("where this comes from")
    assumed = models.BooleanField("a default to be confirmed", default=False)

    objects = OutsideHelpQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "version"],
                name="letters_outsidehelp_version_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="letters_outsidehelp_defence_for_others",
                condition=models.Q(defence__has_key="other"),
            ),
        ]
        triggers = [pgtrigger.Protect(name="never_changes", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"Who can help, version {self.version}"

    def committee_for(self, case: Case) -> str:
        """Return the local committee that fits discipline and route; nothing where there is none."""
        for committee in self.local_committees:
            if committee["discipline"] == case.practitioner.discipline and case.route in committee["routes"]:
                return str(committee["name"])
        return ""

    def defence_for(self, case: Case) -> str:
        """Return whom to ask for advice, in words that fit the discipline."""
        return str(self.defence.get(case.practitioner.discipline, self.defence["other"]))
