"""A group that advises on concerns, under its own name, and its dated members."""

import datetime as dt
import functools
import operator
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from accounts.models import Membership, Organisation, Person
from accounts.models.membership import DateRange
from accounts.permissions import Permission, organisations_with
from accounts.roles import ROLES
from cases.models.practitioner import Discipline
from ui.dates import today

THE_DAYS = DateRange("starts_on", "ends_on", RangeBoundary(inclusive_lower=True, inclusive_upper=True))
# The roles that let somebody take part in a group.
SEEING = [role.key for role in ROLES if Permission.MEETING_SEE in role.permissions]


class GroupQuerySet(models.QuerySet["Group"]):
    def managed_by(self, person: Person) -> Self:
        """Those whose members `person` may change."""
        return self.filter(organisation__in=organisations_with(person, Permission.ORGANISATION_MANAGE))

    def run_by(self, person: Person) -> Self:
        """Those whose meetings `person` may plan."""
        return self.filter(organisation__in=organisations_with(person, Permission.MEETING_RUN))


class Group(models.Model):
    """A Performance Advisory Group, a Professional Standards Group or the like. Its name is its own."""

    class Kind(models.TextChoices):
        PAG = "pag", "Performance (or Professional) Advisory Group"
        PSG = "psg", "Professional Standards Group"
        OTHER = "other", "Another group"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(max_length=150)
    abbreviation = models.CharField(max_length=20)
    kind = models.CharField(max_length=10, choices=Kind)
    submission_key = models.UUIDField(unique=True, null=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="pag_group_name_once"),
            models.CheckConstraint(name="pag_group_is_named", condition=Q(name__gt="", abbreviation__gt="")),
        ]

    def __str__(self) -> str:
        return self.name


@functools.lru_cache(maxsize=8)
def _not_ended(day: dt.date) -> Q:
    """Ask of a member whether they belong to the group on that day, or will.

    It is asked everywhere, and takes as long to build as to put: it is built once for a day.
    """
    roles = Membership.objects.not_ended(on=day).filter(
        person=OuterRef("person"), organisation=OuterRef("group__organisation"), role__in=SEEING
    )
    return (Q(ends_on__isnull=True) | Q(ends_on__gte=day)) & Q(Exists(roles))


class GroupMemberQuerySet(models.QuerySet["GroupMember"]):
    def current(self, *, on: dt.date | None = None) -> Self:
        """Those who belong to the group on the day `on` (today by default); the last day is included."""
        return self.current_on_any(on or today())

    def current_on_any(self, *days: dt.date) -> Self:
        """Those who belong to the group on one of `days`, or on several."""
        each = (Q(_not_ended(day), starts_on__lte=day) for day in sorted(set(days)))
        return self.filter(functools.reduce(operator.or_, each))

    def not_ended(self, *, on: dt.date | None = None) -> Self:
        """Those who belong to the group on the day `on`, or will.

        Nobody belongs to it any more whose roles that let them see its meetings have all ended.
        """
        return self.filter(_not_ended(on or today()))


class GroupMember(models.Model):
    """Somebody in a group between two days, both included. There is one chair at a time."""

    class Kind(models.TextChoices):
        CHAIR = "chair", "Chair"
        DEPUTY = "deputy", "Deputy chair"
        PEER = "peer", "Peer"
        CLINICAL = "clinical", "Clinical member"
        LAY = "lay", "Lay member"
        OTHER = "other", "Other member"

    PRESIDING = (Kind.CHAIR, Kind.DEPUTY)

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="group_memberships")
    kind = models.CharField(max_length=10, choices=Kind)
    discipline = models.CharField("discipline of a peer", max_length=20, choices=Discipline, blank=True)
    voting = models.BooleanField(default=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = GroupMemberQuerySet.as_manager()

    class Meta:
        ordering = ["person__last_name", "person__first_name", "starts_on"]
        constraints = [
            models.CheckConstraint(
                name="pag_groupmember_known_kind",
                condition=Q(kind__in=["chair", "deputy", "peer", "clinical", "lay", "other"]),
            ),
            models.CheckConstraint(
                name="pag_groupmember_peer_has_discipline",
                condition=Q(kind="peer", discipline__gt="") | (~Q(kind="peer") & Q(discipline="")),
            ),
            models.CheckConstraint(
                name="pag_groupmember_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
            ExclusionConstraint(
                name="pag_groupmember_once_at_a_time",
                expressions=[
                    ("group", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (THE_DAYS, RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="pag_groupmember_one_chair_at_a_time",
                expressions=[("group", RangeOperators.EQUAL), (THE_DAYS, RangeOperators.OVERLAPS)],
                condition=Q(kind="chair"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.in_words}"

    @property
    def in_words(self) -> str:
        """What they are in the group: "peer (doctor)", "lay member"."""
        kind = self.get_kind_display().lower()
        return f"{kind} ({self.get_discipline_display().lower()})" if self.discipline else kind

    @property
    def has_ended(self) -> bool:
        """Whether its own last day is past."""
        return self.ends_on is not None and self.ends_on < today()

    @property
    def presides(self) -> bool:
        return self.kind in self.PRESIDING
