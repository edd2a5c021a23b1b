"""Who may see which case, and which topic of a case is closed to whom."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Person
from cases.models.case import Case

# The source of what a restriction leaves open.
RESTRICTION = "restriction"


class CaseAccessQuerySet(models.QuerySet["CaseAccess"]):
    def current(self, *, at: dt.datetime | None = None) -> "CaseAccessQuerySet":
        moment = at or timezone.now()
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=moment), starts_at__lte=moment)

    def of(self, person: Person) -> "CaseAccessQuerySet":
        return self.filter(person=person)

    def denials(self) -> "CaseAccessQuerySet":
        """Those that keep somebody out now."""
        return self.current().filter(effect=CaseAccess.Effect.DENY)

    def named(self) -> "CaseAccessQuerySet":
        """Those of the people to whom a restricted case is open by name."""
        return self.current().filter(effect=CaseAccess.Effect.READ, source=RESTRICTION)


class CaseAccess(models.Model):
    """One reason why a person may, or may not, see a case. A denial wins over everything.

    Whoever scores a case on their own (`ALONE`) reads it only on the pages made for that: whatever else
    would open it to them is shut meanwhile, so that nothing can tell them how somebody else scored it.

    Whoever is given a part in the case (`FIRST`) says whether they have a connection with anybody in it
    before anything of it opens to them, whatever their role opens; `source` is then the part.

    `source` names what wrote it, such as "advisor" or "agenda:12", so that the same thing can end it.
    """

    class Effect(models.TextChoices):
        DECLARE = "declare", "May be asked to declare; sees name and place of work only"
        READ = "read", "May read the case"
        ALONE = "alone", "Scores the case on their own: sees its material, and nothing else of it"
        FIRST = "first", "Says first whether they have a connection; sees name and place of work only"
        DENY = "deny", "May not see the case"

    class Reason(models.TextChoices):
        ASSIGNED = "assigned", "Assigned to the case"
        AGENDA = "agenda", "On the agenda of a group of theirs"
        NAMED = "named", "Named on a restricted case"
        CONFLICT = "conflict", "Declared a conflict of interest, or was unsure"
        RECUSED = "recused", "Recused"
        EXCLUDED = "excluded", "Kept apart from the case"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="access")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="case_access")
    effect = models.CharField(max_length=10, choices=Effect)
    reason = models.CharField(max_length=20, choices=Reason)
    source = models.CharField(max_length=40)
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = CaseAccessQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person", "effect", "source"],
                name="cases_caseaccess_once",
                condition=Q(ends_at__isnull=True),
            ),
            models.CheckConstraint(
                name="cases_caseaccess_ends_after_start",
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
            ),
        ]
        indexes = [models.Index(fields=["person", "effect", "case"], name="cases_caseaccess_person")]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_effect_display()}"


class TopicSeal(models.Model):
    """A topic of a case that is closed to one person, to whom the rest of the case stays open."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="seals")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(max_length=40)
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person", "topic"],
                name="cases_topicseal_once",
                condition=Q(ends_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic} closed to {self.person}"
