"""Dated memberships: who holds which role in which organisation, from when to when."""

import datetime as dt

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from accounts.models.organisation import Organisation
from accounts.models.person import Person
from accounts.permissions import Permission
from accounts.roles import BY_KEY, CHOICES
from ui.dates import clock, day, today


class DateRange(Func):
    function = "DATERANGE"
    output_field = DateRangeField()


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self, *, on: dt.date | None = None) -> "MembershipQuerySet":
        """Those in force on the day `on` (today by default).

        The last day is included, unless the role was ended in the course of it.
        """
        return self.not_ended(on=on).filter(starts_on__lte=on or today())

    def not_ended(self, *, on: dt.date | None = None) -> "MembershipQuerySet":
        """Those in force on the day `on`, or to come."""
        on = on or today()
        whole_last_day = Q(ends_on=on, ended_at__isnull=True)
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on) | whole_last_day)

    def allowing(self, permission: Permission) -> "MembershipQuerySet":
        """Those of a role that carries `permission`."""
        return self.filter(role__in=[key for key, role in BY_KEY.items() if permission in role.permissions])

    def within(self, organisation: Organisation) -> "MembershipQuerySet":
        return self.filter(organisation=organisation)


class Membership(models.Model):
    """A role held in an organisation between two days, both included; open-ended without an end.

    `ended_at` is when a role was ended at once: it is not in force for the rest of its last day.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=CHOICES)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "person", "role", "starts_on"]
        constraints = [
            models.CheckConstraint(
                name="accounts_membership_known_role", condition=Q(role__in=sorted(BY_KEY))
            ),
            models.CheckConstraint(
                name="accounts_membership_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="accounts_membership_ended_has_last_day",
                condition=Q(ended_at__isnull=True) | Q(ends_on__isnull=False),
            ),
            # A role that was ended may be given again on the same day.
            ExclusionConstraint(
                name="accounts_membership_once_at_a_time",
                condition=Q(ended_at__isnull=True),
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (
                        DateRange(
                            "starts_on", "ends_on", RangeBoundary(inclusive_lower=True, inclusive_upper=True)
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} as {self.get_role_display()}"

    @property
    def when(self) -> str:
        """From when to when, of a role that is past or to come: "1 March 2026 to 9 March 2026"."""
        if self.ends_on is None:
            return f"from {day(self.starts_on)}"
        ended = f" at {clock(self.ended_at)}, when it was ended" if self.ended_at else ""
        return f"{day(self.starts_on)} to {day(self.ends_on)}{ended}"
