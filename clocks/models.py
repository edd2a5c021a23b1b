"""How long something may take: rules as data, with their source and the day from which they hold."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q


class DeadlineRuleQuerySet(models.QuerySet["DeadlineRule"]):
    def in_force(self, key: str, *, organisation_key: int | None, on: dt.date) -> Self:
        """Those for `key` that had begun by `on`, the one that counts first.

        An organisation's own rule comes before the default, a later one before an earlier one.
        """
        theirs = Q(organisation_key__isnull=True) | Q(organisation_key=organisation_key)
        return self.filter(theirs, key=key, effective_from__lte=on).order_by(
            F("organisation_key").asc(nulls_last=True), "-effective_from"
        )


class DeadlineRule(models.Model):
    """One rule: so many days from a start. A change is a new row with a later `effective_from`.

    `organisation_key` is empty for the default everybody starts with. `assumed` says that the default
    is general knowledge which nobody has confirmed yet: pages say so beside it.
    """

    class Unit(models.TextChoices):
        WORKING_DAYS = "working_days", "working days"
        CALENDAR_DAYS = "calendar_days", "days"

    key = models.CharField(max_length=60)
    organisation_key = models.BigIntegerField(null=True)
    name = models.CharField(max_length=150)
    value = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=20, choices=Unit)
    source = models.TextField("where the rule comes from")
    assumed = models.BooleanField("a default to be confirmed", default=False)
    effective_from = models.DateField()

    objects = DeadlineRuleQuerySet.as_manager()

    class Meta:
        ordering = ["key", "organisation_key", "-effective_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "organisation_key", "effective_from"],
                name="clocks_deadlinerule_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="clocks_deadlinerule_known_unit", condition=Q(unit__in=["working_days", "calendar_days"])
            ),
            models.CheckConstraint(name="clocks_deadlinerule_has_source", condition=Q(source__gt="")),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.in_words}"

    @property
    def in_words(self) -> str:
        """How long, such as "2 working days" or "1 day"."""
        unit = self.get_unit_display()
        return f"{self.value} {unit.removesuffix('s') if self.value == 1 else unit}"
